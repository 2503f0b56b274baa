"""Best-interests decisions: rules V-B by their number, the exception, and the rows of the table that rest on them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.interests import actions
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.people.models import Person
from consent.speaking import actions as speaking
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused
from tests import builders
from tests.consent import builders_capacity as build
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
EVERYTHING = (build.SOCIAL, build.WEBSITE, build.FAMILY, build.DISPLAY)


@kept
def unable(joan: Person, assessor: User, manager: User) -> CapacityAssessment:
    return build.found(joan, by=assessor, manager=manager, scope=build.a_scope(*EVERYTHING))


@kept
def draft(unable: CapacityAssessment, manager: User) -> BestInterestsDecision:
    decision = actions.prepare(unable, (build.FAMILY, build.DISPLAY), by=manager)
    build.filled(decision, by=manager)
    return decision


def refuses(decision: BestInterestsDecision, words: str, by: User) -> None:
    with pytest.raises(Missing, match=words):
        actions.decide(decision, by=by)


# What it rests on ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["has", "not_established"])
def test_nobody_decides_for_a_person_who_keeps_the_decision(
    joan: Person, assessor: User, manager: User, outcome: str
) -> None:
    able = build.found(joan, outcome, by=assessor, manager=manager)
    with pytest.raises(Missing, match="no current assessment"):
        actions.prepare(able, (build.SOCIAL,), by=manager)


def test_a_finding_counts_only_when_countersigned(joan: Person, assessor: User, manager: User) -> None:
    with pytest.raises(Missing, match="no current assessment"):
        actions.prepare(build.finished(joan, by=assessor), (build.SOCIAL,), by=manager)


def test_v_m_01_it_is_about_no_more_than_was_assessed(unable: CapacityAssessment, manager: User) -> None:
    with pytest.raises(Missing, match="A wider use needs a new assessment"):
        actions.prepare(unable, ("P11",), by=manager)
    with pytest.raises(Missing, match="Say for which uses"):
        actions.prepare(unable, (), by=manager)


def test_what_they_said_is_carried_over(unable: CapacityAssessment, manager: User) -> None:
    decision = actions.prepare(unable, (build.FAMILY,), by=manager)
    assert (decision.present_wishes, decision.regain_likely) == ("“I like the cat.”", "no")


# The checklist ---------------------------------------------------------------------------------------------------


def test_an_empty_checklist_says_everything_that_is_open(unable: CapacityAssessment, manager: User) -> None:
    decision = actions.prepare(unable, (build.FAMILY,), by=manager)
    with pytest.raises(Missing) as refused:
        actions.decide(decision, by=manager)
    said = " ".join(refused.value.missing)
    for words in ("Still to answer", "Weigh at least three", "Ask those who know them", "looked at again"):
        assert words in said


@pytest.mark.parametrize("left_out", ["proposed", "less", "nothing"])
def test_three_ways_are_weighed_doing_nothing_among_them(
    draft: BestInterestsDecision, manager: User, left_out: str
) -> None:
    kept = [one for one in draft.options if one["option"] != left_out]
    actions.write(draft, by=manager, options=kept)
    refuses(draft, "Weigh at least three", manager)


def test_what_can_wait_waits(draft: BestInterestsDecision, manager: User) -> None:
    actions.write(draft, by=manager, regain_likely="yes", can_wait=True)
    refuses(draft, "So it waits", manager)
    actions.write(draft, by=manager, decided="defer")
    actions.decide(draft, by=manager)


def test_what_leaves_the_home_has_a_basis(draft: BestInterestsDecision, manager: User) -> None:
    actions.write(draft, by=manager, basis_note="")
    refuses(draft, "basis in data protection law", manager)


@pytest.mark.parametrize("days", [None, 400])
def test_v_b_05_it_is_looked_at_again_in_time(draft: BestInterestsDecision, manager: User, days: int | None) -> None:
    due = timezone.localdate() + timedelta(days=days) if days else None
    actions.write(draft, by=manager, review_due=due)
    refuses(draft, "looked at again by", manager)


def test_v_b_01_whoever_objects_now_is_not_used(draft: BestInterestsDecision, joan: Person, manager: User) -> None:
    with pytest.raises(Missing, match="They object now"):
        actions.write(draft, by=manager, objects_now=True)
    actions.write(draft, by=manager, objects_now=True, decided="do_not_use")
    actions.decide(draft, by=manager)
    assert Stop.objects.holding().filter(subject=joan, kind=StopKind.OBJECTION, found_in=draft.reference).count() == 1
    assert evaluate(joan, build.a_use(build.FAMILY)).row == "D16"


def test_v_b_01_the_database_keeps_it_too(draft: BestInterestsDecision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BestInterestsDecision.objects.filter(pk=draft.pk).update(objects_now=True)


OPPOSES = {"name": "Carol Ashby", "category": "carer", "view": "opposes", "words": "She would hate it."}


def test_v_b_02_somebody_who_opposes_makes_a_dispute_and_a_dispute_uses_nothing(
    draft: BestInterestsDecision, joan: Person, manager: User
) -> None:
    actions.write(draft, by=manager, consultees=[OPPOSES])
    refuses(draft, "Record the dispute", manager)
    actions.write(draft, by=manager, dispute=True, dispute_route="meeting")
    refuses(draft, "do not use it, wait, or ask the court", manager)
    actions.write(draft, by=manager, decided="refer", dispute_route="")
    refuses(draft, "how the dispute will be settled", manager)
    actions.write(draft, by=manager, dispute_route="court")
    actions.decide(draft, by=manager)
    assert Stop.objects.holding().filter(subject=joan, kind=StopKind.DISPUTE).count() == 1
    assert evaluate(joan, build.a_use(build.FAMILY)).row == "D15"


def test_v_b_02_being_family_gives_nobody_the_last_word(
    draft: BestInterestsDecision, joan: Person, manager: User
) -> None:
    daughter = build.somebody_speaks(joan, "next_of_kin", by=manager)
    actions.write(draft, by=manager, consultees=[OPPOSES], made_by_representative=daughter)
    refuses(draft, "Record the dispute", manager)


@pytest.mark.parametrize(
    ("wish", "family", "decided", "is_refused"),
    [
        ("no_publicity", False, "use_family", True),
        ("no_publicity", True, "use_family", False),
        ("internal_only", False, "use_family", True),
        ("no_publicity", False, "use_care", False),
        ("happy", False, "use_family", False),
    ],
)
def test_v_b_03_what_they_wished_before_is_followed(
    draft: BestInterestsDecision, joan: Person, manager: User, wish: str, family: bool, decided: str, is_refused: bool
) -> None:
    speaking.keep_wish(joan, wish=wish, words="Keep me out of it.", able_then="yes", allows_family=family, by=manager)
    actions.write(draft, by=manager, decided=decided)
    if is_refused:
        refuses(draft, "They wished against this", manager)
    else:
        actions.decide(draft, by=manager)


def test_v_b_04_with_nobody_to_ask_an_advocate_is_considered(draft: BestInterestsDecision, manager: User) -> None:
    actions.write(draft, by=manager, consultees=[])
    refuses(draft, "Ask those who know them", manager)
    actions.write(draft, by=manager, unbefriended=True)
    refuses(draft, "what you did about an advocate", manager)
    actions.write(draft, by=manager, advocacy_considered="Asked the council on 3 November.")
    actions.decide(draft, by=manager)


def test_s4_7_attorneys_on_file_are_asked(draft: BestInterestsDecision, joan: Person, manager: User) -> None:
    build.somebody_speaks(joan, "lpa_welfare", by=manager, name="Peter Ashby")
    refuses(draft, "Peter Ashby", manager)
    unreachable = {"name": "peter ashby", "category": "attorney", "view": "", "not_consulted": "not_practicable"}
    actions.write(draft, by=manager, consultees=[*draft.consultees, unreachable])
    actions.decide(draft, by=manager)


@pytest.mark.parametrize("kind", ["next_of_kin", "lpa_property", "lpa_welfare"])
def test_d11_support_for_the_public_needs_somebody_with_the_power(
    draft: BestInterestsDecision, joan: Person, manager: User, kind: str
) -> None:
    unchecked = build.somebody_speaks(joan, kind, by=manager)
    actions.write(draft, by=manager, decided="support_public", made_by_representative=unchecked)
    refuses(draft, "needs their attorney or deputy", manager)


# Two signatures --------------------------------------------------------------------------------------------------


def test_it_counts_with_two_signatures(
    draft: BestInterestsDecision, joan: Person, manager: User, safeguarding: User, data_protection: User
) -> None:
    build.somebody_speaks(joan, by=manager)
    actions.decide(draft, by=manager)
    assert {who for kind, who in builders.told_of(draft) if kind == "second_asked"} == {"bea norwood", "owen castell"}
    assert not evaluate(joan, build.a_use(build.FAMILY)).is_allowed
    with pytest.raises(Refused):
        actions.sign_second(draft, by=manager)
    actions.sign_second(draft, by=safeguarding)
    answer = evaluate(joan, build.a_use(build.FAMILY))
    assert (answer.row, answer.code, answer.is_allowed) == ("D11", "AUTH_BI_INTERNAL", True)
    public = evaluate(joan, build.a_use())
    assert (public.row, public.is_allowed) == ("D11", False)


def test_sent_back_it_is_written_again(draft: BestInterestsDecision, manager: User, safeguarding: User) -> None:
    actions.decide(draft, by=manager)
    with pytest.raises(ValidationError):
        actions.send_back(draft, by=safeguarding, note=" ")
    actions.send_back(draft, by=safeguarding, note="Ask the son too.")
    assert draft.state == DecisionState.DRAFT


def test_a_part_may_write_only_the_checklist(draft: BestInterestsDecision, manager: User) -> None:
    with pytest.raises(ValueError, match="second_by"):
        actions.write(draft, by=manager, second_by=manager)


# How it ends -----------------------------------------------------------------------------------------------------
