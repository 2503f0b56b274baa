"""What consent looks like on paper: what each document says, as plain data, apart from where it comes from."""
