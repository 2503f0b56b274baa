"""Forms that were tampered with, filled to the brim, dated on days that don't exist, or sent after too long a pause."""

from __future__ import annotations

import csv
import io
import unicodedata
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.models import Approval
from enquiries import actions, advising
from enquiries.models import Contact, Enquiry
from mediapolicy.fields import HIDDEN
from mediapolicy.people.models import Home, User
from pressroom.models import Statement
from tests import builders
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_frame")]
SignedIn = Callable[[User], Client]


def sent(browser: Client, url: str, **fields: Any) -> Any:
    """A form, with a key of its own unless one is given; a fault is an answer."""
    browser.raise_request_exception = False
    return browser.post(url, {"form_key": str(uuid.uuid4()), **fields})


@kept
def waiting(marketing: User, director: User, home: Home) -> Enquiry:
    """An enquiry whose statement waits for a Director."""
    approval = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=home), by=marketing)
    return Enquiry.objects.get(statement=approval.subject_id)


# Hidden fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", ["", "x", "0" * 64, "' OR 1=1", "\x00" * 64, "9" * 5000])
def test_only_the_seal_of_the_page_that_was_read_signs(
    signed_in: SignedIn, waiting: Enquiry, director: User, seal: str
) -> None:
    approval = Approval.objects.get(subject_id=waiting.statement_id)
    answer = sent(signed_in(director), f"/sign-offs/{approval.pk}/sign-off/", seal=seal)
    assert answer.status_code in (409, 422)
    approval.refresh_from_db()
    assert approval.state == "waiting"


def test_the_seal_of_another_signs_nothing(
    signed_in: SignedIn, waiting: Enquiry, director: User, marketing: User, home: Home
) -> None:
    other = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=home), by=marketing)
    approval = Approval.objects.get(subject_id=waiting.statement_id)
    assert sent(signed_in(director), f"/sign-offs/{approval.pk}/sign-off/", seal=other.seal).status_code == 409
    approval.refresh_from_db()
    assert approval.state == "waiting"


@pytest.mark.parametrize("version", ["0", "-1", "1e309", "9" * 5000, "99999999999999999999", "x", "", "١"])
def test_an_old_or_forged_version_saves_nothing(
    signed_in: SignedIn, waiting: Enquiry, marketing: User, version: str
) -> None:
    assert waiting.statement is not None
    url = f"/statements/{waiting.statement_id}/words/"
    answer = sent(signed_in(marketing), url, subject="Mine", words="Other words.", read_version=version)
    assert answer.status_code in (409, 422)
    assert Statement.objects.get(pk=waiting.statement_id).words == waiting.statement.words


@pytest.mark.parametrize("key", ["", "x", "\x00", "9" * 5000, "00000000-0000-0000-0000-000000000000", "{}", "'"])
def test_a_forged_key_protects_nothing_and_breaks_nothing(
    signed_in: SignedIn, carer: User, home: Home, key: str
) -> None:
    fields = {"home": home.pk, "came_by": "phone", "question": "About the visit.", "form_key": key}
    assert sent(signed_in(carer), "/enquiries/log/", **fields).status_code == 302
    assert Enquiry.objects.count() == 1


def test_the_same_form_twice_counts_once_and_leads_where_it_led(signed_in: SignedIn, carer: User, home: Home) -> None:
    browser, key = signed_in(carer), str(uuid.uuid4())
    fields = {"home": home.pk, "came_by": "phone", "question": "About the visit.", "form_key": key}
    first, second = (sent(browser, "/enquiries/log/", **fields) for _ in range(2))
    assert Enquiry.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert browser.get(second["Location"]).status_code == 200


