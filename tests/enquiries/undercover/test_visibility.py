"""Who knows of a worry: whoever sent it, whom they told, the COO and whom the COO named. Nobody else, anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from enquiries import actions as enquiries
from enquiries.models import Enquiry, Note
from enquiries.undercover import actions, looking
from enquiries.undercover.models import UndercoverReport
from mediapolicy.history.openings import Opening
from mediapolicy.people.models import Home, User
from tests import builders
from tests.access.conftest import cast as cast  # the whole cast, by name
from tests.enquiries.undercover.conftest import Send

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-5"), pytest.mark.clause("CRM-2")]
SignedIn = Callable[[User], Client]
SECRET = "Quillhaven"


@pytest.fixture
def report(send: Send, cast: dict[str, User]) -> UndercoverReport:
    report = send(saw=f"She asked about {SECRET}.")
    looking.name(report, cast["safeguarding"], "Leads on safeguarding.", by=cast["coo"])
    return report


def test_who_sees_it(report: UndercoverReport, cast: dict[str, User]) -> None:
    """By hand, of everybody."""
    seen = {who for who, person in cast.items() if report in UndercoverReport.objects.visible_to(person)}
    assert seen == {"carer", "manager", "coo", "safeguarding"}


def test_for_everybody_else_each_page_of_it_is_not_found(
    report: UndercoverReport, cast: dict[str, User], signed_in: SignedIn
) -> None:
    for who in ("other_manager", "marketing", "director", "data_protection", "auditor", "administrator", "stranger"):
        browser = signed_in(cast[who])
        for url in (f"/worries/{report.pk}/", f"/worries/{report.pk}/where/", f"/worries/{report.pk}/take/"):
            assert browser.get(url).status_code == 404, (who, url)
            assert browser.post(url, {"where": "x"}).status_code == 404, (who, url)
        assert report.reference not in browser.get("/worries/").content.decode()


def test_no_history_tells_of_it(report: UndercoverReport, cast: dict[str, User], signed_in: SignedIn) -> None:
    """Nor that there is such a kind, to those who review all of it."""
    signed_in(cast["manager"]).get(f"/worries/{report.pk}/")
    for who in ("auditor", "administrator"):
        browser = signed_in(cast[who])
        for url in ("/history/", "/history/?verb=opened", f"/history/?words={report.reference}", "/history/export.csv"):
            shown = browser.get(url).content.decode()
            assert "undercoverreport" not in shown
            assert "Worry" not in shown
            assert shown.count(report.reference) == ("words=" in url), url  # what was typed, and nothing else
        assert browser.get(f"/history/undercoverreport/{report.pk}/").status_code == 404


def test_a_note_that_became_a_worry_leaves_nothing_of_it_behind(
    cast: dict[str, User], home: Home, signed_in: SignedIn
) -> None:
    enquiry = builders.an_approach(by=cast["carer"], home=home)
    enquiries.add_note(enquiry, f"It was {SECRET}.", by=cast["manager"])
    report = actions.move_note(Note.objects.get(), cover="visitor", told=cast["marketing"], by=cast["manager"])
    for who in ("director", "marketing", "manager", "auditor", "coo"):
        shown = signed_in(cast[who]).get(f"/enquiries/{enquiry.pk}/").content.decode()
        for word in (SECRET, report.reference, "worry</", "moved"):
            assert word not in shown, (who, word)
    for who in ("auditor", "administrator"):
        told = signed_in(cast[who]).get(f"/history/enquiry/{enquiry.pk}/").content.decode()
        events = told[told.index("</form>", told.index("mp-filter")) :]
        assert "worry" not in events.lower()
        assert SECRET not in events
    assert report not in UndercoverReport.objects.visible_to(cast["director"])


def test_whoever_may_not_see_an_enquiry_moves_no_note_of_it(
    cast: dict[str, User], home: Home, signed_in: SignedIn
) -> None:
    enquiry = builders.an_approach(by=cast["carer"], home=home)
    enquiries.add_note(enquiry, "It was the cleaner.", by=cast["manager"])
    note = Note.objects.get()
    for who, status in (("other_manager", 404), ("carer", 404), ("auditor", 403), ("manager", 200)):
        browser = signed_in(cast[who])
        assert browser.get(f"/worries/new/?note={note.pk}").status_code == status, who
        told = {"told": str(cast["marketing"].pk)}
        if status != 200:
            assert browser.post(f"/worries/new/visitor/?note={note.pk}", told).status_code == status, who
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    assert signed_in(cast["manager"]).get(f"/worries/new/?note={note.pk}").status_code == 404
    assert Note.objects.exists()


def test_whoever_sent_it_sees_what_they_wrote_and_no_more(
    report: UndercoverReport, cast: dict[str, User], signed_in: SignedIn
) -> None:
    coo, carer = cast["coo"], cast["carer"]
    looking.take(report, by=coo)
    actions.say_if_care(report, False, by=carer)
    looking.look_into(report, "Her references do not hold.", by=coo)
    actions.note_what_was_done(report, "Rang the agency.", by=coo)
    actions.note_what_was_done(report, "Kept the rota.", by=cast["manager"])
    hidden = ("Her references do not hold.", "Rang the agency.", "What has happened", "Who looked")
    for who, its_own in (("carer", "Sent"), ("manager", "Kept the rota.")):
        shown = signed_in(cast[who]).get(f"/worries/{report.pk}/").content.decode()
        assert its_own in shown
        assert SECRET in shown
        for words in hidden:
            assert words not in shown, (who, words)
    for who, has in (("coo", hidden), ("safeguarding", hidden[:3])):
        shown = signed_in(cast[who]).get(f"/worries/{report.pk}/").content.decode()
        for words in has:
            assert words in shown, (who, words)


@pytest.mark.clause("CC-1a")
def test_under_a_matter_whoever_sent_it_is_told_that_it_is_reviewed(
    report: UndercoverReport, cast: dict[str, User], signed_in: SignedIn
) -> None:
    looking.take(report, by=cast["coo"])
    looking.open_a_matter(report, kind="undercover", called="It", about="It.", by=cast["coo"])
    answer = signed_in(cast["carer"]).get(f"/worries/{report.pk}/")
    assert answer.status_code == 404
    assert "This needs senior review" in answer.content.decode()
    assert signed_in(cast["coo"]).get(f"/worries/{report.pk}/").status_code == 200


def test_every_look_is_kept_and_shown_to_the_coo(
    report: UndercoverReport, cast: dict[str, User], signed_in: SignedIn
) -> None:
    signed_in(cast["manager"]).get(f"/worries/{report.pk}/")
    assert list(Opening.objects.values_list("kind", "person__name")) == [("undercoverreport", "Moira Teasdale")]
    shown = signed_in(cast["coo"]).get(f"/worries/{report.pk}/").content.decode()
    looked = shown[shown.index('id="who-looked"') :]
    assert "Moira Teasdale" in looked[: looked.index("</section>")]
    assert timezone.now() > Opening.objects.get(person=cast["manager"]).at


@pytest.mark.clause("CC-1a")
def test_whom_it_turned_out_to_be_about_is_not_even_told_that(
    send: Send, cast: dict[str, User], newcomer: User, signed_in: SignedIn
) -> None:
    """They had opened it, and written on it, before anybody knew."""
    report, coo, manager = send(cover="new_starter"), cast["coo"], cast["manager"]
    signed_in(manager).get(f"/worries/{report.pk}/")
    looking.name(report, newcomer, "Saw it too.", by=coo)
    actions.note_what_was_done(report, "Kept the rota.", by=newcomer)
    actions.say_who(report, newcomer, by=cast["carer"])
    looking.open_a_matter(report, kind="undercover", called="It", about="It.", by=coo)
    for person, is_told in ((manager, False), (newcomer, False), (cast["carer"], True)):
        answer = signed_in(person).get(f"/worries/{report.pk}/")
        assert answer.status_code == 404
        assert ("This needs senior review" in answer.content.decode()) == is_told, person
