"""What people fill in about somebody who may be shown. They ask little, clean, and save nothing."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from consent.people.listing import homes_for
from consent.people.models import Person
from consent.vocabulary import WORKERS, SubjectType
from mediapolicy.fields import Words
from mediapolicy.people.forms import EmailBox
from mediapolicy.people.models import Home, User
from mediapolicy.people.states import AppointmentState, HomeState

# As what somebody is put on the list today: nobody is added as "former", that follows from leaving.
KINDS = [("", "Choose one"), *((kind.value, kind.label) for kind in SubjectType)]
OLDEST = 120


class PastDay(forms.DateField):
    """A day that has come, within a long life."""

    widget = forms.DateInput(format="%d/%m/%Y")
    default_error_messages = {"invalid": "Enter a real day, such as 24/11/1931"}

    def clean(self, value: Any) -> date | None:
        """The day; one to come, or of another century, is a slip of the finger."""
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day is not None and day > today:
            raise forms.ValidationError("That day is still to come")
        if day is not None and day.year < today.year - OLDEST:
            raise forms.ValidationError(f"Enter a day in the last {OLDEST} years")
        return day


class StepForm(forms.Form):
    """A form for one step about one person."""

    def __init__(self, *args: Any, person: Person, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by


class WhoFields(forms.Form):
    """Who it is: as little as is needed to ask them."""

    subject_type = forms.ChoiceField(label="Who are they?", choices=KINDS)
    name = Words(label="Their name", max_length=120)
    known_as = Words(label="What they like to be called", max_length=60, required=False)
    born_on = PastDay(
        label="Date of birth", required=False, help_text="Only for somebody under 18: it decides who has to agree."
    )

    def clean(self) -> dict[str, Any]:
        """A child's birthday decides who agrees."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("subject_type") == SubjectType.CHILD and "born_on" in given and given["born_on"] is None:
            self.add_error("born_on", "Enter the child’s date of birth: it decides who has to agree.")
        return given


class AddForm(WhoFields):
    """Somebody new on the list."""

    home = forms.ModelChoiceField(label="Home", queryset=Home.objects.none(), empty_label="Choose a home")
    field_order = ["subject_type", "name", "known_as", "home", "born_on"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = homes_for(by, "keep_person").filter(state=HomeState.OPEN)
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]
        if len(only := list(homes[:2])) == 1:
            self.fields["home"].initial = only[0].pk
            self.fields["home"].widget = forms.HiddenInput()


class ChangeForm(StepForm, WhoFields):
    """What is known of somebody, put right."""

    organisation = Words(label="Their organisation", max_length=120, required=False)
    email = EmailBox(required=False, help_text="Their own. A link to sign goes there.")
    phone = Words(label="Telephone", max_length=40, required=False)
    line_manager = forms.ModelChoiceField(
        label="Line manager",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="Of somebody who works here. Their own line manager doesn’t ask them to be shown.",
    )
    field_order = ["subject_type", "name", "known_as", "born_on", "organisation", "email", "phone", "line_manager"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.person.kind in WORKERS:
            others = colleagues_at(self.person.home_id).exclude(shown_as=self.person)
            self.fields["line_manager"].queryset = others  # type: ignore[attr-defined]
        else:
            del self.fields["line_manager"]
        for name, field in self.fields.items():
            field.initial = getattr(self.person, name)


def colleagues_at(home_id: uuid.UUID | None) -> QuerySet[User]:
    """Who works at this home, and those who hold a role for the whole organisation."""
    held = User.objects.active().filter(appointments__state=AppointmentState.HELD)
    return held.filter(Q(appointments__home=home_id) | Q(appointments__home=None)).distinct().order_by("name", "pk")


class MoveForm(StepForm):
    """Where somebody lives or works from now on."""

    home = forms.ModelChoiceField(label="Their new home", queryset=Home.objects.none(), empty_label="Choose a home")
    note = Words(label="Note", rows=2, max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Home.objects.filter(state=HomeState.OPEN)
        if self.person.home is not None:
            others = others.exclude(pk=self.person.home.pk)
        self.fields["home"].queryset = others  # type: ignore[attr-defined]


class LeaveForm(StepForm):
    """Since when somebody is no longer with us."""

    left_on = PastDay(label="Their last day", initial=timezone.localdate)
    note = Words(label="Note", rows=2, max_length=300, required=False, help_text="Nothing about health.")


class NoteForm(StepForm):
    """A word on it, if there is something to say."""

    note = Words(label="Note", rows=2, max_length=300, required=False)


class DeathForm(StepForm):
    """The day on which somebody died."""

    died_on = PastDay(label="The day they died", initial=timezone.localdate)


class ColleaguesForm(forms.Form):
    """Which colleagues are put on the list."""

    chosen = forms.ModelMultipleChoiceField(
        label="Colleagues who are not on the list yet",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one colleague"},
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = colleagues  # type: ignore[attr-defined]
