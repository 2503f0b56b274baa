"""Ideas for good news stories, with who is in them and their pictures."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from consent.people.models import Person
from consent.pictures.models import Appearance, Asset
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet
from pressroom.idea.states import LOCKING, IdeaState

TAGS = {IdeaState.SENT: "waiting", IdeaState.TAKEN_UP: "signed"}


class IdeaQuerySet(RecordQuerySet):
    """How ideas are asked for."""

    def visible_to(self, user: User) -> Self:
        """Whoever sent it in, and those who write releases; what is locked, only those who handle the matter."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("answer_idea"):
            return found
        theirs = Q(sent_by=user) | self.shared_with(user)
        return found.filter(theirs | Q(is_locked=True) if standing.holds_everywhere("handle_matter") else theirs)

    def touched_by_words(self, words: list[str]) -> Self:
        """Those whose words hold one of these."""
        return self.annotate(said=SearchVector("called", "happened", config="english")).filter(said=any_of(words))

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those that tell of one of these people, or have a picture of them."""
        pictures = Appearance.objects.filter(person__in=people).values("asset")
        rows = Q(people__in=people) | Q(pictures__in=pictures)
        return self.filter(pk__in=StoryIdea.objects.filter(rows).order_by().values("pk"))

    def for_list(self) -> Self:
        """What a row of the list shows, newest first."""
        return self.select_related("home", "sent_by").order_by("-created_at", "-id")


class StoryIdea(PolicyRecord):
    """Something good that happened, told by somebody who works here, for Marketing to write about or not."""

    PREFIX: ClassVar[str] = "IDE"
    CALLED = "story idea"
    TOLD_OF = True
    STATES = IdeaState
    UNDER_A_MATTER = LOCKING

    called = models.CharField(max_length=120)
    happened = models.TextField(max_length=4000)
    happened_on = models.DateField(null=True, blank=True)
    people = models.ManyToManyField(Person, blank=True, related_name="+")
    pictures = models.ManyToManyField(Asset, blank=True, related_name="+")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = IdeaQuerySet.as_manager()
    says = ""  # the answer about to be given, filled in by the action

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="idea_newest"),
            models.Index(fields=["sent_by", "-created_at"], name="idea_of_sender"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IdeaState.values), name="idea_state_known"),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.DECLINED) | ~Q(answer=""), name="declined_idea_has_an_answer"
            ),
        ]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.called

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(IdeaState(self.state), "draft")

    def get_absolute_url(self) -> str:
        """The idea's page."""
        return reverse("pressroom:idea", args=[self.pk])

    def touching(self) -> Touching:
        """Its words, whoever it tells of, and whoever can be seen in its pictures."""
        if self._state.adding:
            return Touching(f"{self.called} {self.happened}")
        told = set(self.people.values_list("pk", flat=True))
        seen = Appearance.objects.filter(asset__in=self.pictures.all(), person__isnull=False)
        return Touching(
            f"{self.called} {self.happened}", frozenset(told | set(seen.values_list("person_id", flat=True)))
        )


class StoryIdeaUserObjectPermission(UserObjectPermissionBase):
    """guardian: one idea shared with one person."""

    content_object = models.ForeignKey(StoryIdea, on_delete=models.CASCADE)
