"""Every kind of record that an ongoing matter can take, as the test of silence needs it.

A new kind is five lines here. `test_every_kind_that_a_matter_can_take_is_looked_at` asks for them:

    Kind(
        models=(AccessRequest,),
        made=some_requests,         # records with SECRET in their words; the matter takes them, or they are brought to it
        addresses=pages_of_request, # where somebody who had kept an address would look; its own page and its history are
                                    # looked at anyway
        lists=("/access/",),        # pages that exist with or without such records: lists, filters, feeds, calendars, files
        ordinary=a_request,         # one that no matter touches, with its addresses: a leak shows first beside what is seen
    )

`made` walks the real actions, as the people of the cast who would; what follows on a record once the COO has it (something
that waits for a signature) is `afterwards`. Everything is then asked for by each uncleared person with the records and
without: pages, feeds, files, what a form that is sent there answers, the inbox, the emails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from approvals.models import Approval
from enquiries import actions, advising, answering, files
from enquiries.access.models import AccessRequest
from enquiries.contacts import actions as contacts
from enquiries.models import Contact, Enquiry, UndercoverReport
from enquiries.police.models import PoliceRequest
from enquiries.undercover import actions as worries
from mediapolicy.people.models import Home, User
from pressroom import actions as pressroom
from pressroom.idea import actions as ideas
from pressroom.idea.models import StoryIdea
from pressroom.models import Statement
from pressroom.release import actions as releases
from pressroom.release.models import PressRelease
from tests import builders
from tests.access.conftest import picture
from tests.enquiries.access import builders_visits as visits

# A word that stands in every text of the matter, so that a search for it would find what must not be found.
SECRET = "Quillhaven"


@dataclass(frozen=True)
class Setting:
    """The people and the homes; `later` lets a minute pass, so that no two records are of the same moment."""

    cast: dict[str, User]
    home: Home
    other_home: Home
    later: Callable[[], None] = lambda: None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record that a matter can take."""

    models: tuple[type[Any], ...]
    made: Callable[[Setting], list[Any]]
    addresses: Callable[[Any], list[str]] = lambda record: []
    lists: tuple[str, ...] = ()
    ordinary: Callable[[Setting], list[str]] = lambda setting: []
    afterwards: Callable[[Setting, list[Any]], None] = lambda setting, records: None


# Enquiries, and the statements that go with them ---------------------------------------------------------------------


def ordinary_enquiries(setting: Setting) -> list[str]:
    """Enquiries in three states, a statement of its own, a book of contacts."""
    cast, home = setting.cast, setting.home
    marketing, director = cast["marketing"], cast["director"]
    fresh = builders.an_approach(by=cast["carer"], home=home)
    setting.later()
    known = builders.answered(builders.an_approach(by=marketing, home=home), by=marketing, director=director)
    known.refresh_from_db()
    setting.later()
    waiting = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=setting.other_home), by=marketing)
    setting.later()
    mine = builders.drafted(builders.an_approach(by=director, home=None), by=director)
    pressroom.draft(subject="The inspection", trigger="cqc_visit", home=home, by=marketing)
    actions.link_contact(known, None, by=marketing)
    contacts.add_contact(name="Obadiah Fenn", outlet="Northmoor Radio", by=director)
    urls = [f"/enquiries/?tab=open&home={home.pk}", f"/statements/{mine.pk}/"]
    for enquiry in (fresh, known, Enquiry.objects.get(statement=waiting.subject_id)):
        urls += [f"/enquiries/{enquiry.pk}/", f"/enquiries/mine/{enquiry.pk}/", f"/history/enquiry/{enquiry.pk}/"]
        urls += [f"/enquiries/{enquiry.pk}/merge/", f"/enquiries/{enquiry.pk}/link-contact/"]
    return [*urls, f"/contacts/{known.contact_id}/", f"/sign-offs/{waiting.pk}/", f"/statements/{known.statement_id}/"]


