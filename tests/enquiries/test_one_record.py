"""Two records of one enquiry, and one that is opened again (CRM-3a)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from enquiries import actions, answering
from enquiries.models import Enquiry, Note
from enquiries.states import EnquiryState as S
from mediapolicy.refusals import WrongState
from tests.builders import World
from tests.enquiries.on_their_way import (
    answered,
    logged,
    taken_up,
)

pytestmark = pytest.mark.django_db


# CRM-3a: one record ----------------------------------------------------------------------------------------------


@pytest.mark.clause("CRM-3a")
def test_two_records_of_one_enquiry_become_one(world: World) -> None:
    one, other = logged(world), logged(world, chosen_way="phone", chosen_address="01632 960001")
    actions.merge(one, other, by=world["marketing"], note="The same reporter.")
    one, other = Enquiry.objects.get(pk=one.pk), Enquiry.objects.get(pk=other.pk)
    assert (one.state, one.merged_into) == (S.MERGED, other)
    assert (other.state, other.chosen_way) == (S.WITH_HOME_MANAGER, "phone")
    # No reference: who may see the one needn't be allowed to know of the other.
    assert one.reference not in Note.objects.get(enquiry=other).words


@pytest.mark.clause("CRM-3a")
def test_merged_into_itself_or_into_what_is_over_it_is_refused(world: World) -> None:
    one, over = logged(world), taken_up(world)
    answering.no_answer_needed(over, note="Done.", by=world["marketing"])
    for into in (one, over):
        with pytest.raises(ValidationError):
            actions.merge(one, into, by=world["marketing"])
    assert Enquiry.objects.get(pk=one.pk).state == S.WITH_HOME_MANAGER


@pytest.mark.clause("CRM-3a")
def test_two_that_are_merged_into_each_other_do_not_both_vanish(world: World) -> None:
    one, other = logged(world), logged(world)
    read_before = Enquiry.objects.get(pk=one.pk)
    actions.merge(one, Enquiry.objects.get(pk=other.pk), by=world["marketing"])
    with pytest.raises((ValidationError, WrongState)):
        actions.merge(other, read_before, by=world["director"])
    assert Enquiry.objects.get(pk=other.pk).state == S.WITH_HOME_MANAGER


@pytest.mark.clause("ME-2")
@pytest.mark.clause("MS-2")
def test_opened_again_it_needs_a_new_judgement_and_a_new_signature(world: World) -> None:
    enquiry = answered(world)
    with pytest.raises(ValidationError):
        actions.reopen(enquiry, by=world["director"], note="")
    actions.reopen(enquiry, by=world["director"], note="A second question.")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.responsible, enquiry.statement) == (S.TAKEN_UP, world["director"], None)
    assert not enquiry.advice_is_judged
    assert enquiry.replies.count() == 1
    with pytest.raises(WrongState):
        answering.draft_statement(enquiry, by=world["director"])
