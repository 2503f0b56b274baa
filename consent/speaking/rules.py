"""What is asked of somebody who speaks for a person before they are relied on, in words that help (rules 4.7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from consent.speaking.models import AdvanceStatement, Representative


def somebody_with_a_name(who: Representative) -> str:
    """A person, by name."""
    return "" if who.name.strip() else "Enter their name."


def some_words(wish: AdvanceStatement) -> str:
    """A wish is kept in the words in which it was made."""
    return "" if wish.words.strip() else "Write what they said or wrote, in their own words."


def a_power_that_is_registered(who: Representative) -> str:
    """An attorney has no power before the document is registered."""
    if who.kind in ("lpa_welfare", "deputy_welfare") and (who.register_says != "registered" or not who.registered_on):
        return "It must be registered. Look it up, and enter the day it was registered."
    if who.registered_on and who.registered_on > timezone.localdate():
        return "The day it was registered lies in the future."
    if who.evidence == "access_code" and who.registered_on and who.registered_on < ONLINE_SINCE:
        return "The online service shows only what was registered from 2016 on. Look at the paper, or ask for a search."
    return ""


def a_power_that_still_holds(who: Representative) -> str:
    """A power with an end ends."""
    if who.order_ends_on and who.order_ends_on < timezone.localdate():
        return "Their power ended on the day that the order says."
    return ""


def what_the_order_allows(who: Representative) -> str:
    """A court's order allows what it says, use by use (D10)."""
    if who.kind == "court_order" and not who.order_allows:
        return "Say which uses the order allows."
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


ONLINE_SINCE = date(2016, 1, 1)  # powers registered before are not in the online service
PAPERS = (
    who_they_are,
    papers_that_were_seen,
    a_power_that_is_registered,
    a_power_that_still_holds,
    whether_it_covers_media,
    what_the_order_allows,
    how_several_decide,
    no_interest_of_their_own,
)


def able_to_change_their_mind(wish: AdvanceStatement) -> str:
    """A refusal made while able is lifted only by the person, able again (D14)."""
    if wish.subject.stops.holding().filter(kind="capacity_doubt").exists():
        return "There is a doubt whether they can decide this now. Assess first."
    refused = set(wish.refused_purposes)
    unable = wish.subject.capacityassessments.filter(state="in force", outcome__in=["lacks", "fluctuates"])
    if any(not refused or refused & set(found.scope.get("purposes", ())) for found in unable):
        return "They were found unable to decide this, so what they wished stands. Only a court can set it aside."
    return ""
