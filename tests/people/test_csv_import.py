"""Many people from a table: everybody or nobody."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import csv_import
from mediapolicy.people.models import Home, Invitation, User
from mediapolicy.permissions import may
from mediapolicy.roles import Role

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
GOOD = (
    "Name;E-mail;Telephone;ROLE;Home\r\n"
    "Zoë Field;zoe@larkfield.example;01632 960001;home manager;brindle court\r\n"
    "Sam Ash;sam@larkfield.example;;Director;\r\n"
)


def upload(client: Client, content: str | bytes) -> Any:
    raw = content if isinstance(content, bytes) else content.encode()
    return client.post("/people/import/", {"file": SimpleUploadedFile("people.csv", raw)})


def problems(content: str) -> list[str]:
    return [words for row in csv_import.check(csv_import.read(content.encode())) for words in row.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    rows = csv_import.read(GOOD.replace(";", separator).encode(encoding))
    assert rows[0]["name"] == "Zoë Field"
    assert rows[1] == {"name": "Sam Ash", "email": "sam@larkfield.example", "phone": "", "role": "Director", "home": ""}


@pytest.mark.clause("CRM-1")
def test_everybody_is_added_with_role_and_invitation(signed_in: SignedIn, administrator: User, home: Home) -> None:
    client = signed_in(administrator)
    assert upload(client, GOOD)["Location"] == "/people/import/check/"
    assert "2 people to add" in client.get("/people/import/check/").content.decode()
    assert not User.objects.filter(email="sam@larkfield.example").exists()
    assert (
        client.post("/people/import/check/", {"invite": "on", "form_key": str(uuid.uuid4())})["Location"] == "/people/"
    )
    zoe = User.objects.get(email="zoe@larkfield.example")
    assert [one.words for one in zoe.appointments.held()] == ["Home Manager at Brindle Court"]
    assert Invitation.objects.count() == 2
    assert "csv_rows" not in client.session
    assert client.get("/people/import/check/")["Location"] == "/people/import/"


def test_what_is_wrong_is_said_in_words(home: Home, carer: User) -> None:
    said = problems(
        "name,email,role,home\n"
        ",a@x.example,,\n"
        "A,nonsense,,\n"
        "B,b@x.example,Chef,\n"
        "C,c@x.example,Staff,Nowhere Hall\n"
        "D,d@x.example,Staff,\n"
        "E,e@x.example,Director,Brindle Court\n"
        "F,JO.PETTIFER@larkfield.example,,\n"
        "G,g@x.example,,\nH,G@x.example,,\n"
        "I,i@x.example,,Brindle Court\n"
    )
    assert said == [
        "The name is missing",
        "This is not an email address",
        "There is no role “Chef”",
        "There is no home “Nowhere Hall”",
        "Staff is a role at one home: name the home",
        "Director is for the whole organisation: leave the home empty",
        "Somebody has this email address already",
        "This email address is in the file more than once",
        "This email address is in the file more than once",
        "There is a home but no role: say what the person does there",
    ]


def test_one_bad_row_and_nobody_is_added(signed_in: SignedIn, administrator: User, home: Home) -> None:
    client = signed_in(administrator)
    upload(client, GOOD + "Bad;nonsense;;;\r\n")
    page = client.get("/people/import/check/").content.decode()
    assert "1 of 3 rows needs mending" in page
    assert "Add 3 people" not in page
    assert client.post("/people/import/check/", {}).status_code == 422
    assert not User.objects.filter(email="sam@larkfield.example").exists()


def test_a_clash_that_came_after_the_preview_adds_nobody(
    signed_in: SignedIn, administrator: User, home: Home, appoint: Any
) -> None:
    client = signed_in(administrator)
    upload(client, GOOD)
    appoint("Sam")  # whose address is the one in the file
    assert client.post("/people/import/check/", {}).status_code == 422
    assert not User.objects.filter(email="zoe@larkfield.example").exists()


def test_a_fault_half_way_adds_nobody(home: Home, founder: User) -> None:
    rows = csv_import.check(csv_import.read(GOOD.encode()))
    rows[1].given["email"] = "zoe@larkfield.example"
    with pytest.raises(Exception, match="already"):
        csv_import.add_all(rows, invite=True, by=founder)
    assert not User.objects.filter(email="zoe@larkfield.example").exists()
    assert not Invitation.objects.exists()


def test_hidden_fields_are_not_believed(signed_in: SignedIn, administrator: User) -> None:
    client = signed_in(administrator)
    forged = {"csv_rows": '[{"name": "Eve", "email": "eve@x.example", "role": "COO"}]', "rows": "x", "invite": "on"}
    assert client.post("/people/import/check/", forged)["Location"] == "/people/import/"
    assert not User.objects.filter(email="eve@x.example").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0",
        b"name,email",
        b"just words",
        b'name,email\n"' + b"x" * 200_000,
        b"\xff\xfe\x00",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_table_is_refused_in_words(signed_in: SignedIn, administrator: User, content: bytes) -> None:
    response = upload(signed_in(administrator), content)
    assert response.status_code == 422
    assert "govuk-error-message" in response.content.decode()


def test_too_many_rows_and_too_big_a_file_are_refused(signed_in: SignedIn, administrator: User) -> None:
    client = signed_in(administrator)
    many = "name,email\n" + "".join(f"P{at},p{at}@x.example\n" for at in range(2001))
    assert "2,000 go in at once" in upload(client, many).content.decode()
    assert "too big" in upload(client, b"x" * 5_000_000).content.decode()


def test_hidden_characters_are_left_out(home: Home) -> None:
    rows = csv_import.read("name,email\n\u202eEve\0\u2066,e@x.example\n".encode())
    assert rows[0]["name"] == "Eve"


def test_checking_asks_the_same_of_the_database_however_many_rows(home: Home, queries: Any) -> None:
    rows = csv_import.read(("name,email\n" + "P,p@x.example\n" * 500).encode())
    with queries() as asked:
        csv_import.check(rows)
    assert len(asked) <= 2


def test_the_template_can_be_read_back() -> None:
    assert [row["role"] for row in csv_import.read(csv_import.TEMPLATE.encode())] == ["Staff", "Director"]


def test_two_thousand_people_are_in_within_seconds(home: Home, administrator: User, queries: Any) -> None:
    """Somebody waits for the page that does it."""
    table = "name,email,phone,role,home\n" + "".join(
        f"Person {at},person{at}@larkfield.example,,Staff,Brindle Court\n" for at in range(2000)
    )
    rows = csv_import.check(csv_import.read(table.encode()))
    began = time.process_time()  # our own work: how busy the machine is says nothing
    with queries() as asked:
        csv_import.add_all(rows, invite=True, by=administrator)
    took = time.process_time() - began
    assert User.objects.filter(email__endswith="@larkfield.example", is_active=True).count() >= 2000
    assert Invitation.objects.count() == 2000
    assert Dispatch.objects.filter(kind="invitation").count() == 2000
    assert len(asked) < 130, "the statements don't grow with the people"
    assert took < 5, f"{took:.1f} s"


def test_each_of_many_is_written_as_one_alone_is(home: Home, founder: User, administrator: User) -> None:
    """Column for column: the person, the appointment, the groups and every row of history."""
    given = {"name": "Kit Marlow", "email": "kit@larkfield.example", "phone": "01632 960111"}
    csv_import.welcome_in(given, Role.STAFF, home, invite=True, by=administrator)
    rows = csv_import.check(
        csv_import.read(
            b"name,email,phone,role,home\nKit Marlow,kit2@larkfield.example,01632 960111,Staff,brindle court"
        )
    )
    csv_import.add_all(rows, invite=True, by=administrator)
    alone, of_many = (User.objects.get(email=f"kit{more}@larkfield.example") for more in ("", "2"))
    assert _told(alone) == _told(of_many)
    assert [row["verb"] for row in _told(of_many)["history"]] == ["join", "invite"]
    assert may(of_many, "log_enquiry")


OF_ITS_OWN = {"id", "email", "password", "created_at", "history_id", "history_date", "person_id", "token_hash"}
OF_ITS_OWN |= {"sealed_token", "expires_at", "_state", "history_relation_id", "_password", "_signature", "last_login"}


def _told(person: User) -> dict[str, Any]:
    appointment, invitation = person.appointments.get(), person.invitations.get()
    return {
        "person": _plain(person),
        "history": [_plain(row) for row in person.history.order_by("history_id")],  # type: ignore[attr-defined]
        "appointment": _plain(appointment),
        "appointed": [_plain(row) for row in appointment.history.all()],  # type: ignore[attr-defined]
        "groups": list(person.groups.values_list("name", flat=True)),
        "invitation": _plain(invitation),
        "owed": Dispatch.objects.filter(key=f"invitation:{invitation.pk}").count(),
    }


def _plain(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in OF_ITS_OWN
    }