def enquiries_of_a_matter(setting: Setting) -> list[Enquiry]:
    """Five enquiries with all that can belong to one; one of them holds no watched word, and is brought in by hand."""
    cast, home = setting.cast, setting.home
    marketing, director, carer = cast["marketing"], cast["director"], cast["carer"]
    told = {"question": f"Wants to know about {SECRET}.", "enquirer": f"Cora {SECRET}", "outlet": f"The {SECRET} Echo"}
    fresh = builders.an_approach(by=carer, home=home, **told)
    passed = builders.an_approach(by=director, home=setting.other_home)  # as an ordinary one asks: "related"
    actions.hand_over(builders.taken_up(passed, by=marketing), director, by=marketing, note=SECRET)
    waiting = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=home, **told), by=marketing)
    asked = Enquiry.objects.get(statement=waiting.subject_id)
    advised = builders.taken_up(builders.an_approach(by=cast["manager"], home=home, **told), by=marketing)
    advising.seek_advice(advised, "legal", f"May we speak of {SECRET}?", asked_of=director, by=marketing)
    answered = builders.an_approach(by=carer, home=home, **told)
    builders.signed(answered, by=marketing, director=director)
    for enquiry in (asked, answered):
        actions.add_note(enquiry, f"{SECRET}, again.", by=cast["manager"])
        files.add_file(enquiry, picture(f"{SECRET}.png"), by=marketing)
    actions.link_contact(asked, None, by=marketing)
    actions.link_contact(passed, Contact.objects.filter(name="Tamsin Rudd").first(), by=marketing)
    actions.link_contact(advised, Contact.objects.filter(name="Obadiah Fenn").first(), by=marketing)
    answering.acknowledge(answered, way="email", by=marketing)
    answering.answer(answered, way="email", seal=_seal(answered), by=marketing)
    return [fresh, passed, asked, advised, answered]


