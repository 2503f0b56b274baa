"""The policy table of the organisation itself: settings, the on-call rota, bank holidays, the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from mediapolicy.organisation.models import OnCall


class Kept(TextChoices):
    """A row that is kept, or was taken out again."""

    KEPT = "kept", "Kept"
    TAKEN_OUT = "taken out", "Taken out"


def ends_after_it_begins(shift: OnCall) -> str:
    """A turn on call has a length."""
    return "" if shift.ends_at > shift.starts_at else "The turn must end after it begins."


def somebody_who_may_answer(shift: OnCall) -> str:
    """The person on call can take an approach up: a Director, the Marketing Manager or the COO (ME-1b)."""
    if shift.may_take_up:
        return ""
    return (
        f"{shift.person} can't be on call: only a Director, the Marketing Manager or the COO can take an approach up."
    )


NAME_ORGANISATION = Transition(
    verb="name organisation",
    sources=frozenset(),
    target=Kept.KEPT,
    permission=BY_THE_CLOCK,
    clause=Clause.BR_2,
)
RENAME_ORGANISATION = Transition(
    verb="rename organisation",
    sources=frozenset({Kept.KEPT}),
    target=None,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Save the name",
    edits=True,
)
SET_FIRST = Transition(
    verb="set",
    sources=frozenset(),
    target=Kept.KEPT,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Save the settings",
)
CHANGE_SETTING = Transition(
    verb="change setting",
    sources=frozenset({Kept.KEPT}),
    target=None,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Save the settings",
    edits=True,
)
PUT_ON_CALL = Transition(
    verb="put on call",
    sources=frozenset(),
    target=Kept.KEPT,
    permission="run_organisation",
    clause=Clause.ME_1B,
    requires=(ends_after_it_begins, somebody_who_may_answer),
    label="Put on call",
)
TAKE_OFF_CALL = Transition(
    verb="take off call",
    sources=frozenset({Kept.KEPT}),
    target=Kept.TAKEN_OUT,
    permission="run_organisation",
    clause=Clause.ME_1B,
    label="Take off call",
)
ADD_HOLIDAY = Transition(
    verb="add bank holiday",
    sources=frozenset(),
    target=Kept.KEPT,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Add this day",
)
TAKE_OUT_HOLIDAY = Transition(
    verb="take out bank holiday",
    sources=frozenset({Kept.KEPT}),
    target=Kept.TAKEN_OUT,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Take out this day",
)

TRANSITIONS = (
    NAME_ORGANISATION,
    RENAME_ORGANISATION,
    SET_FIRST,
    CHANGE_SETTING,
    PUT_ON_CALL,
    TAKE_OFF_CALL,
    ADD_HOLIDAY,
    TAKE_OUT_HOLIDAY,
)

SETTINGS = (
    Declared(
        key="policy_review_months",
        words="Months after which the policy is due for review",
        default=12,
        unit="months",
        least=1,
        most=36,
        clause=Clause.DC_2,
        group="The policy",
    ),
)
