"""News of people that travels upwards, inside the transaction that makes it."""

from django.dispatch import Signal

role_ended = Signal()  # person, by: what the role allowed has stopped already
left = Signal()  # person, by
