"""The book of journalists and outlets."""
