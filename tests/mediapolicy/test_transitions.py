"""The one mechanism: who, when, what; locked, signed, all or nothing; one form once; one policy version in force."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from enquiries import states as enquiry_states
from mediapolicy import transitions
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Unsigned
from mediapolicy.organisation import actions as organisation
from mediapolicy.organisation import states as organisation_states
from mediapolicy.organisation.models import Organisation, OrganisationSetting
from mediapolicy.people import actions as people
from mediapolicy.people import states as people_states
from mediapolicy.people.models import Home, User
from mediapolicy.policy import actions as policy
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.policy.states import VersionState
from mediapolicy.policy.tables import all_transitions
from mediapolicy.refusals import AlreadyDone, Missing, Refused, WrongState
from mediapolicy.transitions import FORM_KEY, Transition, following, making, starting
from tests import builders
from tests.builders import last_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_form() -> Iterator[str]:
    key = str(uuid.uuid4())
    token = FORM_KEY.set(key)
    yield key
    FORM_KEY.reset(token)


def a_row(**other: Any) -> Transition:
    given: dict[str, Any] = {
        "verb": "repaint",
        "sources": frozenset({"open"}),
        "target": None,
        "permission": "run_organisation",
        "clause": Clause.BR_2,
    }
    return Transition(**given | other)


# Who, then when, then what ---------------------------------------------------------------------------------------


def test_the_refusal_that_helps_most_comes_first(home: Home, administrator: User, carer: User) -> None:
    row = a_row(
        sources=frozenset({"closed"}),
        requires=(lambda record: "Choose a colour.", lambda record: "", lambda record: "Buy the paint."),
        only=(lambda record, user: "Not you.",),
    )
    with pytest.raises(Refused) as who:
        row.check(carer, home)
    assert (who.value.clause, who.value.why, who.value.who_may) == (Clause.BR_2, Clause.BR_2.rule, "Administrator")
    with pytest.raises(WrongState):
        row.check(administrator, home)
    home.state = "closed"
    with pytest.raises(Refused, match="Not you"):
        row.check(administrator, home)
    with pytest.raises(Missing) as missing:
        a_row(requires=row.requires, sources=row.sources).check(administrator, home)
    assert missing.value.missing == ["Choose a colour.", "Buy the paint."]


@pytest.mark.parametrize("wanting", ["person", "state", "duty"])
def test_the_button_is_there_exactly_when_the_step_is_this_persons(
    home: Home, administrator: User, carer: User, wanting: str
) -> None:
    row = a_row(only=(lambda record, user: "Not you." if wanting == "duty" else "",))
    home.state = "closed" if wanting == "state" else "open"
    assert not row.is_open_to(carer if wanting == "person" else administrator, home)


def test_a_step_that_makes_a_record_is_closed_on_one_that_is_there(home: Home, administrator: User) -> None:
    row = a_row(sources=frozenset(), target="open")
    assert row.is_open_to(administrator, Home(name="New"))
    assert not row.is_open_to(administrator, home)


def test_a_step_on_a_record_is_closed_before_the_record_is_there(administrator: User) -> None:
    assert not organisation_states.RENAME_ORGANISATION.is_open_to(administrator, Organisation(name="New"))


# Taking a step ---------------------------------------------------------------------------------------------------


def test_a_step_locks_looks_again_signs_and_counts(home: Home, administrator: User) -> None:
    old_copy = Home.objects.get(pk=home.pk)
    people.change_home(home, name="Brindle Hall", town="Wexcombe", nation="ENG", by=administrator)
    with making(a_row(), old_copy, by=administrator, note="Blue."):
        assert old_copy.name == "Brindle Hall"
        old_copy.town = "Northmoor"
    kept = Home.objects.get(pk=home.pk)
    assert (kept.town, kept.version) == ("Northmoor", home.version + 1)
    row = last_row(kept)
    assert (row.verb, row.clause, row.note, row.history_user, row.as_role) == (
        "repaint",
        "BR-2",
        "Blue.",
        administrator,
        "administrator",
    )


def test_an_exception_inside_leaves_nothing(home: Home, administrator: User) -> None:
    before = builders.everything_kept()

    def half_done() -> None:
        with making(a_row(), home, by=administrator):
            home.name = "Half done"
            people.open_home(name="Another", town="", nation="ENG", by=administrator)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        half_done()
    assert builders.everything_kept() == before
    assert Home.objects.get(pk=home.pk).name == "Brindle Court"


def test_the_row_is_locked_while_a_step_is_taken(home: Home, administrator: User, queries: Any) -> None:
    with queries() as asked, making(a_row(), home, by=administrator):
        pass
    assert any("FOR UPDATE" in statement for statement in asked.statements[:2])


def test_nothing_is_saved_without_a_signature(home: Home) -> None:
    home.name = "Unsigned"
    with pytest.raises(Unsigned), transaction.atomic():
        home.save()
    with pytest.raises(Unsigned), transaction.atomic():
        Home.objects.create(name="Unsigned", state="open")


@pytest.mark.parametrize("how", ["update", "delete"])
def test_history_is_added_to_and_never_changed(home: Home, how: str) -> None:
    rows = Home.history.filter(id=home.pk)
    with pytest.raises(DatabaseError, match="History is kept"), transaction.atomic():
        rows.update(note="Nothing happened.") if how == "update" else rows.delete()


# One form, once --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("one_form")
def test_a_form_that_arrives_twice_makes_one_record(administrator: User) -> None:
    first = people.open_home(name="Fern Lodge", town="", nation="WLS", by=administrator)
    with pytest.raises(AlreadyDone) as done:
        people.open_home(name="Fern Lodge", town="", nation="WLS", by=administrator)
    assert done.value.record == first
    assert Home.objects.filter(name="Fern Lodge").count() == 1


@pytest.mark.parametrize(
    ("sources", "target"),
    [({"open"}, None), ({"open"}, "closed"), ({"open", "closed"}, "open")],
    ids=["stays", "moves on", "may come back to where it was"],
)
def test_a_form_that_arrives_twice_takes_one_step(
    home: Home, administrator: User, one_form: str, sources: set[str], target: str | None
) -> None:
    row = a_row(sources=frozenset(sources), target=target)
    with making(row, home, by=administrator):
        pass
    again = Home.objects.get(pk=home.pk)
    with pytest.raises(AlreadyDone), making(row, again, by=administrator):
        pass
    assert [str(one.form_key) for one in home.history.filter(verb="repaint")] == [one_form]


def test_another_form_is_another_step(home: Home, administrator: User) -> None:
    for _ in range(2):
        token = FORM_KEY.set(str(uuid.uuid4()))
        with making(a_row(), home, by=administrator):
            pass
        FORM_KEY.reset(token)
    assert home.history.filter(verb="repaint").count() == 2


def test_a_clash_that_is_not_the_forms_own_is_not_called_done(
    home: Home, administrator: User, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("one_form")
    with pytest.raises(IntegrityError), transaction.atomic():
        starting(people_states.OPEN_HOME, Home(name=home.name), by=administrator)


# The clock -------------------------------------------------------------------------------------------------------


def test_what_time_does_no_person_does_and_the_clock_does_nothing_else(founder: User, coo: User) -> None:
    clock = User.objects.the_clock()
    for _, row in all_transitions():
        taken_by_time = row.permission == "act_by_the_clock"
        assert transitions.may(clock, row.permission) == taken_by_time, row.verb
        if taken_by_time:
            assert not transitions.may(coo, row.permission), row.verb


def test_every_row_of_the_table_is_sound() -> None:
    for room, row in all_transitions():
        assert row.verb == row.verb.strip()
        assert row.clause in Clause, (room, row.verb)
        assert row.target is not None or row.sources, (room, row.verb)


# DC-1 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("DC-1")
def test_one_version_is_in_force_and_every_decision_cites_it(administrator: User, home: Home) -> None:
    first = builders.a_policy_in_force(administrator)
    people.change_home(home, name="One", town="", nation="ENG", by=administrator)
    dates = dict.fromkeys(("effective_on", "approved_on", "next_review_on"), date(2027, 1, 4))
    second = policy.load_version(number="V2", approved_by="Data Processing Officer", by=administrator, **dates)
    assert PolicyVersion.objects.get(state=VersionState.IN_FORCE) == first
    people.change_home(home, name="Two", town="", nation="ENG", by=administrator)
    policy.bring_into_force(second, by=administrator)
    people.change_home(home, name="Three", town="", nation="ENG", by=administrator)
    assert PolicyVersion.objects.get(state=VersionState.IN_FORCE) == second
    assert PolicyVersion.objects.get(pk=first.pk).state == VersionState.REPLACED
    cited = [row.policy_version for row in home.history.order_by("history_id")][-3:]
    assert cited == ["OPSR102 V1", "OPSR102 V1", "OPSR102 V2"]
    assert second.approved_by == "Data Processing Officer"
    assert second.next_review_on


@pytest.mark.clause("DC-1")
def test_a_second_version_in_force_is_refused_by_the_database(administrator: User) -> None:
    builders.a_policy_in_force(administrator)
    dates = dict.fromkeys(("effective_on", "approved_on", "next_review_on"), date(2027, 1, 4))
    second = policy.load_version(number="V2", approved_by="X", by=administrator, **dates)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=second.pk).update(state=VersionState.IN_FORCE)


# BR-2 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("BR-2")
def test_a_setting_changed_and_changed_again_keeps_old_and_new(administrator: User, director: User) -> None:
    with pytest.raises(Refused) as refusal:
        organisation.change_setting("reply_margin", 45, by=director)
    assert refusal.value.clause is Clause.BR_2
    organisation.change_setting("reply_margin", 45, by=administrator)
    organisation.change_setting("reply_margin", 30, by=administrator)
    organisation.change_setting("reply_margin", 30, by=administrator)
    chosen = OrganisationSetting.objects.get(key="reply_margin")
    assert [(row.value, row.clause) for row in chosen.history.order_by("history_id")] == [(45, "BR-2"), (30, "BR-2")]
    assert organisation.setting("reply_margin") == 30


def test_only_what_was_made_just_now_goes_on_without_a_lock(carer: User, manager: User, home: Home) -> None:
    enquiry = builders.an_approach(by=carer, home=home)  # logged and passed on: its second version
    with (
        pytest.raises(TypeError, match="take its next step with making"),
        following(enquiry_states.TAKE_UP, enquiry, by=manager),
    ):
        raise AssertionError("the body must not run")


def test_history_holds_the_row_as_the_database_has_it(carer: User, manager: User, home: Home) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    kept, row = enquiry.history.order_by("history_id"), type(enquiry).objects.get(pk=enquiry.pk)
    first, second = kept
    assert (first.version, first.state, first.history_type) == (1, "logged", "+")
    assert (second.version, second.state, second.history_type) == (2, "with home manager", "~")
    shared = [field.attname for field in type(enquiry)._meta.concrete_fields if field.name != "search"]
    assert {name: getattr(second, name) for name in shared} == {name: getattr(row, name) for name in shared}
    assert second.history_user == carer
    assert second.clause == "ME-1b"
