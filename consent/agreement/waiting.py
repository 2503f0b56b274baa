"""What of consent waits for somebody: forms to sign off, reviews that are due, drafts of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from consent.agreement.models import MediaConsent
from consent.agreement.states import SIGN_OFF, ConsentState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of

S = ConsentState
MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One form that waits for this person: what to do, about what, by when."""

    title: str
    url: str
    about: str
    due: date | None
    since: datetime


def waiting_for(user: User) -> list[Waiting]:
    """Forms that wait for this person: to sign off, to look at again, or to finish. One statement."""
    standing = standing_of(user)
    if not standing.holds_anywhere("take_consent"):
        return []
    homes = standing.homes_with(SIGN_OFF.permission)
    mine = Q(state__in=[S.DRAFT, S.AWAITING_SIGNATURE], requested_by=user)
    theirs = Q(home__in=homes, state__in=[S.AWAITING_SIGN_OFF, S.REVIEW_DUE]) if homes else Q(pk__in=[])
    found = MediaConsent.objects.visible_to(user).filter(mine | theirs).for_list()[:MOST]
    return [_row(consent) for consent in found]


def _row(consent: MediaConsent) -> Waiting:
    verb = {
        S.AWAITING_SIGN_OFF: "Sign off the consent form",
        S.REVIEW_DUE: "Look at the consent again",
        S.AWAITING_SIGNATURE: "Get the consent form signed",
    }.get(S(consent.state), "Finish the consent form")
    return Waiting(
        f"{verb}: {consent.subject}",
        consent.get_absolute_url(),
        f"Media consent {consent.reference}, {consent.home or 'all homes'}.",
        consent.expires_on if consent.state == S.REVIEW_DUE else None,
        consent.created_at,
    )
