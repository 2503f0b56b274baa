"""What a person may do where: one question to the database a request, answered from guardian's tables."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import F, UUIDField, Value

if TYPE_CHECKING:
    from mediapolicy.people.models import User


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission, where it holds (None: everywhere) and the role it comes from ("" for a single grant)."""

    permission: str
    home_id: uuid.UUID | None
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything one person may do, as it was when the request began."""

    grants: frozenset[Grant]

    def holds_anywhere(self, permission: str) -> bool:
        """Whether the permission is held at any home or for the organisation."""
        return any(grant.permission == permission for grant in self.grants)

    def holds_everywhere(self, permission: str) -> bool:
        """Whether it is held for the whole organisation."""
        return any(grant.permission == permission and grant.home_id is None for grant in self.grants)

    def holds(self, permission: str, home_id: uuid.UUID | None) -> bool:
        """Whether it is held at this home (a record without a home needs it for the organisation)."""
        return any(
            grant.permission == permission and (grant.home_id is None or grant.home_id == home_id)
            for grant in self.grants
        )

    def homes_with(self, permission: str) -> frozenset[uuid.UUID]:
        """The homes at which it is held (ask `holds_everywhere` first)."""
        return frozenset(grant.home_id for grant in self.grants if grant.permission == permission and grant.home_id)

    def role_for(self, permission: str, home_id: uuid.UUID | None) -> str:
        """The role relied on for this permission here, for the signature; "" when it is no role's."""
        roles = sorted(
            grant.role
            for grant in self.grants
            if grant.role and grant.home_id in (None, home_id) and grant.permission in (permission, "log_enquiry")
        )
        exact = [
            grant.role for grant in self.grants if grant.permission == permission and grant.home_id in (None, home_id)
        ]
        return (sorted(exact) or roles or [""])[0]


def standing_of(user: User) -> Standing:
    """The person's standing, asked once and kept on the object that the request carries."""
    if user.standing_cache is None:
        user.standing_cache = Standing(frozenset(_grants(user)))
    return user.standing_cache


def forget_standing(user: User) -> None:
    """Ask again next time: an appointment has just changed."""
    user.standing_cache = None


def _grants(user: User) -> list[Grant]:
    """One statement: what the person's groups hold everywhere, what they hold at homes, and single grants."""
    nowhere = Value(None, output_field=UUIDField())
    at_homes = apps.get_model("mediapolicy", "HomeGroupObjectPermission")
    single = apps.get_model("mediapolicy", "HomeUserObjectPermission")
    everywhere = Permission.objects.filter(group__user=user).values_list(F("codename"), nowhere, F("group__name"))
    rows = everywhere.union(
        at_homes._default_manager.filter(group__user=user).values_list(
            F("permission__codename"), F("content_object_id"), F("group__name")
        ),
        single._default_manager.filter(user=user).values_list(
            F("permission__codename"), F("content_object_id"), Value("")
        ),
        all=True,
    )
    return [Grant(codename, home_id, group.partition("@")[0]) for codename, home_id, group in rows]
