"""Which form belongs to which step of a consent, and what is said when it is done. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from consent.agreement import actions, links, states
from consent.agreement.models import MediaConsent
from mediapolicy.fields import Words
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


class NothingForm(forms.Form):
    """Only the button."""


class ReadForm(forms.Form):
    """Only the button, and the fingerprint of what stood above it."""

    all_optional = True

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class WhyForm(forms.Form):
    """Why, in words that stay inside."""

    note = Words(label="Why?", rows=4, max_length=2000, help_text="This stays inside.")


class PutRightForm(forms.Form):
    """What has to be put right."""

    note = Words(label="What has to be put right?", rows=4, max_length=2000, help_text="This stays inside.")


class AskedForm(forms.Form):
    """What was asked on the day, and what they said."""

    note = Words(label="What did you ask, and what did they say?", rows=3, max_length=2000)


class SaidNoForm(forms.Form):
    """A No needs no reason."""

    note = Words(
        label="Did they say anything they want written down?",
        rows=2,
        max_length=2000,
        required=False,
        help_text="They don’t have to. No is a complete answer.",
    )


class PapersForm(forms.Form):
    """What they were handed."""

    privacy_notice = Words(
        label="Which privacy notice did they get?", max_length=20, help_text="Its number, such as PN 3."
    )
    handed = forms.BooleanField(label="They have their copy, and the slip for changing their mind")


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[forms.Form]
    act: Callable[[MediaConsent, dict[str, Any], User], Any]
    done: str
    is_grave: bool = False
    start: Callable[[MediaConsent], dict[str, Any]] = lambda consent: {}
    template: str = "step"


def _the_usual_notice(consent: MediaConsent) -> dict[str, Any]:
    """The privacy notice that was handed out here last: nobody has to look its number up each time."""
    theirs = MediaConsent.objects.filter(home=consent.home, is_locked=False, kept_from_home=False)
    given = theirs.exclude(privacy_notice="").order_by("-copy_given_at").values_list("privacy_notice", flat=True)
    return {"privacy_notice": given.first() or ""}


STEPS: dict[str, Step] = {
    "make-ready": Step(
        states.MAKE_READY,
        NothingForm,
        lambda consent, given, by: actions.make_ready(consent, by=by),
        "Ready to sign.",
    ),
    "go-back": Step(
        states.GO_BACK,
        NothingForm,
        lambda consent, given, by: actions.go_back(consent, by=by),
        "Back at the choices.",
    ),
    "give-papers": Step(
        states.GIVE_PAPERS,
        PapersForm,
        lambda consent, given, by: actions.give_papers(consent, privacy_notice=given["privacy_notice"], by=by),
        "Noted. The Home Manager can sign it off.",
        start=_the_usual_notice,
    ),
    "sign-off": Step(
        states.SIGN_OFF,
        ReadForm,
        lambda consent, given, by: actions.sign_off(consent, read=given["shown"], by=by),
        "Signed off. It is in force from now on.",
        template="sign_off",
    ),
    "send-back": Step(
        states.SEND_BACK,
        PutRightForm,
        lambda consent, given, by: actions.send_back(consent, by=by, note=given["note"]),
        "Sent back. Whoever went through it has been told.",
    ),
    "take-the-link-back": Step(
        states.REVOKE_LINK,
        NothingForm,
        lambda consent, given, by: links.revoke_link(consent, by=by),
        "The link opens nothing any more.",
    ),
    "say-no": Step(
        states.SAY_NO,
        SaidNoForm,
        lambda consent, given, by: actions.say_no(consent, by=by, note=given["note"]),
        "They said no. That is a complete answer, and it is kept.",
    ),
    "reconfirm": Step(
        states.RECONFIRM,
        AskedForm,
        lambda consent, given, by: actions.reconfirm(consent, by=by, note=given["note"]),
        "Noted: they said yes again today.",
    ),
    "take-off-hold": Step(
        states.RESUME,
        WhyForm,
        lambda consent, given, by: actions.resume(consent, by=by, note=given["note"]),
        "It holds again.",
    ),
    "declare-void": Step(
        states.DECLARE_VOID,
        WhyForm,
        lambda consent, given, by: actions.declare_void(consent, by=by, note=given["note"]),
        "It is not valid any more, and never was.",
        is_grave=True,
    ),
}


def open_steps(consent: MediaConsent, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now; a link is taken back only where there is one."""
    has_link = any(link.is_open for link in consent.links.all())
    return [
        (slug, step)
        for slug, step in STEPS.items()
        if step.transition.is_open_to(user, consent) and (slug != "take-the-link-back" or has_link)
    ]
