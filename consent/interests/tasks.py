"""What time does to best-interests decisions."""

from __future__ import annotations

import logging

from django.utils import timezone

from consent.interests import actions
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)


@swept
def lapse_decisions() -> int:
    """End every decision that was not looked at again in time (V-B-05). A tick skipped or doubled changes nothing."""
    standing = [DecisionState.AWAITING_SECOND, DecisionState.IN_FORCE]
    overdue = BestInterestsDecision.objects.filter(state__in=standing, review_due__lt=timezone.localdate())
    ended = 0
    for decision in overdue[:200]:
        try:
            actions.lapse(decision, "It was not looked at again in time.")
            ended += 1
        except WrongState:
            log.info("ended meanwhile", extra={"record": str(decision.pk)})
    return ended
