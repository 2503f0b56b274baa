"""The gate reads from the database what the table needs, for any number of people, in the same few statements."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import Decision, evaluate, evaluate_each, evaluate_uses
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.stops.models import Stop
from mediapolicy.organisation.actions import change_setting
from mediapolicy.people.models import Home, User
from tests.consent.gate import on_file
from tests.consent.gate.on_file import CARE, FAMILY, PUBLIC, a_use

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]


class Register:
    """Puts people of every kind straight into the tables: what is tested here is only the reading."""

    def __init__(self, home: Home, by: User) -> None:
        self.home, self.by = home, by

    def person(self, **facts: Any) -> Person:
        return Person.objects.bulk_create([on_file.a_person(home=self.home, **facts)])[0]

    def keep(self, record: Any, person: Person, **more: Any) -> Any:
        record.subject, record.home = person, self.home
        for name, value in more.items():
            setattr(record, name, value)
        return type(record)._default_manager.bulk_create([record])[0]

    def consent(self, person: Person, *purposes: str, **facts: Any) -> MediaConsent:
        form = on_file.a_consent(*purposes, **facts)
        signed = {"signed_off_by": self.by, "requested_by": self.by, "subject_type": person.subject_type}
        return self.keep(form, person, reason="event", urn=form.reference, **signed)

    def assessment(self, person: Person, outcome: str, **facts: Any) -> CapacityAssessment:
        found = on_file.an_assessment(outcome, **facts)
        lacking = {"impairment": True, "causal_link": "Forgets at once.", "can_retain": False}
        return self.keep(found, person, assessor=self.by, **(lacking if outcome == "lacks" else {}))

    def representative(self, person: Person, kind: str, **facts: Any) -> Representative:
        return self.keep(on_file.a_representative(kind, **facts), person)

    def decision(
        self, person: Person, assessment: Any, decided: str, *purposes: str, **facts: Any
    ) -> BestInterestsDecision:
        made = on_file.a_decision(decided, *purposes, **facts)
        return self.keep(made, person, assessment=assessment, decision_maker=self.by)

    def stop(self, person: Person, kind: str, **facts: Any) -> Stop:
        return self.keep(on_file.a_stop(kind, **facts), person)

    def able(self) -> Person:
        person = self.person()
        self.consent(person)
        return person

    def never_asked(self) -> Person:
        return self.person()

    def objecting(self) -> Person:
        person = self.able()
        self.stop(person, "objection")
        return person

    def with_attorney(self) -> Person:
        person = self.person()
        found, who = self.assessment(person, "lacks"), self.representative(person, "lpa_welfare")
        decision = self.decision(
            person, found, "support_public", "P01", "P03", "P06", "P07", made_by_representative=who
        )
        linked = {"representative": who, "best_interests": decision, "assessment": found}
        self.consent(person, given_by="attorney", basis="assessed_lacks", **linked)
        return person

    def with_family_only(self) -> Person:
        person = self.person()
        found = self.assessment(person, "lacks")
        self.representative(person, "next_of_kin")
        self.decision(person, found, "use_family", "P01", "P03")
        return person

    def coming_and_going(self) -> Person:
        person = self.person()
        self.assessment(person, "fluctuates")
        again = {"reconfirmed_at": timezone.now(), "one_off_event": "Fair", "basis": "able_now"}
        self.consent(person, **again)
        return person

    def died(self) -> Person:
        person = self.person(state="died", died_on=timezone.localdate())
        self.consent(person, state="suspended", on_hold_because="death")
        return person

    def kinds(self) -> list[Callable[[], Person]]:
        return [
            self.able,
            self.never_asked,
            self.objecting,
            self.with_attorney,
            self.with_family_only,
            self.coming_and_going,
            self.died,
        ]


@pytest.fixture
def register(home: Home, manager: User) -> Register:
    return Register(home, manager)


def row_and_answer(found: Decision) -> tuple[str, bool]:
    return found.row, found.is_allowed


def test_what_is_on_file_decides_for_each_kind_of_person(register: Register) -> None:
    people = [make() for make in register.kinds()]
    assert [row_and_answer(one) for one in evaluate_each([(person, PUBLIC) for person in people])] == [
        ("D1", True),
        ("D1", False),
        ("D16", False),
        ("D5", True),
        ("D11", False),
        ("D4a", False),
        ("D19", False),
    ]
    assert [one.is_allowed for one in evaluate_each([(person, FAMILY) for person in people])] == [
        *(True, False, False, True, True, True, False)
    ]


@pytest.mark.parametrize("use", [CARE, FAMILY, PUBLIC])
def test_fifty_people_in_a_picture_cost_one_statement(register: Register, queries: Callable[[], Any], use: Any) -> None:
    people = [make() for make, _ in zip(cycle(register.kinds()), range(50), strict=False)]
    with queries() as asked:
        assert len(evaluate_each([(person, use) for person in people])) == 50
    assert len(asked.statements) == 1, "\n".join(asked.statements)


def test_one_person_in_many_uses_is_read_once(register: Register, queries: Callable[[], Any]) -> None:
    person = register.with_attorney()
    with queries() as asked:
        assert [one.is_allowed for one in evaluate_uses(person, [PUBLIC, FAMILY, a_use("P06")])] == [True, True, True]
    assert len(asked.statements) == 1


def test_nobody_elses_papers_count(register: Register) -> None:
    other = register.able()
    assert not evaluate(register.never_asked(), PUBLIC).is_allowed
    assert evaluate(other, PUBLIC).is_allowed
    assert not evaluate(Person(id=uuid.uuid4(), name="Not there", subject_type="visitor"), PUBLIC).is_allowed


def test_what_the_organisation_chose_is_read_with_the_rest(register: Register, founder: User) -> None:
    person = register.with_attorney()
    assert evaluate(person, PUBLIC).is_allowed
    change_setting("incapacitated_publicity", 0, by=founder)
    assert evaluate(person, PUBLIC).code == "STRICT_BLOCK"
