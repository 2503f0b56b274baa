"""The policy table of people who may be shown: kept apart from those who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from consent.people.models import Person


class BeingState(TextChoices):
    """Where somebody stands with the home."""

    HERE = "here", "Here"
    LEFT = "left", "Has left"
    DIED = "died", "Has died"


POWERS = {
    "see_answer": "See whether somebody may be shown, and under which conditions",
    "keep_person": "Keep the list of people who may be shown",
    "see_compliance": "See for how many people a decision is recorded",
}


def a_birthday_of_a_child(person: Person) -> str:
    """Who decides for a child depends on how old they are."""
    if person.subject_type == "child" and person.born_on is None:
        return "Enter the child’s date of birth: it decides who has to agree."
    return ""


def nobody_else_of_this_account(person: Person) -> str:
    """One page for a colleague: two would answer differently."""
    if person.account is None:
        return ""
    others = type(person).objects.filter(account=person.account).exclude(pk=person.pk)
    return f"{person.account} is on the list already." if others.exists() else ""


def another_home(person: Person) -> str:
    """A move has somewhere to go from."""
    return "" if person.home_id else "This person belongs to no home yet. Correct their details instead."


ADD_PERSON = Transition(
    verb="add person",
    sources=frozenset(),
    target=BeingState.HERE,
    permission="keep_person",
    clause=Clause.SM_26,
    label="Add this person",
    requires=(a_birthday_of_a_child, nobody_else_of_this_account),
)
CHANGE_PERSON = Transition(
    verb="change person",
    sources=frozenset(BeingState),
    target=None,
    permission="keep_person",
    clause=Clause.SM_26,
    label="Save this person",
    requires=(a_birthday_of_a_child,),
    edits=True,
)
MOVE_PERSON = Transition(
    verb="move person",
    sources=frozenset({BeingState.HERE}),
    target=None,
    permission="keep_person",
    clause=Clause.CF_1,
    label="Move to another home",
    requires=(another_home,),
)
PERSON_LEAVES = Transition(
    verb="record that they left",
    sources=frozenset({BeingState.HERE}),
    target=BeingState.LEFT,
    permission="keep_person",
    clause=Clause.SM_26,
    label="Record that they left",
)
LEAVE_WITH_ACCOUNT = Transition(
    verb="leave with their account",
    sources=frozenset({BeingState.HERE}),
    target=BeingState.LEFT,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
    label="Left: they no longer work here",
)
PERSON_COMES_BACK = Transition(
    verb="record that they are back",
    sources=frozenset({BeingState.LEFT}),
    target=BeingState.HERE,
    permission="keep_person",
    clause=Clause.SM_26,
    label="Record that they are back",
)
PERSON_DIES = Transition(
    verb="record their death",
    sources=frozenset({BeingState.HERE, BeingState.LEFT}),
    target=BeingState.DIED,
    permission="keep_person",
    clause=Clause.SM_26,
    label="Record their death",
)
COME_OF_AGE = Transition(
    verb="come of age",
    sources=frozenset({BeingState.HERE, BeingState.LEFT}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
    label="Turned 16: decides for themselves from now on",
)
AGREE_TOO = Transition(
    verb="agree as well",
    sources=frozenset({BeingState.HERE, BeingState.LEFT}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
    label="Turned 13: agrees beside their parent from now on",
)

TRANSITIONS = (
    ADD_PERSON,
    CHANGE_PERSON,
    MOVE_PERSON,
    PERSON_LEAVES,
    LEAVE_WITH_ACCOUNT,
    PERSON_COMES_BACK,
    PERSON_DIES,
    COME_OF_AGE,
    AGREE_TOO,
)
