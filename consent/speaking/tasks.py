"""What time does to those who speak for a person."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from consent.speaking import actions
from consent.speaking.models import Representative
from consent.speaking.states import RepresentativeState
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)


@swept
def lapse_representatives() -> int:
    """Nobody decides on papers that are due to be checked again, or on an order that has ended (4.7)."""
    today = timezone.localdate()
    checked = Representative.objects.filter(state=RepresentativeState.VERIFIED)
    lapsed = 0
    for who in checked.filter(Q(verify_again_on__lt=today) | Q(order_ends_on__lt=today)).select_related("home")[:200]:
        try:
            actions.lapse(who)
            lapsed += 1
        except WrongState:
            log.info("changed meanwhile", extra={"record": str(who.pk)})
    return lapsed
