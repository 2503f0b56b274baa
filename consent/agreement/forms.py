"""What is asked on each page of the form: little at a time, a Yes and a No of the same weight, nothing ticked beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from consent.agreement.actions import health_statement
from consent.agreement.choices import Afterwards
from consent.agreement.models import MediaConsent
from consent.agreement.questions import on_page, reach_of, words_for
from consent.agreement.rules import longest_until, months_after
from consent.vocabulary import IdentLevel, ThirdPartyRole
from mediapolicy.fields import Words
from mediapolicy.rendering import BigChoice

YES_NO = (("yes", "Yes"), ("no", "No"))
YES_NO_ICONS = {"yes": "ring-check", "no": "ring-cross"}
ROWS = 3  # other organisations, named on one page


class Asked(forms.ChoiceField):
    """A question with a drawing and large answers. No answer is a No, so none is ever demanded."""

    def __init__(self, label: str, hint: str = "", *, picture: str, choices: Any = YES_NO, **kwargs: Any) -> None:
        icons = YES_NO_ICONS if choices is YES_NO else {}
        super().__init__(
            label=label,
            help_text=hint,
            choices=choices,
            widget=BigChoice(large=True, icons=icons),
            required=False,
            **kwargs,
        )
        self.picture = picture


class PageForm(forms.Form):
    """One page of the form. `answers` is kept as it was given; `chosen` is what follows for the consent."""

    all_optional = True

    def __init__(self, data: Any = None, *, consent: MediaConsent) -> None:
        self.consent = consent
        self.said = words_for(consent)
        super().__init__(data, initial={**self.facts(), **consent.answers})
        self.build()

    def facts(self) -> dict[str, Any]:
        """What is on the form already, for boxes that aren't yes or no."""
        return {}

    def build(self) -> None:
        """Add the fields that depend on the consent."""

    def ask(self, name: str, label: str, hint: str = "", *, picture: str, choices: Any = YES_NO) -> None:
        """Add one question."""
        self.fields[name] = Asked(label.format(**self.said), hint.format(**self.said), picture=picture, choices=choices)

    def pictured(self) -> Iterator[tuple[str, BoundField]]:
        """Each field with its picture, empty where it has none."""
        return ((getattr(field.field, "picture", ""), field) for field in self)

    @property
    def answers(self) -> dict[str, str]:
        """The answers to this page's questions."""
        given = self.cleaned_data
        return {name: given[name] for name, field in self.fields.items() if isinstance(field, Asked) and given[name]}

    @property
    def chosen(self) -> dict[str, Any]:
        """What it means for the consent."""
        return {}

    def is_yes(self, name: str) -> bool:
        """Whether this was answered with yes."""
        return bool(self.cleaned_data.get(name) == "yes")


class QuestionsForm(PageForm):
    """What may be used, or where it may be seen."""

    page = "what"

    def build(self) -> None:
        """One question after the other."""
        for one in on_page(self.page, self.consent):
            self.ask(one.key, one.words, one.hint, picture=one.drawing)


class InsideForm(QuestionsForm):
    """In the home and with the family."""

    page = "inside"


class PublicForm(QuestionsForm):
    """Where anybody can see it."""

    page = "public"


class ElsewhereForm(QuestionsForm):
    """More places where anybody can see it."""

    page = "elsewhere"


class PressForm(QuestionsForm):
    """What leaves our hands."""

    page = "press"


