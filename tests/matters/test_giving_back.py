"""How an ongoing matter lets go of what it took, and what whoever took part is told (CC-1, CC-2)."""

from __future__ import annotations

from typing import Any

import pytest

from consent.people.models import Person
from consent.stops.models import Stop
from consent.stops.states import StopKind
from enquiries.models import Enquiry
from matters import actions
from matters.models import Matter, Touch
from matters.states import MatterState, TouchState
from matters.vocabulary import Why
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.refusals import Missing, WrongState
from tests import builders
from tests.matters.conftest import OpenIt
from tests.matters.test_actions import a_statement

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1"), pytest.mark.clause("CC-2")]


def test_what_is_not_part_of_it_goes_back_and_is_not_taken_again(
    open_it: OpenIt, home: Home, marketing: User, coo: User
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    touch = matter.touches.get()
    with pytest.raises(Missing, match="why it is not part"):
        actions.give_back(touch, " ", by=coo)
    actions.give_back(touch, "Another Larchwood.", by=coo)
    enquiry.refresh_from_db()
    assert not enquiry.is_locked
    answering_is_open = Enquiry.objects.visible_to(User.objects.get(pk=marketing.pk)).filter(pk=enquiry.pk)
    assert answering_is_open.exists()
    actions.change_reach(matter, home=home, reaches_home=True, words=["larchwood"], by=coo)
    enquiry.refresh_from_db()
    assert not enquiry.is_locked


def test_what_two_matters_hold_stays_until_both_let_go(open_it: OpenIt, home: Home, marketing: User, coo: User) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    first, second = open_it(words=["larchwood"]), open_it(home=home, reaches_home=True)
    actions.close_matter(first, "Settled.", give_back=True, by=coo)
    enquiry.refresh_from_db()
    assert enquiry.is_locked
    actions.close_matter(second, "Settled.", give_back=True, by=coo)
    enquiry.refresh_from_db()
    assert not enquiry.is_locked


def test_closing_needs_a_reason_and_keeps_what_the_coo_does_not_give_back(
    open_it: OpenIt, home: Home, marketing: User, coo: User
) -> None:
    """V-O-05: nothing is released by closing."""
    statement = a_statement(home, marketing)
    matter = open_it(words=["fall"])
    with pytest.raises(Missing, match="why the matter is closed"):
        actions.close_matter(matter, " ", give_back=True, by=coo)
    actions.close_matter(matter, "The complaint was settled.", give_back=False, by=coo)
    statement.refresh_from_db()
    assert (matter.state, statement.is_locked, statement.state) == (MatterState.CLOSED, True, "drafting")
    actions.reopen_matter(matter, by=coo, note="They appealed.")
    actions.close_matter(matter, "Settled again.", give_back=True, by=coo)
    statement.refresh_from_db()
    assert not statement.is_locked
    assert Touch.objects.get(record_id=statement.pk).state == TouchState.ENDED
    actions.reopen_matter(matter, by=coo, note="They appealed again.")
    statement.refresh_from_db()
    assert statement.is_locked


def test_a_person_of_a_matter_is_the_coos_to_show_until_it_ends(open_it: OpenIt, resident: Person, coo: User) -> None:
    matter = open_it(people=[resident])
    stop = Stop.objects.get(subject=resident, kind=StopKind.MATTER)
    assert (stop.state, stop.is_locked, stop.found_in) == ("in force", True, matter.reference)
    actions.close_matter(matter, "Settled.", give_back=True, by=coo)
    stop.refresh_from_db()
    assert stop.state == "lifted"


def test_what_was_under_a_matter_does_not_say_so_afterwards(
    open_it: OpenIt, home: Home, marketing: User, coo: User, signed_in: Any
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    actions.give_back(matter.touches.get(), "Another one.", by=coo)
    page = signed_in(marketing).get(f"/enquiries/{enquiry.pk}/")
    assert page.status_code == 200
    assert b"review" not in page.content
    assert b"come under" not in page.content


def test_a_statement_and_its_enquiry_go_back_together(open_it: OpenIt, home: Home, marketing: User, coo: User) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="About Larchwood.")
    statement = builders.drafted(enquiry, by=marketing)
    matter = open_it(words=["larchwood"])
    by_itself, with_it = (matter.touches.get(record_id=one.pk) for one in (enquiry, statement))
    with pytest.raises(Missing, match=f"belongs to {enquiry.reference}"):
        actions.give_back(with_it, "Harmless words.", by=coo)
    actions.give_back(by_itself, "Another Larchwood.", by=coo)
    for record in (enquiry, statement):
        record.refresh_from_db()
        assert not record.is_locked, record
    assert set(matter.touches.values_list("state", flat=True)) == {TouchState.SET_ASIDE}


def test_whoever_had_an_enquiry_has_it_again(open_it: OpenIt, home: Home, marketing: User, coo: User) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home, question="Larchwood?"), by=marketing)
    matter = open_it(words=["larchwood"])
    actions.close_matter(matter, "Settled.", give_back=True, by=coo)
    enquiry.refresh_from_db()
    assert (enquiry.responsible, enquiry.held_by) == (marketing, marketing)
    assert Notice.objects.filter(recipient=marketing, kind="enquiry_given_back").exists()


