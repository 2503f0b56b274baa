"""What is done with enquiries: one function per verb. Answering is in answering.py, advice in advising.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enquiries import passing, states
from enquiries.contacts import actions as contacts
from enquiries.contacts.models import Contact
from enquiries.deadlines import Times, hand_on_by, reply_due, times_now
from enquiries.models import Enquiry, HomeManagerIs, Level, Note
from matters import locking
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.refusals import Refused
from mediapolicy.transitions import following, making, starting
from pressroom import actions as pressroom


@transaction.atomic
def log(
    *,
    home: Home | None,
    question: str,
    came_by: str,
    enquirer: str = "",
    outlet: str = "",
    reach: str = "",
    deadline: datetime | None = None,
    chosen_way: str = "",
    chosen_address: str = "",
    happened_at: datetime | None = None,
    said_no_comment: bool | None = None,
    home_manager: str = "here",
    by: User,
) -> Enquiry:
    """Log an approach and pass it on in the same moment: to the Home Manager, or past them if away or part of it (ME-1)."""
    now, times = timezone.now(), times_now()
    due = reply_due(deadline, home, now, times)
    enquiry = Enquiry(
        home=home,
        topic=_topic_of(question),
        question=question.strip(),
        came_by=came_by,
        enquirer=enquirer.strip(),
        outlet=outlet.strip(),
        reach=reach.strip(),
        deadline=deadline,
        reply_due_at=due.at,
        due_reason=due.reason,
        urgency=due.urgency,
        chosen_way=chosen_way,
        chosen_address=chosen_address.strip(),
        happened_at=happened_at or now,
        said_no_comment=said_no_comment,
        home_manager_away=home_manager == HomeManagerIs.AWAY,
        kept_from_home=home_manager == HomeManagerIs.PART_OF_IT,
        logged_by=by,
        held_by=by,
    )
    if may(by, states.TAKE_UP.permission, enquiry):  # logged at the desk: it waits there, with a clock of its own
        _hand_to(enquiry, by, passing.level_of(by), now, times)
        return starting(states.LOG, enquiry, by=by)
    return _pass_along(starting(states.LOG, enquiry, by=by), now, times, by=by)


def _pass_along(enquiry: Enquiry, now: datetime, times: Times, *, by: User) -> Enquiry:
    """The first hand-over, made for whoever logged it: they need not know who it goes to (ME-1b)."""
    if enquiry.is_locked:  # an open matter touches it: the COO has it already, and nobody else is told (CC-1a)
        return enquiry
    past_them = enquiry.home_manager_away or enquiry.kept_from_home
    managers = [] if past_them else passing.home_managers(enquiry.home)
    if managers:
        with following(states.PASS_TO_HOME_MANAGER, enquiry, by=by):
            _hand_to(enquiry, by if by in managers else managers[0], Level.HOME_MANAGER, now, times)
        tell(managers, "approach_logged", enquiry, by=by)
        return enquiry
    level, person = passing.straight_up(now)
    with following(states.PASS_TO_ON_CALL, enquiry, by=by):
        _hand_to(enquiry, person, level, now, times)
    tell([person], "enquiry_escalated", enquiry, by=by)
    return enquiry


def _hand_to(enquiry: Enquiry, person: User | None, level: Level, now: datetime, times: Times | None = None) -> None:
    enquiry.held_by, enquiry.held_since = person or enquiry.held_by, now
    enquiry.level = level
    enquiry.hand_on_by = hand_on_by(level, enquiry.urgency, now, times)


def pass_on(enquiry: Enquiry, to: User, *, by: User, note: str = "") -> None:
    """The Home Manager passes it to a named Marketing Manager or Director, the only ones it may go to (ME-1c)."""
    if not (passing.is_press_office(to) and may(to, states.TAKE_UP.permission, enquiry)):
        raise Refused(
            states.PASS_ON.clause,
            f"{to} cannot answer the press. Choose the Marketing Manager or a Director.",
        )
    now = timezone.now()
    with making(states.PASS_ON, enquiry, by=by, note=note):
        _hand_to(enquiry, to, passing.level_of(to), now)
        tell([to], "enquiry_escalated", enquiry, by=by)


@transaction.atomic
def pass_up(enquiry: Enquiry) -> None:
    """Time ran out with nobody taking it up: one level higher, by the clock's hand (ME-1c)."""
    now, clock = timezone.now(), User.objects.the_clock()
    with making(states.PASS_UP, enquiry, by=clock):
        level, person = passing.next_up(enquiry, now)
        former = enquiry.held_by
        _hand_to(enquiry, person, level, now)
        tell([person, former], "enquiry_overdue", enquiry, by=clock)


def take_up(enquiry: Enquiry, *, by: User) -> None:
    """Make one person responsible for the response (ME-2)."""
    with making(states.TAKE_UP, enquiry, by=by):
        former = enquiry.held_by
        _hold(enquiry, by)
        tell([former], "enquiry_taken_up", enquiry, by=by)


def hand_over(enquiry: Enquiry, to: User, *, by: User, note: str) -> None:
    """Make another person responsible: by the one who is, or by anybody who may answer when that person can't (ME-2)."""
    if not may(to, states.TAKE_UP.permission, enquiry):
        raise Refused(
            states.HAND_OVER.clause,
            f"{to} cannot answer the press. Choose the Marketing Manager or a Director.",
        )
    with making(states.HAND_OVER, enquiry, by=by, note=note):
        former = enquiry.responsible
        _hold(enquiry, to)
        tell([to, former], "enquiry_handed_over", enquiry, by=by)


