"""What must be in place before a step of a worry, and whose step it is: each answers in words, "" when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enquiries.undercover.vocabulary import Answer, Breach, Outcome, Protected
from enquiries.undercover.whom import is_among, is_one_of_the_three, people_who_may_be_told
from mediapolicy.people.standing import shared_with, standing_of

if TYPE_CHECKING:
    from enquiries.undercover.models import UndercoverReport
    from mediapolicy.people.models import User

LEAST_WORDS = 30

# Whose it is to do -----------------------------------------------------------------------------------------------


def not_about_them(report: UndercoverReport, user: User) -> str:
    """Nobody takes a step on what is reported about them."""
    return "This is not yours to do." if report.about_id == user.pk else ""


def the_reporter(report: UndercoverReport, user: User) -> str:
    """Whoever sent it adds to it; the Chief Operating Officer may, for somebody who rang."""
    theirs = report.reported_by_id == user.pk or standing_of(user).holds_everywhere("handle_matter")
    return "" if theirs else "Only the person who sent it adds to it."


def the_one_who_was_told(report: UndercoverReport, user: User) -> str:
    """The line manager, Marketing Manager or Director whom the reporter chose (IR-5b)."""
    return "" if report.told_id == user.pk else "Somebody else was told of this."


def part_of_it(report: UndercoverReport, user: User) -> str:
    """Whoever sent it or was told, the Chief Operating Officer, and whom the Chief Operating Officer named."""
    if user.pk in (report.reported_by_id, report.told_id) or standing_of(user).holds_everywhere("handle_matter"):
        return ""
    return "" if "view_undercoverreport" in shared_with(user, report) else "This is for few people."


# What must be in place -------------------------------------------------------------------------------------------


def what_they_think(report: UndercoverReport) -> str:
    """As whom the person came."""
    return "" if report.cover else "Choose who they say they are."


def somebody_to_tell(report: UndercoverReport) -> str:
    """One of the three whom IR-5b names, who is not the person reported nor their line; nobody only if none is left."""
    choices = people_who_may_be_told(report.reported_by, report.about)
    if report.told is None:
        return "Choose who should know." if choices else ""
    return "" if is_among(report.told, choices) else f"{report.told} cannot be told of this. Choose somebody else."


def somebody_the_coo_can_look_into(report: UndercoverReport) -> str:
    """Whoever handles reports is not reported here: they would see it."""
    if report.would_be("about") is None or not standing_of(report.would_be("about")).holds_anywhere("handle_matter"):
        return ""
    return "They would see this report themselves. Tell a Director in person instead."


def nobody_else_has_it(report: UndercoverReport) -> str:
    """Asked again under the lock: nobody was or can be told any more, or they have not opened it in time."""
    if report.told is None or (report.alert_at is not None and report.alert_at <= timezone.now()):
        return ""
    return "Whoever was told still has time." if is_one_of_the_three(report.told) else ""


def a_care_answer(report: UndercoverReport) -> str:
    """Undercover filming has uncovered real abuse: this question is never passed over."""
    if report.would_be("care_concern") is None:
        return "Say whether there is a care concern. Ask the person who reported it, if you do not know."
    return ""


def a_care_concern(report: UndercoverReport) -> str:
    """Nothing is followed up where there is none."""
    return "" if report.care_concern else "No care concern was reported."


def words_about_care(report: UndercoverReport) -> str:
    """Whom in safeguarding was told, and whether the regulator must know."""
    if report.care_concern and not report.would_be("care_follow_up").strip():
        return (
            "There is a care concern. Write whom in safeguarding you told, and whether the regulator (CQC) must know."
        )
    return ""


def what_was_found(report: UndercoverReport) -> str:
    """Looking into it ends with words."""
    return "" if report.would_be("found").strip() else "Write what was found."


def a_letter(report: UndercoverReport) -> str:
    """The letter of allegations is an enquiry like any other."""
    if report.would_be("letter").strip():
        return ""
    return "Log the letter as an enquiry first, and write its reference here."


def data_that_may_be_gone(report: UndercoverReport) -> str:
    """Nothing is assessed where nothing was taken."""
    if report.data_taken == Answer.YES:
        return ""
    return "Nobody has said that data may have been taken. Add that first."


def a_decision_on_the_data(report: UndercoverReport) -> str:
    """If personal data may have been taken, whether the ICO must know is decided within 72 hours."""
    if report.data_taken == Answer.YES and not report.would_be("breach"):
        return "Data may have been taken. Decide whether the Information Commissioner must be told."
    return ""


def reasons_for_the_decision(report: UndercoverReport) -> str:
    """Why it is, or is not, reported; and the reference where it is."""
    if not report.would_be("breach_reasons").strip():
        return "Write why."
    if report.would_be("breach") == Breach.REPORT and not report.would_be("breach_reference").strip():
        return "Write the reference that the Information Commissioner gave."
    return ""


def its_data_clock_runs_out(report: UndercoverReport) -> str:
    """Asked again under the lock."""
    due = report.breach_warn_at is not None and report.breach_warn_at <= timezone.now() and not report.breach
    return "" if due else "There is still time."


def reasons_about_disclosure(report: UndercoverReport) -> str:
    """Whether the law protects what they did is judged in words, not by a tick."""
    if report.would_be("protected") and len(report.would_be("protected_reasons").strip()) >= LEAST_WORDS:
        return ""
    return f"Answer the question, and write why in at least {LEAST_WORDS} letters."


def protection_considered_before_hr(report: UndercoverReport) -> str:
    """No report is a way to punish somebody who spoke up: that is looked at before HR is (rules 6.4)."""
    if report.would_be("outcome") != Outcome.HR:
        return ""
    if report.protected == Protected.NOT_CONSIDERED:
        return "Before anything goes to HR, consider whether the law protects what they did, and write down why."
    if report.protected == Protected.YES and not report.legal_reference.strip():
        return "What they did may be protected by law. Take legal advice first, and write its reference."
    return ""


def an_outcome(report: UndercoverReport) -> str:
    """How it ended, in words."""
    if report.would_be("outcome") and report.would_be("outcome_words").strip():
        return ""
    return "Say how it ended, and write a sentence about it."


def why_they_must_know(report: UndercoverReport) -> str:
    """Whoever is let in is let in for something, and has nothing to do with the person reported."""
    person, because = report.wanted.get("person"), str(report.wanted.get("because", ""))
    if person is not None and not is_free_of(report, person):
        return f"{person} cannot be named on this. Choose somebody else."
    return "" if because.strip() else "Write why they need to know."


def is_free_of(report: UndercoverReport, person: User) -> bool:
    """Whether somebody is neither the person reported nor in their line."""
    from_line = report.people_left_out
    return person.is_active and person.pk not in from_line
