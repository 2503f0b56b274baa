"""What is done with worries about undercover reporters: one function per verb. What the COO does is in looking.py."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enquiries.belongings import Note
from enquiries.undercover import states
from enquiries.undercover.changing import change
from enquiries.undercover.models import Done, UndercoverReport, UndercoverReportUserObjectPermission
from enquiries.undercover.vocabulary import Answer
from enquiries.undercover.whom import homes_of, is_one_of_the_three, left_out, people_who_may_be_told
from matters import locking
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.transitions import FORM_KEY, following, making, starting

TO_TELL_THE_ICO = timedelta(hours=72)  # from when we know that data may have been taken (UK GDPR, article 33)
WARNED_BEFORE = timedelta(hours=24)
MAY_BE_ADDED = frozenset({"where", "name_used", "saw", "cues", "residents_recorded", "data_taken"})


@transaction.atomic
def send(*, cover: str, told: User | None, about: User | None = None, saw: str = "", by: User) -> UndercoverReport:
    """Tell one of the three, and the Chief Operating Officer at the same time (IR-5b).

    Where the person it is about and their line leave nobody to tell, it goes to the Chief Operating Officer alone.
    """
    report = UndercoverReport(
        cover=cover,
        told=told,
        about=about,
        saw=saw.strip(),
        reported_by=by,
        home=_home_of(told, about, by),
        alert_at=timezone.now() + timedelta(minutes=setting("undercover_alert")) if told else None,
    )
    starting(states.SEND, report, by=by)
    tell(_the_coo(), "worry_sent", report, by=by)
    if report.is_locked:  # an open matter touches it: the COO has it already, and nobody else is told (CC-1a)
        return report
    if told is None:
        with following(states.COME_TO_THE_COO, report, by=User.objects.the_clock()):
            pass
    tell([told], "worry_told", report, by=by)
    return report


def sent_by_this_form(*, by: User) -> UndercoverReport | None:
    """What this very form has sent already: it arrives twice when somebody taps twice, and a note is moved by then."""
    key = FORM_KEY.get()
    if key is None:
        return None
    found: UndercoverReport | None = UndercoverReport.objects.filter(
        pk=uuid.uuid5(uuid.UUID(key), states.SEND.verb), reported_by=by
    ).first()
    return found


def _home_of(told: User | None, about: User | None, by: User) -> Home | None:
    """The home of whoever was told where they manage one, else the only one of the reporter."""
    as_manager = (
        one.home for one in people_who_may_be_told(by, about) if told is not None and one.person.pk == told.pk
    )
    if home := next(as_manager, None):
        return home
    homes = list(Home.objects.filter(pk__in=homes_of(by))[:2])
    return homes[0] if len(homes) == 1 else None


def _the_coo() -> Any:
    return User.objects.who_may("handle_matter")


@transaction.atomic
def move_note(note: Note, *, cover: str, told: User | None, about: User | None = None, by: User) -> UndercoverReport:
    """A note of an enquiry becomes a worry: its words go there, and the enquiry no longer has them (IR-5b)."""
    words = f"A note by {note.by}, {timezone.localtime(note.at):%-d %B, %H:%M}:\n{note.words}"
    with making(states.MOVE_NOTE, note.enquiry, by=by):
        Note.objects.filter(pk=note.pk).delete()
    report = send(cover=cover, told=told, about=about, saw=words, by=by)
    locking.go_with(report, note.enquiry)  # under a matter it stays where the enquiry is, whatever its words are
    return report


def open_it(report: UndercoverReport, *, by: User) -> None:
    """Whoever was told has opened it: the Chief Operating Officer need not be alerted (IR-5b)."""
    with making(states.OPEN, report, by=by):
        report.opened_at, report.alert_at = timezone.now(), None


@transaction.atomic
def come_to_the_coo(report: UndercoverReport) -> None:
    """Nobody opened it in time, or nobody is left who may: the Chief Operating Officer has it, and is told so (IR-5b)."""
    with making(states.COME_TO_THE_COO, report, by=User.objects.the_clock()):
        report.alert_at = None
        if report.told is not None and not is_one_of_the_three(report.told):
            report.told = None
        tell(_the_coo(), "worry_not_opened", report, by=User.objects.the_clock())


def say_if_care(report: UndercoverReport, care_concern: bool, *, by: User) -> None:
    """Is there a care concern? A Yes is told to the Chief Operating Officer at once (IR-5)."""
    with making(states.SAY_IF_CARE, report, by=by):
        report.care_concern = care_concern
        if care_concern:
            tell([*_the_coo(), report.told], "worry_with_care_concern", report, by=by)


def add_to_it(report: UndercoverReport, *, by: User, **facts: Any) -> None:
    """Add what one remembers, a page at a time. If data may be gone, its 72 hours begin now (IR-5b)."""
    if unknown := facts.keys() - MAY_BE_ADDED:
        raise ValidationError(f"That cannot be added here: {', '.join(sorted(unknown))}.")
    with making(states.ADD_TO_IT, report, by=by):
        for name, value in facts.items():
            setattr(report, name, value.strip() if isinstance(value, str) else value)
        if facts.get("data_taken") == Answer.YES and report.breach_due_at is None:
            report.breach_due_at = timezone.now() + TO_TELL_THE_ICO
            report.breach_warn_at = report.breach_due_at - WARNED_BEFORE
            tell(_the_coo(), "worry_with_data", report, by=by)
        if facts.get("data_taken", Answer.YES) != Answer.YES:
            report.breach_due_at = report.breach_warn_at = None


@transaction.atomic
def say_who(report: UndercoverReport, about: User, *, by: User) -> None:
    """It is this colleague: they and their line are out of it at once, also where they were told before (IR-5b)."""
    if about.pk == report.reported_by_id:
        raise ValidationError("Nobody is reported by themselves. Choose somebody else.")
    out = left_out(about)
    change(states.SAY_WHO, report, by=by, about=about, told=None if report.told_id in out else report.told)
    shared = UndercoverReportUserObjectPermission.objects.filter(content_object=report, user__in=out)
    for one in shared.select_related("user"):
        forget_standing(one.user)
    shared.delete()
    if report.told is None and report.state in states.NOT_TAKEN:
        come_to_the_coo(report)


@transaction.atomic
def note_what_was_done(report: UndercoverReport, words: str, *, by: User) -> None:
    """Write down what was done: who was asked, which papers were kept (IR-5b)."""
    if not words.strip():
        raise ValidationError("Write what was done first.")
    with making(states.NOTE_WHAT_WAS_DONE, report, by=by):
        Done.objects.create(report=report, words=words.strip(), by=by)
