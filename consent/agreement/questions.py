"""The questions of the form, in plain words: what may be used, where it may be seen, each with a Yes and a No."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from consent.agreement.models import MediaConsent
from consent.speaking.models import RepresentativeKind
from consent.vocabulary import OFFERED, Channel, ContentType, IdentLevel, Purpose, is_public

P, C, K = Purpose, Channel, ContentType


@dataclass(frozen=True, slots=True)
class Question:
    """One question with a picture: Yes adds exactly these contents, or these places for this purpose, and no others."""

    key: str
    page: str
    words: str
    hint: str
    drawing: str
    contents: tuple[str, ...] = ()
    purpose: str = ""
    channels: tuple[str, ...] = ()


def _what(key: str, words: str, hint: str, drawing: str, *contents: str) -> Question:
    return Question(key, "what", words, hint, drawing, contents=contents)


def _where(key: str, page: str, words: str, hint: str, drawing: str, purpose: str, *channels: str) -> Question:
    return Question(key, page, words, hint, drawing, purpose=purpose, channels=channels)


ANYONE = "Anyone in the world can see it."
QUESTIONS = (
    _what("photos", "May we take photos of {you}?", "Like the ones on the wall.", "camera", K.PHOTO),
    _what("films", "May we film {you}?", "A film has {your} voice as well.", "film-camera", K.VIDEO, K.AUDIO),
    _what("words", "May we share what {you_tell}?", "We show {you} the words first.", "speech", K.QUOTE, K.STORY),
    _what("made", "May we show things {you_made}?", "Paintings, knitting, poems.", "pencil", K.ARTWORK),
    _where(
        "wall",
        "inside",
        "On the wall and in our album?",
        "Whoever comes in can see it.",
        "noticeboard",
        P.DISPLAY,
        C.NOTICEBOARD,
        C.ALBUM,
    ),
    _where("book", "inside", "In {your} own life story book?", "It belongs to {you}.", "book", P.LIFE_STORY, C.ALBUM),
    _where(
        "family",
        "inside",
        "To {your} own family?",
        "Only to the people {you_choose}.",
        "friends",
        P.FAMILY_UPDATES,
        C.FAMILY_APP,
        C.EMAIL_TO_FAMILY,
    ),
    _where("website", "public", "On our website?", ANYONE, "world", P.WEBSITE, C.WEBSITE, C.BLOG),
    _where(
        "facebook",
        "public",
        "On Facebook and Instagram?",
        f"{ANYONE}\nPeople can copy it.",
        "phone-globe",
        P.SOCIAL,
        C.FACEBOOK,
        C.INSTAGRAM,
    ),
    _where(
        "newsletter",
        "public",
        "In our newsletter?",
        "All families get it. Some of them pass it on.",
        "newsletter",
        P.NEWSLETTER,
        C.NEWSLETTER_PRINT,
        C.NEWSLETTER_EMAIL,
    ),
    _where(
        "leaflets",
        "public",
        "On our leaflets and posters?",
        "What is printed stays about for years.",
        "copies",
        P.PRINT,
        C.BROCHURE,
        C.POSTER,
        C.EVENT_SCREEN,
    ),
    _where("films_online", "elsewhere", "On YouTube and TikTok?", ANYONE, "film-camera", P.SOCIAL, C.YOUTUBE, C.TIKTOK),
    _where("networks", "elsewhere", "On X and LinkedIn?", ANYONE, "phone-globe", P.SOCIAL, C.X, C.LINKEDIN),
    _where(
        "directories",
        "elsewhere",
        "Where people look for a care home?",
        "On Google and in lists of homes.",
        "person-at-home",
        P.WEBSITE,
        C.GOOGLE_PROFILE,
        C.CARE_DIRECTORY,
    ),
    _where("training", "elsewhere", "To teach new staff?", "In lessons and films.", "advice", P.TRAINING, C.TRAINING),
    _where(
        "adverts",
        "press",
        "In adverts we pay for?",
        "Many people who don’t know us see it.",
        "megaphone",
        P.ADVERT,
        C.PAID_SOCIAL,
        C.PRINT_AD,
    ),
    _where(
        "local_paper",
        "press",
        "In the local paper?",
        "We may not be able to get it back.",
        "newspaper",
        P.PRESS,
        C.LOCAL_PRESS,
    ),
    _where(
        "big_papers",
        "press",
        "In big newspapers and magazines?",
        "We may not be able to get it back.",
        "newspaper",
        P.PRESS,
        C.NATIONAL_PRESS,
        C.TRADE_PRESS,
    ),
    _where(
        "television",
        "press",
        "On television or radio?",
        "We may not be able to get it back.",
        "television",
        P.BROADCAST,
        C.TV,
        C.RADIO,
        C.DOCUMENTARY,
    ),
    _where(
        "awards", "press", "For a prize, or for whoever checks us?", "Judges see it.", "award", P.AWARD, C.AWARD_ENTRY
    ),
    _where(
        "story",
        "press",
        "As {your} story about us?",
        "On our website, in leaflets and on Facebook.",
        "speech",
        P.TESTIMONIAL,
        C.WEBSITE,
        C.CARE_DIRECTORY,
        C.BROCHURE,
        C.FACEBOOK,
        C.INSTAGRAM,
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def words_for(consent: MediaConsent) -> dict[str, str]:
    """How the form speaks to whoever decides: “you” to the person themselves, their name to anybody else."""
    if consent.given_by == "self":
        return {
            "you": "you",
            "your": "your",
            "you_tell": "you tell us",
            "you_made": "you made",
            "you_choose": "you choose",
            "you_are": "you are",
            "you_live": "you live",
            "you_move": "you move",
            "you_cannot": "you cannot",
        }
    name = consent.subject.first_name
    return {
        "you": name,
        "your": f"{name}’s",
        "you_tell": f"{name} tells us",
        "you_made": f"{name} made",
        "you_choose": f"{name} would choose",
        "you_are": f"{name} is",
        "you_live": f"{name} lives",
        "you_move": f"{name} moves",
        "you_cannot": f"{name} cannot",
    }


def on_page(page: str, consent: MediaConsent) -> list[Question]:
    """The questions of one page, in order; none about more than whoever decides may agree to."""
    reach = reach_of(consent)
    return [one for one in QUESTIONS if one.page == page and reach.takes_in(one)]


def left_out(consent: MediaConsent) -> list[str]:
    """What isn't asked, because the finding or the order that they rest on is about less (V-M-01, D10)."""
    reach, said = reach_of(consent), words_for(consent)
    return [one.words.format(**said) for one in QUESTIONS if not reach.takes_in(one)]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far whoever decides can go: None is no limit."""

    purposes: frozenset[str] | None = None
    contents: frozenset[str] | None = None
    most_ident: str = IdentLevel.FULL_NAME_PLUS

    def takes_in(self, question: Question) -> bool:
        """Whether they can say yes to this."""
        if question.purpose:
            return self.purposes is None or question.purpose in self.purposes
        return self.contents is None or set(question.contents) <= self.contents


def reach_of(consent: MediaConsent) -> Reach:
    """No further than what was found, where somebody was assessed (V-M-01), and what a court allows (D10)."""
    found, who = consent.assessment, consent.representative
    reach = Reach()
    if found is not None:
        scope = found.scope
        reach = Reach(frozenset(scope["purposes"]), frozenset(scope["contents"]), scope["most_ident"])
    if who is not None and who.kind == RepresentativeKind.COURT_ORDER:
        allowed = frozenset(who.order_allows)
        reach = replace(reach, purposes=allowed if reach.purposes is None else reach.purposes & allowed)
    return reach


def contents_from(answers: dict[str, str]) -> list[str]:
    """What may be used, from the answers; what wasn't answered is a No."""
    found = {content for one in QUESTIONS if answers.get(one.key) == "yes" for content in one.contents}
    if answers.get("name_only") == "yes":
        found.add(K.NAME_ONLY)
    return sorted(str(content) for content in found)


