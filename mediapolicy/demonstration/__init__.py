"""What only a demonstration shows: the emails that were caught, and the kit of components."""
