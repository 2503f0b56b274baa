"""The pages of requests by the police, walked through as each person walks through them, and what they cost."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from approvals.models import Approval
from consent.people.models import Person
from enquiries.police import actions
from enquiries.police.checklist import CHECKS
from enquiries.police.checks_form import name_of
from enquiries.police.models import PoliceRequest
from enquiries.police.vocabulary import Role
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.enquiries.police import building
from tests.enquiries.police.conftest import LogIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-3")]
SignedIn = Callable[[User], Client]
People = dict[str, User]


def post(client: Client, url: str, status: int = 302, **given: object) -> str:
    """Send a form with a fresh one-time key; the page that answers, when it is one."""
    response = client.post(url, {"form_key": str(uuid.uuid4()), **given})
    assert response.status_code == status, (url, response.status_code, response.content.decode()[-3000:])
    return str(response.content.decode())


def test_a_carer_writes_down_what_the_police_ask(signed_in: SignedIn, everybody: People, home: Home) -> None:
    door = signed_in(everybody["carer"])
    shown = door.get("/police/log/").content.decode()
    assert "Somebody rings you back through 101" in shown
    given = {
        "kind": "victim",
        "asked": "They want his picture.",
        "force": "Wexshire Police",
        "officer_name": "Ada Quillan",
        "call_back": building.CALLED_FROM,
        "via": "phone",
        "concerns": "crime",
        "home": home.pk,
        "form_key": str(uuid.uuid4()),
    }
    for _ in range(2):  # a double click makes one request
        assert door.post("/police/log/", given).status_code == 302
    request = PoliceRequest.objects.get()
    page = door.get(request.get_absolute_url()).content.decode()
    assert "They want his picture." in page
    for words in ("COO only", "matter", "REV-"):
        assert words not in page, words


def test_at_night_one_name_is_enough(signed_in: SignedIn, everybody: People, home: Home, resident: Person) -> None:
    door = signed_in(everybody["carer"])
    assert "Ring <a" in door.get("/police/missing/").content.decode()
    assert "Who is missing?" in post(door, "/police/missing/", 422, home=home.pk)
    post(door, "/police/missing/", name="walter dunmore", home=home.pk)
    request = PoliceRequest.objects.get()
    assert request.subjects.get().person == resident
    page = request.get_absolute_url()
    post(door, f"{page}give-at-once/", what=["herbert", "picture"], how="in_hand", said_yes="Moira Teasdale")
    assert "Moira Teasdale said yes" in door.get(page).content.decode()


@pytest.mark.clause("CC-2")
def test_the_whole_story_through_the_pages(
    signed_in: SignedIn, everybody: People, home: Home, resident: Person
) -> None:
    request = building.logged(home=home, by=everybody["manager"], concerns="safeguarding")
    page = request.get_absolute_url()
    manager, lead, guard, coo = (
        signed_in(everybody[who]) for who in ("manager", "data protection", "safeguarding", "coo")
    )
    facts = {
        "force": "Wexshire Police",
        "officer_name": "Ada Quillan",
        "call_back": building.CALLED_FROM,
        "asked": "His looks.",
    }
    post(manager, f"{page}facts/", police_reference="CR/4711", **facts)
    refused = post(manager, f"{page}identity/", 422, identity_method="call_back", identity_number=building.CALLED_FROM)
    assert "not the one that the caller gave" in refused
    post(
        manager, f"{page}identity/", identity_method="call_back", identity_number="101", identity_source="Known to all"
    )
    post(
        manager,
        f"{page}written/",
        written_on="20/11/2026",
        written_where="File",
        countersigned_by="Oakes",
        countersign_rank="2",
    )
    post(manager, f"{page}somebody/", person=resident.pk, role="victim")
    post(manager, f"{page}pick/", what="looks", subject=request.subjects.get().pk, words="Tall, grey coat")
    post(lead, f"{page}basis/", **building.BASIS, victim_notice="na")
    assert "does not fit" in post(manager, f"{page}put-to-the-coo/", 422)
    post(lead, f"{page}basis/", **building.SAFE, victim_notice="na")
    post(guard, f"{page}view/", safeguarding_view="He is frightened.")
    post(guard, f"{page}checks/", **{name_of(check.code): "yes" for check in CHECKS})
    post(manager, f"{page}response/", answer="part", answer_because="They need no more.", **building.PUBLIC)
    assert "The COO has not told the Directors" in post(manager, f"{page}put-to-the-coo/", 422)
    post(coo, f"{page}directors/", people=[everybody["director"].pk])
    assert "Before the COO can agree" not in manager.get(page).content.decode()
    post(manager, f"{page}put-to-the-coo/")
    approval = Approval.objects.get()
    shown = coo.get(approval.get_absolute_url()).content.decode()
    for words in ("Tall, grey coat", "Mill Lane", "Response to the police", "you alone agree it"):
        assert words in shown, words
    post(coo, f"/sign-offs/{approval.pk}/sign-off/", seal=approval.seal)
    post(manager, f"{page}words-confirmed/", officer="Ada Quillan")
    post(manager, f"{page}give/", items=[request.items.get().pk], how="secure_email", to="Ada Quillan")
    post(manager, f"{page}regulator/", cqc_reference="CQC-77")
    assert "not released it yet" in post(manager, f"{page}close/", 422)
    post(manager, f"{page}released/", note="Quillan, by email.")
    post(manager, f"{page}close/")
    assert PoliceRequest.objects.get().state == "closed"


@pytest.mark.parametrize("who", ["marketing", "director", "auditor", "administrator", "other manager"])
def test_for_everybody_else_there_is_nothing(log_it: LogIt, everybody: People, signed_in: SignedIn, who: str) -> None:
    request = log_it()
    browser = signed_in(everybody[who])
    for url in (request.get_absolute_url(), f"{request.get_absolute_url()}note/"):
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"words": "x"}).status_code in (404, 405)
    for url in ("/", "/police/", "/notices/", "/history/", "/sign-offs/"):
        assert request.reference not in browser.get(url).content.decode(), url


def test_my_work_says_what_waits_for_whom(log_it: LogIt, everybody: People, signed_in: SignedIn) -> None:
    log_it()
    for who, words in (
        ("data protection", "Check the legal basis"),
        ("safeguarding", "Give the safeguarding view"),
        ("coo", "Tell the Directors"),
        ("manager", "Prepare what we answer the police"),
    ):
        assert words in signed_in(everybody[who]).get("/").content.decode(), who


def test_a_form_of_a_resident_is_kept_ready(signed_in: SignedIn, everybody: People, resident: Person) -> None:
    door = signed_in(everybody["carer"])
    assert "No form yet" in door.get("/police/herbert/").content.decode()
    url = f"/police/herbert/{resident.pk}/"
    given = {"completed_on": "20/11/2026", "leave": "resident", "stored_where": "Red folder", "review_on": "20/03/2090"}
    assert "less than six months" in post(door, url, 422, photo_on="01/01/2020", **given)
    resident.refresh_from_db()
    assert "Herbert Protocol form" in signed_in(everybody["manager"]).get(resident.get_absolute_url()).content.decode()
    assert "/police/herbert/" not in signed_in(everybody["auditor"]).get(resident.get_absolute_url()).content.decode()


# What it costs ------------------------------------------------------------------------------------------------------


def a_full_request(everybody: People, home: Home, resident: Person) -> PoliceRequest:
    request = building.checked(building.logged(home=home, by=everybody["manager"]), everybody)
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=everybody["manager"])
    return building.answered(request, everybody, **building.PUBLIC)


@pytest.mark.parametrize("who", ["manager", "coo"])
def test_a_list_and_a_record_cost_what_they_show(
    signed_in: SignedIn, everybody: People, home: Home, resident: Person, queries: Callable[[], Asked], who: str
) -> None:
    request = a_full_request(everybody, home, resident)
    browser = signed_in(everybody[who])

    def cost(url: str) -> int:
        with queries() as asked:
            assert browser.get(url).status_code == 200
        return len(asked.statements)

    before = {
        url: cost(url)
        for url in ("/police/", request.get_absolute_url(), "/police/herbert/" if who == "manager" else "/police/")
    }
    for number in range(6):
        building.logged(home=home, by=everybody["manager"], officer_name=f"Officer {number}")
        actions.pick(request, "other", words=f"Thing {number}", by=everybody["manager"])
        actions.say_who_is_in_it(request, name=f"Somebody {number}", role=Role.WITNESS, by=everybody["manager"])
    after = {url: cost(url) for url in before}
    assert after == before
    assert before["/police/"] <= 8
    assert before[request.get_absolute_url()] <= 12
