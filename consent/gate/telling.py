"""What of an answer is told to whom: posters get the answer and its conditions, never a reason (rules 4.9, 7.3)."""

from __future__ import annotations

from dataclasses import replace

from consent.gate.answering import Decision, Verdict
from consent.gate.authorities import CODES
from consent.gate.table import Authority
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of


def seen_by(decision: Decision, reader: User) -> Decision:
    """The answer as this reader may know it.

    Of an ongoing matter nobody learns but those who handle matters: a person it touches answers as they would without
    one, and the gate holds the thing itself back until the COO has agreed (CC-2). A stop, a hold and a doubt read as a
    No to those who read no reasons there, and what rests on a best-interests decision alone, inside the home, is not
    told outside of it: it would say that somebody could not decide.
    """
    standing, home = standing_of(reader), decision.person.home_id
    if is_a_matter(decision) and not standing.holds_anywhere("handle_matter"):
        decision = replace(decision, verdict=Verdict.ALLOW)
    if standing.holds("open_capacity", home):
        return decision
    if standing.holds("open_consent", home):
        return replace(decision, code="", row="")
    if decision.code == CODES[Authority.BEST_INTERESTS]:
        return Decision(decision.person, decision.use, Verdict.BLOCK, "", "")
    return replace(decision, code="", row="", lacking=decision.told)


def is_a_matter(decision: Decision) -> bool:
    """Whether the COO decides because of an ongoing matter, and not because of what is asked (an appeal by the police)."""
    return decision.verdict is Verdict.ROUTE_COO and bool(decision.rests_on)
