"""Every address of the product against every person: what one may not see isn't there, what one may not do says why."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from enquiries.models import Enquiry
from mediapolicy.clauses import Clause
from mediapolicy.people.models import User
from tests.access.addresses import REFUSED, TABLE
from tests.access.addresses.rules import PLACES
from tests.access.conftest import PEOPLE, Keys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db


def names(patterns: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every name of the resolver with its pattern."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            yield ":".join([*spaces, one.name or str(one.pattern)]), one


def test_every_address_is_declared_and_every_declaration_has_an_address() -> None:
    declared = {entry.partition(" ")[0] for entry in TABLE}
    found = {name for name, _ in names()}
    assert found - declared == set(), "declare who gets what"
    assert declared - found == set(), "no such address any more"


def test_no_address_counts_its_records() -> None:
    """A number in an address could be counted through; only the version of a text one may read already is one."""
    numbered = [name for name, pattern in names() if "<int:" in str(pattern.pattern)]
    assert set(numbered) == {"pressroom:version", "pressroom:release_version"}


def address(entry: str, keys: dict[str, Any]) -> str:
    """The address that this line of the table is about."""
    name, _, verb = entry.partition(" ")
    wanted = [keys[word] for word in TABLE[entry].args.split()]
    return reverse(name, args=[*wanted, verb] if verb else wanted)


# Reading ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bare_frame")
@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_what_the_table_says(cast: dict[str, User], keys: Keys, signed_in: SignedIn, who: str) -> None:
    wrong = []
    browser = signed_in(cast[who])
    browser.raise_request_exception = False  # a fault is one more wrong answer
    for entry, rule in TABLE.items():
        for place in PLACES if isinstance(rule.sees, dict) else PLACES[:1]:
            url, wanted = address(entry, keys[place]), rule.wanted(who, place)
            if entry == "people:person" and who == "carer":
                wanted = 302  # one's own page has another address
            got = browser.get(url).status_code
            if got != wanted:
                wrong.append(f"{who} GET {entry} ({place}): {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_visitor_is_asked_to_sign_in(keys: Keys) -> None:
    visitor, wrong = Client(), []
    for entry, rule in TABLE.items():
        url = address(entry, keys["own"])
        answer = visitor.get(url)
        open_to_all = 200 if entry == "people:sign_in" else rule.public
        if answer.status_code != (open_to_all or 302):
            wrong.append(f"GET {entry}: {answer.status_code}")
        if open_to_all is None and not answer["Location"].startswith("/sign-in/?next=/"):
            wrong.append(f"GET {entry}: to {answer['Location']}")
        posted = visitor.post(url)
        if open_to_all is None and (posted.status_code, posted["Location"][:9]) != (302, "/sign-in/"):
            wrong.append(f"POST {entry}: {posted.status_code}")
    assert not wrong, "\n".join(wrong)


def test_an_address_of_nothing_looks_like_one_of_what_is_hidden(
    cast: dict[str, User], keys: Keys, signed_in: SignedIn
) -> None:
    words = (
        "enquiry",
        "visit",
        "statement",
        "approval",
        "contact",
        "file",
        "subject",
        "stop",
        "police",
        "release",
        "idea",
        "mailed",
        "mailing",
        "worry",
    )
    nothing = {**keys["locked"], **dict.fromkeys(words, uuid.uuid4())}
    browser = signed_in(cast["director"])
    for entry in (one for one, rule in TABLE.items() if isinstance(rule.sees, dict)):
        hidden, absent = browser.get(address(entry, keys["locked"])), browser.get(address(entry, nothing))
        assert hidden.status_code == absent.status_code == 404, entry
        assert without_nonce(hidden) == without_nonce(absent), entry


def without_nonce(answer: Any) -> tuple[str, dict[str, str]]:
    """The page and its headers, but for the nonce, which is new each time."""
    nonce = re.compile(r"nonce(-|=\")[A-Za-z0-9+/=_-]+")
    return nonce.sub("nonce", answer.content.decode()), {
        key: nonce.sub("nonce", value) for key, value in answer.items()
    }


# Doing --------------------------------------------------------------------------------------------------------------

KEY_OF = {
    "enquiries:visit_step": "visit",
    "enquiries:contact_change": "contact",
    "enquiries:contact_remove": "contact",
    "enquiries:worry_step": "worry",
    "pressroom:words": "statement",
}
KEY_OF |= {"pressroom:release_words": "release", "pressroom:release_step": "release"}
KEY_OF_ROOM = {"enquiries": "enquiry", "pressroom": "statement", "approvals": "approval"}


def step_address(entry: str, keys: dict[str, Any]) -> str:
    """The address of this step on the record at one's own home."""
    name, _, verb = entry.partition(" ")
    pk = keys[KEY_OF.get(name) or KEY_OF_ROOM[name.partition(":")[0]]]
    return reverse(name, args=[pk, verb] if verb else [pk])


@pytest.mark.parametrize("filled_in", [True, False], ids=["filled in", "empty"])
def test_a_step_that_is_not_mine_is_refused_with_its_clause(
    cast: dict[str, User], keys: Keys, signed_in: SignedIn, filled_in: bool
) -> None:
    """Also with a form that makes no sense: whether it is mine comes before whether it is complete."""
    wrong = []
    for entry, refused, form, clause in REFUSED:
        for who in refused.split():
            browser, before = signed_in(cast[who]), _states()
            given = {"form_key": str(uuid.uuid4()), **({"to": str(cast["director"].pk), **form} if filled_in else {})}
            answer = browser.post(step_address(entry, keys["own"]), given)
            rule = Clause.by_id(clause).rule.split("’")[0].split("'")[0]
            if (
                answer.status_code != 403
                or clause not in answer.content.decode()
                or rule not in answer.content.decode()
            ):
                wrong.append(
                    f"{who} POST {entry}: {answer.status_code}, cites {clause}: {clause in str(answer.content)}"
                )
            assert _states() == before, entry
    assert not wrong, "\n".join(wrong)


def test_a_step_on_what_one_may_not_see_finds_nothing(cast: dict[str, User], keys: Keys, signed_in: SignedIn) -> None:
    for entry, _, form, _ in REFUSED:
        for who, place in (
            ("other_manager", "own"),
            ("director", "locked"),
            ("carer", "own"),
            ("administrator", "own"),
        ):
            is_theirs = entry in TABLE and TABLE[entry].wanted(who, place) != 404
            if not is_theirs and (who, entry.partition("_")[0]) != ("other_manager", "enquiries:contact"):
                answer = signed_in(cast[who]).post(step_address(entry, keys[place]), form)
                assert answer.status_code == 404, (who, entry, place, answer.status_code)


def _states() -> list[tuple[Any, ...]]:
    return list(Enquiry.objects.order_by("pk").values_list("pk", "state", "version", "statement__version"))


# What a link answers that nobody was sent: its address is the secret that a forger lacks.
SECRET_IN_THE_ADDRESS = {
    "people:welcome": 410,
    "consent:remote": 410,
    "consent:stop_by_slip": 422,
    "pressroom:no_more_releases": 410,
}


def test_no_form_counts_without_its_token(cast: dict[str, User], keys: Keys) -> None:
    """Every address that takes a form refuses one that another site made; a link that was sent is its own token."""
    wrong = []
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast["administrator"], backend="django.contrib.auth.backends.ModelBackend")
    for entry in TABLE:
        answer = browser.post(address(entry, keys["own"]), {"form_key": str(uuid.uuid4())})
        if answer.status_code != SECRET_IN_THE_ADDRESS.get(entry, 403):
            wrong.append(f"POST {entry}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
