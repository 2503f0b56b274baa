"""Where people are shown: noted when it begins, asked of the gate at that very moment, and ended (SM-26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from consent.gate.answering import Decision, evaluate_each, stand_in_the_way, without_the_matter
from consent.people.models import Person
from consent.pictures.models import Asset, Marked
from consent.takedown import states
from consent.takedown.models import MadeBy, Showing, Shown, TakedownTask, TaskOutcome, Withdrawal
from consent.takedown.owing import call_off
from consent.takedown.still_shown import use_in
from consent.takedown.withdrawing import hold_still
from consent.vocabulary import IdentLevel
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord
from mediapolicy.transitions import making, starting


@dataclass(frozen=True, slots=True)
class Part:
    """One person in what is shown: what of them, and how plainly they can be told."""

    person: Person
    content_type: str
    ident: str


@transaction.atomic
def note_showing(showing: Showing, parts: Sequence[Part], *, previewed: bool = False, by: User) -> Showing:
    """Note something that shows people, if the gate allows every one of them at this moment (SM-26)."""
    showing.owner = by
    return _note(states.NOTE_SHOWING, showing, parts, previewed=previewed, by=by)


@transaction.atomic
def note_released(
    record: PolicyRecord, showing: Showing, parts: Sequence[Part], *, owner: User, previewed: bool = False
) -> Showing:
    """The same for a record of ours that goes out: whoever released it keeps it, and the clock notes it (SM-26)."""
    showing.owner, showing.record_type, showing.record_id = owner, record._meta.label_lower, record.pk
    return _note(states.NOTE_RELEASED, showing, parts, previewed=previewed, by=User.objects.the_clock())


def _note(row: Any, showing: Showing, parts: Sequence[Part], *, previewed: bool, by: User) -> Showing:
    if showing.asset is not None:
        parts = _with_everybody_in(showing.asset, parts)
    held = {person.pk: person for person in hold_still([part.person.pk for part in parts])}
    if showing.asset is not None:
        showing.asset = Asset._base_manager.select_for_update(of=("self",), no_key=True).get(pk=showing.asset.pk)
    uses = [use_in(showing, part.content_type, part.ident, is_new=True, previewed=previewed) for part in parts]
    found = evaluate_each([(held[part.person.pk], use) for part, use in zip(parts, uses, strict=True)])
    showing.stands_in_the_way = (
        *stand_in_the_way(map(without_the_matter, found)),
        *_took_it_back(showing, list(held)),
        *_nobody(parts),
    )
    showing.is_locked = showing.is_locked or any(person.is_locked for person in held.values())
    starting(row, showing, by=by)
    for part, decision in zip(parts, found, strict=True):
        _put_in(showing, part, decision)
    return showing


def _with_everybody_in(asset: Asset, parts: Sequence[Part]) -> list[Part]:
    """Whoever is named in a picture is shown as it shows them, whatever was chosen, and nobody of it is left out."""
    given = {part.person.pk: part for part in parts}
    most = max((part.ident for part in parts), default=str(IdentLevel.NO_NAME))
    for one in asset.appearances.filter(marked=Marked.NAMED).select_related("person"):
        if one.person is not None:
            ident = given[one.person.pk].ident if one.person.pk in given else most
            given[one.person.pk] = Part(one.person, asset.content_type, ident)
    return list(given.values())


def _put_in(showing: Showing, part: Part, decision: Decision) -> None:
    Shown.objects.create(
        showing=showing,
        person=part.person,
        content_type=part.content_type,
        ident=part.ident,
        authority=decision.code,
        rests_on=decision.rests_on,
    )


def _nobody(parts: Sequence[Part]) -> tuple[str, ...]:
    return () if parts else ("Say who can be seen, heard or named in it.",)


def _took_it_back(showing: Showing, people: list[Any]) -> list[str]:
    """What somebody asked not to be shown any more isn't shown again, whatever else they agree to."""
    if showing.asset is None:
        return []
    back = Withdrawal.objects.filter(subject__in=people, asset=showing.asset).exclude(made_by=MadeBy.SOMEBODY_ELSE)
    return [f"Don’t show {one.subject.first_name} in this picture." for one in back.select_related("subject")]


@transaction.atomic
def take_down(showing: Showing, *, by: User, note: str = "") -> None:
    """It is no longer shown; whatever else was owed about it is settled with that (SM-26)."""
    with making(states.TAKE_DOWN, showing, by=by, note=note):
        showing.ended_at = timezone.now()
    for task in TakedownTask.objects.open().filter(showing=showing):
        call_off(task, TaskOutcome.REMOVED)


@transaction.atomic
def find_out_of_reach(showing: Showing, note: str, *, by: User) -> None:
    """Write down that it can't be taken down, and why: the person is told (W-5)."""
    with making(states.FIND_OUT_OF_REACH, showing, by=by, note=note):
        pass


def homes_to_show_at(user: User) -> list[Home]:
    """The homes for which this person keeps the list."""
    standing = standing_of(user)
    homes = Home.objects.filter(state="open").order_by("name")
    if not standing.holds_everywhere("keep_showing"):
        homes = homes.filter(pk__in=standing.homes_with("keep_showing"))
    return list(homes)
