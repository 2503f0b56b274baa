"""The rules on requests of the police, one by one: V-P-01 to V-P-08, SG-01 to SG-14, D18, and the examples (rules 5, 13)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.gate.answering import Verdict, evaluate
from consent.gate.use import Use
from consent.people.models import Person
from consent.takedown.models import TakedownTask
from enquiries.police import actions, agreeing, helping, sharing
from enquiries.police.checklist import CHECKS, still_missing
from enquiries.police.models import PoliceRequest
from enquiries.police.vocabulary import Role, What
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests.enquiries.police import building
from tests.enquiries.police.conftest import LogIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-3")]
People = dict[str, User]
POST = "https://www.wexshire.police.uk/appeals/4711"


def verdict(person: Person) -> tuple[Verdict, str]:
    """What the gate says of a picture of them on our Facebook page."""
    use = Use(purpose="P07", channels=frozenset({"facebook"}), content_type="photo", ident="I1")
    decision = evaluate(person, use)
    return decision.verdict, decision.row


# V-P-01: nothing of ours before the police's words and the COO ------------------------------------------------------


def test_v_p_01_we_share_nothing_before_the_police_confirmed_and_the_coo_agreed(
    log_it: LogIt, everybody: People
) -> None:
    request = building.agreed(
        log_it(concerns="safeguarding"),
        everybody,
        **building.PUBLIC,
    )
    manager = everybody["manager"]
    with pytest.raises(WrongState):
        sharing.note_share(request, channel="Facebook", url="https://facebook.example/1", by=manager)
    with pytest.raises(Missing, match="have not confirmed the words"):
        agreeing.give_agreed(request, list(request.items.all()), how="secure_email", to="Quillan", by=manager)
    agreeing.confirm_words(request, "Ada Quillan", by=manager)
    with pytest.raises(Missing, match="We share only a post of the police"):
        sharing.note_share(request, channel="Facebook", url="https://facebook.example/1", by=manager)
    agreeing.give_agreed(request, list(request.items.all()), how="secure_email", to="Quillan", by=manager)
    assert request.items.get().given_by == manager


def test_v_p_01_in_an_emergency_only_their_post_and_only_with_the_coos_word(
    missing: PoliceRequest, everybody: People
) -> None:
    carer = everybody["carer"]
    with pytest.raises(Missing, match="We share only a post"):
        sharing.note_share(missing, channel="Facebook", url="https://facebook.example/1", by=carer)
    sharing.note_spoken_yes(missing, POST, said_at=timezone.now() - timedelta(minutes=5), how="Rang her", by=carer)
    share = sharing.note_share(missing, channel="Facebook", url="https://facebook.example/1", by=carer)
    assert share.request.source_url == POST
    assert "jo pettifer" in share.request.sharing_agreed_how.lower()
    assert not any(field.name in ("own_words", "post") for field in PoliceRequest._meta.fields)


def test_v_p_01_in_an_inquiry_their_post_is_shared_when_all_of_it_stands(log_it: LogIt, everybody: People) -> None:
    manager = everybody["manager"]
    later = timezone.now() + timedelta(hours=2)
    response = {**building.PUBLIC, "publish_by": "we_share", "embargo_until": later}
    request = building.agreed(log_it(concerns="safeguarding"), everybody, **response)
    agreeing.confirm_words(request, "Ada Quillan", by=manager)
    sharing.note_post(request, POST, by=manager)
    with pytest.raises(Missing, match="nothing comes out yet"):
        sharing.note_share(request, channel="Facebook", url="https://facebook.example/1", by=manager)
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        sharing.note_share(request, channel="Facebook", url="https://facebook.example/1", by=manager)
    assert sharing.end_sharing(request, by=manager) == 1
    assert TakedownTask.objects.get().state == "open"


@pytest.mark.clause("CC-1b")
def test_v_p_01_under_a_matter_who_responds_is_agreed_first(log_it: LogIt, everybody: People) -> None:
    manager = everybody["manager"]
    request = building.agreed(log_it(), everybody, **{**building.PUBLIC, "publish_by": "we_share"})
    agreeing.confirm_words(request, "Ada Quillan", by=manager)
    sharing.note_post(request, POST, by=manager)
    with pytest.raises(Missing, match="Say who responds"):
        sharing.note_share(request, channel="Facebook", url="https://facebook.example/1", by=manager)


@pytest.mark.parametrize("concerns", ["missing", "safeguarding"])
def test_what_is_no_crime_is_not_given_as_one(log_it: LogIt, everybody: People, concerns: str) -> None:
    request = building.answered(building.checked(log_it(concerns=concerns), everybody), everybody)
    actions.check_basis(request, by=everybody["data protection"], **building.BASIS)
    with pytest.raises(Missing, match="does not fit"):
        agreeing.put_to_coo(request, by=everybody["manager"])


def test_the_coo_alone_agrees_in_the_app(missing: PoliceRequest, everybody: People) -> None:
    with pytest.raises(Refused):
        sharing.agree_sharing(missing, POST, by=everybody["manager"])
    sharing.agree_sharing(missing, POST, by=everybody["coo"])
    assert missing.sharing_agreed_at is not None


# V-P-02: who it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [building.CALLED_FROM, "07700900111", "+44 7700 900 111", ""])
def test_v_p_02_a_number_that_the_caller_gave_proves_nothing(log_it: LogIt, everybody: People, number: str) -> None:
    request = log_it()
    with pytest.raises(ValidationError, match="not the one that the caller gave"):
        actions.check_identity(
            request, method="call_back", number=number, source="They said so", by=everybody["manager"]
        )
    request.refresh_from_db()
    assert request.identity_at is None


def test_v_p_02_a_number_is_looked_up_somewhere(log_it: LogIt, everybody: People) -> None:
    with pytest.raises(ValidationError, match="where you found"):
        actions.check_identity(log_it(), method="call_back", number="101", by=everybody["manager"])


@pytest.mark.parametrize(
    ("email", "is_police"),
    [
        ("a.quillan@wexshire.police.uk", True),
        ("a.quillan@cid.wexshire.police.uk", True),
        ("a@wexshire-police.uk", False),
        ("a@police.uk.example", False),
        ("a@notpolice.uk", False),
    ],
)
def test_v_p_02_only_an_address_of_the_police_counts(
    log_it: LogIt, everybody: People, email: str, is_police: bool
) -> None:
    request = log_it()
    if is_police:
        actions.check_identity(request, method="police_email", email=email, by=everybody["manager"])
        assert request.identity_at is not None
        return
    with pytest.raises(ValidationError, match=r"police\.uk"):
        actions.check_identity(request, method="police_email", email=email, by=everybody["manager"])


def test_v_p_02_a_warrant_card_is_seen_when_they_stand_there(log_it: LogIt, everybody: People) -> None:
    with pytest.raises(ValidationError, match="stand before you"):
        actions.check_identity(log_it(), method="warrant_card", by=everybody["manager"])
    here = log_it(via="in_person")
    actions.check_identity(here, method="warrant_card", by=everybody["manager"])
    assert here.identity_by == everybody["manager"]


def test_v_p_02_example_20_the_police_ring_and_want_the_picture_of_a_victim(log_it: LogIt, everybody: People) -> None:
    """A caller gives a mobile number and wants a victim's picture: nothing leaves before we rang back."""
    request = log_it()
    picture = actions.pick(request, What.PICTURE, by=everybody["manager"])
    with pytest.raises(WrongState):
        agreeing.give_agreed(request, [picture], how="phone", to="Quillan", by=everybody["manager"])
    with pytest.raises(Missing, match="made sure yet that it is the police"):
        agreeing.put_to_coo(request, by=everybody["manager"])
    with pytest.raises(Refused, match="Nobody is missing"):
        helping.give_at_once(request, [What.PICTURE], by=everybody["manager"])


