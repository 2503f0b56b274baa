"""The inbox: what I was told and may still know of, and how I like to be told."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from enquiries import actions
from enquiries.models import Enquiry
from mediapolicy.notices.actions import wants_email
from mediapolicy.notices.kinds import KINDS
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.actions import sweep
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from tests import builders
from tests.stage import kept

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@kept
def enquiry(carer: User, manager: User, home: Home) -> Enquiry:
    """The Home Manager is told of it."""
    return builders.an_approach(by=carer, home=home)


@kept
def notice(enquiry: Enquiry, manager: User) -> Notice:
    return Notice.objects.get(recipient=manager)


def unread(client: Client) -> int:
    """What the header of a page says."""
    return int(client.get("/notices/choices/").context["shell"].inbox_count or 0)


@pytest.mark.clause("CRM-2")
def test_a_notice_names_nobody_and_quotes_nothing(
    enquiry: Enquiry, notice: Notice, manager: User, signed_in: SignIn, mailoutbox: list[object]
) -> None:
    sweep()
    texts = [notice.words, *(f"{mail.subject} {mail.body}" for mail in mailoutbox)]  # type: ignore[attr-defined]
    assert len(texts) == 2
    for text in texts:
        assert enquiry.reference in text
        for secret in (enquiry.question, enquiry.topic, "Tamsin Rudd", "Courier", "Jo Pettifer", "Brindle"):
            assert secret not in text


def test_looking_changes_nothing(notice: Notice, manager: User, signed_in: SignIn) -> None:
    client = signed_in(manager)
    for _ in range(2):
        assert "needs you to pass it on" in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{notice.pk}/open/").status_code == 405
    assert client.get("/notices/read/").status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_marks_it_read_and_leads_to_the_record(
    enquiry: Enquiry, notice: Notice, manager: User, signed_in: SignIn
) -> None:
    client = signed_in(manager)
    assert unread(client) == 1
    answer = client.post(f"/notices/{notice.pk}/open/")
    assert answer.url == enquiry.get_absolute_url()  # type: ignore[attr-defined]
    assert unread(client) == 0
    assert "Nothing is unread" in client.get("/notices/").content.decode()
    assert enquiry.get_absolute_url() in client.get("/notices/?show=all").content.decode()


def test_opening_the_record_itself_reads_what_one_was_told_of_it(
    enquiry: Enquiry, notice: Notice, marketing: User, manager: User, carer: User, home: Home, signed_in: SignIn
) -> None:
    """Nobody has to come back to the inbox to tidy it; what others were told, and of other records, stays unread."""
    another = builders.an_approach(by=carer, home=home)
    actions.pass_on(enquiry, marketing, by=manager)
    desk, at_home = signed_in(marketing), signed_in(manager)
    assert (unread(desk), unread(at_home)) == (1, 2)
    page = at_home.get(enquiry.get_absolute_url())
    assert page.context["shell"].inbox_count == "1", "the page itself counts what is left"
    first = Notice.objects.get(pk=notice.pk).read_at
    at_home.get(enquiry.get_absolute_url())
    assert Notice.objects.get(pk=notice.pk).read_at == first
    assert (unread(desk), unread(at_home)) == (1, 1)
    assert Notice.objects.inbox_of(manager).unread().get().record_id == another.pk


def test_what_one_may_not_open_stays_unread(notice: Notice, enquiry: Enquiry, manager: User, signed_in: SignIn) -> None:
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    assert signed_in(manager).get(enquiry.get_absolute_url()).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_nobody_opens_what_another_was_told(notice: Notice, other_manager: User, signed_in: SignIn) -> None:
    client = signed_in(other_manager)
    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    client.post("/notices/read/", {"up_to": timezone.now().isoformat()})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_as_read_leaves_what_came_after_the_page(
    enquiry: Enquiry, notice: Notice, carer: User, home: Home, manager: User, signed_in: SignIn
) -> None:
    client = signed_in(manager)
    shown = client.get("/notices/").content.decode()
    seen = re.search(r'name="up_to" value="([^"]+)"', shown)
    assert seen is not None
    Notice.objects.filter(pk=notice.pk).update(created_at=timezone.now() - timedelta(hours=1))
    builders.an_approach(by=carer, home=home)
    later = Notice.objects.exclude(pk=notice.pk).get(recipient=manager)
    Notice.objects.filter(pk=later.pk).update(created_at=timezone.now() + timedelta(hours=1))
    client.post("/notices/read/", {"up_to": seen.group(1)})
    assert list(Notice.objects.inbox_of(manager).unread()) == [later]


def test_the_page_carries_the_newest_to_the_last_microsecond(notice: Notice, manager: User, signed_in: SignIn) -> None:
    client = signed_in(manager)
    seen = re.search(r'name="up_to" value="([^"]+)"', client.get("/notices/").content.decode())
    assert seen is not None
    client.post("/notices/read/", {"up_to": seen.group(1)})
    assert not Notice.objects.inbox_of(manager).unread().exists()


@pytest.mark.parametrize("forged", ["", "\x00", "9" * 5000, "tomorrow", "0001-01-01", "9999-12-31T23:59:59+00:00"])
def test_a_forged_mark_breaks_nothing(forged: str, notice: Notice, manager: User, signed_in: SignIn) -> None:
    assert signed_in(manager).post("/notices/read/", {"up_to": forged}).status_code == 302


class TestOngoingMatters:
    """A notice of a record that one may no longer know of isn't there and isn't counted."""

    @pytest.mark.clause("CC-2")
    def test_a_locked_record_takes_its_notices_with_it(
        self, enquiry: Enquiry, notice: Notice, manager: User, coo: User, signed_in: SignIn
    ) -> None:
        client = signed_in(manager)
        Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
        for url in ("/notices/", "/notices/?show=all"):
            assert enquiry.reference not in client.get(url).content.decode()
        assert unread(client) == 0
        assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
        Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=False)
        assert unread(client) == 1

    def test_a_long_inbox_shows_only_that_it_is_long(
        self, enquiry: Enquiry, notice: Notice, carer: User, home: Home, manager: User, signed_in: SignIn
    ) -> None:
        """And what was told of a locked record stays out of the number, however much of it there is."""
        client, known = signed_in(manager), builders.an_approach(by=carer, home=home)
        for record, number in ((enquiry, 150), (known, 98)):
            told = Notice.objects.get(recipient=manager, record_id=record.pk)
            copies = []
            for copy in range(number):
                columns = {field.attname: getattr(told, field.attname) for field in Notice._meta.concrete_fields}
                copies.append(Notice(**columns | {"id": uuid.uuid4(), "key": f"{told.key}:{copy}"}))
            Notice.objects.bulk_create(copies)

        def badge() -> str:
            return str(client.get("/notices/choices/").context["shell"].inbox_count)

        assert badge() == "99+"
        Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
        assert badge() == "99", "98 copies and the notice itself"

    def test_who_left_the_home_no_longer_finds_them(
        self, notice: Notice, manager: User, founder: User, signed_in: SignIn
    ) -> None:
        assert unread(signed_in(manager)) == 1
        people.end_appointment(manager.appointments.get(), by=founder)
        assert unread(signed_in(User.objects.get(pk=manager.pk))) == 0

    def test_it_costs_no_other_number_of_statements(
        self, enquiry: Enquiry, notice: Notice, manager: User, signed_in: SignIn, queries: Callable[[], object]
    ) -> None:
        client, counts = signed_in(manager), []
        for locked in (False, True):
            Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=locked)
            with queries() as asked:  # type: ignore[attr-defined]
                client.get("/notices/")
            counts.append(len(asked))
        assert counts[0] == counts[1]


def test_pages_go_on_by_key(carer: User, home: Home, manager: User, signed_in: SignIn) -> None:
    for _ in range(30):
        builders.an_approach(by=carer, home=home)
    client = signed_in(manager)
    first = client.get("/notices/").context["page"]
    assert len(first.rows) == 25
    second = client.get("/notices/" + first.older_url).context["page"]
    assert len({one.pk for one in first.rows + second.rows}) == 30


class TestChoices:
    """The inbox always; email as one likes, but for what cannot wait."""

    def test_what_cannot_wait_is_said_and_cannot_be_switched_off(self, manager: User, signed_in: SignIn) -> None:
        client = signed_in(manager)
        shown = client.get("/notices/choices/").content.decode()
        for code, kind in KINDS.items():
            assert kind.means in shown
            assert (f'value="{code}"' in shown) is not kind.always_email
        assert client.post("/notices/choices/", {"by_email": ["approach_logged"]}).status_code == 422
        assert wants_email(manager, "approach_logged")

    def test_a_choice_is_kept(self, manager: User, signed_in: SignIn) -> None:
        client = signed_in(manager)
        assert wants_email(manager, "signed_off")
        assert client.post("/notices/choices/", {"by_email": ["advice_given"]}).status_code == 302
        assert not wants_email(manager, "signed_off")
        assert wants_email(manager, "advice_given")
        assert client.get("/notices/choices/").content.decode().count("checked") == 1
        client.post("/notices/choices/", {})
        assert not wants_email(manager, "advice_given")


def test_an_answer_is_told_to_who_passed_it_on(
    enquiry: Enquiry, manager: User, marketing: User, director: User, signed_in: SignIn
) -> None:
    actions.pass_on(enquiry, marketing, by=manager)
    builders.answered(enquiry, by=marketing, director=director)
    assert "has been answered" in signed_in(manager).get("/notices/").content.decode()
