"""What happens to a visit that was approved: a mind that changes, a visit that is stopped, and how it went."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.takedown import withdrawing
from consent.takedown.models import Showing, TakedownTask
from enquiries.access import actions, appearing, visiting
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState as S
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing, Refused
from tests.builders import told_of
from tests.consent.builders_people import a_person
from tests.enquiries.access import builders_visits as visits

pytestmark = pytest.mark.django_db


@pytest.mark.clause("IR-4a")
def test_a_changed_mind_makes_the_approval_fall_and_tells_who_would_let_them_in(
    approved: AccessRequest, joan: Person, carer: User, manager: User
) -> None:
    withdrawing.withdraw(joan, made_by="self", by=carer)
    approved.refresh_from_db()
    assert (approved.state, Approval.objects.of(approved).get().state) == (S.PREPARING, ApprovalState.VOIDED)
    told = {one for one in told_of(approved) if one[0] == "visit_person_changed"}
    assert told == {("visit_person_changed", "jo pettifer"), ("visit_person_changed", "moira teasdale")}
    with pytest.raises(Missing, match="Don’t show Joan"):
        actions.send_for_approval(approved, by=manager)


@pytest.mark.clause("IR-4a")
def test_a_changed_mind_while_they_film_takes_that_person_out(
    approved: AccessRequest, joan: Person, carer: User
) -> None:
    visits.under_way(approved, by=carer)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    approved.refresh_from_db()
    assert (approved.state, approved.appearing()[0].said_today) == (S.UNDER_WAY, "no")
    assert ("visit_somebody_out", "jo pettifer") in told_of(approved)
    visiting.end(approved, by=carer)
    assert not Showing.objects.exists()


def test_what_they_filmed_goes_on_the_list_of_what_is_shown(
    approved: AccessRequest, joan: Person, carer: User, manager: User
) -> None:
    """A change of mind afterwards finds it there, with an owner."""
    visits.under_way(approved, by=carer)
    visiting.end(approved, by=carer)
    showing = Showing.objects.get()
    assert (showing.channel, showing.shown_by, showing.owner) == ("tv", visits.OUTLET, manager)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    assert TakedownTask.objects.filter(showing=showing).exists()


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize(("because", "safeguarding_knows"), [("distress", True), ("rule_broken", False)])
def test_a_visit_is_stopped_at_once_and_those_above_are_told(
    approved: AccessRequest, carer: User, director: User, because: str, safeguarding_knows: bool
) -> None:
    visits.under_way(approved, by=carer)
    visiting.stop(approved, because=because, note="Joan cried.", by=carer)
    assert (approved.state, approved.stopped_because) == (S.STOPPED, because)
    told = {name for kind, name in told_of(approved) if kind == "visit_stopped"}
    assert {"moira teasdale", "priya anand", "daniel marsh-cole"} <= told
    assert ("bea norwood" in told) is safeguarding_knows


def test_nobody_comes_in_before_they_were_seen_to_be_who_they_are(approved: AccessRequest, carer: User) -> None:
    with pytest.raises(ValidationError, match="Check who each of them is first"):
        visiting.begin(approved, identity_seen=False, by=carer)


def test_how_it_went_is_written_down_by_whoever_prepares(approved: AccessRequest, carer: User, manager: User) -> None:
    visits.under_way(approved, by=carer)
    visiting.end(approved, by=carer)
    given = {"outcome": "A good hour.", "may_be_published": "All of it", "published_on": None, "debrief": ""}
    with pytest.raises(Refused):
        visiting.write_outcome(approved, by=carer, **given)
    assert visiting.write_outcome(approved, by=manager, **given)
    assert not visiting.write_outcome(approved, by=manager, **given)
    assert (approved.outcome, Approval.objects.of(approved).get().state) == ("A good hour.", ApprovalState.SIGNED)


@pytest.mark.clause("IR-6")
def test_somebody_is_kept_out_once_and_not_filmed_as_well(
    visit: AccessRequest, joan: Person, home: Home, manager: User
) -> None:
    actions.prepare(visit, by=manager)
    vera = a_person("Vera Lunt", by=manager, home=home)
    with pytest.raises(ValidationError, match="how they are kept out"):
        appearing.keep_out(visit, vera, how=" ", by=manager)
    one = appearing.keep_out(visit, vera, how="Stays in the garden room.", by=manager)
    appearing.let_appear(visit, joan, by=manager, **visits.FILMED)
    with pytest.raises(ValidationError, match="on the list already"):
        appearing.keep_out(visit, joan, how="Stays away.", by=manager)
    with pytest.raises(ValidationError, match="how they take part"):
        appearing.let_appear(visit, vera, by=manager, ways=[], ident="I1", also=[])
    appearing.take_out(visit, one, by=manager)
    assert [str(one) for one in visit.everybody()] == ["Joan Ashby"]
