"""What showing, and taking down, needs first, in words that help (W-1 to W-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone

from consent.vocabulary import CHANNELS_OF

if TYPE_CHECKING:
    from consent.takedown.models import Showing, TakedownTask, Withdrawal


def everybody_in_it_may_be_shown(showing: Showing) -> str:
    """Nothing is shown of anybody without an authority for exactly that (SM-26)."""
    return " ".join(showing.stands_in_the_way)


def a_place_that_belongs_to_it(showing: Showing) -> str:
    """A paid post is an advert and not a post: each purpose has its own places."""
    if showing.channel in CHANNELS_OF.get(showing.purpose, ()):
        return ""
    return "That place doesn’t belong to what it is for. A paid post, for one, is an advert."


def no_record_of_ours_still_out(task: TakedownTask) -> str:
    """What one of our own records shows comes down with that record: a word here takes nothing off a page."""
    if task.says != "removed" or task.showing is None or not task.showing.record_type:
        return ""
    record = apps.get_model(task.showing.record_type)._base_manager.filter(pk=task.showing.record_id).first()
    if not (getattr(record, "is_out", False) and task.showing.is_ours):
        return ""
    return "What shows it is a press release of ours that is still out. Withdraw or correct that: this ends with it."


def where_it_can_be_found(showing: Showing) -> str:
    """What nobody can find again, nobody can take down."""
    return (
        "" if showing.url or showing.where.strip() else "Say where it can be found: its address, or a place in words."
    )


def a_picture_that_may_be_used(showing: Showing) -> str:
    """Everybody in the picture is named, and its rights are on file and in date (SM-27)."""
    if showing.asset is None:
        return ""
    if showing.asset.state != "ready":
        return "That picture is not ready to be used. Look at its page."
    return licence_in_date(showing)


def licence_in_date(showing: Showing) -> str:
    """Somebody else's picture is shown only while they allow it (SM-27)."""
    until = showing.asset.licence_until if showing.asset else None
    return "The permission to use that picture has ended." if until and until < timezone.localdate() else ""


BEFORE_SHOWING = (
    everybody_in_it_may_be_shown,
    a_place_that_belongs_to_it,
    where_it_can_be_found,
    a_picture_that_may_be_used,
)


ENDS = frozenset({"removed", "changed", "asked", "refused", "not_possible", "may_stay"})


def somebody_agreed_for_them(withdrawal: Withdrawal) -> str:
    """Only whoever agreed for somebody can take that back; a relative without that power can't (W-3)."""
    if withdrawal.made_by != "representative":
        return ""
    if withdrawal.subject.consents.exclude(given_by="self").exists():
        return ""
    return "Nobody has agreed for them. Choose “Somebody else”: the home looks at it."


def every_task_done(withdrawal: Withdrawal) -> str:
    """They are told once everything that can be taken down has been; what only a matter knows of is the COO's."""
    left = withdrawal.tasks.filter(state="open", is_locked=withdrawal.is_locked).count()
    return f"{left} {'thing is' if left == 1 else 'things are'} still to be taken down." if left else ""


def an_outcome(task: TakedownTask) -> str:
    """Each ends in one of these ways, and what was not possible says why (W-5)."""
    if task.says not in ENDS:
        return "Say how it ended: removed, changed so that nobody can tell, asked, refused, or not possible."
    if task.says in ("refused", "not_possible") and not task.says_why:
        return "Write why. The person is told what could not be taken back."
    if task.says == "may_stay" and task.kind != "review":
        return "This one goes. Say how that ended."
    return ""


def stays_only_if_it_may(task: TakedownTask) -> str:
    """That something may stay is for the publish gate to say, not for whoever has the task (SM-26)."""
    return " ".join(task.stands_in_the_way) if task.says == "may_stay" else ""
