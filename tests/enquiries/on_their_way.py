"""Enquiries as far as each test needs them, made by the product's own actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import actions, answering
from enquiries.models import Enquiry, Reply
from enquiries.tasks import pass_up_overdue
from mediapolicy.people.models import User
from tests import builders
from tests.builders import World

LONDON = ZoneInfo("Europe/London")
A_TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)


def logged(world: World, **facts: Any) -> Enquiry:
    return builders.an_approach(by=world["carer"], home=world.home, **facts)


def taken_up(world: World) -> Enquiry:
    return builders.taken_up(logged(world), by=world["marketing"])


def advised(world: World) -> Enquiry:
    return builders.advised(logged(world), by=world["marketing"])


def signed(world: World, **facts: Any) -> Enquiry:
    return builders.signed(logged(world, **facts), by=world["marketing"], director=world["director"])


def answered(world: World) -> Enquiry:
    return builders.answered(logged(world), by=world["marketing"], director=world["director"])


def seal_to_answer_with(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return str(Approval.objects.of(enquiry.statement).get(state=ApprovalState.SIGNED).seal)


def answer(enquiry: Enquiry, by: User, way: str = "email") -> Reply:
    return answering.answer(enquiry, way=way, seal=seal_to_answer_with(enquiry), by=by)


def change_facts(enquiry: Enquiry, by: User) -> None:
    actions.change_facts(enquiry, topic="The visit", enquirer="T. Rudd", outlet="Courier", deadline=None, by=by)


def sweep_at(instant: datetime) -> int:
    with time_machine.travel(instant, tick=False):
        return pass_up_overdue()


def holder(enquiry: Enquiry) -> str:
    return str(Enquiry.objects.select_related("held_by").get(pk=enquiry.pk).held_by).lower()
