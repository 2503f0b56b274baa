"""System checks: the tables must agree with each other before anything starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from mediapolicy.papers.kinds import KINDS
from mediapolicy.permissions import OUTSIDE_THE_TABLE
from mediapolicy.policy.tables import all_powers, all_transitions
from mediapolicy.roles import Role


@register()
def permissions_exist(**_: Any) -> list[CheckMessage]:
    """Every permission that a role or a transition names is declared by a table, and somebody holds it."""
    declared = set(all_powers())
    problems: list[CheckMessage] = [
        Error(
            f"Role {role.label} names the permission {name!r}, which no table declares.",
            id="mediapolicy.E001",
        )
        for role in Role
        for name in sorted(role.permissions - declared)
    ]
    problems += [
        Error(
            f"{room}: {transition.verb!r} asks for the permission {transition.permission!r}, which no table declares.",
            id="mediapolicy.E002",
        )
        for room, transition in all_transitions()
        if transition.permission not in declared | OUTSIDE_THE_TABLE
    ]
    held = {name for role in Role for name in role.permissions}
    problems += [
        Error(f"No role holds the permission {name!r}.", id="mediapolicy.E003") for name in sorted(declared - held)
    ]
    return problems


@register()
def papers_are_of_records(**_: Any) -> list[CheckMessage]:
    """Every kind of paper is of records that say to whom they are visible, for a permission that a table declares."""
    declared = set(all_powers()) | OUTSIDE_THE_TABLE
    problems: list[CheckMessage] = [
        Error(
            f"The paper {kind.slug!r} asks for the permission {kind.permission!r}, which no table declares.",
            id="mediapolicy.E004",
        )
        for kind in KINDS.values()
        if kind.permission not in declared
    ]
    return problems + [
        Error(
            f"The paper {kind.slug!r} is of {kind.about}, which can't say to whom it is visible.", id="mediapolicy.E005"
        )
        for kind in KINDS.values()
        if not hasattr(kind.model._default_manager.all(), "visible_to")
    ]
