"""Who looked at what a matter holds: shown to the COO on the matter and on each record, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from enquiries.models import Enquiry, UndercoverReport
from enquiries.police.models import PoliceRequest
from enquiries.undercover import actions as worries
from matters import actions
from matters.models import Matter
from matters.touching import kinds_a_matter_can_take
from mediapolicy.people.models import Home, User
from pressroom.models import Statement
from pressroom.release import actions as releases
from tests import builders
from tests.conftest import Asked
from tests.enquiries.access import builders_visits as visits
from tests.enquiries.police import building

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-2"), pytest.mark.clause("CC-1a")]
SignedIn = Callable[[User], Client]


@pytest.fixture
def held(home: Home, carer: User, manager: User, marketing: User, director: User, coo: User) -> list[Any]:
    """One record of each kind that a matter can take, and a sign-off; all looked at before it began, by a Director."""
    approval = builders.sent_for_sign_off(builders.an_approach(by=carer, home=home), by=marketing)
    enquiry = Enquiry.objects.get(statement=approval.subject_id)
    worry = worries.send(cover="visitor", told=director, by=carer)
    visit = visits.asked(by=carer, home=home)
    release = releases.start(kind="release", story_kind="event", headline="The fair", home=home, by=marketing)
    return [enquiry, enquiry.statement, worry, approval, visit, release]


@pytest.fixture
def matter(held: list[Any], coo: User) -> Matter:
    matter = actions.open_matter(kind="complaint", called="It", about="It.", by=coo)
    for record in (held[0], held[2], held[4], held[5]):
        actions.bring_under(matter, record, "It is part of it.", by=coo)
    return matter


def looked(browser: Client, url: str) -> str:
    """The part of the page that says who looked; empty where there is none."""
    answer = browser.get(url)
    assert answer.status_code == 200, url
    shown = answer.content.decode()
    if 'id="who-looked"' not in shown:
        return ""
    part = shown[shown.index('id="who-looked"') :]
    return part[: part.index("</section>")]


def test_every_kind_is_here(held: list[Any]) -> None:
    """A new kind that a matter can take shows who looked as well: `{% who_looked record %}` on its page, and a record here."""
    kept = {kind for kind in kinds_a_matter_can_take() if kind.OPENED_WITH}
    assert {type(record) for record in held} | {PoliceRequest} == {*kept, Approval}


def test_a_request_of_the_police_says_it_from_the_start(
    home: Home, manager: User, coo: User, signed_in: SignedIn
) -> None:
    """A matter has it from the moment that it is written down, or it is locked without one."""
    request = building.logged(home=home, by=manager)
    for person, wanted in ((manager, False), (coo, True)):
        assert bool(looked(signed_in(person), request.get_absolute_url())) == wanted


def test_each_page_of_what_is_held_says_who_looked_since_it_is_there(
    held: list[Any], matter: Matter, director: User, coo: User, signed_in: SignedIn
) -> None:
    until = timezone.now() + timedelta(days=1)
    actions.name_on_it(matter, director, level="read", because="Signs it.", until=until, by=coo)
    reader, helen = signed_in(director), signed_in(coo)
    for record in held:
        url = record.get_absolute_url()
        assert looked(reader, url) == "", record  # whoever was named isn't told who else looks
        assert "Daniel Marsh-Cole" in looked(helen, url), record


def test_the_matter_says_it_of_all_of_them_each_by_its_reference(
    held: list[Any], matter: Matter, coo: User, signed_in: SignedIn
) -> None:
    helen = signed_in(coo)
    for record in held:
        helen.get(record.get_absolute_url())
    told = looked(helen, matter.get_absolute_url())
    enquiry, statement, worry, approval, *others = held
    for reference in (
        *(one.reference for one in others),
        matter.reference,
        enquiry.reference,
        worry.reference,
        f"Sign-off of {statement.reference}",
    ):
        assert reference in told
    assert approval.subject_reference == statement.reference


def test_a_record_that_no_matter_holds_says_nothing_and_costs_nothing(
    held: list[Any], director: User, coo: User, signed_in: SignedIn, queries: Callable[[], Asked]
) -> None:
    """Of a worry it is said from the start: it is for few people by its nature."""
    for record in held:
        wanted = isinstance(record, UndercoverReport)
        assert bool(looked(signed_in(coo), record.get_absolute_url())) == wanted, record
    assert isinstance(held[1], Statement)
    browser, url = signed_in(director), held[1].get_absolute_url()
    browser.get(url)
    with queries() as asked:
        browser.get(url)
    assert not [one for one in asked.statements if one.startswith("SELECT") and "mediapolicy_opening" in one]
