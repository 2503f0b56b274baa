"""Settings, rota, bank holidays, versions and homes, as an administrator sees them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mediapolicy.organisation import actions
from mediapolicy.organisation.models import BankHoliday, OnCall, Organisation, OrganisationSetting
from mediapolicy.people.models import Home, User
from mediapolicy.policy import actions as policy
from mediapolicy.policy.models import PolicyVersion, words_to_say
from mediapolicy.policy.tables import all_settings
from mediapolicy.refusals import Missing, Refused

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PAGES = ["/settings/", "/settings/name/", "/settings/words/", "/settings/policy/", "/settings/on-call/"]
PAGES += ["/settings/bank-holidays/", "/homes/", "/homes/add/", "/homes/{home}/", "/homes/{home}/change/"]
PAGES += ["/homes/{home}/close/"]


@pytest.fixture
def version(founder: User) -> PolicyVersion:
    day = date(2020, 11, 16)
    made = policy.load_version(
        number="V1",
        effective_on=day,
        approved_by="A Director",
        approved_on=day,
        next_review_on=date(2027, 1, 1),
        by=founder,
    )
    policy.bring_into_force(made, by=founder)
    return made


@pytest.fixture
def client(signed_in: SignedIn, administrator: User) -> Client:
    return signed_in(administrator)


@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "coo", "auditor", "stranger"])
def test_for_everyone_else_these_pages_do_not_exist(
    who: str, request: pytest.FixtureRequest, signed_in: SignedIn, other_home: Home, version: PolicyVersion
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for page in PAGES:
        assert client.get(page.format(home=other_home.pk)).status_code == 404, page
        assert client.post(page.format(home=other_home.pk), {"name": "X"}).status_code == 404, page
    for step in ("on-call/{}/take-off", "bank-holidays/{}/take-out", "policy/{}/bring-into-force"):
        assert client.post(f"/settings/{step.format(uuid.uuid4())}/").status_code == 404


def test_an_administrator_opens_them_all(client: Client, home: Home, version: PolicyVersion) -> None:
    for page in PAGES:
        assert client.get(page.format(home=home.pk)).status_code == 200, page


def as_shown(**changed: int) -> dict[str, str]:
    """What the form sends back: each value, and beside it the value that the page was made with."""
    now = {key: actions.setting(key) for key in all_settings()}
    sent = {key: str(changed.get(key, value)) for key, value in now.items()}
    return sent | {f"initial-{key}": str(value) for key, value in now.items()}


@pytest.mark.clause("BR-2")
def test_only_what_was_changed_is_saved_and_signed(client: Client, administrator: User) -> None:
    given = as_shown(home_manager_urgent=10, reply_margin=90) | {"form_key": str(uuid.uuid4())}
    assert client.post("/settings/", given)["Location"] == "/settings/"
    assert {one.key: one.value for one in OrganisationSetting.objects.all()} == {
        "home_manager_urgent": 10,
        "reply_margin": 90,
    }
    row = OrganisationSetting.history.get(key="reply_margin")
    assert (row.verb, row.history_user, row.clause) == ("set", administrator, "BR-2")
    assert "Tomasz Wren set this" in client.get("/settings/").content.decode()
    client.post("/settings/", as_shown(reply_margin=120) | {"form_key": str(uuid.uuid4())})
    assert actions.setting("reply_margin") == 120
    assert OrganisationSetting.history.filter(key="home_manager_urgent").count() == 1


def test_an_old_page_does_not_undo_what_another_changed(client: Client, founder: User) -> None:
    old_page = as_shown(reply_margin=90)
    actions.change_setting("home_manager_urgent", 5, by=founder)
    client.post("/settings/", old_page)
    assert (actions.setting("home_manager_urgent"), actions.setting("reply_margin")) == (5, 90)


@pytest.mark.parametrize("odd", ["", "-1", "999999999999999999999", "\0", "ten", "1e9", "x" * 100_000])
def test_a_value_out_of_bounds_is_refused_in_words(client: Client, odd: str) -> None:
    response = client.post("/settings/", as_shown() | {"reply_margin": odd})
    assert response.status_code == 422
    assert "Enter a number between 0 and 1,440" in response.content.decode()
    assert not OrganisationSetting.objects.exists()


def test_only_an_administrator_changes_a_setting(director: User) -> None:
    with pytest.raises(Refused):
        actions.change_setting("reply_margin", 5, by=director)


def test_the_name_is_changed(client: Client) -> None:
    client.post("/settings/name/", {"name": "Larkfield\u202e Homes"})
    assert Organisation.objects.get().name == "Larkfield Homes"


@pytest.mark.clause("ME-1a")
def test_words_change_with_a_new_version_and_never_in_force(client: Client, version: PolicyVersion) -> None:
    in_force = client.get("/settings/words/")
    given = {one.name: one.value() for one in in_force.context["form"]}
    initial = {f"initial-{name}": value for name, value in given.items()}
    other = {**given, **initial, "say_to_press": "No comment. Thank you."}
    assert client.post("/settings/words/", other).status_code == 409
    new = {"number": "V2", "effective_on": "01/02/2027", "approved_by": "A Director", "approved_on": "01/01/2027"}
    client.post("/settings/policy/", {**new, "next_review_on": "01/02/2028"})
    assert client.post("/settings/words/", other).status_code == 302
    wrong = client.post("/settings/words/", {**given, **initial, "decline": "Dear {nobody.__class__}"})
    assert "Only these can be filled in" in wrong.content.decode()
    assert words_to_say("say_to_press") == given["say_to_press"]
    client.post(f"/settings/policy/{PolicyVersion.objects.get(number='V2').pk}/bring-into-force/")
    assert words_to_say("say_to_press") == "No comment. Thank you."
    assert words_to_say("decline") == given["decline"]


@pytest.mark.clause("DC-1")
def test_a_new_version_changes_nothing_until_it_is_in_force(client: Client, version: PolicyVersion) -> None:
    given = {"number": "V2", "effective_on": "01/02/2027", "approved_by": "A Director", "approved_on": "01/01/2027"}
    given["next_review_on"] = "01/02/2028"
    assert client.post("/settings/policy/", given).status_code == 302
    assert client.post("/settings/policy/", given).status_code == 422
    second = PolicyVersion.objects.get(number="V2")
    assert PolicyVersion.objects.get(state="in force") == version
    client.post(f"/settings/policy/{second.pk}/bring-into-force/")
    assert PolicyVersion.objects.get(state="in force") == second
    assert client.post(f"/settings/policy/{second.pk}/bring-into-force/").status_code == 409


def turn(person: User) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=3)
    following = day + timedelta(days=1)
    begins = {"starts_at_0": f"{day:%d/%m/%Y}", "starts_at_1": "17:00"}
    return {"person": str(person.pk), **begins, "ends_at_0": f"{following:%d/%m/%Y}", "ends_at_1": "09:00"}


@pytest.mark.clause("ME-1b")
def test_a_turn_is_for_somebody_who_may_take_an_approach_up(
    client: Client, director: User, carer: User, founder: User
) -> None:
    assert "Choose" in client.post("/settings/on-call/", turn(carer)).content.decode()
    start = timezone.now()
    with pytest.raises(Missing, match="can't be on call"):
        actions.put_on_call(carer, start, start + timedelta(hours=1), by=founder)
    assert client.post("/settings/on-call/", turn(director)).status_code == 302
    made = OnCall.objects.get()
    assert made.person == director
    assert "Daniel Marsh-Cole" in client.get("/settings/on-call/").content.decode()
    client.post(f"/settings/on-call/{made.pk}/take-off/")
    assert not OnCall.objects.coming().exists()


@pytest.mark.parametrize(
    ("field", "odd"), [("ends_at_0", "01/01/2020"), ("ends_at_1", "25:99"), ("starts_at_0", "\0"), ("person", "x")]
)
def test_a_turn_that_makes_no_sense_is_refused(client: Client, director: User, field: str, odd: str) -> None:
    assert client.post("/settings/on-call/", turn(director) | {field: odd}).status_code == 422
    assert not OnCall.objects.exists()


def test_a_bank_holiday_is_entered_once_and_taken_out(client: Client) -> None:
    given = {"day": "28/12/2026", "nation": "ENG", "name": "Extra day", "is_worked": "no"}
    assert client.post("/settings/bank-holidays/", given).status_code == 302
    assert client.post("/settings/bank-holidays/", given).status_code == 422
    holiday = BankHoliday.objects.get()
    assert not holiday.is_worked
    client.post(f"/settings/bank-holidays/{holiday.pk}/take-out/")
    assert client.post("/settings/bank-holidays/", {**given, "is_worked": "yes"}).status_code == 302
    assert BankHoliday.objects.get(state="kept").is_worked


def test_homes_are_added_changed_and_closed(client: Client, home: Home, carer: User) -> None:
    assert "already" in client.post("/homes/add/", {"name": "brindle court", "nation": "ENG"}).content.decode()
    made = client.post("/homes/add/", {"name": "Fen View", "town": "Ely", "nation": "WLS"})
    fen = Home.objects.get(name="Fen View")
    assert made["Location"] == f"/homes/{fen.pk}/"
    given = {
        "name": "Fen View",
        "town": "Soham",
        "telephone": "01632 960555",
        "nation": "ENG",
        "opens_at": "08:00",
        "closes_at": "07:00",
    }
    assert "close after it opens" in client.post(f"/homes/{fen.pk}/change/", given).content.decode()
    client.post(f"/homes/{fen.pk}/change/", {**given, "closes_at": "18:30"})
    fen.refresh_from_db()
    assert (fen.town, fen.telephone, f"{fen.closes_at:%H:%M}") == ("Soham", "01632 960555", "18:30")
    assert fen.history.latest().telephone == "01632 960555"
    assert "Telephone 01632 960555" in client.get(f"/homes/{fen.pk}/").content.decode()
    assert client.post(f"/homes/{fen.pk}/close/", {"note": ""})["Location"] == "/homes/"
    assert client.get(f"/homes/{fen.pk}/change/").status_code == 404
    assert client.post(f"/homes/{home.pk}/close/", {"note": ""}).status_code == 422
    assert "1 person still holds a role" in client.get(f"/homes/{home.pk}/close/").content.decode()


@pytest.mark.parametrize("page", ["/settings/", "/homes/", "/settings/on-call/"])
def test_lists_cost_the_same_however_long(
    client: Client, founder: User, director: User, page: str, queries: Any
) -> None:
    from mediapolicy.people.actions import open_home

    def cost() -> int:
        with queries() as asked:
            client.get(page)
        return sum(1 for one in asked.captured_queries if "SAVEPOINT" not in one["sql"])

    def more(number: int) -> None:
        for at in range(number):
            start = timezone.now() + timedelta(days=at)
            actions.put_on_call(director, start, start + timedelta(hours=8), by=founder)
            open_home(name=f"Home {uuid.uuid4()}", town="", nation="ENG", by=founder)
            for key in list(all_settings())[: at + 1]:
                actions.change_setting(key, actions.setting(key) + 1, by=founder)

    more(1)
    few = cost()
    more(5)
    assert cost() == few
    assert few <= 8
