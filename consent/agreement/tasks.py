"""What time does to consents, and how links leave."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core import signing
from django.utils import timezone

from consent import knocking
from consent.agreement import actions, links
from consent.agreement.models import MediaConsent
from consent.agreement.signature import ConsentLink
from consent.agreement.states import ConsentState
from mediapolicy import wording
from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.actions import sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)
AT_ONCE = 200
# Names nobody and says nothing of what the form is about: an email is read by whoever opens the box.
WORDS = (
    "{organisation} has a form for you to read.\n\n"
    "You can say yes, or no, or do nothing. No is fine, and changes nothing.\n\n"
    "Open it here:\n\n{link}\n\n"
    "It asks for a code of six figures. We tell you the code in another way, never by email.\n"
    "The link works once, until {until}.\n\n"
    "Do not pass this message on: the link is for you only. If you did not expect it, tell the home.\n"
)


@sends("consent_link")
def send_consent_link(dispatch: Dispatch) -> str:
    """Email the link, then forget it ourselves."""
    link = ConsentLink.objects.select_related("consent").filter(pk=dispatch.about).first()
    if link is None or not link.is_open:
        return "the link has ended"
    if not link.sealed_token:
        return ""
    token = signing.loads(link.sealed_token, salt=links.TOKEN_SALT)
    day = wording.day_in_prose(wording.local(link.expires_at).date())
    organisation = Organisation.objects.values_list("name", flat=True).first() or "The home"
    send_email(
        dispatch,
        to=link.sent_to,
        subject=f"A form for you from {organisation}",
        words=WORDS.format(organisation=organisation, link=f"{settings.SITE_URL}/consent/sign/{token}/", until=day),
    )
    link.sealed_token = ""
    link.save(update_fields=["sealed_token"])
    return ""


@swept
def end_consents() -> int:
    """End every consent whose last day is over. A tick skipped or doubled changes nothing."""
    due = MediaConsent.objects.live().filter(expires_on__lt=timezone.localdate()).order_by("expires_on")
    return _each(due[:AT_ONCE], actions.expire)


@swept
def bring_up_reviews() -> int:
    """Say of every consent whose day has come that it is looked at again."""
    due = MediaConsent.objects.filter(
        state=ConsentState.ACTIVE, review_due__lte=timezone.localdate(), expires_on__gte=timezone.localdate()
    )
    return _each(due.order_by("review_due")[:AT_ONCE], actions.come_up_for_review)


@swept
def forget_knocks() -> int:
    """Forget who knocked at links and slips: nothing is kept longer than a day."""
    return knocking.forget_old()


def _each(consents: Iterable[MediaConsent], act: Callable[[MediaConsent], None]) -> int:
    done = 0
    for consent in consents:
        try:
            act(consent)
            done += 1
        except (WrongState, Missing):
            log.info("changed meanwhile", extra={"record": str(consent.pk)})
    return done
