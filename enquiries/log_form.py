"""The form at the door: the words to say stand above it; four facts, one button."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from enquiries.forms import WayFields
from enquiries.models import CameBy, HomeManagerIs
from mediapolicy.fields import DayAndTime, Words, in_future
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.rendering import BigChoice
from pressroom.models import Way

WHOLE_ORGANISATION = "all"
CAME_BY_ICONS = {
    CameBy.PHONE: "phone",
    CameBy.DOORSTEP: "door",
    CameBy.EMAIL: "envelope",
    CameBy.SOCIAL: "chat",
    CameBy.IN_PERSON: "person",
    CameBy.FAMILY: "home",
}


class LogForm(WayFields):
    """Four facts and one button. Everything but the question may be left out at the door."""

    home = forms.ChoiceField(label="Which home is it about?")
    came_by = forms.ChoiceField(
        label="How did they reach you?",
        choices=CameBy.choices,
        widget=BigChoice(icons={key.value: icon for key, icon in CAME_BY_ICONS.items()}),
    )
    enquirer = Words(label="Who was it?", required=False, max_length=120, help_text="Their name, if they said")
    outlet = Words(
        label="Who do they work for?",
        required=False,
        max_length=120,
        help_text="Newspaper, station or website",
    )
    question = Words(
        label="What did they ask?",
        rows=3,
        max_length=5000,
        help_text="A few words will do. Leave out anything about someone’s care.",
        error_messages={"required": "Write down what they asked, in a few words"},
    )
    when_needed = forms.ChoiceField(
        label="When do they need an answer?",
        required=False,
        choices=[
            ("", "They didn’t say"),
            ("today", "Today"),
            ("tomorrow", "Tomorrow"),
            ("exact", "A set time"),
        ],
        widget=BigChoice(),
    )
    deadline = DayAndTime(label="Their set time", required=False)
    said_no_comment = forms.TypedChoiceField(
        label="Did you say “no comment”?",
        help_text="Either answer is fine. It helps us reply well.",
        required=False,
        choices=[("yes", "Yes"), ("no", "Not quite")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=BigChoice(),
    )
    home_manager = forms.ChoiceField(
        label="The Home Manager is",
        required=False,
        choices=HomeManagerIs.choices,
        initial=HomeManagerIs.HERE,
        widget=BigChoice(),
        help_text="If they are away, or it is about them, it goes straight to the on-call Director. "
        "If it is about them, they will not see it.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = {str(home.pk): home for home in homes_to_log_for(by)}
        choices = [(key, home.name) for key, home in self.homes.items()]
        if not standing_of(by).homes_with("log_enquiry") or standing_of(by).holds_everywhere("log_enquiry"):
            choices.append((WHOLE_ORGANISATION, "The whole organisation"))
        self.fields["home"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["home"].widget = forms.HiddenInput()
            self.fields["home"].initial = choices[0][0]
        for name in ("chosen_way", "chosen_address"):
            self.fields[name].required = False
        self.fields["chosen_address"].help_text = "Leave it blank if you do not have it"

    def clean(self) -> dict[str, Any]:
        """Turn choices into a home and an instant."""
        cleaned = super().clean()
        cleaned["home"] = self.homes.get(cleaned.get("home", ""))
        cleaned["deadline"] = self._deadline(cleaned)
        if cleaned.get("chosen_way") and not cleaned.get("chosen_address") and "chosen_address" not in self.errors:
            # At the door the address may be missing: the way without it is half a fact, kept in `reach`.
            cleaned["reach"] = f"Wants the answer by {Way(cleaned['chosen_way']).label.lower()}"
            cleaned["chosen_way"] = ""
        elif cleaned.get("chosen_address") and not cleaned.get("chosen_way"):
            cleaned["reach"], cleaned["chosen_address"] = cleaned["chosen_address"][:200], ""
        return cleaned

    def _deadline(self, cleaned: dict[str, Any]) -> datetime | None:
        """5pm on the day they named, or the set time; a set time that has passed is an error on its field."""
        named = cleaned.get("when_needed")
        if named == "exact":
            given: datetime | None = cleaned.get("deadline")
            if given is None and "deadline" not in self.errors:
                self.add_error("deadline", "Enter the day and time they gave")
            try:
                return in_future(given)
            except forms.ValidationError as error:
                self.add_error("deadline", error)
                return None
        if named not in ("today", "tomorrow"):
            return None
        now = timezone.localtime()
        five = now.replace(hour=17, minute=0, second=0, microsecond=0)
        if named == "tomorrow":
            return five + timedelta(days=1)
        return five if five > now + timedelta(minutes=30) else now + timedelta(hours=1)


def homes_to_log_for(user: User) -> list[Home]:
    """The homes for which this person may log an approach: their own, or every open one."""
    homes = Home.objects.filter(state="open").order_by("name")
    standing = standing_of(user)
    if standing.holds_anywhere("log_enquiry") and not standing.holds_everywhere("log_enquiry"):
        homes = homes.filter(pk__in=standing.homes_with("log_enquiry"))
    return list(homes)
