"""What whoever goes through the form writes down about it: how it was begun, and how it was explained."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from consent.agreement.choices import Format, LawfulBasis, Reason
from consent.agreement.deciding import Deciding
from consent.agreement.models import MediaConsent
from consent.agreement.rules import not_asked_again_too_soon
from consent.people.models import Person
from mediapolicy.fields import Words
from mediapolicy.organisation.actions import setting

SELDOM = (
    "explained_where",
    "supporters",
    "interpreter",
    "interpreter_is_family",
    "questions",
    "cannot_read",
    "something_given",
    "coo_note",
)


class AskForm(forms.Form):
    """Who decides, and why they are asked now. Only those who may decide can be chosen."""

    all_optional = True

    decider = forms.ChoiceField(label="Who decides?", widget=forms.RadioSelect)
    parent_name = Words(label="Name of the parent or guardian", max_length=120, required=False)
    child_agreed = forms.ChoiceField(
        label="Does the child agree as well?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        required=False,
        help_text="From 13 on they have to. Ask the child, without the parent answering.",
    )
    reason = forms.ChoiceField(label="Why do you ask now?", choices=[("", "Choose"), *Reason.choices])
    raised_by_subject = forms.BooleanField(
        label="They brought it up themselves",
        required=False,
        help_text="After a No, only then may you ask again so soon.",
    )

    def __init__(self, data: Any = None, *, person: Person, deciding: Deciding) -> None:
        super().__init__(data)
        choices = [(one.key, one.words) for one in deciding.deciders]
        self.fields["decider"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["decider"].widget = forms.HiddenInput()
            self.fields["decider"].initial = choices[0][0]
        if not_asked_again_too_soon(MediaConsent(subject=person)) == "":
            del self.fields["raised_by_subject"]
        if not person.is_young:
            del self.fields["parent_name"], self.fields["child_agreed"]

    @property
    def asked(self) -> dict[str, Any]:
        """What the form begins with."""
        given = dict(self.cleaned_data)
        if "child_agreed" in given:
            given["child_agreed"] = {"yes": True, "no": False}.get(given["child_agreed"])
        return given


class ExplainForm(forms.Form):
    """For whoever goes through the form: how it was explained, and what was made plain."""

    all_optional = True

    formats = forms.MultipleChoiceField(
        label="How did you explain it?", choices=Format.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    explained_where = Words(label="Where were you?", max_length=120, required=False)
    supporters = Words(
        label="Was anybody with them?", max_length=300, required=False, help_text="Name, and who they are to them."
    )
    interpreter = Words(label="Who interpreted?", max_length=120, required=False, help_text="If anybody did.")
    interpreter_is_family = forms.BooleanField(
        label="The interpreter is family", required=False, help_text="Somebody independent is better."
    )
    questions = Words(label="What did they ask, and what did you say?", rows=3, max_length=4000, required=False)
    cannot_read = forms.BooleanField(label="They can’t read the form, so I read it out", required=False)
    something_given = forms.BooleanField(label="They get something for it: money, a gift, a prize", required=False)
    coo_note = Words(label="What did the Chief Operating Officer say to that?", max_length=300, required=False)
    no_detriment_shown = forms.BooleanField(
        label="I told them that saying no, or changing their mind, changes nothing about their care, job or visits",
        required=False,
    )

    def __init__(self, data: Any = None, *, consent: MediaConsent) -> None:
        self.consent = consent
        names = [*self.base_fields, "irreversible_explained", "overseas_explained", "no_pressure", "lawful_basis"]
        start = {name: getattr(consent, name) for name in [*names, "interests_assessment"]}
        super().__init__(data, initial={**start, "no_face_offered": consent.answers.get("no_face_offered") == "yes"})
        self._build()

    def _build(self) -> None:
        if self.consent.is_public:
            self._tick(
                "irreversible_explained", "I told them that what is public can be copied and may never come back"
            )
        if self.consent.uses_social_media:
            self._tick("overseas_explained", "I told them that social media keep pictures outside the United Kingdom")
        if self.consent.kind.works_here:
            self._tick("no_face_offered", "I offered a way to take part without their face")
            self._tick("no_pressure", "They say: “I was told I can say no, and I did not feel pressed.”")
            if setting("staff_interests"):
                self._on_other_grounds()

    def _tick(self, name: str, label: str) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False)

    def _on_other_grounds(self) -> None:
        self.fields["lawful_basis"] = forms.ChoiceField(
            label="On what basis in data protection law?", choices=LawfulBasis.choices, widget=forms.RadioSelect
        )
        self.fields["interests_assessment"] = Words(
            label="Reference of the legitimate-interests assessment", max_length=60, required=False
        )

    def first(self) -> list[BoundField]:
        """What is filled in each time: how it was explained, and what was made plain."""
        return [field for field in self if field.name not in SELDOM]

    def more(self) -> list[BoundField]:
        """What is seldom needed."""
        return [field for field in self if field.name in SELDOM]

    @property
    def has_more(self) -> bool:
        """Whether something of that is filled in already."""
        return any(getattr(self.consent, name) for name in SELDOM)

    @property
    def answers(self) -> dict[str, str]:
        """The offer to take part unseen."""
        if "no_face_offered" not in self.fields:
            return {}
        return {"no_face_offered": "yes" if self.cleaned_data["no_face_offered"] else "no"}

    @property
    def chosen(self) -> dict[str, Any]:
        """Everything else, as it is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "no_face_offered"}
