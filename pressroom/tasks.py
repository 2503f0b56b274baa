"""Sending what was released."""

from mediapolicy.outbox.actions import sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from pressroom.models import Sending


@sends("statement")
def send_statement(dispatch: Dispatch) -> str:
    """E-mail one recipient of a released statement its exact words."""
    sending = Sending.objects.select_related("statement", "by").get(pk=dispatch.about)
    send_email(
        dispatch,
        to=sending.address,
        subject=sending.statement.subject,
        words=sending.statement.words,
        reply_to=sending.by.email,
    )
    return ""
