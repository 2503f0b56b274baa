"""The demonstration has good news to show: a release that is out, one that waits under an embargo, and ideas."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from pressroom.idea.models import StoryIdea
from pressroom.idea.states import IdeaState
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-1")]


def test_the_demonstration_has_releases_and_ideas_in_different_states() -> None:
    call_command("demonstrate", verbosity=0)
    assert set(StoryIdea.objects.values_list("state", flat=True)) == set(IdeaState)
    out = PressRelease.objects.public(timezone.now()).get()
    assert "Brindle Court, a care home in Wexcombe" in out.text
    waiting = PressRelease.objects.get(state=ReleaseState.AWAITING_APPROVAL)
    assert waiting.is_under_embargo()
