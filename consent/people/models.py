"""People who may be shown or named: residents, staff, families, visitors and everyone else the policy speaks of."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from consent.people.states import BeingState
from consent.vocabulary import ASKED, FORMER, SubjectType
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

OF_AGE = 16  # from here the Mental Capacity Act applies and a person decides for themselves
ALONE_WITH_PARENT = 13  # below it a parent or guardian decides alone; from here the child agrees as well


class PersonQuerySet(RecordQuerySet):
    """How people who may be shown are asked for."""

    def visible_to(self, user: User) -> Self:
        """People of the homes where this person may see the answer, or everybody; nobody locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("see_answer"):
            return found
        return found.filter(home__in=standing.homes_with("see_answer"), kept_from_home=False)

    def named(self, words: str) -> Self:
        """Those whose name holds these words, or whose reference it is."""
        return self.filter(Q(name__icontains=words) | Q(known_as__icontains=words) | Q(reference=words.upper()))

    def here(self) -> Self:
        """Those who are at their home now."""
        return self.filter(state=BeingState.HERE)

    def asked_for_a_decision(self) -> Self:
        """Residents and staff of today: a decision of each is recorded (CF-1)."""
        return self.here().filter(subject_type__in=sorted(ASKED))


class Person(PolicyRecord):
    """Somebody who may be shown or named. Says nothing of health, and nothing of capacity as a whole (V-M-05)."""

    PREFIX: ClassVar[str] = "PER"
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    STANDS_ALONE: ClassVar[bool] = True
    CALLED = "person"
    TOLD_OF = True
    STATES = BeingState

    subject_type = models.CharField(max_length=20, choices=SubjectType)
    name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    account = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="shown_as")
    line_manager = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The day from which they decided for themselves, once it has come; kept for those whose birthday is known.
    came_of_age_on = models.DateField(null=True, editable=False)
    # The day from which they agreed beside their parent, once it has come.
    agrees_too_since = models.DateField(null=True, editable=False)
    left_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"),
                OpClass(Upper("known_as"), name="gin_trgm_ops"),
                name="person_found_by_name",
            ),
            models.Index(
                fields=["home", "subject_type"],
                name="person_asked_for_a_decision",
                condition=Q(state=BeingState.HERE, subject_type__in=[str(one) for one in sorted(ASKED)]),
                include=["id", "is_locked", "kept_from_home"],
            ),
            models.Index(
                fields=["born_on"],
                name="person_still_young",
                condition=Q(born_on__isnull=False, came_of_age_on__isnull=True),
            ),
            models.Index(fields=["home", "state", "name", "id"], name="person_of_home"),
            models.Index(fields=["name", "id"], name="person_by_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BeingState.values), name="being_state_known"),
            models.CheckConstraint(condition=Q(subject_type__in=SubjectType.values), name="subject_type_known"),
            models.CheckConstraint(
                condition=~Q(subject_type=SubjectType.CHILD) | Q(born_on__isnull=False), name="child_has_a_birthday"
            ),
            models.CheckConstraint(
                condition=~Q(state=BeingState.DIED) | Q(died_on__isnull=False), name="died_on_some_day"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(account__isnull=False), name="one_person_for_an_account"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Their name."""
        return self.name

    @property
    def standing_words(self) -> str:
        """What they are and where they stand: "Resident", "Visitor, has left"."""
        words = str(self.kind.label)
        tells_it = self.kind in FORMER or self.kind is SubjectType.DECEASED_RESIDENT
        return words if self.state == BeingState.HERE or tells_it else f"{words}, {self.get_state_display().lower()}"

    @property
    def first_name(self) -> str:
        """What they are called to their face: the name they chose, else the first of their names."""
        return self.known_as or self.name.split()[0]

    @property
    def kind(self) -> SubjectType:
        """As what they may be shown."""
        return SubjectType(self.subject_type)

    @property
    def has_died(self) -> bool:
        """Whether they have died."""
        return self.state == BeingState.DIED or self.kind is SubjectType.DECEASED_RESIDENT

    @property
    def is_young(self) -> bool:
        """Whether a parent or guardian decides, with them or for them: under 16."""
        return self.is_young_on(timezone.localdate())

    def is_young_on(self, day: date) -> bool:
        """Whether they are under 16 on that day."""
        age = self.age_on(day)
        return age is not None and age < OF_AGE

    def age_on(self, day: date) -> int | None:
        """Years lived on this day; None when the birthday isn't known (it is asked of children only)."""
        if self.born_on is None:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("consent:person", args=[self.pk])


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody born then turns this old; born on 29 February, on 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


class PersonUserObjectPermission(UserObjectPermissionBase):
    """guardian: one person's page shared with one colleague."""

    content_object = models.ForeignKey(Person, on_delete=models.CASCADE)
