"""What comes in: approaches from the press, from the knock at the door to the answer."""
