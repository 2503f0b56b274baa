"""What people fill in about an assessment: one part a page, in the order of the law."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from consent.capacity import rules
from consent.capacity.models import CapacityAssessment, Outcome, Permanence, Preference, Trigger
from consent.vocabulary import OFFERED, ContentType, IdentLevel
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.forms import Day
from mediapolicy.rendering import BigChoice

YES_NO = [("yes", "Yes"), ("no", "No")]
GRASPED = [
    ("untold", "Not explained yet"),
    ("yes", "Explained, and they took it in"),
    ("part", "Explained, and they took in part of it"),
    ("no", "Explained, and they did not take it in"),
]


class YesNo(forms.TypedChoiceField):
    """Two tiles of the same weight."""

    def __init__(self, **kwargs: Any) -> None:
        coerce = {"yes": True, "no": False}.get
        super().__init__(choices=YES_NO, widget=BigChoice, coerce=coerce, empty_value=None, **kwargs)


def as_yes_no(value: bool | None) -> str:
    """A stored answer as the tiles show it."""
    return "" if value is None else "yes" if value else "no"


class StartForm(forms.Form):
    """What exactly is to be decided, and why there is a doubt."""

    purposes = forms.MultipleChoiceField(
        label="For which uses?",
        choices=[(one.value, one.label) for one in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        help_text="Only what is really asked. A wider use needs a new assessment.",
    )
    contents = forms.MultipleChoiceField(
        label="What of them is shown?", choices=ContentType.choices, widget=forms.CheckboxSelectMultiple
    )
    most_ident = forms.ChoiceField(
        label="How plainly can they be told, at most?",
        choices=IdentLevel.choices[1:],
        widget=forms.RadioSelect,
    )
    until = Day(label="Until when?")
    trigger = forms.ChoiceField(label="How did the doubt come up?", choices=Trigger.choices, widget=forms.RadioSelect)
    doubt = Words(
        label="What makes you doubt that they can decide this?",
        rows=4,
        help_text="Everybody is taken to be able to decide. An illness, an age or a choice that others find unwise "
        "is no reason.",
    )


class HelpForm(forms.Form):
    """When they were asked, and what was done to help."""

    first_at = DayAndTime(label="First time: when did you sit with them?")
    first_where = Words(label="Where?", max_length=160)
    first_why = Words(label="Why was that a good time and place for them?", max_length=300)
    second_at = DayAndTime(
        label="Second time, if the first did not work: when?",
        required=False,
        help_text="Nothing about pictures is urgent. Nobody is found unable after one try.",
    )
    second_where = Words(label="Where, the second time?", max_length=160, required=False)
    second_why = Words(label="Why was that a good time and place?", max_length=300, required=False)
    support = forms.MultipleChoiceField(
        label="What did you do to help them decide?",
        choices=list(rules.SUPPORT.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    helped = forms.MultipleChoiceField(
        label="Which of these helped?",
        choices=list(rules.SUPPORT.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others_present = Words(label="Who else was there?", max_length=300, required=False)

    def __init__(self, *args: Any, about: CapacityAssessment, **kwargs: Any) -> None:
        start: dict[str, Any] = {"others_present": about.others_present}
        for name, one in zip(("first", "second"), about.attempts, strict=False):
            start |= {f"{name}_at": datetime.fromisoformat(one["at"]), f"{name}_where": one["where"]}
            start[f"{name}_why"] = one["why"]
        start["support"] = [one["step"] for one in about.support]
        start["helped"] = [one["step"] for one in about.support if one["helped"]]
        super().__init__(*args, **{**kwargs, "initial": start})

    def clean(self) -> dict[str, Any]:
        """What helped was tried; the second time comes after the first, and neither lies ahead."""
        given = self.cleaned_data
        if set(given.get("helped", ())) - set(given.get("support", ())):
            self.add_error("helped", "Tick it above as well: only what was tried can have helped.")
        first, second = given.get("first_at"), given.get("second_at")
        if first and first > timezone.now():
            self.add_error("first_at", "That time has not come yet.")
        if second and (second > timezone.now() or (first and second <= first)):
            self.add_error("second_at", "The second time comes after the first, and not later than now.")
        if second and not (given.get("second_where") and given.get("second_why")):
            self.add_error("second_where", "Write where the second time was, and why it was a good time.")
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        given = self.cleaned_data
        names = [name for name in ("first", "second") if given[f"{name}_at"]]
        return {
            "attempts": [
                {"at": given[f"{name}_at"].isoformat(), "where": given[f"{name}_where"], "why": given[f"{name}_why"]}
                for name in names
            ],
            "support": [{"step": step, "helped": step in given["helped"]} for step in given["support"]],
            "others_present": given["others_present"],
        }


class InformationForm(forms.Form):
    """The ten salient points: what was explained, and what they took in."""

    def __init__(self, *args: Any, about: CapacityAssessment, **kwargs: Any) -> None:
        start = {
            _field_of(code): told["grasped"] if told.get("explained") else "untold"
            for code, told in about.information.items()
        }
        super().__init__(*args, **{**kwargs, "initial": start})
        for code, words in rules.INFORMATION.items():
            self.fields[_field_of(code)] = forms.ChoiceField(label=words, choices=GRASPED, widget=forms.RadioSelect)

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        told = {code: self.cleaned_data[_field_of(code)] for code in rules.INFORMATION}
        return {
            "information": {
                code: {"explained": answer != "untold", "grasped": "" if answer == "untold" else answer}
                for code, answer in told.items()
            }
        }


def _field_of(code: str) -> str:
    return code.lower().replace("-", "_")


class AbilitiesForm(forms.Form):
    """The four abilities of the Act, each with what shows it."""

    def __init__(self, *args: Any, about: CapacityAssessment, **kwargs: Any) -> None:
        start: dict[str, Any] = {"other_explanation": about.other_explanation}
        for ability in rules.ABILITIES:
            start |= {ability: as_yes_no(getattr(about, ability)), f"{ability}_shown": about.evidence.get(ability, "")}
        super().__init__(*args, **{**kwargs, "initial": start})
        for ability, words in rules.ABILITIES.items():
            self.fields[ability] = YesNo(label=f"With all that help, can they {words}?")
            self.fields[f"{ability}_shown"] = Words(
                label=f"What did they say or do that shows whether they can {words}?",
                rows=2,
                required=False,
                help_text=HINTS[ability],
            )
        self.fields["other_explanation"] = Words(
            label="What else could explain it?",
            rows=3,
            required=False,
            help_text="Pressure from somebody, language, a low mood, something they were not told. "
            "Answer this if they can’t do one of the four.",
        )

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        given = self.cleaned_data
        return {
            **{ability: given[ability] for ability in rules.ABILITIES},
            "evidence": {
                ability: given[f"{ability}_shown"] for ability in rules.ABILITIES if given[f"{ability}_shown"]
            },
            "other_explanation": given["other_explanation"],
        }


HINTS = {
    "can_understand": "In their own way. The main points are enough, not every detail.",
    "can_retain": "Long enough to decide. A short time will do.",
    "can_weigh": "Whether we agree with them does not matter.",
    "can_communicate": "By any means: words, signs, a squeeze of the hand.",
}


class CauseForm(forms.Form):
    """Only after the abilities: is there a cause in mind or brain, and does it make them unable to do this?"""

    impairment = YesNo(label="Is there something that impairs or disturbs how their mind or brain works?")
    impairment_words = Words(label="What is it?", rows=2, required=False)
    impairment_known_by = forms.ChoiceField(
        label="How is it known?",
        choices=[("diagnosed", "Diagnosed"), ("believed", "Reasonably believed")],
        widget=forms.RadioSelect,
        required=False,
    )
    permanence = forms.ChoiceField(
        label="How lasting is it?", choices=Permanence.choices, widget=forms.RadioSelect, required=False
    )
    causal_link = Words(
        label="How does it make them unable to do what they could not do?",
        rows=4,
        required=False,
        help_text="Leave this empty if something else makes them unable.",
    )

    def __init__(self, *args: Any, about: CapacityAssessment, **kwargs: Any) -> None:
        names = ("impairment_words", "impairment_known_by", "permanence", "causal_link")
        start = {name: getattr(about, name) for name in names} | {"impairment": as_yes_no(about.impairment)}
        super().__init__(*args, **{**kwargs, "initial": start})
        unable = [words for ability, words in rules.ABILITIES.items() if getattr(about, ability) is False]
        self.fields["causal_link"].label = f"How does it make them unable to {' and '.join(unable)}?"

    def clean(self) -> dict[str, Any]:
        """A cause is named; where there is none, nothing is said of it."""
        given = self.cleaned_data
        if given.get("impairment"):
            for name in ("impairment_words", "impairment_known_by", "permanence"):
                if not given.get(name):
                    self.add_error(name, "Answer this too, because there is a cause.")
        else:
            given |= dict.fromkeys(("impairment_words", "impairment_known_by", "permanence", "causal_link"), "")
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        return dict(self.cleaned_data)


class OutcomeForm(forms.Form):
    """What follows from the parts before, what they said themselves, and when it is looked at again."""

    outcome = forms.ChoiceField(label="What do you find?", widget=forms.RadioSelect)
    persons_words = Words(label="What did they say about it, in their own words?", rows=3)
    preference = forms.ChoiceField(
        label="What do they seem to want?",
        choices=Preference.choices,
        widget=forms.RadioSelect,
        help_text="If they do not want it, that is an objection: it stops new use at once, whatever you find.",
    )
    likely_to_regain = forms.ChoiceField(
        label="Are they likely to be able to decide this later?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        widget=forms.RadioSelect,
        required=False,
    )
    regain_when = Words(label="When?", max_length=120, required=False)
    told_on = Day(label="When did you tell them what you found?")
    told_how = Words(label="How did you tell them?", max_length=160)
    review_due = Day(label="When is it looked at again?")

    def __init__(self, *args: Any, about: CapacityAssessment, **kwargs: Any) -> None:
        names = ("persons_words", "preference", "likely_to_regain", "regain_when", "told_on", "told_how", "outcome")
        start = {name: getattr(about, name) for name in names}
        possible = possible_outcomes(about)
        if start["outcome"] not in possible:
            start["outcome"] = possible[0] if len(possible) == 1 else ""
        start["review_due"] = rules.latest_review(about)
        super().__init__(*args, **{**kwargs, "initial": start})
        self.fields["outcome"].choices = [(one.value, one.label) for one in possible]  # type: ignore[attr-defined]
        self.fields["outcome"].help_text = "Only what follows from the parts before is offered."
        if not about.is_unable:
            del self.fields["likely_to_regain"], self.fields["regain_when"]

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        return dict(self.cleaned_data)


def possible_outcomes(about: CapacityAssessment) -> list[Outcome]:
    """What may be found, after what was written before (V-M-02 to V-M-04)."""
    if not about.is_unable:
        return [Outcome.HAS]
    if about.impairment and about.causal_link.strip():
        return [Outcome.LACKS] if about.permanence == Permanence.PERMANENT else [Outcome.LACKS, Outcome.FLUCTUATES]
    return [Outcome.NOT_ESTABLISHED]


class NoteForm(forms.Form):
    """A word, kept in the history."""

    note = Words(label="A word about it", rows=3, required=False, help_text="Kept in the history.")


class ReasonForm(forms.Form):
    """Why."""

    note = Words(label="Why?", rows=4, help_text="Kept in the history.")


class NothingForm(forms.Form):
    """Only the button."""
