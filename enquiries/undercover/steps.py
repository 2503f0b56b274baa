"""Which form belongs to which step of a worry, and what is said when it is done. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enquiries.undercover import actions, forms, looking, states
from enquiries.undercover.models import UndercoverReport
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition

Act = Callable[[UndercoverReport, dict[str, Any], User], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[forms.StepForm]
    act: Act
    done: str
    called: str = ""  # where several forms share a row

    @property
    def words(self) -> str:
        """The words of the link and the heading of the page."""
        return self.called or self.transition.verb[0].upper() + self.transition.verb[1:]


def _adding(form: type[forms.StepForm], called: str) -> Step:
    return Step(
        states.ADD_TO_IT,
        form,
        lambda report, given, by: actions.add_to_it(report, by=by, **given),
        "Added. Thank you.",
        called,
    )


# What whoever sent it may add, in the order in which it is asked.
ADDING: dict[str, Step] = {
    "where": _adding(forms.WhereForm, "Where it was"),
    "name-used": _adding(forms.NameUsedForm, "The name they gave"),
    "saw": _adding(forms.SawForm, "What you saw or heard"),
    "cues": _adding(forms.CuesForm, "What made you think so"),
    "recorded": _adding(forms.RecordedForm, "Whether residents may have been recorded"),
    "data": _adding(forms.DataForm, "Whether papers or data may have been taken"),
    "who": Step(
        states.SAY_WHO,
        forms.WhoForm,
        lambda report, given, by: actions.say_who(report, given["about"], by=by),
        "Saved. They and whoever manages them are told nothing.",
        "Which colleague it is",
    ),
}
LOOKING: dict[str, Step] = {
    "take": Step(
        states.TAKE,
        forms.NothingForm,
        lambda report, given, by: looking.take(report, by=by),
        "It is with you.",
    ),
    "done": Step(
        states.NOTE_WHAT_WAS_DONE,
        forms.DoneForm,
        lambda report, given, by: actions.note_what_was_done(report, given["words"], by=by),
        "Written down.",
    ),
    "care-followed-up": Step(
        states.FOLLOW_UP_CARE,
        forms.FollowUpForm,
        lambda report, given, by: looking.follow_up_care(report, given["care_follow_up"], by=by),
        "Saved.",
    ),
    "found": Step(
        states.LOOK_INTO,
        forms.FoundForm,
        lambda report, given, by: looking.look_into(report, given["found"], by=by),
        "Saved.",
    ),
    "data-decision": Step(
        states.ASSESS_DATA,
        forms.DataDecisionForm,
        lambda report, given, by: looking.assess_data(
            report, given["breach"], reasons=given["breach_reasons"], reference=given["breach_reference"], by=by
        ),
        "Saved.",
    ),
    "letter": Step(
        states.RECEIVE_LETTER,
        forms.LetterForm,
        lambda report, given, by: looking.receive_letter(report, given["letter"], by=by),
        "The letter is linked. Answer it as the enquiry that it is.",
    ),
    "protection": Step(
        states.CONSIDER_PROTECTION,
        forms.ProtectionForm,
        lambda report, given, by: looking.consider_protection(
            report,
            given["protected"],
            reasons=given["protected_reasons"],
            legal_reference=given["legal_reference"],
            by=by,
        ),
        "Saved.",
    ),
    "name": Step(
        states.NAME,
        forms.NameForm,
        lambda report, given, by: looking.name(report, given["person"], given["because"], by=by),
        "They can see it now, and have been told.",
    ),
    "matter": Step(
        states.BRING_TO_A_MATTER,
        forms.MatterForm,
        lambda report, given, by: looking.open_a_matter(report, by=by, **given),
        "The matter is open, and holds this. Only you and those you name on it see it.",
    ),
    "close": Step(
        states.CLOSE,
        forms.CloseForm,
        lambda report, given, by: looking.close(report, given["outcome"], given["outcome_words"], by=by),
        "Closed.",
    ),
}
CARE = Step(
    states.SAY_IF_CARE,
    forms.CareForm,
    lambda report, given, by: actions.say_if_care(report, given["care_concern"], by=by),
    "Thank you. Your answer is saved.",
    "Is there a care concern?",
)
STEPS: dict[str, Step] = {**ADDING, **LOOKING, "care": CARE}


def open_steps(steps: dict[str, Step], report: UndercoverReport, user: User) -> list[tuple[str, Step]]:
    """The steps among these that this person may take now."""
    return [(slug, step) for slug, step in steps.items() if step.transition.is_open_to(user, report)]
