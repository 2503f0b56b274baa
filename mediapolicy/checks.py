"""System checks: the tables must agree with each other before anything starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

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
