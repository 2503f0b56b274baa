"""What the COO fills in about a matter. Little is asked at first; the rest when it is needed."""

from __future__ import annotations

from typing import Any

from django import forms

from matters.models import Matter
from matters.vocabulary import Candour, Lead, LegalLimit, Level, MatterKind
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.forms import Day
from mediapolicy.people.models import Home, User

MOST_WORDS = 40
WATCH = "One on each line: a name, a nickname, a street. Whatever holds one of them comes to you alone."


def lines_of(text: str) -> list[str]:
    """Each line that holds something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


class WatchedWords(Words):
    """Words to watch for, one on each line."""

    def __init__(self) -> None:
        super().__init__(
            label="Which words should it watch for?", rows=4, max_length=4000, required=False, help_text=WATCH
        )

    def clean(self, value: Any) -> list[str]:
        """The lines; one that is too short to mean anything is named."""
        found = lines_of(super().clean(value))
        if len(found) > MOST_WORDS:
            raise forms.ValidationError(f"Choose at most {MOST_WORDS} words.")
        for one in found:
            if not 3 <= len(one) <= 80:
                raise forms.ValidationError(f"“{one[:40]}”: write between 3 and 80 letters on a line.")
        return found


class ReachFields(forms.Form):
    """Which home and words it reaches."""

    home = forms.ModelChoiceField(
        label="Which home is it about?", queryset=Home.objects.none(), required=False, empty_label="No one home"
    )
    reaches_home = forms.BooleanField(
        label="Everything about this home comes to me as long as it lasts",
        required=False,
        help_text="Only for what concerns the whole home: every enquiry, statement and visit there comes to you.",
    )
    words = WatchedWords()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = Home.objects.filter(state="open")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A home that everything of is taken is a home that was chosen."""
        given = super().clean() or {}
        if given.get("reaches_home") and not given.get("home"):
            self.add_error("home", "Choose the home.")
        return given


class OpenForm(ReachFields):
    """A matter is opened with four answers."""

    called = Words(label="A short name for it", max_length=120, help_text="Only you and those you name will see it.")
    kind = forms.ChoiceField(label="What is it?", choices=MatterKind)
    about = Words(label="What is it about?", rows=5, max_length=10_000)
    field_order = ["called", "kind", "about", "home", "reaches_home", "words"]


class AboutMatterForm(forms.Form):
    """A form about a matter, filled with what stands there."""

    lists: tuple[str, ...] = ()

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        start = {name: getattr(matter, name) for name in self.base_fields if hasattr(matter, name)}
        start |= {name: "\n".join(getattr(matter, name)) for name in self.lists}
        super().__init__(*args, **{**kwargs, "initial": start})
        if "read_version" in self.fields:
            self.initial["read_version"] = matter.version


class WhatItIsForm(AboutMatterForm):
    """What it is about, and who else is part of it."""

    lists = ("agencies",)
    called = Words(label="A short name for it", max_length=120)
    kind = forms.ChoiceField(label="What is it?", choices=MatterKind)
    about = Words(label="What is it about?", rows=6, max_length=10_000)
    agencies = Words(
        label="Which other agencies are part of it?",
        rows=3,
        max_length=2000,
        required=False,
        help_text="One on each line, with a name to ask for. For example: Northmoor Council, Jo Hale.",
    )
    regulator_reference = Words(
        label="Reference of the notification to the Care Quality Commission", max_length=80, required=False
    )

    def clean_agencies(self) -> list[str]:
        """Each line."""
        return [one[:160] for one in lines_of(self.cleaned_data["agencies"])]


class ReachForm(ReachFields):
    """What it reaches, as it stands."""

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        words = "\n".join(matter.watch_words.values_list("words", flat=True))
        start = {"home": matter.home, "reaches_home": matter.reaches_home, "words": words}
        super().__init__(*args, **{**kwargs, "initial": start})


class WhoRespondsForm(AboutMatterForm):
    """Who responds, agreed with whom."""

    lead = forms.ChoiceField(label="Who responds?", choices=Lead, widget=forms.RadioSelect)
    lead_agreed_with = Words(label="With whom was it agreed?", max_length=160, required=False)
    lead_agreed_on = Day(label="When?", required=False)


class LineForm(AboutMatterForm):
    """The words that may be said."""

    holding_line = Words(
        label="What may be said?",
        rows=5,
        max_length=2000,
        help_text="Never confirm or deny that somebody lives or lived here.",
    )


class LawForm(AboutMatterForm):
    """What the law forbids."""

    legal_limits = forms.MultipleChoiceField(
        label="What does the law forbid?", choices=LegalLimit, widget=forms.CheckboxSelectMultiple, required=False
    )
    legal_reference = Words(label="Reference of the legal advice", max_length=80, required=False)


class CandourForm(AboutMatterForm):
    """The duty of candour: the person hears it first, from us."""

    candour = forms.ChoiceField(
        label="Does the duty of candour apply?",
        choices=[(one.value, one.label) for one in Candour if one.value],
        widget=forms.RadioSelect,
    )
    person_told_on = Day(label="When were they, or whoever acts for them, told?", required=False)
    told_in_writing_on = Day(label="When in writing?", required=False)


class NoteForm(AboutMatterForm):
    """A word on why, where one helps."""

    note = Words(label="Why?", rows=2, max_length=1000, required=False)


class ReasonForm(AboutMatterForm):
    """A reason that is kept."""

    note = Words(label="Why?", rows=3, max_length=2000)


class CloseForm(AboutMatterForm):
    """Why it is closed, and what becomes of what it held."""

    words = Words(label="Why is it closed?", rows=4, max_length=2000)
    give_back = forms.ChoiceField(
        label="What becomes of what it held?",
        choices=[
            ("keep", "It stays with me. I give back one by one what may go back"),
            ("back", "Everything goes back to those whose it was. Nothing is released by that"),
        ],
        widget=forms.RadioSelect,
    )


class NameOnItForm(AboutMatterForm):
    """A colleague who has to know."""

    person = forms.ModelChoiceField(label="Who has to know?", queryset=User.objects.none())
    level = forms.ChoiceField(label="What may they do?", choices=Level, widget=forms.RadioSelect)
    because = Words(label="Why do they need to know?", rows=2, max_length=300)
    until = DayAndTime(label="Until when?")

    def __init__(self, *args: Any, matter: Matter, by: User, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        people = User.objects.active().exclude(pk=by.pk).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class BringUnderForm(AboutMatterForm):
    """A record that no word or name brought in."""

    reference = Words(label="Its reference", max_length=14, help_text="For example ENQ-7K4M2.")
    because = Words(label="Why is it part of this?", rows=2, max_length=300)


class LinkForm(forms.Form):
    """How somebody is part of it."""

    watch_name = forms.BooleanField(label="Watch for their name as well", required=False, initial=True)


class FindPersonForm(forms.Form):
    """Who is part of it: found by name or reference."""

    words = Words(label="Name or reference", max_length=120, required=False)
