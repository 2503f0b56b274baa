"""What is asked of somebody who speaks for a person before they are relied on, in words that help (rules 4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consent.speaking.models import AdvanceStatement, Representative


def a_power_that_is_registered(who: Representative) -> str:
    """An attorney has no power before the document is registered."""
    if who.kind in ("lpa_welfare", "deputy_welfare") and (who.register_says != "registered" or not who.registered_on):
        return "It must be registered. Look it up, and enter the day it was registered."
    return ""


def papers_that_were_seen(who: Representative) -> str:
    """Nobody relies on a claim without seeing the document."""
    if who.kind in ("lpa_welfare", "deputy_welfare", "court_order") and not (who.evidence and who.instrument.strip()):
        return "Enter its number, and what you saw: the stamped original, a certified copy, the online service or the order."
    return ""


def who_they_are(who: Representative) -> str:
    """The person who signs is the person named."""
    return "" if who.identity_seen.strip() else "Write what showed you that they are who they say."


def whether_it_covers_media(who: Representative) -> str:
    """A power reaches as far as its paper; the register says only that there are limits, not which."""
    if who.kind not in ("lpa_welfare", "deputy_welfare", "court_order"):
        return ""
    if who.covers_media is None or not who.covers_because.strip():
        return "Say whether their power covers being shown in public, and why you think so."
    if who.restrictions_exist and not who.restrictions.strip():
        return "There are limits in the document. Read it, and write them down."
    return ""


def how_several_decide(who: Representative) -> str:
    """When some matters need all of them, the Data Protection Lead looks at it first."""
    if who.appointment == "mixed" and not who.conflict_settled.strip():
        return "Some matters need all of them. Write what the Data Protection Lead decided for this one."
    if who.appointment == "jointly" and not who.co_attorneys:
        return "They decide together. Enter the names of the others: all must sign."
    return ""


def no_interest_of_their_own(who: Representative) -> str:
    """Somebody we employ or pay can't decide without a ruling on the conflict."""
    if who.is_linked_to_us and not who.conflict_settled.strip():
        return "They work for us or gain from it. Write what the Data Protection Lead decided."
    return ""


PAPERS = (
    who_they_are,
    papers_that_were_seen,
    a_power_that_is_registered,
    whether_it_covers_media,
    how_several_decide,
    no_interest_of_their_own,
)


def able_to_change_their_mind(wish: AdvanceStatement) -> str:
    """A refusal made while able is lifted only by the person, able again (D14)."""
    found = wish.subject.capacityassessments.filter(state="in force").order_by("-happened_at", "-created_at").first()
    if found is not None and found.outcome in ("lacks", "fluctuates"):
        return "They were found unable to decide this, so what they wished stands. Only a court can set it aside."
    return ""
