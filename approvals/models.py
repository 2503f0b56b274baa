"""Sign-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from approvals.states import STAGES, ApprovalState, Stage
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

if TYPE_CHECKING:
    from approvals.seals import Sealable

TAGS = {
    ApprovalState.WAITING: "waiting",
    ApprovalState.SIGNED: "signed",
    ApprovalState.CHANGES_ASKED: "risk",
    ApprovalState.REFUSED: "overdue",
    ApprovalState.VOIDED: "voided",
}


class ApprovalQuerySet(RecordQuerySet):
    """How sign-offs are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those of records this person may open: their homes', and nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_statement"):
            return found
        at_home = Q(home__in=standing.homes_with("open_statement"), kept_from_home=False)
        return found.filter(at_home | self.shared_with(user))

    def waiting_for(self, user: User) -> Self:
        """Those that wait for this very person: a stage of theirs, and not their own words."""
        standing = standing_of(user)
        mine = [code for code, stage in STAGES.items() if standing.holds_anywhere(stage.permission)]
        waiting = self.visible_to(user).filter(state=ApprovalState.WAITING, stage__in=mine)
        return waiting.exclude(authors__contains=[user.pk]).order_by("due_at", "created_at")

    def of(self, subject: models.Model) -> Self:
        """The sign-offs of one record, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("-created_at")


class Approval(PolicyRecord):
    """One signature asked of one stage, sealed to the exact content that was shown."""

    PREFIX: ClassVar[str] = "SGN"
    OPENED_WITH = "open_statement"
    TOLD_OF = True
    CALLED = "sign-off"
    STATES = ApprovalState

    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_reference = models.CharField(max_length=14)
    subject_title = models.CharField(max_length=200)
    subject_version = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=[(stage.code, stage.signer) for stage in STAGES.values()])
    seal = models.CharField(max_length=64)
    content = models.JSONField()
    authors = ArrayField(models.UUIDField())
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "-created_at"], name="approval_of_subject"),
            models.Index(fields=["stage", "due_at"], condition=Q(state=ApprovalState.WAITING), name="approval_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ApprovalState.values), name="approval_state_known"),
            models.UniqueConstraint(
                fields=["subject_id", "stage"],
                condition=Q(state=ApprovalState.WAITING),
                name="one_waiting_sign_off_per_stage",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApprovalState.SIGNED, ApprovalState.CHANGES_ASKED, ApprovalState.REFUSED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApprovalState.CHANGES_ASKED, ApprovalState.REFUSED]) | ~Q(reason=""),
                name="saying_no_gives_a_reason",
            ),
        ]

    @property
    def title(self) -> str:
        """What is to be signed."""
        return self.subject_title

    @property
    def known_as(self) -> str:
        """The reference of what is to be signed."""
        return self.subject_reference

    @property
    def rule(self) -> Stage:
        """The stage with its signer, permission and clause."""
        return STAGES[self.stage]

    @property
    def is_of(self) -> str:
        """What is to be signed, in words: "statement", "media visit"; what was sealed says it where one kind has two."""
        return str(self.content.get("called") or apps.get_model(self.subject_type).CALLED).lower()

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(ApprovalState(self.state), "draft")

    @property
    def subject(self) -> Any:
        """The record itself, as it stands now."""
        return apps.get_model(self.subject_type)._base_manager.get(pk=self.subject_id)

    def get_absolute_url(self) -> str:
        """The sign-off page."""
        return reverse("approvals:sign_off", args=[self.pk])


class ApprovalUserObjectPermission(UserObjectPermissionBase):
    """guardian: one sign-off shared with one person."""

    content_object = models.ForeignKey(Approval, on_delete=models.CASCADE)


def current_signatures(subject: Sealable, seal: str) -> set[str]:
    """The codes of the stages whose signature holds for this seal."""
    return set(current_signers(subject, seal))


def current_signers(subject: Sealable, seal: str) -> dict[str, Any]:
    """Who signed each stage whose signature holds for this seal: their keys, by the code of the stage."""
    signed = Approval.objects.filter(subject_id=subject.pk, seal=seal, state=ApprovalState.SIGNED)
    return dict(signed.order_by("decided_at").values_list("stage", "decided_by"))


def stage_without_signer(subject: Sealable) -> Stage | None:
    """The first stage that nobody could sign, because all who may have written the words; None when all can be signed."""
    for code in subject.signing_stages():
        stage = STAGES[code]
        people = User.objects.active().filter(groups__permissions__codename=stage.permission)
        if code != "coo":
            people = people.exclude(pk__in=subject.authors())
        if not any(_may_open(subject, person) for person in people.distinct()):
            return stage
    return None


def _may_open(subject: Any, person: User) -> bool:
    """On a matter only those whom the COO named on it can sign (CC-1a)."""
    theirs = type(subject)._default_manager.visible_to(person) if subject.is_locked else None
    return theirs is None or bool(theirs.filter(pk=subject.pk).exists())