def test_v_p_02_a_number_that_turns_out_to_be_the_callers_counts_no_more(log_it: LogIt, everybody: People) -> None:
    request = building.answered(building.checked(log_it(), everybody), everybody)
    facts = {name: getattr(request, name) for name in ("force", "officer_name", "asked", "police_reference")}
    actions.change_facts(request, call_back=building.SWITCHBOARD, by=everybody["manager"], **facts)
    with pytest.raises(Missing, match="Nobody has made sure yet"):
        agreeing.put_to_coo(request, by=everybody["manager"])


def test_v_p_02_another_officer_is_made_sure_of_anew(log_it: LogIt, everybody: People) -> None:
    request = building.answered(building.checked(log_it(), everybody), everybody)
    facts = {name: getattr(request, name) for name in ("force", "call_back", "asked", "police_reference")}
    actions.change_facts(request, officer_name="Bo Larch", by=everybody["manager"], **facts)
    with pytest.raises(Missing, match="Nobody has made sure yet"):
        agreeing.put_to_coo(request, by=everybody["manager"])


# V-P-03 and SG-01 to SG-14: every check -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_v_p_03_each_check_holds_the_response_until_it_is_answered(code: str) -> None:
    every = {check.code: ("yes", "") for check in CHECKS}
    assert len(every) == 14
    assert still_missing(every) == []
    assert still_missing({one: answer for one, answer in every.items() if one != code}) == [f"{code} not answered"]
    assert still_missing({**every, code: ("na", " ")}) == [f"{code} say why"]
    assert still_missing({**every, code: ("na", "There is no family.")}) == []


