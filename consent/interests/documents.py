"""A best-interests decision on paper, filled from it in the order of the checklist."""

from __future__ import annotations

from typing import Any

from consent.interests import rules
from consent.interests.forms import FACTS, NOT_ASKED, VIEWS
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.papers.capacity import BestInterestsPaper, Consulted, Option, best_interests_record
from consent.papers.filling import day_of, head_of
from consent.papers.parts import NOT_SIGNED, Signed
from consent.vocabulary import Purpose
from mediapolicy.clauses import Clause
from mediapolicy.papers.kinds import Sheet, paper

RECORD_VERSION = "BID 2026-11"
IN_PRODUCT = "Signed in the product"


@paper(
    "best-interests-record",
    title="Best-interests decision",
    about="consent.BestInterestsDecision",
    permission="open_capacity",
    clause=Clause.IR_6,
)
def record(decision: BestInterestsDecision) -> Sheet:
    """The whole decision."""
    return best_interests_record(paper_of(decision))


def paper_of(decision: BestInterestsDecision) -> BestInterestsPaper:
    """What the decision says."""
    is_begun = decision.state != DecisionState.DRAFT or bool(decision.circumstances)
    return BestInterestsPaper(
        head=head_of(decision.home, reference=decision.reference, version=RECORD_VERSION),
        person=decision.subject.name,
        decision_asked="\n".join(str(Purpose(one).label) for one in decision.purposes),
        assessment=_assessment(decision),
        decision_maker=str(decision.made_by_representative or decision.decision_maker),
        decision_maker_role=_written_down_by(decision),
        not_on_appearance=decision.not_on_appearance if is_begun else None,
        circumstances=decision.circumstances,
        may_regain=f"{decision.get_regain_likely_display()} {decision.regain_when}".strip(),
        can_wait=decision.can_wait,
        participation=decision.participation,
        present_wishes=_with(decision.present_wishes, "They object now", decision.objects_now),
        past_wishes=_with(decision.past_wishes, "They wished against it", decision.wished_against),
        written_statement=decision.statement.words if decision.statement else "",
        beliefs=decision.beliefs,
        other_factors=decision.other_factors,
        consulted=tuple(_consulted(one) for one in decision.consultees),
        nobody_to_consult=decision.advocacy_considered if decision.unbefriended else "",
        conflicts=decision.conflicts,
        options=tuple(_option(one) for one in decision.options),
        less_restrictive=decision.less_restrictive if is_begun else None,
        dispute=decision.dispute if is_begun else None,
        dispute_route=decision.get_dispute_route_display() if decision.dispute else "",
        decision=decision.get_decided_display(),
        limits=_limits(decision),
        data_basis=decision.basis_note,
        data_note=decision.exception_facts.get("dpo_conditions", ""),
        review_on=decision.review_due,
        informed=decision.informed,
        signed=_signed(decision),
        second=_second(decision),
    )


def _assessment(decision: BestInterestsDecision) -> str:
    found = decision.assessment
    return f"{found.reference}, {day_of(found.happened_at):%-d %B %Y}: {found.get_outcome_display().lower()}"


def _written_down_by(decision: BestInterestsDecision) -> str:
    return f"Written down by {decision.decision_maker}" if decision.made_by_representative else "Home Manager"


def _with(words: str, question: str, answer: bool | None) -> str:
    return words if answer is None else f"{words}\n{question}: {'Yes' if answer else 'No'}".strip()


def _consulted(one: dict[str, Any]) -> Consulted:
    return Consulted(
        name=one.get("name", ""),
        relationship=one.get("relationship") or rules.CATEGORIES.get(one.get("category", ""), "").lower(),
        how_and_when=one.get("how", ""),
        view=dict(VIEWS).get(one.get("view", ""), ""),
        knows=one.get("words", ""),
        why_not=dict(NOT_ASKED)[one["not_consulted"]].lower() if one.get("not_consulted") else "",
    )


def _option(one: dict[str, Any]) -> Option:
    return Option(what=rules.OPTIONS[one["option"]], benefits=one["benefits"], burdens=one["burdens"])


def _limits(decision: BestInterestsDecision) -> str:
    """The limits; for an exception the one item as well, with each of its safeguards (row D11-X)."""
    facts = decision.exception_facts
    safeguards = [f"{FACTS[name]} {words}" for name, words in facts.items() if words and name != "dpo_conditions"]
    allowed = f"Allowed by {decision.allowed_by_coo}" if decision.allowed_by_coo else ""
    item = f"The one item: {decision.exception_item}" if decision.exception_item else ""
    return "\n".join(filter(None, [decision.limits, item, *safeguards, allowed]))


def _signed(decision: BestInterestsDecision) -> Signed:
    if decision.decided_at is None:
        return NOT_SIGNED
    return Signed(name=str(decision.decision_maker), on=day_of(decision.decided_at), way=IN_PRODUCT)


def _second(decision: BestInterestsDecision) -> Signed:
    if decision.second_by is None:
        return NOT_SIGNED
    return Signed(name=str(decision.second_by), on=day_of(decision.second_at), way=IN_PRODUCT)
