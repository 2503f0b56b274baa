"""What a person may do where: one question to the database a request, answered from guardian's tables."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection
from guardian.models import UserObjectPermissionBase

if TYPE_CHECKING:
    from mediapolicy.people.models import User


class Grant(NamedTuple):
    """One permission, where it holds (None: everywhere) and the role it comes from ("" for a single grant)."""

    permission: str
    home_id: uuid.UUID | None
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything one person may do, as it was when the request began."""

    grants: frozenset[Grant]
    # Records shared one by one: (kind of record, permission) and their keys, comma between.
    shared: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def shared_keys(self, kind: str, permission: str = "") -> str:
        """The keys of records of this kind that were shared with this permission, or with any."""
        found = (keys for (of, codename), keys in self.shared.items() if of == kind and permission in ("", codename))
        return ",".join(found)

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


# What the person's groups hold everywhere, what they hold at homes, and what was granted to this person at a home.
AT_HOMES = """select p.codename, null::uuid, g.name, '', ''
from mediapolicy_user_groups m join auth_group g on g.id = m.group_id
  join auth_group_permissions h on h.group_id = g.id join auth_permission p on p.id = h.permission_id
where m.user_id = %(person)s
union all
select p.codename, h.content_object_id, g.name, '', ''
from mediapolicy_user_groups m join auth_group g on g.id = m.group_id
  join mediapolicy_homegroupobjectpermission h on h.group_id = g.id join auth_permission p on p.id = h.permission_id
where m.user_id = %(person)s
union all
select p.codename, h.content_object_id, '', '', ''
from mediapolicy_homeuserobjectpermission h join auth_permission p on p.id = h.permission_id
where h.user_id = %(person)s"""
# Records that were shared with this person: few for anybody, so the keys of each kind come as one row.
SHARED = """
union all
select p.codename, null, '', s.kind, string_agg(s.key::text, ',')
from ({tables}) s join auth_permission p on p.id = s.permission_id
group by s.kind, p.codename"""
A_TABLE = """
  select '{kind}' as kind, permission_id, content_object_id as key from {table} where user_id = %(person)s"""


def standing_of(user: User) -> Standing:
    """The person's standing, asked once and kept on the object that the request carries."""
    if user.standing_cache is None:
        user.standing_cache = _ask(user)
    return user.standing_cache


def forget_standing(user: User) -> None:
    """Ask again next time: an appointment or a grant has just changed."""
    user.standing_cache = None


def _ask(user: User) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(_question(), {"person": user.pk})
        rows = cursor.fetchall()
    return Standing(
        frozenset(
            Grant(codename, home, group.partition("@")[0]) for codename, home, group, kind, _ in rows if not kind
        ),
        {(kind, codename): keys for codename, _, _, kind, keys in rows if kind},
    )


@cache
def _question() -> str:
    """One statement; it goes on over every table in which a kind of record is shared."""
    tables = [
        A_TABLE.format(kind=record._meta.label_lower, table=model._meta.db_table)
        for model in apps.get_models()
        if issubclass(model, UserObjectPermissionBase) and (record := _kind_shared_in(model))
    ]
    return AT_HOMES + SHARED.format(tables=" union all".join(tables))


def _kind_shared_in(model: Any) -> Any:
    """The kind of record that this table shares; none for homes, and for guardian's own table, which we don't use."""
    kind = model._meta.get_field("content_object").related_model
    return None if kind is None or kind._meta.label_lower == "mediapolicy.home" else kind
