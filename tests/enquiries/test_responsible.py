"""One responsible person, and advice before the answer (ME-2)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from enquiries import actions, advising, answering, states
from enquiries.models import Advice, Enquiry
from enquiries.states import EnquiryState as S
from mediapolicy.people import actions as people
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests.builders import World, told_of
from tests.enquiries.on_their_way import (
    answer,
    answered,
    signed,
    taken_up,
)

pytestmark = pytest.mark.django_db


# ME-2: one responsible person, and advice before the answer ------------------------------------------------------


@pytest.mark.clause("ME-2")
@pytest.mark.parametrize("who", ["director", "coo"])
def test_only_the_responsible_person_answers(world: World, who: str) -> None:
    enquiry = signed(world)
    with pytest.raises(Refused) as refusal:
        answer(enquiry, world[who])
    assert "Marketing is responsible" in refusal.value.why
    actions.hand_over(enquiry, world[who], by=world["marketing"], note="On leave.")
    answer(enquiry, world[who])
    assert Enquiry.objects.get(pk=enquiry.pk).state == S.ANSWERED


@pytest.mark.clause("ME-2")
@pytest.mark.parametrize("to", ["manager", "carer", "administrator", "auditor"])
def test_handed_over_only_to_somebody_who_may_answer(world: World, to: str) -> None:
    with pytest.raises(Refused):
        actions.hand_over(taken_up(world), world[to], by=world["marketing"], note="Away.")


@pytest.mark.clause("ME-2")
def test_no_statement_before_the_judgement_about_advice(world: World) -> None:
    enquiry = taken_up(world)
    with pytest.raises(WrongState):
        answering.draft_statement(enquiry, by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.ADVISED)
    with pytest.raises(Missing, match="judged"):
        answering.draft_statement(enquiry, by=world["marketing"])


@pytest.mark.clause("ME-2")
def test_advice_that_is_out_holds_the_answer_until_it_is_written_down(world: World) -> None:
    enquiry = taken_up(world)
    first = advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    second = advising.seek_advice(
        enquiry, "safeguarding", "Is anyone at risk?", asked_of=world["safeguarding"], by=world["marketing"]
    )
    advising.record_advice(first, "You may.", by=world["marketing"])
    enquiry.refresh_from_db()
    assert enquiry.state == S.ADVICE_SOUGHT
    assert enquiry.advice_still_out() == ["Safeguarding"]
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.SIGNED)
    with pytest.raises(Missing, match="Advice is still out"):
        answering.answer(enquiry, way="email", seal="", by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.ADVICE_SOUGHT)
    advising.record_advice(second, "Nobody is.", by=world["safeguarding"])
    enquiry.refresh_from_db()
    assert enquiry.state == S.ADVISED
    assert ("advice_given", "marketing") in told_of(enquiry)
    given = next(row for row in enquiry.history.all() if row.verb == "write down advice")
    assert (given.history_user, given.clause, given.note) == (world["safeguarding"], "ME-2", "Nobody is.")


@pytest.mark.clause("ME-2")
def test_advice_is_written_down_by_who_gave_it_or_who_is_responsible(world: World) -> None:
    enquiry = taken_up(world)
    ask = {"question": "May we?", "by": world["marketing"]}
    theirs = advising.seek_advice(enquiry, "data_protection", asked_of=world["data protection"], **ask)
    advising.seek_advice(enquiry, "safeguarding", asked_of=world["safeguarding"], **ask)
    for who in ("stranger", "director", "safeguarding"):
        with pytest.raises(Refused):
            advising.record_advice(theirs, "Yes.", by=world[who])
    advising.record_advice(theirs, "Yes.", by=world["data protection"])
    with pytest.raises((ValidationError, Refused)):
        advising.record_advice(theirs, "No.", by=world["data protection"])
    assert Advice.objects.get(pk=theirs.pk).answer == "Yes."


@pytest.mark.clause("CRM-2")
def test_whoever_is_asked_for_advice_sees_this_one_enquiry_while_their_advice_is_out(world: World) -> None:
    adviser = world["safeguarding"]
    enquiry, another = taken_up(world), taken_up(world)
    assert not Enquiry.objects.visible_to(adviser).exists()
    advice = advising.seek_advice(enquiry, "safeguarding", "Is it?", asked_of=adviser, by=world["marketing"])
    assert list(Enquiry.objects.visible_to(adviser)) == [enquiry]
    assert another not in Enquiry.objects.visible_to(adviser)
    advising.record_advice(advice, "It is.", by=adviser)
    answering.no_answer_needed(Enquiry.objects.get(pk=enquiry.pk), note="Withdrawn.", by=world["marketing"])
    assert not Enquiry.objects.visible_to(adviser).exists()


@pytest.mark.clause("ME-2")
def test_advice_that_was_out_when_it_ended_can_be_written_down_after_it_is_opened_again(world: World) -> None:
    enquiry = taken_up(world)
    advice = advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    answering.no_answer_needed(enquiry, note="They hung up.", by=world["marketing"])
    actions.reopen(enquiry, by=world["marketing"], note="They rang again.")
    advising.record_advice(advice, "You may.", by=world["marketing"])
    assert not Advice.objects.get(pk=advice.pk).is_out


@pytest.mark.clause("ME-2")
def test_what_a_person_who_left_was_responsible_for_can_still_be_finished(world: World) -> None:
    enquiry = answered(world)
    people.leave(User.objects.get(pk=world["marketing"].pk), by=world["administrator"])
    enquiry.refresh_from_db()
    director = world["director"]
    assert states.CLOSE.is_open_to(director, enquiry) or states.HAND_OVER.is_open_to(director, enquiry)
