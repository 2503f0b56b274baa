"""Which form belongs to which step, what is done with it, and what is said after. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enquiries.police import actions, agreeing, forms, helping, sharing, states
from enquiries.police import answer_forms as answers
from enquiries.police.checks_form import ChecksForm
from enquiries.police.models import PoliceRequest
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition

Act = Callable[[PoliceRequest, Any, User], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[forms.PoliceForm]
    act: Act
    done: str
    told: str = ""  # what to know before it is done


def _facts(verb: Callable[..., Any]) -> Act:
    """The form's answers are the action's."""
    return lambda request, form, by: verb(request, by=by, **form.cleaned_data)


def _note(verb: Callable[..., Any]) -> Act:
    return lambda request, form, by: verb(request, by=by, note=form.cleaned_data["note"])


def _identity(request: PoliceRequest, form: Any, by: User) -> None:
    given = form.cleaned_data
    actions.check_identity(
        request,
        method=given["identity_method"],
        number=given["identity_number"],
        source=given["identity_source"],
        email=given["officer_email"],
        by=by,
    )


def _waiver(request: PoliceRequest, form: Any, by: User) -> None:
    given = form.cleaned_data
    actions.note_waiver(request, given["subject"], signed_on=given["signed_on"], where=given["where"], by=by)


STEPS: dict[str, Step] = {
    "give-at-once": Step(
        states.GIVE_AT_ONCE,
        forms.GiveAtOnceForm,
        lambda request, form, by: helping.give_at_once(
            request, form.cleaned_data.pop("what"), by=by, **form.cleaned_data
        ),
        "Written down. Go on helping; the rest can wait until tomorrow.",
        "Give it first, write it down after. The Home Manager, or whoever is on call, decides.",
    ),
    "write-up": Step(
        states.WRITE_UP,
        forms.WriteUpForm,
        _facts(helping.write_up),
        "All that was given is written down.",
        "Check first that each thing you gave is listed on the page.",
    ),
    "found": Step(
        states.FIND,
        forms.NothingForm,
        lambda request, form, by: helping.find(request, by=by),
        "Good news. Whatever we shared comes down now.",
        "We take down what we shared, and say nothing of how they were found.",
    ),
    "crime": Step(
        states.LEARN_OF_CRIME,
        forms.ReasonForm,
        _note(helping.learn_of_crime),
        "From here the COO agrees what is given.",
        "What helps to find somebody who is missing goes on being given by those who know of it.",
    ),
    "facts": Step(states.CHANGE_FACTS, forms.FactsForm, _facts(actions.change_facts), "Saved."),
    "somebody": Step(
        states.SAY_WHO_IS_IN_IT,
        forms.SubjectForm,
        _facts(actions.say_who_is_in_it),
        "They are in it. A victim is kept from being shown until the police release it.",
        "Nobody outside this page learns as what somebody is in it.",
    ),
    "take-out": Step(
        states.TAKE_OUT,
        forms.TakeOutForm,
        lambda request, form, by: actions.take_out(
            request, form.cleaned_data["subject"], note=form.cleaned_data["note"], by=by
        ),
        "They are not in it any more.",
    ),
    "identity": Step(
        states.CHECK_IDENTITY,
        forms.IdentityForm,
        _identity,
        "It is the police.",
        "Anybody can say that they are the police, and give you a number of their own.",
    ),
    "written": Step(states.NOTE_WRITTEN, forms.WrittenForm, _facts(actions.note_written), "Saved."),
    "basis": Step(
        states.CHECK_BASIS,
        forms.BasisForm,
        _facts(actions.check_basis),
        "The legal basis is checked.",
        "The law lets us help the police; it does not make us. Only an order of a court does.",
    ),
    "checks": Step(
        states.ANSWER_CHECKS,
        ChecksForm,
        lambda request, form, by: actions.answer_checks(request, form.answers, by=by),
        "Saved. What is still open holds the response.",
        "All fourteen are answered before anything is agreed. A “does not apply” says why.",
    ),
    "view": Step(
        states.VIEW_SAFEGUARDING,
        forms.ViewForm,
        lambda request, form, by: actions.view_safeguarding(request, form.cleaned_data["safeguarding_view"], by=by),
        "Your view is kept.",
    ),
    "law": Step(
        states.NOTE_LIMITS,
        forms.LimitsForm,
        lambda request, form, by: actions.note_limits(request, form.cleaned_data["limits"], by=by),
        "Saved.",
        "Whoever complains of one of these crimes stays anonymous for life, whoever agrees for them.",
    ),
    "waiver": Step(
        states.NOTE_WAIVER,
        forms.WaiverForm,
        _waiver,
        "Written down.",
        "Only the person themselves can give up their anonymity: at 16 or over, in writing, without pressure.",
    ),
    "pick": Step(
        states.PICK,
        answers.PickForm,
        _facts(actions.pick),
        "Picked. Pick the next, if they need it.",
        "One thing at a time, and no more than they need. A whole care record is never given.",
    ),
    "leave-out": Step(
        states.TAKE_BACK_PICK,
        answers.LeaveOutForm,
        lambda request, form, by: actions.leave_out(request, form.cleaned_data["item"], by=by),
        "Left out.",
    ),
    "response": Step(
        states.PROPOSE,
        answers.ResponseForm,
        _facts(actions.propose),
        "Saved. Next: put it to the COO.",
        "The police publish; we share their post at most. Whoever is suspected or arrested is never named.",
    ),
    "regulator": Step(
        states.NOTE_REGULATOR,
        answers.RegulatorForm,
        lambda request, form, by: actions.note_regulator(
            request,
            reference=form.cleaned_data["cqc_reference"],
            not_because=form.cleaned_data["cqc_not_because"],
            by=by,
        ),
        "Saved.",
        "What the police look into, and any abuse or claim of abuse, is told to the CQC without delay.",
    ),
    "directors": Step(
        states.TELL_DIRECTORS,
        answers.DirectorsForm,
        lambda request, form, by: agreeing.tell_directors(request, form.cleaned_data["people"], by=by),
        "They know that the police asked, not what.",
        "They learn that the police asked us for help: not where, not about whom, not what.",
    ),
    "keep-from-home": Step(
        states.KEEP_FROM_HOME, forms.ReasonForm, _note(agreeing.keep_from_home), "The home no longer sees it."
    ),
    "put-to-the-coo": Step(
        states.PUT_TO_COO,
        forms.NothingForm,
        lambda request, form, by: agreeing.put_to_coo(request, by=by),
        "The COO has been asked.",
        "The COO agrees exactly what stands there. A change needs a new agreement.",
    ),
    "work-again": Step(
        states.WORK_ON_IT_AGAIN, forms.NoteForm, _note(agreeing.work_again), "What was agreed counts no more."
    ),
    "words-confirmed": Step(
        states.CONFIRM_WORDS, answers.ConfirmForm, _facts(agreeing.confirm_words), "The words are confirmed."
    ),
    "give": Step(
        states.GIVE_AGREED,
        answers.GiveForm,
        lambda request, form, by: agreeing.give_agreed(
            request, list(form.cleaned_data["items"]), how=form.cleaned_data["how"], to=form.cleaned_data["to"], by=by
        ),
        "Written down.",
    ),
    "agree-sharing": Step(
        states.AGREE_SHARING,
        answers.PostForm,
        lambda request, form, by: sharing.agree_sharing(request, form.cleaned_data["source_url"], by=by),
        "Agreed: their post may be shared.",
    ),
    "coo-said-yes": Step(
        states.NOTE_SPOKEN_YES,
        answers.SpokenForm,
        _facts(sharing.note_spoken_yes),
        "Written down. The COO reads it too.",
        "Ring the COO first. We share the police’s own post, and write none ourselves.",
    ),
    "police-post": Step(
        states.NOTE_POST,
        answers.PostForm,
        lambda request, form, by: sharing.note_post(request, form.cleaned_data["source_url"], by=by),
        "Saved. Now it may be shared, if that was agreed.",
    ),
    "shared": Step(
        states.NOTE_SHARE, answers.ShareForm, _facts(sharing.note_share), "Written down, to be taken down again."
    ),
    "end-sharing": Step(states.END_SHARING, forms.NoteForm, _note(sharing.end_sharing), "It comes down now."),
    "released": Step(
        states.RELEASE_HOLD,
        forms.ReasonForm,
        _note(agreeing.release_hold),
        "The usual rules hold again.",
        "What the law keeps for life stays.",
    ),
    "close": Step(states.CLOSE, forms.NoteForm, _note(agreeing.close), "Closed."),
    "close-hold": Step(states.CLOSE_HOLD, forms.NoteForm, _note(agreeing.close), "Closed."),
    "no-longer-asked": Step(
        states.NOTE_WITHDRAWN, forms.ReasonForm, _note(agreeing.note_withdrawn), "The police no longer ask."
    ),
    "again": Step(states.REOPEN, forms.ReasonForm, _note(agreeing.reopen), "Taken up again."),
    "note": Step(
        states.ADD_NOTE,
        forms.WordsForm,
        lambda request, form, by: actions.add_note(request, form.cleaned_data["words"], by=by),
        "Your note is kept inside.",
    ),
}
# The one filled button of the page: the first of these that is open.
LEADING = ("give-at-once", "write-up", "give", "words-confirmed", "put-to-the-coo")


def open_steps(request: PoliceRequest, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, request)]
