"""What people fill in about a change of mind, about what is shown, and about taking it down. They clean, and save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.pictures.models import Asset, Marked
from consent.pictures.states import AssetState
from consent.takedown.models import How, MadeBy, Showing, TakedownTask, TaskKind, TaskOutcome
from consent.takedown.showing import Part, homes_to_show_at
from consent.vocabulary import OFFERED, Channel, ContentType, IdentLevel, Purpose
from mediapolicy.fields import Words
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of

OFFERED_CHOICES = [(one.value, one.label) for one in OFFERED]


class PictureChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Pictures by what they are called."""

    def label_from_instance(self, obj: Any) -> str:
        """What it is called, and its reference."""
        return f"{obj.called} ({obj.reference})"


class ChangedTheirMindForm(forms.Form):
    """Who it was; what it reaches is chosen before. Nothing else has to be answered (W-1)."""

    purposes = forms.MultipleChoiceField(
        label="What should stop?", choices=OFFERED_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    asset = PictureChoice(
        label="Which picture?", queryset=Asset.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    made_by = forms.ChoiceField(label="Who says so?", widget=forms.RadioSelect)
    how = forms.ChoiceField(label="How did you learn of it?", choices=How.choices, initial=How.SAID, required=False)
    words = Words(
        label="Anything to add?",
        rows=2,
        max_length=1000,
        required=False,
        help_text="You don’t need a reason. Nobody has to give one.",
    )

    def __init__(self, *args: Any, person: Person, reach: str, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pictures = Asset.objects.visible_to(by).filter(appearances__person=person).order_by("-created_at")
        if reach != "some":
            del self.fields["purposes"]
        if reach == "picture":
            self.fields["asset"].queryset = pictures  # type: ignore[attr-defined]
        else:
            del self.fields["asset"]
        name = person.first_name
        self.fields["made_by"].choices = [  # type: ignore[attr-defined]
            (MadeBy.SELF, f"{name} says so"),
            (MadeBy.OBSERVED, f"I saw that {name} doesn’t want it: turning away, upset"),
            (MadeBy.REPRESENTATIVE, f"Whoever agreed for {name}: an attorney, a deputy, a parent"),
            (MadeBy.SOMEBODY_ELSE, "Somebody else, such as family"),
        ]

    def clean_how(self) -> str:
        """What wasn't answered was said."""
        shown = self.data.get("made_by") == MadeBy.OBSERVED
        return How.SHOWED if shown else str(self.cleaned_data.get("how") or How.SAID)


class SlipForm(forms.Form):
    """Everything, or some of it: the boxes of the paper slip."""

    what = forms.ChoiceField(
        label="Please stop using",
        choices=[("everything", "Everything"), ("some", "Only what I tick below")],
        widget=forms.RadioSelect,
    )
    purposes = forms.MultipleChoiceField(
        label="What should stop?", choices=OFFERED_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    all_optional = True

    def clean(self) -> dict[str, Any]:
        """Some of it says which."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == "some" and not cleaned.get("purposes"):
            self.add_error("purposes", "Tick what should stop, or choose “Everything”.")
        return cleaned

    @property
    def taken(self) -> list[str]:
        """The purposes to stop; none of them means all."""
        return list(self.cleaned_data["purposes"]) if self.cleaned_data["what"] == "some" else []


class ShowingForm(forms.Form):
    """Something that shows people, where, and who is in it."""

    called = Words(label="What is it?", max_length=160, help_text="For example: Post on the harvest supper")
    home = forms.ModelChoiceField(label="Which home?", queryset=Home.objects.none(), empty_label="Choose")
    purpose = forms.ChoiceField(label="What is it for?", choices=[("", "Choose"), *OFFERED_CHOICES])
    channel = forms.ChoiceField(label="Where is it seen?", choices=[("", "Choose"), *Channel.choices])
    url = forms.URLField(label="Its address", max_length=500, required=False, assume_scheme="https")
    where = Words(label="Or where it hangs or lies", max_length=200, required=False)
    shown_by = Words(
        label="Another organisation that shows it",
        max_length=160,
        required=False,
        help_text="Its name, such as the Wexcombe Courier. Leave it empty if we show it ourselves.",
    )
    asset = PictureChoice(
        label="The picture, if it is one of ours",
        queryset=Asset.objects.none(),
        required=False,
        empty_label="None of ours",
    )
    people = Words(
        label="Who can be seen, heard or named?",
        rows=4,
        max_length=4000,
        required=False,
        help_text="One name or reference on each line. Everybody named in the picture is counted already.",
    )
    content_type = forms.ChoiceField(label="What of them?", choices=ContentType.choices)
    ident = forms.ChoiceField(
        label="How plainly can they be told?",
        choices=[(key, label) for key, label in IdentLevel.choices if key != IdentLevel.NOBODY],
        initial=IdentLevel.NO_NAME,
    )
    mentions_health = forms.BooleanField(label="It says something about health", required=False)
    previewed = forms.BooleanField(label="Whoever wanted to see it first has seen it, and is happy", required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        homes = [home.pk for home in homes_to_show_at(by)]
        self.fields["home"].queryset = Home.objects.filter(pk__in=homes).order_by("name")  # type: ignore[attr-defined]
        if len(homes) == 1:
            self.initial.setdefault("home", homes[0])
        ready = Asset.objects.visible_to(by).filter(state=AssetState.READY).order_by("-created_at")
        self.fields["asset"].queryset = ready  # type: ignore[attr-defined]

    def clean_people(self) -> list[Person]:
        """The people named, each exactly one of those who may be found here."""
        found, unknown = [], []
        visible = Person.objects.visible_to(self.by).select_related("home")
        for line in filter(None, map(str.strip, self.cleaned_data["people"].splitlines())):
            fits = list(visible.filter(name__iexact=line)[:2]) or list(visible.filter(reference=line.upper())[:1])
            if len(fits) == 1:
                found.append(fits[0])
            else:
                unknown.append(f"{line} ({'more than one' if fits else 'nobody'} of this name)")
        if unknown:
            raise forms.ValidationError(f"Not found: {', '.join(unknown)}. Use the reference, such as PER-7K4M2D.")
        return found

    @property
    def showing(self) -> Showing:
        """What it is, not yet kept."""
        given = self.cleaned_data
        names = ("called", "home", "purpose", "channel", "url", "where", "shown_by", "asset", "mentions_health")
        return Showing(**{name: given[name] for name in names})

    @property
    def parts(self) -> list[Part]:
        """Everybody in it: those typed, and those named in the picture."""
        given = self.cleaned_data
        people = {person.pk: person for person in given["people"]}
        if given["asset"] is not None:
            named = given["asset"].appearances.filter(marked=Marked.NAMED).select_related("person")
            people |= {one.person_id: one.person for one in named}
        return [Part(person, given["content_type"], given["ident"]) for person in people.values()]


class NoteForm(forms.Form):
    """A word on it."""

    note = Words(label="Anything to add?", rows=2, max_length=1000, required=False)


class WhyForm(forms.Form):
    """Why."""

    note = Words(
        label="Why not?", rows=3, max_length=1000, help_text="The person is told what could not be taken back."
    )


class OutcomeForm(forms.Form):
    """How a takedown ended."""

    outcome = forms.ChoiceField(label="How did it end?", widget=forms.RadioSelect)
    words = Words(label="Anything to add?", rows=3, max_length=1000, required=False)

    def __init__(self, *args: Any, task: TakedownTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = {TaskOutcome.OVERTAKEN} | (set() if task.kind == TaskKind.REVIEW else {TaskOutcome.MAY_STAY})
        choices = [(key, label) for key, label in TaskOutcome.choices if key not in left_out]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


def reads_reasons(user: User, home_id: Any) -> bool:
    """Whether this person reads why and how somebody changed their mind: those who read forms there (4.9)."""
    return standing_of(user).holds("open_consent", home_id)


def agreed_words(person: Person) -> list[str]:
    """What somebody agrees to now, in words, for whoever takes it back with them."""
    live = MediaConsent.objects.live().filter(subject=person)
    return [Purpose(one).label for one in sorted({purpose for consent in live for purpose in consent.purposes})]
