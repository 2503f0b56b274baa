"""The one mechanism: a step of the policy as plain data, and the only way to take it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.dispatch import Signal

from mediapolicy.clauses import Clause
from mediapolicy.permissions import may
from mediapolicy.refusals import AlreadyDone, Missing, Refused, StaleCopy, WrongState
from mediapolicy.roles import who_may

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.records import SignedRecord

FORM_KEY: ContextVar[str | None] = ContextVar("form_key", default=None)
READ_VERSION: ContextVar[int | None] = ContextVar("read_version", default=None)
SomeRecord = TypeVar("SomeRecord", bound="SignedRecord")
# Sent after every step, inside its transaction: `record` as it stands now, `transition`, `by`.
step_taken = Signal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of the policy table.

    `sources` and `target` are states; an empty `sources` makes the record, a `target` of None leaves it where it is.
    `requires` answer with what is missing, in words; `only` answer with why it isn't this person's to do.
    """

    verb: str
    sources: frozenset[str]
    target: str | None
    permission: str
    clause: Clause
    requires: tuple[Callable[[Any], str], ...] = ()
    only: tuple[Callable[[Any, User], str], ...] = ()
    label: str = ""
    edits: bool = False  # overwrites what others may have written: an old page is refused (StaleCopy)
    echo: bool = False  # repeats here what happened on another record; the timeline shows it once, there
    for_few: bool = False  # history tells of it to those alone who handle matters, also after the matter has ended

    @property
    def button(self) -> str:
        """The words on the button: the policy's verb, capitalised, unless the table says otherwise."""
        return self.label or self.verb.capitalize()

    @property
    def slug(self) -> str:
        """The verb as it stands in a web address."""
        return self.verb.replace(" ", "-").replace("'", "")

    def is_open_to(self, user: User, record: SignedRecord) -> bool:
        """Whether this person gets the button: the right state, the permission here, and the duty on this record."""
        return (
            self._state_allows(record)
            and may(user, self.permission, record)
            and not any(reason(record, user) for reason in self.only)
        )

    def lacks(self, record: SignedRecord) -> list[str]:
        """Everything that is still missing, in words; empty when the step can be taken."""
        return [words for missing in self.requires if (words := missing(record))]

    def check_who(self, user: User, record: SignedRecord) -> None:
        """Raise the refusal of somebody whose step it isn't, before they are asked for anything."""
        if not may(user, self.permission, record):
            raise Refused(self.clause, self.clause.rule, who_may=who_may(self.permission), record=record)

    def check(self, user: User, record: SignedRecord) -> None:
        """Raise the refusal that helps most: who, then when, then what."""
        self.check_who(user, record)
        if not self._state_allows(record):
            raise WrongState(record, self)
        for reason in self.only:
            if words := reason(record, user):
                raise Refused(self.clause, words, record=record)
        if missing := self.lacks(record):
            raise Missing(missing, transition=self, record=record)

    def check_before_asking(self, user: User, record: SignedRecord) -> None:
        """Raise the refusal of `check`, but for what is still missing: for a page on which just that is filled in."""
        try:
            self.check(user, record)
        except Missing:
            return

    def _state_allows(self, record: SignedRecord) -> bool:
        return record.state in self.sources if self.sources else record._state.adding


@contextmanager
def making(transition: Transition, record: SignedRecord, *, by: User, note: str = "") -> Iterator[None]:
    """Take one step of the policy: lock the row, look again, check, run the body, set the state, sign, save.

    Unsaved changes on `record` are lost by design: values arrive as arguments and are set inside the block.
    After an exception the object may show the new state; read it again before using it.
    """
    with transaction.atomic():
        record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update(of=("self",)))
        key = FORM_KEY.get()
        if key and _may_be_a_second_arrival(transition, record):
            _stop_if_done_already(transition, record, key)
        transition.check(by, record)
        if transition.edits:
            _stop_if_page_is_old(transition, record)
        with _written(transition, record, by, note, key):
            yield


