"""What people fill in about a media visit before it takes place: little at first, the rest page by page."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.vocabulary import IdentLevel
from enquiries.access.models import AccessRequest
from enquiries.access.vocabulary import ALSO, SEEN_ON, WAYS, Access, Origin, OutletType, Regulator
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.forms import Day
from mediapolicy.people.models import Home, User

MOST_CREW = 20


class LogForm(forms.Form):
    """The request as it came in."""

    topic = Words(label="What is it about?", max_length=160)
    enquirer = Words(label="Who asks?", max_length=120)
    outlet = Words(
        label="Which newspaper, station or organisation?",
        max_length=120,
        help_text="Its name. “The press” is not a name.",
    )
    outlet_type = forms.ChoiceField(label="What kind is it?", choices=[("", "Choose"), *OutletType.choices])
    reach = Words(label="How can they be reached?", max_length=254, required=False, help_text="Phone or email.")
    access_types = forms.MultipleChoiceField(
        label="What do they ask for?", choices=Access, widget=forms.CheckboxSelectMultiple, help_text="Tick all."
    )
    origin = forms.ChoiceField(label="What brought them?", choices=Origin, widget=forms.RadioSelect)
    origin_words = Words(
        label="Which press release, or which story?",
        max_length=200,
        required=False,
        help_text="A reference or a few words.",
    )
    home = forms.ModelChoiceField(
        label="Where do they want to come?",
        queryset=Home.objects.none(),
        required=False,
        empty_label="Not to one of our homes",
    )
    wanted_when = Words(
        label="When would they like to come?",
        max_length=160,
        required=False,
        help_text="In their words. No date is agreed before a Director has approved.",
    )
    answer_by = DayAndTime(label="By when do they need to know?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = Home.objects.filter(state="open").order_by("name")  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """One part of the preparation, filled with what stands there."""

    all_optional = True  # the preparation may be saved half done; what is missing is told before it is sent

    def __init__(self, *args: Any, visit: AccessRequest, **kwargs: Any) -> None:
        self.visit = visit
        start = {name: getattr(visit, name) for name in self.base_fields}
        super().__init__(*args, **{**kwargs, "initial": {**start, **self.shown(visit)}})

    def shown(self, visit: AccessRequest) -> dict[str, Any]:
        """What is shown otherwise than it is kept."""
        return {}


class WhatForm(TopicForm):
    """What they do, where and when, and where it is seen; and what was written down when they asked, to be put right."""

    topic = Words(label="What is it about?", max_length=160)
    enquirer = Words(label="Who asks?", max_length=120)
    outlet = Words(
        label="Which newspaper, station or organisation?",
        max_length=120,
        help_text="As it stands on the consent forms: people agree to an organisation by its name.",
    )
    outlet_type = forms.ChoiceField(label="What kind is it?", choices=OutletType)
    reach = Words(label="How can they be reached?", max_length=254, required=False)
    access_types = forms.MultipleChoiceField(
        label="What do they ask for?", choices=Access, widget=forms.CheckboxSelectMultiple
    )
    questions = Words(label="What will they ask?", rows=4, max_length=4000, required=False)
    starts_at = DayAndTime(label="From when?", required=False)
    ends_at = DayAndTime(label="Until when?", required=False)
    place = Words(label="Where exactly?", max_length=160, required=False)
    seen_on = forms.MultipleChoiceField(
        label="Where will it be seen?", choices=SEEN_ON, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean_access_types(self) -> list[str]:
        """In one order, so that the same wishes are the same."""
        return sorted(self.cleaned_data["access_types"])

    def clean_seen_on(self) -> list[str]:
        """In one order, so that the same places are the same."""
        return sorted(self.cleaned_data["seen_on"])

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Choose a time after the start.")
        return given


class CrewForm(TopicForm):
    """Who comes, and what shows who they are."""

    crew = Words(
        label="Who comes?",
        rows=5,
        max_length=4000,
        required=False,
        help_text="One on each line: name; what they do; what shows who they are. "
        "For example: Sam Ebdon; camera; press card 1234",
    )
    regulator = forms.ChoiceField(label="Under whose rules do they work?", choices=Regulator)
    insurance = Words(label="Where is their insurance written down?", max_length=120, required=False)

    def shown(self, visit: AccessRequest) -> dict[str, Any]:
        """The crew as lines."""
        return {"crew": "\n".join(f"{one['name']}; {one['role']}; {one['identity']}" for one in visit.crew)}

    def clean_crew(self) -> list[dict[str, str]]:
        """Each line as one of the crew; a line that can't be read is named."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["crew"].split("\n")), start=1):
            parts = [part.strip() for part in line.split(";")]
            if len(parts) != 3 or not all(parts):
                raise forms.ValidationError(f"Line {number}: write name; what they do; what shows who they are.")
            found.append(dict(zip(("name", "role", "identity"), (part[:120] for part in parts), strict=True)))
        if len(found) > MOST_CREW:
            raise forms.ValidationError(f"At most {MOST_CREW} people can come.")
        return found


