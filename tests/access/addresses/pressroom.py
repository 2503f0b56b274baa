"""Who gets what: the press room."""

from tests.access.addresses.rules import EVERYONE, PRESS, READERS, WRITERS, Refused, Rule, about

TABLE: dict[str, Rule] = {
    "pressroom:list": Rule(READERS),
    "pressroom:draft": Rule(PRESS),
    "pressroom:statement": about("statement"),
    "pressroom:words": about("statement", forbidden=WRITERS),
    "pressroom:version": about("statement number"),
    "pressroom:step take-back": about("statement", forbidden=WRITERS),
    "pressroom:step withdraw": about("statement", forbidden=WRITERS),
    "pressroom:step no-such-verb": Rule("", args="statement"),
    "pressroom:find_person": about("statement", forbidden=WRITERS),
    "pressroom:name_person": about("statement subject", forbidden=WRITERS),
    "pressroom:not_them": Rule(EVERYONE, 405, args="statement subject"),
    "pressroom:unname_person": Rule(EVERYONE, 405, args="statement subject"),
}

REFUSED: list[Refused] = [
    ("pressroom:words", "manager auditor", {"subject": "Mine", "words": "Mine.", "read_version": "1"}, "MS-2"),
    ("pressroom:step withdraw", "manager auditor", {"note": "No."}, "MS-2"),
    ("pressroom:step release", "manager auditor", {}, "MS-2"),
]
