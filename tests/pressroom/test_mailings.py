"""Sending a released text to press lists: to each once, to nobody who wants no more, and not one letter after it changed."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from mediapolicy.notices.models import Notice
from mediapolicy.outbox.actions import deliver, sweep
from mediapolicy.outbox.models import MOST_TRIES, Dispatch
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused, WrongState
from mediapolicy.sweeping import SWEEPS
from pressroom.distribution import actions, letters, tasks
from pressroom.distribution.models import Mailing
from pressroom.distribution.states import RESTS_ON_OTHER, MailingState
from pressroom.lists import actions as lists
from pressroom.lists.models import MailingList, Subscriber
from pressroom.lists.states import SubscriberState
from pressroom.release.models import PressRelease
from tests import builders
from tests.pressroom.builders_mailing import a_list, a_release, as_it_stands
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
S = MailingState


@kept
def release(marketing: User) -> PressRelease:
    return a_release(by=marketing)


@kept
def papers(marketing: User) -> MailingList:
    return a_list(by=marketing)


def begun(release: PressRelease, papers: MailingList, *, by: User, **how: Any) -> Mailing:
    mailing = actions.prepare(release, lists=[papers], by=by, **how)
    actions.start(mailing, by=by)
    return mailing


def outcomes(mailing: Mailing) -> list[str]:
    return sorted(mailing.letters.values_list("outcome", flat=True))


def everything_leaves(mailing: Mailing) -> None:
    for _ in range(20):
        if not sweep():
            break
    mailing.refresh_from_db()


def test_everybody_on_the_list_gets_one_letter_and_it_finishes(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    mailing = begun(release, papers, by=marketing)
    everything_leaves(mailing)
    assert (mailing.state, outcomes(mailing)) == (S.FINISHED, ["sent"] * 3)
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"r{number}@local.example" for number in range(3)]
    assert builders.verbs(mailing) == ["prepare a mailing", "start sending", "finish the mailing"]


def test_a_letter_carries_the_sealed_words_its_own_name_and_the_way_out(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    mailing = begun(release, papers, by=marketing)
    everything_leaves(mailing)
    by_id = {str(letter.extra_headers["Message-ID"]): letter for letter in mail.outbox}
    for letter in mailing.letters.select_related("subscriber"):
        sent = by_id[f"<{letter.pk}@testserver>"]
        link = letters.link_of(letter)
        assert sent.to == [letter.subscriber.address]
        assert sent.subject == release.headline
        assert sent.body.startswith(mailing.words)
        assert f"To get no more of them: {link}" in sent.body
        assert sent.extra_headers["List-Unsubscribe"] == f"<{link}>"
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert sent.reply_to == [marketing.email]


def test_who_stands_on_two_lists_gets_it_once(release: PressRelease, papers: MailingList, marketing: User) -> None:
    other = lists.start_list(name="National papers", by=marketing)
    lists.put_on_list(other, Subscriber.objects.all()[:2], by=marketing)
    mailing = actions.prepare(release, lists=[papers, other], singles=Subscriber.objects.all()[:1], by=marketing)
    actions.start(mailing, by=marketing)
    assert outcomes(mailing) == ["waiting"] * 3


def test_who_has_these_words_already_is_left_out_of_the_next_mailing(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    everything_leaves(begun(release, papers, by=marketing))
    lists.add_subscriber(
        papers, name="New", address="new@local.example", basis="asked", basis_note="Phoned.", by=marketing
    )
    mailing = begun(release, papers, by=marketing)
    everything_leaves(mailing)
    assert [letter.to for letter in mail.outbox[3:]] == [["new@local.example"]]
    again = actions.prepare(release, lists=[papers], by=marketing)
    with pytest.raises(Missing, match="Nobody would get it"):
        actions.start(again, by=marketing)


@pytest.mark.clause("CRM-3b")
def test_who_wants_no_more_is_left_out_even_between_owing_and_sending(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    first, second, third = Subscriber.objects.order_by("name")
    lists.unsubscribe(first, by=marketing)
    mailing = begun(release, papers, by=marketing)
    lists.unsubscribe_by_link(second)
    everything_leaves(mailing)
    assert [letter.to for letter in mail.outbox] == [[third.address]]
    assert outcomes(mailing) == ["left out", "left out", "sent"]
    assert mailing.state == S.FINISHED


# Before it may go ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["drafting", "approved", "corrected", "withdrawn"])
def test_only_what_is_released_is_sent(papers: MailingList, marketing: User, state: str) -> None:
    release = a_release(by=marketing, state=state)
    with pytest.raises(Missing, match="has not been released"):
        actions.prepare(release, lists=[papers], by=marketing)


def test_before_the_embargo_ends_it_goes_only_to_those_who_are_told_of_it(papers: MailingList, marketing: User) -> None:
    until = timezone.now() + timedelta(hours=5)
    release = a_release(by=marketing, embargo_until=until)
    with pytest.raises(Missing, match="The embargo has not ended"):
        actions.prepare(release, lists=[papers], by=marketing)
    mailing = begun(release, papers, by=marketing, under_embargo=True)
    everything_leaves(mailing)
    assert {letter.subject for letter in mail.outbox} == {f"EMBARGOED: {release.headline}"}
    assert all(letter.body.startswith("EMBARGO: not for publication or broadcast before") for letter in mail.outbox)


def test_once_the_embargo_is_over_it_goes_to_everybody(papers: MailingList, marketing: User) -> None:
    release = a_release(by=marketing, embargo_until=timezone.now() - timedelta(minutes=1))
    everything_leaves(begun(release, papers, by=marketing))
    assert {letter.subject for letter in mail.outbox} == {release.headline}


@pytest.mark.clause("CC-2")
def test_under_a_matter_nobody_sends_it_not_even_the_coo(
    release: PressRelease, papers: MailingList, marketing: User, coo: User
) -> None:
    mailing = actions.prepare(release, lists=[papers], by=marketing)
    PressRelease.objects.filter(pk=release.pk).update(is_locked=True)
    for person in (marketing, coo):
        with pytest.raises(Refused):
            actions.start(mailing, by=person)


# While it is on its way -------------------------------------------------------------------------------------------


def _withdrawn(release: PressRelease, by: User) -> None:
    release.withdrawn_at, release.withdrawn_because = timezone.now(), "Wrong."
    as_it_stands(release, "withdrawn", by)


def _other_words(release: PressRelease, by: User) -> None:
    release.body = "Twenty-three singers."
    as_it_stands(release, "released", by)


def _locked(release: PressRelease, by: User) -> None:
    PressRelease.objects.filter(pk=release.pk).update(is_locked=True)


def _embargo_moved(release: PressRelease, by: User) -> None:
    release.embargo_until = timezone.now() + timedelta(days=1)
    as_it_stands(release, "released", by)


@pytest.mark.parametrize("what_happens", [_withdrawn, _other_words, _locked, _embargo_moved])
def test_not_one_letter_leaves_after_something_changed_and_whoever_began_it_is_told(
    release: PressRelease, papers: MailingList, marketing: User, what_happens: Any
) -> None:
    mailing = begun(release, papers, by=marketing)
    first, *others = Dispatch.objects.filter(kind="letter")
    assert deliver(first.pk)
    what_happens(PressRelease.objects.get(pk=release.pk), marketing)
    assert not any(deliver(one.pk) for one in others)
    mailing.refresh_from_db()
    assert (len(mail.outbox), mailing.state, outcomes(mailing)) == (1, S.STOPPED, ["dropped", "dropped", "sent"])
    assert Notice.objects.filter(kind="mailing_stopped", recipient=marketing, record_id=release.pk).count() == 1


def test_whether_a_matter_or_other_words_stopped_it_is_said_alike(papers: MailingList, marketing: User) -> None:
    said = set()
    for number, happens in enumerate([_other_words, _locked]):
        release = a_release(by=marketing, number=number, headline=f"Release {number}", body=f"Words {number}.")
        mailing = begun(release, papers, by=marketing)
        happens(PressRelease.objects.get(pk=release.pk), marketing)
        everything_leaves(mailing)
        said.add((mailing.why_stopped, builders.last_row(mailing).note))
    assert said == {(RESTS_ON_OTHER, RESTS_ON_OTHER)}


def test_paused_nothing_leaves_and_it_goes_on_where_it_stopped(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    mailing = begun(release, papers, by=marketing)
    first, *others = Dispatch.objects.filter(kind="letter")
    deliver(first.pk)
    actions.pause(mailing, by=marketing)
    assert not any(deliver(one.pk) for one in others)
    everything_leaves(mailing)
    assert (len(mail.outbox), mailing.state) == (1, S.PAUSED)
    actions.resume(mailing, by=marketing)
    everything_leaves(mailing)
    assert (len(mail.outbox), mailing.state, outcomes(mailing)) == (3, S.FINISHED, ["sent"] * 3)
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 3


def test_what_changed_in_the_pause_does_not_go_on(release: PressRelease, papers: MailingList, marketing: User) -> None:
    mailing = begun(release, papers, by=marketing)
    actions.pause(mailing, by=marketing)
    _other_words(PressRelease.objects.get(pk=release.pk), marketing)
    with pytest.raises(Missing, match="rests on has changed"):
        actions.resume(mailing, by=marketing)


def test_stopped_for_good_whoever_waited_gets_nothing(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    mailing = begun(release, papers, by=marketing)
    actions.stop(mailing, note="Wrong list.", by=marketing)
    everything_leaves(mailing)
    assert (mail.outbox, outcomes(mailing)) == ([], ["dropped"] * 3)
    with pytest.raises(WrongState):
        actions.resume(mailing, by=marketing)


# The mail server --------------------------------------------------------------------------------------------------


def _refusing(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(message: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (code, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def test_an_address_refused_for_good_is_tried_no_more_here_or_later(
    release: PressRelease, papers: MailingList, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(550, monkeypatch)
    mailing = begun(release, papers, by=marketing)
    everything_leaves(mailing)
    assert (mailing.state, outcomes(mailing)) == (S.FINISHED, ["failed"] * 3)
    assert set(Subscriber.objects.values_list("state", flat=True)) == {SubscriberState.BOUNCED}
    again = actions.prepare(release, lists=[papers], by=marketing)
    assert not again.reaches_somebody


def test_a_refusal_for_now_is_tried_again_and_at_last_given_up(
    release: PressRelease, papers: MailingList, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(451, monkeypatch)
    mailing = begun(release, papers, by=marketing)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MOST_TRIES):
            sweep()
            assert set(Subscriber.objects.values_list("state", flat=True)) == {SubscriberState.WELCOME}
            clock.shift(3601)
        tasks.go_on_sending()
    mailing.refresh_from_db()
    assert (mailing.state, outcomes(mailing)) == (S.FINISHED, ["failed"] * 3)


# In batches -------------------------------------------------------------------------------------------------------


def test_a_long_list_is_owed_batch_by_batch(
    release: PressRelease, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "BATCH", 5)
    monkeypatch.setattr(letters, "FEW", 1)
    mailing = begun(release, a_list(by=marketing, size=23, name="Long list"), by=marketing)
    owed = Dispatch.objects.filter(kind="letter")
    assert owed.count() == 5
    most = 0
    while waiting := list(owed.filter(state="owed")):
        most = max(most, len(waiting))
        deliver(waiting[0].pk)
    assert most <= 6
    mailing.refresh_from_db()
    assert (mailing.state, outcomes(mailing)) == (S.FINISHED, ["sent"] * 23)


def test_letters_that_keep_failing_do_not_hold_up_the_others(
    release: PressRelease, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "BATCH", 5)
    monkeypatch.setattr(letters, "FEW", 1)
    mailing = begun(release, a_list(by=marketing, size=12, name="Long list"), by=marketing)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert tasks.go_on_sending() == 0
        clock.shift(letters.FRESH.total_seconds() + 1)
        assert tasks.go_on_sending() == 1
    assert mailing.letters.filter(owed_at__isnull=False).count() == 10


def test_the_sweep_looks_for_what_nobody_owed() -> None:
    assert tasks.go_on_sending in SWEEPS


# What follows -----------------------------------------------------------------------------------------------------
