"""Enquiries from the press, and everything that belongs to one. The book of contacts is in contacts/."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from enquiries.access.models import AccessRequest, AccessRequestUserObjectPermission, CalendarFeed, InTheVisit
from enquiries.belongings import Advice, Attachment, Note, Reply, ReplyKind, Source
from enquiries.contacts.models import Contact, ContactUserObjectPermission, Outlet
from enquiries.police import models as police
from enquiries.states import ADVICE_IS_SETTLED, FINISHED, IN_HAND, LOCKING, NOT_TAKEN_UP, OPEN, EnquiryState
from enquiries.undercover.models import Done, UndercoverReport, UndercoverReportUserObjectPermission
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet
from pressroom.models import Statement, Way

LONGEST_WORDS = 20_000
A_REFERENCE = re.compile(r"^[A-Z]{3}-[0-9A-Z]+$")
NAMED = "view_enquiry"  # may open it, also when a matter locks it
ASKED = "change_enquiry"  # may open it while their advice is out, unless a matter locks it
LISTED = (
    *("reference", "topic", "enquirer", "outlet", "state", "created_at"),
    *("reply_due_at", "hand_on_by", "held_since"),
)
RELATED_WITHIN = timedelta(hours=48)


class CameBy(models.TextChoices):
    """How the approach reached us."""

    PHONE = "phone", "Phone"
    DOORSTEP = "doorstep", "At the door"
    EMAIL = "email", "Email"
    SOCIAL = "social", "Social media"
    IN_PERSON = "in_person", "Elsewhere, in person"
    FAMILY = "family", "Through a family"


class HomeManagerIs(models.TextChoices):
    """Whether the Home Manager can be the first to take it (ME-1b, ruling 7)."""

    HERE = "here", "Here, or will be soon"
    AWAY = "away", "Away"
    PART_OF_IT = "part of it", "It is about them"


class Urgency(models.TextChoices):
    """How fast it is passed from hand to hand."""

    URGENT = "urgent", "Urgent"
    ORDINARY = "ordinary", "Not urgent"


class Level(models.TextChoices):
    """How far up an approach that nobody has taken up has come."""

    HOME_MANAGER = "home_manager", "Home Manager"
    MARKETING_MANAGER = "marketing_manager", "Marketing Manager"
    DIRECTOR = "director", "Director"
    COO = "coo", "Chief Operating Officer"


class EnquiryQuerySet(RecordQuerySet):
    """How enquiries are asked for."""

    def visible_to(self, user: User) -> Self:
        """Enquiries of the homes where this person may open them, and those shared with them; nothing locked (CRM-1, CRM-2)."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_enquiry"):
            return found
        shared = self.shared_with(user)
        homes = standing.homes_with("open_enquiry")
        return found.filter(Q(home__in=homes, kept_from_home=False) | shared if homes else shared)

    def visible_parts(self, user: User) -> list[Self]:
        """`visible_to` in parts that have no row in common, for lists: each is walked along an index of its own.

        As one condition, "of my homes or shared with me" has the database read every row to see which of both holds.
        """
        standing = standing_of(user)
        if standing.holds_everywhere("open_enquiry") or not standing.homes_with("open_enquiry"):
            return [self.visible_to(user)]
        at_homes = Q(home__in=standing.homes_with("open_enquiry"), kept_from_home=False)
        found = self.unlocked_for(user)
        return [found.filter(at_homes), found.filter(self.shared_with(user)).exclude(at_homes)]

    def cleared_for(self, user: User) -> Q:
        """Enquiries on which this person was named although a matter locks them; being asked for advice is not enough."""
        return self.shared_with(user, NAMED)

    def logged_by(self, user: User) -> Self:
        """What this person logged themselves: they may see that it arrived and where it is, no more."""
        return self.filter(logged_by=user, is_locked=False).select_related("home").order_by("-created_at", "-id")

    def open(self) -> Self:
        """Those that still need somebody."""
        return self.filter(state__in=sorted(OPEN))

    def finished(self) -> Self:
        """Those that need nobody any more."""
        return self.filter(state__in=sorted(FINISHED))

    def waiting_for(self, user: User) -> Self:
        """Those this person holds now."""
        return self.open().filter(held_by=user)

    def overdue(self, now: datetime) -> Self:
        """Those nobody has taken up although the time to pass them on has run out."""
        return self.filter(state__in=sorted(NOT_TAKEN_UP), hand_on_by__lte=now)

    def found_by(self, words: str) -> Self:
        """Those that hold these words, or this reference."""
        query = SearchQuery(words, config="english", search_type="websearch")
        reference = words.strip().upper()
        # Asked for only where it can be one: two ways to find a row are planned for, and walked, where one would do.
        return self.filter(
            Q(search=query) | Q(reference=reference) if A_REFERENCE.match(reference) else Q(search=query)
        )

    def touched_by_words(self, words: list[str]) -> Self:
        """Those that hold one of these words, or have a note that does."""
        noted = Note.objects.annotate(said=SearchVector("words", config="english")).filter(said=any_of(words))
        return self.filter(Q(search=any_of(words)) | Q(pk__in=noted.values("enquiry")))

    def for_list(self) -> Self:
        """What a row of the list shows: of the home and of whoever holds it, the name alone."""
        return self.only(*LISTED).annotate(home_name=F("home__name"), holder_name=F("held_by__name"))


