"""The ongoing matter that a request about a crime opens by itself (PO-1, CC-1a)."""

from __future__ import annotations

from enquiries.police.models import PoliceRequest, PoliceSubject
from matters import locking
from matters.actions import link_person, open_matter
from matters.models import Matter
from matters.states import HOLDING
from matters.touching import is_too_common
from matters.vocabulary import MatterKind, Why
from mediapolicy.people.models import User

SHORTEST = 3


def open_its_matter(request: PoliceRequest) -> Matter:
    """A criminal investigation: whatever names the people in it comes to the COO too.

    Whoever knows of the request is not named on the matter: it may come to hold what they must not see.
    """
    subjects = list(request.subjects.select_related("person"))
    words = (request.reference, request.police_reference, *(one.called for one in subjects))
    matter = open_matter(
        kind=MatterKind.CRIMINAL,
        called=f"{request.title}, {request.reference}"[:120],
        about=request.asked,
        home=request.home,
        people=[one.person for one in subjects if one.person is not None],
        words=[one for one in words if len(one) >= SHORTEST and not is_too_common(one)],
        follows=request.reference,
        by=User.objects.the_clock(),
    )
    locking.take(request, matter, Why.WORDS)
    return matter


def matter_of(request: PoliceRequest) -> Matter | None:
    """The matter that it opened, while that holds anything."""
    return Matter.objects.filter(follows=request.reference, state__in=sorted(HOLDING)).first()


def watch_for(request: PoliceRequest, subject: PoliceSubject) -> None:
    """Somebody was added to the request: its matter watches for them too."""
    matter = matter_of(request)
    if matter is None or subject.person is None or matter.people.filter(person=subject.person, state="linked").exists():
        return
    link_person(matter, subject.person, by=User.objects.the_clock())
