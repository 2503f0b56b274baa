"""Has whoever must agree agreed, to exactly this use? One function for each authority of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone

from consent.agreement.choices import Afterwards, GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.capacity.timers import STRICT
from consent.gate.cases import Case, agreed_to_earlier, said_no_while_able
from consent.gate.covering import not_covered
from consent.gate.table import Authority
from consent.interests.models import Decided
from consent.people.models import ALONE_WITH_PARENT
from consent.speaking.models import RepresentativeKind
from consent.speaking.states import RepresentativeState
from consent.vocabulary import IdentLevel, Purpose, UseCategory


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the reference a use may rest on, or why there is none, as a code and in words.

    `agreed` says that what is missing is a detail of something agreed to: such a detail is a condition, which posters
    may be told. Without it the words only say No, and a No says nothing more to a poster than a stop does (4.9).
    """

    rests_on: str = ""
    code: str = ""
    lacking: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    agreed: bool = False
    consent: MediaConsent | None = field(default=None, compare=False)


SEE_IT_FIRST = "They want to see it first"
# Which decisions reach how far. Alone they carry only what stays inside or goes to the family; in public they stand beside
# the consent of whoever may decide (4.5).
DECISIONS_FOR = {
    UseCategory.CARE: frozenset({Decided.USE_CARE, Decided.USE_FAMILY, Decided.SUPPORT_PUBLIC}),
    UseCategory.FAMILY: frozenset({Decided.USE_FAMILY, Decided.SUPPORT_PUBLIC}),
    UseCategory.PUBLIC: frozenset({Decided.SUPPORT_PUBLIC}),
    UseCategory.PROTECTIVE: frozenset(),
}


def _by_consent(consents: Iterable[MediaConsent], case: Case) -> Found:
    """The newest of these consents that covers the use, or what the nearest one lacks: nearest is one that agrees to it."""
    nearest: tuple[bool, tuple[str, ...]] | None = None
    for consent in consents:
        lacking = not_covered(consent, case.use)
        if not lacking:
            if consent.view_first and not case.use.previewed:
                return Found(code="PREVIEW_NEEDED", lacking=(SEE_IT_FIRST,), agreed=True, consent=consent)
            return Found(rests_on=consent.reference, conditions=conditions_of(consent), consent=consent)
        found = (consent.says_yes_to(case.use.purpose) is not None, tuple(lacking))
        if nearest is None or (not found[0], len(found[1])) < (not nearest[0], len(nearest[1])):
            nearest = found
    if nearest is None:
        return Found(code="NO_VALID_AUTHORITY")
    return Found(code="NOT_COVERED", lacking=nearest[1], agreed=nearest[0])


def conditions_of(consent: MediaConsent) -> tuple[str, ...]:
    """What a poster must keep to, in words for a badge."""
    said = [
        f"At most: {IdentLevel(consent.most_ident).label.lower()}" if consent.most_ident < IdentLevel.FULL_NAME else "",
        "" if consent.may_use_age else "No age or birthday",
        "" if consent.may_use_home_name else "No name of the home",
        "" if consent.may_mention_health else "Nothing about health",
        "" if consent.may_be_tagged else "No link to their own page",
        SEE_IT_FIRST if consent.view_first else "",
        consent.conditions,
    ]
    return tuple(words for words in said if words)


def _given_by(case: Case, *who: GivenBy) -> list[MediaConsent]:
    return [consent for consent in case.facts.in_force() if consent.given_by in who]


def by_themselves(case: Case) -> Found:
    """Their own consent, in force and covering the use."""
    found = _by_consent(_given_by(case, GivenBy.SELF), case)
    if found.consent is not None and found.consent.lawful_basis != "consent":
        if not case.facts.settings["staff_interests"]:
            return Found(code="NO_VALID_AUTHORITY")
        return replace(found, code="AUTH_LI_STAFF")
    return found


def by_themselves_today(case: Case) -> Found:
    """Their own consent to exactly this one thing, given again within the time allowed; never adverts or film (4.4)."""
    if case.use.purpose in (Purpose.ADVERT, Purpose.BROADCAST):
        return Found(code="NO_VALID_AUTHORITY")
    limit = timedelta(hours=case.facts.settings["reconfirm_within"])
    fresh = [
        consent
        for consent in _given_by(case, GivenBy.SELF)
        if _same(consent.one_off_event, case.use.item)
        and consent.reconfirmed_at is not None
        and case.facts.at - consent.reconfirmed_at <= limit
    ]
    return _by_consent(fresh, case)


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def by_a_parent(case: Case) -> Found:
    """A parent's consent, and from the thirteenth birthday the child's own word as well; never named in public (3.8.4)."""
    theirs = _given_by(case, GivenBy.PARENT)
    agreed = any(consent.says_yes_to(case.use.purpose) for consent in theirs)
    if case.use.is_public and case.use.ident > IdentLevel.NO_NAME:
        return Found(code="CHILD_NAMED", lacking=("A child is never named",), agreed=agreed)
    age = case.facts.person.age_on(case.facts.day)
    if age is None or age < ALONE_WITH_PARENT:
        return _by_consent(theirs, case)
    both = [one for one in theirs if one.child_agreed]
    if theirs and not both:
        return Found(code="CHILD_NOT_ASKED", lacking=("From 13 on the child agrees as well",), agreed=agreed)
    return _by_consent(both, case)


def _by_representative(case: Case, given_by: GivenBy) -> Found:
    """A representative's consent with a power that holds, and beside it their own current decision for this (s1(5))."""
    if case.use.is_public and case.facts.settings["incapacitated_publicity"] == STRICT:
        return Found(code="STRICT_BLOCK")
    return _by_consent([one for one in _given_by(case, given_by) if _acts_well(one, case)], case)


