"""What people fill in about a worry: nothing but two choices to send it; the rest afterwards, one thing a page."""

from __future__ import annotations

from typing import Any

from django import forms

from enquiries.models import Enquiry
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.vocabulary import Answer, Breach, Cue, Outcome, Protected
from enquiries.undercover.whom import colleagues_of, left_out, people_who_may_be_told
from matters.vocabulary import MatterKind
from mediapolicy.fields import Words
from mediapolicy.people.models import User

YES_NO = [("yes", "Yes"), ("no", "No")]


class SendForm(forms.Form):
    """Who should know: pressing their name sends it."""

    told = forms.ModelChoiceField(queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, by: User, about: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = people_who_may_be_told(by, about)
        keys = [one.person.pk for one in self.choices]
        self.fields["told"].queryset = User.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["told"].required = bool(self.choices)


class WhichColleagueForm(forms.Form):
    """Which colleague it may be; asked before it is sent, so that they and their line are left out of the choices."""

    about = forms.ModelChoiceField(label="Which colleague?", queryset=User.objects.none(), empty_label="Choose a name")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = colleagues_of(by)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A form about one worry, filled with what stands there."""

    def __init__(self, *args: Any, report: UndercoverReport, by: User, **kwargs: Any) -> None:
        start = {name: getattr(report, name) for name in self.base_fields if hasattr(report, name)}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.report, self.by = report, by


class NothingForm(StepForm):
    """Nothing to fill in."""


class CareForm(StepForm):
    """The one question that is never passed over."""

    care_concern = forms.ChoiceField(label="Is there a care concern?", choices=YES_NO, widget=forms.RadioSelect)

    def clean_care_concern(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["care_concern"] == "yes")


class WhereForm(StepForm):
    """Where it was."""

    where = Words(label="Where was it?", max_length=200, help_text="For example: the lounge, about three o’clock.")


class NameUsedForm(StepForm):
    """The name they gave."""

    name_used = Words(label="Which name did they give?", max_length=120)


class SawForm(StepForm):
    """What was seen or heard."""

    saw = Words(
        label="What did you see or hear?",
        rows=6,
        max_length=10_000,
        help_text="Only what you noticed yourself. You do not have to find out more.",
    )


class CuesForm(StepForm):
    """What gave them away."""

    cues = forms.MultipleChoiceField(
        label="What made you think so?", choices=Cue, widget=forms.CheckboxSelectMultiple, help_text="Tick what fits."
    )


class RecordedForm(StepForm):
    """Whether residents may have been recorded."""

    residents_recorded = forms.ChoiceField(
        label="May residents have been filmed or recorded?",
        choices=[one for one in Answer.choices if one[0]],
        widget=forms.RadioSelect,
    )


class DataForm(StepForm):
    """Whether papers or data may have been taken."""

    data_taken = forms.ChoiceField(
        label="May papers or data about people have been taken?",
        choices=[one for one in Answer.choices if one[0]],
        widget=forms.RadioSelect,
        help_text="Care plans, rotas, pictures of a screen.",
    )


class WhoForm(StepForm):
    """Which colleague it is."""

    about = forms.ModelChoiceField(
        label="Which colleague is it?",
        queryset=User.objects.none(),
        empty_label="Choose a name",
        help_text="They are told nothing, and neither is whoever manages them.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = colleagues_of(self.report.reported_by).exclude(pk=self.by.pk)
        self.fields["about"].queryset = others  # type: ignore[attr-defined]


class DoneForm(StepForm):
    """What was done."""

    words = Words(label="What was done?", rows=5, max_length=4000)


class NameForm(StepForm):
    """Whom the Chief Operating Officer lets know of it."""

    person = forms.ModelChoiceField(label="Who has to know?", queryset=User.objects.none())
    because = Words(label="Why do they need to know?", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = (self.by.pk, self.report.reported_by_id, self.report.told_id)
        out = {*filter(None, known), *left_out(self.report.about)}
        others = User.objects.active().exclude(pk__in=out).order_by("name")
        self.fields["person"].queryset = others  # type: ignore[attr-defined]


class FollowUpForm(StepForm):
    """What was done about care."""

    care_follow_up = Words(
        label="Whom in safeguarding did you tell, and when? Must the regulator (CQC) know?", rows=5, max_length=4000
    )


class FoundForm(StepForm):
    """What was found."""

    found = Words(label="What was found?", rows=7, max_length=10_000)


class LetterForm(StepForm):
    """The letter of allegations is an enquiry: this is its reference."""

    letter = Words(label="Reference of the enquiry", max_length=14, help_text="For example ENQ-7K4M2. Log it first.")

    def clean_letter(self) -> str:
        """An enquiry that there is, and that whoever links it may see."""
        reference = str(self.cleaned_data["letter"]).strip().upper()
        if not Enquiry.objects.visible_to(self.by).filter(reference=reference).exists():
            raise forms.ValidationError("There is no enquiry with this reference. Check it, letter by letter.")
        return reference


class DataDecisionForm(StepForm):
    """Whether the Information Commissioner must know."""

    breach = forms.ChoiceField(
        label="What follows?", choices=[one for one in Breach.choices if one[0]], widget=forms.RadioSelect
    )
    breach_reasons = Words(label="Why?", rows=5, max_length=4000)
    breach_reference = Words(label="Reference of the Information Commissioner", max_length=80, required=False)


class ProtectionForm(StepForm):
    """Whether the law protects what they did."""

    protected = forms.ChoiceField(
        label="May what they did be protected by law?",
        choices=[one for one in Protected.choices if one[0]],
        widget=forms.RadioSelect,
        help_text="Somebody who tells of danger, abuse or a crime because the public should know is protected.",
    )
    protected_reasons = Words(label="Why do you think so?", rows=6, max_length=4000)
    legal_reference = Words(label="Reference of legal advice", max_length=80, required=False)


class MatterForm(StepForm):
    """The matter that takes it."""

    called = Words(label="A short name for it", max_length=120, help_text="Only you and those you name will see it.")
    kind = forms.ChoiceField(label="What is it?", choices=MatterKind, initial=MatterKind.UNDERCOVER)
    about = Words(label="What is it about?", rows=5, max_length=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": MatterKind.UNDERCOVER}  # its `about` is words, the worry's is a colleague


class CloseForm(StepForm):
    """How it ended."""

    outcome = forms.ChoiceField(
        label="How did it end?", choices=[one for one in Outcome.choices if one[0]], widget=forms.RadioSelect
    )
    outcome_words = Words(label="In a sentence or two", rows=4, max_length=2000)
