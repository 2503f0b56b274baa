"""Best-interests decisions: rules V-B by their number, the exception, and the rows of the table that rest on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.agreement.states import ConsentState
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.interests import actions
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.interests.tasks import lapse_decisions
from consent.people.models import Person
from consent.speaking import actions as speaking
from consent.stops import actions as stops
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.organisation.actions import change_setting
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


def test_v_b_05_it_lapses_when_nobody_looked_again(
    unable: CapacityAssessment, joan: Person, manager: User, safeguarding: User
) -> None:
    decision = build.decided(unable, manager=manager, second=safeguarding)
    assert lapse_decisions() == 0
    yesterday = timezone.localdate() - timedelta(days=1)
    BestInterestsDecision.objects.filter(pk=decision.pk).update(review_due=yesterday)
    assert (lapse_decisions(), lapse_decisions()) == (1, 0)
    decision.refresh_from_db()
    assert (decision.state, decision.ended_because) == (DecisionState.ENDED, "It was not looked at again in time.")
    assert ("decision_ended", "moira teasdale") in builders.told_of(decision)


def test_it_ends_when_they_can_decide_again(
    unable: CapacityAssessment, joan: Person, assessor: User, manager: User, safeguarding: User
) -> None:
    decision = build.decided(unable, manager=manager, second=safeguarding)
    build.found(joan, "has", by=assessor, manager=manager, scope=build.a_scope(build.FAMILY))
    decision.refresh_from_db()
    assert (decision.state, decision.ended_because) == (DecisionState.ENDED, "They can decide this themselves.")


def test_it_ends_with_the_assessment_behind_it(unable: CapacityAssessment, manager: User, safeguarding: User) -> None:
    from consent.capacity.actions import declare_void

    decision = build.decided(unable, manager=manager, second=safeguarding)
    declare_void(unable, by=manager, note="The wrong person was assessed.")
    decision.refresh_from_db()
    assert decision.state == DecisionState.ENDED


def test_it_is_ended_with_a_reason(unable: CapacityAssessment, manager: User, safeguarding: User) -> None:
    decision = build.decided(unable, manager=manager, second=safeguarding)
    with pytest.raises(ValidationError):
        actions.end(decision, by=manager, note="")
    actions.end(decision, by=manager, note="The fair is over.")
    assert decision.ended_because == "The fair is over."


def test_4_4_where_it_comes_and_goes_nothing_public_and_nothing_that_can_wait(
    joan: Person, assessor: User, manager: User
) -> None:
    found = build.found(joan, "fluctuates", by=assessor, manager=manager, scope=build.a_scope(*EVERYTHING))
    decision = actions.prepare(found, (build.DISPLAY, build.FAMILY), by=manager)
    build.filled(decision, by=manager)
    refuses(decision, "waits until they can decide", manager)
    actions.write(decision, by=manager, decided="use_care", can_wait=True)
    refuses(decision, "waits until they can decide", manager)
    actions.write(decision, by=manager, can_wait=False)
    actions.decide(decision, by=manager)


# D5 and D11-X ----------------------------------------------------------------------------------------------------


def test_d5_an_attorney_and_their_own_decision_together_allow_the_public(
    unable: CapacityAssessment, joan: Person, manager: User, safeguarding: User, data_protection: User
) -> None:
    who = build.checked(joan, by=data_protection)
    decision = build.decided(
        unable,
        "support_public",
        purposes=(build.SOCIAL,),
        manager=manager,
        second=safeguarding,
        made_by_representative=who,
    )
    consent = build.agreed(
        joan, build.SOCIAL, build.WEBSITE, by=manager, given_by="attorney", representative=who, best_interests=decision
    )
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.is_allowed, answer.rests_on) == ("D5", True, consent.reference)
    assert not evaluate(joan, build.a_use(build.WEBSITE)).is_allowed


FACTS: dict[str, Any] = {
    "benefit": "She was a singer and lights up on stage.",
    "less_rejected": "The song is hers; a picture of hands would not show that.",
    "independent_view": "Dr Ferris, 3 November: supports it.",
    "dpo_conditions": "Article 6(1)(f) and 9(2)(g), 4 November.",
    "dpia": "DPIA-12",
    "legal_advice": "Letter of 1 November",
}


@pytest.fixture
def exception(
    unable: CapacityAssessment, joan: Person, manager: User, safeguarding: User, founder: User
) -> BestInterestsDecision:
    change_setting("public_exception", 1, by=founder)
    build.somebody_speaks(joan, by=manager)
    return build.decided(
        unable,
        "one_item",
        purposes=(build.SOCIAL,),
        manager=manager,
        second=safeguarding,
        exception_item="Joan sings at the fair",
        exception_facts=FACTS,
        review_due=timezone.localdate() + timedelta(days=80),
    )


def test_d11_x_is_off_unless_the_organisation_turned_it_on(draft: BestInterestsDecision, manager: User) -> None:
    actions.write(draft, by=manager, decided="one_item", exception_item="One picture", exception_facts=FACTS)
    refuses(draft, "makes no exceptions", manager)


def test_d11_x_the_coo_allows_exactly_one_item(
    exception: BestInterestsDecision, joan: Person, coo: User, marketing: User
) -> None:
    one = build.a_use(item="Joan sings at the fair")
    assert not evaluate(joan, one).is_allowed
    with pytest.raises(Refused):
        actions.allow_exception(exception, by=marketing)
    actions.allow_exception(exception, by=coo)
    answer = evaluate(joan, one)
    assert (answer.row, answer.is_allowed) == ("D11-X", True)
    assert not evaluate(joan, build.a_use(item="Joan at lunch")).is_allowed


@pytest.mark.parametrize("left_out", sorted(FACTS))
def test_d11_x_needs_every_safeguard(
    exception: BestInterestsDecision, unable: CapacityAssessment, manager: User, left_out: str
) -> None:
    decision = actions.prepare(unable, (build.SOCIAL,), by=manager)
    facts = {name: words for name, words in FACTS.items() if name != left_out}
    due = timezone.localdate() + timedelta(days=80)
    build.filled(decision, by=manager, decided="one_item", exception_item="It", exception_facts=facts, review_due=due)
    refuses(decision, "One item by way of exception also needs", manager)


def test_d11_x_ends_with_an_objection_even_one_that_is_settled(
    exception: BestInterestsDecision, joan: Person, carer: User, manager: User, coo: User
) -> None:
    actions.allow_exception(exception, by=coo)
    stop = stops.place(StopKind.OBJECTION, joan, "She turned away.", by=carer)
    stops.lift(stop, "It was the flash.", by=manager)
    exception.refresh_from_db()
    assert exception.state == DecisionState.ENDED
    assert not evaluate(joan, build.a_use(item="Joan sings at the fair")).is_allowed


def test_what_somebody_agreed_to_for_themselves_is_not_touched_by_a_decision_about_another(
    unable: CapacityAssessment, home: Any, carer: User, manager: User, safeguarding: User
) -> None:
    bert = build.a_resident(home, by=carer, name="Bert Hale")
    consent = build.agreed(bert, by=manager)
    build.decided(unable, manager=manager, second=safeguarding)
    consent.refresh_from_db()
    assert consent.state == ConsentState.ACTIVE
