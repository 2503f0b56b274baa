"""Choices that a form didn't offer: every select, every set of radio buttons and every hidden choice of every page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from enquiries import advising
from enquiries.models import Enquiry, UndercoverReport
from enquiries.steps import STEPS
from enquiries.undercover import actions as worries
from mediapolicy.models import Opening
from mediapolicy.people.models import Home, User
from pressroom.steps import STEPS as STATEMENT_STEPS
from tests import builders
from tests.access.addresses import TABLE
from tests.access.conftest import Keys
from tests.access.test_urls import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_frame")]
SignedIn = Callable[[User], Client]
TYPED = "Typed by hand, and not to be lost."
FORGED = ("x", "\x00", "9" * 3000, "00000000-0000-4000-8000-000000000000", "' or 1=1 --", "None", "‮x", "-1", "true")


@dataclass
class Form:
    """One form of a page: where it goes, what it holds, and which of it are choices."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, set[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    has_file: bool = False


class Reader(HTMLParser):
    """Collects the forms of a page that change something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("action", "")) if given.get("method", "").lower() == "post" else None
        elif self.form is not None and tag in ("input", "textarea", "select"):
            self._field(self.form, tag, given)
        elif self.form is not None and tag == "option" and self.select:
            self.form.choices[self.select].add(given.get("value", ""))
            if "selected" in given or not self.form.fields.get(self.select):
                self.form.fields[self.select] = given.get("value", "")

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "select":
            self.select = name
            form.choices[name], form.fields[name] = set(), ""
        elif kind == "radio":
            form.choices.setdefault(name, set()).add(given.get("value", ""))
            if "checked" in given or not form.fields.get(name):
                form.fields[name] = given.get("value", "")
        elif kind == "hidden":
            form.fields[name] = given.get("value", "")
        elif kind == "file":
            form.has_file = True
        elif kind == "checkbox":
            return
        elif name:
            form.fields[name] = _filled(name, kind, given)
            form.typed += [name] if form.fields[name] == TYPED else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            self.forms.append(self.form)
            self.form = None
        self.select = "" if tag == "select" else self.select


def _filled(name: str, kind: str, given: dict[str, str]) -> str:
    """What a person would type there; what stands there already stays."""
    if given.get("value") or "_" in name[-2:]:  # the boxes of a day and a time stay as they are
        return given.get("value", "")
    short = int(given.get("maxlength") or 999) < len(TYPED)
    return {"email": "new.person@larkfield.example", "url": "https://crm.example/1"}.get(kind, "x" if short else TYPED)


HIDDEN_CHOICES = {"way", "home"}  # choices that a page makes for the person and hides


def forms_of(browser: Client, url: str) -> Iterator[Form]:
    """The forms of this page that hold a choice."""
    page = browser.get(url)
    is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    for form in Reader(page.content.decode()).forms if is_page else ():
        form.choices |= {
            name: {form.fields[name]} for name in HIDDEN_CHOICES & form.fields.keys() - form.choices.keys()
        }
        form.action = form.action or url
        if form.choices and not form.has_file:
            yield form


@pytest.fixture
def pages(keys: Keys, cast: dict[str, User], home: Home) -> dict[str, list[str]]:
    """Every page that somebody may open, with enquiries where each step is open."""
    marketing, director, own = cast["marketing"], cast["director"], keys["own"]
    fresh = builders.an_approach(by=cast["carer"], home=home)
    in_hand = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    advised = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    advising.seek_advice(advised, "legal", "May we?", asked_of=director, by=marketing)
    signed = builders.signed(builders.an_approach(by=marketing, home=home), by=marketing, director=director)
    # Whoever was told opens a worry by looking at it: a step, which is taken before rows are counted.
    worries.open_it(UndercoverReport.objects.get(pk=own["worry"]), by=cast["manager"])
    enquiries = [fresh, in_hand, advised, signed, Enquiry.objects.get(pk=own["enquiry"])]
    steps = [reverse("enquiries:step", args=[one.pk, verb]) for one in enquiries for verb in (*STEPS, "link-contact")]
    steps += [reverse("pressroom:step", args=[own["statement"], verb]) for verb in STATEMENT_STEPS]
    found = [address(entry, own) for entry in TABLE if not entry.startswith("demonstration")]
    return {who: [*found, *steps] for who in ("administrator", "marketing", "director", "manager", "carer")}


def sent(browser: Client, form: Form, **changed: str) -> Any:
    """The form, with what was changed; a fault is an answer."""
    browser.raise_request_exception = False
    return browser.post(form.action, {**form.fields, "form_key": str(uuid.uuid4()), **changed})


def kept() -> dict[str, int]:
    """How many rows there are of everything but openings."""
    return {table: rows for table, rows in builders.everything_kept().items() if table != Opening._meta.label}


def test_what_a_form_did_not_offer_is_refused_in_words_and_nothing_is_lost(
    pages: dict[str, list[str]], cast: dict[str, User], signed_in: SignedIn
) -> None:
    wrong, seen, before = [], set(), kept()
    for who, urls in pages.items():
        browser = signed_in(cast[who])
        for url in urls:
            for form in list(forms_of(browser, url)):
                for name in form.choices:
                    place = f"{form.action.split('/')[1]}/…/{form.action.rstrip('/').split('/')[-1]}: {name}"
                    if (form.action, name) in seen:
                        continue
                    seen.add((form.action, name))
                    for forged in FORGED:
                        if problem := _problem(sent(browser, form, **{name: forged}), form):
                            wrong.append(f"{who} {place} = {forged[:12]!r}: {problem}")
    assert not wrong, "\n".join(wrong)
    assert kept() == before
    names = {name for _, name in seen}
    assert names >= {"to", "source", "asked_of", "advice", "chosen_way", "way", "came_by", "home", "role", "trigger"}


def _problem(answer: Any, form: Form) -> str:
    """What is wrong with this answer; empty when it says what to do and gives back what was typed."""
    if answer.status_code != 422:
        return f"status {answer.status_code}"
    page = unescape(answer.content.decode())
    if "govuk-error-summary" not in page:
        return "no message"
    if any(words in page for words in ("UUID", "valid choice", "(Hidden field")):
        return "a message for machines"
    return "typed words are lost" if form.typed and page.count(TYPED) < len(form.typed) else ""
