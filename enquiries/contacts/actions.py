"""What is done with the contact book: one function per verb."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from enquiries.contacts import states
from enquiries.contacts.models import Contact, Outlet, OutletKind
from mediapolicy.people.models import User
from mediapolicy.transitions import making, starting
from pressroom.lists import actions as lists
from pressroom.lists.models import MailingList, Subscriber


def outlet_named(
    name: str, *, kind: str = OutletKind.LOCAL, enquiry: uuid.UUID | None = None, by: User
) -> Outlet | None:
    """The outlet of this name, added to the book if it is new; None for no name (CRM-1).

    One that only an ongoing matter brought in is not found: it is added as if it had never been (CC-2).
    """
    name = " ".join(name.split())
    if not name:
        return None
    same = Outlet.objects.open_to_all(enquiry).filter(name__iexact=name).order_by("created_at")
    if known := same.first():
        return known
    try:
        return starting(states.ADD_OUTLET, Outlet(name=name, kind=kind, brought_in_by=enquiry), by=by)
    except IntegrityError:  # somebody else added it in the same moment
        return same.first()


def add_contact(
    *,
    name: str,
    outlet: str = "",
    email: str = "",
    phone: str = "",
    about: str = "",
    enquiry: uuid.UUID | None = None,
    by: User,
) -> Contact:
    """Add a journalist to the book, for themselves or out of what an enquiry says (CRM-1)."""
    works_for = outlet_named(outlet, enquiry=enquiry, by=by)
    contact = Contact(name=name.strip(), outlet=works_for, email=email, phone=phone, about=about, brought_in_by=enquiry)
    return starting(states.ADD_CONTACT, contact, by=by)


def change_contact(contact: Contact, *, name: str, outlet: str, email: str, phone: str, about: str, by: User) -> None:
    """Correct what the book says of a journalist (CRM-1)."""
    with making(states.CHANGE_CONTACT, contact, by=by):
        contact.name, contact.outlet = name.strip(), outlet_named(outlet, enquiry=contact.brought_in_by, by=by)
        contact.email, contact.phone, contact.about = email, phone, about


def remove_contact(contact: Contact, *, by: User, note: str = "") -> None:
    """Take a journalist out of the book; the enquiries keep what was said (CRM-2)."""
    with making(states.REMOVE_CONTACT, contact, by=by, note=note):
        pass


def put_on_press_list(contact: Contact, mailing_list: MailingList, *, basis_note: str, by: User) -> Subscriber:
    """Let a journalist of the book get our press releases, because they asked (CRM-1).

    Nobody whom only an ongoing matter brought in: a list is read by more people than the matter is (CC-2).
    """
    if not contact.email:
        raise ValidationError("There is no email address in the book. Put that right first.")
    if not contact.is_known_to_all:
        raise ValidationError("They can’t go on a press list while what they asked about is under senior review.")
    outlet = contact.outlet.name if contact.outlet else ""
    who = {"name": contact.name, "address": contact.email, "outlet": outlet}
    return lists.add_subscriber(mailing_list, **who, basis="asked", basis_note=basis_note, by=by)
