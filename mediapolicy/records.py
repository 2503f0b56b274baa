"""What every record of the policy is: identified, locked while it changes, signed each time, visible to whom it is for."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from mediapolicy.history.signing import HistoryOfARecord, Signature, SignedHistory, SignedRecords
from mediapolicy.people.standing import standing_of, table_of_shares
from mediapolicy.references import new_reference

if TYPE_CHECKING:
    from mediapolicy.locking import Locking, Touching
    from mediapolicy.people.models import User
    from mediapolicy.transitions import Transition


@models.UUIDField.register_lookup
class SharedWith(models.Lookup):
    """The key of a record that was shared with this person, who is named with the permission ("" for any).

    The database finds the keys itself, once in a statement and only where a row asks for them: five hundred keys written
    out cost each statement two milliseconds of planning. It is sent for whom nothing was shared with as well.
    """

    lookup_name = "shared_with"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """An array, not a list of rows: its keys can be looked up in the index beside another condition."""
        key, params = self.process_lhs(compiler, connection)
        person, permission = self.rhs
        table = connection.ops.quote_name(table_of_shares(self.lhs.target.model._meta.label_lower))
        shared = f"select content_object_id from {table} where user_id = %s"  # noqa: S608 (the table is a model's)
        given: tuple[Any, ...] = (person,)
        if permission:
            shared += " and permission_id = any(array(select id from auth_permission where codename = %s))"
            given = (person, permission)
        return f"{key} = any(array({shared}))", (*params, *given)


class SignedRecord(models.Model):
    """Anything whose every change is signed: who, in which role, which verb, under which clause, why."""

    CALLED: ClassVar[str] = "record"
    STATES: ClassVar[type[models.TextChoices] | None] = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(max_length=30, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    _signature: Signature | None = None
    looked_at: Any = None  # as what this object was last looked at for ongoing matters

    history = SignedRecords(
        inherit=True,
        bases=[SignedHistory],
        excluded_fields=["password", "search"],
        history_manager=HistoryOfARecord,
    )

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

    def touched_by_words(self, words: list[str]) -> Self:
        """Those that hold one of these words or phrases, for a matter that looks for what it touches."""
        raise NotImplementedError

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those that show or name one of these people; none, for a kind that has nobody of the register in it."""
        return self.none()

    def cleared_for(self, user: User) -> models.Q:
        """Locked records on which this person was named."""
        return self.shared_with(user)

    def left_to(self, user: User) -> Self:
        """Those that would still be this person's if no matter held them: whoever took part is told that it is reviewed.

        All, unless a kind takes people out of its records.
        """
        return self

    def shared_with(self, user: User, permission: str = "") -> models.Q:
        """Records that were shared with this person one by one (guardian's direct-key grants)."""
        if table_of_shares(self.model._meta.label_lower) is None:
            return models.Q(pk__in=[])
        return models.Q(pk__shared_with=(user.pk, permission))


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
    # What is ticked, chosen and dated here tells as much of somebody as words do: history shows it to readers of words.
    TELLS_OF_SOMEBODY: ClassVar[bool] = False
    UNDER_A_MATTER: ClassVar[Locking | None] = None  # an ongoing matter can take it, by these two rows of its table
    STAYS_LOCKED: ClassVar[bool] = False  # for few by its nature: no matter's end opens it to others

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

    def comes_with(self) -> list[PolicyRecord]:
        """What goes under a matter with it, in the order of locks before it: an enquiry's statement."""
        return []

    def is_known_anyway_to(self, person: User) -> bool:
        """Whether somebody knows of it by a duty of their own, whoever else names them or no longer does."""
        return False

    def touching(self) -> Touching:
        """What of it an ongoing matter can touch; asked of records that one can take (`UNDER_A_MATTER`)."""
        raise NotImplementedError

    @property
    def known_as(self) -> str:
        """The reference that people know it by, for notices."""
        return self.reference
