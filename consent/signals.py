"""News that travels upwards, in the same transaction: rooms above pull what may no longer be shown."""

from django.dispatch import Signal

# Something that decides whether these people may be shown has changed: `people` (keys), `by`, `why` (never a reason of
# health or capacity: "Consent changed."). Sent by whatever changed it; whoever features one of them asks the gate again.
# `assets` (keys), where a picture changed: it was put away, or who is in it did; also when nobody in it is named.
authority_changed = Signal()
