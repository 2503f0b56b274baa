"""Records for the tests of access: one at one's own home, one at another, and one that an ongoing matter touches."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from approvals.models import Approval
from consent.agreement.models import MediaConsent
from consent.capacity.models import CapacityAssessment
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.pictures import naming
from consent.pictures.models import Asset
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.stops import actions as stops
from consent.stops.models import Stop
from consent.stops.states import StopKind
from consent.takedown.models import Showing, TakedownTask, Withdrawal
from enquiries import actions, files
from enquiries.access.models import AccessRequest
from enquiries.models import Contact, Enquiry, UndercoverReport
from enquiries.police import actions as police
from enquiries.police import agreeing
from enquiries.police.models import PoliceRequest
from enquiries.undercover import actions as worries
from matters import actions as matters
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.policy import actions as policy
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.shell import Shell
from pressroom.distribution import actions as distribution
from pressroom.idea import actions as ideas
from pressroom.lists.models import MailingList
from pressroom.models import PressRelease, Statement, StoryIdea
from tests import builders
from tests.consent import builders_agreement as forms
from tests.consent import builders_pictures as pictures
from tests.consent.builders_people import a_person
from tests.enquiries.access import builders_visits as visits
from tests.pressroom import builders_mailing as mailings
from tests.pressroom.release import made as releases
from tests.stage import kept

PEOPLE = [
    "carer",
    "manager",
    "other_manager",
    "marketing",
    "director",
    "coo",
    "data_protection",
    "safeguarding",
    "auditor",
    "administrator",
    "stranger",
]
Keys = dict[str, dict[str, Any]]


def lock(enquiry: Enquiry) -> None:
    """An ongoing matter touches it: the enquiry, its statement, and the sign-offs of that."""
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    if enquiry.statement_id:
        Statement.objects.filter(pk=enquiry.statement_id).update(is_locked=True)
        Approval.objects.filter(subject_id=enquiry.statement_id).update(is_locked=True)


def picture(name: str = "scene.png", kind: str = "PNG", **how: Any) -> SimpleUploadedFile:
    """A very small picture."""
    paper = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(paper, kind, **how)
    return SimpleUploadedFile(name, paper.getvalue(), f"image/{kind.lower()}")


def a_policy_in_force(by: User) -> PolicyVersion:
    """A first version, which decisions cite."""
    today = date(2026, 1, 5)
    dates = {"effective_on": today, "approved_on": today, "next_review_on": today, "approved_by": "The board"}
    version = policy.load_version(number="V1", by=by, **dates)  # type: ignore[arg-type]
    policy.bring_into_force(version, by=by)
    return version


def a_full_record(home: Home, logger: User, marketing: User, name: str) -> dict[str, Any]:
    """An enquiry with a statement that waits for a Director, a contact and a file; the keys of each."""
    enquiry = builders.an_approach(by=logger, home=home, enquirer=name)
    approval = builders.sent_for_sign_off(enquiry, by=marketing)
    enquiry.refresh_from_db()
    actions.link_contact(enquiry, None, by=marketing)
    attachment = files.add_file(enquiry, picture(), by=marketing)
    statement = enquiry.statement
    assert statement is not None
    visit = visits.asked(by=logger, home=home, enquirer=name)
    visits.prepared(visit, by=marketing, escort=marketing)
    return {
        "enquiry": enquiry.pk,
        "visit": visit.pk,
        "part": "what",
        "statement": statement.pk,
        "number": statement.number,
        "approval": approval.pk,
        "contact": enquiry.contact_id,
        "file": attachment.pk,
        "kind": "enquiry",
    }


@pytest.fixture
def bare_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame of a page is half its work; where only the page itself matters, it is left empty."""
    monkeypatch.setattr(Shell, "facts", ("Larkfield Care", 0, "", None))


@kept
def cast(
    carer: User,
    manager: User,
    other_manager: User,
    marketing: User,
    director: User,
    coo: User,
    data_protection: User,
    safeguarding: User,
    auditor: User,
    administrator: User,
    stranger: User,
) -> dict[str, User]:
    """Everybody, by the name that the tables use."""
    people = (carer, manager, other_manager, marketing, director, coo, data_protection, safeguarding, auditor)
    return dict(zip(PEOPLE, (*people, administrator, stranger), strict=True))


LOCKED_WITH_THEM: list[tuple[Any, str]] = [
    (AccessRequest, "visit"),
    (Person, "subject"),
    (Stop, "stop"),
    (MediaConsent, "form"),
    (CapacityAssessment, "assessment"),
    (Representative, "representative"),
    (BestInterestsDecision, "decision"),
    (AdvanceStatement, "wish"),
    (AdvocacyRequest, "advocate"),
    (Asset, "picture"),
    (Showing, "showing"),
    (Withdrawal, "withdrawal"),
    (TakedownTask, "takedown"),
    (PressRelease, "release"),
    (StoryIdea, "idea"),
]


def somebody_shown(home: Home, by: User) -> dict[str, Any]:
    """Somebody on the list of a home, who objects to being shown."""
    person = a_person(by=by, home=home)
    return {"subject": person.pk, "stop": stops.place(StopKind.OBJECTION, person, "Turned away.", by=by).pk}


def a_mailing(home: Home, by: User, number: int, papers: MailingList) -> dict[str, Any]:
    """A released text of a home, ready to be sent to a press list."""
    release = mailings.a_release(by=by, number=number, home=home, headline=f"Release {number}")
    return {"mailed": release.pk, "mailing": distribution.prepare(release, lists=[papers], by=by).pk}


