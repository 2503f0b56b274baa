"""Media visits, step by step: what a Director must have before approving, and what makes an approval fall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.takedown import withdrawing
from enquiries.access import actions, appearing, states, visiting
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState as S
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests.builders import last_row, told_of
from tests.consent.builders_people import a_person, an_answer
from tests.enquiries.access import builders_visits as visits

pytestmark = pytest.mark.django_db


# IR-1, IR-2 ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("IR-1")
def test_a_request_says_what_they_want(home: Home, carer: User) -> None:
    with pytest.raises(Missing, match="Say what they ask for"):
        visits.asked(by=carer, home=home, access_types=[])
    visit = visits.asked(by=carer, home=home)
    assert (visit.state, visit.access_words) == (S.ASKED, "Film, interview a resident")
    row = last_row(visit)
    assert (row.verb, row.clause, row.history_user) == ("log a media visit", "IR-1", carer)


@pytest.mark.clause("IR-2")
def test_a_story_that_we_did_not_plan_is_told_to_a_senior(
    home: Home, carer: User, manager: User, marketing: User, director: User
) -> None:
    planned = visits.asked(by=carer, home=home)
    assert told_of(planned) == {("visit_logged", "moira teasdale"), ("visit_logged", "priya anand")}
    unplanned = visits.asked(by=carer, home=home, origin="unplanned")
    assert told_of(unplanned) == {
        ("visit_logged", "moira teasdale"),
        ("visit_unplanned", "priya anand"),
        ("visit_unplanned", "daniel marsh-cole"),
    }


# What must be in place -------------------------------------------------------------------------------------------------


@pytest.mark.clause("IR-3")
def test_what_is_missing_is_said_at_once(visit: AccessRequest, manager: User, director: User) -> None:
    actions.prepare(visit, by=manager)
    with pytest.raises(Missing) as refused:
        actions.send_for_approval(visit, by=manager)
    said = " ".join(refused.value.missing)
    for words in (
        "when they come",
        "Nobody is named",
        "where they may go",
        "Name who goes",
        "upset",
        "Safeguarding Lead",
    ):
        assert words in said


@pytest.mark.clause("IR-3")
def test_v_i_01_a_director_approves_before_the_date(ready: AccessRequest, manager: User, director: User) -> None:
    approval = visits.sent(ready, by=manager)
    AccessRequest.objects.filter(pk=ready.pk).update(
        starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1)
    )
    with pytest.raises((Missing, WrongState)):
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    ready.refresh_from_db()
    assert ready.state == S.AWAITING_APPROVAL


@pytest.mark.clause("IR-3")
def test_v_i_01_a_time_that_has_passed_is_not_sent(ready: AccessRequest, manager: User, director: User) -> None:
    past = timezone.now() - timedelta(days=1)
    actions.change(ready, states.SAY_WHAT, by=manager, starts_at=past, ends_at=past + timedelta(hours=1))
    with pytest.raises(Missing, match="The time has passed"):
        actions.send_for_approval(ready, by=manager)


@pytest.mark.clause("IR-3")
def test_v_i_01_it_begins_on_the_day_that_was_approved(
    visit: AccessRequest,
    joan: Person,
    manager: User,
    carer: User,
    safeguarding: User,
    marketing: User,
    director: User,
) -> None:
    later = timedelta(days=2)
    args = {"by": manager, "escort": carer, "safeguarding": safeguarding, "to": marketing}
    visits.sent(visits.ready_to_send(visit, joan, starts_in=later, **args), by=manager)  # type: ignore[arg-type]
    visits.approve(visit, by=director)
    with pytest.raises(Missing, match="approved for another day"):
        visiting.begin(visit, identity_seen=True, by=carer)


@pytest.mark.clause("IR-4a")
@pytest.mark.clause("IR-6")
def test_v_i_02_whoever_is_to_be_interviewed_or_filmed_is_named(
    visit: AccessRequest, manager: User, carer: User, safeguarding: User, marketing: User, director: User
) -> None:
    args = {"by": manager, "escort": carer, "safeguarding": safeguarding, "to": marketing}
    visits.ready_to_send(visit, None, **args)  # type: ignore[arg-type]
    with pytest.raises(Missing, match="Say who appears: which resident"):
        visits.sent(visit, by=manager)


@pytest.mark.clause("IR-6")
def test_v_i_05_another_visit_than_was_looked_at_is_looked_at_again(ready: AccessRequest, manager: User) -> None:
    actions.change(ready, states.SAY_WHERE, by=manager, areas_allowed="Everywhere, the bedrooms too")
    with pytest.raises(Missing, match="Ask the Safeguarding Lead for their view"):
        visits.sent(ready, by=manager)


@pytest.mark.clause("IR-4a")
@pytest.mark.clause("IR-6")
def test_v_i_02_whoever_has_not_agreed_does_not_appear(visit: AccessRequest, home: Home, manager: User) -> None:
    actions.prepare(visit, by=manager)
    nobody = a_person("Vera Lunt", by=manager, home=home)
    other = visits.agrees_to_film("Ada Pell", by=manager, home=home, outlet="Wexcombe Radio")
    for person in (nobody, other):
        with pytest.raises(Missing, match="Don’t show"):
            appearing.let_appear(visit, person, by=manager, **visits.FILMED)
    assert not visit.people.exists()


@pytest.mark.clause("IR-4a")
def test_v_i_02_film_without_broadcast_is_not_enough(visit: AccessRequest, home: Home, manager: User) -> None:
    """Two questions: whether they may be filmed, and whether that may be broadcast."""
    actions.prepare(visit, by=manager)
    facts: dict[str, Any] = visits.to_film()
    only_film = a_person("Vera Lunt", by=manager, home=home)
    an_answer(only_film, by=manager, **{**facts, "lines": facts["lines"][:1]})
    only_broadcast = a_person("Ada Pell", by=manager, home=home)
    an_answer(only_broadcast, by=manager, **{**facts, "contents": ["photo", "quote"]})
    for person in (only_film, only_broadcast):
        with pytest.raises(Missing, match="Don’t show"):
            appearing.let_appear(visit, person, by=manager, **visits.FILMED)


@pytest.mark.clause("IR-4a")
def test_v_i_02_each_is_asked_again_on_the_day(approved: AccessRequest, carer: User) -> None:
    with pytest.raises(Missing, match="Ask again today, before anything is filmed: Joan"):
        visiting.begin(approved, identity_seen=True, by=carer)
    visits.under_way(approved, by=carer)
    assert approved.state == S.UNDER_WAY


@pytest.mark.clause("IR-4a")
def test_v_i_02_a_no_takes_them_out_and_the_approval_stands(
    approved: AccessRequest, home: Home, carer: User, manager: User
) -> None:
    one = approved.appearing()[0]
    appearing.ask_today(approved, one, "yes", by=carer)
    appearing.ask_today(approved, one, "no", by=carer)
    assert approved.approval_holds
    assert ("visit_somebody_out", "moira teasdale") in told_of(approved)
    with pytest.raises(Missing, match="Nobody wants to appear today"):
        visiting.begin(approved, identity_seen=True, by=carer)


@pytest.mark.clause("IR-4a")
def test_v_i_02_a_yes_counts_only_while_they_may_appear(
    approved: AccessRequest, joan: Person, carer: User, manager: User, director: User
) -> None:
    """They were asked to appear in a paper they agreed to, and changed their mind about it a moment ago."""
    one = approved.appearing()[0]
    visits.under_way(approved, by=carer)
    withdrawing.withdraw(joan, made_by="self", by=manager)
    approved.refresh_from_db()
    with pytest.raises(ValidationError, match="Don’t show Joan"):
        appearing.ask_today(approved, one, "yes", by=carer)
    one.refresh_from_db()
    assert one.said_today == "no"


@pytest.mark.clause("IR-4a")
def test_v_i_02_another_outlet_is_another_question(approved: AccessRequest, manager: User, director: User) -> None:
    """People agree to an organisation by its name (V-C-08)."""
    assert actions.change(approved, states.SAY_WHAT, by=manager, outlet="Wexcombe Radio")
    assert approved.state == S.PREPARING
    with pytest.raises(Missing, match="They have not been told of Wexcombe Radio"):
        actions.send_for_approval(approved, by=manager)


@pytest.mark.clause("IR-4b")
def test_v_i_03_consents_go_to_the_marketing_manager_or_a_director(
    visit: AccessRequest, joan: Person, manager: User, carer: User, marketing: User, safeguarding: User
) -> None:
    visits.prepared(visit, by=manager, escort=carer)
    appearing.let_appear(visit, joan, by=manager, **visits.FILMED)
    actions.ask_safeguarding(visit, by=manager)
    actions.give_view(visit, view="go ahead", words="", by=safeguarding)
    with pytest.raises(Missing, match="Send the consents"):
        actions.send_for_approval(visit, by=manager)
    with pytest.raises(Refused, match="not the Marketing Manager or a Director"):
        actions.send_consents(visit, carer, by=manager)
    actions.send_consents(visit, marketing, by=manager)
    assert visit.consents_sent == [visits.consent_of(joan).reference]
    assert (visit.consents_sent_to, visit.consents_sent_at is not None) == (marketing, True)
    assert ("visit_consents", "priya anand") in told_of(visit)


@pytest.mark.clause("IR-6")
def test_v_i_04_an_escort_is_named_and_stops_when_somebody_is_upset(
    ready: AccessRequest, manager: User, carer: User, director: User
) -> None:
    actions.name_escort(ready, escort=carer, stops_on_distress=False, infection_rules_kept=True, by=manager)
    with pytest.raises(Missing, match="stop at once when somebody is upset"):
        actions.send_for_approval(ready, by=manager)
    assert ("visit_escort", "jo pettifer") in told_of(ready)


@pytest.mark.clause("IR-6")
def test_v_i_05_a_resident_needs_the_safeguarding_leads_view(
    visit: AccessRequest, joan: Person, manager: User, carer: User, marketing: User, safeguarding: User, director: User
) -> None:
    visits.prepared(visit, by=manager, escort=carer)
    actions.ask_safeguarding(visit, by=manager)
    assert ("visit_for_safeguarding", "bea norwood") in told_of(visit)
    with pytest.raises(ValidationError, match="what has to be different"):
        actions.give_view(visit, view="not this way", words="", by=safeguarding)
    actions.give_view(visit, view="not this way", words="Not after lunch.", by=safeguarding)
    with pytest.raises(Missing, match="not this way"):
        actions.send_for_approval(visit, by=manager)
    actions.ask_safeguarding(visit, by=manager)
    actions.give_view(visit, view="go ahead", words="", by=safeguarding)
    appearing.let_appear(visit, joan, by=manager, **visits.FILMED)  # another resident than they were shown
    actions.send_consents(visit, marketing, by=manager)
    with pytest.raises(Missing, match="Ask the Safeguarding Lead"):
        actions.send_for_approval(visit, by=manager)


def test_v_i_06_visitors_are_told_not_to_film_others(ready: AccessRequest, manager: User, carer: User) -> None:
    assert "do not film or photograph anybody else" in ready.notice
    actions.name_escort(ready, escort=carer, stops_on_distress=True, infection_rules_kept=True, notice=" ", by=manager)
    with pytest.raises(Missing, match="notice that tells visitors"):
        actions.send_for_approval(ready, by=manager)


# Approval --------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("IR-3")
def test_a_director_approves_with_conditions(approved: AccessRequest, manager: User, director: User) -> None:
    assert (approved.state, approved.conditions) == (S.APPROVED, "Only in the garden.")
    assert {("visit_approved", "jo pettifer"), ("visit_approved", "moira teasdale")} <= told_of(approved)
    approval = Approval.objects.of(approved).get()
    row = last_row(approval)
    assert (row.verb, row.clause, row.history_user) == ("sign off", "IR-3", director)


@pytest.mark.clause("IR-3")
@pytest.mark.parametrize("who", ["marketing", "manager", "coo", "safeguarding"])
def test_nobody_but_a_director_approves(
    ready: AccessRequest, manager: User, director: User, who: str, request: pytest.FixtureRequest
) -> None:
    approval = visits.sent(ready, by=manager)
    with pytest.raises(Refused):
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=request.getfixturevalue(who))


@pytest.mark.clause("IR-3")
def test_a_director_who_prepared_it_does_not_approve_it(
    ready: AccessRequest, manager: User, director: User, second_director: User, safeguarding: User
) -> None:
    actions.change(ready, states.AGREE_TERMS, by=director, terms="No names of streets.")
    visits.looked_at(ready, by=manager, safeguarding=safeguarding)
    approval = visits.sent(ready, by=manager)
    with pytest.raises(Refused):
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    assert visits.approve(ready, by=second_director).state == S.APPROVED


@pytest.mark.clause("IR-3")
@pytest.mark.parametrize(
    ("row", "values"),
    [
        (states.SAY_WHAT, {"place": "The lounge"}),
        (states.SAY_WHO_COMES, {"crew": [{"name": "Cora Whitlock", "role": "sound", "identity": "none"}]}),
        (states.SAY_WHERE, {"areas_allowed": "Everywhere"}),
        (states.AGREE_TERMS, {"terms": "They may use it again."}),
    ],
)
def test_any_change_makes_the_approval_fall(
    approved: AccessRequest, manager: User, row: Any, values: dict[str, Any]
) -> None:
    assert not actions.change(approved, row, by=manager, **{name: getattr(approved, name) for name in values})
    assert approved.approval_holds
    assert actions.change(approved, row, by=manager, **values)
    assert (approved.state, Approval.objects.of(approved).get().state) == (S.PREPARING, ApprovalState.VOIDED)
    assert ("visit_not_now", "jo pettifer") in told_of(approved)
    assert approved.conditions_in_force == ""


@pytest.mark.clause("IR-3")
def test_changes_asked_and_refused_come_back(
    ready: AccessRequest, manager: User, director: User, second_director: User
) -> None:
    approval = visits.sent(ready, by=manager)
    approvals.decide(approval, ApprovalState.CHANGES_ASKED, seal=approval.seal, reason="Not so long.", by=director)
    ready.refresh_from_db()
    assert ready.state == S.CHANGES_ASKED
    approval = visits.sent(ready, by=manager)
    approvals.decide(approval, ApprovalState.REFUSED, seal=approval.seal, reason="Not now.", by=director)
    ready.refresh_from_db()
    assert ready.state == S.REFUSED


@pytest.mark.clause("IR-3")
def test_a_request_is_taken_back_refused_or_called_off(
    ready: AccessRequest, home: Home, carer: User, manager: User, director: User
) -> None:
    visits.sent(ready, by=manager)
    actions.take_back(ready, by=manager)
    assert ready.state == S.PREPARING
    visits.sent(ready, by=manager)
    actions.call_off(ready, by=manager, note="They are ill.")
    assert (ready.state, Approval.objects.of(ready).filter(state="waiting").count()) == (S.CALLED_OFF, 0)
    other = visits.asked(by=carer, home=home)
    with pytest.raises(ValidationError, match="why it is refused"):
        actions.refuse(other, by=director, note=" ")
    actions.refuse(other, by=director, note="Not this station.")
    assert other.state == S.REFUSED
    assert ("visit_called_off", "jo pettifer") in told_of(other)


# What happens meanwhile ------------------------------------------------------------------------------------------------
