"""A form that arrives twice acts once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from enquiries.models import Enquiry, Note
from mediapolicy.people.models import Home, User
from tests import builders

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_a_double_click_logs_one_approach_and_shows_the_same_receipt(
    signed_in: SignedIn, carer: User, manager: User, home: Home
) -> None:
    client, given = (
        signed_in(carer),
        {"form_key": str(uuid.uuid4()), "home": home.pk, "came_by": "phone", "question": "Why?"},
    )
    first = client.post("/enquiries/log/", given)
    second = client.post("/enquiries/log/", given)
    assert Enquiry.objects.count() == 1
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert client.get(second.headers["Location"]).status_code == 200


def test_a_note_sent_twice_is_kept_once(signed_in: SignedIn, carer: User, manager: User, home: Home) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    client, given = signed_in(manager), {"form_key": str(uuid.uuid4()), "words": "She rang again."}
    for _ in range(2):
        assert client.post(f"/enquiries/{enquiry.pk}/add-a-note/", given).status_code == 302
    assert Note.objects.count() == 1


def test_a_step_taken_twice_by_one_form_leads_back_instead_of_refusing(
    signed_in: SignedIn, carer: User, manager: User, marketing: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    client, given = signed_in(marketing), {"form_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"/enquiries/{enquiry.pk}/take-up/", given).status_code == 302
    other = {"form_key": str(uuid.uuid4())}
    assert client.post(f"/enquiries/{enquiry.pk}/take-up/", other).status_code == 409
    assert enquiry.history.filter(verb="take up").count() == 1
