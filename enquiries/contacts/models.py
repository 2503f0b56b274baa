"""Journalists and outlets."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from enquiries.contacts.states import ContactState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class OutletKind(models.TextChoices):
    """What kind of outlet."""

    LOCAL = "local", "Local paper or site"
    NATIONAL = "national", "National paper or site"
    TRADE = "trade", "Trade press"
    RADIO = "radio", "Radio or podcast"
    TV = "tv", "Television"
    FREELANCE = "freelance", "Freelance"
    ONLINE = "online", "Blog or social media"


def _enquiries() -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = Contact._meta.get_field("enquiries").related_model._default_manager.all()
    return found


def _in_its_own_right(user: User) -> Q:
    """Added for itself, or out of an enquiry that this person may know of: not what only a matter brought in (CC-2)."""
    brought_by = _enquiries().unlocked_for(user).filter(pk=OuterRef("brought_in_by"))  # type: ignore[attr-defined]
    return Q(brought_in_by=None) | Q(Exists(brought_by))


class OutletQuerySet(models.QuerySet["Outlet"]):
    """How outlets are asked for."""

    def by_own_right(self, user: User) -> Q:
        """Those that stand whoever works for them."""
        return _in_its_own_right(user)

    def open_to_all(self, enquiry: uuid.UUID | None) -> Self:
        """Those that nobody would learn of a matter by, and those that this enquiry brought in itself."""
        hidden = _enquiries().filter(is_locked=True).exclude(pk=enquiry).values("pk")
        return self.filter(Q(brought_in_by=None) | ~Q(brought_in_by__in=hidden))


class Outlet(PolicyRecord):
    """A newspaper, station, site or agency."""

    PREFIX: ClassVar[str] = "OUT"
    CALLED = "outlet"
    STATES = ContactState

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=OutletKind, default=OutletKind.LOCAL)
    # The enquiry it was written down in; empty for one that was added for itself.
    brought_in_by = models.UUIDField(null=True, editable=False)

    objects = OutletQuerySet.as_manager()

    class Meta:
        constraints = [
            # An outlet that only a matter brought in must not stand in the way of adding it: that would tell of it.
            models.UniqueConstraint(
                Lower("name"), condition=Q(brought_in_by=None), name="one_outlet_of_its_own_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(RecordQuerySet):
    """How contacts are asked for."""

    def visible_to(self, user: User) -> Self:
        """The book, to those authorised for it (CRM-1); nobody whom only an ongoing matter brought in."""
        if not standing_of(user).holds_everywhere("open_contacts"):
            return self.none()
        found = self.unlocked_for(user).filter(state=ContactState.KEPT)
        theirs = _enquiries().visible_to(user).filter(contact=OuterRef("pk"))  # type: ignore[attr-defined]
        return found.filter(self.by_own_right(user) | Q(Exists(theirs)))

    def by_own_right(self, user: User) -> Q:
        """Those that stand whatever becomes of the enquiries that name them."""
        return _in_its_own_right(user)

    def like(self, words: str) -> Self:
        """Those whose name, address or outlet holds these words."""
        near = Q(name__icontains=words) | Q(email__icontains=words) | Q(outlet__name__icontains=words)
        return self.filter(near).select_related("outlet").order_by("name")


class Contact(PolicyRecord):
    """A journalist: name, outlet, and how they can be reached."""

    PREFIX: ClassVar[str] = "CON"
    OPENED_WITH = "open_contacts"
    CALLED = "contact"
    STATES = ContactState

    name = models.CharField(max_length=120)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True, max_length=2000)
    # The enquiry they were written down in; empty for somebody who was added for themselves.
    brought_in_by = models.UUIDField(null=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="contact_name_near")]

    def __str__(self) -> str:
        return f"{self.name}, {self.outlet.name}" if self.outlet else self.name

    @property
    def title(self) -> str:
        """Their name."""
        return self.name

    @property
    def is_known_to_all(self) -> bool:
        """Whether nobody would learn of a matter by them: they are in the book, and no locked enquiry brought them in."""
        return not self.is_locked and not _enquiries().filter(pk=self.brought_in_by, is_locked=True).exists()

    def get_absolute_url(self) -> str:
        """The contact's page."""
        return reverse("enquiries:contact", args=[self.pk])


class ContactUserObjectPermission(UserObjectPermissionBase):
    """guardian: one contact shared with one person."""

    content_object = models.ForeignKey(Contact, on_delete=models.CASCADE)
