"""News that travels upwards, in the same transaction: rooms above pull what may no longer be shown."""

from django.dispatch import Signal

# Something that decides whether these people may be shown has changed: `people` (keys), `by`, `why` (never a reason of
# health or capacity: "Consent changed."). Sent by whatever changed it; whoever features one of them asks the gate again.
authority_changed = Signal()

# What happened to a person, sent in the same transaction with `person` (already saved), `by` and `was` (as what they
# could be shown before). Whoever keeps consents, pictures and showings acts on it.
person_left = Signal()
person_died = Signal()
person_moved = Signal()  # and `from_home`, the key of the home they left
came_of_age = Signal()
