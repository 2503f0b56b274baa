"""One case, and everything the decision table asks of it: each condition is a question that its docstring puts in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from consent.agreement.choices import Afterwards, GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.capacity.timers import STRICT
from consent.gate.covering import not_covered
from consent.gate.facts import Ability, Facts
from consent.gate.use import Use
from consent.speaking.models import DECIDERS, RepresentativeKind
from consent.stops.states import StopKind
from consent.vocabulary import UseCategory


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one use, with what is on file."""

    facts: Facts
    use: Use

    @property
    def ability(self) -> Ability:
        """Whether they can decide this."""
        return self.facts.ability(self.use)

    @property
    def lacks(self) -> bool:
        """Whether they were found unable to decide this."""
        return self.ability is Ability.LACKS

    def stop(self, *kinds: StopKind) -> bool:
        """Whether one of these stands in the way of this use."""
        return any(self.facts.stopped_by(kind, self.use.purpose) for kind in kinds)

    @property
    def court_allows(self) -> bool:
        """Whether a checked order of a court allows this purpose."""
        return any(
            who.kind == RepresentativeKind.COURT_ORDER
            and who.may_decide_on(self.facts.day)
            and self.use.purpose in who.order_allows
            for who in self.facts.representatives
        )

    def has(self, *kinds: RepresentativeKind) -> bool:
        """Whether somebody of this kind speaks for them, checked or not."""
        return any(who.kind in kinds for who in self.facts.representatives)

    def decider(self, kind: RepresentativeKind) -> bool:
        """Whether somebody of this kind may decide, today."""
        return any(who.kind == kind and who.may_decide_on(self.facts.day) for who in self.facts.representatives)


R = RepresentativeKind
CARING = (R.NEXT_OF_KIN, R.FAMILY, R.FRIEND, R.NEAREST_RELATIVE, R.PARENT)
MONEY_ONLY = (R.LPA_PROPERTY, R.EPA, R.APPOINTEE, R.DEPUTY_PROPERTY)


def restricted(case: Case) -> bool:
    """A court, a law, the police or their safety forbids it."""
    return case.stop(StopKind.RESTRICTION, StopKind.WHEREABOUTS)


def asked_by_the_police(case: Case) -> bool:
    """It is an appeal by the police, to find or protect them."""
    return case.use.category is UseCategory.PROTECTIVE


def objects(case: Case) -> bool:
    """They object now, in words or by what they do."""
    return case.stop(StopKind.OBJECTION)


def pressed(case: Case) -> bool:
    """Somebody may be pressing them."""
    return case.use.category is not UseCategory.CARE and case.stop(StopKind.UNDUE_INFLUENCE)


def safeguarding_looks(case: Case) -> bool:
    """They could not decide and no cause was found: safeguarding looks first."""
    return case.use.is_public and case.stop(StopKind.SAFEGUARDING)


def died(case: Case) -> bool:
    """They have died."""
    return case.facts.person.has_died


def under_age(case: Case) -> bool:
    """They are under 16."""
    return case.facts.person.is_young_on(case.facts.day)


def said_no_while_able(case: Case) -> bool:
    """They refused this while they could decide."""
    purpose = case.use.purpose
    if case.facts.said_no_to(purpose):
        return True
    wishes = [stop for stop in case.facts.stops if stop.kind == StopKind.PRIOR_REFUSAL]
    return any(wish.reaches(purpose) for wish in wishes)


def refused_before(case: Case) -> bool:
    """They can't decide now, and refused this while they could."""
    return case.lacks and not case.court_allows and said_no_while_able(case)


def disputed(case: Case) -> bool:
    """They can't decide, and those who speak for them disagree."""
    return (
        case.lacks
        and not case.court_allows
        and any(
            stop.kind == StopKind.DISPUTE and (not stop.purposes or case.use.purpose in stop.purposes)
            for stop in case.facts.stops
        )
    )


def presumed(case: Case) -> bool:
    """Taken to be able to decide, as everybody is."""
    return case.ability is Ability.PRESUMED


def assessed_able(case: Case) -> bool:
    """Assessed as able to decide this."""
    return case.ability is Ability.HAS


