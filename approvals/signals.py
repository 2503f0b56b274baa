"""News that travels upwards, inside the transaction that makes it."""

from django.dispatch import Signal

signed = Signal()  # approval, by: every stage has signed the content as it stands
changes_asked = Signal()  # approval, by
refused = Signal()  # approval, by