@contextmanager
def following(transition: Transition, record: SignedRecord, *, by: User) -> Iterator[None]:
    """The step that follows at once on `starting()`: nobody else can know of the record yet, so there is nothing to lock
    and nothing newer to read."""
    if record.version != 1 or not connection.in_atomic_block:
        raise TypeError(f"{record} was not made just now: take its next step with making().")
    transition.check(by, record)
    with _written(transition, record, by, "", FORM_KEY.get()):
        yield


@contextmanager
def _written(transition: Transition, record: SignedRecord, by: User, note: str, key: str | None) -> Iterator[None]:
    """The end of every step: what the body changed, the state, the signature, in one row and its history."""
    before = _columns_of(record)
    yield
    if transition.target is not None:
        record.state = transition.target
    record.version += 1
    record.sign(by, transition, note=note, form_key=key)
    # Only what changed: an unchanged question isn't put into its index of words again.
    now = _columns_of(record)
    record.save(update_fields=[name for name in now if name not in before or now[name] != before[name]])
    step_taken.send(sender=type(record), record=record, transition=transition, by=by)


def _columns_of(record: SignedRecord) -> dict[str, Any]:
    """The record's values by column, lists and the like as they are at this moment."""
    loaded = vars(record)
    names = [field.attname for field in record._meta.concrete_fields if not field.generated]
    values = {name: loaded[name] for name in names if name in loaded}
    return {name: deepcopy(value) if isinstance(value, list | dict) else value for name, value in values.items()}


def starting(transition: Transition, record: SomeRecord, *, by: User, note: str = "") -> SomeRecord:
    """Make a new record as the table allows. A form that arrives twice makes one record (AlreadyDone the second time)."""
    key = FORM_KEY.get()
    if key:
        # The key decides the identity: the database itself refuses a second one, however the two race.
        record.pk = uuid.uuid5(uuid.UUID(key), transition.verb)
    transition.check(by, record)
    if transition.target is not None:
        record.state = transition.target
    record.sign(by, transition, note=note, form_key=key)
    try:
        _insert(record)
    except IntegrityError:
        first = type(record)._base_manager.filter(pk=record.pk).first() if key else None
        if first is None:
            raise
        raise AlreadyDone(first) from None
    step_taken.send(sender=type(record), record=record, transition=transition, by=by)
    return record


def _insert(record: SignedRecord) -> None:
    """Insert it; a reference that somebody else drew first (one in millions) is drawn again."""
    for last in (False, False, True):
        try:
            with transaction.atomic():
                record.save(force_insert=True)
        except IntegrityError as error:
            if last or "_reference_" not in str(error):
                raise
            record.draw_another_reference()
        else:
            return


@contextmanager
def part_of_form(name: str) -> Iterator[None]:
    """Inside, the form's one-time key is that of one part of it, so that one form can make several records."""
    key = FORM_KEY.get()
    token = FORM_KEY.set(str(uuid.uuid5(uuid.UUID(key), name)) if key else None)
    try:
        yield
    finally:
        FORM_KEY.reset(token)


def _may_be_a_second_arrival(transition: Transition, record: SignedRecord) -> bool:
    """A step that moved the record out of its sources can't be taken twice; any other has to look."""
    return (
        transition.target is None or transition.target in transition.sources or record.state not in transition.sources
    )


def _stop_if_page_is_old(transition: Transition, record: SignedRecord) -> None:
    """If somebody took this same step after the page was made, say so: a note added meanwhile is no reason to refuse."""
    read = READ_VERSION.get()
    if read is None or read == record.version:
        return
    if record.history.filter(version__gt=read, verb=transition.verb).exists():
        raise StaleCopy(record)


def _stop_if_done_already(transition: Transition, record: SignedRecord, key: str) -> None:
    """If this very form took this very step before, say so instead of refusing or doing it twice."""
    if record.history.filter(form_key=key, verb=transition.verb).exists():
        raise AlreadyDone(record)