def _seal(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return Approval.objects.of(enquiry.statement).filter(state="signed").latest("created_at").seal


def the_coo_goes_on(setting: Setting, records: list[Enquiry]) -> None:
    """The COO has a Director sign what is said on it: what waits for somebody is hidden as well."""
    statement = Enquiry.objects.get(pk=records[2].pk).statement
    assert statement is not None
    pressroom.send_for_sign_off(statement, by=setting.cast["coo"])


def pages_of_enquiry(enquiry: Enquiry) -> list[str]:
    """Its receipt, its steps, its files; its statement, the sign-offs of that, and whom only it brought into the book."""
    found = [f"/enquiries/mine/{enquiry.pk}/", f"/enquiries/?tab=open&words={enquiry.reference}"]
    found += [f"/enquiries/{enquiry.pk}/{verb}/" for verb in ("add-a-note", "write-down-advice")]
    found += [f"/enquiries/{enquiry.pk}/files/{file.pk}/" for file in enquiry.attachments.all()]
    found += [f"/worries/new/?note={note.pk}" for note in enquiry.notes.all()]
    if enquiry.statement_id:
        found += [f"/statements/{enquiry.statement_id}/{more}" for more in ("", "words/", "versions/1/", "withdraw/")]
        found += [f"/history/statement/{enquiry.statement_id}/"]
        for approval in Approval.objects.filter(subject_id=enquiry.statement_id):
            found += [f"/sign-offs/{approval.pk}/", f"/sign-offs/{approval.pk}/sign-off/"]
    if enquiry.contact and SECRET in enquiry.contact.name:
        found += [f"/contacts/{enquiry.contact_id}/", f"/contacts/{enquiry.contact_id}/change/"]
    return found


ENQUIRIES = (
    *("/enquiries/", "/enquiries/?tab=open", "/enquiries/?tab=finished", "/enquiries/?due=week", "/enquiries/log/"),
    *(f"/enquiries/?tab=open&words={SECRET}", "/enquiries/mine/"),
    *("/enquiries/?tab=open&words=council", "/enquiries/?tab=finished&words=council", "/enquiries/?state=logged"),
    *("/statements/", "/statements/?tab=finished", "/sign-offs/"),
    *("/contacts/", f"/contacts/?words={SECRET}", "/contacts/?words=a"),
    *(f"/contacts/suggest/?q={SECRET}", "/contacts/suggest/?q=Tamsin", "/contacts/suggest/?q=wex"),
    *("/history/?kind=enquiry", "/history/?kind=statement", "/history/?kind=approval"),
    *("/history/?kind=contact", "/history/?kind=outlet", "/history/?verb=log"),
    "/history/?verb=changes-and-openings&kind=enquiry",
)

# Worries about undercover reporters ----------------------------------------------------------------------------------


def an_ordinary_worry(setting: Setting) -> list[str]:
    """One that the carer sent to the Home Manager."""
    worry = worries.send(cover="visitor", told=setting.cast["manager"], by=setting.cast["carer"])
    return [f"/worries/{worry.pk}/", f"/worries/{worry.pk}/where/"]


def worries_of_a_matter(setting: Setting) -> list[UndercoverReport]:
    """Sent by a carer, and by a Director to the Marketing Manager; what was seen was added before the matter began."""
    cast = setting.cast
    sent = worries.send(cover="agency", told=cast["manager"], by=cast["carer"])
    worries.add_to_it(sent, saw=f"She asked about {SECRET}.", by=cast["carer"])
    worries.say_if_care(sent, True, by=cast["carer"])
    return [sent, worries.send(cover="visitor", told=cast["marketing"], by=cast["director"])]


# What the rooms beside them hold ---------------------------------------------------------------------------------------


def visits_of_a_matter(setting: Setting) -> list[AccessRequest]:
    """A carer logs one; another is prepared by the Home Manager before the matter begins."""
    cast, home = setting.cast, setting.home
    asks = {"topic": f"About {SECRET}", "enquirer": f"Cora {SECRET}"}
    first = visits.asked(by=cast["carer"], home=home, **asks)
    second = visits.asked(by=cast["marketing"], home=home, **asks)
    visits.prepared(second, by=cast["manager"], escort=cast["carer"])
    return [first, second]


def ideas_of_a_matter(setting: Setting) -> list[StoryIdea]:
    """A carer sends one in."""
    called, by = f"The {SECRET} supper", setting.cast["carer"]
    return [ideas.send(called=called, happened=f"We ate with {SECRET}.", home=setting.home, by=by)]


def releases_of_a_matter(setting: Setting) -> list[PressRelease]:
    """The Marketing Manager writes one."""
    headline, by = f"The {SECRET} supper", setting.cast["marketing"]
    return [releases.start(kind="release", story_kind="event", headline=headline, home=setting.home, by=by)]


def an_ordinary_release(setting: Setting) -> list[str]:
    """One about a fair."""
    by = setting.cast["marketing"]
    release = releases.start(kind="release", story_kind="event", headline="The fair", home=setting.home, by=by)
    return [release.get_absolute_url()]


# Locked from the moment they are written down, with or without a matter: tests/enquiries/police/test_noninterference.py.
ELSEWHERE: tuple[type[Any], ...] = (PoliceRequest,)
KINDS = (
    Kind(
        models=(Enquiry, Statement),
        made=enquiries_of_a_matter,
        addresses=pages_of_enquiry,
        lists=ENQUIRIES,
        ordinary=ordinary_enquiries,
        afterwards=the_coo_goes_on,
    ),
    Kind(
        models=(UndercoverReport,),
        made=worries_of_a_matter,
        addresses=lambda worry: [f"/worries/{worry.pk}/{verb}/" for verb in ("where", "done", "take")],
        lists=("/worries/", "/worries/new/", "/worries/new/agency/", "/history/?kind=undercoverreport"),
        ordinary=an_ordinary_worry,
    ),
    Kind(
        models=(AccessRequest,),
        made=visits_of_a_matter,
        addresses=lambda visit: [
            f"/visits/mine/{visit.pk}/",
            f"/visits/{visit.pk}/day/",
            f"/visits/{visit.pk}/people/",
        ],
        lists=("/visits/", "/visits/?tab=finished", "/visits/calendar/"),
        ordinary=lambda setting: [
            visits.asked(by=setting.cast["carer"], home=setting.home).get_absolute_url(),
        ],
    ),
    Kind(
        models=(StoryIdea,),
        made=ideas_of_a_matter,
        lists=("/ideas/", "/history/?kind=storyidea"),
        ordinary=lambda setting: [
            ideas.send(
                called="The fair", happened="It was fine.", home=setting.home, by=setting.cast["carer"]
            ).get_absolute_url(),
        ],
    ),
    Kind(
        models=(PressRelease,),
        made=releases_of_a_matter,
        addresses=lambda one: [f"/releases/{one.pk}/{part}/" for part in ("words", "preview", "people", "pictures")],
        lists=("/releases/", "/releases/add/", "/history/?kind=pressrelease"),
        ordinary=an_ordinary_release,
    ),
)
