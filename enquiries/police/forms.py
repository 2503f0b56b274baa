"""What people fill in about a request of the police: little at first, the rest page by page. They clean, and save nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from consent.people.models import Person
from consent.pictures.models import Asset
from enquiries.log_form import homes_to_log_for
from enquiries.police import vocabulary as v
from enquiries.police.models import PoliceRequest
from enquiries.police.parts import PoliceItem, PoliceSubject
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.forms import Day
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.rendering import BigChoice

MOST_PEOPLE = 300
WHOLE_ORGANISATION = "all"


class HomeFields(forms.Form):
    """Which home it is about; not asked of somebody who works at one."""

    home = forms.ChoiceField(label="Which home is it about?")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.homes: dict[str, Home] = {str(home.pk): home for home in homes_to_log_for(by)}
        choices = [(key, home.name) for key, home in self.homes.items()]
        if standing_of(by).holds_everywhere("log_police_request"):
            choices.append((WHOLE_ORGANISATION, "No one home"))
        self.fields["home"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["home"].widget = forms.HiddenInput()
            self.fields["home"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """The home, and the person of that name who lives or works there, if there is exactly one."""
        given = super().clean() or {}
        given["home"] = self.homes.get(given.get("home", ""))
        given["person"] = somebody_called(given.get("name", ""), given["home"], self.by)
        return given


def somebody_called(name: str, home: Home | None, by: User) -> Person | None:
    """The one person of this home with exactly this name, as far as whoever writes may know of them."""
    if not name.strip() or home is None:
        return None
    here = Person.objects.visible_to(by).filter(home=home)
    found = list(here.filter(name__iexact=" ".join(name.split()))[:2])
    return found[0] if len(found) == 1 else None


class LogForm(HomeFields):
    """What anybody at the door can write down: who asks, how to ring them, what they ask."""

    force = Words(label="Which police force?", max_length=80, help_text="For example: Wexshire Police")
    officer_name = Words(label="The officer’s name", max_length=120)
    call_back = Words(label="A number to ring them", max_length=40, help_text="We check it ourselves before we use it.")
    via = forms.ChoiceField(label="How did they reach you?", choices=v.Via, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="What do they want?", choices=v.Kind)
    concerns = forms.ChoiceField(
        label="What is it about, as far as you know?", choices=v.Concerns, widget=BigChoice(), initial=v.Concerns.CRIME
    )
    asked = Words(
        label="What did they ask, in their words?",
        rows=3,
        max_length=5000,
        help_text="A few words will do. Answer nothing yet.",
    )
    name = Words(label="Who is it about?", max_length=120, required=False, help_text="A name, if they gave one")
    about_manager = forms.BooleanField(
        label="It is about the Home Manager", required=False, help_text="Then they will not see it."
    )
    field_order = ["kind", "asked", "force", "officer_name", "call_back", "via", "concerns", "name", "home"]


class MissingForm(HomeFields):
    """At two in the morning: one name. Everything else when there is time."""

    name = Words(label="Who is missing?", max_length=120, help_text="Their full name")
    police_reference = Words(
        label="The number the police gave you", max_length=60, required=False, help_text="If you have it already"
    )
    field_order = ["name", "home", "police_reference"]


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
        people = Person.objects.visible_to(self.by).filter(home=self.police.home).order_by("name")
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

    written_on = Day(label="From when is their written request?")
    written_where = Words(
        label="Where is it kept?", max_length=200, help_text="For example: the Home Manager’s locked file"
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


class PickForm(PoliceForm):
    """One thing."""

    what = forms.ChoiceField(label="What is given?", choices=v.What, widget=forms.RadioSelect)
    subject = forms.ModelChoiceField(
        label="Whose is it?", queryset=PoliceSubject.objects.none(), required=False, empty_label="Nobody’s"
    )
    words = Words(label="Exactly what?", rows=3, max_length=1000, required=False, help_text="No more than they need.")

    def prepare(self) -> None:
        """Those in it."""
        self.fields["subject"].queryset = self.police.subjects.select_related("person")  # type: ignore[attr-defined]


class LeaveOutForm(PoliceForm):
    """One of what was picked."""

    item = forms.ModelChoiceField(
        label="What is left out?", queryset=PoliceItem.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def prepare(self) -> None:
        """What has not been given."""
        self.fields["item"].queryset = self.police.items.filter(given_at=None).select_related("subject__person")  # type: ignore[attr-defined]


class ResponseForm(PoliceForm):
    """What we answer."""

    answer = forms.ChoiceField(label="What do we answer?", choices=v.Answer, widget=forms.RadioSelect)
    answer_because = Words(label="Why?", rows=3)
    publish_by = forms.ChoiceField(label="Who says something in public?", choices=v.Publisher, widget=forms.RadioSelect)
    wording = Words(
        label="The exact words", rows=5, max_length=5000, required=False, help_text="Name nobody who is suspected."
    )
    image = forms.ModelChoiceField(
        label="With which picture?", queryset=Asset.objects.none(), required=False, empty_label="No picture"
    )
    image_because = Words(
        label="Why may this picture be used?",
        max_length=300,
        required=False,
        help_text="If they never agreed to police appeals: why it may be used all the same.",
    )
    embargo_until = DayAndTime(label="Not before", required=False)
    end_condition = Words(label="When does it end, and who takes it down?", max_length=300, required=False)

    def prepare(self) -> None:
        """Pictures of those in it."""
        people = self.police.subjects.exclude(person=None).values("person")
        theirs = (
            Asset.objects.visible_to(self.by).filter(appearances__person__in=people).distinct().order_by("-created_at")
        )
        self.fields["image"].queryset = theirs  # type: ignore[attr-defined]


class RegulatorForm(PoliceForm):
    """The notification, or why none."""

    cqc_reference = Words(label="Reference of the notification to the CQC", max_length=80, required=False)
    cqc_not_because = Words(label="If none is needed: why not?", max_length=300, required=False)


class DirectorsForm(PoliceForm):
    """Whom to tell."""

    people = forms.ModelMultipleChoiceField(
        label="Whom do you tell?", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """All of them, ticked."""
        from_here = User.objects.holding_any(["director"])
        self.fields["people"].queryset = from_here  # type: ignore[attr-defined]
        self.initial["people"] = list(from_here)


class ConfirmForm(PoliceForm):
    """Who confirmed."""

    officer = Words(label="Who at the police confirmed the words, in writing?", max_length=160)
    note = Words(label="Where is their confirmation kept?", max_length=200, required=False)


class GiveForm(PoliceForm):
    """What was given of what was agreed."""

    items = forms.ModelMultipleChoiceField(
        label="What did you give them?", queryset=PoliceItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(label="How?", choices=v.How, initial=v.How.SECURE_EMAIL, widget=forms.RadioSelect)
    to = Words(label="To whom?", max_length=160)

    def prepare(self) -> None:
        """What has not been given."""
        self.fields["items"].queryset = self.police.items.filter(given_at=None).select_related("subject__person")  # type: ignore[attr-defined]
        self.initial.pop("items", None)


class PostForm(PoliceForm):
    """The police's own post."""

    source_url = forms.URLField(
        label="The address of their post",
        max_length=500,
        assume_scheme="https",
        help_text="A post of the police, or of a charity that looks for missing people. We write none of our own.",
    )

    def clean_source_url(self) -> str:
        """On the web, and safe to open."""
        given: str = self.cleaned_data["source_url"]
        if urlsplit(given).scheme != "https":
            raise forms.ValidationError("Write an address that begins with https://")
        return given


class SpokenForm(PostForm):
    """The COO said yes on the phone."""

    said_at = DayAndTime(label="When did the COO say yes?")
    how = Words(label="How did you reach them?", max_length=160, help_text="For example: rang them at home")


class ShareForm(PoliceForm):
    """Where we shared it."""

    channel = Words(
        label="Where did we share it?", max_length=40, help_text="For example: Facebook page of Brindle Court"
    )
    url = forms.URLField(label="The address of our share", max_length=500, assume_scheme="https")
