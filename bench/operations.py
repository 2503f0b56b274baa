"""What is measured: each page with who looks, its address with us and on the floor, its budget and its ceiling."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from urllib.parse import urlencode

from bench import words
from bench.cast import AUDITOR, CARER, MANAGER, MARKETING
from enquiries.models import Enquiry
from enquiries.states import FINISHED, OPEN
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of

CSRF = "b" * 32
DEEP = 1_000  # pages down; or half of the list, if that is less
PAGE = 50
UNJUDGED = 0.0  # a ratio that is told, and has no budget


@dataclass(frozen=True)
class Ask:
    """One request."""

    path: str
    form: dict[str, str] | None = None


@dataclass(frozen=True)
class Operation:
    """One row of the closing table. Without a floor only statements and plans are judged."""

    name: str
    who: str
    ours: Iterator[Ask]
    floor: Iterator[Ask] | None
    budget: float
    ceiling: int
    status: int = 200
    as_page_one: str = ""  # costs no more buffers than half as much again as this operation


def operations() -> list[Operation]:
    """All of them, on the rows that are there."""
    marketing, manager = (User.objects.get(email=email) for email in (MARKETING, MANAGER))
    return [*_lists(marketing, manager), *_records(marketing, manager), *_writes(), *_others()]


def same(path: str) -> Iterator[Ask]:
    """The same page again and again."""
    return repeat(Ask(path))


def _lists(marketing: User, manager: User) -> list[Operation]:
    home = next(iter(standing_of(manager).homes_with("open_enquiry")))
    open_, finished = "/enquiries/?tab=open", "/enquiries/?tab=finished"
    narrowed = f"{open_}&state=escalated&home={home}"
    found = [
        Operation("list", MARKETING, same(open_), same(open_), 2.5, 8),
        Operation("list, one home's manager", MANAGER, same(open_), same(f"{open_}&home={home}"), 2.5, 8),
        Operation("list, state and home", MARKETING, same(narrowed), same(narrowed), 2.5, 8),
        Operation("list, waiting for me", MARKETING, same("/enquiries/"), same(open_), 2.5, 8),
        Operation("list, finished", MARKETING, same(finished), same(finished), 2.5, 8),
        Operation("list, finished, manager", MANAGER, same(finished), same(f"{finished}&home={home}"), 2.5, 8),
        _deep("deep page", marketing, "list, finished"),
        _deep("deep page, manager", manager, "list, finished, manager", f"&home={home}"),
    ]
    for kind, (word, _) in (("rare", words.RARE), ("medium", words.MEDIUM), ("common", words.COMMON)):
        asked = f"{open_}&words={word}"
        found.append(Operation(f"search, {kind} word", MARKETING, same(asked), same(asked), 2.5, 8))
    asked = f"{open_}&words={words.MEDIUM[0]}"
    found.append(Operation("search, manager", MANAGER, same(asked), same(f"{asked}&home={home}"), 2.5, 8))
    asked = f"{finished}&words={words.MEDIUM[0]}"
    found.append(Operation("search, finished", MARKETING, same(asked), same(asked), 2.5, 8))
    return found


def _deep(name: str, person: User, page_one: str, floor: str = "") -> Operation:
    rows = Enquiry.objects.visible_to(person).filter(state__in=sorted(FINISHED)).order_by("-created_at", "-id")
    place = min(DEEP * PAGE, rows.count() // 2)
    at, pk = rows.values_list("created_at", "pk")[place]
    key = base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(pk)]).encode()).decode()
    ours = f"/enquiries/?{urlencode({'tab': 'finished', 'after': key})}"
    theirs = f"/enquiries/?{urlencode({'tab': 'finished', 'at': at.isoformat(), 'id': pk})}{floor}"
    return Operation(name, person.email, same(ours), same(theirs), 2.5, 8, as_page_one=page_one)


def _records(marketing: User, manager: User) -> list[Operation]:
    def page(person: User, state: str) -> str:
        found = Enquiry.objects.visible_to(person).filter(state=state, home__isnull=False).order_by("-created_at")
        return f"/enquiries/{list(found.values_list('pk', flat=True)[:10])[-1]}/"

    ten, finished, theirs = page(marketing, "advised"), page(marketing, "closed"), page(manager, "advised")
    return [
        Operation("record, ten entries", MARKETING, same(ten), same(ten), 3, 12),
        Operation("record, with statement", MARKETING, same(finished), same(finished), 3, 12),
        Operation("record, manager", MANAGER, same(theirs), same(theirs), 3, 12),
    ]


def _writes() -> list[Operation]:
    home = str(Home.objects.order_by("name").values_list("pk", flat=True)[0])
    untouched = list(
        Enquiry.objects.filter(state="escalated", is_locked=False).order_by("created_at").values_list("pk", flat=True)
    )
    return [
        Operation("create, at the desk", MARKETING, _logging(home), _logging(home), 3, 12, 302),
        # Two steps of the policy in one submission: judged beside a floor that takes two as well, and told beside one
        # that takes one (docs/decisions/0017).
        Operation("create and pass on", CARER, _logging(home), _logging(home, "pass-on/"), 3, 12, 302),
        Operation("beside one step", CARER, _logging(home), _logging(home), UNJUDGED, 12, 302),
        Operation("transition", MARKETING, _taking_up(untouched), _taking_up(untouched), 3, 12, 302),
    ]


def _logging(home: str, then: str = "") -> Iterator[Ask]:
    while True:
        form = {
            "question": "What does the home say to the council's report of last week?",
            "came_by": "phone",
            "enquirer": "Tamsin Rudd",
            "outlet": "Wexcombe Courier",
            "chosen_way": "email",
            "chosen_address": "t.rudd@courier.example",
            "when_needed": "tomorrow",
            "home": home,
            **_hidden(),
        }
        yield Ask(f"/enquiries/log/{then}", form)


def _taking_up(untouched: list[uuid.UUID]) -> Iterator[Ask]:
    for pk in untouched:
        yield Ask(f"/enquiries/{pk}/take-up/", _hidden())
    raise SystemExit("No enquiry is left to take up: measure with more rows.")


def _hidden() -> dict[str, str]:
    return {"csrfmiddlewaretoken": CSRF, "form_key": str(uuid.uuid4())}


def _others() -> list[Operation]:
    """Pages that the floor doesn't have: their statements and plans are judged."""
    record = Enquiry.objects.filter(state__in=sorted(OPEN), is_locked=False).values_list("pk", flat=True)[0]
    return [
        Operation("my work", MARKETING, same("/"), None, 0, 16),
        Operation("statements", MARKETING, same("/statements/"), None, 0, 8),
        Operation("inbox", MARKETING, same("/notices/"), None, 0, 8),
        Operation("history, everything", AUDITOR, same("/history/"), None, 0, 12),
        Operation("history, one record", AUDITOR, same(f"/history/enquiry/{record}/"), None, 0, 12),
    ]