MUST = {"SG-02", "SG-07", "SG-08", "SG-09", "SG-10", "SG-12", "SG-13", "SG-14"}


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_a_no_is_an_answer_only_where_nothing_has_to_be_done(code: str) -> None:
    every = {check.code: ("yes", "") for check in CHECKS}
    found = still_missing({**every, code: ("no", "We could not.")})
    assert found == ([f"{code} still to be done"] if code in MUST else [])
    plain = still_missing({**every, code: ("no", "")})
    assert plain == ([] if code == "SG-11" else [f"{code} say why"])


def test_v_p_03_the_checks_cannot_be_skipped_nor_closed_anyway(log_it: LogIt, everybody: People) -> None:
    request = building.answered(building.checked(log_it(), everybody), everybody)
    actions.answer_checks(request, {"SG-10": ("no", "")}, by=everybody["safeguarding"])
    with pytest.raises(Missing, match="SG-10"):
        agreeing.put_to_coo(request, by=everybody["coo"])
    for who in ("manager", "coo"):
        with pytest.raises((Missing, WrongState)):
            agreeing.close(request, by=everybody[who])
    with pytest.raises(ValidationError, match="no check SG-15"):
        actions.answer_checks(request, {"SG-15": ("yes", "")}, by=everybody["coo"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("necessity", "Too short.", "why it is needed"),
        ("proportionality", "", "why it is not too much"),
        ("less_intrusive", "x" * 29, "tells less"),
        ("victim_notice", "na", "told the victim"),
        ("article_6", "", "legal basis"),
        ("route", "", "legal basis"),
    ],
)
def test_the_legal_basis_is_whole(log_it: LogIt, everybody: People, field: str, value: str, words: str) -> None:
    request = building.answered(building.checked(log_it(), everybody), everybody)
    route = {"route": "victim_request"} if field == "victim_notice" else {}
    actions.check_basis(request, by=everybody["data protection"], **{**building.BASIS, **route, field: value})
    with pytest.raises(Missing, match=words):
        agreeing.put_to_coo(request, by=everybody["manager"])


def test_nothing_is_put_to_the_coo_before_all_have_looked(log_it: LogIt, everybody: People) -> None:
    request = log_it()
    with pytest.raises(Missing) as refused:
        agreeing.put_to_coo(request, by=everybody["manager"])
    said = str(refused.value)
    for words in (
        "own number",
        "Nobody has made sure",
        "in writing",
        "Data Protection Lead",
        "Safeguarding Lead",
        "SG-01",
    ):
        assert words in said, words
    for words in ("Directors", "what we answer"):
        assert words in said, words


@pytest.mark.parametrize(("rank", "is_enough"), [(1, False), (2, True), (4, True), (None, False)])
def test_a_sergeant_or_above_stands_behind_it(
    log_it: LogIt, everybody: People, rank: int | None, is_enough: bool
) -> None:
    request = building.answered(building.checked(log_it(), everybody), everybody)
    given = {"written_on": date(2026, 11, 20), "written_where": "File", "countersigned_by": "Bram Oakes"}
    actions.note_written(request, countersign_rank=rank, by=everybody["manager"], **given)
    if is_enough:
        assert agreeing.put_to_coo(request, by=everybody["manager"]).stage == "coo"
        return
    with pytest.raises(Missing, match="A sergeant or above"):
        agreeing.put_to_coo(request, by=everybody["manager"])


def test_for_a_victim_of_ours_the_row_of_the_table_is_written(
    log_it: LogIt, everybody: People, resident: Person
) -> None:
    request = log_it(person=resident)
    actions.take_out(request, request.subjects.get(), note="As a victim.", by=everybody["coo"])
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=everybody["manager"])
    building.answered(building.checked(request, everybody), everybody)
    actions.check_basis(request, by=everybody["data protection"], **{**building.BASIS, "capacity_row": ""})
    with pytest.raises(Missing, match="row of the decision table"):
        agreeing.put_to_coo(request, by=everybody["manager"])


# V-P-04, V-P-05, D18: victims ---------------------------------------------------------------------------------------
