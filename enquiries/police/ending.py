"""What must be in place before a request of the police ends, and what it holds back is let go (V-P-04, V-P-07, rules 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enquiries.police.vocabulary import Answer, Kind, Role
from mediapolicy.people.standing import standing_of

if TYPE_CHECKING:
    from enquiries.police.models import PoliceRequest
    from mediapolicy.people.models import User


def nothing_left_to_give(request: PoliceRequest) -> str:
    """What was agreed was given, and it is written down how."""
    left = request.answer in (Answer.ALL, Answer.PART) and any(item.given_at is None for item in request.items.all())
    return "Something that was agreed has not been given, or not written down." if left else ""


def nothing_given(request: PoliceRequest) -> str:
    """Nothing has left us yet."""
    given = any(item.given_at for item in request.items.all())
    return "Something was given already. Finish it and close it." if given else ""


def nothing_of_ours_out_there(request: PoliceRequest) -> str:
    """Our shares are taken down."""
    out = request.shares.filter(Q(task=None) | Q(task__state="open")).exists()
    return "Our share of their post is not taken down yet." if out else ""


def the_hold_is_lifted(request: PoliceRequest) -> str:
    """What the police asked us not to publish is held until they release it (V-P-07)."""
    return "The police have not released it yet: what they asked us to hold is still held." if request.is_held else ""


def everybody_held_is_known(request: PoliceRequest) -> str:
    """A name alone holds nobody: whoever must not be shown is chosen from the list, or said not to be on it (V-P-04)."""
    held = [one.name for one in request.subjects.all() if one.person_id is None and (must_be_held(request, one.role))]
    return " ".join(
        f"{name} is written by name only, so nothing holds them back. Choose them from the list, or take them out and say why."
        for name in held
    )


def held_until_released(request: PoliceRequest, user: User) -> str:
    """Whoever is kept from being shown stays so until the police release it, but for the COO's word (V-P-04, V-P-07)."""
    if not request.would_let_go or standing_of(user).holds_everywhere("agree_police_response"):
        return ""
    return "They are held because of this. Note first that the police released it, or ask the COO to take them out."


def must_be_held(request: PoliceRequest, role: str) -> bool:
    """Whether whoever is in it as this is kept from being shown: victims, and all where the police ask for silence."""
    return role == Role.VICTIM or request.kind == Kind.HOLD


def something_held(request: PoliceRequest) -> str:
    """There is something to release."""
    return "" if request.is_held else "Nothing is held because of this request."


def only_a_hold(request: PoliceRequest) -> str:
    """All they asked was not to publish: nothing is given, so nothing has to be agreed."""
    return "" if request.kind == Kind.HOLD else "Put the response to the COO first."


def a_word_on_the_regulator(request: PoliceRequest) -> str:
    """Whatever the police look into is told to the Care Quality Commission, or it says why not (rules 5.7)."""
    told = request.cqc_reference.strip() or request.cqc_not_because.strip()
    return "" if told else "Write the reference of the notification to the CQC, or why none is needed."
