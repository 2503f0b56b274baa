"""What is done with the contact book: one function per verb."""

from __future__ import annotations

from enquiries.contacts import states
from enquiries.contacts.models import Contact, Outlet, OutletKind
from mediapolicy.people.models import User
from mediapolicy.transitions import making, starting


def outlet_named(name: str, *, kind: str = OutletKind.LOCAL, by: User) -> Outlet | None:
    """The outlet of this name, added to the book if it is new; None for no name (CRM-1)."""
    name = " ".join(name.split())
    if not name:
        return None
    known = Outlet.objects.filter(name__iexact=name).first()
    return known or starting(states.ADD_OUTLET, Outlet(name=name, kind=kind), by=by)


def add_contact(*, name: str, outlet: str = "", email: str = "", phone: str = "", about: str = "", by: User) -> Contact:
    """Add a journalist to the book (CRM-1)."""
    contact = Contact(name=name.strip(), outlet=outlet_named(outlet, by=by), email=email, phone=phone, about=about)
    return starting(states.ADD_CONTACT, contact, by=by)


def change_contact(contact: Contact, *, name: str, outlet: str, email: str, phone: str, about: str, by: User) -> None:
    """Correct what the book says of a journalist (CRM-1)."""
    with making(states.CHANGE_CONTACT, contact, by=by):
        contact.name, contact.outlet = name.strip(), outlet_named(outlet, by=by)
        contact.email, contact.phone, contact.about = email, phone, about


def remove_contact(contact: Contact, *, by: User, note: str = "") -> None:
    """Take a journalist out of the book; the enquiries keep what was said (CRM-2)."""
    with making(states.REMOVE_CONTACT, contact, by=by, note=note):
        pass
