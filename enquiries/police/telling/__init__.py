"""Telling the Directors that the police asked, and not what."""
