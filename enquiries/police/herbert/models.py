"""That a resident's Herbert Protocol form is ready, with whose leave, how old the picture is, and where it lies."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.people.models import Person
from enquiries.police.herbert.states import OLDEST_PICTURE, HerbertState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class Leave(models.TextChoices):
    """With whose leave it was filled in (rules 5.4). A relative is heard; their word is no consent."""

    RESIDENT = "resident", "The resident agreed"
    RELATIVE_CONSULTED = "relative_consulted", "They could not decide; a relative was heard"
    BEST_INTERESTS = "best_interests", "They could not decide; it is in their best interests"


class HerbertQuerySet(RecordQuerySet):
    """How forms are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those of the homes where this person keeps them; all, for those who help the police everywhere."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_police_request"):
            return found
        return found.filter(home__in=standing.homes_with("keep_herbert_form"), kept_from_home=False)


class HerbertForm(PolicyRecord):
    """Small on purpose: the form itself is on paper in the home, and goes to the police only when somebody is missing."""

    PREFIX: ClassVar[str] = "HRB"
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    CALLED = "Herbert Protocol form"
    STATES = HerbertState

    subject = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="herbert_form")
    completed_on = models.DateField()
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    leave = models.CharField(max_length=20, choices=Leave)
    photo_on = models.DateField()
    review_on = models.DateField()
    stored_where = models.CharField(max_length=200)
    given_to_police_at = models.DateTimeField(null=True)

    objects = HerbertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HerbertState.values), name="herbert_state_known"),
            models.CheckConstraint(condition=~Q(stored_where=""), name="herbert_form_can_be_found"),
        ]

    @property
    def title(self) -> str:
        """Whose it is."""
        return f"Herbert Protocol form of {self.subject}"

    @property
    def is_out_of_date(self) -> bool:
        """Whether its picture or the form itself is too old."""
        today = timezone.localdate()
        return self.review_on <= today or self.photo_on < today - OLDEST_PICTURE

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enquiries:herbert", args=[self.subject_id])
