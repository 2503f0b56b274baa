"""Every step of a record that a matter can take is followed by a look: does an open matter touch it now?"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from matters import locking
from mediapolicy.records import PolicyRecord, SignedRecord
from mediapolicy.transitions import Transition, step_taken


@receiver(step_taken, dispatch_uid="matters.step_taken")
def look_at_it(*, record: SignedRecord, transition: Transition, **_: Any) -> None:
    """Look at it, in the same transaction: nothing goes on for a moment that the COO should have."""
    if not isinstance(record, PolicyRecord) or record.UNDER_A_MATTER is None or transition.for_few:
        return
    # Two steps of one action in a row, such as logged and passed on, are looked at once.
    seen = (record.touching(), record.home_id)
    if record.looked_at != seen:
        record.looked_at = seen
        locking.look_at(record)
