"""Who may take which step of a story idea: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pressroom.idea import actions, states
from pressroom.idea.models import StoryIdea
from pressroom.idea.states import IdeaState as S
from tests import builders
from tests.builders import CAST, NEW, Open, World, wherever

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
WHO_WRITE = ("marketing", "director", "second director")

MAY: dict[str, Open] = {
    # PR-4 note 6: other staff may only submit a story suggestion. Auditors watch, and somebody without a role does nothing.
    "send in an idea": wherever([NEW], *(set(CAST) - {"auditor", "stranger"})),
    "take up the idea": wherever([S.SENT], *WHO_WRITE),
    "decline the idea": wherever([S.SENT], *WHO_WRITE),
    "come under senior review": wherever(S, "clock"),
    "give back from senior review": wherever(S, "clock"),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert set(BY_VERB) == set(MAY)


@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(world: World, verb: str) -> None:
    idea = actions.send(called="A cake", happened="Lovely.", home=world.home, by=world["carer"])
    records = builders.in_each_state(idea, S, new=StoryIdea(home=world.home, sent_by=world["carer"]))
    found = world.open_to(BY_VERB[verb], records)
    expected = MAY[verb] - ({(NEW, "other manager")} if verb == "send in an idea" else set())  # not at another's home
    assert {"too much": found - expected, "too little": expected - found} == {"too much": set(), "too little": set()}
