"""What we say: statements, drafted in versions, signed by a Director, then released."""
