"""News that travels upwards, in the same transaction: rooms above pull what may no longer be shown."""

from django.dispatch import Signal

# Something that decides whether these people may be shown has changed: `people` (keys), `by`, `why` (never a reason of
# health or capacity: "Consent changed."). Sent by whatever changed it; whoever features one of them asks the gate again.
# `assets` (keys), where a picture changed: it was put away, or who is in it did; also when nobody in it is named.
authority_changed = Signal()

# Somebody changed their mind: `person`, `purposes` (codes; empty: everything), `by`, `withdrawal`. Sent after the consents
# have ended: whoever keeps pictures puts away those for which nobody's consent is left, or `withdrawal.asset` alone.
withdrawn = Signal()

# What happened to a person, sent in the same transaction with `person` (already saved), `by` and `was` (as what they
# could be shown before). Whoever keeps consents, pictures and showings acts on it.
person_left = Signal()
person_died = Signal()
person_moved = Signal()  # and `from_home`, the key of the home they left
came_of_age = Signal()
agrees_too = Signal()  # a child turned 13

# Somebody was found unable to decide: `person`, `purposes` that the finding is about, `decide_by` (the last day on which
# what is shown may stay undecided), `by`. Whoever keeps the list of what is shown gives each item an owner and that day.
capacity_lost = Signal()
