"""What follows a mailing: word of a withdrawal and of a correction to whoever had it."""

from __future__ import annotations

import pytest
from django.core import mail

from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from pressroom.distribution import actions
from pressroom.distribution.models import MailingKind
from pressroom.lists import actions as lists
from pressroom.lists.models import MailingList
from pressroom.release.models import PressRelease
from tests.pressroom import test_mailings
from tests.pressroom.builders_mailing import a_release, as_it_stands
from tests.pressroom.test_mailings import _withdrawn, begun, everything_leaves

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
release = test_mailings.release
papers = test_mailings.papers


def test_word_of_a_withdrawal_goes_to_whoever_had_it(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    everything_leaves(begun(release, papers, by=marketing))
    lists.add_subscriber(papers, name="N", address="n@x.example", basis="asked", basis_note="Phoned.", by=marketing)
    _withdrawn(PressRelease.objects.get(pk=release.pk), marketing)
    mail.outbox.clear()
    mailing = actions.prepare(PressRelease.objects.get(pk=release.pk), kind=MailingKind.WITHDRAWAL, by=marketing)
    actions.start(mailing, by=marketing)
    everything_leaves(mailing)
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"r{number}@local.example" for number in range(3)]
    assert all("Please do not use it." in letter.body for letter in mail.outbox)
    assert "Wrong." not in mail.outbox[0].body


def test_a_correction_goes_to_whoever_had_what_it_corrects(
    release: PressRelease, papers: MailingList, marketing: User
) -> None:
    everything_leaves(begun(release, papers, by=marketing))
    first = as_it_stands(PressRelease.objects.get(pk=release.pk), "corrected", marketing)
    better = a_release(by=marketing, corrects=first, correction="It was 22 singers.", address=first.address)
    mail.outbox.clear()
    mailing = actions.prepare(better, kind=MailingKind.CORRECTION, by=marketing)
    actions.start(mailing, by=marketing)
    everything_leaves(mailing)
    assert len(mail.outbox) == 3
    assert mail.outbox[0].subject == f"CORRECTION: {release.headline}"
    with pytest.raises(Missing):
        actions.prepare(release, kind=MailingKind.CORRECTION, by=marketing)
