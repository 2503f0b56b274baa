"""What people fill in about a best-interests decision: the checklist of section 4, one part a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from consent.capacity.forms import YesNo, as_yes_no
from consent.capacity.models import CapacityAssessment
from consent.capacity.rules import months_after
from consent.interests import rules
from consent.interests.models import BestInterestsDecision, Decided
from consent.people.models import Person
from consent.speaking.models import DECIDERS, Representative
from consent.speaking.states import RepresentativeState
from consent.vocabulary import Purpose
from mediapolicy.fields import Words
from mediapolicy.organisation.actions import setting
from mediapolicy.people.forms import Day

REGAIN = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
VIEWS = [("supports", "They think so"), ("opposes", "They think not"), ("neutral", "They can’t say")]
NOT_ASKED = [
    ("", "They were asked"),
    ("not_practicable", "Could not be reached"),
    ("not_appropriate", "Not right to ask"),
]
FACTS = {
    "benefit": "What good does it do them? What the organisation gains is no good for them.",
    "less_rejected": "Why will a picture that shows nobody not do?",
    "independent_view": "Which professional or advocate outside the home looked at it, and what do they say?",
    "dpo_conditions": "Which conditions in data protection law did the Data Protection Lead write down?",
    "dpia": "Reference of the impact assessment",
    "legal_advice": "Reference of the legal advice",
}


class PrepareForm(forms.Form):
    """Which finding it rests on, and for which uses it is decided."""

    assessment = forms.ModelChoiceField(
        label="Which assessment found them unable to decide this?",
        queryset=CapacityAssessment.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    purposes = forms.MultipleChoiceField(
        label="For which uses is it decided?",
        widget=forms.CheckboxSelectMultiple,
        help_text="No more than the assessment was about.",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unable = CapacityAssessment.objects.filter(
            subject=person, state="in force", outcome__in=["lacks", "fluctuates"]
        ).order_by("-happened_at")
        if unable.count() == 1:
            self.initial.setdefault("assessment", unable[0].pk)
        reach = sorted({purpose for one in unable for purpose in one.scope["purposes"]})
        field: Any = self.fields["assessment"]
        field.queryset, field.label_from_instance = unable, lambda one: f"{one.reference}: {one.decision}"
        self.fields["purposes"].choices = [(one, Purpose(one).label) for one in reach]  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """A part may be saved unfinished: what is still open is said before it is decided."""

    all_optional = True
    yes_or_no: tuple[str, ...] = ()

    def __init__(self, *args: Any, about: BestInterestsDecision, **kwargs: Any) -> None:
        start = {name: getattr(about, name) for name in self.base_fields if hasattr(about, name)}
        start |= {name: as_yes_no(getattr(about, name)) for name in self.yes_or_no}
        super().__init__(*args, **{**kwargs, "initial": start})

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        return dict(self.cleaned_data)


class AboutThemForm(PartForm):
    """The person: what they want, wanted and value, and whether it can wait (s4(1) to s4(6))."""

    yes_or_no = ("can_wait", "objects_now", "wished_against")
    not_on_appearance = forms.BooleanField(
        label="This is not decided by their age, looks, illness or behaviour", required=False
    )
    circumstances = Words(
        label="What are the circumstances?",
        rows=4,
        max_length=4000,
        required=False,
        help_text="Who asks for what, and why. A sentence or two.",
    )
    regain_likely = forms.ChoiceField(
        label="Are they likely to be able to decide this later?",
        choices=REGAIN,
        widget=forms.RadioSelect,
        required=False,
    )
    regain_when = Words(label="When?", max_length=120, required=False)
    can_wait = YesNo(label="Can it wait until then?", required=False)
    participation = Words(
        label="How did they take part?",
        rows=3,
        required=False,
        help_text="What you showed them, what they said or did, how they look at the camera.",
    )
    present_wishes = Words(label="What do they seem to want now?", rows=3, required=False)
    objects_now = YesNo(
        label="Do they object, in words or by what they do?",
        required=False,
        help_text="Turning away and distress count. Then it is not used.",
    )
    past_wishes = Words(label="What did they wish before?", rows=3, required=False)
    wished_against = YesNo(label="Did they wish against it, while they could decide?", required=False)
    beliefs = Words(
        label="What do they believe in and value?",
        rows=3,
        required=False,
        help_text="Their faith, how private they were, what they did for a living.",
    )
    other_factors = Words(label="What else would they think of?", rows=2, required=False)


class PeopleForm(PartForm):
    """One more person who was asked what they would want; and what if there is nobody (s4(7))."""

    name = Words(label="Who was asked?", max_length=120, required=False)
    relationship = Words(label="Who are they to them?", max_length=80, required=False)
    category = forms.ChoiceField(
        label="Why them?", choices=list(rules.CATEGORIES.items()), widget=forms.RadioSelect, required=False
    )
    how = Words(label="How, and when?", max_length=120, required=False)
    view = forms.ChoiceField(label="Would the person want it?", choices=VIEWS, widget=forms.RadioSelect, required=False)
    words = Words(label="What do they know of the person’s wishes?", rows=3, required=False)
    not_consulted = forms.ChoiceField(
        label="Were they asked?", choices=NOT_ASKED, widget=forms.RadioSelect, required=False
    )
    unbefriended = forms.BooleanField(label="There is nobody who knows them and could be asked", required=False)
    advocacy_considered = Words(label="If there is nobody: what did you do about an advocate?", rows=2, required=False)
    conflicts = Words(
        label="Who gains from it?",
        rows=2,
        required=False,
        help_text="What the organisation gains is no benefit to the person.",
    )

    def __init__(self, *args: Any, about: BestInterestsDecision, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.asked = list(about.consultees)
        for name in ("view", "words", "name", "relationship", "category", "how", "not_consulted"):
            self.initial.pop(name, None)
        self.fields["name"].label = f"Whom did you ask: “What would {about.subject.first_name} want?”"
        self.fields["view"].label = f"Do they think that {about.subject.first_name} would want it?"

    def clean(self) -> dict[str, Any]:
        """Whoever was asked is named and said something; whoever was not, for a reason."""
        given = self.cleaned_data
        if given.get("name"):
            if not given.get("category"):
                self.add_error("category", "Say why they were asked.")
            if not given.get("view") and not given.get("not_consulted"):
                self.add_error("view", "Write what they think, or why they were not asked.")
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept: one more consultee, if one was named."""
        given = dict(self.cleaned_data)
        keys = ("name", "relationship", "category", "how", "view", "words", "not_consulted")
        one = {key: given.pop(key) for key in keys}
        return {**given, "consultees": [*self.asked, one] if one["name"] else self.asked}


