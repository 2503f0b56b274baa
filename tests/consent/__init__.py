"""Whom we may show."""
