"""The policy table of the contact book: who may open it, add to it and correct it."""

from __future__ import annotations

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.transitions import Transition


class ContactState(TextChoices):
    """Where an entry stands."""

    KEPT = "kept", "Kept"
    REMOVED = "removed", "Taken out of the book"


ADD_OUTLET = Transition(
    verb="add outlet",
    sources=frozenset(),
    target=ContactState.KEPT,
    permission="take_up_enquiry",
    clause=Clause.CRM_1,
    label="Add this outlet",
)
ADD_CONTACT = Transition(
    verb="add contact",
    sources=frozenset(),
    target=ContactState.KEPT,
    permission="take_up_enquiry",
    clause=Clause.CRM_1,
    label="Add this person",
)
CHANGE_CONTACT = Transition(
    verb="change contact",
    sources=frozenset({ContactState.KEPT}),
    target=None,
    permission="take_up_enquiry",
    clause=Clause.CRM_1,
    label="Save this person",
    edits=True,
)
REMOVE_CONTACT = Transition(
    verb="remove contact",
    sources=frozenset({ContactState.KEPT}),
    target=ContactState.REMOVED,
    permission="take_up_enquiry",
    clause=Clause.CRM_2,
    label="Take out of the book",
)

TRANSITIONS = (ADD_OUTLET, ADD_CONTACT, CHANGE_CONTACT, REMOVE_CONTACT)
