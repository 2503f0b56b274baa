"""Many people from a table: everybody or nobody, and nothing about health."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consent.people import register_import
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.spreadsheets import Unreadable
from tests.conftest import Asked
from tests.consent.builders_people import a_person

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
IMPORT, CHECK = "/consent/people/import/", "/consent/people/import/check/"
GOOD = (
    "Name;Called;Kind;Home;Date of birth;E-mail;Room\r\n"
    "Zoë Field;Zo;resident;brindle court;;;12\r\n"
    "Sam Ash;;Member of staff;;;sam@ash.example;\r\n"
    "Tim Ash;;child;Brindle Court;03/05/2019;;\r\n"
)


def upload(client: Client, content: str) -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile("people.csv", content.encode())})


def problems(content: str, by: User) -> list[str]:
    read = register_import.read(content.encode())
    return [words for row in register_import.check(read["rows"], by=by) for words in row.problems]


@pytest.mark.clause("SM-26")
def test_everybody_is_added_after_a_look(signed_in: SignedIn, manager: User, home: Home) -> None:
    client = signed_in(manager)
    assert upload(client, GOOD)["Location"] == CHECK
    said = client.get(CHECK).content.decode()
    assert "3 people to add" in said
    assert "These columns are left out: Room." in said
    assert not Person.objects.exists()
    assert client.post(CHECK, {"form_key": str(uuid.uuid4())})["Location"] == "/consent/people/"
    found = {one.name: one for one in Person.objects.all()}
    assert {one.home for one in found.values()} == {home}
    assert (found["Zoë Field"].first_name, found["Zoë Field"].kind) == ("Zo", "resident")
    assert (found["Sam Ash"].email, found["Tim Ash"].born_on) == ("sam@ash.example", date(2019, 5, 3))
    assert Person.history.filter(verb="add person", history_user=manager).count() == 3
    assert "register_rows" not in client.session
    assert client.get(CHECK)["Location"] == IMPORT


def test_a_table_of_names_does_not_ask_who_of_them_a_matter_hides(manager: User, home: Home) -> None:
    hidden, kept, known = (a_person(name, by=manager, home=home) for name in ("Ivy Hidden", "Ivy Kept", "Ivy Known"))
    Person.objects.filter(pk=hidden.pk).update(is_locked=True)
    Person.objects.filter(pk=kept.pk).update(kept_from_home=True)
    found = problems("Name,Kind\r\nIvy Hidden,resident\r\nIvy Kept,resident\r\nIvy Known,resident\r\n", manager)
    assert found == ["Somebody of this name is on the list of this home already"]
    assert known.name == "Ivy Known"


@pytest.mark.parametrize(
    "heading",
    [
        "Diagnosis",
        "Health",
        "Mental capacity",
        "Has dementia?",
        "Medical notes",
        "NHS number",
        "DoLS",
        "MCA",
        "Condition",
    ],
)
def test_a_column_about_health_is_refused_with_the_reason(
    signed_in: SignedIn, manager: User, home: Home, heading: str
) -> None:
    client = signed_in(manager)
    said = upload(client, f"name,kind,{heading}\nIvy,resident,x\n").content.decode()
    assert f"Take out the column “{heading}”" in said
    assert "one decision at a time" in said
    assert "register_rows" not in client.session


def test_an_ordinary_column_is_not_taken_for_one_about_health() -> None:
    assert register_import.read(b"name,kind,room,key worker,employees\nIvy,resident,1,Jo,\n")["left_out"] == [
        "room",
        "key worker",
        "employees",
    ]


def test_what_is_wrong_is_said_in_words(manager: User, home: Home, other_home: Home) -> None:
    a_person("Ivy Marlowe", by=manager, home=home)
    said = problems(
        "name,kind,home,born,email\n"
        ",resident,,,\n"
        "A,chef,,,\n"
        "B,,,,\n"
        "C,child,,,\n"
        "D,resident,Alder House,,\n"
        "E,resident,,31/02/1930,\n"
        "F,resident,,01/01/1780,\n"
        "G,resident,,01/01/2999,\n"
        "H,resident,,,nonsense\n"
        "IVY MARLOWE,resident,,,\n"
        "J,visitor,,,\nj,visitor,,,\n",
        manager,
    )
    assert said == [
        "The name is missing",
        "We don’t know the kind “chef”",
        "Say who they are",
        "Enter the child’s date of birth: it decides who has to agree",
        "There is no home “Alder House” whose list you keep",
        "“31/02/1930” is not a day we can read: write it as 24/11/1931",
        "The date of birth can’t be right",
        "The date of birth can’t be right",
        "This is not an email address",
        "Somebody of this name is on the list of this home already",
        "This person is in the file more than once",
        "This person is in the file more than once",
    ]


def test_who_keeps_every_list_names_the_home(data_protection: User, home: Home, other_home: Home) -> None:
    assert problems("name,kind\nA,resident\n", data_protection) == ["Name the home"]
    assert problems("name,kind,home\nA,resident,alder house\n", data_protection) == []


def test_one_bad_row_and_nobody_is_added(signed_in: SignedIn, manager: User, home: Home) -> None:
    client = signed_in(manager)
    upload(client, GOOD + "Bad;;chef;;;;\r\n")
    assert "1 of 4 rows needs mending" in client.get(CHECK).content.decode()
    assert client.post(CHECK, {"form_key": str(uuid.uuid4())}).status_code == 422
    assert not Person.objects.exists()


def test_a_double_click_adds_everybody_once(signed_in: SignedIn, manager: User, home: Home) -> None:
    client, key = signed_in(manager), str(uuid.uuid4())
    upload(client, GOOD)
    session = client.session
    rows = session["register_rows"]
    assert client.post(CHECK, {"form_key": key}).status_code == 302
    session = client.session
    session["register_rows"] = rows
    session.save()
    client.post(CHECK, {"form_key": key})
    assert Person.objects.count() == 3


def test_a_fault_half_way_adds_nobody(manager: User, home: Home) -> None:
    rows = register_import.check(register_import.read(GOOD.encode())["rows"], by=manager)
    rows[1].given["name"] = "x" * 500
    with pytest.raises(Exception, match="too long"):
        register_import.add_all(rows, by=manager)


def test_too_much_is_refused() -> None:
    many = "name,kind\n" + "".join(f"P{at},resident\n" for at in range(2001))
    with pytest.raises(Unreadable, match="2,000 go in at once"):
        register_import.read(many.encode())


def test_two_thousand_rows_go_in_within_five_seconds(
    signed_in: SignedIn, manager: User, home: Home, queries: Callable[[], Asked]
) -> None:
    client = signed_in(manager)
    many = "name,kind,home\n" + "".join(f"Person {at},resident,Brindle Court\n" for at in range(2000))
    began = time.thread_time()  # not the clock on the wall, which tells how busy the machine is
    upload(client, many)
    client.get(CHECK)
    with queries() as asked:
        assert client.post(CHECK, {"form_key": str(uuid.uuid4())}).status_code == 302
    took = time.thread_time() - began
    assert (Person.objects.count(), Person.history.count()) == (2000, 2000)
    assert len(asked.statements) <= 20, len(asked.statements)
    assert took < 4, took


@pytest.mark.parametrize(
    "who", ["marketing", "director", "coo", "auditor", "stranger", "administrator", "safeguarding"]
)
def test_the_import_is_not_there_for_others(signed_in: SignedIn, who: str, request: pytest.FixtureRequest) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert [client.get(url).status_code for url in (IMPORT, CHECK, f"{IMPORT}template.csv")] == [404] * 3
