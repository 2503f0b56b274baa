"""Changes of mind, what is shown, and taking it down."""