def test_the_key_of_somebody_elses_form_shows_nothing_of_theirs(
    signed_in: SignedIn, manager: User, other_manager: User, home: Home, other_home: Home
) -> None:
    key, question = str(uuid.uuid4()), {"came_by": "phone", "question": "About the visit."}
    sent(signed_in(manager), "/enquiries/log/", home=home.pk, form_key=key, **question)
    thief = signed_in(other_manager)
    answer = sent(thief, "/enquiries/log/", home=other_home.pk, form_key=key, **question)
    assert answer.status_code == 302
    theirs = Enquiry.objects.get(logged_by=manager)
    assert thief.get(f"/enquiries/{theirs.pk}/").status_code == 404
    assert thief.get(f"/enquiries/mine/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("way", ["phone", "post", "in_person", "fax", "", "EMAIL"])
def test_the_answer_goes_by_no_other_way(
    signed_in: SignedIn, marketing: User, director: User, home: Home, way: str
) -> None:
    enquiry = builders.signed(builders.an_approach(by=marketing, home=home), by=marketing, director=director)
    seal = Approval.objects.get(subject_id=enquiry.statement_id).seal
    answer = sent(signed_in(marketing), f"/enquiries/{enquiry.pk}/answer/", way=way, seal=seal, what_was_said="Read.")
    assert answer.status_code in (403, 422)
    assert not enquiry.replies.exists()


# Filled to the brim: what a form lets through, the database must hold ----------------------------------------------

LONG = "a" * 63
ADDRESS = f"{LONG}@{'.'.join([LONG] * 4)}"  # 319 characters and well formed


def test_what_the_form_takes_the_table_holds(signed_in: SignedIn, marketing: User, carer: User, home: Home) -> None:
    desk, wrong = signed_in(marketing), []
    by_phone = builders.an_approach(by=marketing, home=home, chosen_way="phone", chosen_address="Ask for her. " * 19)
    kept = Contact.objects.get(pk=_linked(builders.an_approach(by=marketing, home=home), marketing))
    log = {"home": home.pk, "came_by": "phone", "question": "q" * 5000}
    brim = [
        (signed_in(carer), "/enquiries/log/", {**log, "chosen_address": "w" * 254}),
        (signed_in(carer), "/enquiries/log/", {**log, "enquirer": "w" * 120, "outlet": "w" * 120}),
        (desk, f"/enquiries/{by_phone.pk}/link-contact/", {"contact": ""}),
        (desk, f"/contacts/{kept.pk}/change/", {"name": "n" * 120, "email": ADDRESS, "phone": "1" * 40}),
        (
            desk,
            "/statements/add/",
            {"subject": "s" * 160, "trigger": "other", "recipients": f"{'n' * 300}; post; {'a' * 400}"},
        ),
        (desk, "/statements/add/", {"subject": "s", "trigger": "other", "recipients": f"n; email; {ADDRESS}"}),
        (desk, f"/enquiries/{by_phone.pk}/link-to-the-crm/", {"crm_url": "https://x.example/" + "p" * 282}),
    ]
    for browser, url, fields in brim:
        answer = sent(browser, url, **fields)
        if answer.status_code not in (302, 422):
            wrong.append(f"{url} {sorted(fields)}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_an_address_is_refused_rather_than_cut(signed_in: SignedIn, marketing: User) -> None:
    """An email address that is cut is somebody else's."""
    sent(
        signed_in(marketing), "/statements/add/", subject="s", trigger="other", recipients=f"Council; email; {ADDRESS}"
    )
    addresses = [one["address"] for statement in Statement.objects.all() for one in statement.recipients]
    assert addresses in ([], [ADDRESS])


def _linked(enquiry: Enquiry, by: User) -> uuid.UUID:
    actions.link_contact(enquiry, None, by=by)
    enquiry.refresh_from_db()
    assert enquiry.contact_id is not None
    return enquiry.contact_id


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_five_million_letters_are_refused_in_words(signed_in: SignedIn, manager: User, home: Home, kind: str) -> None:
    enquiry, browser = builders.an_approach(by=manager, home=home), signed_in(manager)
    browser.raise_request_exception = False
    more = {} if kind.startswith("multipart") else {"content_type": kind}
    body: Any = {"words": "w" * 5_000_000} if kind.startswith("multipart") else "words=" + "w" * 5_000_000
    answer = browser.post(f"/enquiries/{enquiry.pk}/add-a-note/", body, **more)
    page = answer.content.decode()
    assert answer.status_code in (400, 413, 422)
    assert "mp-refusal" in page
    assert "data-not-done" in page
    assert not enquiry.notes.exists()
    assert len(page) < 100_000


def test_two_thousand_fields_are_refused_in_words(signed_in: SignedIn, manager: User) -> None:
    answer = sent(signed_in(manager), "/enquiries/log/", **{f"f{number}": "x" for number in range(2000)})
    assert answer.status_code == 400
    assert "data-not-done" in answer.content.decode()


# Days ---------------------------------------------------------------------------------------------------------------

NO_DAYS = [
    "30/02/2027",
    "31/11/2027",
    "29/02/2027",
    "00/00/0000",
    "1/1/1",
    "99/99/9999",
    "01/01/2101",
    "01/01/1999",
    "x",
]
NO_TIMES = ["25:00", "24:61", "9:60", "-1:00", "x", "9.30.1.2", "١٢:٠٠x"]


@pytest.mark.parametrize(
    ("day", "time"), [*((day, "9:30") for day in NO_DAYS), *(("24/11/2027", time) for time in NO_TIMES)]
)
def test_a_day_that_is_none_is_said_to_be_none(
    signed_in: SignedIn, carer: User, home: Home, day: str, time: str
) -> None:
    fields = {"home": home.pk, "came_by": "phone", "question": "x", "when_needed": "exact"}
    answer = sent(signed_in(carer), "/enquiries/log/", **fields, deadline_0=day, deadline_1=time)
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(("day", "time"), [("28/03/2027", "1:30"), ("31/10/2027", "1:30"), ("29/02/2028", "9:30")])
def test_an_hour_that_the_clocks_skip_or_double_is_taken(
    signed_in: SignedIn, carer: User, home: Home, day: str, time: str
) -> None:
    fields = {"home": home.pk, "came_by": "phone", "question": "x", "when_needed": "exact"}
    answer = sent(signed_in(carer), "/enquiries/log/", **fields, deadline_0=day, deadline_1=time)
    assert answer.status_code == 302
    assert Enquiry.objects.get().deadline is not None


# What leaves in a file, what turns text around, what was typed before a pause ---------------------------------------


def test_no_cell_of_the_history_runs_in_a_spreadsheet(
    signed_in: SignedIn, marketing: User, auditor: User, home: Home
) -> None:
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " ="):
        enquiry = builders.an_approach(by=marketing, home=home, enquirer=f"{start}cmd|' /C calc'!A0")
        builders.taken_up(enquiry, by=marketing)
        advising.need_no_advice(enquiry, f'{start}HYPERLINK("https://evil.example")', by=marketing)
    answer = signed_in(auditor).get("/history/export.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    runs = [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠")]
    assert not runs


