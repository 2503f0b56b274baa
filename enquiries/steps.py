"""Which form belongs to which step, what is done with it, and what is said after. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from enquiries import actions, advising, answering, files, forms, states
from enquiries.models import Enquiry
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[forms.StepForm]
    act: Callable[[Enquiry, dict[str, Any], User], Any]
    done: str
    shows: str = ""  # a part shown above the form, such as the exact words that will leave


STEPS: dict[str, Step] = {
    "pass-on": Step(
        states.PASS_ON,
        forms.PassOnForm,
        lambda enquiry, given, by: actions.pass_on(enquiry, given["to"], by=by, note=given["note"]),
        "Passed on. They have been told.",
    ),
    "take-up": Step(
        states.TAKE_UP,
        forms.NothingForm,
        lambda enquiry, given, by: actions.take_up(enquiry, by=by),
        "It is yours to answer. Next: judge whether advice is needed.",
    ),
    "hand-over": Step(
        states.HAND_OVER,
        forms.HandOverForm,
        lambda enquiry, given, by: actions.hand_over(enquiry, given["to"], by=by, note=given["note"]),
        "Handed over. They have been told.",
    ),
    "ask-for-advice": Step(
        states.SEEK_ADVICE,
        forms.SeekAdviceForm,
        lambda enquiry, given, by: advising.seek_advice(
            enquiry, given["source"], given["question"], asked_of=given["asked_of"], by=by
        ),
        "Asked. The answer waits until the advice is written down.",
    ),
    "write-down-advice": Step(
        states.RECORD_ADVICE,
        forms.RecordAdviceForm,
        lambda enquiry, given, by: advising.record_advice(given["advice"], given["answer"], by=by),
        "The advice is written down.",
    ),
    "need-no-advice": Step(
        states.NEED_NO_ADVICE,
        forms.ReasonForm,
        lambda enquiry, given, by: advising.need_no_advice(enquiry, given["note"], by=by),
        "Written down. Next: write the statement.",
    ),
    "draft-the-statement": Step(
        states.DRAFT_STATEMENT,
        forms.NothingForm,
        lambda enquiry, given, by: answering.draft_statement(enquiry, by=by),
        "The statement is started. Write the words, then send it for sign-off.",
    ),
    "acknowledge": Step(
        states.ACKNOWLEDGE,
        forms.SayingForm,
        lambda enquiry, given, by: answering.acknowledge(
            enquiry, way=given["way"], what_was_said=given.get("what_was_said", ""), by=by
        ),
        "They have been told that we have it.",
        shows="acknowledge",
    ),
    "answer": Step(
        states.ANSWER,
        forms.AnswerForm,
        lambda enquiry, given, by: answering.answer(
            enquiry, way=given["way"], seal=given["seal"], what_was_said=given.get("what_was_said", ""), by=by
        ),
        "The answer is on its way.",
        shows="answer",
    ),
    "decline": Step(
        states.DECLINE,
        forms.DeclineForm,
        lambda enquiry, given, by: answering.decline(
            enquiry, way=given["way"], note=given["note"], what_was_said=given.get("what_was_said", ""), by=by
        ),
        "Declined, in the policy’s own words.",
        shows="decline",
    ),
    "record-that-no-answer-is-needed": Step(
        states.NO_ANSWER_NEEDED,
        forms.ReasonForm,
        lambda enquiry, given, by: answering.no_answer_needed(enquiry, note=given["note"], by=by),
        "Finished without an answer.",
    ),
    "close": Step(
        states.CLOSE,
        forms.CloseForm,
        lambda enquiry, given, by: answering.close(enquiry, note=given["note"], by=by),
        "Closed.",
    ),
    "open-again": Step(
        states.REOPEN,
        forms.ReasonForm,
        lambda enquiry, given, by: actions.reopen(enquiry, by=by, note=given["note"]),
        "Opened again, and yours to answer.",
    ),
    "merge": Step(
        states.MERGE,
        forms.MergeForm,
        lambda enquiry, given, by: actions.merge(enquiry, given["into"], by=by, note=given["note"]),
        "Merged.",
    ),
    "change-the-chosen-way": Step(
        states.CHANGE_WAY,
        forms.ChangeWayForm,
        lambda enquiry, given, by: actions.change_way(
            enquiry, given["chosen_way"], given["chosen_address"], by=by, note=given["note"]
        ),
        "Saved. The answer goes by this way, and by no other.",
    ),
    "link-to-the-crm": Step(
        states.LINK_CRM,
        forms.LinkCrmForm,
        lambda enquiry, given, by: actions.link_crm(enquiry, given["crm_reference"], given["crm_url"], by=by),
        "Saved.",
    ),
    "change-the-facts": Step(
        states.CHANGE_FACTS,
        forms.FactsForm,
        lambda enquiry, given, by: actions.change_facts(enquiry, by=by, **given),
        "Saved.",
    ),
    "add-a-note": Step(
        states.ADD_NOTE,
        forms.NoteForm,
        lambda enquiry, given, by: actions.add_note(enquiry, given["words"], by=by),
        "Your note is kept inside.",
    ),
    "add-a-file": Step(
        states.ADD_FILE,
        forms.FileForm,
        lambda enquiry, given, by: files.add_file(enquiry, given["file"], by=by),
        "The file is kept with the enquiry.",
    ),
}
# Same row of the table, another form: which journalist of the book it is.
CONTACT_STEP = Step(
    states.CHANGE_FACTS,
    forms.LinkContactForm,
    lambda enquiry, given, by: actions.link_contact(enquiry, given["contact"], by=by),
    "Linked to the contact book.",
)

# The order of buttons: what leads on comes first, what ends it last.
ORDER = (
    "answer",
    "pass-on",
    "take-up",
    "write-down-advice",
    "ask-for-advice",
    "need-no-advice",
    "draft-the-statement",
    "close",
    "open-again",
    "acknowledge",
    "hand-over",
    "decline",
    "record-that-no-answer-is-needed",
    "merge",
)


def open_steps(enquiry: Enquiry, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now, the one that leads on first. Facts, notes and files have their own places."""
    return [(slug, STEPS[slug]) for slug in ORDER if STEPS[slug].transition.is_open_to(user, enquiry)]


@dataclass(frozen=True, slots=True)
class Lead:
    """The one filled button of the page: what leads on from here."""

    label: str
    url: str


LEADING = frozenset(ORDER[: ORDER.index("open-again") + 1])


def lead_of(enquiry: Enquiry, user: User) -> Lead | None:
    """What this person does next: a step that leads on, or the statement that they are writing."""
    writes = DRAFT_BUTTONS.get(enquiry.state)
    if writes and enquiry.statement and enquiry.responsible_id == user.pk:
        return Lead(writes, enquiry.statement.get_absolute_url())
    for slug, step in open_steps(enquiry, user):
        if slug in LEADING:
            return Lead(step.transition.button, reverse("enquiries:step", args=[enquiry.pk, slug]))
    return None


DRAFT_BUTTONS: dict[str, str] = {
    states.S.DRAFTING: "Go on with the statement",
    states.S.AWAITING_SIGN_OFF: "Look at the statement",
}
