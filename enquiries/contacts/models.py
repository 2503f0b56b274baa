"""Journalists and outlets."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
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


class Outlet(PolicyRecord):
    """A newspaper, station, site or agency."""

    PREFIX: ClassVar[str] = "OUT"
    CALLED = "outlet"
    STATES = ContactState

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=OutletKind, default=OutletKind.LOCAL)

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(RecordQuerySet):
    """How contacts are asked for."""

    def visible_to(self, user: User) -> Self:
        """The book, to those authorised for it (CRM-1); nobody whom only an ongoing matter brought in."""
        if not standing_of(user).holds_everywhere("open_contacts"):
            return self.none()
        found = self.unlocked_for(user).filter(state=ContactState.KEPT)
        enquiry = self.model._meta.get_field("enquiries").related_model
        theirs = enquiry._default_manager.filter(contact=OuterRef("pk"))
        return found.filter(Q(Exists(theirs.visible_to(user))) | ~Exists(theirs))

    def like(self, words: str) -> Self:
        """Those whose name, address or outlet holds these words."""
        near = Q(name__icontains=words) | Q(email__icontains=words) | Q(outlet__name__icontains=words)
        return self.filter(near).select_related("outlet").order_by("name")


class Contact(PolicyRecord):
    """A journalist: name, outlet, and how they can be reached."""

    PREFIX: ClassVar[str] = "CON"
    CALLED = "contact"
    STATES = ContactState

    name = models.CharField(max_length=120)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True, max_length=2000)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="contact_name_near")]

    def __str__(self) -> str:
        return f"{self.name}, {self.outlet.name}" if self.outlet else self.name

    @property
    def title(self) -> str:
        """Their name."""
        return self.name

    def get_absolute_url(self) -> str:
        """The contact's page."""
        return reverse("enquiries:contact", args=[self.pk])


class ContactUserObjectPermission(UserObjectPermissionBase):
    """guardian: one contact shared with one person."""

    content_object = models.ForeignKey(Contact, on_delete=models.CASCADE)
