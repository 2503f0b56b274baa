"""Telling people: the inbox and the email that points at it."""
