"""Whoever sets things up sees who did what and when, and never that somebody's capacity was looked at (4.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint, Asked
from tests.consent import builders_agreement as forms
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?')
CONFIDENTIAL = (
    *("capacityassessment", "bestinterestsdecision", "representative", "advancestatement", "advocacyrequest", "stop"),
)


@pytest.fixture
def assessor(appoint: Appoint, home: Home) -> User:
    return appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def joan(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer)
    forms.in_force(person, by=carer, manager=manager)
    return person


def looked_into(joan: Person, carer: User, manager: User, assessor: User, safeguarding: User) -> list[Any]:
    """A doubt, an assessment, a decision, who speaks for her, a wish, an advocate: her form waits meanwhile."""
    doubt = stops.place(StopKind.CAPACITY_DOUBT, joan, "She asked the same thing twice.", by=carer)
    unable = build.found(joan, by=assessor, manager=manager, scope=build.a_scope(build.FAMILY, build.DISPLAY))
    return [
        doubt,
        unable,
        build.decided(unable, manager=manager, second=safeguarding),
        build.somebody_speaks(joan, by=manager),
        build.speaking.keep_wish(joan, wish="happy", words="Likes it.", by=carer),
        build.speaking.ask_for_advocate(
            joan, reason="Nobody visits.", asked_of="The council", kind="care_act", by=manager
        ),
    ]


def pages(joan: Person) -> list[str]:
    form = joan.consents.get()
    return [
        *("/history/", "/history/?verb=open", "/history/export.csv", "/history/export.csv?clause=IR-6"),
        *(f"/history/?home={joan.home_id}", "/history/?clause=IR-6", "/history/?verb=put+on+hold"),
        *(f"/history/?kind={kind}" for kind in ("mediaconsent", "person", *CONFIDENTIAL)),
        *(f"/history/mediaconsent/{form.pk}/", f"/history/person/{joan.pk}/"),
    ]


def test_an_administrator_sees_no_trace_of_capacity_records(
    joan: Person,
    carer: User,
    manager: User,
    assessor: User,
    safeguarding: User,
    administrator: User,
    auditor: User,
    signed_in: Callable[[User], Client],
    queries: Callable[[], Asked],
) -> None:
    """The same lists, files and pages, byte for byte, with the same number of statements; an Auditor reads it all."""

    def seen(client: Client) -> dict[str, Any]:
        found = {}
        for url in pages(joan):
            with queries() as asked:
                answer = client.get(url)
            words = CHANGES.sub("·", b"".join(answer).decode())  # type: ignore[call-overload]
            found[url] = (answer.status_code, words, len(asked.statements))
        return found

    admin, reads_all = signed_in(administrator), signed_in(auditor)
    seen(admin)
    without, before = seen(admin), seen(reads_all)
    records = looked_into(joan, carer, manager, assessor, safeguarding)
    with_them, after = seen(admin), seen(reads_all)
    assert [url for url in without if without[url] != with_them[url]] == []
    assert "consent form" in without["/history/"][1]
    for one in records:
        kind = one._meta.model_name
        assert one.reference in after[f"/history/?kind={kind}"][1]
        assert one.reference not in before["/history/"][1]
        assert admin.get(f"/history/{kind}/{one.pk}/").status_code == 404
        assert reads_all.get(f"/history/{kind}/{one.pk}/").status_code == 200
        assert one.reference in after["/history/export.csv"][1]


def test_a_reader_of_one_home_reads_of_that_home_alone(
    joan: Person,
    home: Home,
    carer: User,
    manager: User,
    other_manager: User,
    assessor: User,
    safeguarding: User,
    appoint: Appoint,
    founder: User,
    signed_in: Callable[[User], Client],
) -> None:
    """An Administrator who manages a home as well may know of its records, and of no other home's."""
    records = looked_into(joan, carer, manager, assessor, safeguarding)
    for person, sees in ((manager, True), (other_manager, False)):
        people.appoint(person, Role.ADMINISTRATOR, None, by=founder)
        person.standing_cache = None
        listed = signed_in(person).get("/history/?home=" + str(home.pk)).content.decode()
        assert all((one.reference in listed) is sees for one in records)
