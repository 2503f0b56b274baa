"""What stands on the stage between tests is what each asked for, as it was made."""

from __future__ import annotations

import pytest
from django.db import connection

from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, Home, User
from tests.stage import STAGE

pytestmark = pytest.mark.django_db


def everybody() -> set[str]:
    return set(User.objects.exclude(pk=User.objects.the_clock().pk).values_list("name", flat=True))


@pytest.mark.parametrize("time", ["once", "again"])
def test_what_one_test_changed_the_next_finds_as_it_was_made(time: str, founder: User, carer: User, home: Home) -> None:
    assert (carer.name, User.objects.get(pk=carer.pk).name, home.town) == ("Jo Pettifer", "Jo Pettifer", "Wexcombe")
    people.change_details(carer, name="Somebody Else", email=carer.email, phone="", by=founder)
    home.town = "Elsewhere"
    assert STAGE.made


def test_nobody_is_there_who_was_not_asked_for(carer: User, manager: User) -> None:
    assert everybody() == {"Ada Lomond", "Jo Pettifer", "Moira Teasdale"}


def test_whoever_was_there_before_is_gone_with_their_roles(marketing: User) -> None:
    assert everybody() == {"Ada Lomond", "Priya Anand"}
    assert [one.person for one in Appointment.objects.all()] == [marketing]
    assert not Home.objects.exists()


def test_without_anybody_it_is_empty() -> None:
    assert everybody() == set()
    assert not STAGE.made


@pytest.mark.django_db(transaction=True)
def test_a_test_that_really_commits_begins_without_it() -> None:
    assert not STAGE.made
    assert not connection.in_atomic_block
    assert everybody() == set()
