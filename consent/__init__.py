"""Whom we may show: people, their consent, capacity, the publish gate, pictures and withdrawal."""
