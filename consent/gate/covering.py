"""Does this consent cover exactly this use? Answers with what it doesn't cover, in words that fit a badge."""

from __future__ import annotations

from collections.abc import Iterator

from consent.agreement.models import MediaConsent
from consent.gate.use import Use
from consent.vocabulary import LEAVES_OUR_HANDS, Channel, ContentType, IdentLevel, Purpose


def not_covered(consent: MediaConsent, use: Use) -> list[str]:
    """Everything in which the use goes further than the consent; empty when it is covered (rules 3.11, `covers`)."""
    return list(_further(consent, use))


def _further(consent: MediaConsent, use: Use) -> Iterator[str]:
    line = consent.says_yes_to(use.purpose)
    if line is None:
        yield f"Not agreed: {Purpose(use.purpose).label.lower()}"
        return
    if missing := use.channels - set(line["channels"]):
        yield "Not agreed: " + ", ".join(Channel(one).label for one in sorted(missing))
    if use.content_type not in consent.contents:
        yield f"Not agreed: {ContentType(use.content_type).label.lower()}"
    if use.ident > consent.most_ident:
        yield f"At most: {IdentLevel(consent.most_ident).label.lower()}"
    yield from _details(consent, use)
    yield from _other_hands(consent, use)


def _details(consent: MediaConsent, use: Use) -> Iterator[str]:
    asked = (
        (use.mentions_health, consent.may_mention_health, "nothing about health"),
        (use.uses_age, consent.may_use_age, "no age or birthday"),
        (use.uses_home_name, consent.may_use_home_name, "no name of the home"),
        (use.uses_family, consent.may_use_family, "nothing about family"),
        (use.is_tagged, consent.may_be_tagged, "no link to their own page"),
    )
    for is_used, is_allowed, words in asked:
        if is_used and not is_allowed:
            yield f"Agreed: {words}"


def _other_hands(consent: MediaConsent, use: Use) -> Iterator[str]:
    """V-C-08: whatever leaves our hands goes to an organisation that the consent names."""
    named = {str(party["name"]).strip().casefold() for party in consent.third_parties}
    if use.purpose in LEAVES_OUR_HANDS and not use.third_parties:
        yield "Say which organisation it goes to, by name"
    if unnamed := [name for name in sorted(use.third_parties) if name.strip().casefold() not in named]:
        yield f"They have not been told of {', '.join(unnamed)}"
