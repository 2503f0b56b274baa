"""What is shown where, who changed their mind, and what has to be taken down because of it."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.takedown.states import ShowingState, TaskState, WithdrawalState
from consent.vocabulary import Channel, ContentType, IdentLevel, Purpose
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

OTHERS_SHOW_IT = frozenset({"P09", "P10", "P11", "P12"})
ON_PAPER = frozenset({"noticeboard", "album", "newsletter_print", "brochure", "poster", "event_screen", "training"})


class ShownQuerySet(RecordQuerySet):
    """How showings, withdrawals and tasks are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those of the homes where this person sees the answer; nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("see_answer"):
            return found
        return found.filter(home__in=standing.homes_with("see_answer"), kept_from_home=False)

    def open(self) -> Self:
        """Tasks that still need somebody."""
        return self.filter(state=TaskState.OPEN)

    def out_there(self) -> Self:
        """Showings that anybody may still come upon, in our reach or not."""
        return self.exclude(state=ShowingState.TAKEN_DOWN)


class Showing(PolicyRecord):
    """Something that shows or names people, out there: a page, a post, a poster on the wall, a printed brochure."""

    PREFIX: ClassVar[str] = "SHO"
    STANDS_ALONE: ClassVar[bool] = True  # a task of the COO's that points at it doesn't take it out of history
    CALLED = "showing"
    STATES = ShowingState

    called = models.CharField(max_length=160)
    purpose = models.CharField(max_length=3, choices=Purpose)
    channel = models.CharField(max_length=20, choices=Channel)
    url = models.URLField(max_length=500, blank=True)
    where = models.CharField(max_length=200, blank=True)
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="showings")
    shown_by = models.CharField(max_length=160, blank=True)  # another organisation; empty: ourselves
    mentions_health = models.BooleanField(default=False)
    record_type = models.CharField(max_length=60, blank=True)  # what made it, when one of our records did
    record_id = models.UUIDField(null=True, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shown_since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ShownQuerySet.as_manager()
    stands_in_the_way: tuple[str, ...] = ()  # what the gate said just before, filled in by the action

    class Meta:
        indexes = [
            models.Index(fields=["home", "state", "-created_at"], name="showing_of_home"),
            models.Index(fields=["-created_at", "-id"], name="showing_newest"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=ShowingState.values), name="showing_state_known")]

    @property
    def title(self) -> str:
        """What it is."""
        return self.called

    @property
    def is_ours(self) -> bool:
        """Whether we can take it down ourselves."""
        return not self.shown_by and self.purpose not in OTHERS_SHOW_IT

    @property
    def is_on_paper(self) -> bool:
        """Whether copies lie about or hang on a wall."""
        return self.channel in ON_PAPER

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return {ShowingState.SHOWN: "signed", ShowingState.OUT_OF_REACH: "risk"}.get(ShowingState(self.state), "voided")

    def get_absolute_url(self) -> str:
        """The showing's page."""
        return reverse("consent:showing", args=[self.pk])


class Shown(models.Model):
    """One person in a showing, what of them, how plainly, and the consent it rested on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shown_in")
    content_type = models.CharField(max_length=12, choices=ContentType)
    ident = models.CharField(max_length=2, choices=IdentLevel)
    authority = models.CharField(max_length=24)  # the code of the decision table
    rests_on = models.CharField(max_length=14, blank=True)  # the consent's or decision's reference
    looked_at = models.DateTimeField(default=timezone.now, editable=False)  # when the gate was last asked about it
    gone_at = models.DateTimeField(null=True, editable=False)  # since when nobody can tell them in it any more

    class Meta:
        indexes = [
            models.Index(fields=["looked_at"], condition=Q(gone_at=None), name="shown_by_last_look"),
            models.Index(fields=["person"], condition=Q(gone_at=None), name="shown_of_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["showing", "person"], name="a_person_once_in_a_showing")]

    def __str__(self) -> str:
        return str(self.person)


class How(models.TextChoices):
    """How we learned of it."""

    SAID = "said", "Said to somebody who works here"
    PHONE = "phone", "By phone"
    EMAIL = "email", "By email"
    LETTER = "letter", "By letter"
    SLIP = "slip", "With the slip"
    LINK = "link", "By the link on the slip"
    SOCIAL = "social", "In a message on social media"
    SHOWED = "showed", "Shown without words: turning away, distress"


class MadeBy(models.TextChoices):
    """Whose change of mind it is."""

    SELF = "self", "The person themselves"
    REPRESENTATIVE = "representative", "Whoever agreed for them"
    OBSERVED = "observed", "Staff saw that they object"
    SOMEBODY_ELSE = "somebody_else", "Somebody else"


class WithdrawalQuerySet(ShownQuerySet):
    """How changes of mind are asked for."""

    def visible_to(self, user: User) -> Self:
        """As what is shown; but that a relative objects is for those who read forms there, and for who wrote it down.

        What follows from it depends on what the person can decide, which nobody else may guess (4.9).
        """
        standing = standing_of(user)
        found = super().visible_to(user)
        if standing.holds_everywhere("open_consent"):
            return found
        theirs = Q(home__in=standing.homes_with("open_consent")) | Q(received_by=user)
        return found.filter(~Q(made_by=MadeBy.SOMEBODY_ELSE) | theirs)


class Withdrawal(PolicyRecord):
    """Somebody changed their mind. In effect from the moment it is written down: no reason, no approval, no form (W-1)."""

    PREFIX: ClassVar[str] = "WDR"
    STANDS_ALONE: ClassVar[bool] = True
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    CALLED = "withdrawal"
    COLUMNS_KNOWN_WITH: ClassVar[dict[str, str]] = dict.fromkeys(("how", "made_by"), "open_capacity")
    TOLD_OF = True
    STATES = WithdrawalState

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withdrawals")
    consent = models.ForeignKey(
        MediaConsent, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawals"
    )
    how = models.CharField(max_length=8, choices=How)
    made_by = models.CharField(max_length=14, choices=MadeBy)
    purposes = models.JSONField(default=list, blank=True)  # empty: everything
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=2000)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "-received_at"], name="withdrawal_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WithdrawalState.values), name="withdrawal_state_known")
        ]

    @property
    def title(self) -> str:
        """Whose it is."""
        if self.made_by == MadeBy.SOMEBODY_ELSE:
            return f"Somebody asked us not to show {self.subject}"
        return f"{self.subject} changed their mind"

    @property
    def reach(self) -> str:
        """What it is about, in words."""
        if self.asset is not None:
            return f"One picture: {self.asset.called}"
        return ", ".join(Purpose(one).label for one in self.purposes) or "Everything"

    def get_absolute_url(self) -> str:
        """The withdrawal's page, with its tasks."""
        return reverse("consent:withdrawal", args=[self.pk])


