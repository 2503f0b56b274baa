"""What time does to enquiries, and how replies leave."""

import logging

from django.utils import timezone

from enquiries import actions
from enquiries.models import Enquiry, Reply, ReplyKind
from mediapolicy.notices.actions import tell
from mediapolicy.outbox.actions import sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept
from pressroom.states import everybody_in_it_may_be_named

log = logging.getLogger(__name__)


@sends("reply")
def send_reply(dispatch: Dispatch) -> str:
    """Email the exact words of a reply to the enquirer, from us, answerable to the person responsible.

    An answer leaves only while everybody named in it may still be (SM-26); whoever sent it is told otherwise.
    """
    reply = Reply.objects.select_related("by", "enquiry__statement").get(pk=dispatch.about)
    statement = reply.enquiry.statement
    if reply.kind == ReplyKind.ANSWER and statement is not None and everybody_in_it_may_be_named(statement):
        tell([reply.by], "reply_not_sent", reply.enquiry, by=User.objects.the_clock())
        return "somebody in it may no longer be named"
    send_email(dispatch, to=reply.address, subject=reply.subject, words=reply.words, reply_to=reply.by.email)
    return ""


@swept
def pass_up_overdue() -> int:
    """Pass every approach that nobody took up in time one level up. A tick skipped or doubled changes nothing."""
    passed = 0
    for enquiry in Enquiry.objects.overdue(timezone.now())[:200]:
        try:
            actions.pass_up(enquiry)
            passed += 1
        except (WrongState, Missing):
            log.info("taken up meanwhile", extra={"record": str(enquiry.pk)})
    return passed
