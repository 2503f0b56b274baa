"""The policy table of stops: whatever keeps a person from being shown, placed at once and lifted by the right person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from consent.stops.models import Stop


class StopState(TextChoices):
    """Whether a stop holds."""

    IN_FORCE = "in force", "In force"
    LIFTED = "lifted", "Lifted"


class StopKind(TextChoices):
    """What stands in the way. The decision table tests them in its own order (rules 4.8, D14 to D18)."""

    RESTRICTION = "restriction", "A court order, a law or the police forbid it"
    WHEREABOUTS = "whereabouts", "Somebody must not learn where they live"
    OBJECTION = "objection", "They object, in words or by what they do"
    UNDUE_INFLUENCE = "undue_influence", "Somebody may be pressing them"
    CAPACITY_DOUBT = "capacity_doubt", "There is a doubt whether they can decide this now"
    DISPUTE = "dispute", "Those who speak for them disagree"
    PRIOR_REFUSAL = "prior_refusal", "They wished against it while they could decide"
    SAFEGUARDING = "safeguarding", "Safeguarding looks at it first"
    MATTER = "matter", "Part of an ongoing matter"


POWERS = {
    "raise_concern": "Write down an objection or a doubt about somebody",
    "place_stop": "Stop somebody from being shown, and lift what was placed",
    "clear_safeguarding": "Clear a safeguarding question, as the Safeguarding Lead",
}


def a_reason(stop: Stop) -> str:
    """A stop says why, for those who may read it."""
    return "" if stop.words.strip() else "Write what happened, in a sentence."


@dataclass(frozen=True, slots=True)
class Placing:
    """One kind of stop: who places it, who lifts it, and under which clause."""

    place: Transition
    lift: Transition


def able_to_change_their_mind(stop: Stop) -> str:
    """What somebody refused while able is lifted only by themselves, able again; a court goes before it anyway (D14)."""
    if stop.subject.stops.holding().filter(kind=StopKind.CAPACITY_DOUBT).exists():
        return "There is a doubt whether they can decide this now. Assess first."
    refused = set(stop.purposes)
    unable = stop.subject.capacityassessments.filter(state="in force", outcome__in=["lacks", "fluctuates"])
    if any(not refused or refused & set(found.scope.get("purposes", ())) for found in unable):
        return "They were found unable to decide this, so what they wished stands. Only a court can set it aside."
    return ""


def _kind(
    kind: StopKind,
    verb: str,
    places: str,
    lifts: str,
    clause: Clause,
    label: str,
    *,
    to_lift: tuple[Callable[[Stop], str], ...] = (),
) -> Placing:
    """The two rows of a kind differ only in who may, and in what lifting it needs."""
    return Placing(
        Transition(
            verb=f"stop: {verb}",
            sources=frozenset(),
            target=StopState.IN_FORCE,
            permission=places,
            clause=clause,
            label=label,
            requires=(a_reason,),
        ),
        Transition(
            verb=f"lift: {verb}",
            sources=frozenset({StopState.IN_FORCE}),
            target=StopState.LIFTED,
            permission=lifts,
            clause=clause,
            label="Lift it",
            requires=to_lift,
        ),
    )


K = StopKind
PLACINGS: dict[str, Placing] = {
    K.RESTRICTION: _kind(K.RESTRICTION, "restriction", "place_stop", "place_stop", Clause.IR_6, "Forbid it"),
    K.WHEREABOUTS: _kind(
        K.WHEREABOUTS, "whereabouts", "raise_concern", "clear_safeguarding", Clause.IR_6, "Somebody must not know"
    ),
    K.OBJECTION: _kind(K.OBJECTION, "objection", "withdraw_consent", "place_stop", Clause.IR_6, "They object"),
    K.UNDUE_INFLUENCE: _kind(
        K.UNDUE_INFLUENCE, "pressure", "raise_concern", "clear_safeguarding", Clause.IR_6, "Somebody may press them"
    ),
    K.CAPACITY_DOUBT: _kind(
        K.CAPACITY_DOUBT,
        "doubt",
        "raise_concern",
        "countersign_assessment",
        Clause.IR_6,
        "I doubt they can decide this",
    ),
    K.DISPUTE: _kind(K.DISPUTE, "dispute", "raise_concern", "place_stop", Clause.IR_6, "They disagree"),
    K.PRIOR_REFUSAL: _kind(
        K.PRIOR_REFUSAL,
        "earlier wish",
        "take_consent",
        "decide_best_interests",
        Clause.IR_6,
        "They wished against it",
        to_lift=(able_to_change_their_mind,),
    ),
    K.SAFEGUARDING: _kind(
        K.SAFEGUARDING, "safeguarding", "raise_concern", "clear_safeguarding", Clause.IR_6, "Safeguarding looks first"
    ),
    K.MATTER: _kind(K.MATTER, "ongoing matter", "handle_matter", "handle_matter", Clause.CC_2, "Part of a matter"),
}
PLACE_BY_THE_CLOCK = Transition(
    verb="stop, by what was found",
    sources=frozenset(),
    target=StopState.IN_FORCE,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
    requires=(a_reason,),
)
LIFT_BY_THE_CLOCK = Transition(
    verb="lift, by what was found",
    sources=frozenset({StopState.IN_FORCE}),
    target=StopState.LIFTED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
GO_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(StopState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)

FOR_SAFEGUARDING = frozenset({K.WHEREABOUTS, K.UNDUE_INFLUENCE, K.SAFEGUARDING})


def is_for_safeguarding(stop: Stop) -> str:
    """The Safeguarding Lead looks at these three; whatever else stands in the way has somebody else who settles it."""
    return "" if stop.kind in FOR_SAFEGUARDING else "This is not for the Safeguarding Lead to look at."


KEEP = Transition(
    verb="look at it: it stays",
    sources=frozenset({StopState.IN_FORCE}),
    target=None,
    permission="clear_safeguarding",
    clause=Clause.IR_6,
    label="I looked at it: it stays",
    requires=(is_for_safeguarding,),
)

TRANSITIONS = (
    *(placing.place for placing in PLACINGS.values()),
    *(placing.lift for placing in PLACINGS.values()),
    PLACE_BY_THE_CLOCK,
    LIFT_BY_THE_CLOCK,
    GO_WITH_THEM,
    KEEP,
)
