"""The inbox: what each person was told, about which record, and how they like to be told."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.utils import timezone

from mediapolicy.notices.kinds import KINDS, Kind
from mediapolicy.paging import sql_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import kept_for, standing_of
from mediapolicy.records import PolicyRecord


@cache
def records_told_of() -> tuple[Any, ...]:
    """Every kind of record that a notice can be about."""
    return tuple(model for model in apps.get_models() if issubclass(model, PolicyRecord) and model.TOLD_OF)


MOST_SHOWN = 99  # beyond that nobody needs the number, and each one counted is a record looked up
# A look-up by key of each unread notice's record, among those that this person may know of. The limit keeps it one: a
# join may be answered by reading all records once.
UNREAD = """
(select count(*) from (
  select from mediapolicy_notice notice
  where notice.recipient_id = %s and notice.read_at is null and not notice.is_hidden
    and case notice.record_type {kinds} end
  limit {most}) counted)"""
OF_A_KIND = "when %s then (select true from ({theirs}) theirs where theirs.id = notice.record_id limit 1)"


def unread_by(person: User) -> tuple[str, list[Any]]:
    """How much of their inbox this person has not read, up to one more than is shown, as part of a larger statement.

    Every page asks. Only the kinds of record that something is unread of are asked about, however many others there are.
    """
    return kept_for(person, "unread", lambda: _unread_by(person))


def _unread_by(person: User) -> tuple[str, list[Any]]:
    told_of = standing_of(person).told_of
    kinds, params = [], list[Any]([person.pk])
    for model in records_told_of():
        if model._meta.label_lower in told_of:
            theirs, given = sql_of(model._default_manager.visible_to(person).order_by().values("id"))
            kinds.append(OF_A_KIND.format(theirs=theirs))
            params += [model._meta.label_lower, *given]
    return (UNREAD.format(kinds=" ".join(kinds), most=MOST_SHOWN + 1), params) if kinds else ("0", [])


class NoticeQuerySet(models.QuerySet["Notice"]):
    """How notices are asked for."""

    def inbox_of(self, person: User) -> Self:
        """What this person was told and may still know of, newest first: records they may not see are not counted."""
        known = Q(pk__in=[])
        for model in records_told_of():
            theirs = model._default_manager.visible_to(person).filter(pk=OuterRef("record_id")).order_by()
            # One look at its key for each notice; an EXISTS may be answered by reading all records once.
            is_known = Subquery(theirs.values(known=Value(True))[:1], output_field=models.BooleanField())
            known |= Q(record_type=model._meta.label_lower) & Q(is_known)
        return self.filter(known, recipient=person, is_hidden=False).order_by("-created_at", "-id")

    def unread(self) -> Self:
        """Those not read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing one person was told. Names no one and quotes nothing: a kind and a reference (CRM-2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The indexes below begin with it: one of its own would be written for nothing, and read for less.
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, unique=True)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    reference = models.CharField(max_length=14)
    url = models.CharField(max_length=200)
    is_hidden = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["recipient", "record_type"], condition=Q(read_at=None, is_hidden=False), name="notice_unread_of"
            ),
            models.Index(fields=["record_id"], name="notice_record"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def what(self) -> Kind:
        """The kind of notice, with its words and clause."""
        return KINDS[self.kind]

    @property
    def words(self) -> str:
        """What the inbox says."""
        return self.what.words.format(reference=self.reference)


class NoticeChoice(models.Model):
    """How one person wants one kind of notice: the inbox always, email if they like."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=40)
    by_email = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        return self.kind
