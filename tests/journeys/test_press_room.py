"""A release goes to the press and to everybody: a list is kept, letters arrive, a journalist reads it after its minute."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from PIL import Image

from mediapolicy.organisation.actions import change_setting
from mediapolicy.people.models import Home, User
from pressroom.lists.models import Subscriber
from tests.journeys.behind import Behind, PostOffice
from tests.journeys.conftest import Meet
from tests.journeys.person import DESK, PHONE
from tests.pressroom.builders_mailing import a_release, with_picture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("PR-4a")
@pytest.mark.clause("CRM-3b")
def test_a_release_is_sent_to_a_list_and_somebody_leaves_it(
    meet: Meet, policy_in_force: None, behind: Behind, post_office: PostOffice, marketing: User
) -> None:
    release = a_release(by=marketing)
    priya = meet(marketing)
    priya.visit("/press-lists/")
    priya.fill("Name of the list", "Local papers")
    priya.press("Start this list")
    priya.press(re.compile("Add somebody"))
    priya.press_wrongly("Put on the list")
    priya.fill("Name", "Tamsin Rudd")
    priya.fill("Email", "t.rudd@courier.example")
    priya.fill("Who they work for", "Wexcombe Courier")
    priya.choose("They asked for our releases", "Why may we write to them?")
    priya.fill("When or where was that?", "At the summer fair.")
    priya.press("Put on the list")
    priya.sees("Tamsin Rudd is on the list.")

    priya.visit(f"/mailings/of/{release.pk}/")
    priya.tick("Local papers")
    priya.press("Go on to check it")
    priya.sees("1 address gets it. Nothing has left yet.", "We sang all day.")
    priya.press("Send it")
    priya.sees("Once a letter has left, it can’t be called back.")
    priya.press("Send it")
    priya.page.get_by_text("1 sent", exact=False).first.wait_for()  # the page looks again by itself
    priya.picture("mailing-sent", tall=760)

    [letter] = post_office.to("t.rudd@courier.example")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.search(r"no more of them: http://[^/]+(/\S+)", letter.get_payload(decode=True).decode())
    assert way_out is not None
    tamsin = meet(None, size=PHONE)
    tamsin.visit(way_out[1])
    tamsin.press("Send me no more")
    tamsin.sees("You get no more of our press releases")
    assert not Subscriber.objects.welcome().exists()


@pytest.mark.clause("PR-1")
@pytest.mark.clause("PR-3")
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_journalist_without_an_account_reads_it_once_its_minute_has_come(
    meet: Meet, founder: User, marketing: User, home: Home, size: tuple[int, int]
) -> None:
    change_setting("press_room_open", 1, by=founder)
    until = timezone.now() + timedelta(hours=1)
    held = a_release(by=marketing, embargo_until=until, notes="The album is out in June.")
    with_picture(held, by=marketing, home=home)
    paid = {"kind": "advertorial", "ad_label": "feature", "publisher": "Wexcombe Life"}
    a_release(by=marketing, number=2, headline="A day at Brindle Court", subhead="", **paid)
    grant = {"headline": "Grant of £12,000", "subhead": "", "body": "Brindle Court will build raised beds."}
    with_picture(
        a_release(by=marketing, number=3, correction="It was £12,000, not £21,000.", **grant), by=marketing, home=home
    )
    tamsin = meet(None, size=size)
    tamsin.visit("/press/")
    tamsin.does_not_see("Alder House choir")
    tamsin.visit(f"/press/{held.address}/", expects=404)
    with time_machine.travel(until + timedelta(seconds=1)):
        tamsin.visit("/press/")
        tamsin.sees("Advertisement feature", "Corrected")
        if size == DESK:
            tamsin.picture("press-room", tall=900)
        tamsin.press("Alder House choir records its first album")
        tamsin.sees("We sang all day.", "The album is out in June.", "Picture: Jo Pettifer")
        if size == PHONE:
            tamsin.picture("press-release", tall=1100)
        with tamsin.page.expect_download() as download:
            tamsin.page.get_by_role("link", name=re.compile("Download for print")).click()
        assert not Image.open(download.value.path()).getexif()
    assert tamsin.page.context.cookies() == []
