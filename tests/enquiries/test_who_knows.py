"""Who knows of an enquiry, and of one that an ongoing matter touches (CC-2, CRM-1, CRM-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from guardian.shortcuts import assign_perm

from approvals.models import Approval
from enquiries import advising, answering
from enquiries.models import Enquiry
from mediapolicy.notices.models import Notice
from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.refusals import Missing, Refused
from pressroom.models import Statement
from tests.builders import World, told_of
from tests.enquiries.on_their_way import (
    A_TUESDAY_MORNING,
    advised,
    answer,
    holder,
    logged,
    signed,
    sweep_at,
)

pytestmark = pytest.mark.django_db


# CC-2, CRM-1, CRM-2: who knows of it -----------------------------------------------------------------------------


def lock(enquiry: Enquiry) -> Enquiry:
    """As an ongoing matter does: the enquiry, its statement and the sign-offs of that."""
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    Statement.objects.filter(pk=enquiry.statement_id).update(is_locked=True)
    Approval.objects.filter(subject_id=enquiry.statement_id).update(is_locked=True)
    return Enquiry.objects.get(pk=enquiry.pk)


@pytest.mark.clause("CRM-1")
@pytest.mark.clause("CRM-2")
def test_an_enquiry_is_seen_by_the_desk_and_its_own_home_and_by_nobody_else(world: World) -> None:
    enquiry = logged(world)
    seen_by = {who for who, person in world.people.items() if enquiry in Enquiry.objects.visible_to(person)}
    assert seen_by == {"manager", "marketing", "director", "second director", "coo", "auditor"}


@pytest.mark.clause("CC-2")
@pytest.mark.clause("CRM-2")
def test_on_an_ongoing_matter_only_the_coo_and_who_was_named_knows_of_it(world: World) -> None:
    enquiry = lock(signed(world))
    seen_by = {who for who, person in world.people.items() if enquiry in Enquiry.objects.visible_to(person)}
    assert seen_by == {"coo"}
    assign_perm("enquiries.view_enquiry", world["data protection"], enquiry)
    forget_standing(world["data protection"])
    assert enquiry in Enquiry.objects.visible_to(world["data protection"])
    assert enquiry not in Enquiry.objects.logged_by(world["carer"])
    for who in ("manager", "marketing", "director"):
        assert not Notice.objects.inbox_of(world[who]).filter(record_id=enquiry.pk).exists()


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_nobody_but_the_coo_answers_declines_or_names_others(world: World) -> None:
    enquiry = lock(advised(world))
    with pytest.raises(Refused):
        answering.decline(enquiry, way="email", note="No.", by=world["marketing"])
    with pytest.raises(Refused):
        answering.acknowledge(enquiry, way="email", by=world["marketing"])
    with pytest.raises(Refused):
        advising.seek_advice(enquiry, "hr", "?", asked_of=world["stranger"], by=world["marketing"])
    assert enquiry not in Enquiry.objects.visible_to(world["stranger"])


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_the_clock_passes_it_straight_to_the_coo(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = lock(logged(world))
    sweep_at(A_TUESDAY_MORNING + timedelta(minutes=31))
    assert holder(enquiry) == "coo"
    assert {name for kind, name in told_of(enquiry) if kind == "enquiry_overdue"} <= {"coo", "manager"}


@pytest.mark.clause("CC-2")
def test_a_signature_from_before_the_matter_does_not_let_the_answer_go(world: World) -> None:
    enquiry = lock(signed(world))
    with pytest.raises((Missing, Refused)):
        answer(enquiry, world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(responsible=world["coo"])
    with pytest.raises(Missing, match="no signed statement"):
        answer(enquiry, world["coo"])


@pytest.mark.clause("CRM-1")
def test_an_ended_appointment_closes_enquiries_at_once(world: World) -> None:
    logged(world)
    marketing = User.objects.get(pk=world["marketing"].pk)
    assert Enquiry.objects.visible_to(marketing).exists()
    people.end_appointment(Appointment.objects.get(person=marketing), by=world["administrator"])
    assert not Enquiry.objects.visible_to(User.objects.get(pk=marketing.pk)).exists()
