"""Records made by walking the real actions: what the product can't make, a test doesn't have either."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import actions, advising, answering
from enquiries.models import Enquiry
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.people.models import Home, User
from pressroom import actions as pressroom
from pressroom.models import Statement


def sign_for_the_beginning(person: User, clock: User) -> None:
    """The first person of an empty product is signed for by the clock, as the first-run page does."""
    person.set_unusable_password()
    person._signature = Signature(clock, "", "join", Clause.DC_1.id)
    person.save()


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
