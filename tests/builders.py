"""Records made by walking the real actions: what the product can't make, a test doesn't have either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import actions, advising, answering
from enquiries.models import Enquiry
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.notices.models import Notice
from mediapolicy.organisation import actions as organisation
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.people.synchronise import group_of
from mediapolicy.policy import actions as policy
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.roles import Role
from mediapolicy.transitions import Transition
from pressroom import actions as pressroom
from pressroom.models import Statement
from tests.stage import STAGE


def sign_for_the_beginning(person: User, clock: User) -> None:
    """The first person of an empty product is signed for by the clock, as the first-run page does."""
    person.set_unusable_password()
    person._signature = Signature(clock, "", "join", Clause.DC_1.id)
    with transaction.atomic():  # the history row names who acts, which only a transaction carries
        person.save()


def somebody_with_a_role(founder: User, name: str, role: Role | None = None, at: Home | None = None) -> User:
    """Somebody joins and, if they are given a role, is appointed to it."""
    email = f"{name.lower().replace(' ', '.')}@larkfield.example"
    person = people.join(email=email, name=name, by=founder)
    if role is not None:
        people.appoint(person, role, at, by=founder)
    return person


def an_approach(*, by: User, home: Home | None, **facts: Any) -> Enquiry:
    """A reporter at the door, logged."""
    facts = {
        "question": "Wants to know about the council visit last week.",
        "came_by": "phone",
        "enquirer": "Tamsin Rudd",
        "outlet": "Wexcombe Courier",
        "chosen_way": "email",
        "chosen_address": "t.rudd@courier.example",
        "deadline": timezone.now() + timedelta(hours=30),
        "said_no_comment": True,
        **facts,
    }
    return actions.log(home=home, by=by, **facts)


def taken_up(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Somebody is responsible for it."""
    actions.take_up(enquiry, by=by)
    return enquiry


def advised(enquiry: Enquiry, *, by: User) -> Enquiry:
    """It has been judged that no advice is needed."""
    advising.need_no_advice(taken_up(enquiry, by=by), "Only public facts are asked for.", by=by)
    return enquiry


def drafted(enquiry: Enquiry, *, by: User, words: str = "We welcome the council's report.") -> Statement:
    """A statement has words."""
    statement = answering.draft_statement(advised(enquiry, by=by), by=by)
    pressroom.change_words(statement, subject="Our reply", words=words, read_version=statement.version, by=by)
    return statement


def sent_for_sign_off(enquiry: Enquiry, *, by: User) -> Approval:
    """It waits for a Director."""
    statement = drafted(enquiry, by=by)
    pressroom.send_for_sign_off(statement, by=by)
    return Approval.objects.of(statement).get(state=ApprovalState.WAITING)


def signed(enquiry: Enquiry, *, by: User, director: User) -> Enquiry:
    """A Director has signed it."""
    approval = sent_for_sign_off(enquiry, by=by)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    enquiry.refresh_from_db()
    return enquiry


def answered(enquiry: Enquiry, *, by: User, director: User) -> Enquiry:
    """It has been answered by the chosen way."""
    signed(enquiry, by=by, director=director)
    assert enquiry.statement is not None
    approval = Approval.objects.of(enquiry.statement).get(state=ApprovalState.SIGNED)
    answering.answer(enquiry, way=enquiry.chosen_way, seal=approval.seal, what_was_said="Read out.", by=by)
    return enquiry


# A world for the tests that compare the whole table with the policy ----------------------------------------------

# Everybody of the cast: the role they hold, and at which home ("" for the whole organisation).
CAST: dict[str, tuple[Role | None, str]] = {
    "carer": (Role.STAFF, "home"),
    "manager": (Role.HOME_MANAGER, "home"),
    "other manager": (Role.HOME_MANAGER, "other home"),
    "marketing": (Role.MARKETING_MANAGER, ""),
    "director": (Role.DIRECTOR, ""),
    "second director": (Role.DIRECTOR, ""),
    "coo": (Role.COO, ""),
    "data protection": (Role.DATA_PROTECTION_LEAD, ""),
    "safeguarding": (Role.SAFEGUARDING_LEAD, ""),
    "auditor": (Role.AUDITOR, ""),
    "administrator": (Role.ADMINISTRATOR, ""),
    "stranger": (None, ""),
}
NEW = "(new)"
Open = set[tuple[str, str]]  # (state, who): where a step is open, and to whom


