"""Every address of the product against every person: what one may not see isn't there, what one may not do says why."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from enquiries.models import Enquiry
from mediapolicy.clauses import Clause
from mediapolicy.people.models import User
from tests.access.conftest import PEOPLE, Keys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]

# The cast, in groups that the table below speaks of.
EVERYONE = " ".join(PEOPLE)
PRESS = "marketing director coo"
ALL_HOMES = f"{PRESS} auditor"
READERS = f"manager other_manager {ALL_HOMES}"
# Somebody who looks at a record of: one's own home, another home, an ongoing matter.
PLACES = ("own", "other", "locked")
RECORDS = {"own": f"manager {ALL_HOMES}", "other": f"other_manager {ALL_HOMES}", "locked": "coo"}


@dataclass(frozen=True)
class Rule:
    """Who gets what on GET. Whoever is named nowhere gets 404; anonymous visitors go to the sign-in page.

    `sees` is read once for an address about no record, else for each of the three places.
    """

    sees: str | dict[str, str] = ""
    status: int = 200
    forbidden: str = ""  # of those who see it: 403, for the step is not theirs
    public: int | None = None  # what everybody gets, signed in or not
    args: str = ""  # the names of the record's keys in the address

    def wanted(self, who: str, place: str) -> int:
        """The status that this person must get."""
        if self.public is not None:
            return self.public
        sees = self.sees if isinstance(self.sees, str) else self.sees[place]
        if who not in sees.split():
            return 404
        return 403 if who in self.forbidden.split() else self.status


def about(args: str, forbidden: str = "", status: int = 200) -> Rule:
    """A page about one record, scoped by home and hidden by an ongoing matter."""
    return Rule(RECORDS, status, forbidden, args=args)


ADMIN = Rule("administrator")
ADMIN_POSTS = Rule("administrator", 405)
READS = about("enquiry")
THE_BOOK = {"own": ALL_HOMES, "other": ALL_HOMES, "locked": "coo"}
WRITERS = "manager other_manager auditor"  # those who see a record and write no answers

# Whom we may show: the answer is for whoever publishes too, the reasons are not.
SEE_ANSWERS = f"{PRESS} data_protection safeguarding auditor"
SHOWN = {"own": f"carer manager {SEE_ANSWERS}", "other": f"other_manager {SEE_ANSWERS}", "locked": "coo"}
REASONS = {
    "own": "manager data_protection safeguarding auditor",
    "other": "other_manager data_protection safeguarding auditor",
    "locked": "",
}
FORMS = {
    "own": "carer manager data_protection safeguarding auditor",
    "other": "other_manager data_protection safeguarding auditor",
    "locked": "",
}
LEADS = "data_protection safeguarding auditor"  # those who read and take no step
AT_HOME = {"own": "carer manager", "other": "other_manager", "locked": ""}
MANAGERS = {"own": "manager", "other": "other_manager", "locked": ""}
POWERS = {"own": "manager data_protection", "other": "other_manager data_protection", "locked": ""}
PICTURES = "carer manager other_manager marketing"
SHOWERS = "manager other_manager marketing coo"
TAKERS = {"own": "manager marketing coo", "other": "other_manager marketing coo", "locked": "coo"}
KEEPERS = "carer manager other_manager data_protection"
NO_KEEPERS = f"{PRESS} safeguarding auditor"  # those who see somebody and keep no list
COUNTS = f"manager {SEE_ANSWERS}"

# One line for each name of the resolver; a step has one line for each of its verbs that is told apart here.
TABLE: dict[str, Rule] = {
    "people:sign_in": Rule(EVERYONE, 302),
    "people:sign_in_as": Rule(public=405, args="person"),
    "people:sign_out": Rule(public=405),
    "people:forgotten": Rule(public=200),
    "people:link_sent": Rule(public=200),
    "people:welcome": Rule(public=410, args="token"),
    "people:first_run": Rule(public=404),
    "people:me": Rule(EVERYONE),
    "people:change_password": Rule(EVERYONE),
    "people:list": ADMIN,
    "people:add": ADMIN,
    "people:import": ADMIN,
    "people:import_check": Rule("administrator", 302),
    "people:import_template": ADMIN,
    "people:end_appointment": Rule("administrator", 405, args="appointment"),
    "people:person": Rule("administrator", args="person"),
    "people:change_details": Rule("administrator", args="person"),
    "people:appoint": Rule("administrator", 405, args="person"),
    "people:invite": Rule("administrator", 405, args="person"),
    "people:join_again": Rule("administrator", 405, args="person"),
    "people:leave": Rule("administrator", args="person"),
    "organisation:settings": ADMIN,
    "organisation:name": ADMIN,
    "organisation:words": ADMIN,
    "organisation:versions": ADMIN,
    "organisation:bring_into_force": Rule("administrator", 405, args="version"),
    "organisation:on_call": ADMIN,
    "organisation:take_off_call": Rule("administrator", 405, args="turn"),
    "organisation:bank_holidays": ADMIN,
    "organisation:take_out_holiday": Rule("administrator", 405, args="holiday"),
    "organisation:homes": ADMIN,
    "organisation:add_home": ADMIN,
    "organisation:home": Rule("administrator", args="home"),
    "organisation:change_home": Rule("administrator", args="home"),
    "organisation:close_home": Rule("administrator", args="home"),
    "desk:my_work": Rule(EVERYONE),
    "papers:mine": Rule(EVERYONE),
    # Only whoever asked for a paper has it, and here nobody has: tests/papers walks through those that were.
    "papers:ask": Rule(EVERYONE, 405, args="kind enquiry"),
    "papers:paper": Rule("", args="nobody"),
    "papers:download": Rule("", args="nobody"),
    "papers:as_page": Rule("", args="nobody"),
    "approvals:waiting": Rule("director coo"),
    "approvals:sign_off": about("approval"),
    "approvals:decide sign-off": about("approval", forbidden=f"{WRITERS} marketing coo"),
    "approvals:decide refuse": about("approval", forbidden=f"{WRITERS} marketing coo"),
    "approvals:decide no-such-verdict": Rule("", args="approval"),
    "enquiries:list": Rule(READERS),
    "enquiries:log": Rule(EVERYONE),  # whoever works here, also without a role
    "enquiries:mine": Rule(EVERYONE),
    "enquiries:logged": Rule({"own": "carer", "other": "marketing", "locked": ""}, args="enquiry"),
    "enquiries:enquiry": READS,
    "enquiries:attachment": about("enquiry file"),
    "enquiries:step hand-over": about("enquiry", forbidden=WRITERS),
    "enquiries:step add-a-note": about("enquiry", forbidden="auditor"),
    "enquiries:step add-a-file": about("enquiry", forbidden="auditor"),
    "enquiries:step change-the-facts": about("enquiry", forbidden=WRITERS),
    "enquiries:step link-contact": about("enquiry", forbidden=WRITERS),
    "enquiries:step merge": about("enquiry", forbidden=WRITERS, status=409),
    "enquiries:step no-such-verb": Rule("", args="enquiry"),
    "enquiries:contacts": Rule(ALL_HOMES),
    "enquiries:contact_add": Rule(PRESS),
    "enquiries:contact_suggest": Rule(EVERYONE),
    "enquiries:contact": Rule(THE_BOOK, args="contact"),
    "enquiries:contact_change": Rule(THE_BOOK, forbidden="auditor", args="contact"),
    "enquiries:contact_remove": Rule(THE_BOOK, forbidden="auditor", args="contact"),
    "pressroom:list": Rule(READERS),
    "pressroom:draft": Rule(PRESS),
    "pressroom:statement": about("statement"),
    "pressroom:words": about("statement", forbidden=WRITERS),
    "pressroom:version": about("statement number"),
    "pressroom:step take-back": about("statement", forbidden=WRITERS),
    "pressroom:step withdraw": about("statement", forbidden=WRITERS),
    "pressroom:step no-such-verb": Rule("", args="statement"),
    "consent:people": Rule(f"carer manager other_manager {SEE_ANSWERS}"),
    "consent:add_person": Rule(KEEPERS),
    "consent:add_colleagues": Rule(KEEPERS),
    "consent:import": Rule(KEEPERS),
    "consent:import_check": Rule(KEEPERS, 302),
    "consent:import_template": Rule(KEEPERS),
    "consent:person": Rule(SHOWN, args="subject"),
    "consent:person_step change": Rule(SHOWN, forbidden=NO_KEEPERS, args="subject"),
    "consent:person_step move": Rule(SHOWN, forbidden=NO_KEEPERS, args="subject"),
    "consent:person_step leave": Rule(SHOWN, forbidden=NO_KEEPERS, args="subject"),
    "consent:person_step died": Rule(SHOWN, forbidden=NO_KEEPERS, args="subject"),
    "consent:person_step no-such-verb": Rule("", args="subject"),
    "consent:place_stop objection": Rule(SHOWN, forbidden="auditor", args="subject"),
    "consent:place_stop doubt": Rule(SHOWN, forbidden=f"{PRESS} auditor", args="subject"),
    "consent:place_stop restriction": Rule(SHOWN, forbidden=f"carer {PRESS} auditor", args="subject"),
    "consent:place_stop matter": Rule(dict.fromkeys(PLACES, "coo"), args="subject"),
    "consent:place_stop no-such-kind": Rule("", args="subject"),
    "consent:lift_stop": Rule(REASONS, forbidden="auditor", args="stop"),
    "consent:ask": Rule(AT_HOME, 302, args="subject"),
    "consent:form": Rule(FORMS, args="form"),
    "consent:page what": Rule(FORMS, forbidden=LEADS, args="form"),
    "consent:page no-such-page": Rule("", args="form"),
    "consent:check": Rule(FORMS, forbidden=LEADS, args="form"),
    "consent:sign": Rule(FORMS, 409, LEADS, args="form"),
    "consent:link": Rule(FORMS, 409, LEADS, args="form"),
    "consent:paper": Rule("", args="form signature"),
    "consent:step say-no": Rule(FORMS, forbidden=LEADS, args="form"),
    "consent:step no-such-verb": Rule("", args="form"),
    "consent:answered": Rule(public=200),
    "consent:remote": Rule(public=200, args="token"),
    "consent:capacity": Rule(REASONS, args="subject"),
    "consent:assess": Rule("", args="subject"),
    "consent:assessment": Rule(REASONS, args="assessment"),
    "consent:assessment_part abilities": Rule(REASONS, 403, args="assessment"),
    "consent:assessment_step countersign": Rule(REASONS, 409, LEADS, args="assessment"),
    "consent:prepare_decision": Rule(MANAGERS, args="subject"),
    "consent:decision": Rule(REASONS, args="decision"),
    "consent:decision_part them": Rule(REASONS, 409, LEADS, args="decision"),
    "consent:take_out_consultee": Rule(EVERYONE, 405, args="decision"),
    "consent:decision_step end": Rule(REASONS, forbidden=LEADS, args="decision"),
    "consent:record_representative": Rule(POWERS, args="subject"),
    "consent:keep_wish": Rule(AT_HOME, args="subject"),
    "consent:ask_for_advocate": Rule(MANAGERS, args="subject"),
    "consent:representative": Rule(REASONS, args="representative"),
    "consent:representative_step end": Rule(REASONS, forbidden="safeguarding auditor", args="representative"),
    "consent:take_wish_back": Rule(REASONS, 422, LEADS, args="wish"),
    "consent:note_advocate": Rule(REASONS, forbidden=LEADS, args="advocate"),
    "consent:pictures": Rule(f"carer manager other_manager {SEE_ANSWERS}"),
    "consent:picture_add": Rule(PICTURES),
    "consent:picture_add_words": Rule(PICTURES),
    "consent:picture_people": Rule(PICTURES),
    "consent:picture": Rule(SHOWN, args="picture"),
    "consent:picture_file": Rule(SHOWN, args="picture"),
    "consent:picture_small": Rule(SHOWN, args="picture"),
    "consent:picture_step describe": Rule(SHOWN, forbidden=f"director coo {LEADS}", args="picture"),
    "consent:picture_step no-such-verb": Rule("", args="picture"),
    "consent:picture_mark take-off": Rule(SHOWN, forbidden=f"director coo {LEADS}", args="picture mark"),
    "consent:find_to_withdraw": Rule(f"carer manager other_manager {PRESS} data_protection safeguarding"),
    "consent:withdraw": Rule(SHOWN, forbidden="auditor", args="subject"),
    "consent:withdrawal": Rule(SHOWN, args="withdrawal"),
    "consent:tell": Rule(SHOWN, 422, "auditor", args="withdrawal"),
    "consent:tasks": Rule(SHOWERS),
    "consent:task finish": Rule(TAKERS, args="takedown"),
    "consent:task no-such-verb": Rule("", args="takedown"),
    "consent:showings": Rule(SHOWERS),
    "consent:add_showing": Rule(SHOWERS),
    "consent:showing": Rule(SHOWN, args="showing"),
    "consent:showing_step take-down": Rule(TAKERS, args="showing"),
    "consent:showing_step no-such-verb": Rule("", args="showing"),
    "consent:stop_by_slip": Rule(public=200, args="slip token"),
    "pressroom:find_person": about("statement", forbidden=WRITERS),
    "pressroom:name_person": about("statement subject", forbidden=WRITERS),
    "pressroom:unname_person": Rule(EVERYONE, 405, args="statement subject"),
    "consent:compliance": Rule(f"{COUNTS} other_manager"),
    "consent:compliance_export": Rule(f"{COUNTS} other_manager"),
    "consent:compliance_home": Rule(COUNTS, args="home"),
    "consent:compliance_missing": Rule(COUNTS, args="home"),
    # For everybody but the COO, and whom the COO named, there are no matters.
    "matters:list": Rule("coo"),
    "matters:open": Rule("coo"),
    "matters:stand_ins": Rule("coo"),
    "matters:end_stand_in": Rule(EVERYONE, 405, args="nobody"),
    "matters:break_glass": Rule("administrator"),
    "matters:matter": Rule("coo", args="matter"),
    "matters:find": Rule("coo", args="matter"),
    "matters:link": Rule("coo", args="matter subject"),
    "matters:part people": Rule("coo", args="matter link"),
    "matters:part named": Rule("", args="matter nobody"),
    "matters:part no-such-part": Rule("", args="matter link"),
    "matters:step close": Rule("coo", args="matter"),
    "matters:step name": Rule("coo", args="matter"),
    "matters:step no-such-verb": Rule("", args="matter"),
    "demonstration:kit": Rule(public=200),
    "demonstration:mail": Rule(public=200),
    "demonstration:letter": Rule(public=404, args="letter"),
    "alive": Rule(public=200),
    "ready": Rule(public=200),
    "history:browser": Rule("auditor administrator"),
    "history:export": Rule("auditor administrator"),
    "history:record": Rule({**dict.fromkeys(PLACES[:2], "auditor administrator"), "locked": ""}, args="kind enquiry"),
    "notices:inbox": Rule(EVERYONE),
    "notices:choices": Rule(EVERYONE),
    "notices:mark_all": Rule(EVERYONE, 405),
    "notices:open": Rule(EVERYONE, 405, args="nobody"),
    "policy:policy": Rule(EVERYONE),
    "policy:safe_concern": Rule(public=200),
    "policy:clause": Rule(EVERYONE, args="clause"),
}


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
    assert numbered == ["pressroom:version"]


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
    words = ("enquiry", "statement", "approval", "contact", "file", "subject", "stop")
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

# Steps that somebody who sees the record may not take: address, who, a form that is filled in, the clause it must cite.
REFUSED: list[tuple[str, str, dict[str, str], str]] = [
    ("enquiries:step hand-over", "manager auditor", {"note": "Going on leave."}, "ME-2"),
    ("enquiries:step add-a-note", "auditor", {"words": "Seen."}, "CRM-3a"),
    ("enquiries:step change-the-facts", "manager auditor", {"topic": "The visit"}, "CRM-3a"),
    (
        "enquiries:step change-the-chosen-way",
        "auditor",
        {"chosen_way": "phone", "chosen_address": "1", "note": "x"},
        "CRM-3b",
    ),
    ("enquiries:step open-again", "manager auditor", {"note": "More questions."}, "ME-2"),
    ("pressroom:words", "manager auditor", {"subject": "Mine", "words": "Mine.", "read_version": "1"}, "MS-2"),
    ("pressroom:step withdraw", "manager auditor", {"note": "No."}, "MS-2"),
    ("pressroom:step release", "manager auditor", {}, "MS-2"),
    ("approvals:decide sign-off", "manager auditor marketing coo", {"seal": "x"}, "MS-2"),
    ("approvals:decide refuse", "manager auditor marketing coo", {"seal": "x", "reason": "No."}, "MS-2"),
    ("enquiries:contact_change", "auditor", {"name": "Tamsin Rudd"}, "CRM-1"),
    ("enquiries:contact_remove", "auditor", {}, "CRM-2"),
]
KEY_OF = {"enquiries:contact_change": "contact", "enquiries:contact_remove": "contact", "pressroom:words": "statement"}
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
            if (who, entry.partition("_")[0]) != ("other_manager", "enquiries:contact"):
                answer = signed_in(cast[who]).post(step_address(entry, keys[place]), form)
                assert answer.status_code == 404, (who, entry, place, answer.status_code)


def _states() -> list[tuple[Any, ...]]:
    return list(Enquiry.objects.order_by("pk").values_list("pk", "state", "version", "statement__version"))


# What a link answers that nobody was sent: its address is the secret that a forger lacks.
SECRET_IN_THE_ADDRESS = {"people:welcome": 410, "consent:remote": 410, "consent:stop_by_slip": 422}


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
