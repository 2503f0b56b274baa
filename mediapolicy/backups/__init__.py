"""Everything the product knows in one file, and back again: no program besides this one (docs/decisions/0009)."""
