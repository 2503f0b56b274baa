"""What a person may do where: one question to the database a request, answered from guardian's tables."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection
from guardian.models import UserObjectPermissionBase

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.records import SignedRecord
    from mediapolicy.roles import Role


class Grant(NamedTuple):
    """One permission, where it holds (None: everywhere) and the role it comes from ("" for a single grant)."""

    permission: str
    home_id: uuid.UUID | None
    role: str


@dataclass(frozen=True)
class Standing:
    """Everything one person may do, as it was when the request began."""

    grants: frozenset[Grant]
    # The kinds of record of which something is unread: whether it may be known of is asked of these kinds alone.
    told_of: frozenset[str] = frozenset()
    # Single records that were asked about since, and the permissions with which they were shared.
    shares: dict[tuple[str, uuid.UUID], frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def _anywhere(self) -> frozenset[str]:
        return frozenset(grant.permission for grant in self.grants)

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        return frozenset(grant.permission for grant in self.grants if grant.home_id is None)

    def holds_anywhere(self, permission: str) -> bool:
        """Whether the permission is held at any home or for the organisation."""
        return permission in self._anywhere

    def holds_everywhere(self, permission: str) -> bool:
        """Whether it is held for the whole organisation."""
        return permission in self._everywhere

    def holds(self, permission: str, home_id: uuid.UUID | None) -> bool:
        """Whether it is held at this home (a record without a home needs it for the organisation)."""
        return permission in self._everywhere or any(
            grant.permission == permission and grant.home_id == home_id for grant in self.grants
        )

    def homes_with(self, permission: str) -> frozenset[uuid.UUID]:
        """The homes at which it is held (ask `holds_everywhere` first)."""
        return frozenset(grant.home_id for grant in self.grants if grant.permission == permission and grant.home_id)

    def has_role(self, role: Role) -> bool:
        """Whether this role is held, at any home or for the organisation."""
        return any(grant.role == role.code for grant in self.grants)

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


# What the person's groups hold everywhere, what they hold at homes, what was granted to this person at a home; and the
# kinds of record that they have not read something of.
HELD = """
select (select codename from auth_permission where id = held.permission_id), held.home_id, g.name, ''
from mediapolicy_user_groups m join auth_group g on g.id = m.group_id cross join lateral (
    select permission_id, null::uuid as home_id from auth_group_permissions where group_id = m.group_id
    union all
    select permission_id, content_object_id from mediapolicy_homegroupobjectpermission where group_id = m.group_id
  ) held
where m.user_id = %(person)s
union all
select (select codename from auth_permission where id = permission_id), content_object_id, '', ''
from mediapolicy_homeuserobjectpermission where user_id = %(person)s
union all
(select distinct '', null::uuid, '', record_type
from mediapolicy_notice where recipient_id = %(person)s and read_at is null and not is_hidden)"""


def standing_of(user: User) -> Standing:
    """The person's standing, asked once and kept on the object that the request carries."""
    if user.standing_cache is None:
        user.standing_cache = _ask(user)
    return user.standing_cache


def forget_standing(user: User) -> None:
    """Ask again next time: an appointment or a grant has just changed."""
    user.standing_cache = None


Composed = tuple[str, list[Any]]
MOST_KEPT = 4096
_KEPT: dict[tuple[str, uuid.UUID, Standing], Composed] = {}


def kept_for(user: User, what: str, compose: Callable[[], Composed]) -> Composed:
    """A statement and its values that follow from who somebody is and what they may do, composed once.

    The ORM takes longer to write some statements than the database to answer them, and the same person asks again. What
    depends on the clock or on the request doesn't belong here: `visible_to` depends on neither, and a test says so.
    """
    key = (what, user.pk, standing_of(user))
    if key not in _KEPT:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = compose()
    return _KEPT[key]


def _ask(user: User) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"person": user.pk})
        rows = cursor.fetchall()
    return Standing(
        frozenset(Grant(codename, home, group.partition("@")[0]) for codename, home, group, kind in rows if not kind),
        frozenset(kind for _, _, _, kind in rows if kind),
    )


def shared_with(user: User, record: SignedRecord) -> frozenset[str]:
    """The permissions with which this one record was shared with this person: asked once for each record that is locked
    and that they have before them, and kept like the standing."""
    kept = standing_of(user).shares
    key = (record._meta.label_lower, record.pk)
    table = table_of_shares(key[0])
    if key not in kept and table is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT p.codename FROM {table} s JOIN auth_permission p ON p.id = s.permission_id "  # noqa: S608
                "WHERE s.user_id = %s AND s.content_object_id = %s",
                [user.pk, record.pk],
            )
            kept[key] = frozenset(codename for (codename,) in cursor.fetchall())
    return kept.get(key, frozenset())


@cache
def table_of_shares(kind: str) -> str | None:
    """The table of guardian's in which single records of this kind are shared; none for kinds that never are."""
    tables = (model for model in apps.get_models() if issubclass(model, UserObjectPermissionBase))
    return next((one._meta.db_table for one in tables if _kind_shared_in(one) == kind), None)


def _kind_shared_in(model: Any) -> str:
    kind = model._meta.get_field("content_object").related_model
    return kind._meta.label_lower if kind else ""  # guardian's own table, which we don't use, has none
