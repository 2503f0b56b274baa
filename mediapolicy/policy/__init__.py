"""The organisation's own policy text and the policy as a table."""
