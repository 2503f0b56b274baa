"""The policy table of Herbert Protocol forms: prepared in advance, kept up to date, given only when somebody is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from enquiries.police.herbert.models import HerbertForm

OLDEST_PICTURE = timedelta(days=183)  # six months


class HerbertState(TextChoices):
    """Whether a form is ready."""

    READY = "ready", "Ready"


POWERS = {"keep_herbert_form": "Say that a Herbert Protocol form is ready, and where it lies"}


def a_recent_picture(form: HerbertForm) -> str:
    """A picture that still looks like them."""
    today = timezone.localdate()
    if form.photo_on is None or not today - OLDEST_PICTURE <= form.photo_on <= today:
        return "The picture must be less than six months old."
    return ""


def where_it_lies(form: HerbertForm) -> str:
    """At two in the morning somebody has to find it."""
    return "" if form.stored_where.strip() else "Write where the form lies, so that anybody finds it at night."


def a_day_to_look_again(form: HerbertForm) -> str:
    """It is kept up to date."""
    return (
        ""
        if form.review_on and form.review_on > timezone.localdate()
        else "Choose a day to come on which it is looked at again."
    )


PREPARE = Transition(
    verb="say that the Herbert Protocol form is ready",
    sources=frozenset(),
    target=HerbertState.READY,
    permission="keep_herbert_form",
    clause=Clause.PO_3,
    requires=(a_recent_picture, where_it_lies, a_day_to_look_again),
    label="The form is ready",
)
RENEW = Transition(
    verb="bring the Herbert Protocol form up to date",
    sources=frozenset({HerbertState.READY}),
    target=None,
    permission="keep_herbert_form",
    clause=Clause.PO_3,
    label="The form is up to date",
    edits=True,
)
NOTE_GIVEN = Transition(
    verb="note that the Herbert Protocol form was given to the police",
    sources=frozenset({HerbertState.READY}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.PO_3,
)

TRANSITIONS = (PREPARE, RENEW, NOTE_GIVEN)
