"""The parts of the preparation: a page each, with its row of the table, its form, and how it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enquiries.access import actions, conditions, forms, states
from enquiries.access.models import AccessRequest
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition

Lack = Callable[[AccessRequest], str]


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: what it is called, whose row it is, its form, and what it settles before approval."""

    slug: str
    title: str
    transition: Transition
    form: type[forms.TopicForm]
    settles: tuple[Lack, ...]

    def keep(self, visit: AccessRequest, given: dict[str, Any], by: User) -> bool:
        """Keep what was filled in; False when nothing was different."""
        if self.transition is states.NAME_ESCORT:
            return actions.name_escort(visit, by=by, **given)
        return actions.change(visit, self.transition, by=by, **given)


TOPICS = {
    one.slug: one
    for one in (
        Topic(
            "what",
            "What, where and when",
            states.SAY_WHAT,
            forms.WhatForm,
            (conditions.a_time_to_come, conditions.where_it_is_seen),
        ),
        Topic("crew", "Who comes", states.SAY_WHO_COMES, forms.CrewForm, (conditions.the_crew,)),
        Topic("areas", "Where they may go", states.SAY_WHERE, forms.AreasForm, (conditions.where_they_may_go,)),
        Topic(
            "escort",
            "Who goes with them",
            states.NAME_ESCORT,
            forms.EscortForm,
            (conditions.an_escort, conditions.a_promise_to_stop, conditions.words_for_visitors),
        ),
        Topic("terms", "What is agreed with them", states.AGREE_TERMS, forms.TermsForm, ()),
    )
}
