"""What time does to worries."""

import logging

from django.utils import timezone

from enquiries.undercover import actions, looking
from enquiries.undercover.models import UndercoverReport
from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)


@swept
def alert_the_coo() -> int:
    """What nobody has opened in time comes to the Chief Operating Officer. A tick skipped or doubled changes nothing."""
    done = 0
    for report in UndercoverReport.objects.not_opened_in_time(timezone.now()).select_related("told")[:200]:
        try:
            actions.come_to_the_coo(report)
            done += 1
        except (WrongState, Missing):
            log.info("opened meanwhile", extra={"record": str(report.pk)})
    return done


@swept
def warn_of_data_that_may_be_gone() -> int:
    """A day before the 72 hours are over."""
    done = 0
    for report in UndercoverReport.objects.with_data_running_out(timezone.now())[:200]:
        try:
            looking.warn_of_data(report)
            done += 1
        except (WrongState, Missing):
            log.info("decided meanwhile", extra={"record": str(report.pk)})
    return done
