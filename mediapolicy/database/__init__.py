"""PostgreSQL, told at the start of every transaction who acts."""
