"""News that travels upwards, in the same transaction: rooms above pull what may no longer be shown."""

from django.dispatch import Signal

# Something that decides whether these people may be shown has changed: `people` (keys), `by`, `why` (never a reason of
# health or capacity: "Consent changed."). Sent by whatever changed it; whoever features one of them asks the gate again.
authority_changed = Signal()

# Somebody was found unable to decide: `person`, `purposes` that the finding is about, `decide_by` (the last day on which
# what is shown may stay undecided), `by`. Whoever keeps the list of what is shown gives each item an owner and that day.
capacity_lost = Signal()

# Somebody moved: `person` (already saved), `by`, `from_home` (the key of the home they left).
person_moved = Signal()
