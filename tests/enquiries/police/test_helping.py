"""Help at once: a resident is missing at night, and nothing stands in the way (PO-3, rules 5.4; example 21)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.people.models import Person
from enquiries.police import helping, tasks
from enquiries.police.herbert.actions import keep_ready
from enquiries.police.herbert.models import HerbertForm
from enquiries.police.models import PoliceRequest
from enquiries.police.states import PoliceState
from matters import actions as matters
from matters.models import Matter
from mediapolicy.notices.models import Notice
from mediapolicy.people import actions as colleagues
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.refusals import Missing, Refused
from tests import builders
from tests.enquiries.police import building
from tests.enquiries.police.conftest import LogIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-3")]
People = dict[str, User]
FACTS: dict[str, Any] = {
    "force": "Wexshire Police",
    "officer_name": "Ada Quillan",
    "call_back": "101",
    "police_reference": "MP/88",
}


def a_form(resident: Person, by: User, **facts: Any) -> HerbertForm:
    today = timezone.localdate()
    given = {
        "completed_on": today,
        "leave": "resident",
        "photo_on": today - timedelta(days=20),
        "review_on": today + timedelta(days=150),
        "stored_where": "Red folder, office",
        **facts,
    }
    return keep_ready(resident, by=by, **given)


def told(request: PoliceRequest, kind: str) -> set[str]:
    found = Notice.objects.filter(record_id=request.pk, kind=kind)
    return set(found.values_list("recipient__name", flat=True))


def test_example_21_at_two_in_the_morning_help_is_given_and_the_record_is_owed_for_a_day(
    everybody: People, home: Home, resident: Person
) -> None:
    manager = everybody["manager"]
    a_form(resident, manager)
    with time_machine.travel("2026-11-24 02:00:00+00:00", tick=False):
        request = building.missing(home=home, person=resident, by=manager)
        helping.give_at_once(request, ["herbert", "picture"], to="PC Quillan", by=manager)
    assert request.state == PoliceState.EMERGENCY
    assert request.record_due_at == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    assert {item.what for item in request.items.all()} == {"herbert", "picture"}
    assert all(item.given_by == manager and item.subject.person == resident for item in request.items.all())
    assert HerbertForm.objects.get().given_to_police_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert told(request, "police_missing") == {"Owen Castell", "Bea Norwood", "Helen Strand"}


@pytest.mark.parametrize(
    ("logged", "due"),
    [
        # The night on which the clocks go back, and the one on which they go forward: a day is twenty-four hours.
        ("2026-10-25 00:30:00+00:00", datetime(2026, 10, 26, 0, 30, tzinfo=UTC)),
        ("2026-03-29 00:30:00+00:00", datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_day_is_twenty_four_hours_when_the_clocks_change(
    everybody: People, home: Home, logged: str, due: datetime
) -> None:
    with time_machine.travel(logged, tick=False):
        request = building.missing(home=home, name="Walter Dunmore", by=everybody["carer"])
    assert request.record_due_at == due


def test_a_carer_who_is_alone_names_the_manager_who_said_yes(missing: PoliceRequest, everybody: People) -> None:
    with pytest.raises(ValidationError, match="which manager said yes"):
        helping.give_at_once(missing, ["picture"], by=everybody["carer"])
    helping.give_at_once(missing, ["picture"], said_yes="Moira Teasdale, on the phone", by=everybody["carer"])
    assert missing.items.get().said_yes == "Moira Teasdale, on the phone"


def test_whoever_is_on_call_logs_it_for_a_home_that_is_not_theirs(
    everybody: People, home: Home, resident: Person
) -> None:
    director = everybody["director"]
    request = building.missing(home=home, person=resident, by=director)
    helping.give_at_once(request, ["herbert"], by=director)
    assert request.items.get().given_by == director
    assert PoliceRequest.objects.visible_to(director).get() == request


def test_nothing_else_is_a_way_round_the_coo(log_it: LogIt, everybody: People) -> None:
    with pytest.raises(Refused, match="agreed by the COO first"):
        helping.give_at_once(log_it(), ["picture"], by=everybody["manager"])


@pytest.mark.parametrize("who", ["other manager", "marketing", "director", "auditor", "administrator"])
def test_nobody_else_takes_part(missing: PoliceRequest, everybody: People, who: str) -> None:
    with pytest.raises(Refused):
        helping.give_at_once(missing, ["picture"], said_yes="Somebody", by=everybody[who])
    assert not missing.items.exists()


@pytest.mark.clause("CC-1a")
def test_a_matter_that_watches_for_the_resident_does_not_stop_help(
    everybody: People, home: Home, resident: Person, coo: User
) -> None:
    """Whoever wrote it down goes on helping, and cannot tell that a matter holds it."""
    matter = matters.open_matter(kind="complaint", called="The fall", about="A fall.", people=[resident], by=coo)
    request = building.missing(home=home, person=resident, by=everybody["carer"])
    assert matter.touches.filter(record_id=request.pk, state="under it").exists()
    helping.give_at_once(request, ["herbert"], said_yes="Moira Teasdale", by=everybody["carer"])
    helping.give_at_once(request, ["picture"], by=everybody["manager"])
    helping.write_up(request, by=everybody["manager"], **FACTS)
    helping.find(request, by=everybody["carer"])
    assert request.items.count() == 2
    for who in ("carer", "manager", "safeguarding", "data protection"):
        assert not Matter.objects.visible_to(everybody[who]).exists(), who


def test_what_was_given_is_written_down_with_who_asked(missing: PoliceRequest, everybody: People) -> None:
    manager = everybody["manager"]
    with pytest.raises(Missing, match="what was given"):
        helping.write_up(missing, by=manager, **FACTS)
    helping.give_at_once(missing, ["looks"], by=manager)
    with pytest.raises(Missing, match="own number"):
        helping.write_up(missing, by=manager, **{**FACTS, "police_reference": ""})
    with pytest.raises(Missing, match="a number to ring"):
        helping.write_up(missing, by=manager, **{**FACTS, "call_back": " "})
    helping.write_up(missing, by=manager, **FACTS)
    assert not missing.owes_record
    assert builders.verbs(missing)[-2:] == ["put right who asks and what", "write down what was given"]


def test_whoever_owes_it_is_reminded_once_and_the_coo_is_told_when_it_is_late(everybody: People, home: Home) -> None:
    with time_machine.travel("2026-11-24 02:00:00+00:00", tick=False) as clock:
        request = building.missing(home=home, name="Walter Dunmore", by=everybody["carer"])
        assert tasks.remind_of_police_records() == tasks.tell_of_late_police_records() == 0
        clock.shift(timedelta(hours=18))
        assert [tasks.remind_of_police_records() for _ in range(2)] == [1, 0]
        assert told(request, "police_record_owed") == {"Jo Pettifer", "Moira Teasdale", "Bea Norwood", "Owen Castell"}
        clock.shift(timedelta(hours=6))
        assert [tasks.tell_of_late_police_records() for _ in range(2)] == [1, 0]
        assert "Helen Strand" in told(request, "police_record_late")
        request.refresh_from_db()
        assert request.tag_kind == "overdue"


def test_nobody_is_reminded_of_what_is_written_down(everybody: People, home: Home) -> None:
    with time_machine.travel("2026-11-24 02:00:00+00:00", tick=False) as clock:
        request = building.missing(home=home, name="Walter Dunmore", by=everybody["carer"])
        helping.give_at_once(request, ["looks"], by=everybody["manager"])
        helping.write_up(request, by=everybody["manager"], **FACTS)
        clock.shift(timedelta(hours=30))
        assert tasks.remind_of_police_records() == tasks.tell_of_late_police_records() == 0


@pytest.mark.clause("PO-1")
def test_when_it_may_be_a_crime_the_coo_has_it(missing: PoliceRequest, everybody: People, resident: Person) -> None:
    assert not Matter.objects.exists()
    with pytest.raises(ValidationError, match="makes you think"):
        helping.learn_of_crime(missing, note=" ", by=everybody["carer"])
    helping.learn_of_crime(missing, note="The lock was broken.", by=everybody["carer"])
    matter = Matter.objects.get()
    assert (matter.kind, matter.follows) == ("criminal", missing.reference)
    assert matter.people.get().person == resident
    assert missing.state == PoliceState.LOGGED
    helping.give_at_once(missing, ["looks"], by=everybody["manager"])  # it is still help to find him
    helping.write_up(missing, by=everybody["manager"], **FACTS)
    assert not missing.owes_record
    assert "mp/88" in matter.watch_words.values_list("words", flat=True) or "MP/88" in matter.watch_words.values_list(
        "words", flat=True
    )


# The form that is ready ahead ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"photo_on": timezone.localdate() - timedelta(days=184)}, "less than six months"),
        ({"photo_on": timezone.localdate() + timedelta(days=1)}, "less than six months"),
        ({"stored_where": " "}, "where the form lies"),
        ({"review_on": timezone.localdate()}, "a day to come"),
    ],
)
def test_a_form_is_recent_and_can_be_found(
    everybody: People, resident: Person, facts: dict[str, Any], words: str
) -> None:
    with pytest.raises((Missing, ValidationError), match=words):
        a_form(resident, everybody["manager"], **facts)
    a_form(resident, everybody["manager"])
    with pytest.raises(ValidationError, match=words):
        a_form(resident, everybody["carer"], **facts)
    assert HerbertForm.objects.get().stored_where == "Red folder, office"


def test_it_holds_nothing_of_what_the_form_says() -> None:
    fields = {field.name for field in HerbertForm._meta.get_fields()}
    assert not {"medication", "health", "places", "phone", "photo", "file", "words"} & fields


def test_a_form_is_seen_by_the_home_and_by_those_who_help_the_police(everybody: People, resident: Person) -> None:
    a_form(resident, everybody["carer"])
    seen = {who for who, person in everybody.items() if HerbertForm.objects.visible_to(person).exists()}
    assert seen == {"carer", "manager", "data protection", "safeguarding", "coo"}


def test_once_they_are_found_help_at_once_is_over_also_when_it_is_a_crime(
    missing: PoliceRequest, everybody: People
) -> None:
    helping.learn_of_crime(missing, note="The lock was broken.", by=everybody["carer"])
    helping.find(missing, by=everybody["carer"])
    assert (missing.state, missing.found_at is None) == (PoliceState.LOGGED, False)
    with pytest.raises(Refused, match="Nobody is missing"):
        helping.give_at_once(missing, ["looks"], by=everybody["manager"])


@pytest.mark.clause("PO-1")
def test_what_seemed_no_crime_can_be_learned_to_be_one_once(log_it: LogIt, everybody: People) -> None:
    request = log_it(concerns="safeguarding")
    helping.learn_of_crime(request, note="Her purse is gone.", by=everybody["manager"])
    assert Matter.objects.get().follows == request.reference
    with pytest.raises(Refused, match="as a crime already"):
        helping.learn_of_crime(request, note="Again.", by=everybody["manager"])


@pytest.mark.clause("CC-1b")
def test_whoever_loses_the_role_keeps_no_request_that_is_over(
    missing: PoliceRequest, everybody: People, founder: User
) -> None:
    helping.find(missing, by=everybody["carer"])
    PoliceRequest.objects.filter(pk=missing.pk).update(state="closed")
    lead = User.objects.get(pk=everybody["data protection"].pk)
    assert PoliceRequest.objects.visible_to(lead).filter(pk=missing.pk).exists()
    colleagues.end_appointment(Appointment.objects.held().get(person=lead), by=founder)
    assert not PoliceRequest.objects.visible_to(User.objects.get(pk=lead.pk)).filter(pk=missing.pk).exists()