class OptionsForm(PartForm):
    """As proposed, something less, not at all: the good and the bad of each (s1(6))."""

    less_restrictive = forms.BooleanField(
        label="I looked for a way that shows less of them: no face, no name, fewer people", required=False
    )

    def __init__(self, *args: Any, about: BestInterestsDecision, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        weighed = {one["option"]: one for one in about.options}
        for option, words in rules.OPTIONS.items():
            for what, asks in (("benefits", "what is good about it for them"), ("burdens", "what is bad or risky")):
                name = f"{option}_{what}"
                self.fields[name] = Words(label=f"{words}: {asks}?", rows=2, required=False)
                self.initial[name] = weighed.get(option, {}).get(what, "")
        self.order_fields([name for name in self.fields if name != "less_restrictive"])

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        given = self.cleaned_data
        options = [
            {"option": option, "benefits": given[f"{option}_benefits"], "burdens": given[f"{option}_burdens"]}
            for option in rules.OPTIONS
        ]
        return {"options": options, "less_restrictive": given["less_restrictive"]}


class DecisionForm(PartForm):
    """What is decided, within which limits, and when it is looked at again."""

    decided = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect, required=False)
    made_by_representative = forms.ModelChoiceField(
        label="If their attorney or deputy agrees: who?",
        queryset=Representative.objects.none(),
        required=False,
        empty_label="Nobody",
    )
    dispute = forms.BooleanField(label="Those who were asked disagree", required=False)
    dispute_route = forms.ChoiceField(
        label="How will that be settled?",
        choices=[
            ("meeting", "A meeting"),
            ("mediation", "Mediation"),
            ("legal", "Legal advice"),
            ("court", "Court of Protection"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    limits = Words(
        label="Within which limits?",
        rows=2,
        max_length=1000,
        required=False,
        help_text="Whoever posts reads this. Write nothing about health or about why.",
    )
    basis_note = Words(
        label="If it leaves the home: on which basis in data protection law?", rows=2, max_length=1000, required=False
    )
    informed = Words(label="Who was told what you decide, and when?", rows=2, max_length=1000, required=False)
    review_due = Day(label="When is it looked at again?", required=False)

    def __init__(self, *args: Any, about: BestInterestsDecision, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        exceptions = bool(setting("public_exception"))
        offered = [(one.value, one.label) for one in Decided if one is not Decided.ONE_ITEM or exceptions]
        self.fields["decided"].choices = offered  # type: ignore[attr-defined]
        who: Any = self.fields["made_by_representative"]
        who.queryset = Representative.objects.filter(
            subject=about.subject_id, kind__in=sorted(DECIDERS), state=RepresentativeState.VERIFIED
        )
        self.initial["review_due"] = about.review_due or months_after(
            timezone.localdate(), setting("best_interests_review")
        )
        self.asks = tuple(FACTS) if exceptions else ()
        if exceptions:
            self.fields["exception_item"] = Words(label="The one item", max_length=200, required=False)
            self.initial["exception_item"] = about.exception_item
        for name in self.asks:
            self.fields[name] = Words(label=FACTS[name], rows=2, required=False)
            self.initial[name] = about.exception_facts.get(name, "")

    @property
    def facts(self) -> dict[str, Any]:
        """The part as it is kept."""
        given = dict(self.cleaned_data)
        facts = {name: words for name in self.asks if (words := given.pop(name))}
        return {**given, "exception_facts": facts} if self.asks else given
