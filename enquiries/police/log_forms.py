"""What is written down at the door, and at two in the morning. They clean, and save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.people.models import Person
from enquiries.log_form import homes_to_log_for
from enquiries.police import vocabulary as v
from mediapolicy.fields import Words
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.rendering import BigChoice

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
