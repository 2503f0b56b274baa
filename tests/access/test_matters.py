"""Round the edges of an ongoing matter: what stood there before it, what is owed for it, and that who may, can."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

from approvals.models import Approval
from enquiries import actions, advising, answering
from enquiries.contacts import actions as contacts
from enquiries.models import Contact, Enquiry, Outlet
from mediapolicy.notices.actions import may_still_see
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Home, User
from pressroom import actions as pressroom
from pressroom.models import Statement
from tests import builders
from tests.access.conftest import Keys, lock

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


# Who is cleared -----------------------------------------------------------------------------------------------------


def test_the_coo_sees_all_of_it(signed_in: SignedIn, cast: dict[str, User], keys: Keys) -> None:
    locked, browser = keys["locked"], signed_in(cast["coo"])
    for url in (
        f"/enquiries/{locked['enquiry']}/",
        f"/enquiries/{locked['enquiry']}/files/{locked['file']}/",
        f"/statements/{locked['statement']}/",
        f"/sign-offs/{locked['approval']}/",
        f"/contacts/{locked['contact']}/",
    ):
        assert browser.get(url).status_code == 200, url
    assert "Cora Whitlock" in browser.get("/enquiries/?tab=open").content.decode()


@pytest.mark.parametrize("who", ["director", "manager", "data_protection"])
def test_whom_the_coo_named_sees_that_record_and_no_other(
    signed_in: SignedIn, cast: dict[str, User], keys: Keys, who: str
) -> None:
    locked, person = keys["locked"], cast[who]
    another = builders.an_approach(by=cast["carer"], home=Enquiry.objects.get(pk=locked["enquiry"]).home)
    lock(another)
    assign_perm("enquiries.view_enquiry", person, Enquiry.objects.get(pk=locked["enquiry"]))
    browser = signed_in(person)
    assert browser.get(f"/enquiries/{locked['enquiry']}/").status_code == 200
    for url in (f"/enquiries/{another.pk}/", f"/sign-offs/{locked['approval']}/", f"/contacts/{locked['contact']}/"):
        assert browser.get(url).status_code == 404, url


def test_a_matter_can_be_worked_on_by_the_pages(signed_in: SignedIn, coo: User, director: User, home: Home) -> None:
    """Two people must sign what is said on a matter: one form asks both."""
    to = [{"name": "Council", "way": "post", "address": "Town Hall"}]
    statement = pressroom.draft(
        subject="Reply", trigger="incident", home=home, words="We are sorry.", recipients=to, by=coo
    )
    Statement.objects.filter(pk=statement.pk).update(is_locked=True)
    assign_perm("pressroom.view_statement", director, statement)
    answer = signed_in(coo).post(f"/statements/{statement.pk}/send-for-sign-off/", {"form_key": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert set(Approval.objects.of(statement).values_list("stage", flat=True)) == {"director", "coo"}
    assert Statement.objects.get().state == "awaiting sign-off"


# What must not tell of it -------------------------------------------------------------------------------------------


def test_whom_only_a_matter_brought_in_stays_out(
    signed_in: SignedIn, director: User, marketing: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock")
    actions.link_contact(enquiry, None, by=marketing)
    lock(enquiry)
    enquiry.refresh_from_db()
    assert signed_in(director).get(f"/contacts/{enquiry.contact_id}/").status_code == 404
    assert b"Cora" not in signed_in(director).get("/contacts/suggest/?q=Cora").content


def test_who_stood_in_the_book_before_a_matter_stays_there(
    signed_in: SignedIn, director: User, auditor: User, marketing: User, home: Home
) -> None:
    """Added for themselves: that a matter names them now takes nothing away."""
    contact = contacts.add_contact(name="Cora Whitlock", outlet="Northmoor Radio", by=marketing)
    urls = [f"/contacts/{contact.pk}/", "/contacts/", "/contacts/suggest/?q=Cora", "/contacts/?words=northmoor"]
    before = {url: plain(signed_in(director).get(url)) for url in urls}
    known = {url: plain(signed_in(auditor).get(url)) for url in ("/history/?kind=contact", "/history/?kind=outlet")}
    enquiry = builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock")
    actions.link_contact(enquiry, contact, by=marketing)
    lock(enquiry)
    assert {url: plain(signed_in(director).get(url)) for url in urls} == before
    assert {url: plain(signed_in(auditor).get(url)) for url in known} == known
    assert "Cora Whitlock" in before["/contacts/"]
    assert contact.reference in known["/history/?kind=contact"]


def test_who_came_in_with_an_open_enquiry_stays_when_another_is_locked(
    signed_in: SignedIn, director: User, marketing: User, home: Home
) -> None:
    first, second = (builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock") for _ in range(2))
    actions.link_contact(first, None, by=marketing)
    first.refresh_from_db()
    actions.link_contact(second, first.contact, by=marketing)
    lock(second)
    assert signed_in(director).get(f"/contacts/{first.contact_id}/").status_code == 200
    lock(first)
    assert signed_in(director).get(f"/contacts/{first.contact_id}/").status_code == 404


@pytest.mark.parametrize("is_there", [True, False], ids=["with the matter", "without it"])
def test_adding_an_outlet_that_a_matter_brought_in_finds_nothing(
    signed_in: SignedIn, director: User, auditor: User, marketing: User, home: Home, is_there: bool
) -> None:
    """It is added as if it had never been: as it was written this time, by whom, and now."""
    if is_there:
        enquiry = builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock", outlet="THE ECHO")
        actions.link_contact(enquiry, None, by=marketing)
        lock(enquiry)
    form = {"name": "Sam Ebdon", "outlet": "the Echo", "form_key": str(uuid.uuid4())}
    answer = signed_in(director).post("/contacts/add/", form)
    assert answer.status_code == 302
    page = signed_in(director).get(answer["Location"]).content.decode()
    assert "the Echo" in page
    assert "THE ECHO" not in page
    told = signed_in(auditor).get("/history/?kind=outlet").context["told"]
    assert [(row.title, row.who) for row in told] == [("Add outlet", "Daniel Marsh-Cole")]


def test_within_one_matter_an_outlet_is_one(coo: User, marketing: User, home: Home) -> None:
    """For the COO the book stays a book: the same outlet of the same matter, and that of everybody, are found again."""
    enquiry = builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock", outlet="The Echo")
    actions.link_contact(enquiry, None, by=marketing)
    lock(enquiry)
    enquiry.refresh_from_db()
    assert contacts.outlet_named("the echo", enquiry=enquiry.pk, by=coo) == enquiry.contact.outlet  # type: ignore[union-attr]
    of_all = contacts.outlet_named("The Echo", by=coo)
    assert of_all != enquiry.contact.outlet  # type: ignore[union-attr]
    assert contacts.outlet_named("the ECHO", by=coo) == of_all


def test_who_is_in_the_book_already_is_sorted_by_how_they_came(marketing: User, home: Home) -> None:
    """The migration looks at history: added in the moment in which an enquiry was linked, or for themselves."""
    enquiry = builders.an_approach(by=marketing, home=home, enquirer="Cora Whitlock", outlet="The Echo")
    actions.link_contact(enquiry, None, by=marketing)
    contacts.add_contact(name="Sam Ebdon", outlet="Northmoor Radio", by=marketing)
    was = {model: dict(model.objects.values_list("name", "brought_in_by")) for model in (Contact, Outlet)}
    assert was[Contact] == {"Cora Whitlock": enquiry.pk, "Sam Ebdon": None}
    assert was[Outlet] == {"The Echo": enquiry.pk, "Northmoor Radio": None}
    for model in was:
        model.objects.update(brought_in_by=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("enquiries.migrations.0002_brought_in_by").BROUGHT_IN)
    assert {model: dict(model.objects.values_list("name", "brought_in_by")) for model in was} == was


def plain(answer: Any) -> str:
    """The page without what is made anew for each answer."""
    made_anew = r'nonce="[^"]*"|name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"'
    return re.sub(made_anew, "", answer.content.decode())


def test_a_letter_of_a_matter_that_cannot_leave_tells_nobody(
    signed_in: SignedIn, director: User, marketing: User, home: Home
) -> None:
    """A reply to a wrong address is tried for hours: only who may know of it may see that something waits."""
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    browser = signed_in(director)
    Dispatch.objects.all().delete()
    without = browser.get("/me/").content
    answering.acknowledge(enquiry, way="email", by=marketing)
    lock(enquiry)
    now = timezone.now()
    Dispatch.objects.update(tries=5, created_at=now - timedelta(hours=1), next_try_at=now + timedelta(minutes=3))
    assert b"Email is slow" not in without
    assert b"Email is slow" not in browser.get("/me/").content


@pytest.mark.parametrize("locked", ["into", "from"])
def test_an_enquiry_that_was_merged_names_no_locked_one(
    signed_in: SignedIn, director: User, auditor: User, marketing: User, home: Home, locked: str
) -> None:
    open_one, hidden = (builders.an_approach(by=marketing, home=home) for _ in range(2))
    pair = (open_one, hidden) if locked == "into" else (hidden, open_one)
    actions.merge(*pair, by=marketing)
    lock(hidden)
    for person in (director, auditor):
        assert hidden.reference not in signed_in(person).get(f"/enquiries/{open_one.pk}/").content.decode()
    for url in ("/history/", "/history/export.csv", f"/history/enquiry/{open_one.pk}/"):
        assert hidden.reference not in signed_in(auditor).get(url).content.decode(), url


def test_whose_advice_was_asked_before_is_not_cleared_by_it(
    signed_in: SignedIn, data_protection: User, marketing: User, home: Home
) -> None:
    """A colleague was let into one enquiry; the COO, not the asking, lets anyone into a matter."""
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    advising.seek_advice(enquiry, "data_protection", "May we?", asked_of=data_protection, by=marketing)
    browser = signed_in(data_protection)
    assert browser.get(f"/enquiries/{enquiry.pk}/").status_code == 200
    lock(enquiry)
    assert browser.get(f"/enquiries/{enquiry.pk}/").status_code == 404


def test_no_letter_leaves_about_what_was_locked_since(marketing: User, director: User, home: Home) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    actions.hand_over(enquiry, director, by=marketing, note="On leave.")
    notice = Notice.objects.get(recipient=director)
    assert may_still_see(notice)
    lock(enquiry)
    assert not may_still_see(Notice.objects.get(pk=notice.pk))


def test_the_notice_of_what_was_locked_since_cannot_be_opened(
    signed_in: SignedIn, marketing: User, director: User, home: Home
) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    actions.hand_over(enquiry, director, by=marketing, note="On leave.")
    lock(enquiry)
    notice = Notice.objects.get(recipient=director)
    assert signed_in(director).post(f"/notices/{notice.pk}/open/").status_code == 404
    assert signed_in(marketing).post(f"/notices/{notice.pk}/open/").status_code == 404