def in_doubt(case: Case) -> bool:
    """There is a doubt, and nobody has assessed it yet."""
    return case.ability is Ability.IN_DOUBT


def able_at_this_time(case: Case) -> bool:
    """Their ability comes and goes, and they agreed again within the last 72 hours."""
    if case.ability is not Ability.COMES_AND_GOES:
        return False
    hours = case.facts.settings["reconfirm_within"]
    return any(
        consent.given_by == GivenBy.SELF
        and consent.reconfirmed_at is not None
        and (case.facts.at - consent.reconfirmed_at).total_seconds() <= hours * 3600
        for consent in case.facts.in_force()
    )


def not_able_at_this_time(case: Case) -> bool:
    """Their ability comes and goes, and they have not agreed again within the last 72 hours."""
    return case.ability is Ability.COMES_AND_GOES


def agreed_earlier(case: Case) -> bool:
    """They can't decide now, it is shown already, and they had agreed and wished it to stay; for 28 days."""
    return case.lacks and bool(agreed_to_earlier(case))


def agreed_to_earlier(case: Case) -> list[MediaConsent]:
    """Their own earlier forms on which what is shown may rest while it is decided; none once it was decided against.

    What was first shown after they lost the ability is new: whoever decided that decides whether it stays.
    """
    found, shown_since = case.facts.assessment_for(case.use), case.use.shown_since
    since = found.unable_since if found else None
    if since is None or shown_since is None or shown_since > since:
        return []
    if case.facts.at - since > timedelta(days=case.facts.settings["after_capacity_loss"]):
        return []
    if any(one.decided == "do_not_use" and case.use.purpose in one.purposes for one in case.facts.decisions):
        return []
    return [
        one
        for one in case.facts.held_because(Hold.CAPACITY_LOST, Hold.CAPACITY_DOUBT)
        if one.given_by == GivenBy.SELF
        and one.after_capacity_loss != Afterwards.STOP
        and not not_covered(one, case.use)
    ]


def decided_by_a_court(case: Case) -> bool:
    """They can't decide, and a court's order allows this."""
    return case.lacks and case.court_allows


def refused_by_who_decides(case: Case) -> bool:
    """They can't decide, and their attorney or deputy says no, whether or not their papers are in order."""
    return case.lacks and any(
        who.kind in DECIDERS and who.refuses_purpose(case.use.purpose) for who in case.facts.representatives
    )


def attorney(case: Case) -> bool:
    """They can't decide; a checked, registered health and welfare attorney can."""
    return case.lacks and case.decider(R.LPA_WELFARE)


def attorney_without_power(case: Case) -> bool:
    """They can't decide; there is a welfare attorney whose power isn't registered, checked or wide enough."""
    return case.lacks and case.has(R.LPA_WELFARE)


def money_only(case: Case) -> bool:
    """They can't decide; whoever acts for them does so in money matters only."""
    return case.lacks and case.has(*MONEY_ONLY)


def deputy(case: Case) -> bool:
    """They can't decide; a deputy for personal welfare, with an order in force, can."""
    return case.lacks and case.decider(R.DEPUTY_WELFARE)


def somebody_who_cares(case: Case) -> bool:
    """Whether family, a friend or another who cares for them is there to be asked; an advocate or a solicitor is not."""
    if case.has(*CARING):
        return True
    return not case.use.is_public and any(one.consultees for one in case.facts.decisions)


def excepted(case: Case) -> bool:
    """They can't decide, only family or friends speak for them, and the COO allowed this one item."""
    return (
        case.lacks
        and case.use.is_public
        and bool(case.facts.settings["public_exception"])
        and case.facts.settings["incapacitated_publicity"] != STRICT
        and somebody_who_cares(case)
        and any(one.decided == "one_item" and one.allowed_by_coo_id for one in case.facts.decisions)
    )


def family_only(case: Case) -> bool:
    """They can't decide; only family or friends speak for them."""
    return case.lacks and somebody_who_cares(case)


def nobody_speaks(case: Case) -> bool:
    """They can't decide, and nobody who cares for them speaks for them."""
    return case.lacks
