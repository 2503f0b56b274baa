"""All of history on one page: for whom, what of it, and nothing of an ongoing matter."""

from __future__ import annotations

import csv
import io
import logging
import re
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from guardian.shortcuts import assign_perm

from approvals.models import Approval
from enquiries import actions
from enquiries.contacts.actions import add_contact
from enquiries.models import Enquiry
from mediapolicy.history import browse, views
from mediapolicy.history.changes import marked
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.policy import actions as policy
from mediapolicy.spreadsheets import safe
from pressroom.models import Statement
from tests import builders
from tests.stage import kept

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SECRET = "Wants to know whose ambulance it was"


def page(client: Client, url: str = "/history/", **given: str) -> str:
    """The page's text, without what is made anew for each answer."""
    answer = client.get(url, given)
    assert answer.status_code == 200
    return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def lock(*records: Enquiry | Statement | Approval) -> None:
    """What an ongoing matter does to a record."""
    for record in records:
        type(record).objects.filter(pk=record.pk).update(is_locked=True)


@kept
def enquiry(carer: User, manager: User, marketing: User, home: Home) -> Enquiry:
    found = builders.an_approach(by=carer, home=home, question=SECRET)
    actions.pass_on(found, marketing, by=manager, note="The reporter knows the family.")
    return found


