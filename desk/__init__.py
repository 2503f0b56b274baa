"""What waits for me, and where everything is found. Reads the other rooms; nothing imports it."""
