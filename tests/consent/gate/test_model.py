"""Anything at all on file: the gate never lets through what a second, plainer reading of the rules forbids.

The model below was written from the prose of sections 3.11 and 4 and shares no code with the gate. It only says no: each
clause is one thing that must never happen, whatever else is on file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.agreement.models import MediaConsent
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import Verdict, decide_from
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.speaking.models import Representative
from consent.stops.models import Stop
from tests.consent.gate.on_file import (
    NOW,
    TODAY,
    a_consent,
    a_decision,
    a_person,
    a_representative,
    a_stop,
    an_assessment,
    birthday,
    on_file,
    somebody,
)

pytestmark = [pytest.mark.clause("IR-6"), pytest.mark.clause("SM-26")]
CHANNEL = {"P01": "noticeboard", "P03": "family_app", "P06": "website", "P07": "facebook", "P09": "paid_social"}
PURPOSES = sorted(CHANNEL)
INSIDE, FAMILY = {"P01"}, {"P03"}
some_purposes = st.lists(st.sampled_from(PURPOSES), unique=True, min_size=1, max_size=4)
days = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))
ages = st.sampled_from([None, 9, 14, 16, 40])
people = st.builds(
    lambda died, age: a_person(
        state="died" if died else "here",
        died_on=TODAY if died else None,
        born_on=None if age is None else birthday(age),
        subject_type="child" if age in (9, 14) else "resident",
    ),
    st.booleans().map(lambda one: one and True),
    ages,
)
representatives = st.builds(
    a_representative,
    st.sampled_from(["lpa_welfare", "deputy_welfare", "court_order", "lpa_property", "next_of_kin", "imca"]),
    checked=st.booleans(),
    covers_media=st.sampled_from([True, True, False, None]),
    refuses=st.sampled_from([[], [], ["P07"], ["*"]]),
    order_allows=some_purposes,
)
assessments = st.builds(
    lambda outcome, scope, review, ago: an_assessment(
        outcome,
        scope={"purposes": scope, "contents": ["photo"], "most_ident": "I3"},
        review_due=review,
        happened_at=NOW - timedelta(days=ago),
        countersigned_at=NOW - timedelta(days=ago),
        unable_since=NOW - timedelta(days=ago),
    ),
    st.sampled_from(["has", "lacks", "fluctuates", "not_established"]),
    some_purposes,
    days,
    st.integers(0, 60),
)
stops = st.builds(
    a_stop,
    st.sampled_from(
        ["restriction", "whereabouts", "objection", "undue_influence", "capacity_doubt", "dispute", "prior_refusal"]
        + ["safeguarding", "matter"]
    ),
    purposes=st.one_of(st.just([]), some_purposes),
    reaches_inside=st.booleans(),
)
states = st.sampled_from(["active", "review due", "suspended", "withdrawn", "refused", "expired", "superseded", "void"])
reconfirmed = st.sampled_from([None, NOW - timedelta(hours=1), NOW - timedelta(hours=80)])


@st.composite
def files(draw: Any) -> tuple[Any, list[Any]]:
    """A person, and anything at all on file about them, the links between the papers included."""
    speak = draw(st.lists(representatives, max_size=2))
    decisions = draw(st.lists(st.builds(_decision, st.sampled_from([*speak, None]), *_DECISION), max_size=2))
    consents = []
    for _ in range(draw(st.integers(0, 3))):
        form = a_consent(
            *draw(some_purposes),
            given_by=draw(st.sampled_from(["self", "attorney", "deputy", "court", "parent", "personal_rep"])),
            state=draw(states),
            on_hold_because=draw(st.sampled_from(["capacity_lost", "capacity_doubt", "death", "restriction"])),
            expires_on=draw(days),
            most_ident=draw(st.sampled_from(["I1", "I2"])),
            after_capacity_loss=draw(st.sampled_from(["stop", "keep_existing"])),
            after_death=draw(st.sampled_from(["stop", "keep_existing"])),
            one_off_event=draw(st.sampled_from(["", "Fair"])),
            reconfirmed_at=draw(reconfirmed),
            created_at=NOW - timedelta(days=draw(st.integers(1, 90))),
            signed_off_at=NOW - timedelta(days=draw(st.integers(1, 90))),
            view_first=draw(st.booleans()),
        )
        form.representative = draw(st.sampled_from([*speak, None]))
        form.best_interests = draw(st.sampled_from([*decisions, None]))
        consents.append(form)
    rest = draw(st.lists(assessments, max_size=2)), draw(st.lists(stops, max_size=2))
    found = sorted(rest[0], key=lambda one: one.happened_at, reverse=True)
    return draw(people), [*speak, *decisions, *consents, *found, *rest[1]]


_DECISION = (
    st.sampled_from(["use_care", "use_family", "support_public", "one_item", "do_not_use", "defer"]),
    some_purposes,
    days,
    st.booleans(),
)


def _decision(who: Representative | None, decided: str, purposes: list[str], review: Any, allowed: bool) -> Any:
    item = {"exception_item": "Fair", "allowed_by_coo_id": somebody()} if allowed else {}
    return a_decision(decided, *purposes, review_due=review, made_by_representative=who, **item)


uses = st.builds(
    lambda purpose, ident, shown, item, previewed: Use(
        purpose=purpose,
        channels=frozenset({CHANNEL[purpose]}),
        content_type="photo",
        ident=ident,
        item=item,
        previewed=previewed,
        shown_since=NOW - timedelta(days=50) if shown else None,
    ),
    st.sampled_from(PURPOSES),
    st.sampled_from(["I1", "I2", "I3"]),
    st.booleans(),
    st.sampled_from(["", "Fair"]),
    st.booleans(),
)


@dataclass
class Read:
    """What stands on file, read by the plain reader."""

    person: Any
    things: list[Any]
    use: Use
    chosen: dict[str, int]

    def of(self, kind: type) -> list[Any]:
        return [one for one in self.things if isinstance(one, kind)]

    @property
    def inside(self) -> bool:
        return self.use.purpose == "P01"

    @property
    def public(self) -> bool:
        return self.use.purpose not in ("P01", "P03")

    @property
    def new(self) -> bool:
        return self.use.shown_since is None

    @property
    def alive_and_grown(self) -> bool:
        return self.person.state != "died" and not self.person.is_young

    def stopped(self, *kinds: str) -> bool:
        found = self.of(Stop)
        return any(one.kind in kinds and (not one.purposes or self.use.purpose in one.purposes) for one in found)

    def yes(self, *given_by: str) -> list[Any]:
        live = [one for one in self.of(MediaConsent) if one.state in ("active", "review due")]
        held = [one for one in live if one.expires_on >= TODAY and (not given_by or one.given_by in given_by)]
        return [one for one in held if any(line["purpose"] == self.use.purpose and line["yes"] for line in one.lines)]

    @property
    def finding(self) -> str:
        about = [one for one in self.of(CapacityAssessment) if self.use.purpose in one.scope["purposes"]]
        if not about or self.stopped("capacity_doubt") or not self.alive_and_grown:
            return ""
        return "" if about[0].review_due < TODAY else str(about[0].outcome)

    def decided(self, what: str) -> bool:
        return any(one.decided == what for one in self.of(BestInterestsDecision))

    def speaks(self, *kinds: str) -> list[Any]:
        return [one for one in self.of(Representative) if one.kind in kinds and one.may_decide]

    @property
    def ordered(self) -> bool:
        return any(self.use.purpose in one.order_allows for one in self.speaks("court_order"))


DECIDERS = ("lpa_welfare", "deputy_welfare")
# Each is one thing that must never be allowed: when all of it is so, the gate says no.
NEVER: dict[str, Callable[[Read], bool]] = {
    "whoever objects is not shown": lambda r: r.stopped("objection"),
    "nothing leaves the home under a restriction or pressure": lambda r: (
        not r.inside and r.stopped("restriction", "whereabouts", "undue_influence")
    ),
    "safeguarding looks first": lambda r: r.public and r.stopped("safeguarding"),
    "nothing new in public without a form in force that says yes, or the exception": lambda r: (
        r.public and r.new and not r.yes() and not r.decided("one_item")
    ),
    "after death nothing new without the personal representative": lambda r: (
        r.person.state == "died" and r.new and not r.yes("personal_rep")
    ),
    "a child is never named in public": lambda r: (
        r.person.is_young and r.person.state != "died" and r.public and r.use.ident > "I1"
    ),
    "for a child a parent agrees": lambda r: r.person.is_young and r.person.state != "died" and not r.yes("parent"),
    "a doubt is assessed before anything leaves the home": lambda r: (
        r.alive_and_grown and not r.inside and r.stopped("capacity_doubt")
    ),
    "whoever was never assessed decides alone": lambda r: (
        r.alive_and_grown and not r.of(CapacityAssessment) and not r.stopped("capacity_doubt") and not r.yes("self")
    ),
    "whoever was found able decides alone": lambda r: r.finding == "has" and not r.yes("self"),
    "when ability comes and goes: one thing, agreed again": lambda r: (
        r.finding == "fluctuates"
        and r.public
        and not any(one.reconfirmed_at and one.one_off_event == r.use.item != "" for one in r.yes("self"))
    ),
    "a dispute leaves only the home": lambda r: (
        r.finding == "lacks" and r.stopped("dispute") and not r.inside and not r.ordered
    ),
    "where publicity is never allowed, only a court allows it": lambda r: (
        r.finding == "lacks" and r.public and r.new and not r.chosen["incapacitated_publicity"] and not r.ordered
    ),
    "nobody overrides an attorney or deputy who says no": lambda r: (
        r.finding == "lacks"
        and not r.inside
        and not r.ordered
        and any(one.refuses_purpose(r.use.purpose) for one in r.speaks(*DECIDERS))
    ),
    "family, friends and staff decide nothing that is new and public": lambda r: (
        r.finding == "lacks"
        and r.public
        and r.new
        and not r.speaks(*DECIDERS)
        and not r.ordered
        and not (r.chosen["public_exception"] and r.decided("one_item"))
    ),
}


def forbidden(person: Any, things: list[Any], use: Use, chosen: dict[str, int]) -> list[str]:
    """Every reason for which this use must not be allowed."""
    read = Read(person, things, use, chosen)
    return [words for words, holds in NEVER.items() if holds(read)]


@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files(), uses, st.integers(0, 1), st.integers(0, 1))
def test_no_papers_whatever_let_an_unauthorised_use_through(
    papers: tuple[Any, list[Any]], use: Use, publicity: int, exception: int
) -> None:
    person, things = papers
    chosen = {"incapacitated_publicity": publicity, "public_exception": exception}
    answer = decide_from(on_file(*things, person=person, **chosen), use)
    assert answer.row
    if answer.verdict is not Verdict.BLOCK:
        assert answer.rests_on, "what is allowed rests on a paper"
        assert not forbidden(person, things, use, chosen), (answer.row, answer.code)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files(), uses, stops.filter(lambda one: one.kind not in ("matter", "prior_refusal")))
def test_another_stop_never_opens_a_door(papers: tuple[Any, list[Any]], use: Use, stop: Stop) -> None:
    person, things = papers
    before = decide_from(on_file(*things, person=person), use)
    after = decide_from(on_file(*things, stop, person=person), use)
    if before.verdict is Verdict.BLOCK and stop.kind != "capacity_doubt":
        assert after.verdict is Verdict.BLOCK, (before.row, after.row)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files(), uses)
def test_what_may_not_be_shown_plainly_may_not_be_shown_more_plainly(papers: Any, use: Use) -> None:
    person, things = papers
    facts = on_file(*things, person=person)
    if (
        decide_from(facts, use).verdict is Verdict.BLOCK
        and use.ident < "I3"
        and not any(
            isinstance(one, CapacityAssessment)
            for one in things  # a wider use may need another assessment
        )
    ):
        assert decide_from(facts, use.as_plainly_as("I3")).verdict is Verdict.BLOCK