class NameForm(PageForm):
    """How plainly they can be told."""

    def build(self) -> None:
        """The name, then what else may be said, each by itself."""
        person = self.consent.subject
        levels = [
            (IdentLevel.NO_NAME, "No name"),
            (IdentLevel.FIRST_NAME, f"Just “{person.first_name}”"),
            (IdentLevel.FULL_NAME, person.name),
        ]
        levels = [one for one in levels if one[0] <= reach_of(self.consent).most_ident]
        self.ask("name", "Do you want {your} name on it?", picture="name-badge", choices=levels)
        self.ask(
            "name_only",
            "May we write {your} name without a picture?",
            "Like “Happy birthday” in the newsletter.",
            picture="pencil",
        )
        self.ask("age", "May we say how old {you_are}?", "Or that it is {your} birthday.", picture="calendar")
        where = "where {you_live}" if self.consent.kind.is_resident else "which home it is"
        self.ask("home_name", f"May we say {where}?", "The name of the home.", picture="person-at-home")
        self.ask("with_family", "May we say who {your} family are?", picture="friends")
        if self.consent.uses_social_media:
            self.ask(
                "tagged", "May we link to {your} own page?", "On Facebook or another network.", picture="phone-globe"
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """The level, and each permission."""
        level = self.cleaned_data["name"] or IdentLevel.NO_NAME
        if level == IdentLevel.FULL_NAME and (self.is_yes("age") or self.is_yes("with_family")):
            level = IdentLevel.FULL_NAME_PLUS
        return {
            "most_ident": level,
            "may_use_age": self.is_yes("age"),
            "may_use_home_name": self.is_yes("home_name"),
            "may_use_family": self.is_yes("with_family"),
            "may_be_tagged": self.is_yes("tagged"),
        }


class HealthForm(PageForm):
    """The question about health, by itself, in its exact words (V-C-09)."""

    health_detail = Words(
        label="May we mention a health condition? If so, which?",
        max_length=300,
        required=False,
        help_text="Leave it empty and we mention none.",
    )
    field_order = ["health", "health_detail"]

    def facts(self) -> dict[str, Any]:
        """The words about health."""
        return {"health_detail": self.consent.health_detail}

    def build(self) -> None:
        """The statement is the hint, word by word as it is kept."""
        self.ask("health", "Is this all right?", health_statement(self.consent), picture="heart")
        self.order_fields(self.field_order)

    @property
    def chosen(self) -> dict[str, Any]:
        """Agreed or not; unanswered it stays a question."""
        if not self.cleaned_data["health"]:
            return {}
        agreed = self.is_yes("health")
        detail = self.cleaned_data["health_detail"] if agreed else ""
        return {"health_agreed": agreed, "health_detail": detail, "may_mention_health": bool(detail)}


class OrganisationsForm(PageForm):
    """Newspapers and others, by name (V-C-08, V-C-13)."""

    def facts(self) -> dict[str, Any]:
        """Those named already."""
        found: dict[str, Any] = {}
        for number, one in enumerate(self.consent.third_parties[:ROWS], start=1):
            found |= {f"name_{number}": one["name"], f"role_{number}": one["role"]}
        return found

    def build(self) -> None:
        """A name and what it is, three times."""
        for number in range(1, ROWS + 1):
            which = ("Who will have it?", "Anybody else?", "And anybody else?")[number - 1]
            hint = "The name, such as Wexcombe Courier." if number == 1 else ""
            self.fields[f"name_{number}"] = Words(label=which, max_length=120, required=False, help_text=hint)
            what = ("What is it?", "What is the second one?", "What is the third one?")[number - 1]
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=what, choices=[("", "Choose"), *ThirdPartyRole.choices], required=False
            )

    def clean(self) -> dict[str, Any]:
        """Each name says what it is."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, ROWS + 1):
            if given.get(f"name_{number}") and not given.get(f"role_{number}"):
                self.add_error(f"role_{number}", f"Choose what {given[f'name_{number}']} is")
        return given

    @property
    def chosen(self) -> dict[str, Any]:
        """The organisations, as they are kept."""
        given = self.cleaned_data
        return {
            "third_parties": [
                {"name": given[f"name_{number}"].strip(), "role": given[f"role_{number}"]}
                for number in range(1, ROWS + 1)
                if given[f"name_{number}"].strip()
            ]
        }


class UntilForm(PageForm):
    """Until when, for what, and whether they see it first."""

    one_off_event = Words(
        label="Is it for one day or one picture only?",
        max_length=160,
        required=False,
        help_text="Then say which, such as “Summer party, 4 July”. Leave it empty if not.",
    )
    conditions = Words(
        label="Is there anything we must keep to?",
        rows=2,
        max_length=1000,
        required=False,
        help_text="Whoever posts reads this. Say nothing of health here.",
    )
    field_order = ["until", "see_first", "one_off_event", "conditions"]

    def facts(self) -> dict[str, Any]:
        """The words on file."""
        return {"one_off_event": self.consent.one_off_event, "conditions": self.consent.conditions}

    def build(self) -> None:
        """Three ends to choose from, none of them later than the longest."""
        months = {"three": 3, "six": 6}
        days = {key: months_after(timezone.localdate(), count) for key, count in months.items()}
        latest = longest_until(self.consent)
        ends = [(key, f"{day:%-d %B %Y}") for key, day in days.items() if day < latest]
        self.ask(
            "until",
            "Until when may we use it?",
            "We ask again after that.",
            picture="calendar",
            choices=[*ends, ("longest", f"{latest:%-d %B %Y}")],
        )
        self.ask("see_first", "Do you want to see it first?", "Then we use it only if you like it.", picture="eye")
        self.order_fields(self.field_order)

    @property
    def chosen(self) -> dict[str, Any]:
        """The last day; unanswered, the longest is settled when it is made ready."""
        given = self.cleaned_data
        found = {
            "view_first": self.is_yes("see_first"),
            "one_off_event": given["one_off_event"],
            "conditions": given["conditions"],
        }
        if given["until"]:
            found["expires_on"] = self._end(given["until"])
        return found

    def _end(self, key: str) -> date:
        if key == "longest":
            return longest_until(self.consent)
        return months_after(timezone.localdate(), {"three": 3, "six": 6}[key])


class AfterwardsForm(PageForm):
    """When they die, leave, or can no longer decide: in plain words."""

    def build(self) -> None:
        """Stopping is what happens when nothing is said."""
        stop, keep = (Afterwards.STOP, "Stop using it"), (Afterwards.KEEP_EXISTING, "Leave what is there")
        ask = (Afterwards.ASK_REPRESENTATIVE, "Ask whoever speaks for {you}".format(**self.said))
        self.ask(
            "after_leaving",
            "And if {you_move} away?",
            "If nothing is said, we stop.",
            picture="person-at-home",
            choices=[stop, keep],
        )
        self.ask(
            "after_capacity_loss",
            "And if one day {you_cannot} decide this any more?",
            "If nothing is said, we stop.",
            picture="advice",
            choices=[stop, keep, ask],
        )
        self.ask(
            "after_death",
            "And after {your} death?",
            "If nothing is said, we stop.",
            picture="friends",
            choices=[stop, keep, ask],
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """What they wish; nothing said means stop."""
        names = ("after_leaving", "after_capacity_loss", "after_death")
        return {name: self.cleaned_data[name] or Afterwards.STOP for name in names}


class SafetyForm(PageForm):
    """The question about safety (3.8.1)."""

    def build(self) -> None:
        """One question."""
        self.ask(
            "must_not_know",
            "Is there anyone who must not learn where {you_live}?",
            "If yes, we show {you} to nobody outside. Somebody whose work it is looks at it with {you}.",
            picture="raised-hand",
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """Yes or no; unanswered it stays a question."""
        return {"somebody_must_not_know": self.is_yes("must_not_know")} if self.cleaned_data["must_not_know"] else {}
