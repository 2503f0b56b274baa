"""What may be told after the police asked: V-P-04 to V-P-08, D18, and what the COO agrees."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.gate.answering import Verdict
from consent.people.models import Person
from consent.stops.models import Stop
from consent.takedown.actions import finish_task
from consent.takedown.models import TakedownTask
from enquiries.police import actions, agreeing, helping, holding, sharing
from enquiries.police.models import PoliceRequest
from enquiries.police.vocabulary import Role, What
from mediapolicy.people.models import Home
from mediapolicy.refusals import Missing, Refused, WrongState
from tests.consent.builders_people import a_person
from tests.enquiries.police import building
from tests.enquiries.police.conftest import LogIt
from tests.enquiries.police.test_rules import POST, People, verdict

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-3")]


@pytest.mark.clause("PO-2")
def test_v_p_04_a_victim_is_kept_from_every_unrelated_post(log_it: LogIt, everybody: People, resident: Person) -> None:
    request = log_it(concerns="safeguarding")
    assert verdict(resident)[1] != "D18"
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=everybody["manager"])
    assert verdict(resident) == (Verdict.BLOCK, "D18")
    stop = Stop.objects.get(subject=resident)
    assert (stop.restriction, stop.found_in, stop.is_locked) == ("police_hold", request.reference, True)
    for who in ("marketing", "director", "auditor", "carer", "manager"):
        assert not Stop.objects.visible_to(everybody[who]).filter(pk=stop.pk).exists(), who


@pytest.mark.clause("PO-2")
def test_v_p_04_is_lifted_when_the_police_release_it(log_it: LogIt, everybody: People, resident: Person) -> None:
    request = log_it(concerns="safeguarding")
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=everybody["manager"])
    with pytest.raises(Missing, match="made sure"):
        agreeing.release_hold(request, note="Quillan rang.", by=everybody["manager"])
    actions.check_identity(request, method="call_back", number="101", source="Known", by=everybody["manager"])
    agreeing.release_hold(request, note="Quillan, by email.", by=everybody["manager"])
    assert verdict(resident)[1] != "D18"
    assert not request.is_held


@pytest.mark.clause("PO-2")
def test_v_p_04_nobody_is_let_go_by_being_taken_out(log_it: LogIt, everybody: People, resident: Person) -> None:
    request = log_it(person=resident)
    with pytest.raises(Refused, match="police released it"):
        actions.take_out(request, request.subjects.get(), note="A mistake.", by=everybody["manager"])
    assert holding.holds(request, resident)


@pytest.mark.clause("PO-2")
def test_v_p_07_a_name_alone_holds_nobody_so_it_is_not_closed(log_it: LogIt, everybody: People) -> None:
    request = log_it(kind="hold", concerns="safeguarding", name="Joan from the second floor")
    with pytest.raises(Missing, match="by name only"):
        agreeing.close(request, by=everybody["manager"])


@pytest.mark.clause("PO-2")
@pytest.mark.parametrize("limit", ["sexual", "trafficking", "fgm", "forced_marriage"])
def test_v_p_05_a_complainant_is_never_identified_whoever_agrees(
    log_it: LogIt, everybody: People, resident: Person, limit: str
) -> None:
    """Example 22: an attorney agrees to the appeal, and it is blocked all the same (D18, 5.6)."""
    manager = everybody["manager"]
    request = log_it(concerns="safeguarding")
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, is_identifiable=True, by=manager)
    actions.note_limits(request, [limit], by=manager)
    building.answered(building.checked(request, everybody), everybody, **building.PUBLIC)
    with pytest.raises(Missing, match="anonymous for life"):
        agreeing.put_to_coo(request, by=manager)
    actions.check_identity(request, method="call_back", number="101", source="Known", by=manager)
    agreeing.release_hold(request, note="Quillan, by email.", by=manager)
    assert verdict(resident) == (Verdict.BLOCK, "D18"), "what the law keeps is not the police's to release"


@pytest.mark.clause("PO-2")
def test_v_p_05_nor_named_in_the_words_nor_shared(log_it: LogIt, everybody: People, resident: Person) -> None:
    manager = everybody["manager"]
    request = log_it(concerns="safeguarding")
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=manager)
    actions.note_limits(request, ["sexual"], by=manager)
    building.checked(request, everybody)
    for response in (
        {**building.PUBLIC, "wording": "Did you see who hurt Mr DUNMORE?"},
        {**building.PUBLIC, "publish_by": "we_share"},
    ):
        building.answered(request, everybody, **response)
        with pytest.raises(Missing, match=r"anonymous for life|Take the name out"):
            agreeing.put_to_coo(request, by=manager)
    building.answered(request, everybody, **building.PUBLIC)
    assert agreeing.put_to_coo(request, by=manager).state == ApprovalState.WAITING


@pytest.mark.clause("PO-2")
def test_v_p_05_only_the_complainant_gives_it_up_in_writing(log_it: LogIt, everybody: People, home: Home) -> None:
    manager = everybody["manager"]
    grown = a_person("Ivy Marlowe", by=everybody["carer"], home=home)
    young = a_person("Pip Ashdown", by=everybody["carer"], home=home, kind="child", born_on=date(2012, 3, 1))
    request = log_it(concerns="safeguarding")
    actions.note_limits(request, ["sexual"], by=manager)
    first = actions.say_who_is_in_it(request, person=grown, role=Role.VICTIM, by=manager)
    second = actions.say_who_is_in_it(request, person=young, role=Role.VICTIM, by=manager)
    third = actions.say_who_is_in_it(request, name="Rob Tallow", role=Role.SUSPECT, by=manager)
    for subject, where, words in (
        (second, "File", "under 16"),
        (third, "File", "Only whoever complains"),
        (first, " ", "where"),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.note_waiver(request, subject, signed_on=date(2026, 11, 20), where=where, by=manager)
    actions.note_waiver(request, first, signed_on=date(2026, 11, 20), where="The locked file", by=manager)
    held = set(Stop.objects.holding().filter(restriction="complainant").values_list("subject__name", flat=True))
    assert held == {"Pip Ashdown"}


# V-P-06: the least --------------------------------------------------------------------------------------------------


def test_v_p_06_things_are_picked_one_by_one_and_there_is_no_everything(log_it: LogIt, everybody: People) -> None:
    manager, request = everybody["manager"], log_it()
    assert not {"all", "everything", "record", "file", "care_plan"} & set(What.values)
    item = actions.pick(request, "looks", words="Tall", by=manager)
    actions.leave_out(request, item, by=manager)
    assert not request.items.exists()
    with pytest.raises(ValidationError, match="only when somebody is missing"):
        actions.pick(request, "herbert", by=manager)


def test_v_p_06_what_was_not_agreed_is_not_given(log_it: LogIt, everybody: People) -> None:
    request = building.agreed(log_it(), everybody)
    with pytest.raises(WrongState):
        actions.pick(request, "family", words="His daughter", by=everybody["manager"])
    request.items.create(what="family", words="His daughter", picked_by=everybody["manager"])
    with pytest.raises(Missing, match="not what the COO agreed"):
        agreeing.give_agreed(request, list(request.items.all()), how="phone", to="Quillan", by=everybody["manager"])


# V-P-07: a hold -----------------------------------------------------------------------------------------------------


def test_v_p_07_what_the_police_ask_us_to_hold_is_held_until_they_release_it(
    log_it: LogIt, everybody: People, resident: Person
) -> None:
    manager = everybody["manager"]
    request = log_it(kind="hold", concerns="safeguarding", person=resident, asked="Please post nothing of him.")
    assert verdict(resident) == (Verdict.BLOCK, "D18")
    actions.note_regulator(request, reference="CQC-1", not_because="", by=manager)
    with pytest.raises(Missing, match="not released it"):
        agreeing.close(request, by=manager)
    actions.check_identity(request, method="call_back", number="101", source="Known", by=manager)
    agreeing.release_hold(request, note="Quillan, by email.", by=manager)
    agreeing.close(request, by=manager)
    assert request.state == "closed"
    assert verdict(resident)[1] != "D18"


# V-P-08: suspects ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Rob Tallow was arrested.", "Have you seen TALLOW?", "mr tallow"])
def test_v_p_08_nobody_who_is_suspected_is_named(log_it: LogIt, everybody: People, words: str) -> None:
    request = log_it()
    actions.say_who_is_in_it(request, name="Rob Tallow", role=Role.SUSPECT, by=everybody["manager"])
    building.answered(building.checked(request, everybody), everybody, **{**building.PUBLIC, "wording": words})
    with pytest.raises(Missing, match="Take the name out"):
        agreeing.put_to_coo(request, by=everybody["manager"])


# The COO agrees exactly this ----------------------------------------------------------------------------------------


@pytest.mark.clause("CC-2")
def test_the_coo_agrees_and_only_the_coo(log_it: LogIt, everybody: People) -> None:
    approval = building.put(log_it(), everybody, **building.PUBLIC)
    for who in ("manager", "data protection", "safeguarding", "director"):
        with pytest.raises(Refused):
            approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=everybody[who])
    assert {one["what"] for one in approval.content["items"]} == {"looks"}
    assert approval.content["wording"] == building.PUBLIC["wording"]
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=everybody["coo"])
    assert PoliceRequest.objects.get().state == "agreed"


@pytest.mark.clause("CC-2")
def test_changes_that_the_coo_asks_for_bring_it_back(log_it: LogIt, everybody: People) -> None:
    request = log_it()
    approval = building.put(request, everybody)
    approvals.decide(approval, ApprovalState.REFUSED, seal=approval.seal, reason="Too much.", by=everybody["coo"])
    request.refresh_from_db()
    assert request.state == "logged"
    assert request.history.filter(note="Too much.").exists()


@pytest.mark.clause("CC-2")
def test_working_on_it_again_makes_the_agreement_void(log_it: LogIt, everybody: People) -> None:
    request = building.agreed(log_it(), everybody)
    agreeing.work_again(request, note="They need less.", by=everybody["manager"])
    assert Approval.objects.get().state == ApprovalState.VOIDED
    with pytest.raises(WrongState):
        agreeing.give_agreed(request, list(request.items.all()), how="phone", to="Quillan", by=everybody["manager"])


def test_it_is_closed_when_all_is_done_and_not_before(log_it: LogIt, everybody: People) -> None:
    manager, request = everybody["manager"], building.agreed(log_it(), everybody)
    with pytest.raises(Missing) as refused:
        agreeing.close(request, by=manager)
    assert "has not been given" in str(refused.value)
    assert "CQC" in str(refused.value)
    agreeing.give_agreed(request, list(request.items.all()), how="phone", to="Quillan", by=manager)
    with pytest.raises(Missing, match="CQC"):
        agreeing.close(request, by=manager)
    actions.note_regulator(request, reference="", not_because="The theft was outside the home.", by=manager)
    agreeing.close(request, by=manager)
    with pytest.raises(Refused):
        agreeing.reopen(request, note="More.", by=manager)
    agreeing.reopen(request, note="They found more.", by=everybody["coo"])
    assert request.state == "logged"
    assert Approval.objects.get().state == ApprovalState.VOIDED


def test_when_the_police_no_longer_ask_it_ends_while_nothing_left_us(log_it: LogIt, everybody: People) -> None:
    manager, request = everybody["manager"], building.agreed(log_it(), everybody)
    with pytest.raises(ValidationError, match="Write who"):
        agreeing.note_withdrawn(request, note=" ", by=manager)
    agreeing.give_agreed(request, list(request.items.all()), how="phone", to="Quillan", by=manager)
    with pytest.raises(Missing, match="given already"):
        agreeing.note_withdrawn(request, note="Quillan rang.", by=manager)


def test_found_takes_down_what_we_shared(missing: PoliceRequest, everybody: People) -> None:
    sharing.agree_sharing(missing, POST, by=everybody["coo"])
    sharing.note_share(missing, channel="Facebook", url="https://facebook.example/1", by=everybody["manager"])
    helping.give_at_once(missing, ["herbert", "picture"], by=everybody["manager"])
    helping.find(missing, by=everybody["manager"])
    task = TakedownTask.objects.get()
    assert (task.owner, task.state, task.subject) == (everybody["marketing"], "open", None)
    assert "Walter" not in task.what
    facts = {"force": "Wexshire Police", "officer_name": "Ada Quillan", "call_back": "101", "police_reference": "MP/1"}
    helping.write_up(missing, by=everybody["manager"], **facts)
    actions.note_regulator(missing, reference="CQC-2", not_because="", by=everybody["manager"])
    with pytest.raises(Missing, match="not taken down") as refused:
        agreeing.close(missing, by=everybody["manager"])
    assert "or that none came" in str(refused.value)
    actions.note_written(missing, written_where="None came: they rang.", written_on=None, by=everybody["manager"])
    finish_task(task, "removed", by=everybody["marketing"])
    agreeing.close(missing, by=everybody["manager"])
    assert missing.state == "closed"
