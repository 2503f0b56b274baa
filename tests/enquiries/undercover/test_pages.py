"""The pages of a worry: three taps send it, and none costs more with more worries."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from enquiries.undercover import actions, looking
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import WorryState as W
from enquiries.undercover.vocabulary import WORK_HERE, Cover
from mediapolicy.people.models import User
from mediapolicy.shell import FOOTER
from tests import builders
from tests.conftest import Asked
from tests.enquiries.undercover.conftest import Send

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-5b")]
SignedIn = Callable[[User], Client]


@pytest.mark.clause("IR-5a")
def test_the_way_to_send_one_stands_on_every_page(carer: User, signed_in: SignedIn) -> None:
    assert "/worries/new/" in {url for _, url, _ in FOOTER}
    for url in ("/", "/enquiries/log/", "/policy/", "/worries/"):
        assert "Worried that somebody is not who they say?" in signed_in(carer).get(url).content.decode()


def test_two_choices_and_it_is_sent(carer: User, manager: User, coo: User, signed_in: SignedIn) -> None:
    browser = signed_in(carer)
    first = browser.get("/worries/new/").content.decode()
    for cover in Cover:
        assert f'href="/worries/new/{cover.value}/"' in first
    second = browser.get("/worries/new/visitor/").content.decode()
    assert "Tell Moira Teasdale" in second
    assert "I know which colleague it is" not in second
    answer = browser.post("/worries/new/visitor/", {"told": str(manager.pk), "form_key": str(uuid.uuid4())})
    report = UndercoverReport.objects.get()
    assert answer["Location"] == f"/worries/{report.pk}/"
    shown = browser.get(answer["Location"]).content.decode()
    for words in ("Sent", "Moira Teasdale has been told", "Is there a care concern?", "Do not challenge them."):
        assert words in shown
    assert "Add what you remember" not in shown  # the question comes first


def test_a_double_tap_sends_one(carer: User, manager: User, coo: User, signed_in: SignedIn) -> None:
    given = {"told": str(manager.pk), "form_key": str(uuid.uuid4())}
    first, second = (signed_in(carer).post("/worries/new/visitor/", given) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert UndercoverReport.objects.count() == 1


def test_naming_the_colleague_first_leaves_their_line_out(
    carer: User, manager: User, marketing: User, newcomer: User, coo: User, signed_in: SignedIn
) -> None:
    browser, url = signed_in(carer), f"/worries/new/new_starter/?about={newcomer.pk}"
    shown = browser.get(url).content.decode()
    choices = shown[shown.index("mp-pick--one") :]
    choices = choices[: choices.index("<details")]
    assert "Priya Anand" in choices
    assert "Moira" not in choices
    assert browser.post(url, {"told": str(manager.pk)}).status_code == 422
    assert not UndercoverReport.objects.exists()
    assert browser.post(url, {"told": str(marketing.pk)}).status_code == 302
    report = UndercoverReport.objects.get()
    assert (report.about, report.told) == (newcomer, marketing)


@pytest.mark.parametrize("about", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_forged_colleague_is_said_to_be_wrong(
    carer: User, manager: User, coo: User, signed_in: SignedIn, about: str
) -> None:
    url = f"/worries/new/agency/?about={about}"
    assert signed_in(carer).get(url).status_code == 422
    assert signed_in(carer).post(url, {"told": str(manager.pk)}).status_code == 422
    assert not UndercoverReport.objects.exists()


def test_where_only_the_coo_is_left_the_page_says_so(
    carer: User, manager: User, newcomer: User, coo: User, signed_in: SignedIn
) -> None:
    url = f"/worries/new/new_starter/?about={newcomer.pk}"
    assert "Tell the Chief Operating Officer" in signed_in(carer).get(url).content.decode()
    assert signed_in(carer).post(url, {}).status_code == 302
    assert UndercoverReport.objects.get().state == W.WITH_COO


def test_the_question_of_care_is_answered_with_one_tap(send: Send, carer: User, signed_in: SignedIn) -> None:
    report, browser = send(), signed_in(carer)
    browser.post(f"/worries/{report.pk}/care/", {"care_concern": "yes"})
    shown = browser.get(f"/worries/{report.pk}/").content.decode()
    for words in ("Care comes first", "ring 999", "nobody may stop you", "Add what you remember, if you like"):
        assert words in shown
    assert "Is there a care concern?" not in shown


def test_each_thing_is_added_on_a_page_of_its_own(
    send: Send, carer: User, marketing: User, newcomer: User, signed_in: SignedIn
) -> None:
    report, browser = send(cover="agency", told=marketing), signed_in(carer)
    given = {
        "where": {"where": "The lounge"},
        "name-used": {"name_used": "Robin"},
        "saw": {"saw": "A phone in a basket."},
        "cues": {"cues": ["hidden_device"]},
        "recorded": {"residents_recorded": "not_known"},
        "data": {"data_taken": "no"},
        "who": {"about": str(newcomer.pk)},
    }
    for slug, values in given.items():
        assert browser.get(f"/worries/{report.pk}/{slug}/").status_code == 200
        assert browser.post(f"/worries/{report.pk}/{slug}/", values).status_code == 302, slug
    browser.post(f"/worries/{report.pk}/care/", {"care_concern": "no"})
    shown = browser.get(f"/worries/{report.pk}/").content.decode()
    for words in ("The lounge", "A phone in a basket.", "hidden camera", "I do not know", "Robin Fosse"):
        assert words in shown


def test_whoever_was_told_opens_it_by_looking(send: Send, manager: User, signed_in: SignedIn) -> None:
    report = send()
    for _ in range(2):
        assert signed_in(manager).get(f"/worries/{report.pk}/").status_code == 200
    report.refresh_from_db()
    assert (report.state, report.alert_at) == (W.OPENED, None)
    assert builders.verbs(report).count("open a worry") == 1


def test_what_is_asked_of_a_visitor_is_not_who_works_here(send: Send, carer: User, signed_in: SignedIn) -> None:
    for cover in (Cover.VISITOR, Cover.AGENCY):
        report = send(cover=cover)
        actions.say_if_care(report, False, by=carer)
        shown = signed_in(carer).get(f"/worries/{report.pk}/").content.decode()
        assert ("Which colleague it is" in shown) == (cover in WORK_HERE)


def test_the_coo_goes_through_all_of_it(
    send: Send, carer: User, coo: User, safeguarding: User, marketing: User, signed_in: SignedIn
) -> None:
    report, browser = send(), signed_in(coo)
    url = f"/worries/{report.pk}/"
    letter = builders.an_approach(by=marketing, home=None)
    actions.add_to_it(report, data_taken="yes", by=carer)
    reasons = "They filmed nothing and told nobody outside; it is about time-keeping."
    given = [
        ("take", {}),
        ("care", {"care_concern": "yes"}),
        ("care-followed-up", {"care_follow_up": "Told Bea; CQC need not know."}),
        ("name", {"person": str(safeguarding.pk), "because": "Leads on it."}),
        ("done", {"words": "Rang the agency."}),
        ("found", {"found": "The references do not hold."}),
        ("data-decision", {"breach": "report", "breach_reasons": "A plan.", "breach_reference": "IC-1"}),
        ("letter", {"letter": letter.reference}),
        ("protection", {"protected": "no", "protected_reasons": reasons}),
        ("close", {"outcome": "reporter", "outcome_words": "A programme was made."}),
    ]
    for slug, values in given:
        assert browser.get(f"{url}{slug}/").status_code == 200, slug
        assert browser.post(f"{url}{slug}/", values).status_code == 302, slug
    shown = browser.get(url).content.decode()
    for words in ("Told Bea", "The references", "IC-1", letter.reference, "A programme was made.", "Fair to everybody"):
        assert words in shown
    browser.post(f"{url}named/{safeguarding.pk}/end/")
    assert report not in UndercoverReport.objects.visible_to(safeguarding)


def test_a_matter_is_opened_from_it(send: Send, coo: User, signed_in: SignedIn) -> None:
    report, browser = send(), signed_in(coo)
    looking.take(report, by=coo)
    url = f"/worries/{report.pk}/matter/"
    assert re.search(r'<option value="undercover" selected>', browser.get(url).content.decode())
    given = {"called": "The lounge", "kind": "undercover", "about": "A camera."}
    assert browser.post(url, given).status_code == 302
    report.refresh_from_db()
    assert report.is_locked


def test_a_letter_that_is_no_enquiry_is_said_to_be_wrong(send: Send, coo: User, signed_in: SignedIn) -> None:
    report = send()
    looking.take(report, by=coo)
    answer = signed_in(coo).post(f"/worries/{report.pk}/letter/", {"letter": "ENQ-00000"})
    assert answer.status_code == 422
    assert "There is no enquiry with this reference." in answer.content.decode()


def test_it_stands_on_my_work_without_a_word_of_what_it_says(
    send: Send, carer: User, manager: User, director: User, coo: User, signed_in: SignedIn
) -> None:
    report = send(saw="A camera in the flowers.")
    for person, wanted in ((manager, True), (coo, True), (director, False), (carer, False)):
        shown = signed_in(person).get("/").content.decode()
        assert (report.reference in shown) == wanted, person
        assert "camera" not in shown
    signed_in(manager).get(report.get_absolute_url())
    assert report.reference not in signed_in(manager).get("/").content.decode()
    assert f"Go on with {report.reference}" in signed_in(coo).get("/").content.decode()


CEILINGS = {"carer": (8, 12), "manager": (8, 12), "coo": (8, 12)}


@pytest.mark.parametrize("who", sorted(CEILINGS))
def test_no_page_costs_more_with_more_worries(
    send: Send, who: str, queries: Callable[[], Asked], signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    report, browser = send(), signed_in(request.getfixturevalue(who))
    actions.say_if_care(report, True, by=report.reported_by)
    urls = ("/worries/", f"/worries/{report.pk}/")
    for url in urls:
        browser.get(url)  # opened, and the counts of a process asked
    counts = []
    for _ in range(2):
        asked = [_statements(browser, url, queries) for url in urls]
        counts.append(asked)
        for number in range(3):
            actions.note_what_was_done(send(), f"Kept paper {number}.", by=report.reported_by)
            actions.note_what_was_done(report, f"Kept rota {number}.", by=report.reported_by)
    assert counts[0] == counts[1]
    assert all(number <= most for number, most in zip(counts[0], CEILINGS[who], strict=True)), counts[0]


def test_sending_one_asks_little(
    carer: User, manager: User, newcomer: User, coo: User, signed_in: SignedIn, queries: Callable[[], Asked]
) -> None:
    browser = signed_in(carer)
    for url, most in (("/worries/new/", 6), ("/worries/new/visitor/", 8), ("/worries/new/agency/", 10)):
        browser.get(url)
        assert _statements(browser, url, queries) <= most, url


def _statements(browser: Client, url: str, queries: Callable[[], Asked]) -> int:
    with queries() as asked:
        assert browser.get(url).status_code == 200
    return len(asked.statements)