@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "coo", "safeguarding", "stranger"])
@pytest.mark.parametrize("url", ["/history/", "/history/export.csv", "/history/enquiry/{pk}/"])
def test_to_those_who_do_not_review_history_there_is_no_such_page(
    who: str, url: str, enquiry: Enquiry, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(url.format(pk=enquiry.pk)).status_code == 404


def test_an_auditor_reads_who_did_what_as_what_under_which_clause(
    enquiry: Enquiry, auditor: User, signed_in: SignIn
) -> None:
    shown = page(signed_in(auditor))
    for words in ("Moira Teasdale", "as Home Manager", "Passed on", enquiry.reference, "ME-1c", "Brindle Court"):
        assert words in shown
    assert "With the Home Manager" in shown  # states by their words, not their codes
    assert "with home manager" not in shown
    assert SECRET in shown
    assert "The reporter knows the family." in shown


def test_an_administrator_reads_the_same_without_the_words(
    enquiry: Enquiry, administrator: User, signed_in: SignIn
) -> None:
    client = signed_in(administrator)
    for url in ("/history/", f"/history/enquiry/{enquiry.pk}/", "/history/export.csv"):
        shown = page(client, url)
        assert enquiry.reference in shown
        assert "With the Home Manager" in shown
        assert "question" in shown.lower()  # that it was written is no secret
        for words in (SECRET, "Tamsin Rudd", "courier.example", "knows the family"):
            assert words not in shown, url


def test_an_administrator_reads_what_administrators_set(administrator: User, founder: User, signed_in: SignIn) -> None:
    organisation.change_setting("home_manager_urgent", 20, by=founder)
    shown = page(signed_in(administrator), kind="organisationsetting")
    assert re.search(r"Value: 15 .*?20", shown, re.S), "the first change of all began at the default"
    organisation.change_setting("home_manager_urgent", 10, by=founder)
    shown = page(signed_in(administrator), kind="organisationsetting")
    assert "Urgent: the Home Manager has (minutes)" in shown
    assert re.search(r"Value: 20 .*?10", shown, re.S)


def test_an_appointment_says_which_role_and_who_gave_it_as_what(
    manager: User, auditor: User, signed_in: SignIn
) -> None:
    shown = page(signed_in(auditor), verb="appoint")
    assert "Moira Teasdale, Home Manager" in shown
    row = manager.appointments.get().history.get()  # type: ignore[attr-defined]
    assert (row.role, row.as_role) == ("home_manager", "administrator")


@pytest.mark.clause("DC-1")
def test_each_decision_stands_with_the_policy_version_it_was_made_under(
    carer: User, home: Home, founder: User, auditor: User, signed_in: SignIn
) -> None:
    day = date(2026, 1, 5)
    for number in ("1.0", "2.0"):
        version = policy.load_version(
            number=number, effective_on=day, approved_by="The board", approved_on=day, next_review_on=day, by=founder
        )
        policy.bring_into_force(version, by=founder)
        builders.an_approach(by=carer, home=home)
    logged = Enquiry.history.filter(verb="log").order_by("history_id")
    assert [row.policy_version for row in logged] == ["OPSR102 1.0", "OPSR102 2.0"]
    assert "OPSR102 1.0, OPSR102 2.0" in page(signed_in(auditor), verb="log")


def test_a_step_that_time_takes_is_said_to_be_automatic(enquiry: Enquiry, auditor: User, signed_in: SignIn) -> None:
    Enquiry.objects.filter(pk=enquiry.pk).update(state="with home manager", hand_on_by=enquiry.created_at)
    actions.pass_up(Enquiry.objects.get(pk=enquiry.pk))
    assert "automatic" in page(signed_in(auditor), verb="pass up when time runs out")


class TestOngoingMatters:
    """Nobody can learn that there is one."""

    @pytest.mark.clause("CC-2")
    @pytest.mark.parametrize("who", ["auditor", "administrator"])
    def test_with_a_locked_record_or_without_it_the_page_is_the_same(
        self,
        who: str,
        enquiry: Enquiry,
        carer: User,
        marketing: User,
        director: User,
        home: Home,
        signed_in: SignIn,
        request: pytest.FixtureRequest,
        queries: Callable[[], object],
    ) -> None:
        client = signed_in(request.getfixturevalue(who))
        urls = ("/history/", "/history/export.csv", f"/history/enquiry/{enquiry.pk}/")
        page(client, urls[-1])  # that an Auditor reads it is a row of its own
        before = [page(client, url) for url in urls]
        secret = builders.an_approach(by=carer, home=home)
        contact = add_contact(name="Rex Farrar", outlet="Northern Matter", enquiry=secret.pk, by=marketing)
        builders.signed(secret, by=marketing, director=director)
        Enquiry.objects.filter(pk=secret.pk).update(contact=contact)
        assert secret.reference in page(client)  # until it is locked
        assert secret.statement is not None
        lock(secret)  # what hangs on it goes with it, locked itself or not
        assert [page(client, url) for url in urls] == before
        approval = Approval.objects.get(subject_id=secret.statement.pk)
        for record in (secret, secret.statement, approval, contact):
            url = f"/history/{record._meta.model_name}/{record.pk}/"
            assert client.get(url).status_code == 404
            missing = client.get(f"/history/{record._meta.model_name}/{uuid.uuid4()}/")
            assert missing.status_code == 404
            assert page(client, words=record.reference).count("No change fits") == 1

    def test_it_costs_no_other_number_of_statements(
        self, enquiry: Enquiry, auditor: User, signed_in: SignIn, queries: Callable[[], object]
    ) -> None:
        client = signed_in(auditor)
        counts = []
        for _ in range(2):
            with queries() as asked:  # type: ignore[attr-defined]
                page(client)
            counts.append(len(asked))
            lock(enquiry)
        assert counts[0] == counts[1]

    def test_one_to_whom_it_was_shared_reads_it(self, enquiry: Enquiry, auditor: User, signed_in: SignIn) -> None:
        lock(enquiry)
        assert enquiry.reference not in page(signed_in(auditor))
        assign_perm("enquiries.view_enquiry", auditor, enquiry)
        assert enquiry.reference in page(signed_in(auditor))

    def test_a_record_that_points_at_a_locked_one_does_not_say_so(
        self, enquiry: Enquiry, carer: User, home: Home, marketing: User, auditor: User, signed_in: SignIn
    ) -> None:
        other = builders.an_approach(by=carer, home=home)
        actions.merge(enquiry, other, by=marketing, note="The same story.")
        assert "Merged into: " in page(signed_in(auditor))
        lock(other)
        shown = page(signed_in(auditor))
        assert "Merged into: " not in shown
        assert other.reference not in shown

    def test_a_lock_that_was_lifted_leaves_no_mark(self, enquiry: Enquiry, auditor: User, signed_in: SignIn) -> None:
        shown = page(signed_in(auditor)).lower()
        assert "locked" not in shown.replace("lock the link", "").replace(
            "link locked", ""
        )  # a link to sign, not a matter


class TestPaging:
    """Page by key: everything once, whatever happens meanwhile."""

    def test_every_change_comes_once(self, enquiry: Enquiry, marketing: User, auditor: User, signed_in: SignIn) -> None:
        for number in range(60):
            actions.add_note(enquiry, f"Note {number}", by=marketing)
        client, url, keys = signed_in(auditor), "/history/", []
        while url:
            answer = client.get(url)
            keys += [row.entry.key for row in answer.context["told"]]
            url = "/history/" + answer.context["older_url"] if answer.context["older_url"] else ""
        total = sum(table.rows._default_manager.count() for table in browse.history_tables())
        assert len(keys) == len(set(keys)) == total
        assert keys == sorted(keys, key=lambda key: (key.at, key.table, key.row), reverse=True)

    def test_more_rows_cost_no_more_statements(
        self, enquiry: Enquiry, marketing: User, auditor: User, signed_in: SignIn, queries: Callable[[], object]
    ) -> None:
        client = signed_in(auditor)
        counts = []
        for _ in range(2):
            with queries() as asked:  # type: ignore[attr-defined]
                page(client)
            counts.append([one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]])
            for number in range(60):
                actions.add_note(enquiry, f"Note {number}", by=marketing)
        assert len(counts[0]) == len(counts[1]) <= 8


