"""What every document of consent takes from the records: whose paper it is, who asks, and how they are reached."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from consent.papers.parts import Asker, Head
from mediapolicy.organisation.models import Organisation
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role


def head_of(home: Home | None, *, reference: str, version: str, address: str = "") -> Head:
    """The top of a document."""
    organisation = _organisation()
    return Head(
        organisation=organisation,
        home=home.name if home else organisation,
        reference=reference,
        template_version=version,
        address=address,
    )


def asker_of(home: Home | None) -> Asker:
    """Who asks: the organisation, by its home; where there is none, by the Data Protection Lead.

    The home's own number goes before its manager's: a slip is kept for years, and managers change.
    """
    lead = User.objects.holding(Role.DATA_PROTECTION_LEAD).first()
    reached = (User.objects.holding(Role.HOME_MANAGER, home).first() if home else None) or lead
    return Asker(
        legal_entity=_organisation(),
        data_protection_contact=_contact(lead),
        phone=(home.telephone if home else "") or (reached.phone if reached else ""),
        email=reached.email if reached else "",
    )


def day_of(instant: datetime | None) -> date | None:
    """The day on which something happened, as the clock on the wall showed it."""
    return timezone.localtime(instant).date() if instant else None


def _organisation() -> str:
    return Organisation.objects.values_list("name", flat=True).first() or ""


def _contact(lead: User | None) -> str:
    if lead is None:
        return "our Data Protection Lead"
    return ", ".join(filter(None, [lead.name, lead.phone or lead.email]))
