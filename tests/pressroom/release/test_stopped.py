"""Whatever a release rests on changes: its approval falls in the same moment, and whoever is responsible is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.pictures import actions as pictures
from consent.pictures.models import Asset
from consent.takedown import actions as takedowns
from consent.takedown import withdrawing
from consent.takedown.models import Showing, TakedownTask
from matters import actions as matters
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from pressroom.distribution import actions as mailings
from pressroom.idea import actions as ideas
from pressroom.idea.models import StoryIdea
from pressroom.release import actions, featuring, going_out
from pressroom.release.models import PressRelease
from pressroom.release.parts import ReleasePicture
from pressroom.release.states import ReleaseState as S
from tests.consent import builders_pictures
from tests.pressroom import builders_mailing
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26"), pytest.mark.clause("PR-2")]
A_MATTER = {"kind": "complaint", "called": "The fall", "about": "A fall."}


def everyone_told(release: PressRelease, kind: str) -> set[str]:
    return set(Notice.objects.filter(record_id=release.pk, kind=kind).values_list("recipient__name", flat=True))


# Put in by the publish gate -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"ident": "I3"}, "At most: first name"),
        ({"goes_to": "Northmoor Echo"}, "They have not been told of Northmoor Echo"),
        ({"goes_to": ""}, "Don’t show Joan this way"),
        ({"mentions_health": True}, "nothing about health"),
    ],
)
def test_who_did_not_agree_to_exactly_that_is_not_put_in(
    release: PressRelease, joan: Person, marketing: User, how: dict[str, Any], words: str
) -> None:
    with pytest.raises(Missing, match=words):
        made.with_somebody(release, joan, by=marketing, **how)
    release.refresh_from_db()
    assert (release.people_in, release.featured.count()) == (0, 0)


def test_whoever_agreed_to_the_paper_and_not_to_our_website_is_not_put_in(
    release: PressRelease, home: Home, carer: User, manager: User, marketing: User
) -> None:
    answers = {**made.SAYS_YES, "website": "no"}
    nora = made.somebody_who_agreed(home=home, by=carer, manager=manager, answers=answers, name="Nora Field")
    with pytest.raises(Missing, match="Don’t show Nora this way"):
        made.with_somebody(release, nora, by=marketing)


def test_the_seal_covers_the_bytes_of_the_picture_and_what_each_person_rests_on(
    release: PressRelease, joan: Person, photo: Asset, marketing: User
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    sealed = release.sealed_content()
    assert sealed["media"] == [photo.sha256, photo.sha256]  # for the paper, and for our website
    assert sealed["consents"] == [joan.consents.get().reference]
    assert {one["name"] for one in sealed["people"]} == {"Joan Ashby"}
    assert sealed["pictures_shown"][0]["people"] == ["Joan Ashby"]


def test_a_picture_that_is_not_complete_is_not_added(
    release: PressRelease, home: Home, carer: User, marketing: User
) -> None:
    fresh = builders_pictures.a_photo(home=home, by=carer, seed=9)
    with pytest.raises(Missing, match="Say how many people can be seen"):
        featuring.add_picture(release, fresh, by=marketing, **made.SHOWN)


# A change of mind -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["quoted", "pictured"])
@pytest.mark.parametrize("stage", [S.AWAITING_APPROVAL, S.APPROVED, S.SCHEDULED])
def test_a_change_of_mind_pulls_it_back_wherever_it_waits(
    release: PressRelease,
    joan: Person,
    photo: Asset,
    carer: User,
    marketing: User,
    director: User,
    shown: str,
    stage: str,
) -> None:
    if shown == "quoted":
        made.with_somebody(release, joan, by=marketing)
    else:
        made.with_picture(release, photo, by=marketing)
    if stage == S.AWAITING_APPROVAL:
        made.asked(release, by=marketing)
    else:
        made.approved(release, by=marketing, director=director)
    if stage == S.SCHEDULED:
        going_out.schedule(release, timezone.now() + timedelta(days=1), by=director)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    release.refresh_from_db()
    assert release.state == S.DRAFTING
    assert {one.state for one in Approval.objects.of(release)} == {ApprovalState.VOIDED}
    told = {"Priya Anand", "Daniel Marsh-Cole"} if stage == S.SCHEDULED else {"Priya Anand"}
    assert everyone_told(release, "person_in_release_changed") == told


def test_a_picture_that_is_put_away_pulls_it_back(
    release: PressRelease, photo: Asset, manager: User, marketing: User, director: User
) -> None:
    made.with_picture(release, photo, by=marketing)
    made.approved(release, by=marketing, director=director)
    pictures.put_away(photo, "Blurred.", by=manager)
    release.refresh_from_db()
    assert release.state == S.DRAFTING
    with pytest.raises(Missing, match="It was put away"):
        actions.send_for_approval(release, by=marketing)


def test_a_change_of_mind_about_somebody_else_leaves_it_alone(
    release: PressRelease, joan: Person, home: Home, carer: User, manager: User, marketing: User, director: User
) -> None:
    made.with_somebody(release, joan, by=marketing)
    other = made.somebody_who_agreed(home=home, by=carer, manager=manager, name="Albert Venn")
    made.approved(release, by=marketing, director=director)
    withdrawing.withdraw(other, made_by="self", by=carer)
    release.refresh_from_db()
    assert release.state == S.APPROVED


def test_a_change_of_mind_after_it_is_out_owes_takedowns_and_takes_the_picture_off_our_pages(
    release: PressRelease, joan: Person, photo: Asset, carer: User, marketing: User, director: User
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    made.released(release, by=marketing, director=director)
    assert ReleasePicture.objects.public(timezone.now()).count() == 1
    withdrawing.withdraw(joan, made_by="self", by=carer)
    owed = TakedownTask.objects.open().filter(showing__record_id=release.pk)
    assert {(one.showing.channel, one.kind) for one in owed if one.showing} == {
        ("website", "remove"),
        ("local_press", "ask"),
    }
    assert owed.count() == Showing.objects.filter(record_id=release.pk).count() == 4
    assert not ReleasePicture.objects.public(timezone.now()).exists()


def test_other_words_are_shown_again_to_whoever_wants_to_see_them_first(
    release: PressRelease, joan: Person, marketing: User
) -> None:
    made.with_somebody(release, joan, by=marketing, previewed=True)
    actions.change_words(release, body="Other words.", read_version=release.version, by=marketing)
    assert not release.featured.get().previewed


# An ongoing matter ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-1a")
@pytest.mark.clause("CC-2")
def test_a_matter_takes_a_release_and_its_approval_falls(
    release: PressRelease, marketing: User, director: User, coo: User
) -> None:
    made.approved(release, by=marketing, director=director)
    matters.open_matter(**A_MATTER, words=["memory garden"], by=coo)
    release.refresh_from_db()
    approval = Approval.objects.of(release).get()
    assert (release.state, release.is_locked) == (S.DRAFTING, True)
    assert (approval.state, approval.is_locked) == (ApprovalState.VOIDED, True)
    assert not PressRelease.objects.visible_to(marketing).exists()
    assert PressRelease.objects.visible_to(coo).get() == release


@pytest.mark.clause("CC-2")
def test_what_is_out_and_comes_under_a_matter_is_not_public_any_more(
    release: PressRelease, joan: Person, photo: Asset, marketing: User, director: User, coo: User
) -> None:
    made.with_picture(release, photo, by=marketing)
    made.released(release, by=marketing, director=director)
    matters.open_matter(**A_MATTER, people=[joan], by=coo)
    assert not PressRelease.objects.public(timezone.now()).exists()
    assert not ReleasePicture.objects.public(timezone.now()).exists()


@pytest.mark.clause("CC-1a")
def test_a_correction_and_the_first_one_are_under_the_same_matter(
    release: PressRelease, marketing: User, director: User, coo: User
) -> None:
    made.released(release, by=marketing, director=director)
    corrected = actions.start_correction(release, "The sum.", by=marketing)
    actions.change_words(corrected, body="Quillhaven, they said.", read_version=corrected.version, by=marketing)
    matters.open_matter(**A_MATTER, words=["quillhaven"], by=coo)
    assert set(PressRelease.objects.values_list("is_locked", flat=True)) == {True}


@pytest.mark.clause("CC-2")
def test_on_a_matter_the_coo_writes_agrees_and_releases_and_nobody_else_can(
    release: PressRelease, marketing: User, director: User, coo: User
) -> None:
    matter = matters.open_matter(**A_MATTER, words=["memory garden"], by=coo)
    release.refresh_from_db()
    assert release.signing_stages() == ("coo",)
    approval = made.asked(release, by=coo)
    assert approval.stage == "coo"
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=coo)
    release.refresh_from_db()
    assert release.state == S.APPROVED
    with pytest.raises(Missing, match="Decide on the matter whether the duty of candour applies"):
        going_out.release_now(release, by=coo)
    assert matter.reference


@pytest.mark.clause("CC-2")
def test_sod_1_what_the_coo_wrote_on_a_matter_is_read_by_somebody_whom_they_named(
    release: PressRelease, director: User, coo: User
) -> None:
    matter = matters.open_matter(**A_MATTER, words=["memory garden"], by=coo)
    release.refresh_from_db()
    actions.change_words(release, body="As we agreed.", read_version=release.version, by=coo)
    assert release.signing_stages() == ("release", "coo")
    with pytest.raises(Missing, match="Name one on the matter"):
        actions.send_for_approval(release, by=coo)
    until = timezone.now() + timedelta(days=2)
    matters.name_on_it(matter, director, because="Reads it.", level="contribute", until=until, by=coo)
    release.refresh_from_db()
    actions.send_for_approval(release, by=coo)
    assert {one.stage for one in Approval.objects.of(release)} == {"release", "coo"}


@pytest.mark.clause("CC-1a")
def test_an_idea_that_a_matter_touches_is_the_coos_alone(
    joan: Person, home: Home, carer: User, marketing: User, coo: User
) -> None:
    matters.open_matter(**A_MATTER, people=[joan], by=coo)
    idea = ideas.send(called="A cake", happened="Lovely.", home=home, people=[joan], by=carer)
    assert idea.is_locked
    for person, seen in ((carer, False), (marketing, False), (coo, True)):
        assert StoryIdea.objects.visible_to(person).exists() is seen


# What is out already --------------------------------------------------------------------------------------------------


def is_public(release: PressRelease) -> bool:
    return PressRelease.objects.public(timezone.now()).filter(pk=release.pk).exists()


def test_a_change_of_mind_takes_what_is_out_off_our_pages_also_before_its_embargo_ends(
    release: PressRelease, joan: Person, carer: User, marketing: User, director: User
) -> None:
    made.with_somebody(release, joan, by=marketing)
    made.released(release, by=marketing, director=director)
    assert is_public(release)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    release.refresh_from_db()
    assert (release.state, release.is_held, is_public(release)) == (S.RELEASED, True, False)
    assert everyone_told(release, "release_off_our_pages") == {"Priya Anand"}
    with pytest.raises(Missing, match="Don’t show Joan"):
        going_out.let_stand_again(release, by=marketing)
    task = TakedownTask.objects.get(showing__record_id=release.pk, showing__shown_by="")
    with pytest.raises(Missing, match="is still out"):
        takedowns.finish_task(task, "removed", by=marketing)


def test_what_is_off_our_pages_is_sent_to_nobody_but_word_of_its_withdrawal_is(
    release: PressRelease, joan: Person, carer: User, marketing: User, director: User
) -> None:
    made.with_somebody(release, joan, by=marketing)
    made.released(release, by=marketing, director=director)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    papers = builders_mailing.a_list(by=marketing, size=1)
    release.refresh_from_db()
    with pytest.raises(Missing, match="rests on has changed"):
        mailings.prepare(release, lists=[papers], by=marketing)
    going_out.withdraw(release, by=marketing, note="Joan changed her mind.")
    mailings.prepare(release, kind="withdrawal", by=marketing)


@pytest.mark.clause("CC-2")
def test_v_o_05_closing_a_matter_puts_nothing_back_on_our_pages(
    release: PressRelease, marketing: User, director: User, coo: User
) -> None:
    made.released(release, by=marketing, director=director)
    matter = matters.open_matter(**A_MATTER, by=coo)
    matters.bring_under(matter, release, "Part of it.", by=coo)
    matters.close_matter(matter, "Settled.", give_back=True, by=coo)
    release.refresh_from_db()
    assert (release.is_locked, release.is_held, is_public(release)) == (False, True, False)
    going_out.let_stand_again(release, by=marketing)
    assert is_public(release)