class AreasForm(TopicForm):
    """Where they may go, and how everybody else is left in peace."""

    areas_allowed = Words(label="Where may they go?", rows=3, max_length=2000, required=False)
    areas_closed = Words(
        label="Where may they not go?",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Bedrooms and bathrooms, above all.",
    )
    kept_out_how = Words(
        label="How are people kept out of it who do not want to be in it?",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Name them under “Who is in it”. Here: another room, a sign, another time.",
    )
    risks = Words(label="What could go wrong, and what is done about it?", rows=3, max_length=4000, required=False)
    residents_told_on = Day(label="When were the residents told?", required=False)


class EscortForm(TopicForm):
    """Who goes with them all the time, and what they promised."""

    all_optional = False

    escort = forms.ModelChoiceField(label="Who goes with them all the time?", queryset=User.objects.none())
    stops_on_distress = forms.BooleanField(
        label="They promised to stop at once when somebody is upset, or when we ask", required=False
    )
    infection_rules_kept = forms.BooleanField(label="They promised to keep our infection rules", required=False)
    notice = Words(
        label="The notice for visitors",
        rows=5,
        max_length=1000,
        required=False,
        help_text="It hangs at the door. It says that nobody films or photographs other people.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["escort"].queryset = User.objects.active().order_by("name")  # type: ignore[attr-defined]


class TermsForm(TopicForm):
    """What is agreed with them in writing."""

    terms = Words(label="What is agreed?", rows=4, max_length=4000, required=False)
    shown_first = forms.BooleanField(
        label="They agreed in writing to show it to us before it goes out",
        required=False,
        help_text="Only then can somebody appear who wants to see it first.",
    )
    blurring = Words(label="Who or what is blurred or cut?", rows=2, max_length=2000, required=False)
    reuse = Words(label="May it be used again, and for how long?", rows=2, max_length=2000, required=False)
    agreement_kept = Words(label="Where is the signed agreement kept?", max_length=160, required=False)


class FindForm(forms.Form):
    """Whom it concerns: found by name or reference."""

    words = Words(label="Name or reference", max_length=120, required=False)


class AppearForm(forms.Form):
    """How somebody takes part: what the publish gate asks."""

    ways = forms.MultipleChoiceField(
        label="How do they take part?",
        choices=[(one.code, one.label) for one in WAYS.values()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Filmed means filmed and broadcast: both need their agreement.",
    )
    ident = forms.ChoiceField(
        label="How plainly can they be told?",
        choices=[one for one in IdentLevel.choices if one[0] != IdentLevel.NOBODY],
        widget=forms.RadioSelect,
    )
    also = forms.MultipleChoiceField(
        label="Does it also tell of", required=False, widget=forms.CheckboxSelectMultiple, choices=list(ALSO.items())
    )


class KeepOutForm(forms.Form):
    """How somebody is kept out of it."""

    how = Words(
        label="How are they kept out of it?",
        max_length=200,
        help_text="For example: stays in the garden room. Never write why: it stands on the sheet at the door.",
    )


class SafeguardingForm(forms.Form):
    """What the Safeguarding Lead thinks of it."""

    view = forms.ChoiceField(
        label="Can it go ahead?",
        choices=[("go ahead", "It can go ahead"), ("not this way", "Not this way")],
        widget=forms.RadioSelect,
    )
    words = Words(label="What should they mind, or change?", rows=4, max_length=4000, required=False)


class SendConsentsForm(forms.Form):
    """To whom the consents go."""

    to = forms.ModelChoiceField(label="Who gets them?", queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = User.objects.holding_any(["marketing_manager", "director"])
        self.fields["to"].queryset = office  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    note = Words(label="Why?", rows=4, max_length=4000, help_text="This stays inside.")


class NoteForm(forms.Form):
    """A word to whoever gets it."""

    note = Words(
        label="A word to whoever gets it", rows=3, max_length=2000, required=False, help_text="This stays inside."
    )


class NothingForm(forms.Form):
    """Only the button."""
