"""How links to choose a password leave."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mediapolicy import wording
from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.actions import owe, sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import actions
from mediapolicy.people.models import Invitation, User

INVITED = (
    "{organisation} uses mediapolicy to deal with the press and to look after what is said about us.\n\n"
    "You have been invited to use it. Choose your password here:\n\n{link}\n\n"
    "The link works once, until {until}.\n\n"
    "Do not pass this message on: the link is for you only. If you did not expect it, tell your manager.\n"
)
NEW_LINK = (
    "Somebody, we hope you, asked for a new password for mediapolicy at {organisation}.\n\n"
    "Choose your new password here:\n\n{link}\n\n"
    "The link works once, until {until}.\n\n"
    "If it was not you, you need do nothing: your password has not changed. Nobody from {organisation} will ever "
    "ask you for it.\n"
)


@sends("invitation")
def send_invitation(dispatch: Dispatch) -> str:
    """Email the link by which somebody chooses their password, then forget the link ourselves."""
    invitation = Invitation.objects.select_related("person", "sent_by").filter(pk=dispatch.about).first()
    if invitation is None or not invitation.is_open:
        return "a newer link took its place"
    if not invitation.sealed_token:
        return ""
    words = NEW_LINK if invitation.sent_by.is_system else INVITED
    send_email(
        dispatch,
        to=invitation.person.email,
        subject="Choose your password for mediapolicy",
        words=words.format(
            organisation=Organisation.objects.values_list("name", flat=True).first() or "Your organisation",
            link=f"{settings.SITE_URL}/welcome/{signing.loads(invitation.sealed_token, salt='invitation')}/",
            until=_until(invitation.expires_at),
        ),
    )
    invitation.sealed_token = ""
    invitation.save(update_fields=["sealed_token"])
    return ""


def _until(instant: datetime) -> str:
    day = wording.day_in_prose(wording.local(instant).date())
    return f"{wording.time_of_day(instant)} on {day}"


def owe_new_link(email: str) -> None:
    """Owe somebody who forgot their password a new link. A known address costs exactly what an unknown one costs."""
    person = User.objects.active().filter(email__iexact=email).values_list("pk", flat=True).first()
    five_minutes = int(timezone.now().timestamp() // actions.ONE_LINK_IN.total_seconds())
    address = salted_hmac("forgotten", email.casefold(), algorithm="sha256").hexdigest()[:40]
    owe("forgotten", key=f"forgotten:{address}:{five_minutes}", about=str(person or ""))


@sends("forgotten")
def send_new_link(dispatch: Dispatch) -> str:
    """Make the new link, if the address was somebody's; the link then leaves like any other."""
    person = User.objects.active().filter(pk=dispatch.about).first() if dispatch.about else None
    if person is None:
        return "nobody has this address"
    return "" if actions.send_new_link(person) else "a link was sent just now"
