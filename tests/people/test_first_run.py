"""The first start of an empty product."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.http import Http404
from django.test import Client

from mediapolicy.organisation.models import Organisation
from mediapolicy.people.first_run import set_up, set_up_key
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.policy.models import PolicyVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def given() -> dict[str, Any]:
    return {
        "key": set_up_key(),
        "organisation": "Larkfield Care",
        "name": "Ada Lomond",
        "email": "ada@larkfield.example",
        "password": "heron teapot gravel",
        "number": "V1",
        "effective_on": "16/11/2020",
        "approved_by": "Data Processing Officer",
        "approved_on": "16/11/2020",
        "next_review_on": "16/11/2027",
    }


def printed_key() -> str:
    out = StringIO()
    call_command("setup_key", stdout=out, stderr=StringIO())
    return out.getvalue().strip()


@pytest.mark.clause("DC-1")
def test_the_first_run_founds_the_organisation_once(client: Client, given: dict[str, Any]) -> None:
    assert client.get("/sign-in/")["Location"] == "/first-run/"
    assert client.get("/first-run/").status_code == 200
    assert printed_key() == set_up_key()
    assert client.post("/first-run/", given)["Location"] == "/sign-in/"
    ada = User.objects.get(email="ada@larkfield.example")
    assert may(ada, "run_organisation")
    assert ada.check_password(given["password"])
    assert [one.role for one in ada.appointments.held()] == ["administrator"]
    assert ada.history.get().history_user == User.objects.the_clock()
    assert Organisation.objects.get().name == "Larkfield Care"
    assert str(PolicyVersion.objects.get(state="in force")) == "OPSR102 V1"
    assert client.get("/first-run/").status_code == 404
    assert client.post("/first-run/", {**given, "email": "eve@larkfield.example"}).status_code == 404
    assert printed_key() == ""


def test_without_the_key_nothing_is_founded(client: Client, given: dict[str, Any]) -> None:
    page = client.post("/first-run/", {**given, "key": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"})
    assert "not the set-up key" in page.content.decode()
    assert not Organisation.objects.exists()


def test_the_key_may_be_typed_in_small_letters_without_hyphens(client: Client, given: dict[str, Any]) -> None:
    typed = set_up_key().lower().replace("-", " ")
    assert client.post("/first-run/", {**given, "key": typed}).status_code == 302


def test_the_key_belongs_to_this_installation(settings: Any) -> None:
    here = set_up_key()
    settings.SECRET_KEY = "another installation"
    assert set_up_key() != here


def test_a_second_founding_is_refused_whatever_the_page_said(founder: User) -> None:
    with pytest.raises(Http404):
        set_up({})


@pytest.mark.parametrize("odd", ["\0", "\u202e" * 10, "x" * 100_000])
def test_odd_input_is_never_a_fault(client: Client, given: dict[str, Any], odd: str) -> None:
    assert client.post("/first-run/", {name: odd for name in given}).status_code == 200
