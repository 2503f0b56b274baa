"""What is done about takedowns: taken on, ended in one of five ways, called to mind, told to the person (W-5)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from consent.gate.answering import Verdict
from consent.takedown import showing as showings
from consent.takedown import states
from consent.takedown.duty import Duty, managers_of
from consent.takedown.models import Shown, TakedownTask, TaskOutcome, Withdrawal
from consent.takedown.states import ShowingState
from consent.takedown.still_shown import judge
from consent.takedown.withdrawing import hold_still
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.transitions import making

OUT_OF_OUR_HANDS = frozenset({TaskOutcome.ASKED, TaskOutcome.REFUSED, TaskOutcome.NOT_POSSIBLE})


def take_task(task: TakedownTask, *, by: User) -> None:
    """Take a takedown on (SM-26)."""
    with making(states.TAKE_TASK, task, by=by):
        task.owner = by


@transaction.atomic
def finish_task(task: TakedownTask, outcome: str, words: str = "", *, by: User) -> None:
    """Say how it ended; what is shown follows from that (W-5, SM-26)."""
    hold_still([task.subject_id])
    mine = _shown(task)
    task.says, task.says_why = outcome, words.strip()
    # On a matter the task is the COO's, whose word is what the gate asks for.
    waits = () if task.is_locked else (Verdict.ROUTE_COO,)
    against = (one for one in judge(mine) if not one.stays and one.decision.verdict in (Verdict.BLOCK, *waits))
    task.stands_in_the_way = tuple(one.decision.words for one in against)
    with making(states.FINISH_TASK, task, by=by, note=TaskOutcome(outcome).label):
        task.outcome, task.outcome_words, task.done_at = outcome, words.strip(), timezone.now()
    if task.showing is None:
        return
    if outcome == TaskOutcome.REMOVED and task.showing.state != ShowingState.TAKEN_DOWN:
        showings.take_down(task.showing, by=by, note=words)
    elif outcome == TaskOutcome.CHANGED:
        _nobody_can_tell(mine)
    elif outcome in OUT_OF_OUR_HANDS and task.showing.state == ShowingState.SHOWN:
        showings.find_out_of_reach(task.showing, TaskOutcome(outcome).label, by=by)


def _shown(task: TakedownTask) -> list[Shown]:
    """The person of this task in what is shown, while they can be told in it."""
    rows = Shown.objects.filter(showing=task.showing_id, person=task.subject_id, gone_at=None)
    return list(rows.select_related("person", "showing__home", "showing__asset"))


def _nobody_can_tell(rows: list[Shown]) -> None:
    for row in rows:
        row.gone_at = timezone.now()
        row.save(update_fields=["gone_at"])


def tell_them(withdrawal: Withdrawal, words: str = "", *, by: User) -> None:
    """They were told what was taken down, and what could not be (W-5); the record is kept (SM-26, W-6)."""
    with making(states.TELL_THEM, withdrawal, by=by, note=words):
        withdrawal.told_at = timezone.now()


def remind(task: TakedownTask) -> None:
    """Its time has run out: its owner, Marketing and the home hear of it, once a day (SM-26)."""
    clock = User.objects.the_clock()
    with making(states.REMIND_OF_TASK, task, by=clock):
        task.reminded_at = timezone.now()
        if task.owner is None or not task.owner.is_active:
            task.owner = Duty().on_duty(task.home, is_locked=task.is_locked)
    others = [] if task.is_locked else [*User.objects.holding(Role.MARKETING_MANAGER), *managers_of(task.home)]
    tell([task.owner, *others], "takedown_overdue", task, by=clock)
