"""What every record of the policy is: identified, locked while it changes, signed each time, visible to whom it is for."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from mediapolicy.history.signing import Signature, SignedHistory, SignedRecords
from mediapolicy.people.standing import standing_of
from mediapolicy.references import new_reference

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.transitions import Transition


@models.UUIDField.register_lookup
class Among(models.Lookup):
    """One of these keys, given with commas between: as one value, which `in` would make a value for each.

    With no keys the statement is still sent: that nothing was shared with somebody must not show in their number.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL reads the keys as an array."""
        key, params = self.process_lhs(compiler, connection)
        return f"{key} = any(%s::uuid[])", (*params, f"{{{self.rhs}}}")


class SignedRecord(models.Model):
    """Anything whose every change is signed: who, in which role, which verb, under which clause, why."""

    CALLED: ClassVar[str] = "record"
    STATES: ClassVar[type[models.TextChoices] | None] = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(max_length=30, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    _signature: Signature | None = None

    history = SignedRecords(inherit=True, bases=[SignedHistory], excluded_fields=["password", "search"])

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Where the record is looked at; the start page when it has no page of its own."""
        return "/"

    def sign(self, by: User, transition: Transition, *, note: str = "", form_key: str | None = None) -> None:
        """Say who makes the coming save, as what, and under which clause; a save without it is refused."""
        role = standing_of(by).role_for(transition.permission, getattr(self, "home_id", None))
        self._signature = Signature(by, role, transition.verb, transition.clause.id, note, form_key)

    @property
    def title(self) -> str:
        """The record in a few words, for lists and messages."""
        return str(self)

    def draw_another_reference(self) -> None:
        """Nothing to draw: only records of the policy carry a reference."""

    def get_state_display(self) -> str:
        """Where it stands, in words."""
        return str(self.STATES(self.state).label) if self.STATES else self.state


class RecordQuerySet(models.QuerySet[Any]):
    """How records are asked for: by who is asking."""

    def visible_to(self, user: User) -> Self:
        """Only what this person may know of: their homes, what was shared with them, and nothing locked.

        A record touched by an ongoing matter exists only for those who handle matters and for people they named.
        """
        raise NotImplementedError

    def unlocked_for(self, user: User) -> Self:
        """Leave out records of an ongoing matter, unless this person handles matters or was named on this record."""
        if standing_of(user).holds_anywhere("handle_matter"):
            return self
        return self.filter(models.Q(is_locked=False) | self.cleared_for(user))

    def cleared_for(self, user: User) -> models.Q:
        """Locked records on which this person was named."""
        return self.shared_with(user)

    def shared_with(self, user: User, permission: str = "") -> models.Q:
        """Records that were shared with this person one by one (guardian's direct-key grants)."""
        return models.Q(pk__among=standing_of(user).shared_keys(self.model._meta.label_lower, permission))


class PolicyRecord(SignedRecord):
    """A record of the policy: has a reference, belongs to a home (or the whole organisation), may be locked."""

    PREFIX: ClassVar[str] = "REC"
    OPENED_WITH: ClassVar[str] = ""  # the permission that opens its page; who did is kept (CRM-2), unless it is empty
    TOLD_OF: ClassVar[bool] = False  # people get notices about it: every page asks which of those they may know of
    # Confidential in itself: without this permission history doesn't say that there is such a record, or that such a
    # step was taken, or what such a column holds (rules 4.9).
    KNOWN_WITH: ClassVar[str] = ""
    STEPS_KNOWN_WITH: ClassVar[dict[str, str]] = {}
    COLUMNS_KNOWN_WITH: ClassVar[dict[str, str]] = {}
    # Kept for its own sake: that something locked points at it doesn't lock it as well.
    STANDS_ALONE: ClassVar[bool] = False

    reference = models.CharField(max_length=14, unique=True, editable=False)
    home = models.ForeignKey("mediapolicy.Home", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_locked = models.BooleanField(default=False, editable=False)
    # It concerns the home's own manager: those who hold a role at the home only don't see it (ruling 7).
    kept_from_home = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.reference:
            self.reference = new_reference(self.PREFIX)

    def __str__(self) -> str:
        return self.reference

    def draw_another_reference(self) -> None:
        """Take another reference: this one is taken."""
        self.reference = new_reference(self.PREFIX)

    @property
    def known_as(self) -> str:
        """The reference that people know it by, for notices."""
        return self.reference