def _hold(enquiry: Enquiry, person: User) -> None:
    enquiry.responsible = enquiry.held_by = person
    enquiry.held_since, enquiry.hand_on_by = timezone.now(), None


@transaction.atomic
def add_note(enquiry: Enquiry, words: str, *, by: User) -> None:
    """Keep an internal note: it stays inside and is never sent (CRM-3a). A matter may watch for what it says (CC-1a)."""
    if not words.strip():
        raise ValidationError("Write the note first.")
    with making(states.ADD_NOTE, enquiry, by=by):
        Note.objects.create(enquiry=enquiry, words=words.strip(), by=by)
    locking.look_at(enquiry, also=words)


@transaction.atomic
def change_way(enquiry: Enquiry, way: str, address: str, *, by: User, note: str) -> None:
    """The enquirer asked for another way to be answered; who asked and how is the note. A signature falls (CRM-3b)."""
    if not note.strip():
        raise ValidationError("Write down how they asked for this way. Only the enquirer can change it.")
    if enquiry.statement and enquiry.statement.is_open:
        recipient = {"name": enquiry.who, "way": way, "address": address.strip()}
        pressroom.change_recipients(enquiry.statement, [recipient], by=by, note=note)
    with making(states.CHANGE_WAY, enquiry, by=by, note=note):
        enquiry.chosen_way, enquiry.chosen_address = way, address.strip()


def link_crm(enquiry: Enquiry, reference: str, url: str, *, by: User) -> None:
    """Keep the reference and link of the same enquiry in the organisation's CRM (CRM-3a)."""
    with making(states.LINK_CRM, enquiry, by=by):
        enquiry.crm_reference, enquiry.crm_url = reference.strip(), url.strip()


@transaction.atomic
def change_facts(
    enquiry: Enquiry, *, topic: str, enquirer: str, outlet: str, deadline: datetime | None, by: User
) -> None:
    """Put right what was written down at the door: the subject, who it was, and by when they need it (CRM-3a)."""
    with making(states.CHANGE_FACTS, enquiry, by=by):
        was = enquiry.recipient()
        enquiry.topic, enquiry.enquirer, enquiry.outlet = topic.strip(), enquirer.strip(), outlet.strip()
        if deadline != enquiry.deadline:
            due = reply_due(deadline, enquiry.home, timezone.now())
            enquiry.deadline, enquiry.reply_due_at = deadline, due.at
            enquiry.due_reason, enquiry.urgency = due.reason, due.urgency
        is_someone_else = enquiry.recipient() != was
    statement = enquiry.statement
    if is_someone_else and enquiry.chosen_way and statement and statement.is_open:
        pressroom.change_recipients(statement, [enquiry.recipient()], by=by, note="Who asks was put right.")


@transaction.atomic
def link_contact(enquiry: Enquiry, contact: Contact | None, *, by: User) -> None:
    """Say which journalist of the book this is; one who is not in it yet is added from what was written down (CRM-1)."""
    found: Any = contact or contacts.add_contact(
        name=enquiry.enquirer or "Name not known",
        outlet=enquiry.outlet,
        email=enquiry.chosen_address if enquiry.chosen_way == "email" else "",
        phone=enquiry.chosen_address[:40] if enquiry.chosen_way == "phone" else "",
        enquiry=enquiry.pk,
        by=by,
    )
    with making(states.CHANGE_FACTS, enquiry, by=by):
        enquiry.contact = found


@transaction.atomic
def merge(enquiry: Enquiry, into: Enquiry, *, by: User, note: str = "") -> None:
    """Two records of one enquiry become one; the chosen way of the other stays as its enquirer chose it (CRM-3a)."""
    # Both rows, in the order of their keys, before either is looked at: two merges that meet don't swallow each other.
    both = Enquiry.objects.filter(pk__in=[enquiry.pk, into.pk]).order_by("pk").select_for_update(of=("self",))
    into = {one.pk: one for one in both}[into.pk]
    if into.state not in states.OPEN or into.pk == enquiry.pk or into.merged_into_id:
        raise ValidationError("Choose another enquiry that is still open.")
    with making(states.MERGE, enquiry, by=by, note=note):
        enquiry.merged_into, enquiry.hand_on_by, enquiry.closed_at = into, None, timezone.now()
    with making(states.ADD_NOTE, into, by=by, note="Another record of the same enquiry was merged into this one."):
        Note.objects.create(
            enquiry=into,
            words="Another record of the same enquiry was merged into this one.",
            by=by,
        )


def reopen(enquiry: Enquiry, *, by: User, note: str) -> None:
    """Open it again, with whoever opens it responsible; a new answer needs a new judgement and signature (ME-2)."""
    if not note.strip():
        raise ValidationError("Say why it is opened again.")
    with making(states.REOPEN, enquiry, by=by, note=note):
        former = enquiry.responsible
        _hold(enquiry, by)
        enquiry.merged_into = enquiry.closed_at = enquiry.statement = None
        enquiry.no_advice_because = ""
        tell([former], "enquiry_reopened", enquiry, by=by)


def _topic_of(question: str) -> str:
    """A first short name for it: the first words of what they asked. The desk gives it a better one."""
    first = " ".join(question.split())
    return first if len(first) <= 80 else first[:77].rsplit(" ", 1)[0] + " …"
