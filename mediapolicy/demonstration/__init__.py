"""What only a demonstration shows: the e-mails that were caught, and the kit of components."""
