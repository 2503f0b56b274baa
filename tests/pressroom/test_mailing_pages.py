"""Sending a press release, page by page: what is offered, what is shown before anything leaves, and how it is stopped."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mediapolicy.outbox.actions import sweep
from mediapolicy.people.models import User
from pressroom.distribution.models import Mailing
from pressroom.distribution.states import MailingState as S
from pressroom.lists.models import MailingList, Subscriber
from pressroom.release.models import PressRelease
from tests.pressroom.builders_mailing import a_list, a_release, as_it_stands
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
SignIn = Callable[[User], Client]


@kept
def papers(marketing: User) -> MailingList:
    return a_list(by=marketing)


def page(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def sent(browser: Client, url: str, **form: object) -> str:
    answer = browser.post(url, {"form_key": str(uuid.uuid4()), **form}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    return answer.content.decode()


def test_from_the_page_of_the_release_to_the_last_letter(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    release, browser = a_release(by=marketing), signed_in(marketing)
    url = f"/mailings/of/{release.pk}/"
    assert url in page(browser, f"/releases/{release.pk}/")
    shown = sent(browser, url, kind="release", lists=[str(papers.pk)])
    mailing = Mailing.objects.get()
    assert "3 addresses get it. Nothing has left yet." in shown
    assert "We sang all day." in shown
    here = f"/mailings/{mailing.pk}/"
    assert "Once a letter has left" in page(browser, f"{here}start/")
    assert "<strong>0 sent</strong>, 3 waiting" in sent(browser, f"{here}start/")
    sweep()
    told = page(browser, f"{here}progress/")
    assert "<strong>3 sent</strong>, 0 waiting" in told
    assert "<html" not in told
    assert "data-under-way" not in told
    assert mailing.get_absolute_url() in page(browser, "/mailings/")


def test_nobody_chosen_is_said_before_it_starts(papers: MailingList, marketing: User, signed_in: SignIn) -> None:
    release, browser = a_release(by=marketing), signed_in(marketing)
    sent(browser, f"/mailings/of/{release.pk}/", kind="release")
    mailing = Mailing.objects.get()
    assert "Nobody would get it." in page(browser, f"/mailings/{mailing.pk}/start/", 422)
    shown = sent(browser, f"/mailings/{mailing.pk}/choose/", singles="R1@local.example\n")
    assert "1 address gets it." in shown


def test_a_single_address_must_be_one_that_we_may_write_to(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    release = a_release(by=marketing)
    answer = signed_in(marketing).post(f"/mailings/of/{release.pk}/", {"kind": "release", "singles": "who@x.example"})
    assert answer.status_code == 422
    assert "is not among the press contacts" in answer.content.decode()


def test_under_embargo_is_asked_only_while_there_is_one(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    browser = signed_in(marketing)
    free, held = a_release(by=marketing), a_release(by=marketing, number=2, embargo_until=_tomorrow())
    assert "under embargo" not in page(browser, f"/mailings/of/{free.pk}/")
    assert "Send it now, under embargo" in page(browser, f"/mailings/of/{held.pk}/")
    answer = browser.post(f"/mailings/of/{held.pk}/", {"kind": "release", "lists": [str(papers.pk)]})
    assert answer.status_code == 422
    assert "The embargo has not ended." in answer.content.decode()
    shown = sent(browser, f"/mailings/of/{held.pk}/", kind="release", lists=[str(papers.pk)], under_embargo="on")
    assert "EMBARGOED: " in shown


def _tomorrow() -> object:
    return timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("released", ["The release"]),
        ("withdrawn", ["Word that it is withdrawn"]),
        ("approved", []),
        ("corrected", []),
    ],
)
def test_what_can_be_sent_follows_from_how_the_release_stands(
    papers: MailingList, marketing: User, signed_in: SignIn, state: str, offered: list[str]
) -> None:
    release = a_release(by=marketing, state=state)
    shown = page(signed_in(marketing), f"/mailings/of/{release.pk}/")
    kinds = ["The release", "A correction", "Word that it is withdrawn"]
    assert [kind for kind in kinds if f'value="{_code(kind)}"' in shown] == offered


def _code(kind: str) -> str:
    return {"The release": "release", "A correction": "correction"}.get(kind, "withdrawal")


def test_after_a_withdrawal_word_of_it_is_sent_from_the_same_page(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    release, browser = a_release(by=marketing), signed_in(marketing)
    sent(browser, f"/mailings/of/{release.pk}/", kind="release", lists=[str(papers.pk)])
    sent(browser, f"/mailings/{Mailing.objects.get().pk}/start/")
    sweep()
    mail.outbox.clear()
    release = PressRelease.objects.get(pk=release.pk)
    release.withdrawn_at, release.withdrawn_because = timezone.now(), "Wrong."
    as_it_stands(release, "withdrawn", marketing)
    shown = sent(browser, f"/mailings/of/{release.pk}/", kind="withdrawal")
    assert "3 addresses get it." in shown
    sent(browser, f"/mailings/{Mailing.objects.get(kind='withdrawal').pk}/start/")
    sweep()
    assert {letter.subject for letter in mail.outbox} == {f"WITHDRAWN: {release.headline}"}


def test_it_is_paused_goes_on_and_is_stopped_with_a_reason(
    papers: MailingList, marketing: User, signed_in: SignIn
) -> None:
    release, browser = a_release(by=marketing), signed_in(marketing)
    sent(browser, f"/mailings/of/{release.pk}/", kind="release", lists=[str(papers.pk)])
    here = f"/mailings/{Mailing.objects.get().pk}/"
    sent(browser, f"{here}start/")
    assert "Paused" in sent(browser, f"{here}pause/")
    assert "Being sent" in sent(browser, f"{here}go-on/")
    assert browser.post(f"{here}stop/", {"note": ""}).status_code == 422
    assert "Wrong list." in sent(browser, f"{here}stop/", note="Wrong list.")
    assert Mailing.objects.get().state == S.STOPPED
    assert browser.get(f"{here}go-on/").status_code == 409


def test_who_did_not_get_it_is_named_with_the_reason(papers: MailingList, marketing: User, signed_in: SignIn) -> None:
    release, browser = a_release(by=marketing), signed_in(marketing)
    somebody = Subscriber.objects.order_by("name")[0]
    sent(browser, f"/press-contacts/{somebody.pk}/no-more/", note="On the phone.")
    sent(browser, f"/mailings/of/{release.pk}/", kind="release", lists=[str(papers.pk)])
    shown = sent(browser, f"/mailings/{Mailing.objects.get().pk}/start/")
    assert "Left out. Asked for no more." in shown
    assert "1 left out" in shown
