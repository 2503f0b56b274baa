"""What people fill in about pictures."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.people.models import Person
from consent.pictures.models import Appearance, Asset, Marked, Rights
from consent.pictures.naming import PARTS, frame
from consent.vocabulary import ContentType
from mediapolicy.fields import Words
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.rendering import Suggesting

AT_ONCE = 10
OFFERED = 8
WRITTEN = [(one.value, one.label) for one in (ContentType.QUOTE, ContentType.STORY)]


class Files(forms.ClearableFileInput):
    """One box for several files."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Up to ten files at once; what each is, is found out one by one."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files, each looked at by Django first."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > AT_ONCE:
            raise forms.ValidationError(f"Choose at most {AT_ONCE} files at once.")
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class OfAHome(forms.Form):
    """At which home."""

    home = forms.ModelChoiceField(label="Home", queryset=Home.objects.none(), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = standing_of(by)
        homes = Home.objects.filter(state="open")
        chosen: Any = self.fields["home"]
        if standing.holds_everywhere("keep_picture"):
            chosen.empty_label = "The whole organisation"
        else:
            homes = homes.filter(pk__in=standing.homes_with("keep_picture"))
            chosen.required, chosen.empty_label = True, None
        chosen.queryset = homes


class AddForm(OfAHome):
    """Files to keep."""

    uploads = SeveralFiles(
        label="Pictures, films or recordings",
        help_text="Up to 10 at once. Pictures up to 10 MB, films up to 100 MB. "
        "Where and when a picture was taken is removed from the file.",
    )
    called = Words(label="What do they show?", max_length=110, help_text="For example: Planting the sunflowers")
    event = Words(label="Event", max_length=120, required=False, help_text="For example: Garden party 2026")
    made_on = forms.DateField(label="When were they made?", required=False)
    made_by = Words(label="Who made them?", max_length=120, required=False)
    is_artwork = forms.BooleanField(label="These show things that somebody made or wrote", required=False)
    is_legacy = forms.BooleanField(
        label="These are old pictures",
        required=False,
        help_text="Made before consent was recorded here. They can’t be used until everybody in them has agreed.",
    )
    field_order = ["uploads", "called", "event", "home", "made_on", "made_by", "is_artwork", "is_legacy"]


class AddWordsForm(OfAHome):
    """A quote or a story."""

    content_type = forms.ChoiceField(label="What is it?", choices=WRITTEN, widget=forms.RadioSelect)
    words = Words(label="The words", rows=8, max_length=4000)
    called = Words(label="What is it about?", max_length=120)
    event = Words(label="Event", max_length=120, required=False)
    field_order = ["content_type", "words", "called", "event", "home"]


class StepForm(forms.Form):
    """What every form of a step is given: the picture, and who fills it in."""

    def __init__(self, *args: Any, asset: Asset, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asset, self.by = asset, by


class NothingForm(StepForm):
    """Only the button."""


class ReasonForm(StepForm):
    """Why."""

    note = Words(label="Why?", rows=3, max_length=200)


class CountForm(StepForm):
    """How many."""

    people_seen = forms.IntegerField(
        label="How many people can be seen or heard?",
        min_value=0,
        max_value=500,
        help_text="Count the background, mirrors and photos on the wall too. Look for name badges.",
    )

    def __init__(self, *args: Any, asset: Asset, **kwargs: Any) -> None:
        super().__init__(*args, asset=asset, initial={"people_seen": asset.people_seen}, **kwargs)


class DescribeForm(StepForm):
    """What it is, and whose work."""

    all_optional = True  # it may be filled in bit by bit; what is missing is said before it can be used

    called = Words(label="What does it show?", max_length=120)
    event = Words(label="Event", max_length=120, required=False)
    alt_text = Words(
        label="Describe it for people who can’t see it",
        rows=3,
        max_length=300,
        required=False,
        help_text="One sentence. Don’t name anybody.",
    )
    words = Words(label="The words", rows=8, max_length=4000)
    made_on = forms.DateField(label="When was it made?", required=False)
    made_by = Words(label="Who made it?", max_length=120, required=False)
    is_legacy = forms.BooleanField(
        label="This is an old picture, from before consent was recorded here", required=False
    )
    rights = forms.ChoiceField(label="Whose work is it?", choices=Rights, widget=forms.RadioSelect)
    rights_holder = Words(label="Who gave permission?", max_length=160, required=False)
    licence = Words(label="Where is their permission kept?", max_length=200, required=False)
    licence_until = forms.DateField(label="When does their permission end?", required=False)

    def __init__(self, *args: Any, asset: Asset, **kwargs: Any) -> None:
        start = {name: getattr(asset, name) for name in self.base_fields}
        super().__init__(*args, asset=asset, initial=start, **kwargs)
        if asset.is_words:
            del self.fields["alt_text"]
        else:
            del self.fields["words"]


class NameForm(StepForm):
    """Who this is, and where in the picture."""

    all_optional = True  # what is needed follows from the first answer, and from the tap

    marked = forms.ChoiceField(label="Who is it?", choices=Marked, widget=forms.RadioSelect, initial=Marked.NAMED)
    person = Words(label="Name", max_length=120, required=False, help_text="Type a few letters, or their reference.")
    which = forms.ChoiceField(label="Which of them?", required=False, widget=forms.RadioSelect)
    part = forms.ChoiceField(
        label="Where in the picture?",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "mp-parts govuk-radios--small"}),
        help_text="Only if you did not tap on it.",
    )
    clue = Words(
        label="Anything that gives them away? (optional)",
        max_length=160,
        required=False,
        help_text="For example a name badge, a reflection or a voice.",
    )
    x = forms.CharField(required=False, widget=forms.HiddenInput)
    y = forms.CharField(required=False, widget=forms.HiddenInput)
    w = forms.CharField(required=False, widget=forms.HiddenInput)
    h = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asset: Asset, by: User, suggest_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, asset=asset, by=by, **kwargs)
        self.fields["person"].widget = Suggesting(suggest_url)
        chooses: Any = self.fields["part"]
        chooses.choices = [(key, words) for key, (words, _) in PARTS.items()]
        if not asset.has_picture:
            del self.fields["part"]
        self.near = self._near()
        offered: Any = self.fields["which"]
        offered.choices = [(str(one.pk), f"{one.name}, {one.get_subject_type_display().lower()}") for one in self.near]
        if len(self.near) < 2:
            del self.fields["which"]

    def _near(self) -> list[Person]:
        """Whom the typed words may mean."""
        words = str(self.data.get("person", "")).strip() if self.is_bound else ""
        if len(words) < 2 or self.data.get("marked") != Marked.NAMED:
            return []
        return people_called(words, self.by)

    def clean(self) -> dict[str, Any]:
        """The person, and the place as a frame."""
        given = super().clean() or {}
        given["where"] = frame(given) or dict(PARTS[given["part"]][1] if given.get("part") in PARTS else {})
        given["somebody"] = self._somebody(given) if given.get("marked") == Marked.NAMED else None
        if self.asset.has_picture and not given["where"]:
            self.add_error("part", "Tap on the picture, or choose a part of it.")
        return given

    def _somebody(self, given: dict[str, Any]) -> Person | None:
        chosen = next((one for one in self.near if str(one.pk) == given.get("which")), None)
        if chosen or len(self.near) == 1:
            return chosen or self.near[0]
        if self.near:
            self.add_error("which", "Several people are called that. Choose one.")
        else:
            self.add_error("person", "We know nobody of that name. Ask the home to add them first.")
        return None


def people_called(words: str, user: User) -> list[Person]:
    """Those of this name, or this very reference, whom this person may look up; the same name exactly comes alone."""
    found = list(Person.objects.visible_to(user).named(words).order_by("name", "id")[:OFFERED])
    exact = [one for one in found if one.reference == words.upper() or one.name.casefold() == words.casefold()]
    return exact or found


class OfAppearance(StepForm):
    """One face of the picture."""

    def __init__(self, *args: Any, appearance: Appearance, **kwargs: Any) -> None:
        super().__init__(*args, asset=appearance.asset, **kwargs)
