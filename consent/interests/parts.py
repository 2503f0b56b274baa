"""The parts of a best-interests decision and the steps that move it: which form, which action, what words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.urls import reverse

from consent.capacity.forms import NoteForm, NothingForm, ReasonForm
from consent.capacity.parts import Task
from consent.interests import actions, forms, rules, states
from consent.interests.models import BestInterestsDecision, Decided
from consent.interests.states import DecisionState
from consent.vocabulary import Purpose
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the checklist."""

    title: str
    lead: str
    form: Callable[..., Any]
    is_done: Callable[[BestInterestsDecision], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One button of a decision."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[BestInterestsDecision, dict[str, Any], User], None]
    done: str
    lead: str = ""
    is_grave: bool = False


PARTS: dict[str, Part] = {
    "them": Part(
        "What they want and value",
        "Start with the person: now, before, and what matters to them.",
        forms.AboutThemForm,
        lambda found: all(rules.about_them(found).values()),
    ),
    "people": Part(
        "Ask those who know them",
        "Ask each of them what the person would want. They are asked, and decide nothing.",
        forms.PeopleForm,
        lambda found: not rules.people_who_know_them_were_asked(found) and bool(found.conflicts),
    ),
    "options": Part(
        "Weigh at least three ways",
        "As proposed, something less, and not at all.",
        forms.OptionsForm,
        lambda found: not rules.three_options(found) and found.less_restrictive,
    ),
    "decision": Part(
        "What you decide",
        "For what anyone may see, their attorney or deputy has to agree as well. Best interests alone never allow it.",
        forms.DecisionForm,
        lambda found: bool(found.decided and found.informed),
    ),
}
STEPS: dict[str, Step] = {
    "decide": Step(
        states.DECIDE,
        NothingForm,
        lambda found, given, by: actions.decide(found, by=by),
        "Decided. The Safeguarding Lead and the Data Protection Lead have been told.",
        "It counts when the Safeguarding Lead or the Data Protection Lead has signed too.",
    ),
    "second-signature": Step(
        states.SECOND,
        NoteForm,
        lambda found, given, by: actions.sign_second(found, by=by, note=given["note"]),
        "Signed. It counts from now on.",
        "Read all of it. You answer for it with whoever decided.",
    ),
    "send-back": Step(
        states.SEND_DECISION_BACK,
        ReasonForm,
        lambda found, given, by: actions.send_back(found, by=by, note=given["note"]),
        "Sent back. Whoever decided has been told.",
    ),
    "allow": Step(
        states.ALLOW_EXCEPTION,
        NothingForm,
        lambda found, given, by: actions.allow_exception(found, by=by),
        "Allowed: this one item, and nothing else.",
        "One item, for three months at most. It ends at once if they object.",
    ),
    "end": Step(
        states.END_DECISION,
        ReasonForm,
        lambda found, given, by: actions.end(found, by=by, note=given["note"]),
        "Ended.",
        "What rests on it may not be shown any longer.",
        is_grave=True,
    ),
}


def open_steps(decision: BestInterestsDecision, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now; an exception is allowed once."""
    return [
        (slug, step)
        for slug, step in STEPS.items()
        if step.transition.is_open_to(user, decision)
        and not (step.transition is states.ALLOW_EXCEPTION and _nothing_to_allow(decision))
    ]


def _nothing_to_allow(decision: BestInterestsDecision) -> bool:
    return decision.decided != Decided.ONE_ITEM or decision.allowed_by_coo_id is not None


def tasks_of(decision: BestInterestsDecision, user: User) -> list[Task]:
    """The parts as a task list."""
    writes = states.CHANGE_DECISION.is_open_to(user, decision)
    return [
        Task(
            part.title,
            part.lead,
            reverse("consent:decision_part", args=[decision.pk, slug]) if writes else "",
            "done" if part.is_done(decision) else "open",
        )
        for slug, part in PARTS.items()
    ]


def still_missing(decision: BestInterestsDecision) -> list[str]:
    """What has to be written before it can be decided."""
    return states.DECIDE.lacks(decision) if decision.state == DecisionState.DRAFT else []


def answers_for(decision: BestInterestsDecision, user: User) -> list[dict[str, Any]]:
    """The checklist for those who may read it; of an exception, the COO reads the item and its safeguards alone."""
    if standing_of(user).holds("open_capacity", decision.home_id):
        return answers_of(decision)
    rows = [
        ("The one item", decision.exception_item),
        ("For which uses", "\n".join(Purpose(one).label for one in decision.purposes)),
        *((forms.FACTS[name], words) for name, words in decision.exception_facts.items()),
        ("Until", f"{decision.review_due:%-d %B %Y}" if decision.review_due else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def answers_of(decision: BestInterestsDecision) -> list[dict[str, Any]]:
    """The checklist as a summary."""
    views = dict(forms.VIEWS) | {"": "not asked"}
    asked = [
        f"{one['name']}{', ' + one['relationship'] if one.get('relationship') else ''}: "
        f"{views.get(one.get('view', ''), '').lower()}. {one.get('words', '')}"
        for one in decision.consultees
    ]
    options = [
        f"{rules.OPTIONS[one['option']]}. For it: {one['benefits']} Against it: {one['burdens']}"
        for one in decision.options
        if one["benefits"] or one["burdens"]
    ]
    yes_no = {True: "Yes", False: "No", None: ""}
    rows = [
        ("For which uses", "\n".join(Purpose(one).label for one in decision.purposes)),
        ("The circumstances", decision.circumstances),
        ("Likely to be able later", f"{decision.get_regain_likely_display()} {decision.regain_when}".strip()),
        ("Can it wait", yes_no[decision.can_wait]),
        ("How they took part", decision.participation),
        ("What they seem to want now", decision.present_wishes),
        ("They object now", yes_no[decision.objects_now]),
        ("What they wished before", decision.past_wishes),
        ("They wished against it", yes_no[decision.wished_against]),
        ("What they believe in and value", decision.beliefs),
        ("What else they would think of", decision.other_factors),
        ("Who was asked, and what they think", "\n".join(asked)),
        ("There is nobody to ask", decision.advocacy_considered if decision.unbefriended else ""),
        ("Who gains from it", decision.conflicts),
        ("What was weighed", "\n".join(options)),
        ("Disagreement", decision.get_dispute_route_display() if decision.dispute else ""),
        ("Agreed to by", str(decision.made_by_representative or "")),
        ("The one item", decision.exception_item),
        *((forms.FACTS[name], words) for name, words in decision.exception_facts.items()),
        ("Decided", decision.get_decided_display()),
        ("Limits", decision.limits),
        ("Basis in data protection law", decision.basis_note),
        ("Who was told", decision.informed),
        ("Looked at again by", f"{decision.review_due:%-d %B %Y}" if decision.review_due else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]
