"""The ongoing matter that a request about a crime opens by itself (PO-1, CC-1a)."""

from __future__ import annotations

from consent.people.models import Person
from enquiries.police.models import PoliceRequest
from matters import locking
from matters.actions import link_person, open_matter, watch_by_itself
from matters.models import Matter
from matters.states import HOLDING, LinkState
from matters.touching import is_too_common
from matters.vocabulary import MatterKind, Why
from mediapolicy.people.models import User

SHORTEST = 3


def open_its_matter(request: PoliceRequest) -> Matter:
    """A criminal investigation: whatever names the people in it comes to the COO too.

    Whoever knows of the request is not named on the matter: it may come to hold what they must not see.
    """
    subjects = list(request.subjects.all())
    matter = open_matter(
        kind=MatterKind.CRIMINAL,
        called=f"{request.title}, {request.reference}"[:120],
        about=request.asked,
        home=request.home,
        people=[one.person for one in subjects if one.person is not None],
        words=_rare([request.reference, request.police_reference, *(one.called for one in subjects)]),
        follows=request.reference,
        by=User.objects.the_clock(),
    )
    locking.take(request, matter, Why.WORDS)
    return matter


def matter_of(request: PoliceRequest) -> Matter | None:
    """The matter that it opened, while that holds anything."""
    return Matter.objects.filter(follows=request.reference, state__in=sorted(HOLDING)).first()


def watch_for(request: PoliceRequest, words: list[str], *, person: Person | None = None) -> None:
    """More is known of the request: its matter watches for that too."""
    matter, clock = matter_of(request), User.objects.the_clock()
    if matter is None:
        return
    if person is not None and not matter.people.filter(person=person, state=LinkState.LINKED).exists():
        link_person(matter, person, by=clock)
    watch_by_itself(matter, _rare(words))


def _rare(words: list[str]) -> list[str]:
    """Those that are long and rare enough to be watched for."""
    return [one for one in words if len(one) >= SHORTEST and not is_too_common(one)]
