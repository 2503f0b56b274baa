"""What must be in place before a step of an enquiry, and whose step it is: each answers in words, "" when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mediapolicy.permissions import may

if TYPE_CHECKING:
    from enquiries.models import Enquiry
    from mediapolicy.people.models import User

# Whose it is to do -----------------------------------------------------------------------------------------------


def the_responsible_person(enquiry: Enquiry, user: User) -> str:
    """One named person is responsible for the response (ME-2)."""
    if enquiry.responsible_id == user.pk:
        return ""
    return f"{enquiry.responsible} is responsible for this enquiry. Ask them, or have it handed over to you."


def the_person_asked_or_responsible(enquiry: Enquiry, user: User) -> str:
    """Advice is written down by whoever gave it, or by the person responsible who heard it."""
    responsible = enquiry.responsible_id == user.pk and may(user, "answer_enquiry", enquiry)
    if responsible or enquiry.has_asked(user):
        return ""
    return "Only a person who was asked for advice, or the person responsible, writes it down."


def its_time_has_run_out(enquiry: Enquiry) -> str:
    """Asked again under the lock: two sweeps that meet take one step between them."""
    return "" if enquiry.hand_on_by and enquiry.hand_on_by <= timezone.now() else "There is still time."


def its_holder_is_gone(enquiry: Enquiry) -> str:
    """Whoever has it left, or lost the role by which they had it: somebody else must take over (ME-2)."""
    holder = enquiry.held_by
    needed = ("take_up_enquiry", "pass_on_enquiry") if enquiry.responsible_id is None else ("take_up_enquiry",)
    can = holder is not None and any(may(holder, one, enquiry) for one in needed)
    return "Whoever has it can still do it." if can else ""


# What must be in place -------------------------------------------------------------------------------------------


def advice_that_was_asked_for(enquiry: Enquiry) -> str:
    """Advice asked for and not yet given holds the answer (ME-2)."""
    waiting = enquiry.advice_still_out()
    return (
        ""
        if not waiting
        else f"Advice is still out: {', '.join(waiting)}. Write down what they said, or that you no longer need it."
    )


def a_judgement_about_advice(enquiry: Enquiry) -> str:
    """Whether advice is needed has been judged and written down, even if the answer is none (ME-2)."""
    if enquiry.advice_is_judged:
        return ""
    return "Nobody has judged yet whether advice is needed. Ask for advice, or write down why none is needed."


def a_chosen_way(enquiry: Enquiry) -> str:
    """The enquirer chose one way to be answered (CRM-3b)."""
    if enquiry.chosen_way and enquiry.chosen_address:
        return ""
    return "The way they want the answer is not known yet. Ask them, and write it down."


def a_signed_statement(enquiry: Enquiry) -> str:
    """A Director has signed exactly these words, to exactly this person, by exactly this way (MS-2)."""
    statement = enquiry.statement
    if statement and statement.recipients == [enquiry.recipient()] and statement.sign_off_holds:
        return ""
    return "There is no signed statement that says this, to them, by this way. Send it for sign-off again."


def no_statement_under_way(enquiry: Enquiry) -> str:
    """A statement under way is finished or withdrawn first."""
    if enquiry.statement and enquiry.statement.is_open:
        return f"Statement {enquiry.statement.reference} is still open. Withdraw it first."
    return ""


def nothing_merged_into_itself(enquiry: Enquiry) -> str:
    """Two different records are one enquiry."""
    return "Choose another enquiry to merge this one into." if enquiry.merged_into_id in (None, enquiry.pk) else ""
