"""What is done with press lists and those on them: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mediapolicy.many import starting_all
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making, starting
from pressroom.lists import states
from pressroom.lists.models import ListEntry, MailingList, Subscriber, key_of, tidy
from pressroom.lists.states import SubscriberState as S

# What is said when somebody is to be added whom we may not write to.
NOT_AGAIN = {
    S.UNSUBSCRIBED: "They asked for no more. Open their entry and write down that they asked to get them again.",
    S.BOUNCED: "Mail to this address came back. Open their entry and put the address right.",
    S.FORGOTTEN: "They asked us to forget this address. It can’t be added again.",
}


def start_list(*, name: str, about: str = "", by: User) -> MailingList:
    """Start a list of press contacts (CRM-1)."""
    with in_words("There is a list of this name already."):
        return starting(states.START_LIST, MailingList(name=name.strip(), about=about.strip()), by=by)


def close_list(mailing_list: MailingList, *, by: User) -> None:
    """Use a list no more; whoever is on it stays as they are (CRM-1)."""
    with making(states.CLOSE_LIST, mailing_list, by=by):
        pass


@transaction.atomic
def add_subscriber(
    mailing_list: MailingList | None,
    *,
    name: str,
    address: str,
    outlet: str = "",
    basis: str,
    basis_note: str,
    by: User,
) -> Subscriber:
    """Add one address, with why we may write to it, and put it on a list (CRM-1).

    Who is known already is put on the list as they are; who asked for no more is not added by a back door.
    """
    found = Subscriber.objects.at([address]).first()
    if found is None:
        found = new_subscriber(name=name, address=address, outlet=outlet, basis=basis, basis_note=basis_note)
        with in_words("Somebody added this address at the same moment. Try again."):
            starting(states.ADD_SUBSCRIBER, found, by=by)
    elif not found.is_welcome:
        raise ValidationError(NOT_AGAIN[S(found.state)])
    if mailing_list is not None:
        put_on_list(mailing_list, [found], by=by)
    return found


def new_subscriber(*, name: str, address: str, **facts: Any) -> Subscriber:
    """An entry that is not kept yet."""
    return Subscriber(name=name.strip(), address=tidy(address), address_key=key_of(address), **facts)


def put_on_list(mailing_list: MailingList, subscribers: Iterable[Subscriber], *, by: User) -> int:
    """Put addresses that we know on a list; answers how many were not on it before (CRM-1)."""
    on_it = set(mailing_list.entries.values_list("subscriber_id", flat=True))
    fresh = [one for one in subscribers if one.pk not in on_it]
    if not fresh:
        return 0
    note = "1 address" if len(fresh) == 1 else f"{len(fresh):,} addresses"
    with making(states.PUT_ON_LIST, mailing_list, by=by, note=note):
        entries = [ListEntry(mailing_list=mailing_list, subscriber=one, by=by) for one in fresh]
        ListEntry.objects.bulk_create(entries, batch_size=500)
    return len(fresh)


@transaction.atomic
def add_many(
    mailing_list: MailingList, rows: Sequence[dict[str, str]], *, basis: str, basis_note: str, by: User
) -> int:
    """Add everybody of a table to a list, or nobody; who is known already is put on it as they are (CRM-1)."""
    known = {one.address_key: one for one in Subscriber.objects.at([row["address"] for row in rows])}
    new = [
        new_subscriber(**row, basis=basis, basis_note=basis_note) for row in rows if key_of(row["address"]) not in known
    ]
    starting_all((states.ADD_SUBSCRIBER, new), by=by)
    return put_on_list(mailing_list, [*known.values(), *new], by=by)


def take_off_list(mailing_list: MailingList, subscriber: Subscriber, *, by: User) -> None:
    """Take an address off one list; on others it stays (CRM-1)."""
    with making(states.TAKE_OFF_LIST, mailing_list, by=by, note="1 address"):
        mailing_list.entries.filter(subscriber=subscriber).delete()


def put_right(subscriber: Subscriber, *, name: str, address: str, outlet: str, by: User) -> None:
    """Correct a name, an address or an outlet; what came back is tried again (CRM-1)."""
    with (
        in_words("This address is on file already."),
        making(states.PUT_RIGHT, subscriber, by=by),
    ):
        subscriber.name, subscriber.outlet = name.strip(), outlet.strip()
        subscriber.address, subscriber.address_key = tidy(address), key_of(address)
        subscriber.bounced_at = None


def unsubscribe(subscriber: Subscriber, *, note: str = "", by: User) -> None:
    """They told us that they want no more releases, by phone or in a letter (CRM-3b)."""
    _write_no_more(states.UNSUBSCRIBE, subscriber, by=by, note=note)


def unsubscribe_by_link(subscriber: Subscriber) -> None:
    """They pressed the button behind their own link: nobody asks why (CRM-3b)."""
    _write_no_more(states.UNSUBSCRIBE_BY_LINK, subscriber, by=User.objects.the_clock())


def _write_no_more(step: Transition, subscriber: Subscriber, *, by: User, note: str = "") -> None:
    with making(step, subscriber, by=by, note=note):
        subscriber.unsubscribed_at = timezone.now()


def welcome_back(subscriber: Subscriber, *, told_us: str, by: User) -> None:
    """They asked to get our releases again: when and where is written down (CRM-3b)."""
    if not told_us.strip():
        raise ValidationError("Say when and where they asked.")
    with making(states.WELCOME_BACK, subscriber, by=by):
        subscriber.basis, subscriber.basis_note = "asked", told_us.strip()
        subscriber.unsubscribed_at = None


@transaction.atomic
def note_bounces(addresses: Iterable[str], *, by: User) -> tuple[int, list[str]]:
    """Mail came back from these, as the postmaster lists them; how many were noted, and which are not ours (CRM-1)."""
    wanted = {key_of(address): tidy(address) for address in addresses if address.strip()}
    found = list(Subscriber.objects.filter(address_key__in=wanted).order_by("id"))
    noted = [one for one in found if one.is_welcome]
    for one in noted:
        _note_bounce(states.NOTE_BOUNCE, one, by=by)
    ours = {one.address_key for one in found}
    return len(noted), sorted(address for key, address in wanted.items() if key not in ours)


def note_refused_address(subscriber: Subscriber) -> None:
    """A mail server said that there is nobody at this address, for good (CRM-1)."""
    _note_bounce(states.NOTE_REFUSED_ADDRESS, subscriber, by=User.objects.the_clock())


def _note_bounce(step: Transition, subscriber: Subscriber, *, by: User) -> None:
    with making(step, subscriber, by=by):
        subscriber.bounced_at = timezone.now()


@transaction.atomic
def forget(subscriber: Subscriber, *, by: User) -> None:
    """Forget who they are, and keep no more than that this address isn't written to (CRM-2)."""
    with making(states.FORGET, subscriber, by=by):
        subscriber.name, subscriber.address, subscriber.outlet = "Forgotten", "", ""
        subscriber.basis_note = ""
    subscriber.entries.all().delete()
