"""The main job, end to end, through the actions alone."""

import pytest

from enquiries.models import Enquiry
from enquiries.states import EnquiryState
from mediapolicy.outbox.actions import sweep
from mediapolicy.people.models import Home, User
from tests import builders

pytestmark = pytest.mark.django_db


def test_from_the_knock_at_the_door_to_the_signed_answer(
    carer: User, manager: User, marketing: User, director: User, home: Home, mailoutbox: list[object]
) -> None:
    from enquiries import actions

    enquiry = builders.an_approach(by=carer, home=home)
    assert (enquiry.state, enquiry.held_by) == (EnquiryState.WITH_HOME_MANAGER, manager)
    actions.pass_on(enquiry, marketing, by=manager)
    builders.answered(enquiry, by=marketing, director=director)
    assert Enquiry.objects.get(pk=enquiry.pk).state == EnquiryState.ANSWERED
    sweep()
    assert "t.rudd@courier.example" in [mail.to[0] for mail in mailoutbox]  # type: ignore[attr-defined]
    told = [(row.verb, row.clause, str(row.history_user)) for row in enquiry.history.order_by("history_date")]
    assert told[0] == ("log", "ME-1", "Jo Pettifer")
    assert ("answer", "CRM-3b", "Priya Anand") in told