def _acts_well(consent: MediaConsent, case: Case) -> bool:
    who, decision = consent.representative, consent.best_interests
    return (
        who is not None
        and who.may_decide_on(case.facts.day)
        and decision is not None
        and decision.holds_on(case.facts.day)
        and decision.made_by_representative_id == who.pk
        and decision.decided in DECISIONS_FOR[case.use.category]
        and case.use.purpose in decision.purposes
    )


def by_attorney(case: Case) -> Found:
    """A welfare attorney's consent (D5)."""
    return _by_representative(case, GivenBy.ATTORNEY)


def by_deputy(case: Case) -> Found:
    """A welfare deputy's consent (D8)."""
    return _by_representative(case, GivenBy.DEPUTY)


def by_a_court(case: Case) -> Found:
    """A court's order, kept as a form with its conditions (D10)."""
    held = [
        one
        for one in _given_by(case, GivenBy.COURT)
        if one.representative is not None and one.representative.may_decide_on(case.facts.day)
    ]
    return _by_consent(held, case)


def by_best_interests(case: Case) -> Found:
    """A decision in their best interests that reaches this far; never for what anyone may see (4.5)."""
    allowed = frozenset() if case.use.is_public else DECISIONS_FOR[case.use.category]
    for decision in case.facts.decisions:
        if decision.holds_on(case.facts.day) and decision.decided in allowed and case.use.purpose in decision.purposes:
            return Found(rests_on=decision.reference, conditions=(decision.limits,) if decision.limits else ())
    return Found(code="NO_VALID_AUTHORITY")


def by_exception(case: Case) -> Found:
    """Exactly the one item that the COO allowed (D11-X); never after an objection, and never somebody unbefriended."""
    for decision in case.facts.decisions:
        if (
            decision.holds_on(case.facts.day)
            and decision.decided == Decided.ONE_ITEM
            and decision.allowed_by_coo_id is not None
            and case.use.item
            and decision.exception_item.strip().casefold() == case.use.item.strip().casefold()
            and case.use.purpose in decision.purposes
        ):
            return Found(rests_on=decision.reference, conditions=(f"Only: {decision.exception_item}",))
    return Found(code="NO_VALID_AUTHORITY")


def by_earlier_consent(case: Case) -> Found:
    """What is shown already may stay while it is decided, if they had wished so (D13)."""
    return _by_consent(agreed_to_earlier(case), case)


def after_death(case: Case) -> Found:
    """What was shown in life may stay if they wished so; anything else needs their personal representative (D19).

    What they refused in life nobody agrees to after it.
    """
    if said_no_while_able(case):
        return Found(code="PRIOR_REFUSAL")
    agreed = [
        one
        for one in _given_by(case, GivenBy.PERSONAL_REP)
        if one.representative is not None
        and one.representative.kind == RepresentativeKind.PERSONAL_REP
        and one.representative.state == RepresentativeState.VERIFIED
    ]
    found = _by_consent(agreed, case)
    shown_since, died_on = case.use.shown_since, case.facts.person.died_on
    if found.rests_on or shown_since is None or (died_on is not None and timezone.localdate(shown_since) > died_on):
        return found
    kept = [
        one
        for one in case.facts.held_because(Hold.DEATH)
        if one.given_by == GivenBy.SELF and one.after_death == Afterwards.KEEP_EXISTING
    ]
    return _by_consent(kept, case)


def as_part_of_care(case: Case) -> Found:
    """Inside the home, what they agreed to goes on while a doubt is looked into (D3)."""
    kept = [one for one in case.facts.held_because(Hold.CAPACITY_DOUBT) if one.given_by == GivenBy.SELF]
    return _by_consent(kept, case)


def by_the_coo(case: Case) -> Found:
    """The COO decides on appeals by the police (section 5)."""
    return Found(code="PROTECTIVE")


def by_nobody(case: Case) -> Found:
    """It is not shown."""
    return Found()


CODES = {
    Authority.SELF: "AUTH_SELF",
    Authority.SELF_TODAY: "AUTH_SELF",
    Authority.PARENT: "AUTH_PARENT",
    Authority.ATTORNEY: "AUTH_ATTORNEY_HW",
    Authority.DEPUTY: "AUTH_DEPUTY_W",
    Authority.COURT: "AUTH_COURT",
    Authority.BEST_INTERESTS: "AUTH_BI_INTERNAL",
    Authority.EXCEPTION: "AUTH_EXCEPTION",
    Authority.EARLIER_CONSENT: "AUTH_EARLIER",
    Authority.POSTHUMOUS: "AUTH_POSTHUMOUS",
    Authority.CARE_ONLY: "AUTH_SELF",
}
LOOK_UP: dict[Authority, Callable[[Case], Found]] = {
    Authority.SELF: by_themselves,
    Authority.SELF_TODAY: by_themselves_today,
    Authority.PARENT: by_a_parent,
    Authority.ATTORNEY: by_attorney,
    Authority.DEPUTY: by_deputy,
    Authority.COURT: by_a_court,
    Authority.BEST_INTERESTS: by_best_interests,
    Authority.EXCEPTION: by_exception,
    Authority.EARLIER_CONSENT: by_earlier_consent,
    Authority.POSTHUMOUS: after_death,
    Authority.COO: by_the_coo,
    Authority.CARE_ONLY: as_part_of_care,
    Authority.NOBODY: by_nobody,
}
