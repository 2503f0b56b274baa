"""What time does: releases go out at theirs or are held back, and the end of an embargo is told of before it comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from mediapolicy.notices.models import Notice
from mediapolicy.organisation.calendar import LONDON
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.sweeping import sweep_once
from pressroom.release import actions, going_out
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from pressroom.release.tasks import release_what_is_due, warn_of_embargoes
from tests.consent.builders_agreement import rewind
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def clock(made_anew: None) -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as found:
        yield found


def scheduled(release: PressRelease, *, by: User, director: User, hours: int = 2) -> PressRelease:
    made.approved(release, by=by, director=director)
    going_out.schedule(release, timezone.now() + timedelta(hours=hours), by=by)
    return release


def test_it_goes_at_its_time_and_not_before(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    scheduled(release, by=marketing, director=director)
    clock.shift(timedelta(minutes=119))
    assert release_what_is_due() == 0
    clock.shift(timedelta(minutes=1))
    assert (release_what_is_due(), release_what_is_due()) == (1, 0)
    release.refresh_from_db()
    assert (release.state, release.released_by, release.released_at) == (S.RELEASED, marketing, timezone.now())


def test_the_sweep_of_the_product_does_both(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    scheduled(release, by=marketing, director=director)
    clock.shift(timedelta(hours=3))
    done = sweep_once()
    assert (done["release_what_is_due"], done["warn_of_embargoes"]) == (1, 0)


def test_what_is_not_what_was_approved_any_more_is_held_back_and_whoever_set_the_time_is_told(
    clock: time_machine.Coordinates, release: PressRelease, joan: Person, marketing: User, director: User
) -> None:
    made.with_somebody(release, joan, by=marketing)
    made.approved(release, by=marketing, director=director)
    going_out.schedule(release, timezone.now() + timedelta(hours=2), by=director)
    # A consent that has run out tells nobody until it is looked at: the gate is asked again at that moment.
    rewind(joan.consents.get(), expires_on=timezone.localdate() - timedelta(days=1))
    clock.shift(timedelta(hours=2))
    assert release_what_is_due() == 0
    release.refresh_from_db()
    assert release.state == S.DRAFTING
    assert Approval.objects.of(release).get().state == ApprovalState.VOIDED
    told = Notice.objects.filter(kind="release_held_back", record_id=release.pk)
    assert {one.recipient for one in told} == {marketing, director}
    assert "Don’t show Joan" in release.history.filter(verb="hold back at its time").get().note


def test_a_consent_that_ends_before_its_time_is_seen_when_the_time_is_set(
    clock: time_machine.Coordinates, release: PressRelease, joan: Person, marketing: User, director: User
) -> None:
    made.with_somebody(release, joan, by=marketing)
    made.approved(release, by=marketing, director=director)
    rewind(joan.consents.get(), expires_on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(Missing, match="Don’t show Joan"):
        going_out.schedule(release, timezone.now() + timedelta(days=5), by=marketing)
    release.refresh_from_db()
    going_out.schedule(release, timezone.now() + timedelta(days=2), by=marketing)
    assert release.state == S.SCHEDULED


def test_a_time_that_has_passed_is_no_time(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    made.approved(release, by=marketing, director=director)
    with pytest.raises(Missing, match="still to come"):
        going_out.schedule(release, timezone.now(), by=marketing)


def test_the_time_is_taken_off_and_it_stays_approved(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    scheduled(release, by=marketing, director=director)
    going_out.unschedule(release, by=director)
    clock.shift(timedelta(hours=3))
    assert release_what_is_due() == 0
    assert release.approval_holds
    going_out.release_now(release, by=marketing)
    assert release.state == S.RELEASED


def test_a_change_after_a_time_was_set_takes_it_off_the_clock(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    scheduled(release, by=marketing, director=director)
    actions.change_words(release, body="Other words.", read_version=release.version, by=marketing)
    clock.shift(timedelta(hours=3))
    assert release_what_is_due() == 0
    assert release.state == S.DRAFTING


# The embargo ----------------------------------------------------------------------------------------------------------


def under_embargo(release: PressRelease, until: datetime, *, by: User, director: User) -> PressRelease:
    actions.change_words(release, embargo_until=until, read_version=release.version, by=by)
    return made.released(release, by=by, director=director)


def told(release: PressRelease) -> int:
    return Notice.objects.filter(kind="embargo_ends_soon", record_id=release.pk).count()


def test_it_is_public_from_the_minute_and_not_before(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    until = timezone.now() + timedelta(hours=3)
    under_embargo(release, until, by=marketing, director=director)
    assert not PressRelease.objects.public(until - timedelta(seconds=1)).exists()
    assert PressRelease.objects.public(until).get() == release


# Spring forward, fall back, and an ordinary night: an embargo at six in the morning, as the clock on the wall says.
@pytest.mark.parametrize("day", [datetime(2027, 3, 28), datetime(2027, 10, 31), datetime(2027, 6, 3)])
def test_it_is_told_of_a_day_and_an_hour_before_also_across_the_night_in_which_the_clocks_change(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User, day: datetime
) -> None:
    until = day.replace(hour=6, tzinfo=LONDON)
    under_embargo(release, until, by=marketing, director=director)
    steps: list[tuple[timedelta, int]] = [
        (timedelta(hours=24, minutes=1), 0),
        (timedelta(hours=24), 1),
        (timedelta(hours=23), 1),
        (timedelta(hours=1, minutes=1), 1),
        (timedelta(hours=1), 2),
        (timedelta(minutes=1), 2),
        (timedelta(0), 2),
    ]
    for before, so_far in steps:
        clock.move_to(until.astimezone(UTC) - before)
        warn_of_embargoes()
        warn_of_embargoes()
        assert told(release) == so_far, before
    assert {one.recipient for one in Notice.objects.filter(kind="embargo_ends_soon")} == {marketing}


def test_a_tick_that_was_missed_tells_once(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    until = timezone.now() + timedelta(days=3)
    under_embargo(release, until, by=marketing, director=director)
    clock.move_to(until - timedelta(minutes=30))
    warn_of_embargoes()
    warn_of_embargoes()
    assert told(release) == 1


def test_another_embargo_is_told_of_anew(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    first = timezone.now() + timedelta(hours=20)
    actions.change_words(release, embargo_until=first, read_version=release.version, by=marketing)
    made.approved(release, by=marketing, director=director)
    assert warn_of_embargoes() == 1
    later = first + timedelta(days=2)
    release.refresh_from_db()
    actions.change_words(release, embargo_until=later, read_version=release.version, by=marketing)
    made.approved(release, by=marketing, director=director)
    clock.move_to(later - timedelta(hours=24))
    assert warn_of_embargoes() == 1


def test_lifting_it_early_needs_a_reason_and_opens_it_at_once(
    clock: time_machine.Coordinates, release: PressRelease, marketing: User, director: User
) -> None:
    under_embargo(release, timezone.now() + timedelta(days=3), by=marketing, director=director)
    with pytest.raises(Missing, match="Say why"):
        going_out.lift_embargo(release, by=marketing, note="")
    release.refresh_from_db()
    going_out.lift_embargo(release, by=director, note="The council announced it.")
    assert PressRelease.objects.public(timezone.now()).get() == release
    release.refresh_from_db()
    with pytest.raises(Missing, match="No embargo holds any more"):
        going_out.lift_embargo(release, by=director, note="Again.")
