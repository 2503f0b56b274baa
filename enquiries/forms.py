"""What people fill in about an enquiry: one form for each verb that needs words. They clean, and save nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.db.models import Q

from enquiries.contacts.models import Contact
from enquiries.models import Enquiry, Source
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.models import User
from mediapolicy.rendering import BigChoice, Suggesting
from mediapolicy.roles import Role
from pressroom.models import Way

WAY_ICONS = {Way.EMAIL: "envelope", Way.PHONE: "phone", Way.POST: "letter", Way.IN_PERSON: "person"}


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People to choose from, with what they are."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, and role where the form knows it."""
        role = getattr(obj, "as_role", "")
        return f"{obj.name}, {role}" if role else obj.name


def those_who_answer() -> list[tuple[str, str]]:
    """The people an approach can be passed to, with their roles: the Marketing Manager first, then Directors (ME-1c)."""
    found: dict[str, str] = {}
    for role in (Role.MARKETING_MANAGER, Role.DIRECTOR):
        for person in User.objects.holding(role):
            found.setdefault(str(person.pk), f"{person.name}, {role.label}")
    return list(found.items())


class WayFields(forms.Form):
    """The one way they want the answer, and where it reaches them."""

    chosen_way = forms.ChoiceField(
        label="How do they want our answer?",
        choices=Way.choices,
        widget=BigChoice(icons={key.value: icon for key, icon in WAY_ICONS.items()}),
    )
    chosen_address = Words(label="Their email, number or address", max_length=254)

    def clean(self) -> dict[str, Any]:
        """An email answer needs an email address."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("chosen_way") == Way.EMAIL and cleaned.get("chosen_address"):
            try:
                EmailValidator()(cleaned["chosen_address"])
            except forms.ValidationError:
                self.add_error("chosen_address", "Enter an email address, such as name@paper.example")
        return cleaned


class StepForm(forms.Form):
    """A form about one enquiry, asked by one person."""

    def __init__(self, *args: Any, enquiry: Enquiry, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry, self.by = enquiry, by
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices from the enquiry."""


class NothingForm(StepForm):
    """Only the button."""


class PassOnForm(StepForm):
    """To whom."""

    to = forms.ChoiceField(label="Who should answer it?", widget=forms.RadioSelect)
    note = Words(label="Anything they should know", rows=3, required=False, help_text="This stays inside.")

    def prepare(self) -> None:
        """The Marketing Manager and the Directors, and nobody else (ME-1c)."""
        people = [(key, words) for key, words in those_who_answer() if key != str(self.enquiry.responsible_id)]
        self.fields["to"].choices = people  # type: ignore[attr-defined]
        if not self.is_bound and people:
            self.fields["to"].initial = people[0][0]

    def clean_to(self) -> User:
        """The person chosen."""
        return User.objects.active().get(pk=uuid.UUID(self.cleaned_data["to"]))


class HandOverForm(PassOnForm):
    """To whom, and why."""

    note = Words(label="Why are you handing it over?", rows=3)


class SeekAdviceForm(StepForm):
    """Whose advice, and what is asked."""

    source = forms.ChoiceField(label="Whose advice do you need?", choices=Source.choices, widget=forms.RadioSelect)
    asked_of = PersonChoice(
        label="A colleague to ask in the app",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody: I ask them outside the app",
        help_text="They may open this one enquiry from then on.",
    )
    question = Words(label="What do you ask them?", rows=4, max_length=4000)

    def prepare(self) -> None:
        """Anyone who works here, but oneself."""
        self.fields["asked_of"].queryset = User.objects.active().exclude(pk=self.by.pk).order_by("name")  # type: ignore[attr-defined]


class RecordAdviceForm(StepForm):
    """What they said."""

    advice = forms.ChoiceField(label="Whose advice is this?", widget=forms.RadioSelect)
    answer = Words(
        label="What did they say?",
        rows=5,
        max_length=10_000,
        help_text="If you no longer need it, write that down, and why.",
    )

    def prepare(self) -> None:
        """Advice still out: one's own to give, or all of it for the person responsible."""
        self.out = {
            str(advice.pk): advice
            for advice in self.enquiry.advice.select_related("asked_of").filter(answered_at=None)
            if self.enquiry.responsible_id == self.by.pk or advice.asked_of_id == self.by.pk
        }
        field = self.fields["advice"]
        field.choices = [  # type: ignore[attr-defined]
            (key, f"{advice}{f' ({advice.asked_of})' if advice.asked_of else ''}: {advice.question[:80]}")
            for key, advice in self.out.items()
        ]
        if len(self.out) == 1:
            field.initial = next(iter(self.out))

    def clean_advice(self) -> Any:
        """The advice chosen."""
        return self.out[self.cleaned_data["advice"]]


class ReasonForm(StepForm):
    """Why."""

    note = Words(label="Why?", rows=4, max_length=4000, help_text="This stays inside.")


