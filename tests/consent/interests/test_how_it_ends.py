"""How best-interests decisions end, and the one exception: rules V-B by their number, rows D5 and D11-X."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement.states import ConsentState
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.interests import actions
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.interests.tasks import lapse_decisions
from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.organisation.actions import change_setting
from mediapolicy.people.models import User
from mediapolicy.refusals import Refused
from tests import builders
from tests.consent import builders_capacity as build
from tests.consent.interests import test_actions
from tests.consent.interests.test_actions import EVERYTHING, refuses

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
unable = test_actions.unable
draft = test_actions.draft


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
