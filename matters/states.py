"""The policy table of ongoing matters: who opens one, whom and what it reaches, who may know of it, and how it ends.

A matter is the Chief Operating Officer's alone (CC-2). Nobody else can learn from the product that one exists (CC-1a).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from matters.delegation.models import Delegation
    from matters.models import Clearance, Matter, MatterPerson, Touch


class MatterState(TextChoices):
    """Where a matter stands."""

    OPEN = "open", "Open"
    WATCHED = "watched", "Quiet, still watched"
    CLOSED = "closed", "Closed"


class LinkState(TextChoices):
    """Whether a person is part of a matter."""

    LINKED = "linked", "Part of it"
    UNLINKED = "unlinked", "No longer part of it"


class ClearanceState(TextChoices):
    """Whether somebody may still know of a matter."""

    NAMED = "named", "Named on it"
    ENDED = "ended", "Ended"


class TouchState(TextChoices):
    """Whether a record is under a matter."""

    UNDER_IT = "under it", "Under it"
    SET_ASIDE = "set aside", "Given back: not part of it"
    ENDED = "ended", "Given back: the matter has ended"


HOLDING = frozenset({MatterState.OPEN, MatterState.WATCHED})

POWERS: dict[str, str] = {}  # `handle_matter` stands on the ground: who sees what depends on it


# What must be in place -------------------------------------------------------------------------------------------


def what_it_is_about(matter: Matter) -> str:
    """A matter says what it is, for whoever takes over from the COO."""
    called, about = matter.would_be("called"), matter.would_be("about")
    return "" if called.strip() and about.strip() else "Give it a short name, and write what it is about."


def a_closing_reason(matter: Matter) -> str:
    """Lifting what a matter holds needs a reason."""
    return "" if matter.would_be("closing_words").strip() else "Write why the matter is closed."


def who_responds(matter: Matter) -> str:
    """Where other agencies are part of it, who responds has been agreed with them, with whom and when (V-O-03)."""
    if not matter.would_be("lead"):
        return "Say who responds: we, or one of the agencies."
    agreed = matter.would_be("lead_agreed_with").strip() and matter.would_be("lead_agreed_on")
    if matter.agencies and not agreed:
        return "Other agencies are part of it. Write with whom you agreed who responds, and when."
    return ""


def a_line_to_agree(matter: Matter) -> str:
    """What is agreed stands in writing."""
    return "" if matter.would_be("holding_line").strip() else "Write the words that may be said."


def legal_advice_where_the_law_needs_it(matter: Matter) -> str:
    """Active proceedings and a risk of defamation need the reference of legal advice (rules 7.4)."""
    needed = {"contempt", "defamation"} & set(matter.would_be("legal_limits"))
    if needed and not matter.would_be("legal_reference").strip():
        return "Active proceedings and defamation need legal advice. Write its reference."
    return ""


def a_reason_to_name_them(clearance: Clearance) -> str:
    """Whoever is let into a matter is let in for something."""
    return "" if clearance.because.strip() else "Write why they need to know."


def an_end_to_it(clearance: Clearance) -> str:
    """Nobody is let in for ever."""
    if clearance.until is None:
        return "Say until when."
    return "" if clearance.until > timezone.now() else "Choose a day that is still to come."


def somebody_who_works_here(named: Clearance | Delegation) -> str:
    """Only colleagues are named on a matter, or stand in for the COO."""
    return "" if named.person.is_active else f"{named.person} has left."


def its_time_is_over(clearance: Clearance) -> str:
    """Asked again under the lock."""
    over = clearance.until is not None and clearance.until <= timezone.now()
    return "" if over or not clearance.person.is_active else "They are still named on it."


def why_it_is_not_part(touch: Touch) -> str:
    """Taking a record out of a matter needs a reason."""
    return "" if touch.would_be("because").strip() else "Write why it is not part of the matter."


def goes_with_no_other(touch: Touch) -> str:
    """What came with another record goes back with it: a statement and its enquiry are never apart."""
    if touch.came_with is None:
        return ""
    other = touch.matter.touches.get(record_id=touch.came_with)
    return f"It belongs to {other.reference}. Give that back, and this goes with it."


def not_named_yet(clearance: Clearance) -> str:
    """A colleague is named on a matter once."""
    named = clearance.matter.clearances.filter(person=clearance.person, state=ClearanceState.NAMED)
    if not named.exclude(pk=clearance.pk).exists():
        return ""
    return f"{clearance.person} is named on it already. End that first to change it."


def not_linked_yet(link: MatterPerson) -> str:
    """A person is part of a matter once."""
    linked = link.matter.people.filter(person=link.person, state=LinkState.LINKED).exclude(pk=link.pk)
    return f"{link.person} is part of it already." if linked.exists() else ""


# The matter itself -----------------------------------------------------------------------------------------------


def _step(verb: str, *, clause: Clause = Clause.CC_1A, **more: object) -> Transition:
    """Everything about a matter is the COO's."""
    given = {"sources": HOLDING, "target": None, "permission": "handle_matter", **more}
    return Transition(verb=verb, clause=clause, **given)  # type: ignore[arg-type]


