"""What the documents of consent have in common: whose paper, who asks, boxes to tick, lines to sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from consent.vocabulary import CHANNELS_OF, OFFERED, Channel, ContentType, IdentLevel, Purpose, SubjectType


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of every document. `address` is where a phone's camera leads: changing one's mind."""

    organisation: str
    home: str
    reference: str
    template_version: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who is asking and answers for it, and how they are reached."""

    legal_entity: str
    data_protection_contact: str
    phone: str
    email: str

    @property
    def ways(self) -> tuple[str, ...]:
        """How to reach them apart from in person."""
        phone, email = self.phone and f"phone {self.phone}", self.email and f"write to {self.email}"
        return tuple(filter(None, [phone, email]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another organisation that would get it: by its name, never "the media" (V-C-13)."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A box with its words: ticked, not ticked, or (None) to be ticked by hand."""

    words: str
    is_ticked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One line of the grid: for what, where, and the answer. None is a line still to be answered; blank means No."""

    words: str
    easy_words: str
    drawing: str
    answer: bool | None
    places: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What should happen later, and the ways to answer."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Somebody's name under it. `path` is a signature drawn on a screen, on a field of 600 by 200."""

    name: str = ""
    on: date | None = None
    way: str = ""
    path: str = ""
    standing: str = ""
    contact: str = ""


NOT_SIGNED = Signed()

# Each purpose as the person reads it, as the easy version says it, and its drawing.
IN_MY_WORDS: dict[str, tuple[str, str, str]] = {
    Purpose.DISPLAY: ("On display in the home", "On the wall here", "noticeboard"),
    Purpose.LIFE_STORY: ("In my life story book", "In my life story book", "book"),
    Purpose.FAMILY_UPDATES: ("In news to my own family", "Sent to my family", "friends"),
    Purpose.TRAINING: ("To train staff", "To teach staff", "advice"),
    Purpose.NEWSLETTER: ("In our newsletter", "In our newsletter", "newsletter"),
    Purpose.WEBSITE: ("On our website", "On our website", "world"),
    Purpose.SOCIAL: ("On our social media", "On Facebook and such", "phone-globe"),
    Purpose.PRINT: ("In our brochures and posters", "On posters and leaflets", "copies"),
    Purpose.ADVERT: ("In adverts we pay for", "In adverts", "megaphone"),
    Purpose.PRESS: ("In newspapers and magazines", "In newspapers", "newspaper"),
    Purpose.BROADCAST: ("On television, radio or film", "On TV or radio", "television"),
    Purpose.AWARD: ("For an award or an inspector", "For awards and inspectors", "award"),
    Purpose.TESTIMONIAL: ("As my own words about the home", "My words about this home", "speech"),
}
MY_CONTENT: dict[str, str] = {
    ContentType.PHOTO: "Photos of me",
    ContentType.VIDEO: "Films of me",
    ContentType.AUDIO: "My voice",
    ContentType.QUOTE: "Words I said",
    ContentType.STORY: "My story",
    ContentType.ARTWORK: "Things I made or wrote",
    ContentType.NAME_ONLY: "Only my name",
}
NAMES = (
    ("No name", IdentLevel.NO_NAME),
    ("My first name", IdentLevel.FIRST_NAME),
    ("My full name", IdentLevel.FULL_NAME),
)
NAME_MORE = {
    "age": "My age or birthday",
    "home": "The name of my home",
    "family": "Who my family are",
    "tag": "A link or tag to my own page",
}
ONLY_RESIDENTS = frozenset({Purpose.LIFE_STORY, Purpose.FAMILY_UPDATES})
STOP, KEEP = "Stop using me", "Keep what is already out"
WISHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "capacity": (
        "If I can no longer decide this for myself",
        (STOP, KEEP, "Ask whoever speaks for me then"),
    ),
    "leaving": ("If I leave", (STOP, KEEP)),
    "death": ("When I have died", (STOP, KEEP, "Ask the person who settles my affairs")),
}


def what_never_suffers(subject_type: SubjectType) -> str:
    """What saying no will never touch."""
    if subject_type.is_resident:
        return "your care"
    return "your job" if subject_type.works_here or subject_type is SubjectType.FORMER_STAFF else "your visits"


def purposes_for(subject_type: SubjectType) -> tuple[Purpose, ...]:
    """What this person is asked about: a life story and family news are a resident's."""
    return OFFERED if subject_type.is_resident else tuple(one for one in OFFERED if one not in ONLY_RESIDENTS)


def uses(subject_type: SubjectType, answers: Mapping[str, Collection[str] | None] | None = None) -> tuple[Use, ...]:
    """The grid. `answers`: for each purpose said yes to, the places; a purpose that isn't there is No. None: blank."""
    return tuple(_use(purpose, answers) for purpose in purposes_for(subject_type))


def _use(purpose: Purpose, answers: Mapping[str, Collection[str] | None] | None) -> Use:
    words, easy_words, picture = IN_MY_WORDS[purpose]
    chosen = None if answers is None else (answers.get(purpose) or ())
    return Use(
        words=words,
        easy_words=easy_words,
        drawing=picture,
        answer=None if answers is None else purpose in answers,
        places=tuple(_place(channel, chosen) for channel in CHANNELS_OF[purpose]),
    )


def _place(channel: Channel, chosen: Collection[str] | None) -> Choice:
    words = "Email to my family" if channel is Channel.EMAIL_TO_FAMILY else str(channel.label)
    return Choice(words, None if chosen is None else channel in chosen)


def contents(chosen: Collection[str] | None = None) -> tuple[Choice, ...]:
    """What may be used of the person; None: blank."""
    return tuple(Choice(words, None if chosen is None else kind in chosen) for kind, words in MY_CONTENT.items())


def names(level: str | None = None, more: Collection[str] | None = None) -> tuple[Choice, ...]:
    """How the person is named. `more` holds keys of NAME_MORE; a level of None: blank."""
    plain = tuple(Choice(words, None if level is None else level == which) for words, which in NAMES)
    added = tuple(Choice(words, None if level is None else key in (more or ())) for key, words in NAME_MORE.items())
    return plain + added


def wishes(subject_type: SubjectType, chosen: Mapping[str, int] | None = None) -> tuple[Wish, ...]:
    """What should happen later: of others than residents only leaving is asked. `chosen`: which answer, by its place."""
    asked = WISHES if subject_type.is_resident else {"leaving": WISHES["leaving"]}
    return tuple(
        Wish(
            question,
            tuple(
                Choice(words, None if chosen is None else chosen.get(key, 0) == place)
                for place, words in enumerate(answers)
            ),
        )
        for key, (question, answers) in asked.items()
    )
