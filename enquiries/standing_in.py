"""When somebody is gone: their open enquiries go to who must take over, in the same transaction (ME-2)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from enquiries import passing, states
from enquiries.conditions import its_holder_is_gone
from enquiries.deadlines import hand_on_by
from enquiries.models import Enquiry, EnquiryUserObjectPermission, Level
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making


@transaction.atomic
def stand_in_for(person: User) -> None:
    """Give each open enquiry that this person had and may no longer handle to whoever stands in, and tell them (ME-2)."""
    theirs = Enquiry.objects.open().filter(Q(held_by=person) | Q(responsible=person))
    for enquiry in theirs.select_related("home").order_by("pk"):
        enquiry.held_by = person  # as they are now, not as they were read before the role ended
        if not its_holder_is_gone(enquiry):
            _stand_in(enquiry)


def come_to_the_coo(enquiry: Enquiry) -> None:
    """It came under a matter: whoever had it may not handle it any more, and the COO has it (CC-2)."""
    if enquiry.state in states.OPEN and not its_holder_is_gone(enquiry):
        _stand_in(enquiry, states.COME_TO_THE_COO)


def go_back_to_whose_it_was(enquiry: Enquiry) -> None:
    """The COO gave it back: whoever had it when a matter took it has it again, if they still may (CC-2)."""
    before = enquiry.history.filter(verb=states.LOCKING.come_under.verb).order_by("-history_id").first()
    if before is None or enquiry.state not in states.OPEN:
        return
    now, clock = timezone.now(), User.objects.the_clock()
    with making(states.GO_BACK, enquiry, by=clock):
        enquiry.held_by_id, enquiry.held_since, enquiry.level = before.held_by_id, now, before.level
        if enquiry.responsible_id is None:
            enquiry.hand_on_by = hand_on_by(Level(enquiry.level), enquiry.urgency, now)
        else:
            enquiry.responsible_id = before.responsible_id or enquiry.responsible_id
            enquiry.held_by_id = enquiry.responsible_id
    if not its_holder_is_gone(enquiry):
        _stand_in(enquiry)
    else:
        tell([enquiry.held_by], "enquiry_given_back", enquiry, by=clock)


def _stand_in(enquiry: Enquiry, row: Transition | None = None) -> None:
    now, clock = timezone.now(), User.objects.the_clock()
    level, stand_in = passing.stands_in(enquiry, now)
    if stand_in is None:  # nobody is left who could: it waits in the list of whoever comes
        return
    from_home = enquiry.state == states.S.WITH_HOME_MANAGER and level != Level.HOME_MANAGER
    usual = states.STAND_IN_ABOVE if from_home else states.STAND_IN
    with making(row or usual, enquiry, by=clock):
        enquiry.held_by, enquiry.held_since = stand_in, now
        if enquiry.responsible_id is None:
            enquiry.level, enquiry.hand_on_by = level, hand_on_by(level, enquiry.urgency, now)
        else:
            enquiry.responsible = stand_in
        tell([stand_in], "enquiry_stood_in", enquiry, by=clock)


def stop_sharing_with(person: User) -> None:
    """What was shared with somebody one by one ends when they leave: coming back, they begin with nothing (CRM-2)."""
    EnquiryUserObjectPermission.objects.filter(user=person).delete()