OPEN_MATTER = _step(
    "open a matter",
    sources=frozenset(),
    target=MatterState.OPEN,
    requires=(what_it_is_about,),
    label="Open the matter",
)
OPEN_BY_ITSELF = _step(
    "open a matter by itself",
    sources=frozenset(),
    target=MatterState.OPEN,
    permission=BY_THE_CLOCK,
    requires=(what_it_is_about,),
)
CHANGE_MATTER = _step(
    "change what it is about", requires=(what_it_is_about,), edits=True, label="Save what it is about"
)
CHANGE_REACH = _step("change what it reaches", edits=True, label="Save what it reaches")
WATCH_BY_ITSELF = _step("watch for more words by itself", permission=BY_THE_CLOCK)
AGREE_WHO_RESPONDS = _step(
    "agree who responds", clause=Clause.CC_1B, requires=(who_responds,), edits=True, label="Save who responds"
)
AGREE_THE_LINE = _step(
    "agree the response", clause=Clause.CC_2, requires=(a_line_to_agree,), edits=True, label="Agree these words"
)
NOTE_LAW = _step(
    "write down what the law forbids",
    requires=(legal_advice_where_the_law_needs_it,),
    edits=True,
    label="Save what the law forbids",
)
NOTE_CANDOUR = _step("write down who was told", clause=Clause.CC_1, edits=True, label="Save who was told")
QUIETEN = _step(
    "keep watching only", sources=frozenset({MatterState.OPEN}), target=MatterState.WATCHED, label="It has gone quiet"
)
WAKE = _step(
    "open it up again", sources=frozenset({MatterState.WATCHED}), target=MatterState.OPEN, label="It is active again"
)
CLOSE_MATTER = _step(
    "close the matter",
    clause=Clause.CC_2,
    target=MatterState.CLOSED,
    requires=(a_closing_reason,),
    label="Close the matter",
)
REOPEN_MATTER = _step(
    "open the matter again",
    sources=frozenset({MatterState.CLOSED}),
    target=MatterState.OPEN,
    label="Open it again",
)

# Whom it reaches, who may know of it, and what it holds ------------------------------------------------------------

LINK_PERSON = _step(
    "link somebody",
    sources=frozenset(),
    target=LinkState.LINKED,
    requires=(not_linked_yet,),
    label="They are part of it",
)
LINK_BY_ITSELF = _step(
    "link somebody by itself",
    sources=frozenset(),
    target=LinkState.LINKED,
    permission=BY_THE_CLOCK,
    requires=(not_linked_yet,),
)
UNLINK_PERSON = _step(
    "unlink somebody",
    sources=frozenset({LinkState.LINKED}),
    target=LinkState.UNLINKED,
    label="They are not part of it",
)
NAME_ON_IT = _step(
    "name a colleague on it",
    sources=frozenset(),
    target=ClearanceState.NAMED,
    requires=(somebody_who_works_here, not_named_yet, a_reason_to_name_them, an_end_to_it),
    label="Let them know of it",
)
END_NAMING = _step(
    "end a colleague's naming",
    sources=frozenset({ClearanceState.NAMED}),
    target=ClearanceState.ENDED,
    label="They no longer need to know",
)
END_NAMING_WITH_TIME = _step(
    "end a colleague's naming with its time",
    sources=frozenset({ClearanceState.NAMED}),
    target=ClearanceState.ENDED,
    permission=BY_THE_CLOCK,
    requires=(its_time_is_over,),
)
TOUCH = _step(
    "come under the matter", sources=frozenset(), target=TouchState.UNDER_IT, permission=BY_THE_CLOCK, label="Touched"
)
BRING_UNDER = _step(
    "bring a record under the matter",
    sources=frozenset(),
    target=TouchState.UNDER_IT,
    label="Bring a record under it",
)
BELONG = _step(
    "belong to a record under the matter",
    sources=frozenset({TouchState.UNDER_IT}),
    permission=BY_THE_CLOCK,
)
SET_ASIDE = _step(
    "give a record back",
    clause=Clause.CC_2,
    sources=frozenset({TouchState.UNDER_IT}),
    target=TouchState.SET_ASIDE,
    requires=(why_it_is_not_part, goes_with_no_other),
    label="Give it back",
)
GIVE_BACK_WITH_MATTER = _step(
    "give a record back with the matter's end",
    clause=Clause.CC_2,
    sources=frozenset({TouchState.UNDER_IT}),
    target=TouchState.ENDED,
    permission=BY_THE_CLOCK,
)
BRING_UNDER_AGAIN = _step(
    "bring a record under the matter again",
    sources=frozenset({TouchState.SET_ASIDE, TouchState.ENDED}),
    target=TouchState.UNDER_IT,
    label="Bring it under again",
)
GO_BACK_WITH_ANOTHER = _step(
    "go back with the record that it belongs to",
    clause=Clause.CC_2,
    sources=frozenset({TouchState.UNDER_IT}),
    target=TouchState.SET_ASIDE,
    permission=BY_THE_CLOCK,
)
TAKE_AGAIN = _step(
    "take a record again",
    sources=frozenset({TouchState.SET_ASIDE, TouchState.ENDED}),
    target=TouchState.UNDER_IT,
    permission=BY_THE_CLOCK,
)

TRANSITIONS = (
    OPEN_MATTER,
    OPEN_BY_ITSELF,
    CHANGE_MATTER,
    CHANGE_REACH,
    WATCH_BY_ITSELF,
    AGREE_WHO_RESPONDS,
    AGREE_THE_LINE,
    NOTE_LAW,
    NOTE_CANDOUR,
    QUIETEN,
    WAKE,
    CLOSE_MATTER,
    REOPEN_MATTER,
    LINK_PERSON,
    LINK_BY_ITSELF,
    UNLINK_PERSON,
    NAME_ON_IT,
    END_NAMING,
    END_NAMING_WITH_TIME,
    TOUCH,
    BRING_UNDER,
    BELONG,
    SET_ASIDE,
    GO_BACK_WITH_ANOTHER,
    GIVE_BACK_WITH_MATTER,
    BRING_UNDER_AGAIN,
    TAKE_AGAIN,
)
