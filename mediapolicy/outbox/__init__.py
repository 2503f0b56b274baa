"""What is owed to the world outside: a row in the transaction, a claim, a deterministic key."""
