"""What is done with media visits until a Director has answered: one function per verb.

Who takes part is in appearing.py, the day itself in visiting.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries.access import states
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from enquiries.access.vocabulary import Origin, SafeguardingView
from enquiries.passing import is_press_office, straight_up
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Refused
from mediapolicy.roles import Role
from mediapolicy.transitions import Transition, making, starting

CHANGED = "The visit changed."


@transaction.atomic
def log(
    *,
    home: Home | None,
    topic: str,
    enquirer: str,
    outlet: str,
    outlet_type: str,
    access_types: list[str],
    origin: str,
    origin_words: str = "",
    reach: str = "",
    wanted_when: str = "",
    answer_by: datetime | None = None,
    by: User,
) -> AccessRequest:
    """Log that the media want to interview, film or photograph, and tell who prepares it (IR-1, IR-2).

    A story that we did not plan is told to a senior person at once. On a matter nobody but the COO is told (CC-1a).
    """
    visit = AccessRequest(
        home=home,
        topic=topic.strip(),
        enquirer=enquirer.strip(),
        outlet=outlet.strip(),
        outlet_type=outlet_type,
        access_types=sorted(access_types),
        origin=origin,
        origin_words=origin_words.strip(),
        reach=reach.strip(),
        wanted_when=wanted_when.strip(),
        answer_by=answer_by,
        logged_by=by,
    )
    starting(states.LOG, visit, by=by)
    if visit.is_locked:
        return visit
    desk = [*User.objects.holding(Role.MARKETING_MANAGER)]
    if origin == Origin.UNPLANNED:
        _, senior = straight_up(timezone.now())
        tell([senior, *desk], "visit_unplanned", visit, by=by)
        desk = []
    tell([*managers_of(visit), *desk], "visit_logged", visit, by=by)
    return visit


def managers_of(visit: AccessRequest) -> list[User]:
    """The Home Managers of the home that they come to, where it doesn't concern them."""
    if visit.home is None or visit.kept_from_home:
        return []
    return list(User.objects.holding(Role.HOME_MANAGER, visit.home))


def those_who_expect_it(visit: AccessRequest) -> list[User | None]:
    """Who would let them in or has worked on it: the escort, the Home Manager, and whoever prepared it."""
    return [visit.escort, visit.prepared_by, *managers_of(visit)]


def prepare(visit: AccessRequest, *, by: User) -> None:
    """Take it on and prepare it: no date is agreed with anybody before a Director has approved (IR-3)."""
    with making(states.PREPARE, visit, by=by):
        visit.prepared_by = by


def change(visit: AccessRequest, row: Transition, *, by: User, **values: Any) -> bool:
    """Save one part of the preparation; False when nothing differs, and then nothing is written or voided (IR-3)."""
    with approvals.voiding_when_changed(visit, by=by, why=CHANGED):
        visit.refresh_from_db()
        if all(getattr(visit, name) == value for name, value in values.items()):
            return False
        was = visit.state
        with making(row, visit, by=by):
            for name, value in values.items():
                setattr(visit, name, value)
            if visit.needs_safeguarding:
                forget_view(visit)
            visit.number += 1
    say_it_is_off_for_now(visit, was, by=by)
    return True


def say_it_is_off_for_now(visit: AccessRequest, was: str, *, by: User) -> None:
    """Whoever expects visitors must not let them in on an approval that has just fallen."""
    if was == VisitState.APPROVED:
        tell(those_who_expect_it(visit), "visit_not_now", visit, by=by)


@transaction.atomic
def name_escort(visit: AccessRequest, *, escort: User, by: User, **values: Any) -> bool:
    """Say who goes with them all the time, and what they promised; whoever it is is told (IR-6, V-I-04)."""
    before = visit.escort_id
    changed = change(visit, states.NAME_ESCORT, by=by, escort=escort, **values)
    if before != escort.pk:
        tell([escort], "visit_escort", visit, by=by)
    return changed


@transaction.atomic
def ask_safeguarding(visit: AccessRequest, *, by: User, note: str = "") -> None:
    """Ask the Safeguarding Lead, because a resident takes part (IR-6, V-I-05)."""
    with making(states.ASK_SAFEGUARDING, visit, by=by, note=note):
        forget_view(visit)
    tell(User.objects.holding(Role.SAFEGUARDING_LEAD), "visit_for_safeguarding", visit, by=by)


