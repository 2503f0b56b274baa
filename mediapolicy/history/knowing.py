"""What a reader of history may know of at all: nothing of an ongoing matter, nor of what only a matter brought in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.policy.tables import verbs_for_few
from mediapolicy.records import PolicyRecord, RecordQuerySet, SignedRecord


def known_rows(model: type[SignedRecord], user: User) -> Q:
    """The condition on the history rows of this kind of record, for this reader."""
    return _unlocked_rows(model, user) & _rows_not_confidential(model, user)


def may_hear_of(model: type[SignedRecord], user: User) -> bool:
    """Whether such records exist for this reader at all: a kind that is confidential is named to nobody else (4.9)."""
    needed = getattr(model, "KNOWN_WITH", "")
    return not needed or standing_of(user).holds_anywhere(needed)


def _rows_not_confidential(model: type[SignedRecord], user: User) -> Q:
    """Where this reader holds what the kind needs; and none of the steps that would tell of what they may not know."""
    found = _at_homes(getattr(model, "KNOWN_WITH", ""), user)
    for verb, permission in getattr(model, "STEPS_KNOWN_WITH", {}).items():
        if not standing_of(user).holds_everywhere(permission):
            found &= ~Q(verb=verb) | _at_homes(permission, user)
    return found


def _at_homes(permission: str, user: User) -> Q:
    standing = standing_of(user)
    if not permission or standing.holds_everywhere(permission):
        return Q()
    return Q(home__in=standing.homes_with(permission), kept_from_home=False)


def _unlocked_rows(model: type[SignedRecord], user: User) -> Q:
    if standing_of(user).holds_anywhere("handle_matter"):
        return Q()
    if issubclass(model, PolicyRecord):
        # That a record once came under a matter is told to nobody else, also when it has been given back.
        return Q(Exists(known(model, user).filter(pk=OuterRef("id")))) & ~Q(verb__in=verbs_for_few())
    found = Q()
    for field in model._meta.concrete_fields:  # what belongs to a record goes where it goes
        target = field.related_model
        if isinstance(target, type) and issubclass(target, PolicyRecord):
            its_own = Exists(known(target, user).filter(pk=OuterRef(field.attname)))
            found &= Q(**{f"{field.name}__isnull": True}) | Q(its_own)
    return found


def known(model: type[PolicyRecord], user: User, seen: frozenset[type] = frozenset()) -> models.QuerySet[Any]:
    """The records that this person may know of; words are another question.

    Not confidential in themselves; unlocked, or shared with them one by one; and not brought in only by records that
    they may not know of.
    """
    found = model._default_manager.filter(_at_homes(model.KNOWN_WITH, user))
    if standing_of(user).holds_anywhere("handle_matter"):
        return found
    found = found.unlocked_for(user) if isinstance(found, RecordQuerySet) else found.filter(is_locked=False)
    for other, field in _what_brings_in(model):
        if other not in seen:
            theirs = other._base_manager.filter(**{field: OuterRef("pk")})
            known_ones = known(other, user, seen | {model}).filter(**{field: OuterRef("pk")})
            found = found.filter(Q(Exists(known_ones)) | _stands_alone(found, theirs, user))
    for subject in _subjects(model):
        its_own = Exists(known(subject, user, seen | {model}).filter(pk=OuterRef("subject_id")))
        found = found.filter(~Q(subject_type=subject._meta.label_lower) | Q(its_own))
    return found


def _stands_alone(records: Any, theirs: models.QuerySet[Any], user: User) -> Q:
    """What may be known whatever points at it: by its own right where its kind has one, else what nothing points at."""
    own = getattr(records, "by_own_right", None)
    return own(user) if own else Q(~Exists(theirs))


@cache
def _policy_records() -> tuple[type[PolicyRecord], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, PolicyRecord))


@cache
def _what_brings_in(model: type[PolicyRecord]) -> tuple[tuple[type[PolicyRecord], str], ...]:
    """The other kinds of record that point at this one, and by which field; none for what stands alone."""
    if model.STANDS_ALONE:
        return ()
    return tuple(
        (other, field.name)
        for other in _policy_records()
        if other is not model
        for field in other._meta.concrete_fields
        if field.related_model is model
    )


@cache
def _subjects(model: type[PolicyRecord]) -> tuple[type[PolicyRecord], ...]:
    """What a sign-off can be of: everything that has a sealed content."""
    if not any(field.name == "subject_id" for field in model._meta.concrete_fields):
        return ()
    return tuple(other for other in _policy_records() if other is not model and hasattr(other, "sealed_content"))
