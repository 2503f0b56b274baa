"""Gathers the room's tables."""

from consent.agreement.models import MediaConsent, MediaConsentUserObjectPermission
from consent.agreement.signature import ConsentLink, Signature
from consent.capacity.models import CapacityAssessment
from consent.compliance.models import ReviewRound
from consent.interests.models import BestInterestsDecision
from consent.knocking import Knock
from consent.people.models import Person, PersonUserObjectPermission
from consent.pictures.models import Appearance, Asset, Forbidden
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.stops.models import Stop
from consent.takedown.models import Showing, Shown, TakedownTask, Withdrawal

__all__ = [
    "AdvanceStatement",
    "AdvocacyRequest",
    "Appearance",
    "Asset",
    "BestInterestsDecision",
    "CapacityAssessment",
    "ConsentLink",
    "Forbidden",
    "Knock",
    "MediaConsent",
    "MediaConsentUserObjectPermission",
    "Person",
    "PersonUserObjectPermission",
    "Representative",
    "ReviewRound",
    "Showing",
    "Shown",
    "Signature",
    "Stop",
    "TakedownTask",
    "Withdrawal",
]
