"""News of matters that travels upwards, inside the transaction that makes it; of records, see mediapolicy/locking.py."""

from django.dispatch import Signal

opened = Signal()  # matter, by
closed = Signal()  # matter, by
