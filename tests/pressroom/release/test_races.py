"""A release goes out in the very moment in which somebody in it changes their mind, or a matter takes it.

In the usual run 30 rounds of each; `RACE_ROUNDS=1000 ./app test tests/pressroom/release/test_races.py -n 0` for the long one.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone

from consent.people.models import Person
from consent.takedown.models import Showing, TakedownTask, Withdrawal
from consent.takedown.withdrawing import withdraw
from matters import actions as matters
from matters.models import Matter
from mediapolicy.history.keeping import kept_models
from mediapolicy.people.models import User
from pressroom.release import going_out
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from tests import builders
from tests.approvals.test_races import Act, two_runners
from tests.builders import World
from tests.consent import builders_takedown as shown
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clause("SM-26"), pytest.mark.clause("CC-2")]
ROUNDS = int(os.environ.get("RACE_ROUNDS", "30"))


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """The cast, really committed. What was left is truncated after, which history refuses: that trigger is lifted."""
    try:
        with transaction.atomic():
            world = builders.a_cast()
        yield world
    finally:
        with connection.cursor() as cursor:
            for model in kept_models():
                cursor.execute(f"drop trigger if exists history_is_kept_whole on {model._meta.db_table}")


def ready(world: World, number: int, *, with_somebody: bool) -> tuple[PressRelease, Person]:
    """An approved release, in which somebody is quoted."""
    with transaction.atomic():
        person = shown.a_person(by=world["carer"], home=world.home, name=f"Elsie Marrable {number}")
        yes = {"yes": ("P06", "P10"), "third_parties": [shown.COURIER]}
        shown.agreed(person, by=world["carer"], manager=world["manager"], **yes)
        release = made.a_draft(by=world["marketing"], home=world.home)
        if with_somebody:
            made.with_somebody(release, person, by=world["marketing"])
        made.approved(release, by=world["marketing"], director=world["director"])
    return release, person


def releasing(release: PressRelease, by: User) -> Act:
    """As the page does: read it, look at it, let it go."""

    def act() -> str:
        mine = PressRelease.objects.select_related("home", "written_by").get(pk=release.pk)
        assert mine.looked_up() is not None
        going_out.release_now(mine, by=by)
        return "released"

    return act


def changing_their_mind(person: Person, by: User) -> Act:
    def act() -> str:
        withdraw(Person.objects.get(pk=person.pk), made_by="self", by=by)
        return "withdrawn"

    return act


def taking(release: PressRelease, matter: Matter, by: User) -> Act:
    def act() -> str:
        mine, theirs = PressRelease.objects.get(pk=release.pk), Matter.objects.get(pk=matter.pk)
        matters.bring_under(theirs, mine, "Part of it.", by=by)
        return "taken"

    return act


def test_a_change_of_mind_is_before_it_and_stops_it_or_after_it_and_owes_takedowns(world: World) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            release, person = ready(world, number, with_somebody=True)
            sides = [releasing(release, world["marketing"]), changing_their_mind(person, world["carer"])]
            turned = random.random() < 0.5
            one, other = race(*reversed(sides)) if turned else race(*sides)
            going, changing = (other, one) if turned else (one, other)
            assert changing == "withdrawn", (number, changing)
            assert Withdrawal.objects.filter(subject=person).count() == 1
            release = PressRelease.objects.get(pk=release.pk)
            if going == "released":
                assert release.state == S.RELEASED
                showings = Showing.objects.filter(record_id=release.pk)
                owed = TakedownTask.objects.open().filter(showing__in=showings)
                assert (showings.count(), owed.count()) == (2, 2), number
            else:
                assert going.startswith(("WrongState", "Missing")), (number, going)
                assert (release.state, release.released_at) == (S.DRAFTING, None), number
                assert not Showing.objects.filter(record_id=release.pk).exists()
            ended[going.partition(":")[0]] += 1
    assert len(ended) > 1 or ROUNDS < 200, f"the same side always won: nothing raced ({ended})"


def test_what_a_matter_took_is_not_released_and_what_was_out_before_is_not_public(world: World) -> None:
    with transaction.atomic():
        matter = matters.open_matter(kind="complaint", called="It", about="A complaint.", by=world["coo"])
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            release, _ = ready(world, number, with_somebody=False)
            sides = [releasing(release, world["marketing"]), taking(release, matter, world["coo"])]
            turned = random.random() < 0.5
            one, other = race(*reversed(sides)) if turned else race(*sides)
            going, locking = (other, one) if turned else (one, other)
            assert locking == "taken", (number, locking)
            release = PressRelease.objects.get(pk=release.pk)
            assert release.is_locked
            assert not PressRelease.objects.public(timezone.now()).exists()
            if going == "released":
                assert release.state == S.RELEASED
            else:
                assert going.startswith(("WrongState", "Refused", "Missing")), (number, going)
                assert (release.state, release.released_at) == (S.DRAFTING, None), number
            ended[going.partition(":")[0]] += 1
    assert len(ended) > 1 or ROUNDS < 200, f"the same side always won: nothing raced ({ended})"