def test_an_approach_that_was_taken_at_once_goes_to_the_manager_when_it_is_given_back(
    open_it: OpenIt, home: Home, carer: User, manager: User, coo: User
) -> None:
    matter = open_it(words=["larchwood"])
    enquiry = builders.an_approach(by=carer, home=home, question="What of Larchwood?")
    actions.give_back(matter.touches.get(), "Another Larchwood.", by=coo)
    enquiry.refresh_from_db()
    assert enquiry.is_locked is False
    assert may(User.objects.get(pk=enquiry.held_by_id), "take_up_enquiry", enquiry)


def test_what_was_given_back_comes_under_it_again_by_hand_alone(
    open_it: OpenIt, home: Home, marketing: User, coo: User
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    actions.give_back(matter.touches.get(), "Another Larchwood.", by=coo)
    actions.bring_under(matter, Enquiry.objects.get(pk=enquiry.pk), "It was ours after all.", by=coo)
    enquiry.refresh_from_db()
    touch = matter.touches.get()
    assert (enquiry.is_locked, touch.state, touch.why) == (True, TouchState.UNDER_IT, Why.BY_HAND)
    with pytest.raises(WrongState):
        actions.bring_under(matter, enquiry, "Once more.", by=coo)


@pytest.mark.parametrize("rest", ["kept", "given back"])
def test_what_a_closed_matter_kept_can_still_be_given_back(
    open_it: OpenIt, home: Home, marketing: User, coo: User, signed_in: Any, rest: str
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    actions.close_matter(matter, "Settled.", give_back=rest == "given back", by=coo)
    page = signed_in(coo).get(f"/matters/{matter.pk}/").content
    assert (b"Give it back" in page) is (rest == "kept")
    if rest == "kept":
        actions.give_back(matter.touches.get(), "It is over.", by=coo)
    enquiry.refresh_from_db()
    assert not enquiry.is_locked


# What whoever took part is told ---------------------------------------------------------------------------------------


def test_whoever_took_part_is_told_that_it_needs_senior_review_and_no_more(
    open_it: OpenIt, home: Home, carer: User, marketing: User, director: User, signed_in: Any
) -> None:
    enquiry = builders.an_approach(by=carer, home=home, question="What of Larchwood?")
    builders.taken_up(enquiry, by=marketing)
    matter: Matter = open_it(words=["larchwood"])
    for person, url in ((carer, f"/enquiries/mine/{enquiry.pk}/"), (marketing, f"/enquiries/{enquiry.pk}/")):
        page = signed_in(person).get(url)
        assert page.status_code == 404  # as for everybody, but in words
        assert b"This needs senior review" in page.content
        for word in (enquiry.reference, "Larchwood", matter.reference, "matter"):
            assert word.encode() not in page.content, word
    page = signed_in(director).get(f"/enquiries/{enquiry.pk}/")  # who took no part is told nothing at all
    assert (page.status_code, b"senior review" in page.content) == (404, False)
