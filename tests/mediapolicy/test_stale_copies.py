"""A page made from an older version doesn't overwrite what somebody saved meanwhile."""

import pytest

from enquiries import actions
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import StaleCopy
from mediapolicy.transitions import READ_VERSION
from tests import builders

pytestmark = pytest.mark.django_db


def test_an_old_page_is_refused_but_a_note_in_between_is_not(
    carer: User, manager: User, marketing: User, home: Home
) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=carer, home=home), by=marketing)
    read, given = enquiry.version, {"enquirer": "T. Rudd", "outlet": "Courier", "deadline": None, "by": marketing}
    actions.add_note(enquiry, "She rang again.", by=manager)
    token = READ_VERSION.set(read)
    try:
        actions.change_facts(enquiry, topic="The visit", **given)
        with pytest.raises(StaleCopy):
            actions.change_facts(enquiry, topic="The council", **given)
    finally:
        READ_VERSION.reset(token)
    enquiry.refresh_from_db()
    assert enquiry.topic == "The visit"
