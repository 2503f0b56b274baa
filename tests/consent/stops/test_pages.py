"""Stopping somebody from being shown: in a few taps by any carer, lifted with a reason by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consent.gate.answering import Verdict, evaluate
from consent.gate.badges import COMMON
from consent.people.models import Person
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.builders import told_of
from tests.conftest import Appoint
from tests.consent.builders_people import UNLIMITED, a_person, an_answer
from tests.consent.people.test_pages import page, post

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
WEBSITE = COMMON[0].use(COMMON[0].channels, "I1")


@pytest.fixture
def ivy(manager: User, home: Home) -> Person:
    """A resident with a Yes to our website."""
    ivy = a_person(by=manager, home=home)
    an_answer(ivy, by=manager, **UNLIMITED)
    return ivy


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("objection", "They object"),
        ("doubt", "I doubt they can decide this"),
        ("whereabouts", "Somebody must not know where they live"),
    ],
)
def test_d16_d3_d18_a_carer_stops_it_in_three_taps(
    signed_in: SignedIn, carer: User, manager: User, marketing: User, ivy: Person, kind: str, link: str
) -> None:
    client = signed_in(carer)
    assert link in page(client, ivy.get_absolute_url())
    url = f"/consent/people/{ivy.pk}/stops/{kind}/"
    assert link in page(client, url)
    assert "May show" in page(signed_in(marketing), ivy.get_absolute_url())
    post(client, url, words="She turned away from Sam’s camera.")
    assert evaluate(ivy, WEBSITE).verdict is Verdict.BLOCK
    said = page(client, ivy.get_absolute_url())
    assert "May show" not in said
    for hidden in ("She turned away", "stands in the way</h2>", "Stopped. "):
        assert hidden not in said
    told = page(signed_in(manager), ivy.get_absolute_url())
    assert "She turned away from Sam’s camera." in told
    said = page(signed_in(marketing), ivy.get_absolute_url())
    assert "May show" not in said
    assert "turned away" not in said


def test_w_1_an_objection_needs_no_words(signed_in: SignedIn, carer: User, ivy: Person) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/objection/")
    assert Stop.objects.get().words == "They objected."


@pytest.mark.parametrize("kind", ["doubt", "whereabouts", "pressure", "dispute", "safeguarding"])
def test_every_other_stop_says_what_happened(signed_in: SignedIn, carer: User, ivy: Person, kind: str) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/{kind}/", 422, words=" ")
    assert not Stop.objects.exists()


@pytest.mark.clause("IR-6")
def test_d18_a_restriction_says_which_and_until_when(signed_in: SignedIn, manager: User, ivy: Person) -> None:
    client, url = signed_in(manager), f"/consent/people/{ivy.pk}/stops/restriction/"
    post(client, url, 422, words="The order of 3 May.")
    post(client, url, 422, words="The order of 3 May.", restriction="court_order", until="1/1/2020")
    post(client, url, words="The order of 3 May.", restriction="court_order", reaches_inside="on", until="1/1/2199")
    assert "Court order. Inside the home as well. Until 1 January 2199." in page(client, ivy.get_absolute_url())


@pytest.mark.clause("IR-6")
def test_lifting_says_why_and_is_kept(signed_in: SignedIn, carer: User, manager: User, ivy: Person) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/objection/", words="Turned away.")
    stop, client = Stop.objects.get(), signed_in(manager)
    url = f"/consent/stops/{stop.pk}/lift/"
    assert "Turned away." in page(client, url)
    post(client, url, 422, words=" ")
    post(client, url, words="She says she was only tired.")
    said = page(client, ivy.get_absolute_url())
    assert "She says she was only tired." in said
    assert "May show" in said
    assert client.get(url).status_code == 409


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("carer", "restriction", 403),
        ("marketing", "objection", 200),
        ("marketing", "doubt", 403),
        ("director", "whereabouts", 403),
        ("auditor", "objection", 403),
        ("safeguarding", "pressure", 200),
        ("other_manager", "objection", 404),
        ("administrator", "objection", 404),
        ("stranger", "objection", 404),
        ("coo", "matter", 200),
        ("manager", "matter", 404),
        ("safeguarding", "matter", 404),
        ("auditor", "matter", 404),
        ("manager", "no-such-kind", 404),
    ],
)
def test_each_is_placed_by_whom_the_table_says(
    signed_in: SignedIn, ivy: Person, who: str, kind: str, status: int, request: pytest.FixtureRequest
) -> None:
    client, url = signed_in(request.getfixturevalue(who)), f"/consent/people/{ivy.pk}/stops/{kind}/"
    assert client.get(url).status_code == status
    if status != 200:
        answer = client.post(url, {"words": "Seen.", "restriction": "court_order"})
        assert answer.status_code == status
        assert not Stop.objects.exists()


@pytest.mark.parametrize("who", ["carer", "marketing", "director", "coo", "other_manager", "administrator", "stranger"])
def test_a_reason_is_not_there_for_others(
    signed_in: SignedIn, carer: User, ivy: Person, who: str, request: pytest.FixtureRequest
) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/pressure/", words="Her nephew was cross.", said_by="Jo")
    url = f"/consent/stops/{Stop.objects.get().pk}/lift/"
    client = signed_in(request.getfixturevalue(who))
    assert client.get(url).status_code == 404
    assert client.post(url, {"words": "x"}).status_code == 404
    assert Stop.objects.get().state == "in force"


def test_d17_pressure_is_lifted_by_the_safeguarding_lead_alone(
    signed_in: SignedIn, carer: User, manager: User, safeguarding: User, ivy: Person
) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/pressure/", words="Her nephew was cross.")
    stop = Stop.objects.get(kind=StopKind.UNDUE_INFLUENCE)
    assert f"/consent/stops/{stop.pk}/lift/" not in page(signed_in(manager), ivy.get_absolute_url())
    assert signed_in(manager).get(f"/consent/stops/{stop.pk}/lift/").status_code == 403
    post(signed_in(safeguarding), f"/consent/stops/{stop.pk}/lift/", words="Spoken with both.")


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize(
    ("kind", "notice", "told"),
    [
        ("whereabouts", "stop_for_safeguarding", {"bea norwood", "moira teasdale"}),
        ("pressure", "stop_for_safeguarding", {"bea norwood", "moira teasdale"}),
        ("safeguarding", "stop_for_safeguarding", {"bea norwood", "moira teasdale"}),
        ("doubt", "doubt_to_assess", {"moira teasdale", "nia okafor"}),
        ("dispute", "dispute_to_settle", {"moira teasdale"}),
        ("objection", "somebody_objects", {"moira teasdale"}),
    ],
)
def test_whoever_looks_into_it_is_told_and_nobody_else(  # noqa: PLR0913
    signed_in: SignedIn,
    appoint: Appoint,
    carer: User,
    manager: User,
    safeguarding: User,
    home: Home,
    ivy: Person,
    kind: str,
    notice: str,
    told: set[str],
) -> None:
    appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home)
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/{kind}/", words="She asked who would see it.")
    assert told_of(Stop.objects.get()) == {(notice, who) for who in told}


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize("kind", ["whereabouts", "pressure", "safeguarding"])
def test_v_m_03_what_is_for_safeguarding_waits_on_their_list_until_somebody_looked(
    signed_in: SignedIn, carer: User, safeguarding: User, ivy: Person, kind: str
) -> None:
    post(signed_in(carer), f"/consent/people/{ivy.pk}/stops/{kind}/", words="Her nephew asked the night staff.")
    lead, waits = signed_in(safeguarding), f"Look at it for safeguarding: {ivy.name}"
    assert waits in page(lead, "/")
    assert "I looked at it: it stays" in page(lead, ivy.get_absolute_url())
    stop = Stop.objects.get()
    url, day = f"/consent/stops/{stop.pk}/keep/", timezone.localdate() + timedelta(days=30)
    for wrong in (timezone.localdate(), timezone.localdate() + timedelta(days=400)):
        answer = lead.post(url, {"words": "Police told.", "look_again_on": f"{wrong:%d/%m/%Y}"})
        assert answer.status_code == 422
    post(lead, url, words="Police told.", look_again_on=f"{day:%d/%m/%Y}")
    assert waits not in page(lead, "/")
    stop.refresh_from_db()
    assert (stop.state, stop.look_again_on) == ("in force", day)
    assert evaluate(ivy, WEBSITE).verdict is Verdict.BLOCK
    with time_machine.travel(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)):
        assert waits in page(signed_in(safeguarding), "/")
