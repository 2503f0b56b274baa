"""People, homes, and who holds which role where."""