@dataclass(frozen=True, slots=True)
class World:
    """The cast by name, the clock among them, and two homes."""

    people: dict[str, User]
    founder: User
    home: Home
    other_home: Home

    def __getitem__(self, who: str) -> User:
        return self.people[who]

    def open_to(self, step: Transition, records: dict[str, Any]) -> Open:
        """Everywhere this step is open: `records` holds one record in each state, under the state's name."""
        return {
            (str(state), who)
            for state, record in records.items()
            for who, person in self.people.items()
            if step.is_open_to(person, record)
        }


def the_first_administrator() -> User:
    """The founder of an empty product."""
    clock = User.objects.the_clock()
    person = User(email="ada.founder@larkfield.example", name="Ada Lomond", state="here")
    sign_for_the_beginning(person, clock)
    person.groups.add(group_of(Role.ADMINISTRATOR))
    organisation.name_organisation("Larkfield Care", by=clock)
    return person


def a_cast() -> World:
    """Everybody at once, made by the product's own actions."""
    founder = the_first_administrator()
    homes = {
        "home": people.open_home(name="Brindle Court", town="Wexcombe", nation="ENG", by=founder),
        "other home": people.open_home(name="Alder House", town="Northmoor", nation="ENG", by=founder),
        "": None,
    }
    cast = {}
    for who, (role, where) in CAST.items():
        cast[who] = people.join(email=f"{who.replace(' ', '.')}@larkfield.example", name=who.title(), by=founder)
        if role:
            people.appoint(cast[who], role, homes[where], by=founder)
    cast["clock"] = User.objects.the_clock()
    return World(cast, founder, homes["home"], homes["other home"])


@contextmanager
def a_world(blocker: Any) -> Iterator[World]:
    """One cast for a whole file, undone at its end; each test (marked django_db) undoes its own in between."""
    assert connection.settings_dict["NAME"].startswith(settings.DATABASES["default"]["TEST"]["NAME"])
    with blocker.unblock(), STAGE.lent(a_cast) as world:
        yield world


def wherever(states: Iterable[str], *who: str) -> Open:
    """These people, in every one of these states."""
    return {(str(state), one) for state in states for one in who}


def in_each_state(record: Any, states: Iterable[str], new: Any = None) -> dict[str, Any]:
    """Copies of this record in memory, one in each state, and an unsaved one."""
    copies: dict[str, Any] = {} if new is None else {NEW: new}
    for state in states:
        copies[str(state)] = type(record)._base_manager.get(pk=record.pk)
        copies[str(state)].state = state
    return copies


# What is looked at after a step ----------------------------------------------------------------------------------


def last_row(record: Any) -> Any:
    """The newest row of this record's history."""
    return record.history.order_by("-history_date", "-history_id").first()


def verbs(record: Any) -> list[str]:
    """What was done with this record, oldest first."""
    return [row.verb for row in record.history.order_by("history_date", "history_id")]


def told_of(record: Any, since: Iterable[Any] = ()) -> set[tuple[str, str]]:
    """Who was told what about this record, as (kind, name); without the notices named in `since`."""
    found = Notice.objects.filter(record_id=record.pk).exclude(pk__in=list(since)).select_related("recipient")
    return {(notice.kind, notice.recipient.name.lower()) for notice in found}


def everything_kept() -> dict[str, int]:
    """How many rows each table of the product holds, histories and promises included."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in settings.ROOMS
    }


def a_policy_in_force(by: User) -> PolicyVersion:
    """Version V1, in force."""
    dates = dict.fromkeys(("effective_on", "approved_on", "next_review_on"), date(2026, 11, 16))
    version = policy.load_version(number="V1", approved_by="Data Processing Officer", by=by, **dates)
    policy.bring_into_force(version, by=by)
    return version