@pytest.mark.parametrize(
    ("given", "holds", "lacks"),
    [
        ({"words": "enq-"}, "Approach logged", "Works here"),
        ({"words": "pettifer"}, "Jo Pettifer, Staff", "Approach logged"),
        ({"person": "moira"}, "Passed on", "Approach logged"),
        ({"person": "nobody by that name"}, "No change fits", "Approach logged"),
        ({"kind": "enquiry"}, "Approach logged", "Larkfield Care</a>"),
        ({"verb": "log"}, "Approach logged", "as Home Manager"),
        ({"clause": "ME-1c"}, "Passed on", "as Staff"),
        ({"since": "01/01/2024"}, "Approach logged", "No change fits"),
        ({"until": "01/01/2024"}, "No change fits", "Approach logged"),
    ],
)
def test_the_filter_narrows(
    given: dict[str, str], holds: str, lacks: str, enquiry: Enquiry, auditor: User, signed_in: SignIn
) -> None:
    shown = page(signed_in(auditor), **given)
    body = shown[shown.index("</form>", shown.index("mp-filter")) :]
    assert holds in body
    assert lacks not in body


def test_the_filter_by_home(enquiry: Enquiry, other_home: Home, home: Home, auditor: User, signed_in: SignIn) -> None:
    assert enquiry.reference in page(signed_in(auditor), home=str(home.pk))
    assert enquiry.reference not in page(signed_in(auditor), home=str(other_home.pk))


FIELDS = ("words", "person", "home", "kind", "verb", "clause", "since", "until", "before")


@pytest.mark.parametrize(
    "nonsense",
    ["\x00", "\u202egnp", "x" * 5_000_000, "'; drop table", "9" * 20, "31/02/2026", "01/01/0001", "12/12/9999"],
    ids=["nul", "bidi", "5 MB", "sql", "huge", "no day", "year 1", "year 9999"],
)
def test_forged_values_break_nothing(nonsense: str, auditor: User, signed_in: SignIn) -> None:
    client = signed_in(auditor)
    for name in FIELDS:
        assert client.get("/history/", {name: nonsense}).status_code == 200, name
        assert client.get("/history/export.csv", {name: nonsense}).status_code in (200, 404), name


@pytest.mark.parametrize(
    "key",
    [
        "2026-01-01T00:00:00+00:00_2_99999999999",
        "9999-12-31T23:59:59+00:00_0_0",
        "2026-01-01_1_1",
        "__",
        "a_b_c",
        "²_²_²",
    ],
)
def test_a_forged_place_is_no_place(key: str, auditor: User, signed_in: SignIn) -> None:
    assert signed_in(auditor).get("/history/", {"before": key}).status_code == 200


class TestOneRecord:
    """The same browser, for one record."""

    def test_it_shows_that_record_alone_and_leads_to_it(
        self, enquiry: Enquiry, carer: User, home: Home, auditor: User, administrator: User, signed_in: SignIn
    ) -> None:
        other = builders.an_approach(by=carer, home=home)
        shown = page(signed_in(auditor), f"/history/enquiry/{enquiry.pk}/")
        assert enquiry.reference in shown
        assert other.reference not in shown
        assert enquiry.get_absolute_url() in shown
        assert enquiry.get_absolute_url() not in page(signed_in(administrator), f"/history/enquiry/{enquiry.pk}/")

    def test_there_is_no_page_for_an_unknown_kind(self, enquiry: Enquiry, auditor: User, signed_in: SignIn) -> None:
        assert signed_in(auditor).get(f"/history/session/{enquiry.pk}/").status_code == 404


class TestExport:
    """A file that a spreadsheet opens and cannot be made to run."""

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "  ="])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        assert safe(f"{start}cmd|calc") == f"'{start}cmd|calc"
        assert safe("plain") == "plain"

    def test_it_holds_what_the_page_holds(
        self, enquiry: Enquiry, auditor: User, signed_in: SignIn, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO, logger="mediapolicy.history.views"):
            answer = signed_in(auditor).get("/history/export.csv", {"words": enquiry.reference})
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="history-')
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row[3] for row in rows[1:]] == ["Passed on", "Passed to the Home Manager", "Approach logged"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+0[01]:00", rows[1][0])
        (line,) = [one for one in caplog.records if one.msg == "history exported"]
        assert (line.__dict__["by"], line.__dict__["rows"], line.__dict__["filters"]) == (auditor.pk, 3, "words")

    def test_it_says_when_it_was_cut(
        self, enquiry: Enquiry, auditor: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "MOST", 2)
        answer = signed_in(auditor).get("/history/export.csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 4
        assert rows[-1][0].startswith("Cut at")


def test_words_that_changed_are_marked_with_a_few_around_them() -> None:
    before = "The path was mended last week. " + "It is safe. " * 20
    parts = marked(before, before.replace("mended last week.", "relaid on 19 November."))
    assert ("removed", "mended last week.") in parts
    assert ("added", "relaid on 19 November.") in parts
    assert sum(len(text) for _, text in parts) < 120
