"""Every view of an enquiry, a journalist, a statement or a sign-off is kept, and whoever reviews history can read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from enquiries import actions, advising
from enquiries.files import add_file
from enquiries.models import Enquiry
from mediapolicy.history.openings import SLOT, Opening, kinds_opened
from mediapolicy.history.wanted import tables
from mediapolicy.models import Opening as GatheredOpening
from mediapolicy.people.models import Home, User
from tests import builders
from tests.access.conftest import lock, picture
from tests.conftest import Asked
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-2")]
SignIn = Callable[[User], Client]


@kept
def enquiry(carer: User, marketing: User, director: User, home: Home) -> Enquiry:
    """One with a statement that waits for a Director, a contact and a file."""
    found = builders.an_approach(by=carer, home=home)
    builders.sent_for_sign_off(found, by=marketing)
    found.refresh_from_db()
    actions.link_contact(found, None, by=marketing)
    return found


def addresses(enquiry: Enquiry) -> dict[str, list[str]]:
    """The pages that show what is in a record, by the kind of record."""
    statement, approval = enquiry.statement, Approval.objects.get(subject_id=enquiry.statement_id)
    assert statement is not None
    page = f"/enquiries/{enquiry.pk}/"
    return {
        "enquiry": [page, f"{page}add-a-note/", f"{page}change-the-facts/", f"{page}link-contact/"],
        "contact": [f"/contacts/{enquiry.contact_id}/{more}" for more in ("", "change/", "remove/")],
        "statement": [f"/statements/{statement.pk}/", f"/statements/{statement.pk}/versions/1/"],
        "approval": [f"/sign-offs/{approval.pk}/"],
    }


def kept(**which: Any) -> list[tuple[str, str, str]]:
    """What is kept: the kind of record, who, in which role."""
    found = Opening.objects.filter(**which).order_by("id")
    return list(found.values_list("kind", "person__name", "as_role"))


def test_each_page_of_a_record_keeps_who_opened_it_as_what(
    enquiry: Enquiry, marketing: User, signed_in: SignIn
) -> None:
    browser = signed_in(marketing)
    for kind, urls in addresses(enquiry).items():
        for url in urls:
            with transaction.atomic():
                assert browser.get(url).status_code == 200, url
                assert kept() == [(kind, "Priya Anand", "marketing_manager")], url
                transaction.set_rollback(True)
    # The others are opened in the tests of their own rooms.
    elsewhere = {"matter", "pressrelease", "accessrequest", "undercoverreport", "policerequest"}
    assert {model._meta.model_name for model in kinds_opened()} == set(addresses(enquiry)) | elsewhere


def test_a_file_of_an_enquiry_is_part_of_it(enquiry: Enquiry, marketing: User, signed_in: SignIn) -> None:
    file = add_file(enquiry, picture(), by=marketing)
    assert signed_in(marketing).get(f"/enquiries/{enquiry.pk}/files/{file.pk}/").status_code == 200
    assert kept() == [("enquiry", "Priya Anand", "marketing_manager")]


def test_whose_advice_is_asked_is_kept_without_a_role_of_the_press_office(
    enquiry: Enquiry, marketing: User, data_protection: User, signed_in: SignIn
) -> None:
    fresh = builders.taken_up(builders.an_approach(by=marketing, home=enquiry.home), by=marketing)
    advising.seek_advice(fresh, "data_protection", "May we?", asked_of=data_protection, by=marketing)
    assert signed_in(data_protection).get(f"/enquiries/{fresh.pk}/").status_code == 200
    assert kept() == [("enquiry", "Owen Castell", "data_protection_lead")]


def test_what_one_may_not_open_keeps_nothing(
    enquiry: Enquiry, carer: User, other_manager: User, signed_in: SignIn
) -> None:
    for person in (carer, other_manager):
        assert signed_in(person).get(f"/enquiries/{enquiry.pk}/").status_code == 404
    assert kept() == []


def test_a_reload_adds_no_row_until_the_quarter_of_an_hour_is_over(
    enquiry: Enquiry, manager: User, marketing: User, signed_in: SignIn
) -> None:
    url = f"/enquiries/{enquiry.pk}/"
    with time_machine.travel("2026-11-24 10:01:00+00:00", tick=False) as clock:
        desk, home = signed_in(marketing), signed_in(manager)
        for _ in range(3):
            desk.get(url)
            home.get(url)
            clock.shift(60)
        assert len(kept()) == 2
        clock.shift(SLOT)
        desk.get(url)
        assert len(kept()) == 3


def test_it_costs_one_statement_whether_it_is_the_first_look_or_not(
    enquiry: Enquiry, marketing: User, signed_in: SignIn, queries: Callable[[], Asked]
) -> None:
    browser = signed_in(marketing)
    counts = []
    for _ in range(2):
        with queries() as asked:
            browser.get(f"/enquiries/{enquiry.pk}/")
        counts.append(len(asked.statements))
        assert sum("mediapolicy_opening" in one for one in asked.statements) == 1
    assert counts[0] == counts[1] <= 12


def test_the_database_was_told_who_looks_too(enquiry: Enquiry, marketing: User, signed_in: SignIn) -> None:
    with connection.cursor() as cursor:  # the request's own transaction is a savepoint here: say it for both
        cursor.execute("select set_config('app.actor', %s, true)", [str(marketing.pk)])
    signed_in(marketing).get(f"/enquiries/{enquiry.pk}/")
    assert Opening.objects.get().acting == str(marketing.pk)


@pytest.mark.parametrize("statement", ["update {} set as_role = ''", "delete from {}"])
def test_the_database_keeps_them(enquiry: Enquiry, marketing: User, signed_in: SignIn, statement: str) -> None:
    signed_in(marketing).get(f"/enquiries/{enquiry.pk}/")
    with pytest.raises(DatabaseError, match="History is kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(Opening._meta.db_table))
    assert len(kept()) == 1


def test_the_table_is_gathered_with_the_others() -> None:
    assert GatheredOpening is Opening


# Reading them -------------------------------------------------------------------------------------------------------


def body(client: Client, url: str, **given: str) -> str:
    """The rows of a history page."""
    answer = client.get(url, given)
    assert answer.status_code == 200
    shown = re.sub(r"\s+", " ", answer.content.decode())
    return shown[shown.index("</form>", shown.index("mp-filter")) :]


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_a_records_history_says_who_opened_it(
    enquiry: Enquiry, manager: User, who: str, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    signed_in(manager).get(f"/enquiries/{enquiry.pk}/")
    reader, url = signed_in(request.getfixturevalue(who)), f"/history/enquiry/{enquiry.pk}/"
    both, changes, opened = (body(reader, url, **given) for given in ({}, {"verb": "any-change"}, {"verb": "opened"}))
    for words in ("Moira Teasdale", "as Home Manager", "Opened", "Looked at it, changed nothing", "CRM-2"):
        assert words in opened
        assert words in both
    assert "Approach logged" in both
    assert "Looked at it" not in changes
    assert "Approach logged" not in opened


def test_all_of_history_shows_changes_until_openings_are_asked_for(
    enquiry: Enquiry, manager: User, auditor: User, home: Home, other_home: Home, signed_in: SignIn
) -> None:
    signed_in(manager).get(f"/enquiries/{enquiry.pk}/")
    reader = signed_in(auditor)
    assert "Looked at it" not in body(reader, "/history/")
    today = f"{timezone.localtime():%d/%m/%Y}"
    asked = {"verb": "opened"}
    for more in ({}, {"person": "moira"}, {"words": enquiry.reference}, {"home": str(home.pk)}, {"since": today}):
        shown = body(reader, "/history/", **asked, **more)
        assert "Looked at it" in shown
        assert enquiry.reference in shown
        assert "Brindle Court" in shown
    for more in ({"person": "jo pett"}, {"words": "ENQ-999"}, {"home": str(other_home.pk)}, {"kind": "contact"}):
        assert "Looked at it" not in body(reader, "/history/", **asked, **more), more
    assert "Opened" in reader.get("/history/export.csv", asked).content.decode()


def test_reading_the_words_in_history_is_a_look_too(
    enquiry: Enquiry, auditor: User, administrator: User, signed_in: SignIn
) -> None:
    """An Auditor reads there what the record says; an Administrator sees none of it."""
    for person in (auditor, administrator):
        assert signed_in(person).get(f"/history/enquiry/{enquiry.pk}/").status_code == 200
    assert kept() == [("enquiry", "Ruth Ainsley", "auditor")]


def test_every_opening_and_change_comes_once_page_by_page(
    enquiry: Enquiry, marketing: User, manager: User, auditor: User, signed_in: SignIn
) -> None:
    desk, home = signed_in(marketing), signed_in(manager)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(40):
            clock.shift(SLOT)
            for browser in (desk, home):  # two in the very same moment, and a change beside them
                assert browser.get(f"/enquiries/{enquiry.pk}/").status_code == 200
        reader = signed_in(auditor)
        url, keys = "/history/?verb=changes-and-openings", []
        while url:
            answer = reader.get(url)
            keys += [row.entry.key for row in answer.context["told"]]
            url = "/history/" + answer.context["older_url"] if answer.context["older_url"] else ""
    openings = sum(tables()[key.table].tells_of_openings for key in keys)
    assert openings == Opening.objects.count() == 80
    assert (
        len(keys)
        == len(set(keys))
        == 80 + sum(table.rows._default_manager.count() for table in tables() if not table.tells_of_openings)
    )


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_nobody_learns_of_a_matter_by_who_opened_it(
    enquiry: Enquiry, coo: User, marketing: User, who: str, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    reader = signed_in(request.getfixturevalue(who))
    signed_in(marketing).get(f"/enquiries/{enquiry.pk}/")
    lock(enquiry)
    for urls in addresses(enquiry).values():
        assert signed_in(coo).get(urls[0]).status_code == 200
    assert len(kept(person=coo)) == 4
    shown = body(reader, "/history/", verb="opened")
    assert "Looked at it" not in shown
    assert reader.get(f"/history/enquiry/{enquiry.pk}/").status_code == 404


def test_openings_go_with_the_time_that_history_is_filtered_by(
    enquiry: Enquiry, marketing: User, auditor: User, signed_in: SignIn
) -> None:
    signed_in(marketing).get(f"/enquiries/{enquiry.pk}/")
    yesterday = f"{timezone.localtime() - timedelta(days=1):%d/%m/%Y}"
    assert "Looked at it" not in body(signed_in(auditor), "/history/", verb="opened", until=yesterday)
