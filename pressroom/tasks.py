"""Sending what was released."""

from mediapolicy.notices.actions import tell
from mediapolicy.outbox.actions import sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from pressroom.models import Sending
from pressroom.states import everybody_in_it_may_be_named


@sends("statement")
def send_statement(dispatch: Dispatch) -> str:
    """Email one recipient of a released statement its exact words, if everybody in it may still be named (SM-26)."""
    sending = Sending.objects.select_related("statement", "by").get(pk=dispatch.about)
    if everybody_in_it_may_be_named(sending.statement):
        tell([sending.by], "reply_not_sent", sending.statement, by=User.objects.the_clock())
        return "somebody in it may no longer be named"
    send_email(
        dispatch,
        to=sending.address,
        subject=sending.statement.subject,
        words=sending.statement.words,
        reply_to=sending.by.email,
    )
    return ""
