"""Telling people: the inbox and the e-mail that points at it."""
