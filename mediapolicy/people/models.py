"""People who sign in, the homes, and appointments: who holds which role where."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.people.states import AppointmentState, HomeState, PersonState
from mediapolicy.records import SignedRecord
from mediapolicy.roles import ROLE_CHOICES, Role

if TYPE_CHECKING:
    from mediapolicy.people.standing import Standing

SYSTEM_EMAIL = "clock@mediapolicy.invalid"


class PeopleManager(BaseUserManager["User"]):
    """Finds people by email address, however it was capitalised."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this address."""
        return self.get(email__iexact=(username or "").strip())

    def active(self) -> models.QuerySet[User]:
        """People who work here now (never the clock)."""
        return self.filter(is_active=True, is_system=False)

    def holding(self, role: Role, home: Home | None = None) -> models.QuerySet[User]:
        """Active people who hold this role now: at this home, or for the organisation."""
        holds = Q(appointments__state=AppointmentState.HELD, appointments__role=role.code)
        if role.at_a_home:
            holds &= Q(appointments__home=home)
        return self.active().filter(holds).distinct().order_by("name")

    def who_may(self, permission: str) -> models.QuerySet[User]:
        """Active people whose role for the whole organisation carries this permission."""
        return self.active().filter(groups__permissions__codename=permission).distinct().order_by("name")

    def holding_any(self, codes: list[str]) -> models.QuerySet[User]:
        """Active people who hold one of these roles now, anywhere."""
        held = Appointment.objects.held().filter(person=OuterRef("pk"), role__in=codes)
        return self.active().filter(Exists(held)).order_by("name")

    def listed(
        self,
        *,
        words: str = "",
        home: Home | None = None,
        role: str = "",
        left: bool = False,
        after: tuple[str, uuid.UUID] | None = None,
    ) -> models.QuerySet[User]:
        """People by name, each with the roles they hold now: who is here, or who has left; those after this key."""
        held = Appointment.objects.held()
        people = self.filter(is_system=False, state=PersonState.LEFT if left else PersonState.HERE)
        if words:
            people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
        if home is not None:
            people = people.filter(Exists(held.filter(person=OuterRef("pk"), home=home)))
        if role:
            people = people.filter(Exists(held.filter(person=OuterRef("pk"), role=role)))
        if after:
            people = people.filter(Q(name__gt=after[0]) | Q(name=after[0], pk__gt=after[1]))
        roles = Prefetch("appointments", held.select_related("home"), to_attr="held")
        return people.prefetch_related(roles).order_by("name", "pk")

    def for_demonstration(self) -> list[Appointment]:
        """The first two people of each role with what they hold, in the order of the roles: to sign in with one press."""
        held = Appointment.objects.held().filter(person__is_active=True).select_related("person", "home")
        found: dict[str, list[Appointment]] = {role.code: [] for role in Role}
        for appointment in held.order_by("created_at", "pk"):
            if len(found[appointment.role]) < 2:
                found[appointment.role].append(appointment)
        return [one for some in found.values() for one in some]

    def the_clock(self) -> User:
        """The named system user that acts when time does (escalation, expiry): history is never without an actor."""
        return self.get(email=SYSTEM_EMAIL)

    def make_the_clock(self) -> None:
        """Make that user, once, after migration. It can never sign in, and signs for its own beginning."""
        if self.filter(email=SYSTEM_EMAIL).exists():
            return
        clock = User(email=SYSTEM_EMAIL, name="mediapolicy", is_system=True, state=PersonState.HERE, password="!")  # noqa: S106
        clock._signature = Signature(clock, "", "join", Clause.DC_1.id)
        with transaction.atomic():  # the history row names who acts, which only a transaction carries
            clock.save()


class User(AbstractBaseUser, PermissionsMixin, SignedRecord):
    """Someone who works for the organisation and signs in by email."""

    CALLED = "person"
    STATES = PersonState

    last_login = None  # who signed in when belongs to the access log, not to the person
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True, editable=False)
    is_system = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PeopleManager()

    standing_cache: Standing | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_a_superuser"),
            models.CheckConstraint(condition=Q(state__in=PersonState.values), name="person_state_known"),
            models.CheckConstraint(
                condition=Q(is_active=False) | ~Q(state=PersonState.LEFT), name="who_left_cannot_sign_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's page among the administration pages."""
        return f"/people/{self.pk}/"


class Home(SignedRecord):
    """One care home: its nation's bank holidays and its working day."""

    CALLED = "home"
    STATES = HomeState
    NATIONS = [("ENG", "England"), ("WLS", "Wales"), ("SCT", "Scotland"), ("NIR", "Northern Ireland")]

    name = models.CharField(max_length=120, unique=True)
    town = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    nation = models.CharField(max_length=3, choices=NATIONS, default="ENG")
    opens_at = models.TimeField(default="09:00")
    closes_at = models.TimeField(default="17:00")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HomeState.values), name="home_state_known"),
            models.CheckConstraint(condition=Q(opens_at__lt=models.F("closes_at")), name="home_opens_before_it_closes"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The home's page among the administration pages."""
        return f"/homes/{self.pk}/"


class HomeUserObjectPermission(UserObjectPermissionBase):
    """guardian: something at one home granted to one person, outside their roles."""

    content_object = models.ForeignKey(Home, on_delete=models.CASCADE)


class HomeGroupObjectPermission(GroupObjectPermissionBase):
    """guardian: what a role may do at one home."""

    content_object = models.ForeignKey(Home, on_delete=models.CASCADE)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """How appointments are asked for."""

    def held(self) -> Self:
        """Those that hold now."""
        return self.filter(state=AppointmentState.HELD)


class Appointment(SignedRecord):
    """A person holds a role, at a home or for the organisation, from then until now or until it was ended."""

    CALLED = "appointment"
    STATES = AppointmentState

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    home = models.ForeignKey(Home, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AppointmentState.values), name="appointment_state_known"),
            models.CheckConstraint(
                condition=Q(role__in=[role.code for role in Role if role.at_a_home], home__isnull=False)
                | Q(role__in=[role.code for role in Role if not role.at_a_home], home__isnull=True),
                name="home_roles_at_a_home_others_everywhere",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "home"],
                condition=Q(state=AppointmentState.HELD),
                nulls_distinct=False,
                name="one_appointment_per_person_role_and_home",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.words}"

    def get_absolute_url(self) -> str:
        """An appointment is looked at on its person's page."""
        return self.person.get_absolute_url()

    @property
    def words(self) -> str:
        """The role and where it is held: "Home Manager at Brindle Court"."""
        return f"{self.role_label} at {self.home}" if self.home else self.role_label

    @property
    def role_label(self) -> str:
        """The role as people say it."""
        return Role.of(self.role).label


class Invitation(models.Model):
    """A link sent to somebody so that they can choose their password. Only its hash is kept; it works once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_token = models.TextField(blank=True)  # readable only with SECRET_KEY, emptied once the email has left
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether the link can still be used."""
        return self.used_at is None and self.expires_at > timezone.now() and self.person.is_active
