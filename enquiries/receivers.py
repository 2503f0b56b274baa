"""What news of its statement, and of the people who have it, means for an enquiry."""

from typing import Any

from django.dispatch import receiver

from enquiries import standing_in, states
from enquiries.models import Enquiry
from matters import locking
from matters.models import Matter
from matters.vocabulary import Why
from mediapolicy.locking import came_under, given_back
from mediapolicy.people import signals as people
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making
from pressroom import signals
from pressroom.models import Statement


def follow(statement: Statement, transition: Transition, by: User, note: str = "") -> None:
    """Move the enquiry that this statement answers, if there is one and it is not there yet."""
    enquiry = Enquiry.objects.filter(statement=statement).first()
    if enquiry and enquiry.state != transition.target and enquiry.state in transition.sources:
        with making(transition, enquiry, by=by, note=note):
            if transition is states.NOTE_STATEMENT_WITHDRAWN:
                enquiry.statement = None


@receiver(signals.sent_for_sign_off, dispatch_uid="enquiries.sent_for_sign_off")
def sent_for_sign_off(*, statement: Statement, by: User, **_: Any) -> None:
    """It waits for a Director."""
    follow(statement, states.NOTE_SENT_FOR_SIGN_OFF, by)


@receiver(signals.signed_off, dispatch_uid="enquiries.signed_off")
def signed_off(*, statement: Statement, by: User, **_: Any) -> None:
    """It can be answered."""
    follow(statement, states.NOTE_SIGNED, by)


@receiver(
    [signals.taken_back, signals.changes_asked, signals.words_changed],
    dispatch_uid="enquiries.back_to_drafting",
)
def back_to_drafting(*, statement: Statement, by: User, **_: Any) -> None:
    """The words are being written again."""
    follow(statement, states.NOTE_BACK_TO_DRAFT, User.objects.the_clock())


@receiver(signals.withdrawn, dispatch_uid="enquiries.statement_withdrawn")
def statement_withdrawn(*, statement: Statement, by: User, **_: Any) -> None:
    """It needs another statement, or none."""
    follow(statement, states.NOTE_STATEMENT_WITHDRAWN, User.objects.the_clock())


@receiver(came_under, sender=Statement, dispatch_uid="enquiries.its_statement_came_under")
def its_statement_came_under(*, record: Statement, matter: Matter, **_: Any) -> None:
    """What a statement answers goes where the statement goes."""
    if enquiry := Enquiry.objects.filter(statement=record).first():
        locking.take(enquiry, matter, Why.WITH, came_with=record)


@receiver(came_under, sender=Enquiry, dispatch_uid="enquiries.came_under")
def it_came_under(*, record: Enquiry, **_: Any) -> None:
    """The COO has it."""
    standing_in.come_to_the_coo(record)


@receiver(given_back, sender=Enquiry, dispatch_uid="enquiries.given_back")
def it_went_back(*, record: Enquiry, **_: Any) -> None:
    """Whoever had it has it again."""
    standing_in.go_back_to_whose_it_was(record)


@receiver(people.role_ended, dispatch_uid="enquiries.role_ended")
def role_ended(*, person: User, **_: Any) -> None:
    """What they had and may no longer handle goes to who must take over."""
    standing_in.stand_in_for(person)


@receiver(people.left, dispatch_uid="enquiries.left")
def left(*, person: User, **_: Any) -> None:
    """Nothing is shared with them any more."""
    standing_in.stand_in_for(person)
    standing_in.stop_sharing_with(person)