def test_nothing_hidden_turns_signed_words_around(signed_in: SignedIn, marketing: User, waiting: Enquiry) -> None:
    """Every character that Unicode calls a control of direction, and the common ones without a width."""
    turning = [chr(n) for n in range(0x110000) if unicodedata.bidirectional(chr(n)) in BIDI]
    turning += ["\u061c", "\u200e", "\u200f", "\u2060", "\ufeff", "\u200b"]
    left = [f"U+{ord(one):04X}" for one in turning if not HIDDEN.search(one)]
    assert not left


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_a_session_that_ended_takes_no_words_and_loses_none(signed_in: SignedIn, manager: User, home: Home) -> None:
    enquiry, browser = builders.an_approach(by=manager, home=home), signed_in(manager)
    url = f"/enquiries/{enquiry.pk}/add-a-note/"
    form = browser.get(url).content.decode()
    assert f'data-keep="{url}"' in form, "the browser keeps what is typed here"
    browser.session.flush()
    answer = sent(browser, url, words="She rang again at noon.")
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={url}")
    page = browser.get(answer["Location"]).content.decode()
    assert "data-not-done" in page, "without it the browser would forget the words"
    assert "data-kept-clear" not in page
    assert not enquiry.notes.exists()


@pytest.mark.parametrize(
    "words", ["{name:>9223372036854775807}", "{name.__class__}", "{0}", "{", "{organisation.history}", "{name!r}"]
)
def test_letters_name_only_what_can_be_filled_in(
    signed_in: SignedIn, administrator: User, founder: User, words: str
) -> None:
    from mediapolicy.organisation.forms import _can_be_filled_in

    assert not _can_be_filled_in(words)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(codec="utf-8"), max_size=300), way=st.text(st.characters(codec="utf-8"), max_size=20)
)
def test_any_text_at_all_is_logged_or_refused(
    signed_in: SignedIn, carer: User, home: Home, words: str, way: str
) -> None:
    fields = {
        "home": home.pk,
        "came_by": "phone",
        "question": words,
        "enquirer": words,
        "outlet": way,
        "chosen_way": way,
    }
    answer = sent(signed_in(carer), "/enquiries/log/", **fields, chosen_address=words)
    assert answer.status_code in (302, 422)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(codec="utf-8"), max_size=200), place=st.text(st.characters(codec="utf-8"), max_size=60)
)
def test_any_text_at_all_can_be_looked_for(signed_in: SignedIn, marketing: User, words: str, place: str) -> None:
    browser = signed_in(marketing)
    browser.raise_request_exception = False
    for url in ("/enquiries/", "/contacts/", "/contacts/suggest/"):
        answer = browser.get(url, {"words": words, "q": words, "tab": place, "after": place, "home": place})
        assert answer.status_code == 200


def test_a_deadline_long_gone_is_refused(signed_in: SignedIn, carer: User, home: Home) -> None:
    gone = timezone.localtime() - timedelta(days=1)
    fields = {"home": home.pk, "came_by": "phone", "question": "x", "when_needed": "exact"}
    day, time = f"{gone:%d/%m/%Y}", f"{gone:%H:%M}"
    assert sent(signed_in(carer), "/enquiries/log/", **fields, deadline_0=day, deadline_1=time).status_code == 422
