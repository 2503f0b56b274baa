"""The two records of the Mental Capacity Act on paper: whether somebody can decide this, and what is best if not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consent.papers.parts import NOT_SIGNED, Head, Signed
from mediapolicy.papers.kinds import Sheet

# What somebody needs to grasp to decide about publicity: the salient points, not every detail (RI-1 to RI-10).
NEEDS_TO_KNOW = (
    "What will be taken or written, and who asks",
    "That it is for publicity, not for care",
    "Where it will appear (they were shown one)",
    "That strangers may see it and pass it on, and they cannot stop that",
    "That it may be impossible to take back",
    "That people will learn they live here, and perhaps about their health",
    "Whether their name is used",
    "For how long",
    "That they can say no, or yes to part, or change their mind, and their care stays the same",
    "What good and what harm may come of yes and of no",
)
ABILITIES = (
    "Understand what matters for this decision",
    "Keep it in mind long enough to decide",
    "Use it or weigh it",
    "Tell their decision, in any way",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at deciding together: when, where, and why then."""

    when: str
    place: str
    why_then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One kind of help that was given, and whether it helped."""

    what: str
    helped: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing they need to know: whether it was explained, and how far they grasped it."""

    words: str
    was_explained: bool | None = None
    grasped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """One of the four abilities: whether they have it for this decision, and what shows it."""

    words: str
    can: bool | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityPaper:
    """A capacity assessment: this decision, at this time (sections 1 to 3 of the Act)."""

    head: Head
    person: str
    decision: str
    trigger: str = ""
    reason_for_doubt: str = ""
    assessor: str = ""
    others_present: str = ""
    attempts: tuple[Attempt, ...] = ()
    help_given: tuple[Help, ...] = ()
    points: tuple[Point, ...] = tuple(Point(words=words) for words in NEEDS_TO_KNOW)
    abilities: tuple[Ability, ...] = tuple(Ability(words=words) for words in ABILITIES)
    is_unable: bool | None = None
    impairment: bool | None = None
    impairment_description: str = ""
    impairment_source: str = ""
    permanence: str = ""
    causal_link: str = ""
    other_explanation: str = ""
    outcome: str = ""
    persons_words: str = ""
    persons_preference: str = ""
    may_regain: str = ""
    told_on: date | None = None
    told_how: str = ""
    review_on: date | None = None
    signed: Signed = NOT_SIGNED
    countersigned: Signed = NOT_SIGNED

    @property
    def asks_for_impairment(self) -> bool:
        """The second stage is only reached when the first found that they can't decide; a blank form prints both."""
        return self.is_unable is not False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """Somebody who knows the person, and what they say the person would want. They don't consent."""

    name: str
    relationship: str
    how_and_when: str = ""
    view: str = ""
    knows: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way it could go: what it gives the person and what it costs them."""

    what: str
    benefits: str = ""
    burdens: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestInterestsPaper:
    """A best-interests decision (section 4 of the Act). Its fields stand in the order of the checklist."""

    head: Head
    person: str
    decision_asked: str
    assessment: str = ""
    decision_maker: str = ""
    decision_maker_role: str = ""
    not_on_appearance: bool | None = None
    circumstances: str = ""
    may_regain: str = ""
    can_wait: bool | None = None
    participation: str = ""
    present_wishes: str = ""
    past_wishes: str = ""
    written_statement: str = ""
    beliefs: str = ""
    other_factors: str = ""
    consulted: tuple[Consulted, ...] = ()
    nobody_to_consult: str = ""
    conflicts: str = ""
    options: tuple[Option, ...] = ()
    less_restrictive: bool | None = None
    dispute: bool | None = None
    dispute_route: str = ""
    decision: str = ""
    limits: str = ""
    data_basis: str = ""
    data_note: str = ""
    review_on: date | None = None
    informed: str = ""
    signed: Signed = NOT_SIGNED
    second: Signed = NOT_SIGNED


def capacity_record(record: CapacityPaper) -> Sheet:
    """The assessment, in the order of the law: what they can do first, why only after."""
    return Sheet("consent/papers/capacity.html", {"record": record, "head": record.head})


def best_interests_record(record: BestInterestsPaper) -> Sheet:
    """The decision, with everything the checklist asks for."""
    return Sheet("consent/papers/best_interests.html", {"record": record, "head": record.head})
