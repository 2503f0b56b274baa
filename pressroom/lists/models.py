"""Press lists and who is on them. Whoever wants no more is written to no more, on whichever list they stand."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import SignedRecord
from pressroom.lists.states import REACHED, ListState, SubscriberState

TAGS = {
    SubscriberState.WELCOME: "signed",
    SubscriberState.UNSUBSCRIBED: "voided",
    SubscriberState.BOUNCED: "overdue",
    SubscriberState.FORGOTTEN: "draft",
}


class Basis(models.TextChoices):
    """Why we may write to somebody."""

    ASKED = "asked", "They asked for our releases"
    PUBLISHED = "published", "It is the published address of a newsroom or a desk"


def key_of(address: str) -> str:
    """What an address is known by once it is forgotten: nobody can read the address out of it."""
    return salted_hmac("press-address", tidy(address), algorithm="sha256").hexdigest()


def tidy(address: str) -> str:
    """One address, one way to write it."""
    return address.strip().lower()


class MailingListQuerySet(models.QuerySet["MailingList"]):
    """How lists are asked for."""

    def visible_to(self, user: User) -> Self:
        """Lists, to those who may read them."""
        return self if standing_of(user).holds_everywhere("open_press_list") else self.none()

    def in_use(self) -> Self:
        """Those that a mailing can go to, by name."""
        return self.filter(state=ListState.KEPT).order_by("name", "id")

    def with_numbers(self) -> Self:
        """Each with how many are on it, and how many of those get our releases."""
        reached = Q(entries__subscriber__state=SubscriberState.WELCOME)
        return self.annotate(on_it=models.Count("entries"), reached=models.Count("entries", filter=reached))


class MailingList(SignedRecord):
    """A list of press contacts, such as the local papers."""

    CALLED = "press list"
    STATES = ListState

    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)

    objects = MailingListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ListState.values), name="press_list_state_known"),
            models.UniqueConstraint(
                models.functions.Lower("name"), condition=Q(state=ListState.KEPT), name="one_press_list_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list's page."""
        return reverse("pressroom:press_list", args=[self.pk])


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """How those on the lists are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those on the lists, to those who may read them."""
        return self if standing_of(user).holds_everywhere("open_press_list") else self.none()

    def welcome(self) -> Self:
        """Those who get our releases."""
        return self.filter(state=SubscriberState.WELCOME)

    def at(self, addresses: list[str]) -> Self:
        """Those with one of these addresses, also where it is forgotten."""
        return self.filter(address_key__in=[key_of(address) for address in addresses])


class Subscriber(SignedRecord):
    """One address of the press that gets our releases, and why we may write to it."""

    CALLED = "press contact"
    STATES = SubscriberState
    # They can ask us to forget them, and history can never forget.
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset({"name", "address", "outlet", "basis_note", "address_key"})

    name = models.CharField(max_length=120)
    address = models.EmailField(blank=True)
    address_key = models.CharField(max_length=64, unique=True, editable=False)
    outlet = models.CharField(max_length=120, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    basis_note = models.CharField(max_length=200, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, editable=False)
    bounced_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubscriberState.values), name="subscriber_state_known"),
            models.CheckConstraint(
                condition=Q(state=SubscriberState.FORGOTTEN, address="")
                | (~Q(state=SubscriberState.FORGOTTEN) & ~Q(address="")),
                name="subscriber_has_an_address_until_forgotten",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="subscriber_by_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.outlet}" if self.outlet else self.name

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS[SubscriberState(self.state)]

    @property
    def is_welcome(self) -> bool:
        """Whether they are written to."""
        return self.state == SubscriberState.WELCOME

    @property
    def is_reached(self) -> bool:
        """Whether they are on our lists at all, be it at an address that doesn't work."""
        return self.state in REACHED

    def get_absolute_url(self) -> str:
        """Their page."""
        return reverse("pressroom:subscriber", args=[self.pk])


class ListEntry(models.Model):
    """One address on one list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailing_list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="entries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="entries")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing_list", "subscriber"], name="an_address_once_on_a_list")]

    def __str__(self) -> str:
        return str(self.subscriber)