@transaction.atomic
def give_view(visit: AccessRequest, *, view: str, words: str, by: User) -> None:
    """The Safeguarding Lead says whether it can go ahead, and what to mind (IR-6, V-I-05)."""
    if view == SafeguardingView.NOT_THIS_WAY and not words.strip():
        raise ValidationError("Say what has to be different.")
    with making(states.GIVE_VIEW, visit, by=by):
        visit.safeguarding_view, visit.safeguarding_words = view, words.strip()
        visit.safeguarding_by, visit.safeguarding_at = by, timezone.now()
    tell([visit.prepared_by], "visit_view_given", visit, by=by)


def forget_view(visit: AccessRequest) -> None:
    """A view is of what they were shown: of another visit it says nothing."""
    visit.safeguarding_view, visit.safeguarding_words = "", ""
    visit.safeguarding_by = visit.safeguarding_at = None


def send_consents(visit: AccessRequest, to: User, *, by: User) -> None:
    """Send the consents to the Marketing Manager or a Director: which, to whom and when is kept (IR-4b, V-I-03)."""
    if not is_press_office(to):
        raise Refused(
            states.SEND_CONSENTS.clause, f"{to} is not the Marketing Manager or a Director. Choose one of them."
        )
    with making(states.SEND_CONSENTS, visit, by=by, note=f"To {to}."):
        visit.consents_sent, visit.consents_sent_to = visit.consents(), to
        visit.consents_sent_at = timezone.now()
    tell([to], "visit_consents", visit, by=by)


@transaction.atomic
def send_for_approval(visit: AccessRequest, *, by: User, note: str = "") -> None:
    """Ask a Director to approve exactly this visit; on an ongoing matter the COO as well (IR-3, CC-2)."""
    with making(states.SEND_FOR_APPROVAL, visit, by=by, note=note):
        visit.conditions = ""
        approvals.ask(visit, due_at=visit.answer_by or visit.starts_at, by=by)


@transaction.atomic
def take_back(visit: AccessRequest, *, by: User, note: str = "") -> None:
    """Take it back from approval, to go on preparing (IR-3)."""
    approvals.take_back(visit, by=by, note=note)
    with making(states.TAKE_BACK, visit, by=by, note=note):
        pass


def note_approval(visit: AccessRequest, *, by: User) -> None:
    """Everyone who must has approved it; their conditions go with it to the door (IR-3)."""
    given = Approval.objects.of(visit).filter(state=ApprovalState.SIGNED).order_by("decided_at")
    with making(states.NOTE_APPROVAL, visit, by=by):
        visit.conditions = "\n".join(one.reason for one in given if one.reason)
    tell(those_who_expect_it(visit), "visit_approved", visit, by=by)


def note_answer(visit: AccessRequest, *, by: User, note: str, refused: bool) -> None:
    """A Director asked for changes, or refused (IR-3)."""
    with making(states.NOTE_REFUSAL if refused else states.NOTE_CHANGES_ASKED, visit, by=by, note=note):
        pass


@transaction.atomic
def refuse(visit: AccessRequest, *, by: User, note: str) -> None:
    """A Director says No before anything is sent for approval. Needs a reason (IR-3)."""
    if not note.strip():
        raise ValidationError("Say why it is refused.")
    with making(states.REFUSE, visit, by=by, note=note):
        pass
    tell([visit.logged_by, *those_who_expect_it(visit)], "visit_called_off", visit, by=by)


@transaction.atomic
def call_off(visit: AccessRequest, *, by: User, note: str) -> None:
    """It does not take place; an approval of it, given or asked for, no longer counts. Needs a reason (IR-3)."""
    if not note.strip():
        raise ValidationError("Say why it is called off.")
    approvals.void_all(visit, by=by, why="The visit was called off.")
    with making(states.CALL_OFF, visit, by=by, note=note):
        pass
    tell(those_who_expect_it(visit), "visit_called_off", visit, by=by)


@transaction.atomic
def stop_for_review(visit: AccessRequest) -> None:
    """It came under a matter: approvals fall, given or asked for, and those who expect it are told, as far as they may
    know of it (CC-2). One that is under way ends as the COO decides."""
    clock = User.objects.the_clock()
    approvals.void_all(visit, by=clock, why="It is looked at again before anybody comes.")
    if visit.state in states.PULL_FOR_REVIEW.sources:
        with making(states.PULL_FOR_REVIEW, visit, by=clock):
            forget_view(visit)
        tell(those_who_expect_it(visit), "visit_not_now", visit, by=clock)
