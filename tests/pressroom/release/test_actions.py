"""Writing, approving and releasing a press release: what is allowed, what is refused and in which words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.takedown.models import Showing
from mediapolicy.notices.models import Notice
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing, Refused, StaleCopy, WrongState
from pressroom.release import actions, going_out
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from tests import builders
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]


def test_it_begins_with_what_stands_under_every_release(marketing: User, home: Home) -> None:
    made.details_kept(by=marketing, out_of_hours="07700 900123")
    release = actions.start(kind="release", story_kind="event", headline=" The fair ", home=home, by=marketing)
    assert (release.headline, release.state) == ("The fair", S.DRAFTING)
    assert (release.about_us, release.out_of_hours) == ("Larkfield Care runs two homes.", "07700 900123")
    assert "Larkfield Care runs two homes." in release.versions.get().words


def test_everything_that_is_missing_is_said_at_once(marketing: User, home: Home) -> None:
    release = actions.start(kind="advertorial", story_kind="event", headline="The fair", home=home, by=marketing)
    with pytest.raises(Missing) as refused:
        actions.send_for_approval(release, by=marketing)
    said = " ".join(refused.value.missing)
    for words in ("Write the headline and the story", "whom the press may ask", "choose the label", "who prints it"):
        assert words in said


def test_it_is_approved_by_the_other_and_released_with_an_address(
    release: PressRelease, marketing: User, director: User
) -> None:
    made.released(release, by=marketing, director=director)
    assert (release.state, release.released_by) == (S.RELEASED, marketing)
    assert release.address.startswith("bake-sale-raises-1240-for-the-memory-garden-")
    assert len(release.address.rsplit("-", 1)[1]) == 10
    assert builders.verbs(release) == [
        "start a press release",
        "send for approval",
        "note approval",
        "release the release",
    ]


def test_a_director_writes_and_the_marketing_manager_approves(home: Home, marketing: User, director: User) -> None:
    release = made.a_draft(by=director, home=home)
    made.approved(release, by=director, director=marketing)
    assert release.state == S.APPROVED


@pytest.mark.parametrize("who", ["marketing", "director"])
def test_sod_1_nobody_approves_what_they_wrote_or_edited(
    release: PressRelease, marketing: User, director: User, second_director: User, who: str
) -> None:
    writer = {"marketing": marketing, "director": director}[who]
    if writer != marketing:
        actions.change_words(release, body="Edited.", read_version=release.version, by=writer)
    approval = made.asked(release, by=marketing)
    with pytest.raises(Refused, match="somebody else signs"):
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=writer)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=second_director)
    release.refresh_from_db()
    assert release.state == S.APPROVED


def test_sod_1_whoever_put_somebody_in_has_edited_it(
    release: PressRelease, joan: Person, marketing: User, director: User, second_director: User
) -> None:
    made.with_somebody(release, joan, by=director)
    approval = made.asked(release, by=marketing)
    with pytest.raises(Refused, match="somebody else signs"):
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)


def test_where_one_may_do_it_all_the_same_person_approves_and_the_seal_is_kept(
    release: PressRelease, marketing: User, administrator: User, founder: User
) -> None:
    organisation.change_setting("press_release_four_eyes", 0, by=founder)
    made.released(release, by=marketing, director=marketing)
    sealed = Approval.objects.of(release).get()
    assert (release.state, sealed.decided_by, len(sealed.seal)) == (S.RELEASED, marketing, 64)


def test_an_approval_of_ones_own_words_does_not_count_once_four_eyes_are_asked_for_again(
    release: PressRelease, marketing: User, founder: User
) -> None:
    organisation.change_setting("press_release_four_eyes", 0, by=founder)
    made.approved(release, by=marketing, director=marketing)
    organisation.change_setting("press_release_four_eyes", 1, by=founder)
    with pytest.raises(Missing, match="not what was approved any more"):
        going_out.release_now(release, by=marketing)


@pytest.mark.clause("SM-26")
def test_sod_4_whoever_is_in_it_does_not_approve_it_even_where_one_may_do_it_all(
    release: PressRelease, home: Home, carer: User, manager: User, marketing: User, founder: User
) -> None:
    organisation.change_setting("press_release_four_eyes", 0, by=founder)
    facts: dict[str, Any] = {"name": "Priya Anand", "subject_type": "guest", "account": marketing}
    made.with_somebody(release, made.somebody_who_agreed(home=home, by=carer, manager=manager, **facts), by=marketing)
    with pytest.raises(Missing, match="Nobody is left to approve it"):
        actions.send_for_approval(release, by=marketing)


@pytest.mark.parametrize(
    "words",
    [
        {"headline": "Another"},
        {"subhead": "More"},
        {"body": "Other words."},
        {"place": "Northmoor"},
        {"quotes": [{"who": "Ana Reyes", "words": "Lovely."}]},
        {"notes": "A note."},
        {"about_us": "Us."},
        {"contact_name": "Somebody Else"},
        {"story_kind": "event"},
        {"embargo_until": timezone.now().replace(year=2027)},
    ],
    ids=lambda one: next(iter(one)),
)
def test_sod_5_any_change_after_approval_makes_it_fall(
    release: PressRelease, marketing: User, director: User, words: dict[str, Any]
) -> None:
    made.approved(release, by=marketing, director=director)
    assert actions.change_words(release, read_version=release.version, by=marketing, **words)
    assert release.state == S.DRAFTING
    assert Approval.objects.of(release).get().state == ApprovalState.VOIDED


def test_saving_without_a_change_changes_nothing(release: PressRelease, marketing: User, director: User) -> None:
    made.approved(release, by=marketing, director=director)
    assert not actions.change_words(release, read_version=release.version, by=marketing, **release.worded())
    assert (release.state, release.number) == (S.APPROVED, 1)


def test_an_old_page_does_not_overwrite_what_somebody_else_wrote(
    release: PressRelease, marketing: User, director: User
) -> None:
    read = release.version
    actions.change_words(release, body="First.", read_version=read, by=marketing)
    with pytest.raises(StaleCopy) as stale:
        actions.change_words(release, body="Second.", read_version=read, by=director)
    assert (stale.value.theirs, stale.value.ours) == ("Second.", "First.")


def test_changes_asked_for_go_back_to_the_writer_in_words(
    release: PressRelease, marketing: User, director: User
) -> None:
    approval = made.asked(release, by=marketing)
    approvals.decide(approval, ApprovalState.CHANGES_ASKED, seal=approval.seal, by=director, reason="Shorter.")
    release.refresh_from_db()
    assert release.state == S.CHANGES_ASKED
    assert Notice.objects.filter(recipient=marketing, kind="changes_asked").exists()


def test_what_is_taken_back_is_approved_anew(release: PressRelease, marketing: User, director: User) -> None:
    made.asked(release, by=marketing)
    actions.take_back(release, by=marketing)
    assert made.approved(release, by=marketing, director=director).state == S.APPROVED


def test_what_is_given_up_is_not_released(release: PressRelease, marketing: User, director: User) -> None:
    made.approved(release, by=marketing, director=director)
    actions.drop(release, by=marketing, note="Old news.")
    with pytest.raises(WrongState):
        going_out.release_now(release, by=marketing)


# Advertorials -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("PR-3")
def test_pc_d4_an_advertorial_is_labelled_and_names_who_prints_it(home: Home, marketing: User, director: User) -> None:
    release = made.a_draft(by=marketing, home=home, kind="advertorial")
    with pytest.raises(Missing, match="choose the label that says it is an advert and name who prints it"):
        actions.send_for_approval(release, by=marketing)
    release.refresh_from_db()
    words = {"ad_label": "feature", "publisher": "Wexcombe Courier"}
    actions.change_words(release, read_version=release.version, by=marketing, **words)
    assert made.released(release, by=marketing, director=director).text.startswith(
        "ADVERTISEMENT FEATURE. Published by"
    )


@pytest.mark.clause("PR-3")
def test_v_c_08_whoever_is_in_an_advertorial_agreed_to_adverts_by_that_publisher(
    home: Home, joan: Person, marketing: User
) -> None:
    label = {"ad_label": "ad", "publisher": "Wexcombe Courier"}
    release = made.a_draft(by=marketing, home=home, kind="advertorial", **label)
    made.with_somebody(release, joan, by=marketing)
    with pytest.raises(Missing, match="asked about adverts in Wexcombe Courier"):
        actions.send_for_approval(release, by=marketing)


# Corrections, and taking back ---------------------------------------------------------------------------------------


def test_a_correction_has_an_approval_of_its_own_and_takes_the_place_of_the_first(
    release: PressRelease, joan: Person, photo: Asset, marketing: User, director: User
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    made.released(release, by=marketing, director=director)
    corrected = actions.start_correction(release, "The sum was £1,240, not £1,420.", by=director)
    assert [one.person for one in corrected.people()] == [joan]
    assert [one.asset for one in corrected.pictures()] == [photo]
    assert PressRelease.objects.public(timezone.now()).get() == release
    made.released(corrected, by=director, director=marketing)
    release.refresh_from_db()
    assert (release.state, corrected.state) == (S.CORRECTED, S.RELEASED)
    assert (corrected.address, corrected.first_released_at) == (release.address, release.released_at)
    assert PressRelease.objects.public(timezone.now()).get() == corrected
    assert "CORRECTION: The sum was" in corrected.text
    ours = Showing.objects.filter(record_id=release.pk, channel="website")
    assert {one.state for one in ours} == {"taken down"}
    assert Showing.objects.out_there().filter(record_id=corrected.pk).count() == 4


def test_a_correction_says_what_was_wrong(release: PressRelease, marketing: User, director: User) -> None:
    made.released(release, by=marketing, director=director)
    with pytest.raises(Missing, match="Say what was wrong"):
        actions.start_correction(release, " ", by=marketing)


def test_what_was_taken_back_meanwhile_is_not_corrected(release: PressRelease, marketing: User, director: User) -> None:
    made.released(release, by=marketing, director=director)
    corrected = actions.start_correction(release, "The sum.", by=marketing)
    made.approved(corrected, by=marketing, director=director)
    going_out.withdraw(release, by=director, note="It never happened.")
    with pytest.raises(Missing, match="no longer out"):
        going_out.release_now(corrected, by=marketing)


@pytest.mark.clause("SM-26")
def test_what_is_taken_back_is_gone_from_our_pages_and_asked_back_from_others(
    release: PressRelease, joan: Person, photo: Asset, marketing: User, director: User
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    made.released(release, by=marketing, director=director)
    going_out.withdraw(release, by=director, note="The sum was wrong.")
    assert release.state == S.WITHDRAWN
    assert not PressRelease.objects.public(timezone.now()).exists()
    assert PressRelease.objects.gone(timezone.now()).get() == release
    left = Showing.objects.out_there().filter(record_id=release.pk)
    assert {one.channel for one in left} == {"local_press"}
    assert {(task.kind, task.owner) for one in left for task in one.tasks.all()} == {("ask", marketing)}
    assert left.count() == 2


def test_taking_back_needs_a_reason(release: PressRelease, marketing: User, director: User) -> None:
    made.released(release, by=marketing, director=director)
    with pytest.raises(Missing, match="Say why"):
        going_out.withdraw(release, by=marketing, note="  ")


def test_what_was_taken_back_before_its_embargo_was_never_public(
    release: PressRelease, marketing: User, director: User
) -> None:
    later = timezone.now() + timedelta(days=2)
    actions.change_words(release, embargo_until=later, read_version=release.version, by=marketing)
    made.released(release, by=marketing, director=director)
    going_out.withdraw(release, by=marketing, note="No.")
    assert not PressRelease.objects.gone(timezone.now()).exists()