class CloseForm(StepForm):
    """A last word, if there is one."""

    note = Words(
        label="What came of it?",
        rows=4,
        required=False,
        help_text="Such as where it was printed. This stays inside.",
    )


class ChangeWayForm(StepForm, WayFields):
    """Another way, and that the enquirer asked for it."""

    note = Words(
        label="How did they ask for this?",
        rows=3,
        help_text="Only the enquirer can change it. Write down when and how they asked.",
    )
    field_order = ["chosen_way", "chosen_address", "note"]

    def prepare(self) -> None:
        """Start from what is known."""
        self.fields["chosen_way"].initial = self.enquiry.chosen_way
        self.fields["chosen_address"].initial = self.enquiry.chosen_address
        if not self.enquiry.chosen_way:
            self.fields["note"].label = "How do you know?"
            self.fields["note"].help_text = "Write down when and how they told us."


class LinkCrmForm(StepForm):
    """Where the same enquiry stands in the CRM."""

    crm_reference = Words(label="Reference in the CRM", max_length=60, required=False)
    crm_url = forms.URLField(
        label="Link to it",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Starts with https://",
    )

    def prepare(self) -> None:
        """Start from what is known."""
        self.initial = {"crm_reference": self.enquiry.crm_reference, "crm_url": self.enquiry.crm_url}


class FactsForm(StepForm):
    """What was written down at the door, put right."""

    topic = Words(label="What is it about?", max_length=120, help_text="A short name for lists. No names of residents.")
    enquirer = Words(label="Who asks?", max_length=120, required=False)
    outlet = Words(label="Who do they work for?", max_length=120, required=False)
    deadline = DayAndTime(label="Their deadline", required=False)

    def prepare(self) -> None:
        """Start from what is known."""
        for name in ("topic", "enquirer", "outlet", "deadline"):
            self.initial[name] = getattr(self.enquiry, name)


class NoteForm(StepForm):
    """Words that stay inside."""

    words = Words(
        label="Your note",
        rows=5,
        max_length=10_000,
        help_text="It is never sent. Everyone who may open this enquiry can read it.",
    )


class FileForm(StepForm):
    """A picture or a PDF."""

    file = forms.FileField(
        label="Picture or PDF",
        help_text="JPEG, PNG or WebP up to 10 MB, PDF up to 20 MB. Pictures lose where and when they were taken.",
    )


class MergeForm(StepForm):
    """Into which."""

    into = Words(label="Reference of the other enquiry", max_length=14, help_text="Such as ENQ-7K4M2D")
    note = Words(label="How do you know they are the same?", rows=3, required=False)

    def clean_into(self) -> Enquiry:
        """An open enquiry that this person may see; one they may not see does not exist."""
        reference = self.cleaned_data["into"].strip().upper()
        found = (
            Enquiry.objects.visible_to(self.by).open().exclude(pk=self.enquiry.pk).filter(reference=reference).first()
        )
        if found is None:
            raise forms.ValidationError("There is no open enquiry with this reference.")
        return found  # type: ignore[no-any-return]


class SayingForm(StepForm):
    """How the words are given. For email nothing more is asked; for the rest, what was said."""

    way = forms.ChoiceField(label="By which way?", choices=Way.choices, widget=forms.HiddenInput)
    what_was_said = Words(
        label="How it went",
        rows=4,
        max_length=4000,
        required=False,
        help_text="Who you spoke to, when, and anything they said back.",
    )

    def prepare(self) -> None:
        """The chosen way stands; nothing is asked that email doesn't need."""
        self.fields["way"].initial = self.enquiry.chosen_way
        if self.enquiry.chosen_way == Way.EMAIL:
            del self.fields["what_was_said"]
        else:
            self.fields["what_was_said"].required = True


class AnswerForm(SayingForm):
    """The last look: exactly these words, to exactly this person."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DeclineForm(SayingForm):
    """The reason stays inside; the words that go out are the policy's."""

    note = Words(label="Why do we decline?", rows=3, help_text="This stays inside. They get only the words above.")


class LinkContactForm(StepForm):
    """Which journalist of the book it is."""

    contact = Words(
        label="Name or reference in the contact book",
        max_length=200,
        required=False,
        widget=Suggesting("/contacts/suggest/"),
        help_text="Start typing to find them. Leave it blank to add them to the book as they are written down here.",
    )

    def clean_contact(self) -> Contact | None:
        """The one contact of this name, or of this reference, that this person may see."""
        words = self.cleaned_data["contact"]
        if not words:
            return None
        visible = Contact.objects.visible_to(self.by)
        found = list(visible.filter(Q(reference__iexact=words) | Q(name__iexact=words))[:2])
        if len(found) != 1:
            several = (
                "Several people have this name: enter the reference." if found else "Nobody in the book has this name."
            )
            raise forms.ValidationError(several)
        return found[0]  # type: ignore[no-any-return]
