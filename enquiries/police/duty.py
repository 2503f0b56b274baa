"""Whose duty a request of the police is: whom the policy names, and whoever wrote it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediapolicy.people.models import User
from mediapolicy.roles import Role

if TYPE_CHECKING:
    from enquiries.police.models import PoliceRequest

EVERYWHERE = (Role.SAFEGUARDING_LEAD, Role.DATA_PROTECTION_LEAD)


def those_who_know(request: PoliceRequest) -> list[User]:
    """The Home Managers of the home, the Safeguarding and Data Protection Leads, and whoever wrote it down (PO-2)."""
    found = {person.pk: person for role in EVERYWHERE for person in User.objects.holding(role)}
    if request.home is not None and not request.kept_from_home:
        found |= {person.pk: person for person in User.objects.holding(Role.HOME_MANAGER, request.home)}
    if request.logger_knows and request.logged_by.is_active:
        found[request.logged_by.pk] = request.logged_by
    return list(found.values())
