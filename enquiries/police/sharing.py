"""Our part in an appeal: we share the police's own post with the COO's word, and take it down again (V-P-01, rules 5.4)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.takedown.models import Because, TakedownTask, TaskKind
from consent.takedown.owing import Look, owe
from enquiries.police import conditions, states
from enquiries.police.models import PoliceRequest, PoliceShare
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making, part_of_form


def agree_sharing(request: PoliceRequest, source_url: str, *, by: User) -> None:
    """The COO says yes to sharing the police's own post, and to nothing of ours (CC-2, V-P-01)."""
    with making(states.AGREE_SHARING, request, by=by, note=source_url):
        request.source_url, request.sharing_agreed_at = source_url, timezone.now()
        request.sharing_agreed_how = conditions.IN_THE_APP


@transaction.atomic
def note_spoken_yes(request: PoliceRequest, source_url: str, *, said_at: datetime, how: str, by: User) -> None:
    """The COO said yes by word of mouth: it is written down at once, and the COO reads that it was (CC-2, rules 5.4)."""
    if said_at > timezone.now():
        raise ValidationError("Write when the COO said yes: that time has not come yet.")
    with making(states.NOTE_SPOKEN_YES, request, by=by, note=how):
        request.source_url, request.sharing_agreed_at = source_url, said_at
        request.sharing_agreed_how = f"Said to {by}: {how.strip()}"[:300]
    tell(User.objects.who_may("handle_matter"), "police_spoken_yes", request, by=by)


def note_post(request: PoliceRequest, source_url: str, *, by: User) -> None:
    """Where the police published what was agreed: that is what we may share (PO-1, V-P-01)."""
    with making(states.NOTE_POST, request, by=by, note=source_url):
        request.source_url = source_url


def note_share(request: PoliceRequest, *, channel: str, url: str, by: User) -> PoliceShare:
    """We shared it: where, so that it can be taken down again (PO-3)."""
    with making(states.NOTE_SHARE, request, by=by, note=f"{channel}: {url}"):
        return PoliceShare.objects.create(request=request, channel=channel.strip(), url=url, by=by)


@transaction.atomic
def end_sharing(request: PoliceRequest, *, by: User, note: str = "") -> int:
    """The appeal has ended: each of our shares is somebody's to take down (PO-3, SG-14)."""
    with making(states.END_SHARING, request, by=by, note=note):
        pass
    return len(owe_takedowns(request))


def owe_takedowns(request: PoliceRequest) -> list[TakedownTask]:
    """One task for each share that has none: whoever is on duty takes it down."""
    owed = []
    look = Look(Because.CHANGED)
    for share in request.shares.filter(task=None).select_related("by"):
        with part_of_form(str(share.pk)):
            task = owe(
                look,
                TaskKind.REMOVE,
                f"A post that we shared, {share.channel}: {share.url}"[:200],
                home=request.home,
                subject=None,
                kept_from_home=request.kept_from_home,
            )
        share.task = task
        share.save(update_fields=["task"])
        tell([task.owner], "takedown_owed", task, by=User.objects.the_clock())
        owed.append(task)
    return owed