class TaskKind(models.TextChoices):
    """What has to be done."""

    REMOVE = "remove", "Remove, blur or crop it"
    ASK = "ask", "Ask them to take it down"
    PURGE = "purge", "Clear copies from design, advert and mailing tools"
    PRINT = "print", "Stop reprints, and take it off the wall"
    REVIEW = "review", "Decide whether it may stay"


class TaskOutcome(models.TextChoices):
    """How a task ended (W-5)."""

    REMOVED = "removed", "Removed"
    CHANGED = "changed", "Changed so that nobody can tell who it is"
    ASKED = "asked", "They were asked"
    REFUSED = "refused", "They refused"
    NOT_POSSIBLE = "not_possible", "Not possible"
    MAY_STAY = "may_stay", "It may stay"
    OVERTAKEN = "overtaken", "Something else took its place"


class Because(models.TextChoices):
    """What made a task. Never a reason of health or capacity: those who do the task may not know it (4.9)."""

    WITHDRAWN = "withdrawn", "They changed their mind"
    DIED = "died", "They have died"
    LEFT = "left", "They no longer work here"
    MOVED = "moved", "They moved away"
    CHANGED = "changed", "It may no longer be shown"
    LICENCE = "licence", "The permission to use the picture has ended"


class TakedownTask(PolicyRecord):
    """One thing to take down, with whoever does it, by when, and how it ended."""

    PREFIX: ClassVar[str] = "TKD"
    CALLED = "takedown"
    TOLD_OF = True
    STATES = TaskState

    withdrawal = models.ForeignKey(Withdrawal, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    showing = models.ForeignKey(Showing, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    # Nobody's when it is the picture that may no longer be used.
    subject = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=8, choices=TaskKind)
    because = models.CharField(max_length=14, choices=Because, default=Because.CHANGED)
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=14, choices=TaskOutcome, blank=True)
    outcome_words = models.TextField(blank=True, max_length=1000)
    done_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ShownQuerySet.as_manager()
    # What is about to be said of it, and what the gate says now: filled in by the action, for the rules to look at.
    says = ""
    says_why = ""
    stands_in_the_way: tuple[str, ...] = ()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=TaskState.OPEN), name="takedown_by_time"),
            models.Index(fields=["owner", "due_at"], condition=Q(state=TaskState.OPEN), name="takedown_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="takedown_state_known"),
            models.CheckConstraint(condition=~Q(state=TaskState.DONE) | ~Q(outcome=""), name="takedown_done_says_how"),
        ]

    @property
    def title(self) -> str:
        """What it is about."""
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self) -> str:
        """It is done on the page of the withdrawal, or of what is shown: of another home, one sees only that."""
        if self.withdrawal and (not self.showing_id or self.withdrawal.home_id == self.home_id):
            return reverse("consent:withdrawal", args=[self.withdrawal_id])
        if self.showing_id:
            return reverse("consent:showing", args=[self.showing_id])
        return reverse("consent:task", args=[self.pk, "finish"])
