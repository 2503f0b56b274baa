"""May what is shown stay? The publish gate's answer about each person in it, asked as of something shown already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from consent.agreement.choices import Afterwards, Hold
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState
from consent.gate.answering import Decision, Verdict, evaluate_each
from consent.gate.covering import not_covered
from consent.gate.use import Use
from consent.people.models import Person
from consent.takedown.models import MadeBy, Showing, Shown, Withdrawal

# Rows of the decision table under which somebody decides for themselves: there a consent on hold is all that is missing.
DECIDE_THEMSELVES = frozenset({"D1", "D2"})
# What stands in the way by itself, whatever anybody agreed to: it goes, and isn't weighed first.
FORBIDDEN = frozenset({"RESTRICTED", "OBJECTION", "UNDUE_INFLUENCE", "SAFEGUARDING_FIRST", "PRIOR_REFUSAL"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One person in one showing: whether it may stay, or at least be weighed before it goes."""

    shown: Shown
    decision: Decision
    stays: bool
    is_on_hold: bool = False


def use_in(showing: Showing, content_type: str, ident: str, *, is_new: bool, previewed: bool = True) -> Use:
    """What a showing does with one person, as the gate is asked about it."""
    return Use(
        purpose=showing.purpose,
        channels=frozenset({showing.channel}),
        content_type=content_type,
        ident=ident,
        mentions_health=showing.mentions_health,
        third_parties=frozenset({showing.shown_by} if showing.shown_by else ()),
        item=showing.asset.reference if showing.asset else "",
        previewed=previewed,
        shown_since=None if is_new else showing.shown_since,
    )


def use_of(shown: Shown) -> Use:
    """What an existing showing does with this person."""
    return use_in(shown.showing, shown.content_type, shown.ident, is_new=False)


def judge(rows: Sequence[Shown]) -> list[Judged]:
    """Whether each may stay: however many, the same few statements."""
    if not rows:
        return []
    decisions = evaluate_each([(row.person, use_of(row)) for row in rows])
    taken_back = pictures_taken_back([row.person for row in rows])
    failing = [row.person_id for row, found in zip(rows, decisions, strict=True) if found.verdict is Verdict.BLOCK]
    held = _on_hold(failing)
    return [
        _judged(row, found, (row.person_id, row.showing.asset_id) in taken_back, held.get(row.person_id, []))
        for row, found in zip(rows, decisions, strict=True)
    ]


def _judged(row: Shown, found: Decision, is_taken_back: bool, held: list[MediaConsent]) -> Judged:
    if is_taken_back:
        return Judged(row, found, stays=False)
    if found.is_allowed:
        return Judged(row, found, stays=True)
    if found.verdict is Verdict.ROUTE_COO:
        return Judged(row, found, stays=False, is_on_hold=True)
    if found.code in FORBIDDEN:
        return Judged(row, found, stays=False)
    covering = [one for one in held if not not_covered(one, use_of(row))]
    may = found.row in DECIDE_THEMSELVES and any(_stays_after_leaving(one) for one in covering)
    return Judged(row, found, stays=may, is_on_hold=bool(covering))


def _stays_after_leaving(consent: MediaConsent) -> bool:
    """They moved away, and had wished that what is shown already may stay (3.6, `after_leaving`)."""
    return consent.on_hold_because == Hold.MOVED and consent.after_leaving == Afterwards.KEEP_EXISTING


def _on_hold(people: Sequence[Any]) -> dict[Any, list[MediaConsent]]:
    found: dict[Any, list[MediaConsent]] = {}
    if people:
        held = MediaConsent.objects.filter(subject__in=people, state=ConsentState.SUSPENDED)
        for one in held.filter(expires_on__gte=timezone.localdate()):
            found.setdefault(one.subject_id, []).append(one)
    return found


def pictures_taken_back(people: Sequence[Person]) -> set[tuple[Any, Any]]:
    """(person, picture): the single pictures that these people no longer want shown, whatever else they agree to."""
    back = Withdrawal.objects.filter(subject__in=people, asset__isnull=False).exclude(made_by=MadeBy.SOMEBODY_ELSE)
    return set(back.values_list("subject_id", "asset_id"))
