"""For whom a decision is recorded, home by home."""
