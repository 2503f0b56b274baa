"""Whoever is named in the words of a release is in it through the gate, or said to be somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from approvals.models import Approval
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from pressroom.release import actions, featuring
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]


@pytest.fixture
def joan(home: Home, carer: User, manager: User) -> Person:
    return made.somebody_who_agreed(home=home, by=carer, manager=manager)


@pytest.fixture
def release(home: Home, marketing: User, joan: Person) -> PressRelease:
    quotes = [{"who": f"{joan.name}, resident", "words": "We sang all day."}]
    return made.a_draft(by=marketing, home=home, quotes=quotes)


def test_a_name_that_nobody_spoke_for_stops_it(
    signed_in: SignedIn, release: PressRelease, joan: Person, marketing: User, director: User
) -> None:
    page = signed_in(marketing).get(f"{release.get_absolute_url()}send-for-approval/").content.decode()
    assert f"Say how {joan.first_name} is told of" in page
    with pytest.raises(Missing, match=f"{joan.name} is in the words"):
        actions.send_for_approval(release, by=marketing)


def test_put_in_through_the_gate_it_goes_on(
    release: PressRelease, joan: Person, marketing: User, director: User
) -> None:
    featuring.feature(release, joan, by=marketing, **made.QUOTED)
    assert featuring.only_in_the_words(release, marketing) == ([], [])
    actions.send_for_approval(release, by=marketing)
    assert release.state == S.AWAITING_APPROVAL


def test_somebody_else_of_that_name_is_kept_with_who_said_so_and_told_to_whoever_approves(
    signed_in: SignedIn, release: PressRelease, joan: Person, marketing: User, director: User
) -> None:
    answer = signed_in(marketing).post(f"{release.get_absolute_url()}people/{joan.pk}/not-them/")
    assert answer.status_code == 302
    release.refresh_from_db()
    row = release.history.first()
    assert (row.verb, row.history_user, row.clause) == ("say it is somebody else in it", marketing, "SM-26")
    actions.send_for_approval(release, by=marketing)
    approval = Approval.objects.of(release).get()
    assert approval.content["not_them"] == [joan.name]
    assert "said to be somebody else" in signed_in(director).get(approval.get_absolute_url()).content.decode()


def test_whom_the_press_may_ask_is_not_somebody_who_is_shown(
    home: Home, carer: User, manager: User, marketing: User, director: User
) -> None:
    made.somebody_who_agreed(home=home, by=carer, manager=manager, name="Priya Anand", subject_type="staff")
    actions.send_for_approval(made.a_draft(by=marketing, home=home), by=marketing)
