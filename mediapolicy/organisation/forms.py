"""What administrators fill in about the organisation. Forms clean, and save nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from mediapolicy.fields import DayAndTime, Words, in_future
from mediapolicy.organisation.declaring import Declared
from mediapolicy.people.first_run import a_year_from
from mediapolicy.people.forms import FIRST_APPROVER, Day
from mediapolicy.people.models import Home, User
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.policy.tables import all_settings
from mediapolicy.rendering import BigChoice
from mediapolicy.roles import Role
from mediapolicy.scripts_default import DEFAULT_SCRIPTS

# What each of the policy's words is for, as a question to the administrator.
SCRIPT_WORDS = {
    "say_to_press": ("What staff say to the press", "One sentence that is easy to say under pressure."),
    "say_nothing_more": ("What reassures them that this is enough", "Shown under the sentence above."),
    "say_to_police": ("What staff say to the police", "When nobody is missing or in danger."),
    "do_and_dont": ("What to do and what not to do", "One line each."),
    "safe_concern": ("Raising a concern safely", "This policy never stops anyone from raising a concern."),
    "acknowledge": (
        "The letter that says we have received an enquiry",
        "{name}, {reference}, {organisation} and {responsible} are filled in.",
    ),
    "decline": (
        "The letter that says we will not comment",
        "{name}, {reference}, {organisation} and {responsible} are filled in.",
    ),
    "never_confirm": ("What we say when asked about one person", "It must neither confirm nor deny."),
}
LETTERS = ("acknowledge", "decline")
BLANKS = {"name": "", "reference": "", "organisation": "", "responsible": ""}


class SettingsForm(forms.Form):
    """One number for each setting that the policy tables declare."""

    def __init__(self, given: Any = None, *, values: dict[str, int]) -> None:
        super().__init__(given, initial=values)
        for key, declared in all_settings().items():
            self.fields[key] = _choice(declared) if declared.choices else _number(declared)

    @property
    def changed(self) -> dict[str, int]:
        """The settings that got another value."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


def _choice(declared: Declared) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=declared.words,
        help_text=f"“{dict(declared.choices)[declared.default]}” at first.",
        choices=declared.choices,
        coerce=int,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )


def _number(declared: Declared) -> forms.IntegerField:
    between = f"Enter a number between {declared.least:,} and {declared.most:,}."
    return forms.IntegerField(
        label=declared.words,
        help_text=f"In {declared.unit}. Set to {declared.default:,} at first.",
        min_value=declared.least,
        max_value=declared.most,
        error_messages={"invalid": between, "min_value": between, "max_value": between, "required": between},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        show_hidden_initial=True,  # what changed is told from the page, so nobody else's change is undone
    )


class NameForm(forms.Form):
    """The organisation's name."""

    name = Words(
        label="Name of the organisation", max_length=120, help_text="Stands on every page, letter and release."
    )


class ScriptsForm(forms.Form):
    """The words that staff say and that are sent."""

    def __init__(self, given: Any = None, *, version: PolicyVersion) -> None:
        super().__init__(given, initial={key: version.script(key) for key in DEFAULT_SCRIPTS})
        for key, starts_as in DEFAULT_SCRIPTS.items():
            label, hint = SCRIPT_WORDS.get(key, (key.replace("_", " ").capitalize(), ""))
            rows = min(12, max(2, len(starts_as) // 70 + starts_as.count("\n")))
            self.fields[key] = Words(label=label, help_text=hint, rows=rows, show_hidden_initial=True)

    def clean(self) -> dict[str, Any]:
        """The letters name only what can be filled in."""
        for key in LETTERS:
            if key in self.cleaned_data and not _can_be_filled_in(self.cleaned_data[key]):
                self.add_error(key, f"Only these can be filled in: {', '.join('{' + blank + '}' for blank in BLANKS)}.")
        return self.cleaned_data

    @property
    def changed(self) -> dict[str, str]:
        """The words that differ from what they were."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


def _can_be_filled_in(words: str) -> bool:
    for blank in BLANKS:
        words = words.replace("{" + blank + "}", "")
    return "{" not in words and "}" not in words


class VersionForm(forms.Form):
    """A version of the policy: its number and dates."""

    number = Words(label="Version", max_length=20, help_text="Such as V2.")
    effective_on = Day(label="In force from")
    approved_by = Words(label="Approved by", max_length=160, initial=FIRST_APPROVER)
    approved_on = Day(label="Approved on")
    next_review_on = Day(label="Next review", initial=lambda: a_year_from(timezone.localdate()))

    def clean_number(self) -> str:
        """Each version has its own number."""
        number = str(self.cleaned_data["number"])
        if PolicyVersion.objects.filter(number=number).exists():
            raise forms.ValidationError("There is a version with this number already.")
        return number


class OnCallForm(forms.Form):
    """A turn on the rota."""

    person = forms.ModelChoiceField(label="Who is on call", queryset=User.objects.none(), empty_label="Choose a person")
    starts_at = DayAndTime(label="From")
    ends_at = DayAndTime(label="Until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [role.code for role in Role if "take_up_enquiry" in role.permissions]
        self.fields["person"].queryset = User.objects.holding_any(codes)  # type: ignore[attr-defined]

    def clean_ends_at(self) -> datetime | None:
        """A turn that is over helps nobody."""
        return in_future(self.cleaned_data["ends_at"])

    def clean(self) -> dict[str, Any]:
        """A turn has a length."""
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "The turn must end after it begins.")
        return self.cleaned_data


class HolidayForm(forms.Form):
    """A day that the calendar doesn't know, or wrongly has."""

    day = Day(label="Day")
    nation = forms.ChoiceField(label="Where", choices=Home.NATIONS)
    name = Words(label="What it is called", max_length=80)
    is_worked = forms.TypedChoiceField(
        label="On this day",
        choices=[("no", "Nobody works"), ("yes", "We work all the same")],
        coerce=lambda value: value == "yes",
        widget=BigChoice,
        initial="no",
    )


class HomeForm(forms.Form):
    """A home: its name, where it is, and its working day."""

    name = Words(label="Name of the home", max_length=120)
    town = Words(label="Town", max_length=120, required=False)
    telephone = Words(
        label="Telephone",
        max_length=40,
        required=False,
        help_text="Printed on consent forms and slips, for whoever changes their mind.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    nation = forms.ChoiceField(label="Nation", choices=Home.NATIONS, help_text="Its bank holidays follow from this.")

    def __init__(self, *args: Any, home: Home | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = home

    def clean_name(self) -> str:
        """No other home of this name."""
        name = str(self.cleaned_data["name"])
        others = Home.objects.filter(name__iexact=name)
        if (others.exclude(pk=self.home.pk) if self.home else others).exists():
            raise forms.ValidationError("There is a home of this name already.")
        return name


class ChangeHomeForm(HomeForm):
    """A home, with the hours that its deadlines are counted in."""

    opens_at = forms.TimeField(label="The office opens at", widget=forms.TimeInput(format="%H:%M"))
    closes_at = forms.TimeField(
        label="The office closes at",
        widget=forms.TimeInput(format="%H:%M"),
        help_text="Deadlines in working hours count between these two.",
    )

    def clean(self) -> dict[str, Any]:
        """The working day has a length."""
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "The home must close after it opens.")
        return self.cleaned_data


class CloseHomeForm(forms.Form):
    """Why, if there is something to say."""

    note = Words(label="Note", rows=2, max_length=300, required=False, help_text="Kept in the history.")