def everything_on_file(person: Person, staff: User, marketing: User) -> dict[str, Any]:
    """One record of each kind about somebody."""
    form = forms.asked(person, by=staff, raised_by_subject=True)
    found = forms.an_assessment(person, "lacks", by=staff)
    who = forms.an_attorney(person)
    own = {"subject": person, "home": person.home}
    picture = pictures.a_photo(home=person.home, by=staff)
    mark = naming.name_somebody(picture, marked="named", person=person, where={}, by=staff)
    shown = Showing(called="Harvest supper", purpose="P07", channel="facebook", owner=marketing, home=person.home)
    changed = Withdrawal(**own, how="said", made_by="self", received_by=staff)
    task = {"kind": "remove", "what": "Harvest supper", "due_at": timezone.now()}
    records = {
        "form": form,
        "assessment": found,
        "representative": who,
        "decision": forms.in_their_interests(person, who, found, by=staff),
        "wish": forms.on_file(AdvanceStatement(**own, wish="no_publicity"), "kept"),
        "advocate": forms.on_file(
            AdvocacyRequest(**own, reason="Nobody.", asked_of="Council", kind="care_act"), "asked"
        ),
        "picture": picture,
        "showing": forms.on_file(shown, "shown"),
        "withdrawal": forms.on_file(changed, "noted"),
    }
    due = TakedownTask(**own, showing=records["showing"], withdrawal=changed, owner=marketing, **task)
    records["takedown"] = forms.on_file(due, "open")
    return {name: record.pk for name, record in records.items()} | {"mark": mark.pk, "signature": uuid.uuid4()}


def asked_by_the_police(home: Home, by: User) -> PoliceRequest:
    """The police ask something about somebody's safety."""
    return police.log(
        home=home,
        kind="data",
        concerns="safeguarding",
        asked="They ask who was on duty.",
        force="Wexshire Police",
        officer_name="Ada Quillan",
        call_back="07700 900111",
        by=by,
    )


def good_news(home: Home, staff: User, marketing: User) -> dict[str, Any]:
    """A press release that is being written, and an idea that somebody sent in."""
    idea = ideas.send(called="The bake sale", happened="We baked.", home=home, by=staff)
    return {"release": releases.a_draft(by=marketing, home=home).pk, "first": 1, "idea": idea.pk}


def a_worry(cast: dict[str, User], place: str) -> dict[str, Any]:
    """A worry that somebody of this home sent; at the third place a matter has taken it."""
    by, told = ("other_manager", "director") if place == "other" else ("carer", "manager")
    worry = worries.send(cover="visitor", told=cast[told], by=cast[by])
    UndercoverReport.objects.filter(pk=worry.pk).update(is_locked=place == "locked")
    return {"worry": worry.pk}


@kept
def keys(cast: dict[str, User], founder: User, home: Home, other_home: Home) -> Keys:
    """What stands for each key in an address, at each of the three places."""
    marketing = cast["marketing"]
    records = {
        "own": a_full_record(home, cast["carer"], marketing, "Tamsin Rudd"),
        "other": a_full_record(other_home, marketing, marketing, "Obadiah Fenn"),
        "locked": a_full_record(home, cast["carer"], marketing, "Cora Whitlock"),
    }
    papers = mailings.a_list(by=marketing, size=1)
    for number, (place, found) in enumerate(records.items()):
        found |= a_mailing(other_home if place == "other" else home, marketing, number, papers)
        found |= a_worry(cast, place)
        found |= somebody_shown(other_home if place == "other" else home, cast["data_protection"])
        staff = cast["other_manager" if place == "other" else "carer"]
        found |= everything_on_file(Person.objects.get(pk=found["subject"]), staff, marketing)
        found |= good_news(other_home if place == "other" else home, staff, marketing)
    lock(Enquiry.objects.get(pk=records["locked"]["enquiry"]))
    for model, key in LOCKED_WITH_THEM:
        model.objects.filter(pk=records["locked"][key]).update(is_locked=True)
    Contact.objects.filter(pk=records["locked"]["contact"]).update(is_locked=True)
    PressRelease.objects.filter(pk=records["locked"]["mailed"]).update(is_locked=True)
    for place, at, by in (("own", home, "carer"), ("other", other_home, "data_protection"), ("locked", home, "carer")):
        records[place]["police"] = asked_by_the_police(at, cast[by]).pk
    kept_back = PoliceRequest.objects.get(pk=records["locked"]["police"])
    agreeing.keep_from_home(kept_back, note="A colleague there is suspected.", by=cast["coo"])
    told = agreeing.tell_directors(kept_back, [cast["director"]], by=cast["coo"])
    now = timezone.now()
    turn = organisation.put_on_call(cast["director"], now, now + timedelta(hours=8), by=founder)
    holiday = organisation.add_holiday(date(2026, 1, 5), "ENG", "Founder's day", False, by=founder)
    somebody = a_person("Walter Dunmore", by=cast["carer"], home=home)
    matter = matters.open_matter(
        kind="complaint", called="The fall", about="A fall.", people=[somebody], by=cast["coo"]
    )
    shared = {
        "press_list": papers.pk,
        "subscriber": papers.entries.get().subscriber_id,
        "matter": matter.pk,
        "told": told.pk,
        "link": matter.people.get().pk,
        "person": cast["carer"].pk,
        "appointment": cast["carer"].appointments.get().pk,
        "home": home.pk,
        "version": a_policy_in_force(founder).pk,
        "turn": turn.pk,
        "holiday": holiday.pk,
        "token": "not-a-token-anyone-was-sent",
        "letter": "20260101T000000.eml",
        "slip": "MC-7K4M2DP",
        "clause": "MS-2",
        "nobody": uuid.uuid4(),
    }
    return {place: shared | found for place, found in records.items()}
