"""Help at once when somebody is missing: given by whoever is there, written down within a day (PO-3, rules 5.4)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enquiries.police import actions, conditions, states
from enquiries.police.duty import those_who_know
from enquiries.police.herbert.actions import note_given
from enquiries.police.models import PoliceItem, PoliceRequest
from enquiries.police.opening import matter_of, open_its_matter
from enquiries.police.sharing import owe_takedowns
from enquiries.police.vocabulary import Concerns, How, Role, What
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.roles import Role as Held
from mediapolicy.transitions import making


@transaction.atomic
def give_at_once(
    request: PoliceRequest,
    what: list[str],
    *,
    how: str = How.IN_HAND,
    to: str = "",
    said_yes: str = "",
    words: str = "",
    by: User,
) -> list[PoliceItem]:
    """Give the police what helps to find somebody, before anything else is asked (PO-3).

    The Home Manager or whoever is on call decides that; a colleague who is alone names who said yes.
    """
    if not what:
        raise ValidationError("Tick what you gave them.")
    if not _decides(by) and not said_yes.strip():
        raise ValidationError("Write which manager said yes: the Home Manager or whoever is on call.")
    now = timezone.now()
    with making(states.GIVE_AT_ONCE, request, by=by, note=", ".join(str(What(one).label) for one in what)):
        for one in what:
            if refusal := conditions.can_be_given_now(one, request):
                raise ValidationError(refusal)
        missing = request.subjects.filter(role=Role.MISSING).select_related("person").first()
        given = [
            PoliceItem.objects.create(
                request=request,
                subject=missing,
                what=one,
                words=words.strip(),
                picked_by=by,
                given_at=now,
                given_how=how,
                given_to=(to.strip() or request.officer)[:160],
                given_by=by,
                said_yes=said_yes.strip(),
            )
            for one in what
        ]
    if What.HERBERT in what and missing is not None and missing.person is not None:
        note_given(missing.person)
    return given


def _decides(person: User) -> bool:
    """Whether this person is one who may decide it alone: a Home Manager, or whoever may be on call."""
    standing = standing_of(person)
    return standing.has_role(Held.HOME_MANAGER) or standing.holds_anywhere("take_up_enquiry")


@transaction.atomic
def write_up(request: PoliceRequest, *, by: User, **facts: Any) -> None:
    """All that was given is written down: who asked, by which number, under which reference (PO-3, within 24 hours)."""
    actions.change_facts(request, by=by, **facts)
    with making(states.WRITE_UP, request, by=by):
        request.recorded_at = timezone.now()
    tell(User.objects.who_may("view_police_safeguarding"), "police_written_up", request, by=by)


@transaction.atomic
def remind(request: PoliceRequest) -> None:
    """Remind those who know of it that it is still to be written down (PO-3)."""
    clock = User.objects.the_clock()
    with making(states.REMIND, request, by=clock):
        request.reminded_at = timezone.now()
    tell(those_who_know(request), "police_record_owed", request, by=clock)


@transaction.atomic
def tell_it_is_late(request: PoliceRequest) -> None:
    """A day has gone by and it is not written down: the COO and those who know of it are told (PO-3)."""
    clock = User.objects.the_clock()
    with making(states.TELL_IT_IS_LATE, request, by=clock):
        request.overdue_told_at = timezone.now()
    people = [*those_who_know(request), *User.objects.who_may("handle_matter")]
    tell(people, "police_record_late", request, by=clock)


@transaction.atomic
def find(request: PoliceRequest, *, by: User) -> None:
    """They were found: what we shared comes down, and nothing is said of how they were found (PO-3, PO-2)."""
    row = states.FIND if request.state == states.S.EMERGENCY else states.FIND_MEANWHILE
    with making(row, request, by=by):
        request.found_at = timezone.now()
    owe_takedowns(request)
    tell([*those_who_know(request), *User.objects.who_may("handle_matter")], "police_found", request, by=by)


@transaction.atomic
def learn_of_crime(request: PoliceRequest, *, by: User, note: str) -> None:
    """It may be a crime after all: from here the COO agrees what is given, and it comes under a matter (PO-1, CC-1a)."""
    if not note.strip():
        raise ValidationError("Write what makes you think so.")
    with making(states.LEARN_OF_CRIME, request, by=by, note=note):
        request.concerns = Concerns.CRIME
    if matter_of(request) is None:
        open_its_matter(request)
    tell([*those_who_know(request), *User.objects.who_may("handle_matter")], "police_logged", request, by=by)