class Enquiry(PolicyRecord):
    """One approach from the press, from the moment somebody rang, wrote or knocked."""

    PREFIX: ClassVar[str] = "ENQ"
    OPENED_WITH = "open_enquiry"
    TOLD_OF = True
    CALLED = "enquiry"
    STATES = EnquiryState
    UNDER_A_MATTER = LOCKING

    topic = models.CharField(max_length=120)
    enquirer = models.CharField(max_length=120, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    came_by = models.CharField(max_length=12, choices=CameBy)
    question = models.TextField(max_length=LONGEST_WORDS)
    reach = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)
    said_no_comment = models.BooleanField(null=True)
    home_manager_away = models.BooleanField(default=False)
    deadline = models.DateTimeField(null=True, blank=True)
    reply_due_at = models.DateTimeField()
    due_reason = models.CharField(max_length=120)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    chosen_way = models.CharField(max_length=12, choices=Way, blank=True)
    chosen_address = models.CharField(max_length=254, blank=True)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    held_since = models.DateTimeField(default=timezone.now)
    level = models.CharField(max_length=20, choices=Level, default=Level.HOME_MANAGER)
    hand_on_by = models.DateTimeField(null=True)
    responsible = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    no_advice_because = models.TextField(blank=True)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries")
    statement = models.OneToOneField(Statement, null=True, on_delete=models.PROTECT, related_name="enquiry")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    crm_reference = models.CharField(max_length=60, blank=True)
    crm_url = models.URLField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("topic", "enquirer", "outlet", "question", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EnquiryQuerySet.as_manager()

    home_name: str | None  # these two only in lists: see `for_list`
    holder_name: str | None

    class Meta:
        indexes = [
            # What `visible_to` asks goes with these: they are counted on every list, from the index alone.
            models.Index(
                fields=["reply_due_at", "id"],
                include=["is_locked"],
                condition=Q(state__in=sorted(OPEN)),
                name="enquiry_open_due",
            ),
            models.Index(
                fields=["home", "reply_due_at", "id"],
                include=["is_locked", "kept_from_home"],
                condition=Q(state__in=sorted(OPEN)),
                name="enquiry_open_at_home",
            ),
            models.Index(
                fields=["held_by", "reply_due_at", "id"],
                include=["is_locked", "kept_from_home", "home"],
                condition=Q(state__in=sorted(OPEN)),
                name="enquiry_open_held",
            ),
            # Which of those shared with somebody are open: most are not, and their rows need not be read to know.
            models.Index(fields=["id"], condition=Q(state__in=sorted(OPEN)), name="enquiry_open_by_key"),
            models.Index(fields=["-created_at", "-id"], name="enquiry_newest"),
            models.Index(fields=["home", "-created_at", "-id"], name="enquiry_newest_of_home"),
            models.Index(fields=["logged_by", "-created_at", "-id"], name="enquiry_logged_by"),
            models.Index(fields=["hand_on_by"], condition=Q(state__in=sorted(NOT_TAKEN_UP)), name="enquiry_to_hand_on"),
            GinIndex(fields=["search"], name="enquiry_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="enquiry_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(IN_HAND)) | Q(responsible__isnull=False),
                name="enquiry_in_hand_has_a_responsible_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.ANSWERED) | (Q(statement__isnull=False) & ~Q(chosen_way="")),
                name="answered_with_a_statement_by_a_chosen_way",
            ),
            models.CheckConstraint(
                condition=Q(state=EnquiryState.MERGED, merged_into__isnull=False) | ~Q(state=EnquiryState.MERGED),
                name="merged_into_something",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="not_merged_into_itself"),
        ]

    @property
    def title(self) -> str:
        """What it is about."""
        return self.topic

    def get_absolute_url(self) -> str:
        """The enquiry's page."""
        return f"/enquiries/{self.pk}/"

    def touching(self) -> Touching:
        """What was asked, by whom, about what."""
        return Touching(" ".join((self.topic, self.enquirer, self.outlet, self.question)))

    def comes_with(self) -> list[PolicyRecord]:
        """Its statement."""
        return [self.statement] if self.statement else []

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody."""
        return self.state in OPEN

    @property
    def who(self) -> str:
        """The enquirer and their outlet, as far as they are known."""
        return ", ".join(part for part in (self.enquirer, self.outlet) if part) or "Someone from the media"

    @property
    def tag_kind(self) -> str:
        """The kind of its tag: late or at risk first, else where it is."""
        if self.state in NOT_TAKEN_UP | IN_HAND:
            now = timezone.now()
            if self.reply_due_at <= now:
                return "overdue"
            if self.reply_due_at - now < (self.reply_due_at - self.created_at) / 4:
                return "risk"
        if self.state in (EnquiryState.SIGNED, EnquiryState.ANSWERED, EnquiryState.CLOSED):
            return "signed"
        waits = NOT_TAKEN_UP | {EnquiryState.ADVICE_SOUGHT, EnquiryState.AWAITING_SIGN_OFF}
        return "waiting" if self.state in waits else "draft"

    @property
    def tag_words(self) -> str:
        """Where it is, in words, with the alarm before it where there is one."""
        alarm = {"overdue": "Overdue: ", "risk": "At risk: "}.get(self.tag_kind, "")
        label = str(self.get_state_display())
        return f"{alarm}{label[0].lower()}{label[1:]}" if alarm else label

    @property
    def chosen_way_words(self) -> str:
        """How and where they want the answer, in words."""
        return f"{Way(self.chosen_way).label}: {self.chosen_address}" if self.chosen_way else "Not known yet"

    @property
    def advice_is_judged(self) -> bool:
        """Whether somebody judged if advice is needed: asked for some, or wrote down why none."""
        return self.state in ADVICE_IS_SETTLED and (bool(self.no_advice_because) or self.advice.exists())

    def advice_still_out(self) -> list[str]:
        """From whom advice was asked and has not come, in words."""
        return [advice.get_source_display() for advice in self.advice.all() if advice.is_out]

    def has_asked(self, user: User) -> bool:
        """Whether this very person was asked for advice and has not given it."""
        return any(advice.asked_of_id == user.pk and advice.is_out for advice in self.advice.all())

    def recipient(self) -> dict[str, str]:
        """Whom the answer goes to and how: part of what a Director signs."""
        to = {"name": self.who, "way": self.chosen_way, "address": self.chosen_address}
        return {**to, "of": self.outlet} if self.outlet else to

    def related_to(self, user: User) -> models.QuerySet[Enquiry]:
        """The same journalist or subject elsewhere within 48 hours, as far as this person may see both (ME-1)."""
        same = Q(topic__iexact=self.topic)
        if self.contact_id:
            same |= Q(contact=self.contact_id)
        if self.enquirer:
            same |= Q(enquirer__iexact=self.enquirer, outlet__iexact=self.outlet)
        around = (self.created_at - RELATED_WITHIN, self.created_at + RELATED_WITHIN)
        found = Enquiry.objects.visible_to(user).filter(same, created_at__range=around).exclude(pk=self.pk)
        return found.for_list().order_by("-created_at")[:5]


class EnquiryUserObjectPermission(UserObjectPermissionBase):
    """guardian: one enquiry shared with one person whose advice is asked for."""

    content_object = models.ForeignKey(Enquiry, on_delete=models.CASCADE)


__all__ = [
    "AccessRequest",
    "AccessRequestUserObjectPermission",
    "Advice",
    "Attachment",
    "CalendarFeed",
    "Contact",
    "ContactUserObjectPermission",
    "Done",
    "Enquiry",
    "InTheVisit",
    "Note",
    "Outlet",
    "Reply",
    "ReplyKind",
    "Source",
    "UndercoverReport",
    "UndercoverReportUserObjectPermission",
    "police",
]
