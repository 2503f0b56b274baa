"""What showing, and taking down, needs first, in words that help (W-1 to W-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consent.takedown.models import Showing, TakedownTask, Withdrawal


def everybody_in_it_may_be_shown(showing: Showing) -> str:
    """Nothing is shown of anybody without an authority for exactly that (SM-26)."""
    return " ".join(showing.stands_in_the_way)


def every_task_done(withdrawal: Withdrawal) -> str:
    """They are told once everything that can be taken down has been."""
    left = withdrawal.tasks.filter(state="open").count()
    return f"{left} {'thing is' if left == 1 else 'things are'} still to be taken down." if left else ""


def an_outcome(task: TakedownTask) -> str:
    """Each ends in one of five ways, and what was not possible says why (W-5)."""
    if not task.outcome:
        return "Say how it ended: removed, changed so that nobody can tell, asked, refused, or not possible."
    if task.outcome in ("refused", "not_possible") and not task.outcome_words.strip():
        return "Write why. The person is told what could not be taken back."
    return ""
