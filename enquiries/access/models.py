"""Requests of the media to interview, film or photograph, and the visits that follow: "media visit" on every screen."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from approvals.models import current_signatures, stage_without_signer
from approvals.seals import seal_of
from approvals.states import Stage
from consent.gate.answering import Decision, Verdict, evaluate_each
from enquiries.access import sealing
from enquiries.access.belongings import CalendarFeed, InTheVisit
from enquiries.access.states import LOCKING, OPEN, PREPARATION, VisitState
from enquiries.access.vocabulary import (
    NOTICE,
    Access,
    Origin,
    OutletType,
    Regulator,
    SafeguardingView,
    Stopped,
)
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

NAMED = "view_accessrequest"  # may open it, also when a matter locks it
TAGS = {
    VisitState.ASKED: "waiting",
    VisitState.WITH_SAFEGUARDING: "waiting",
    VisitState.AWAITING_APPROVAL: "waiting",
    VisitState.CHANGES_ASKED: "risk",
    VisitState.APPROVED: "signed",
    VisitState.UNDER_WAY: "signed",
    VisitState.STOPPED: "overdue",
    VisitState.DONE: "signed",
    VisitState.REFUSED: "overdue",
}
AGREED = (VisitState.APPROVED, VisitState.UNDER_WAY, VisitState.STOPPED, VisitState.DONE)
WORDS = (
    "topic",
    "enquirer",
    "outlet",
    "questions",
    "place",
    "areas_allowed",
    "areas_closed",
    "terms",
    "outcome",
    "debrief",
)


class VisitQuerySet(RecordQuerySet):
    """How media visits are asked for."""

    def visible_to(self, user: User) -> Self:
        """Visits of the homes where this person may open them, those that they go with, those shared; nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_visit"):
            return found
        homes = standing.homes_with("open_visit")
        theirs = Q(escort=user) | self.shared_with(user)
        return found.filter(Q(home__in=homes, kept_from_home=False) | theirs if homes else theirs)

    def logged_by(self, user: User) -> Self:
        """What this person logged themselves: they may see that it arrived and where it is, no more."""
        return self.filter(logged_by=user, is_locked=False).select_related("home").order_by("-created_at", "-id")

    def agreed(self) -> Self:
        """Those with a date that a Director approved: before that no date is agreed (IR-3)."""
        return self.filter(state__in=sorted(AGREED), starts_at__isnull=False)

    def for_list(self) -> Self:
        """What a row of the list shows, newest first."""
        return self.select_related("home", "escort").order_by("-created_at", "-id")

    def touched_by_words(self, words: list[str]) -> Self:
        """Those that hold one of these words, the crew among them."""
        return self.annotate(said=SearchVector(*WORDS, "crew", config="english")).filter(said=any_of(words))

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those in which one of these people appears, or out of which one is kept."""
        return self.filter(pk__in=InTheVisit.objects.filter(person__in=people).values("visit"))


class AccessRequest(PolicyRecord):
    """What the media asked for, how the visit is prepared, who approved exactly that, and what became of it."""

    PREFIX: ClassVar[str] = "VIS"
    OPENED_WITH = "open_visit"
    CALLED = "media visit"
    TOLD_OF = True
    TELLS_OF_SOMEBODY = True
    STATES = VisitState
    UNDER_A_MATTER = LOCKING
    needs_second_hand = True  # whoever prepared it never approves it (IR-3, SOD-1)

    # What they asked for
    topic = models.CharField(max_length=160)
    enquirer = models.CharField(max_length=120)
    outlet = models.CharField(max_length=120)
    outlet_type = models.CharField(max_length=20, choices=OutletType)
    regulator = models.CharField(max_length=10, choices=Regulator, default=Regulator.UNKNOWN)
    reach = models.CharField(max_length=254, blank=True)
    access_types = models.JSONField(default=list)
    origin = models.CharField(max_length=12, choices=Origin)
    origin_words = models.CharField(max_length=200, blank=True)
    wanted_when = models.CharField(max_length=160, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # How it is prepared
    prepared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1, editable=False)
    questions = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    seen_on = models.JSONField(default=list)
    crew = models.JSONField(default=list)
    insurance = models.CharField(max_length=120, blank=True)
    areas_allowed = models.TextField(blank=True)
    areas_closed = models.TextField(blank=True)
    kept_out_how = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    residents_told_on = models.DateField(null=True, blank=True)
    escort = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stops_on_distress = models.BooleanField(default=False)
    infection_rules_kept = models.BooleanField(default=False)
    notice = models.TextField(blank=True, default=NOTICE)
    terms = models.TextField(blank=True)
    shown_first = models.BooleanField(default=False)
    blurring = models.TextField(blank=True)
    reuse = models.TextField(blank=True)
    agreement_kept = models.CharField(max_length=160, blank=True)
    # What was asked and sent before approval
    safeguarding_view = models.CharField(max_length=16, choices=SafeguardingView, blank=True)
    safeguarding_words = models.TextField(blank=True)
    safeguarding_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    safeguarding_at = models.DateTimeField(null=True)
    consents_sent = models.JSONField(default=list)
    consents_sent_to = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    consents_sent_at = models.DateTimeField(null=True)
    # What became of it
    conditions = models.TextField(blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=16, choices=Stopped, blank=True)
    outcome = models.TextField(blank=True)
    may_be_published = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    debrief = models.TextField(blank=True)

    objects = VisitQuerySet.as_manager()
    gate_says = ""  # what the gate answered about the person who is just being added, filled in by the action
    known_people: list[InTheVisit] | None = None  # filled in by pages, which ask more than once
    known_answers: list[Decision] | None = None

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="visit_newest"),
            models.Index(fields=["home", "-created_at", "-id"], name="visit_of_home"),
            models.Index(fields=["starts_at", "id"], condition=Q(starts_at__isnull=False), name="visit_by_day"),
            models.Index(fields=["escort", "starts_at"], name="visit_of_escort"),
            models.Index(fields=["logged_by", "-created_at", "-id"], name="visit_logged_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_visit_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(AGREED))
                | Q(starts_at__isnull=False, escort__isnull=False, prepared_by__isnull=False, stops_on_distress=True),
                name="an_approved_visit_has_a_time_and_an_escort",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.STOPPED) | ~Q(stopped_because=""), name="a_visit_is_stopped_for_a_reason"
            ),
        ]

    @property
    def title(self) -> str:
        """What it is about."""
        return self.topic

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody."""
        return self.state in OPEN

    @property
    def who(self) -> str:
        """Who asks, and for whom."""
        return f"{self.enquirer}, {self.outlet}"

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(VisitState(self.state), "draft")

    @property
    def access_words(self) -> str:
        """What they ask for, in words."""
        words = ", ".join(str(Access(one).label).lower() for one in self.access_types)
        return words[:1].upper() + words[1:]

    def get_absolute_url(self) -> str:
        """The visit's page."""
        return reverse("enquiries:visit", args=[self.pk])

    def everybody(self) -> list[InTheVisit]:
        """Whom of our people it concerns."""
        if self.known_people is not None:
            return self.known_people
        return list(self.people.select_related("person__home").order_by("at", "id"))

    def appearing(self) -> list[InTheVisit]:
        """Who appears."""
        return [one for one in self.everybody() if one.appears]

    def answers(self) -> list[Decision]:
        """What the publish gate says, at this moment, of everybody who appears, in each of their ways (IR-4a, IR-6)."""
        if self.known_answers is not None:
            return self.known_answers
        asked = [(one.person, use) for one in self.appearing() for use in one.uses(self)]
        return evaluate_each(asked) if asked else []

    def consents(self) -> list[str]:
        """The references of what lets them appear."""
        return sorted({answer.rests_on for answer in self.answers() if answer.rests_on})

    @property
    def needs_safeguarding(self) -> bool:
        """Whether a resident takes part, or is to be interviewed (V-I-05)."""
        return Access.INTERVIEW_RESIDENT in self.access_types or any(
            one.person.kind.is_resident for one in self.appearing()
        )

    def sealed_content(self) -> dict[str, Any]:
        """What an approval covers: crew, people and what lets them appear, rooms, time, terms."""
        return sealing.sealed(self)

    def signing_stages(self) -> tuple[str, ...]:
        """A Director approves every visit (IR-3); on an ongoing matter the COO agrees as well (CC-2)."""
        needs_coo = self.is_locked or any(one.verdict is Verdict.ROUTE_COO for one in self.answers())
        return ("visit", "coo") if needs_coo else ("visit",)

    def authors(self) -> list[Any]:
        """Whoever logged or prepared any of it, and whoever appears in it: none of them approves it (SOD-1, SOD-4)."""
        prepared = self.history.filter(verb__in=[row.verb for row in PREPARATION]).values_list(
            "history_user", flat=True
        )
        shown = [one.person.account_id for one in self.appearing() if one.person.account_id]
        return [one for one in (self.logged_by_id, self.prepared_by_id, *prepared, *shown) if one]

    def shared_with_people(self) -> list[User]:
        """Whom the COO named on it."""
        return list(User.objects.active().filter(accessrequestuserobjectpermission__content_object=self).distinct())

    @property
    def stage_without_signer(self) -> Stage | None:
        """An approval that nobody is left to give, if there is one."""
        return stage_without_signer(self)

    @property
    def approval_holds(self) -> bool:
        """Whether everyone who must has approved exactly what stands here now."""
        return set(self.signing_stages()) <= current_signatures(self, seal_of(self.sealed_content()))

    def touching(self) -> Touching:
        """Its words, the crew, and whoever is in it or kept out of it."""
        words = [str(getattr(self, name)) for name in WORDS] + [one["name"] for one in self.crew]
        return Touching(" ".join(words), frozenset(one.person_id for one in self.everybody()))

    @property
    def conditions_in_force(self) -> str:
        """The Director's conditions, as long as the approval stands that they are part of."""
        return self.conditions if self.state in AGREED else ""


class AccessRequestUserObjectPermission(UserObjectPermissionBase):
    """guardian: one visit shared with one person."""

    content_object = models.ForeignKey(AccessRequest, on_delete=models.CASCADE)


__all__ = ["AccessRequest", "AccessRequestUserObjectPermission", "CalendarFeed", "InTheVisit", "VisitQuerySet"]
