"""Who knows of a request of the police: those whose duty the policy names, and whoever wrote it down. Nobody else.

It is the same few whether an ongoing matter holds the request or not, so that none of them can tell (docs/decisions/0019).
"""

from __future__ import annotations

from guardian.shortcuts import assign_perm, remove_perm

from approvals import actions as approvals
from enquiries.police.duty import those_who_know
from enquiries.police.models import NAMED, PoliceRequest, PoliceRequestUserObjectPermission
from matters.locking import is_named_on_what_holds
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing

CHANGES = "change_policerequest"


def share(request: PoliceRequest) -> None:
    """Open it to exactly those who should know now; whom the COO named on a matter that holds it keeps it."""
    held = PoliceRequestUserObjectPermission.objects.filter(content_object=request, permission__codename=NAMED)
    had = {one.user_id: one.user for one in held.select_related("user")}
    wanted = {person.pk: person for person in those_who_know(request)}
    for pk in wanted.keys() - had.keys():
        for verb in (NAMED, CHANGES):
            assign_perm(f"enquiries.{verb}", wanted[pk], request)
        approvals.share(request, wanted[pk])
        forget_standing(wanted[pk])
    for pk in had.keys() - wanted.keys():
        if not is_named_on_what_holds(request, had[pk]):
            for verb in (NAMED, CHANGES):
                remove_perm(f"enquiries.{verb}", had[pk], request)
            approvals.unshare(request, had[pk])
            forget_standing(had[pk])


def share_again_with(person: User) -> None:
    """Whoever changes what they do keeps no request that is no longer theirs, finished ones neither."""
    held = PoliceRequestUserObjectPermission.objects.filter(user=person).values("content_object")
    for request in PoliceRequest.objects.filter(pk__in=held).select_related("home", "logged_by"):
        share(request)


def share_all() -> int:
    """The same for every request that still needs somebody: people come and go. How many there are."""
    found = list(PoliceRequest.objects.open().select_related("home", "logged_by").order_by("created_at")[:200])
    for request in found:
        share(request)
    return len(found)
