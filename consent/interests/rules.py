"""What section 4 of the Mental Capacity Act 2005 asks of a decision for somebody, in words that help: rules V-B."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from consent.capacity.rules import months_after
from consent.capacity.timers import STRICT
from mediapolicy.organisation.actions import setting

if TYPE_CHECKING:
    from consent.interests.models import BestInterestsDecision
    from mediapolicy.people.models import User

OPTIONS = {
    "proposed": "As proposed",
    "less": "Something less: no face, no name, or fewer people",
    "nothing": "Not at all",
}
CATEGORIES = {
    "named_by_person": "Somebody the person named",
    "carer": "Somebody who cares for them or takes an interest",
    "attorney": "Their attorney",
    "deputy": "Their deputy",
}


def an_assessment_that_found_them_unable(decision: BestInterestsDecision) -> str:
    """Nobody decides for a person who can decide; the finding covers what is decided (MCA s1(5), V-M-01)."""
    found = decision.assessment
    if found.state != "in force" or found.outcome not in ("lacks", "fluctuates") or found.is_past_review:
        return "There is no current assessment that found them unable to decide this. Assess first."
    if not decision.purposes:
        return "Say for which uses it is decided."
    if not set(decision.purposes) <= set(found.scope.get("purposes", ())):
        return "The assessment was about less than this. A wider use needs a new assessment."
    return ""


# A word or two say nothing of the circumstances.
FEWEST_LETTERS = 60


def about_them(decision: BestInterestsDecision) -> dict[str, Any]:
    """The points of section 4 about the person: each with whether it is answered."""
    return {
        "that it was not decided by age, looks or condition": decision.not_on_appearance,
        "the circumstances, in a sentence or two": len(decision.circumstances.strip()) >= FEWEST_LETTERS,
        "whether they are likely to regain the ability, and whether it can wait": decision.regain_likely
        and decision.can_wait is not None,
        "how they took part": decision.participation.strip(),
        "what they seem to want now, and whether they object": decision.present_wishes.strip()
        and decision.objects_now is not None,
        "what they wished before": decision.past_wishes.strip() and decision.wished_against is not None,
        "what they believe in and value": decision.beliefs.strip(),
    }


def the_checklist(decision: BestInterestsDecision) -> str:
    """Every point of section 4 is answered."""
    needed = about_them(decision) | {
        "who gains from it": decision.conflicts.strip(),
        "that something less was considered": decision.less_restrictive,
        "who was told": decision.informed.strip(),
        "what you decide": decision.decided,
    }
    open_ones = [words for words, answered in needed.items() if not answered]
    return f"Still to answer: {'; '.join(open_ones)}." if open_ones else ""


def three_options(decision: BestInterestsDecision) -> str:
    """At least: as proposed, something less, and not at all (MCA s1(6))."""
    weighed = {
        one.get("option")
        for one in decision.options
        if str(one.get("benefits", "")).strip() and str(one.get("burdens", "")).strip()
    }
    if not set(OPTIONS) <= weighed:
        return "Weigh at least three: as proposed, something less (no face, no name, fewer people), and not at all."
    return ""


def people_who_know_them_were_asked(decision: BestInterestsDecision) -> str:
    """Those who care are asked what the person would want; with nobody, an advocate is considered (s4(7), V-B-04)."""
    if any(one.get("view") for one in decision.consultees):
        return ""
    if decision.unbefriended and decision.advocacy_considered.strip():
        return ""
    return "Ask those who know them. If there is nobody, say so, and write what you did about an advocate."


def everybody_on_file_was_asked(decision: BestInterestsDecision) -> str:
    """Their attorneys and deputies are asked, or it is written why not (s4(7))."""
    asked = {str(one.get("name", "")).strip().casefold() for one in decision.consultees}
    on_file = decision.subject.representatives.filter(kind__in=["lpa_welfare", "deputy_welfare"]).exclude(state="ended")
    unasked = [
        who.name
        for who in on_file
        if who.pk != decision.made_by_representative_id and who.name.strip().casefold() not in asked
    ]
    if unasked:
        return f"Ask them too, or write why they were not asked: {', '.join(unasked)}."
    return ""


def an_objection_is_kept(decision: BestInterestsDecision) -> str:
    """Whoever objects now is not used (V-B-01)."""
    if decision.objects_now and decision.decided not in ("do_not_use", "defer"):
        return "They object now. The only decisions left are: do not use it, or wait."
    return ""


def a_dispute_waits(decision: BestInterestsDecision) -> str:
    """Somebody who opposes, with no attorney or deputy to decide, makes a dispute; a dispute uses nothing (V-B-02)."""
    opposed = any(one.get("view") == "opposes" for one in decision.consultees)
    if opposed and not _is_made_by_a_decider(decision) and not decision.dispute:
        return "Somebody you asked opposes it. Record the dispute, and how it will be settled."
    if decision.dispute and decision.decided not in ("do_not_use", "defer", "refer"):
        return "While there is a dispute, the decisions left are: do not use it, wait, or ask the court."
    return "" if not decision.dispute or decision.dispute_route else "Say how the dispute will be settled."


def an_earlier_wish_is_kept(decision: BestInterestsDecision) -> str:
    """What they wished against publicity while able is followed (V-B-03)."""
    kept = decision.subject.advancestatements.filter(state="kept").exclude(able_then="no")
    wishes = [wish for wish in kept if set(wish.refused_purposes) & set(decision.purposes)]
    against = bool(decision.wished_against) or bool(wishes)
    family = any(wish.allows_family for wish in wishes)
    if against and (
        decision.decided in ("support_public", "one_item") or (decision.decided == "use_family" and not family)
    ):
        return "They wished against this while they could decide. That is followed: decide not to use it."
    return ""


def waits_when_it_can(decision: BestInterestsDecision) -> str:
    """If they may regain the ability and it can wait, it waits (s4(3))."""
    if decision.regain_likely == "yes" and decision.can_wait and decision.decided not in ("defer", "do_not_use"):
        return "They are likely to be able to decide later, and it can wait. So it waits."
    return ""


def supports_only_a_decider(decision: BestInterestsDecision) -> str:
    """Best interests alone never allow public use: an attorney or deputy agrees as well (4.5)."""
    if decision.decided == "support_public" and not _is_made_by_a_decider(decision):
        return "Being shown in public needs their attorney or deputy. Name them, with their view, or decide otherwise."
    return ""


def _is_made_by_a_decider(decision: BestInterestsDecision) -> bool:
    """Only an attorney or deputy of this very person, with a power that holds (D5, D8)."""
    who = decision.made_by_representative
    return who is not None and who.subject_id == decision.subject_id and who.may_decide


def coming_and_going_waits(decision: BestInterestsDecision) -> str:
    """Where ability comes and goes, what can wait waits; nothing public is ever decided for them (4.4, D4b)."""
    if decision.assessment.outcome != "fluctuates" or decision.decided in ("do_not_use", "defer", "refer"):
        return ""
    if decision.decided != "use_care" or decision.can_wait:
        return "Their ability comes and goes, so this waits until they can decide it themselves."
    return ""


def conditions_of_data_protection(decision: BestInterestsDecision) -> str:
    """What leaves the home has a basis in data protection law, written down (4.6)."""
    leaves = decision.decided in ("use_family", "support_public", "one_item")
    if leaves and not decision.basis_note.strip():
        return "It leaves the home, so write on which basis in data protection law. Ask the Data Protection Lead."
    return ""


def a_review_in_time(decision: BestInterestsDecision) -> str:
    """A decision for somebody else is looked at again (V-B-05)."""
    latest = months_after(timezone.localdate(decision.decided_at or timezone.now()), setting("best_interests_review"))
    if decision.review_due is None or decision.review_due > latest:
        return f"It has to be looked at again by {latest:%-d %B %Y} at the latest."
    return ""


def every_safeguard_of_the_exception(decision: BestInterestsDecision) -> str:
    """The exception for one item needs every safeguard, and is off unless the organisation turned it on (D11-X)."""
    if decision.decided != "one_item":
        return ""
    if not setting("public_exception") or setting("incapacitated_publicity") == STRICT:
        return "Your organisation makes no exceptions. Decide otherwise."
    if decision.unbefriended or any(one.get("view") == "opposes" for one in decision.consultees):
        return "There is no exception where nobody was asked, or where somebody opposes it."
    needed = {
        "the one item": decision.exception_item.strip(),
        "the good it does the person": decision.exception_facts.get("benefit"),
        "why a picture that shows nobody will not do": decision.exception_facts.get("less_rejected"),
        "an independent view": decision.exception_facts.get("independent_view"),
        "the data protection conditions": decision.exception_facts.get("dpo_conditions"),
        "the impact assessment": decision.exception_facts.get("dpia"),
        "legal advice": decision.exception_facts.get("legal_advice"),
        "somebody who was asked and supports it": any(one.get("view") == "supports" for one in decision.consultees),
        "an end within three months": decision.review_due is not None
        and decision.review_due <= timezone.localdate() + timedelta(days=92),
    }
    if decision.subject.stops.filter(kind="objection").exists():
        return "They have objected before, so there is no exception for them."
    open_ones = [words for words, answered in needed.items() if not answered]
    return f"One item by way of exception also needs: {'; '.join(open_ones)}." if open_ones else ""


CHECKLIST_COMPLETE = (
    the_checklist,
    three_options,
    people_who_know_them_were_asked,
    everybody_on_file_was_asked,
    an_objection_is_kept,
    a_dispute_waits,
    an_earlier_wish_is_kept,
    waits_when_it_can,
    coming_and_going_waits,
    conditions_of_data_protection,
    a_review_in_time,
    supports_only_a_decider,
    every_safeguard_of_the_exception,
)


def not_their_own_decision(decision: BestInterestsDecision, user: User) -> str:
    """The second signature is somebody else's (SOD-1)."""
    return "You made this decision, so somebody else signs second." if decision.decision_maker_id == user.pk else ""


def an_exception_to_allow(decision: BestInterestsDecision) -> str:
    """The COO allows the one item of an exception, and nothing else."""
    return "" if decision.decided == "one_item" else "This decision asks for no exception."
