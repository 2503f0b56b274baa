"""News of statements that travels upwards, inside the transaction that makes it."""

from django.dispatch import Signal

sent_for_sign_off = Signal()  # statement, by
taken_back = Signal()  # statement, by
signed_off = Signal()  # statement, by
changes_asked = Signal()  # statement, by: a Director asked for changes, or refused
words_changed = Signal()  # statement, by: the words or recipients are others than before
withdrawn = Signal()  # statement, by
