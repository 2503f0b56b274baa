"""Whatever keeps a person from being shown: restrictions, objections, doubts, disputes, earlier refusals."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.people.models import Person
from consent.stops.states import FOR_SAFEGUARDING, StopKind, StopState
from consent.vocabulary import CATEGORY_OF, UseCategory
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class RestrictionKind(models.TextChoices):
    """Which order or law forbids it (D18)."""

    COURT_ORDER = "court_order", "Court order"
    REPORTING = "reporting", "Reporting restriction"
    PROTECTION = "protection", "Order of the Court of Protection"
    COMPLAINANT = "complainant", "Lifelong anonymity of a complainant"
    POLICE_HOLD = "police_hold", "The police ask us not to"
    SAFEGUARDING = "safeguarding", "Safeguarding decision"


class StopQuerySet(RecordQuerySet):
    """How stops are asked for."""

    def visible_to(self, user: User) -> Self:
        """The reasons are for the home's leads; a matter is for those who handle matters."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if not standing.holds_everywhere("handle_matter"):
            found = found.exclude(kind=StopKind.MATTER)
        if standing.holds_everywhere("open_capacity"):
            return found
        if standing.holds_everywhere("handle_matter"):
            return found.filter(kind=StopKind.MATTER)
        return found.filter(home__in=standing.homes_with("open_capacity"), kept_from_home=False)

    def to_be_looked_at(self) -> Self:
        """Those that nobody of safeguarding has looked at, or that are to be looked at again by now."""
        due = Q(look_again_on=None) | Q(look_again_on__lte=timezone.localdate())
        return self.holding().filter(due, kind__in=sorted(FOR_SAFEGUARDING))

    def holding(self) -> Self:
        """Those that hold today."""
        return self.filter(state=StopState.IN_FORCE).filter(Q(until=None) | Q(until__gte=timezone.localdate()))


class Stop(PolicyRecord):
    """Something that stands in the way of showing a person. Posters see that they may not, never this."""

    PREFIX: ClassVar[str] = "STP"
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    CALLED = "stop"
    TOLD_OF = True
    KNOWN_WITH = "open_capacity"
    STATES = StopState

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField(max_length=20, choices=StopKind)
    restriction = models.CharField(max_length=14, choices=RestrictionKind, blank=True)
    # Which purposes it reaches; empty: all of them.
    purposes = models.JSONField(default=list, blank=True)
    # Whether it reaches uses inside the home too, or only what leaves it.
    reaches_inside = models.BooleanField(default=False)
    words = models.TextField(max_length=2000)
    said_by = models.CharField(max_length=120, blank=True)
    until = models.DateField(null=True, blank=True)
    found_in = models.CharField(max_length=14, blank=True)  # the reference of what it follows from
    # The Safeguarding Lead looked and let it stay until then; empty: nobody has looked yet.
    look_again_on = models.DateField(null=True, blank=True)
    lifted_words = models.TextField(blank=True, max_length=2000)
    lifted_at = models.DateTimeField(null=True, editable=False)

    objects = StopQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject"], condition=Q(state=StopState.IN_FORCE), name="stop_in_force_of_person")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StopState.values), name="stop_state_known"),
            models.CheckConstraint(condition=Q(kind__in=StopKind.values), name="stop_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=StopKind.RESTRICTION) | ~Q(restriction=""), name="restriction_says_which"
            ),
        ]

    @property
    def title(self) -> str:
        """Whom it is about."""
        return f"{self.get_kind_display()}: {self.subject}"

    def reaches(self, purpose: str) -> bool:
        """Whether it stands in the way of a use for this purpose: whatever leaves the home, and inside it as set.

        An objection and a doubt reach inside always: what they mean there is the table's question (D3, D16).
        """
        if self.purposes and purpose not in self.purposes:
            return False
        is_inside = CATEGORY_OF[purpose] is UseCategory.CARE
        return not is_inside or self.reaches_inside or self.kind in (StopKind.OBJECTION, StopKind.CAPACITY_DOUBT)

    def get_absolute_url(self) -> str:
        """It is looked at on its person's page."""
        return self.subject.get_absolute_url()
