"""Larkfield Care: its homes, its people and the journalists it knows. All of it is invented."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from enquiries.contacts.models import OutletKind
from mediapolicy.roles import Role

ORGANISATION = "Larkfield Care"
FOUNDER = "Ada Lomond"
SECOND_ADMINISTRATOR = "Tomasz Wren"
PRESS_OFFICE = "Priya Anand"
DIRECTORS = ("Daniel Marsh-Cole", "Graham Tolley", "Imogen Farrow")

# Name, town, nation, and a number kept for stories: nobody can be rung on it.
HOMES = (
    ("Brindle Court", "Wexcombe", "ENG", "01632 960101"),
    ("Alder House", "Northmoor", "ENG", "01632 960102"),
    ("Quayside Lodge", "Saltmere", "ENG", "01632 960103"),
    ("Thornmere", "Tarnholme", "ENG", "01632 960104"),
    ("Merrowfield", "Invermorrow", "SCT", "01632 960105"),
    ("Plas Wennol", "Trewennol", "WLS", "01632 960106"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here, with the one role they hold."""

    name: str
    role: Role
    home: str = ""
    phone: str = ""

    @property
    def email(self) -> str:
        """First name, last name, and a domain that can't exist."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return f"{plain.lower().replace(' ', '.')}@larkfield.example"

    @property
    def role_and_home(self) -> str:
        """ "Home Manager, Brindle Court"."""
        return ", ".join(part for part in (self.role.label, self.home) if part)


def _people_of(home: str, manager: str, *carers: str) -> tuple[Person, ...]:
    return (
        Person(manager, Role.HOME_MANAGER, home),
        *(Person(carer, Role.STAFF, home) for carer in carers),
    )


OFFICE = (
    Person(FOUNDER, Role.ADMINISTRATOR, phone="01632 960101"),
    Person(SECOND_ADMINISTRATOR, Role.ADMINISTRATOR, phone="01632 960102"),
    Person(PRESS_OFFICE, Role.MARKETING_MANAGER, phone="07700 900114"),
    Person("Rosalind Tams", Role.MARKETING_MANAGER, phone="07700 900115"),
    Person("Daniel Marsh-Cole", Role.DIRECTOR, phone="07700 900120"),
    Person("Graham Tolley", Role.DIRECTOR, phone="07700 900121"),
    Person("Imogen Farrow", Role.DIRECTOR, phone="07700 900122"),
    Person("Helen Strand", Role.COO, phone="07700 900130"),
    Person("Owen Castell", Role.DATA_PROTECTION_LEAD, phone="01632 960140"),
    Person("Bea Norwood", Role.SAFEGUARDING_LEAD, phone="01632 960141"),
    Person("Ruth Ainsley", Role.AUDITOR, phone="01632 960142"),
)
PEOPLE = (
    *OFFICE,
    *_people_of("Brindle Court", "Moira Teasdale", "Jo Pettifer", "Hamza Yelland", "Dot Larkin", "Piotr Sennick"),
    Person("Noor Castleton", Role.CAPACITY_ASSESSOR, "Brindle Court"),
    Person("Ffion Ashgrove", Role.CAPACITY_ASSESSOR, "Plas Wennol"),
    *_people_of("Alder House", "Clive Abara", "Kwame Lee-Boateng", "Maureen Tapp", "Leila Ashdown", "Tom Wickery"),
    *_people_of("Quayside Lodge", "Joan Petherwick", "Bethan Crowle", "Ravi Saltern", "Gloria Nunn", "Ewan Thrale"),
    *_people_of("Thornmere", "Sunita Bell", "Ayesha Bramwith", "Colin Fosdyke", "Grace Umeh-Ward", "Lotte Varnam"),
    *_people_of("Merrowfield", "Isla Drummore", "Morag Tennick", "Callum Ardry", "Effie Strang", "Nadia Kinross-Roy"),
    *_people_of("Plas Wennol", "Anwen Tregarth", "Siân Maddern", "Owain Brace", "Carys Ellwood", "Joseph Adu-Penry"),
)


@dataclass(frozen=True, slots=True)
class Journalist:
    """An entry of the contact book."""

    name: str
    outlet: str
    kind: str
    email: str = ""
    phone: str = ""
    about: str = ""


JOURNALISTS = (
    Journalist(
        "Tamsin Rudd",
        "Wexcombe Courier",
        OutletKind.LOCAL,
        "t.rudd@wexcombecourier.example",
        "01632 960211",
        "Health and council reporter. Goes to print on Thursdays. Fair, checks her quotes, likes a picture.",
    ),
    Journalist(
        "Callum Dray",
        "Saltmere FM",
        OutletKind.RADIO,
        "newsdesk@saltmerefm.example",
        "01632 960222",
        "Produces the breakfast show. Rings early and wants words he can read out.",
    ),
    Journalist(
        "Beth Okoro-Hale",
        "Tarn Valley TV",
        OutletKind.TV,
        "beth@tarnvalleytv.example",
        "07700 900233",
        "Features. Always asks before filming and sends the running order first.",
    ),
    Journalist(
        "Leonard Askew",
        "The Northmoor Post",
        OutletKind.LOCAL,
        "l.askew@northmoorpost.example",
        "01632 960244",
        "Regional affairs: fees, funding, planning.",
    ),
    Journalist(
        "Farida Nouri",
        "Care Matters Weekly",
        OutletKind.TRADE,
        "farida.nouri@carematters.example",
        "01632 960255",
        "Trade weekly. Knows the sector well; gives generous deadlines.",
    ),
    Journalist(
        "Peggy Wainfleet",
        "Alder Local History",
        OutletKind.ONLINE,
        "peggy@alderhistory.example",
        about="Volunteer editor of the village history site.",
    ),
    Journalist(
        "Catriona Muirden",
        "Invermorrow Herald",
        OutletKind.LOCAL,
        "news@invermorrowherald.example",
        "01632 960266",
        "One-woman news desk. Prefers the telephone.",
    ),
    Journalist(
        "Gethin Marlais",
        "Radio Trewennol",
        OutletKind.RADIO,
        "gethin@radiotrewennol.example",
        "07700 900277",
        "Broadcasts in Welsh and English. Glad of words in both.",
    ),
    Journalist(
        "Marcus Thill",
        "",
        OutletKind.FREELANCE,
        "marcus@thillwrites.example",
        about="Freelance. Ask whom he writes for.",
    ),
    Journalist(
        "Imelda Frost",
        "The Daily Lantern",
        OutletKind.NATIONAL,
        "i.frost@dailylantern.example",
        "01632 960288",
        "Social affairs, national. Needs answers the same day.",
    ),
)
