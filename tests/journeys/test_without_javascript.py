"""JavaScript is an addition: without it an approach is logged and a statement is signed all the same."""

from __future__ import annotations

import pytest

from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries.models import Enquiry
from mediapolicy.people.models import Home, User
from tests import builders
from tests.journeys.conftest import Meet

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_approach_is_logged_without_javascript(meet: Meet, carer: User, manager: User) -> None:
    jo = meet(carer, script=False)
    jo.visit("/enquiries/log/")
    jo.press_wrongly("Pass to the Home Manager")
    jo.sees("Choose an answer to “How did they reach you?”")
    jo.choose("Phone", "How did they reach you?")
    jo.fill("What did they ask?", "Rang about the bus that takes us to the sea")
    jo.choose("A set time", "When do they need an answer?")
    jo.press_wrongly("Pass to the Home Manager")
    jo.sees("Enter the day and time they gave")
    assert jo.box("What did they ask?").input_value() == "Rang about the bus that takes us to the sea"
    jo.choose("They didn’t say", "When do they need an answer?")
    jo.press("Pass to the Home Manager")
    jo.sees("You have done your part")
    assert Enquiry.objects.get().held_by == manager


def test_a_statement_is_signed_without_javascript(
    meet: Meet, carer: User, manager: User, marketing: User, director: User, home: Home
) -> None:
    approval = builders.sent_for_sign_off(builders.an_approach(by=carer, home=home), by=marketing)
    daniel = meet(director, script=False)
    daniel.press("Sign off: Our reply")
    daniel.sees("We welcome the council's report.")
    daniel.press("Ask for changes")
    daniel.press_wrongly("Ask for changes")
    daniel.sees("Say why, so that they know what to do next")
    daniel.press("Back to the words")
    daniel.press("Sign off")
    daniel.sees("Signed off. They have been told.")
    assert Approval.objects.get(pk=approval.pk).state == ApprovalState.SIGNED
