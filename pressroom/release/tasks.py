"""What time does to press releases: those whose time has come go out, and the end of an embargo is told before it comes."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept
from pressroom.release import going_out
from pressroom.release.models import PressRelease
from pressroom.release.rules import WARNINGS
from pressroom.release.states import WARN_OF_EMBARGO, ReleaseState

log = logging.getLogger(__name__)
MOST = 100


@swept
def release_what_is_due() -> int:
    """Let those go whose time has come; a tick that was missed is made up for by the next."""
    due = PressRelease.objects.filter(state=ReleaseState.SCHEDULED, release_at__lte=timezone.now())
    done = 0
    for release in due.order_by("release_at", "pk")[:MOST]:
        try:
            done += going_out.release_on_time(release)
        except WrongState:
            log.info("went meanwhile", extra={"record": str(release.pk)})
    return done


@swept
def warn_of_embargoes() -> int:
    """Tell whoever is responsible a day, and an hour, before an embargo ends."""
    now = timezone.now()
    soon = Q(embargo_until__gt=now, embargo_until__lte=now + WARNINGS[0])
    found = PressRelease.objects.filter(soon, state__in=sorted(WARN_OF_EMBARGO.sources))
    done = 0
    for release in found.select_related("released_by", "scheduled_by", "written_by").order_by("embargo_until")[:MOST]:
        if release.warning_due(now) is None:
            continue
        try:
            going_out.warn_of_embargo(release)
            done += 1
        except (WrongState, Missing):
            log.info("told meanwhile", extra={"record": str(release.pk)})
    return done