def lines_from(
    answers: dict[str, str], before: Iterable[dict[str, Any]], *, no_public: bool, now: str
) -> list[dict[str, Any]]:
    """One line for every purpose that is offered: a Yes with its places, else a No (V-C-06).

    With `no_public` whatever anybody may see is a No, whatever was answered (V-C-09, V-C-12).
    """
    was = {line["purpose"]: line for line in before}
    lines = []
    for purpose in OFFERED:
        yes = [one for one in QUESTIONS if one.purpose == purpose and answers.get(one.key) == "yes"]
        channels = sorted({str(channel) for one in yes for channel in one.channels})
        if no_public and is_public(purpose):
            channels = []
        line = {"purpose": str(purpose), "yes": bool(channels), "channels": channels}
        old = was.get(purpose)
        same = old is not None and (old["yes"], old["channels"]) == (line["yes"], channels)
        lines.append({**line, "at": old["at"] if old and same else now})
    return lines


def is_answered(answers: dict[str, str]) -> bool:
    """Whether any question about where something may be seen has an answer (V-C-06)."""
    return any(BY_KEY[key].purpose for key in answers if key in BY_KEY)


def is_kept_private(consent: MediaConsent) -> bool:
    """Whether they said yes to something that anybody can see, and it is a No all the same (V-C-09, V-C-12)."""
    yes = {line["purpose"] for line in consent.lines if line["yes"]}
    wanted = {one.purpose for one in QUESTIONS if one.purpose and consent.answers.get(one.key) == "yes"}
    return any(is_public(purpose) for purpose in wanted - yes)


def in_words(consent: MediaConsent) -> list[tuple[str, str]]:
    """What was agreed, purpose by purpose: (what for, where or No)."""
    return [
        (
            str(Purpose(line["purpose"]).label),
            ", ".join(str(Channel(channel).label) for channel in line["channels"]) if line["yes"] else "No",
        )
        for line in consent.lines
    ]
