"""Whatever is sent, by mistake or by design: never a fault, always a word about it, and it never becomes part of the page."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from mediapolicy.people.models import Home, User
from tests.access.conftest import Keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_frame")]
SignedIn = Callable[[User], Client]

XSS = [
    '"><img src=x onerror=harm()>',
    "</textarea></title></script><svg onload=harm()><script>harm()</script>",
    "' onmouseover='harm()",
    "javascript:harm()",
]
NASTY = [
    *XSS,
    "a\x00b",
    "\ud800",
    "\u202e\u2066evil\u2069\u200b\u200d\ufeff",
    "\U0001f469\u200d\U0001f680" * 60,
    "1e309",
    "-1",
    "9" * 5000,
    "١٢٣",
    "{{ 7|add:7 }}{% now 'Y' %}{0.__class__}%s%n%(x)s",
    "a\r\nSet-Cookie: harm=1",
    "../../../etc/passwd",
    "' OR 1=1; DROP TABLE mediapolicy_user; --\\",
    "=cmd|' /C calc'!A0",
    '"unfinished -or & | ! ( <-> :*%_%',
    "30/02/2027",
    "\t\n \r",
    "",
]
# The answers that a person may get.
CALM = {200, 302, 400, 403, 404, 405, 409, 410, 422}


def sendable(text: str) -> str:
    """As a browser would have it: half a character cannot travel, a mark stands for it."""
    return text.encode("utf-8", "replace").decode()


class Intruders(HTMLParser):
    """What of the answer runs, or would, because of what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An attribute that acts, an address that acts, or an element that we never write."""
        leads = [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction", "srcdoc")]
        acts = any(name.startswith("on") for name, _ in attrs) or "harm" in "".join(name for name, _ in attrs)
        if acts or any(where.strip().lower().startswith(("javascript:", "data:text")) for where in leads):
            self.found.append(f"<{tag} {attrs}>")
        self.in_script = tag == "script"

    in_script = False

    def handle_data(self, data: str) -> None:
        if self.in_script and data.strip():
            self.found.append(f"script: {data[:80]}")


def complaint(answer: Any, what: str) -> str:
    """What is wrong with this answer; empty when nothing is."""
    if answer.status_code not in CALM:
        return f"{what}: {answer.status_code}"
    if "harm" in str(answer.headers.get("Set-Cookie", "")) or "harm=1" in str(answer.cookies):
        return f"{what}: a header was made"
    if not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    page = answer.content.decode()
    reader = Intruders()
    reader.feed(page)
    if reader.found:
        return f"{what}: {reader.found[:2]}"
    helps = "govuk-error-message" in page or "mp-refusal" in page or "govuk-error-summary" in page
    return "" if answer.status_code in (200, 302, 405, 410) or helps else f"{what}: {answer.status_code} without a word"


@pytest.fixture
def desk(cast: dict[str, User], keys: Keys, signed_in: SignedIn) -> Callable[[str], Client]:
    """A browser for one of the cast, in which a fault is an answer."""

    def browser(who: str) -> Client:
        client = signed_in(cast[who])
        client.raise_request_exception = False
        return client

    return browser


# Filters ------------------------------------------------------------------------------------------------------------

FILTERS = [
    ("marketing", "/enquiries/", "tab words state home due after before"),
    ("marketing", "/statements/", "tab after before"),
    ("marketing", "/contacts/", "words"),
    ("marketing", "/contacts/suggest/", "q"),
    ("marketing", "/notices/", "show after before"),
    ("auditor", "/history/", "words person home kind verb clause since until before"),
    ("auditor", "/history/export.csv", "words person home kind verb clause since until"),
    ("administrator", "/people/", "words home role left after"),
    ("director", "/sign-in/", "next"),
]


@pytest.mark.parametrize(("who", "url", "names"), FILTERS, ids=[url for _, url, _ in FILTERS])
def test_a_filter_takes_anything(desk: Callable[[str], Client], who: str, url: str, names: str) -> None:
    """All questions at once, and each alone: what one refuses must not hide what another lets through."""
    browser, wrong = desk(who), []
    together = [dict.fromkeys(names.split(), payload) for payload in NASTY]
    alone = [
        {name: payload} for name in names.split() for payload in ("a\x00b", "9" * 5000, "\ud800", "nowhere", "%_%'\"<")
    ]
    for asked in [*together, *alone]:
        answer = browser.get(url, {name: sendable(value) for name, value in asked.items()})
        wrong.append(complaint(answer, f"{url} {json.dumps(asked)[:90]}"))
    assert not any(wrong), "\n".join(filter(None, wrong))


FORGED = [
    "not base64 at all",
    *(
        base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
        for key in (
            ["2026-01-01T00:00:00+23:59", str(uuid.uuid4())],
            ["2026-01-01T00:00:00+00:00:00.000001", str(uuid.uuid4())],
            ["0001-01-01T00:00:00+00:00", str(uuid.uuid4())],
            ["9999-12-31T23:59:59-12:00", str(uuid.uuid4())],
            ["2026-01-01T00:00:00", str(uuid.uuid4())],
            ["2026-01-01T00:00:00+00:00", "x"],
            ["\ud800", 1],
            [1, 2, 3],
            {"a": 1},
            None,
            "ab",
        )
    ),
    base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    base64.urlsafe_b64encode(b"[1e309, 9]").decode(),
]
FORGED_KEYS = [
    "2026-01-01T00:00:00+23:59_1_1",
    "2026-01-01T00:00:00+00:00:00.000001_1_1",
    "2026-01-01T00:00:00+00:00_99999999999999999999_1",
    "2026-01-01T00:00:00+00:00_1_99999999999999999999",
    "2026-01-01T00:00:00+00:00_-1_0",
    "2099-12-31T23:59:59-23:59_1_1",
    "١_٢_٣",
    "__",
]


def test_a_forged_place_in_a_list_is_no_place(desk: Callable[[str], Client]) -> None:
    wrong = []
    browser, reader = desk("marketing"), desk("auditor")
    for url in ("/enquiries/?tab=open&", "/enquiries/?tab=finished&", "/statements/?", "/notices/?show=all&"):
        for name in ("after", "before"):
            wrong += [complaint(browser.get(f"{url}{name}={key}"), f"{url}{name}={key[:60]}") for key in FORGED]
    wrong += [complaint(reader.get("/history/", {"before": key}), f"/history/?before={key}") for key in FORGED_KEYS]
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_an_address_takes_anything(desk: Callable[[str], Client], keys: Keys) -> None:
    own = keys["own"]
    enquiry, statement = f"/enquiries/{own['enquiry']}", f"/statements/{own['statement']}"
    tried = [
        *(f"{statement}/versions/{number}/" for number in ("0", "9" * 5000, "9" * 20, "2147483648", "٣", "-1", "1e3")),
        *(
            f"{enquiry}/{verb}/"
            for verb in ("nothing", "%00", "a%0d%0ab", "ANSWER", "..%2fstep", "pass%20on", "x" * 3000)
        ),
        *(f"{enquiry}{rest}" for rest in ("%00/", "%ff/", "/files/%00/", f"/files/{uuid.uuid4()}/", "/../../")),
        *("/enquiries/%00/", "/enquiries/%ed%a0%80/", "/enquiries/1/", "/contacts/none/", "/policy/%3Cscript%3E/"),
        *(f"/policy/{name}/" for name in ("%00", "%ff", "MS-2%00", "ms-2", "..%2f", "9" * 5000)),
        *(f"/history/{kind}/{own['enquiry']}/" for kind in ("nothing", "user", "session", "historicalenquiry")),
        *(f"/welcome/{token}/" for token in ("%00", "%ff", "x" * 5000, "%3Cscript%3E", "..%2f..")),
        *(f"/demonstration/mail/{name}/" for name in ("..%2f..%2fetc%2fpasswd", "%00.eml", "x" * 3000, "a.eml%00")),
        *(f"/sign-offs/{own['approval']}/{verdict}/" for verdict in ("signed", "void", "SIGN-OFF", "%00")),
    ]
    wrong = []
    for who in ("marketing", "auditor"):
        browser = desk(who)
        for url in tried:
            wrong += [complaint(browser.get(url), f"GET {url[:90]}"), complaint(browser.post(url), f"POST {url[:90]}")]
    assert not any(wrong), "\n".join(filter(None, wrong))


# Forms --------------------------------------------------------------------------------------------------------------


def forms(keys: Keys, home: Home) -> dict[str, tuple[str, str, dict[str, str]]]:
    """For each form: who sends it, where, and what stands in it; "*" is where the nasty words go."""
    own = keys["own"]
    enquiry, statement, sign_off = (f"/{room}/{own[key]}/" for room, key in ROOMS.items())
    contact, person = f"/contacts/{own['contact']}/change/", f"/people/{own['person']}/"
    log = {"home": str(home.pk), "came_by": "phone", "question": "*", "enquirer": "*", "outlet": "*"}
    return {
        "log": ("carer", "/enquiries/log/", {**log, "chosen_address": "*", "deadline_0": "*", "deadline_1": "*"}),
        "log, chosen": ("manager", "/enquiries/log/", dict.fromkeys([*log, "chosen_way", "when_needed"], "*")),
        "log, exact": (
            "carer",
            "/enquiries/log/",
            {**log, "when_needed": "exact", "deadline_0": "*", "deadline_1": "9:30"},
        ),
        "note": ("manager", f"{enquiry}add-a-note/", {"words": "*"}),
        "facts": ("marketing", f"{enquiry}change-the-facts/", dict.fromkeys(FACTS, "*")),
        "way": (
            "marketing",
            f"{enquiry}change-the-chosen-way/",
            {"chosen_way": "post", "chosen_address": "*", "note": "*"},
        ),
        "crm": ("marketing", f"{enquiry}link-to-the-crm/", {"crm_reference": "*", "crm_url": "*"}),
        "crm, address": ("marketing", f"{enquiry}link-to-the-crm/", {"crm_url": "https://x.example/*"}),
        "contact": ("marketing", f"{enquiry}link-contact/", {"contact": "*"}),
        "merge": ("director", f"{enquiry}merge/", {"into": "*", "note": "*"}),
        "hand over": ("marketing", f"{enquiry}hand-over/", {"to": "*", "note": "*"}),
        "acknowledge": ("marketing", f"{enquiry}acknowledge/", {"way": "*", "what_was_said": "*"}),
        "book": ("marketing", contact, dict.fromkeys(("name", "outlet", "phone", "about", "read_version"), "*")),
        "book, address": ("marketing", contact, {"name": "A", "email": "*@x.example"}),
        "statement": (
            "marketing",
            "/statements/add/",
            {"subject": "*", "trigger": "other", "words": "*", "recipients": "*"},
        ),
        "statement, to": (
            "director",
            "/statements/add/",
            {"subject": "A", "trigger": "other", "recipients": "*; post; *"},
        ),
        "words": ("marketing", f"{statement}words/", {"subject": "*", "words": "*", "read_version": "*"}),
        "words, old": ("marketing", f"{statement}words/", {"subject": "*", "words": "*", "read_version": "1"}),
        "sign": ("director", f"{sign_off}sign-off/", {"seal": "*"}),
        "refuse": ("director", f"{sign_off}refuse/", {"seal": "*", "reason": "*"}),
        "add person": ("administrator", "/people/add/", dict.fromkeys(("name", "email", "phone", "role", "home"), "*")),
        "details": ("administrator", f"{person}change/", {"name": "*", "email": "a@x.example", "phone": "*"}),
        "appoint": ("administrator", f"{person}appoint/", {"role": "*", "home": "*"}),
        "settings": ("administrator", "/settings/", dict.fromkeys(SETTINGS, "*")),
        "organisation": ("administrator", "/settings/name/", {"name": "*"}),
        "version": ("administrator", "/settings/policy/", dict.fromkeys(VERSION, "*")),
        "on call": ("administrator", "/settings/on-call/", dict.fromkeys(TURN, "*")),
        "holiday": (
            "administrator",
            "/settings/bank-holidays/",
            dict.fromkeys(("day", "nation", "name", "is_worked"), "*"),
        ),
        "add home": ("administrator", "/homes/add/", {"name": "*", "town": "*", "nation": "ENG"}),
        "home": ("administrator", f"/homes/{home.pk}/change/", dict.fromkeys(HOME, "*")),
        "password": ("carer", "/me/password/", {"old": "*", "password": "*"}),
        "notices": ("carer", "/notices/choices/", {"by_email": "*"}),
        "read": ("carer", "/notices/read/", {"up_to": "*"}),
    }


ROOMS = {"enquiries": "enquiry", "statements": "statement", "sign-offs": "approval"}
FACTS = ("topic", "enquirer", "outlet", "deadline_0", "deadline_1")
SETTINGS = ("home_manager_urgent", "reply_margin", "initial-reply_margin")
VERSION = ("number", "effective_on", "approved_by", "approved_on", "next_review_on")
TURN = ("person", "starts_at_0", "starts_at_1", "ends_at_0", "ends_at_1")
HOME = ("name", "town", "telephone", "nation", "opens_at", "closes_at", "read_version")


@pytest.mark.parametrize("part", range(4))
def test_a_form_takes_anything(desk: Callable[[str], Client], keys: Keys, home: Home, part: int) -> None:
    """Every field of every form with every kind of nonsense; and where it was taken, the page it leads to."""
    wrong = []
    for name, (who, url, fields) in list(forms(keys, home).items())[part::4]:
        browser = desk(who)
        for number, payload in enumerate(NASTY):
            sent = {key: sendable(value.replace("*", payload)) for key, value in fields.items()}
            answer = browser.post(
                url, {"form_key": sendable(payload) if number % 5 == 0 else str(uuid.uuid4()), **sent}
            )
            wrong.append(complaint(answer, f"{name} {payload[:50]!r}"))
            if answer.status_code == 302 and payload in XSS:
                wrong.append(complaint(browser.get(answer["Location"]), f"{name} {payload[:50]!r}, after"))
    assert not any(wrong), "\n".join(filter(None, wrong))
