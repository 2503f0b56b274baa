"""What people fill in about a request of the police: little at first, the rest page by page. They clean, and save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.people.models import Person
from enquiries.police import vocabulary as v
from enquiries.police.models import PoliceRequest
from enquiries.police.parts import PoliceSubject
from mediapolicy.fields import Words
from mediapolicy.people.forms import Day
from mediapolicy.people.models import User

MOST_PEOPLE = 300


class PoliceForm(forms.Form):
    """A form about one request, asked by one person, filled with what stands there."""

    def __init__(self, *args: Any, police: PoliceRequest, by: User, **kwargs: Any) -> None:
        start = {name: getattr(police, name) for name in self.base_fields if hasattr(police, name)}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.police, self.by = police, by
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices from the request."""


class NothingForm(PoliceForm):
    """Only the button."""


class NoteForm(PoliceForm):
    """A reason, where one is wanted."""

    note = Words(label="Is there anything to add?", rows=3, required=False)


class ReasonForm(PoliceForm):
    """Why."""

    note = Words(label="Write why", rows=3, help_text="Who said so, and how.")


class WordsForm(PoliceForm):
    """Words that stay inside."""

    words = Words(label="Your note", rows=4, max_length=2000)


class FactsForm(PoliceForm):
    """Who asks, and what."""

    force = Words(label="Police force", max_length=80)
    unit = Words(label="Unit", max_length=80, required=False)
    officer_name = Words(label="The officer’s name", max_length=120)
    officer_rank = Words(label="Rank", max_length=60, required=False)
    collar_number = Words(label="Collar or warrant number", max_length=30, required=False)
    call_back = Words(label="A number to ring them", max_length=40)
    officer_email = forms.EmailField(label="Their email", required=False)
    police_reference = Words(label="The police’s own number for it", max_length=60, required=False)
    asked = Words(label="What do they ask?", rows=4, max_length=5000)


class WriteUpForm(PoliceForm):
    """All that was given in the emergency is written down: the least that must be known of who asked."""

    force = Words(label="Police force", max_length=80)
    officer_name = Words(label="The officer’s name", max_length=120)
    collar_number = Words(label="Collar or warrant number", max_length=30, required=False)
    call_back = Words(label="A number to ring them", max_length=40)
    police_reference = Words(label="The police’s own number for it", max_length=60)


class GiveAtOnceForm(PoliceForm):
    """What was given, just now."""

    what = forms.MultipleChoiceField(
        label="What did you give them?",
        choices=[(one.value, one.label) for one in v.AT_ONCE],
        widget=forms.CheckboxSelectMultiple,
    )
    how = forms.ChoiceField(label="How?", choices=v.How, initial=v.How.IN_HAND, widget=forms.RadioSelect)
    to = Words(label="To whom?", max_length=160, required=False, help_text="The officer’s name or number")
    said_yes = Words(
        label="Which manager said yes?",
        max_length=160,
        required=False,
        help_text="Leave it empty if you are the Home Manager or on call.",
    )


class SubjectForm(PoliceForm):
    """Somebody, and as what."""

    person = forms.ModelChoiceField(
        label="Who is it?", queryset=Person.objects.none(), required=False, empty_label="Nobody on our list"
    )
    name = Words(label="Their name, if they are not on our list", max_length=120, required=False)
    role = forms.ChoiceField(label="As what are they in it?", choices=v.Role, widget=forms.RadioSelect)
    is_identifiable = forms.BooleanField(
        label="What would be published tells who they are", required=False, help_text="By name, picture, age or place."
    )

    def prepare(self) -> None:
        """The people of the home, as far as whoever asks may know of them."""
        people = Person.objects.visible_to(self.by).order_by("name")
        if self.police.home_id:
            people = people.filter(home=self.police.home)
        self.fields["person"].queryset = people[:MOST_PEOPLE] if not self.is_bound else people  # type: ignore[attr-defined]


class SomebodyInItForm(PoliceForm):
    """One of those in it."""

    subject = forms.ModelChoiceField(
        label="Who?", queryset=PoliceSubject.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def prepare(self) -> None:
        """Those in it."""
        self.fields["subject"].queryset = self.police.subjects.select_related("person")  # type: ignore[attr-defined]


class TakeOutForm(SomebodyInItForm):
    """Who, and why not."""

    note = Words(label="Why are they not in it?", rows=2)


class WaiverForm(SomebodyInItForm):
    """They signed it themselves, under no pressure."""

    signed_on = Day(label="When did they sign?")
    where = Words(label="Where is the paper kept?", max_length=200)
    freely = forms.BooleanField(
        label="They are 16 or over, signed it themselves, and nobody pressed them",
        help_text="No attorney, deputy, relative or best-interests decision can do this for them.",
    )


class IdentityForm(PoliceForm):
    """How we made sure that it is the police."""

    identity_method = forms.ChoiceField(label="How did you make sure?", choices=v.Identity, widget=forms.RadioSelect)
    identity_number = Words(
        label="Which number did you ring?",
        max_length=40,
        required=False,
        help_text="101 or the switchboard. Never the number that the caller gave you.",
    )
    identity_source = Words(
        label="Where did you find that number?",
        max_length=160,
        required=False,
        help_text="For example: the force’s website",
    )
    officer_email = forms.EmailField(label="The address their email came from", required=False)


class WrittenForm(PoliceForm):
    """Their request in writing."""

    written_on = Day(label="From when is their written request?", required=False)
    written_where = Words(
        label="Where is it kept?",
        max_length=200,
        help_text="For example: the Home Manager’s locked file. After an emergency: or that none came.",
    )
    countersigned_by = Words(label="Who stands behind it at the police?", max_length=120, required=False)
    countersign_rank = forms.TypedChoiceField(
        label="Their rank",
        choices=[("", "Not known yet"), *v.Rank.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )


class BasisForm(PoliceForm):
    """What the Data Protection Lead checks."""

    route = forms.ChoiceField(label="By which way of the law?", choices=v.Route, widget=forms.RadioSelect)
    purpose = Words(label="What exactly is it for?", rows=2)
    necessity = Words(label="Why is it needed?", rows=3)
    proportionality = Words(label="Why is it not too much?", rows=3)
    less_intrusive = Words(label="What that tells less was thought of?", rows=3)
    article_6 = forms.ChoiceField(label="Lawful basis", choices=v.Article6)
    article_9 = forms.ChoiceField(label="Condition for health, crime and the like", choices=v.Article9)
    basis_note = Words(label="Note", rows=2, required=False)
    prejudice_if_told = forms.BooleanField(label="Telling the person would be in the way of the police", required=False)
    prejudice_because = Words(label="Why would it?", max_length=1000, required=False)
    victim_notice = forms.ChoiceField(label="Did the police tell the victim what they ask of us?", choices=v.Notice)
    victim_notice_to = Words(label="Whom did they tell?", max_length=160, required=False)
    person_asked = forms.ChoiceField(label="Was the person asked?", choices=v.Asked)
    capacity_row = Words(
        label="Row of the decision table",
        max_length=8,
        required=False,
        help_text="For a victim or a witness of ours: who may decide about this. For example: D4",
    )


class ViewForm(PoliceForm):
    """The Safeguarding Lead's view."""

    safeguarding_view = Words(label="Your view", rows=6, max_length=4000)


class LimitsForm(PoliceForm):
    """What the law forbids."""

    limits = forms.MultipleChoiceField(
        label="What applies?", choices=v.Limit, widget=forms.CheckboxSelectMultiple, required=False
    )
