"""What the Chief Operating Officer does with a worry: one function per verb."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from enquiries.undercover import states
from enquiries.undercover.changing import change
from enquiries.undercover.models import UndercoverReport
from matters import actions as matters
from matters.models import Matter
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.transitions import making

VIEW = "enquiries.view_undercoverreport"


def take(report: UndercoverReport, *, by: User) -> None:
    """The Chief Operating Officer takes it on (IR-5b)."""
    change(states.TAKE, report, by=by, alert_at=None)


@transaction.atomic
def name(report: UndercoverReport, person: User, because: str, *, by: User) -> None:
    """Let a colleague know of it, for a reason; never the person it is about, nor their line (CC-1a)."""
    report.wanted = {"person": person, "because": because}
    try:
        with making(states.NAME, report, by=by, note=f"{person}: {because.strip()}"):
            assign_perm(VIEW, person, report)
    finally:
        report.wanted = {}
    forget_standing(person)
    tell([person], "worry_named", report, by=by)


@transaction.atomic
def end_name(report: UndercoverReport, person: User, *, by: User) -> None:
    """They no longer need to know: it is gone for them at once (CC-1a)."""
    with making(states.END_NAME, report, by=by, note=person.name):
        remove_perm(VIEW, person, report)
    forget_standing(person)


def follow_up_care(report: UndercoverReport, words: str, *, by: User) -> None:
    """Write down whom in safeguarding was told, and whether the regulator must know (IR-5)."""
    change(states.FOLLOW_UP_CARE, report, by=by, care_follow_up=words.strip())


def look_into(report: UndercoverReport, found: str, *, by: User) -> None:
    """Write down what was found (IR-5b)."""
    change(states.LOOK_INTO, report, by=by, found=found.strip())


def receive_letter(report: UndercoverReport, reference: str, *, by: User) -> None:
    """The producer's letter has come, and is handled as the enquiry with this reference; also after it was closed (IR-5)."""
    change(states.RECEIVE_LETTER, report, by=by, letter=reference.strip().upper(), closed_at=None)


def assess_data(report: UndercoverReport, breach: str, *, reasons: str, reference: str, by: User) -> None:
    """Decide whether the Information Commissioner must know, within 72 hours (IR-5)."""
    words = {"breach_reasons": reasons.strip(), "breach_reference": reference.strip()}
    change(states.ASSESS_DATA, report, by=by, breach=breach, breach_warn_at=None, **words)


@transaction.atomic
def warn_of_data(report: UndercoverReport) -> None:
    """A day is left of the 72 hours and nothing is decided: the Chief Operating Officer is told once (IR-5)."""
    clock = User.objects.the_clock()
    with making(states.WARN_OF_DATA, report, by=clock):
        report.breach_warn_at = None
        tell(User.objects.who_may("handle_matter"), "worry_data_running_out", report, by=clock)


def consider_protection(
    report: UndercoverReport, protected: str, *, reasons: str, legal_reference: str, by: User
) -> None:
    """Consider whether the law protects what they did, with reasons: before anything goes to HR (IR-5)."""
    words = {"protected_reasons": reasons.strip(), "legal_reference": legal_reference.strip()}
    change(states.CONSIDER_PROTECTION, report, by=by, protected=protected, **words)


@transaction.atomic
def open_a_matter(report: UndercoverReport, *, kind: str, called: str, about: str, by: User) -> Matter:
    """Open a matter from it, which takes it: from then on only the COO and whom the COO names on that see it (CC-1a)."""
    with making(states.BRING_TO_A_MATTER, report, by=by):
        pass
    matter = matters.open_matter(
        kind=kind, called=called, about=about, home=report.home, follows=report.reference, by=by
    )
    matters.bring_under(matter, report, "The matter was opened from it.", by=by)
    return matter


def close(report: UndercoverReport, outcome: str, words: str, *, by: User) -> None:
    """Say how it ended; not before care, the data, and where it goes to HR the law, have been looked at (IR-5b)."""
    given = {"outcome": outcome, "outcome_words": words.strip(), "closed_at": timezone.now()}
    change(states.CLOSE, report, by=by, note=words, **given)
