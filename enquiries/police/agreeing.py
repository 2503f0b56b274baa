"""What the COO agrees, the police confirm, and we give: in this order and no other (rules 5.7)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from enquiries.police import circle, holding, states
from enquiries.police.duty import those_who_know
from enquiries.police.models import PoliceItem, PoliceRequest
from enquiries.police.telling import states as telling
from enquiries.police.telling.models import ToldOfPolice
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.transitions import making, part_of_form, starting


@transaction.atomic
def tell_directors(request: PoliceRequest, people: Iterable[User] | None = None, *, by: User) -> ToldOfPolice:
    """The Directors learn that the police asked us, not what; whom the COO leaves out learns nothing (CC-2, rules 5.7)."""
    chosen = list(User.objects.holding(Role.DIRECTOR) if people is None else people)
    with making(states.TELL_DIRECTORS, request, by=by):
        request.directors_told_at = timezone.now()
    with part_of_form("told"):
        told = ToldOfPolice(people=[one.pk for one in chosen], because_of=request.pk, is_locked=True)
        starting(telling.TELL, told, by=by)
    tell(chosen, "police_asked", told, by=by)
    return told


@transaction.atomic
def keep_from_home(request: PoliceRequest, *, by: User, note: str) -> None:
    """It concerns the home's own people: whoever knows of it by their work there knows no more (CC-2, ruling 7)."""
    if not note.strip():
        raise ValidationError("Write why it is kept from the home.")
    with making(states.KEEP_FROM_HOME, request, by=by, note=note):
        request.kept_from_home, request.logger_knows = True, False
    circle.share(request)


@transaction.atomic
def put_to_coo(request: PoliceRequest, *, by: User) -> Approval:
    """The COO is asked to agree exactly this: these items, these words, this picture (PO-3, CC-2)."""
    with making(states.PUT_TO_COO, request, by=by):
        request.confirmed_at, request.confirmed_by = None, ""
    asked = approvals.ask(request, asked_by=by, by=User.objects.the_clock())
    return asked[0]


def note_agreed(request: PoliceRequest) -> None:
    """The COO agreed (CC-2)."""
    clock = User.objects.the_clock()
    with making(states.NOTE_AGREED, request, by=clock):
        pass
    tell(those_who_know(request), "police_agreed", request, by=clock)


def note_not_agreed(request: PoliceRequest, note: str) -> None:
    """The COO asked for changes, or said no (CC-2)."""
    clock = User.objects.the_clock()
    with making(states.NOTE_NOT_AGREED, request, by=clock, note=note):
        pass
    tell(those_who_know(request), "police_not_agreed", request, by=clock)


@transaction.atomic
def work_again(request: PoliceRequest, *, by: User, note: str) -> None:
    """Change the response: what the COO agreed counts no more, nor do the words that were confirmed (CC-2)."""
    approvals.hold(request)
    with making(states.WORK_ON_IT_AGAIN, request, by=by, note=note):
        request.confirmed_at, request.confirmed_by = None, ""
    approvals.void_all(request, by=by, why="The response is being changed.")


def confirm_words(request: PoliceRequest, officer: str, *, by: User, note: str = "") -> None:
    """The police confirmed the words in writing (PO-3, V-P-01)."""
    if not officer.strip():
        raise ValidationError("Write who at the police confirmed the words.")
    with making(states.CONFIRM_WORDS, request, by=by, note=note):
        request.confirmed_at, request.confirmed_by = timezone.now(), officer.strip()


def give_agreed(request: PoliceRequest, items: list[PoliceItem], *, how: str, to: str, by: User) -> None:
    """Write down what was given of what the COO agreed: how, to whom, by whom (PO-3, V-P-06)."""
    if not items:
        raise ValidationError("Tick what you gave them.")
    with making(states.GIVE_AGREED, request, by=by, note=", ".join(str(one.get_what_display()) for one in items)):
        for item in request.items.filter(pk__in=[one.pk for one in items], given_at=None):
            item.given_at, item.given_how, item.given_to, item.given_by = timezone.now(), how, to.strip(), by
            item.save(update_fields=["given_at", "given_how", "given_to", "given_by"])


@transaction.atomic
def release_hold(request: PoliceRequest, *, by: User, note: str) -> None:
    """The police released it: whoever was held back because of it is looked at by the usual rules again (PO-3, V-P-07)."""
    if not note.strip():
        raise ValidationError("Write who at the police released it, and how they said so.")
    with making(states.RELEASE_HOLD, request, by=by, note=note):
        holding.release(request, note.strip())


@transaction.atomic
def close(request: PoliceRequest, *, by: User, note: str = "") -> None:
    """It is done: what was agreed was given, ours is down, the regulator knows (PO-3)."""
    row = states.CLOSE_HOLD if request.state == states.PoliceState.LOGGED else states.CLOSE
    with making(row, request, by=by, note=note):
        request.closed_at = timezone.now()


@transaction.atomic
def note_withdrawn(request: PoliceRequest, *, by: User, note: str) -> None:
    """The police no longer ask, and nothing left us (PO-1)."""
    if not note.strip():
        raise ValidationError("Write who at the police said so.")
    approvals.hold(request)
    with making(states.NOTE_WITHDRAWN, request, by=by, note=note):
        request.closed_at = timezone.now()
    approvals.void_all(request, by=by, why="The police no longer ask.")


@transaction.atomic
def reopen(request: PoliceRequest, *, by: User, note: str) -> None:
    """It is taken up again: a new response needs a new agreement (CC-2)."""
    if not note.strip():
        raise ValidationError("Write why it is taken up again.")
    approvals.hold(request)
    with making(states.REOPEN, request, by=by, note=note):
        request.closed_at = request.confirmed_at = None
        request.confirmed_by = ""
    approvals.void_all(request, by=by, why="It is taken up again.")
    circle.share(request)
