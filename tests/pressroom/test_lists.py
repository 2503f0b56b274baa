"""Press lists: nobody without a reason, nobody against their wish, many at once from a file, and forgotten when they ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enquiries.contacts import actions as contacts
from enquiries.models import Enquiry
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from pressroom.distribution import actions as distribution
from pressroom.lists import actions
from pressroom.lists.models import MailingList, Subscriber, key_of
from pressroom.lists.states import SubscriberState as S
from pressroom.release.models import PressRelease
from tests import builders
from tests.conftest import Asked
from tests.pressroom.builders_mailing import a_list, a_release
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-1")]
SignIn = Callable[[User], Client]
WHY = {"basis": "asked", "basis_note": "Phoned on 3 November."}


@kept
def papers(marketing: User) -> MailingList:
    return a_list(by=marketing)


def test_nobody_is_added_without_a_reason_to_write_to_them(papers: MailingList, marketing: User) -> None:
    with pytest.raises(Missing, match="when and where they asked"):
        actions.add_subscriber(papers, name="A", address="a@x.example", basis="asked", basis_note=" ", by=marketing)


def test_one_address_is_one_entry_however_it_is_written(papers: MailingList, marketing: User) -> None:
    first = actions.add_subscriber(papers, name="A", address="A@X.example", **WHY, by=marketing)
    other = actions.start_list(name="Radio", by=marketing)
    assert actions.add_subscriber(other, name="A. A.", address=" a@x.EXAMPLE ", **WHY, by=marketing) == first
    assert first.entries.count() == 2
    first.refresh_from_db()
    assert first.name == "A"


@pytest.mark.clause("CRM-3b")
@pytest.mark.parametrize("state", [S.UNSUBSCRIBED, S.BOUNCED, S.FORGOTTEN])
def test_who_wants_no_more_does_not_come_back_by_being_added_again(
    papers: MailingList, marketing: User, state: S
) -> None:
    somebody = Subscriber.objects.order_by("name")[0]
    address = somebody.address
    {S.UNSUBSCRIBED: actions.unsubscribe, S.FORGOTTEN: actions.forget}.get(
        state, lambda one, by: actions.note_bounces([one.address], by=by)
    )(somebody, by=marketing)
    with pytest.raises(ValidationError):
        actions.add_subscriber(papers, name="Again", address=address, **WHY, by=marketing)
    somebody.refresh_from_db()
    assert somebody.state == state


@pytest.mark.clause("CRM-3b")
def test_coming_back_needs_their_own_word_again(papers: MailingList, marketing: User) -> None:
    somebody = Subscriber.objects.order_by("name")[0]
    actions.unsubscribe(somebody, note="On the phone.", by=marketing)
    with pytest.raises(ValidationError, match="when and where"):
        actions.welcome_back(somebody, told_us="  ", by=marketing)
    actions.welcome_back(somebody, told_us="By email on 4 November.", by=marketing)
    somebody.refresh_from_db()
    assert (somebody.state, somebody.basis_note, somebody.unsubscribed_at) == (
        S.WELCOME,
        "By email on 4 November.",
        None,
    )


@pytest.mark.clause("CRM-2")
def test_who_is_forgotten_is_nowhere_not_even_in_history(papers: MailingList, marketing: User) -> None:
    somebody = Subscriber.objects.order_by("name")[0]
    name, address = somebody.name, somebody.address
    actions.forget(somebody, by=marketing)
    somebody.refresh_from_db()
    rows = list(somebody.history.values())
    assert (somebody.address, somebody.entries.count(), len(rows)) == ("", 0, 2)
    assert not any(word in str([somebody.__dict__, rows]) for word in (name, address))
    assert somebody.address_key == key_of(address)
    assert [row.verb for row in timeline([history_of(Subscriber, "press contact", id=somebody.pk)])][0] == "forget them"


def test_addresses_that_mail_came_back_from_are_noted_and_strangers_named(papers: MailingList, marketing: User) -> None:
    assert actions.note_bounces(["R0@local.example", "who@x.example", ""], by=marketing) == (1, ["who@x.example"])
    assert Subscriber.objects.get(state=S.BOUNCED).bounced_at is not None
    assert actions.note_bounces(["r0@local.example"], by=marketing) == (0, [])


def test_an_address_put_right_is_written_to_again(papers: MailingList, marketing: User) -> None:
    somebody = Subscriber.objects.order_by("name")[0]
    actions.note_bounces([somebody.address], by=marketing)
    actions.put_right(somebody, name="R", address="new@local.example", outlet="", by=marketing)
    somebody.refresh_from_db()
    assert (somebody.state, somebody.bounced_at) == (S.WELCOME, None)
    with pytest.raises(ValidationError, match="on file already"):
        actions.put_right(somebody, name="R", address="r1@local.example", outlet="", by=marketing)


def test_what_history_says_of_a_list_is_how_many_not_who(papers: MailingList, marketing: User) -> None:
    assert [(row.verb, row.note) for row in papers.history.order_by("history_id")] == [
        ("start a press list", ""),
        ("put on the list", "3 addresses"),
    ]


# Many at once ----------------------------------------------------------------------------------------------------

GOOD = "Name,Email,Outlet\nAda Quill,ada@courier.example,Courier\nDesk,R0@local.example,Radio\n"


def chosen(browser: Client, papers: MailingList, table: str) -> str:
    file = SimpleUploadedFile("list.csv", table.encode("cp1252"), "text/csv")
    answer = browser.post(f"/press-lists/{papers.pk}/import/", {"file": file}, follow=True)
    return str(answer.content.decode())


def test_a_file_is_shown_before_anybody_is_added(papers: MailingList, marketing: User, signed_in: SignIn) -> None:
    browser = signed_in(marketing)
    page = chosen(browser, papers, GOOD)
    assert "2 addresses for Local papers" in page
    assert "1 we know already" in page
    assert papers.entries.count() == 3
    answer = browser.post(f"/press-lists/{papers.pk}/import/check/", WHY, follow=True)
    assert "1 added to the list." in answer.content.decode()
    assert papers.entries.count() == 4
    assert Subscriber.objects.get(address="ada@courier.example").basis_note == WHY["basis_note"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ada,not an address,Courier", "This is not an email address"),
        (",ada@x.example,Courier", "The name is missing"),
        ("Ada,r1@local.example,C\nEve,R1@local.example,C", "more than once"),
        ("Ada,r2@local.example,C", "They asked for no more"),
        (f"{'A' * 121},ada@x.example,C", "The name is too long"),
    ],
)
def test_one_wrong_row_and_nobody_is_added(
    papers: MailingList, marketing: User, signed_in: SignIn, line: str, words: str
) -> None:
    actions.unsubscribe(Subscriber.objects.get(address="r2@local.example"), by=marketing)
    browser = signed_in(marketing)
    assert words in chosen(browser, papers, f"name,email,outlet\n{line}\n")
    assert browser.post(f"/press-lists/{papers.pk}/import/check/", WHY).status_code == 422
    assert papers.entries.count() == 3


def test_a_file_that_is_no_table_says_so(papers: MailingList, marketing: User, signed_in: SignIn) -> None:
    assert "Missing: " in chosen(signed_in(marketing), papers, "this,that\n1,2\n")


# Out of the book of contacts -------------------------------------------------------------------------------------


def test_a_journalist_of_the_book_goes_on_a_list_because_they_asked(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    contact = contacts.add_contact(name="Tamsin Rudd", outlet="Courier", email="t@courier.example", by=marketing)
    url = f"/contacts/{contact.pk}/press-list/"
    answer = signed_in(marketing).post(url, {"mailing_list": str(papers.pk), "basis_note": "At the fair."}, follow=True)
    assert "Tamsin Rudd gets our press releases." in answer.content.decode()
    assert papers.entries.filter(subscriber__address="t@courier.example", subscriber__outlet="Courier").count() == 1


@pytest.mark.clause("CC-2")
def test_nobody_whom_only_a_matter_brought_in_goes_on_a_list(
    papers: MailingList, marketing: User, carer: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    contact = contacts.add_contact(name="T", email="t@courier.example", enquiry=enquiry.pk, by=marketing)
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    with pytest.raises(ValidationError, match="senior review"):
        contacts.put_on_press_list(contact, papers, basis_note="Asked.", by=marketing)


# Pages -----------------------------------------------------------------------------------------------------------


def _counted(browser: Client, url: str, queries: Callable[[], Asked]) -> int:
    with queries() as asked:
        assert browser.get(url).status_code == 200
    return len(asked.statements)


def test_more_lists_addresses_and_letters_cost_no_more_statements(
    papers: MailingList, marketing: User, signed_in: SignIn, queries: Callable[[], Asked]
) -> None:
    release = a_release(by=marketing)
    mailing = distribution.prepare(release, lists=[papers], by=marketing)
    distribution.start(mailing, by=marketing)
    browser = signed_in(marketing)
    somebody = Subscriber.objects.order_by("name")[0]
    ceilings = {
        "/press-lists/": 8,
        f"/press-lists/{papers.pk}/": 8,
        f"/press-contacts/{somebody.pk}/": 8,
        "/mailings/": 8,
        f"/mailings/{mailing.pk}/": 12,
        f"/mailings/{mailing.pk}/progress/": 8,
    }
    few = {url: _counted(browser, url, queries) for url in ceilings}
    for number in range(3):
        more = a_list(by=marketing, size=20, name=f"List{number} papers")
        other = distribution.prepare(a_release(by=marketing, number=9 + number), lists=[more], by=marketing)
        distribution.start(other, by=marketing)
        actions.put_on_list(papers, [entry.subscriber for entry in more.entries.all()], by=marketing)
        actions.put_on_list(more, [somebody], by=marketing)
    assert {url: _counted(browser, url, queries) for url in ceilings} == few
    assert all(few[url] <= most for url, most in ceilings.items()), few


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["marketing", "director", "auditor"])
def test_the_mailing_of_a_release_that_a_matter_has_is_not_there(
    papers: MailingList, marketing: User, signed_in: SignIn, who: str, request: pytest.FixtureRequest
) -> None:
    """As with any record under a matter: every page that lists mailings is as if it had never been."""
    reader = signed_in(request.getfixturevalue(who))
    before = reader.get("/mailings/").content
    release = a_release(by=marketing, headline="The zebra wins")
    mailing = distribution.prepare(release, lists=[papers], by=marketing)
    PressRelease.objects.filter(pk=release.pk).update(is_locked=True)
    after = reader.get("/mailings/").content
    assert b"zebra" not in after
    assert len(before) == len(after)
    assert reader.get(f"/mailings/{mailing.pk}/").status_code == 404
    history = reader.get("/history/", {"kind": "mailing"})
    if who == "auditor":  # the only one of them who reads history
        shown = history.content.decode()
        assert "repare a mailing" not in shown[shown.index("</form>", shown.index("mp-filter")) :]
    else:
        assert history.status_code == 404
