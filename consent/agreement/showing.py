"""What the page of a form shows: where it stands, what was agreed in plain words, its versions, what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone

from consent.agreement.choices import Afterwards, Format
from consent.agreement.models import MediaConsent
from consent.agreement.questions import in_words
from consent.agreement.states import CHOOSE, RESUME, SUSPEND, ConsentState
from consent.agreement.versions import signature_of
from consent.vocabulary import ContentType, IdentLevel
from mediapolicy.differences import Part, difference
from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.wording import day_in_prose, when

S = ConsentState
LINK = {S.DRAFT: 0, S.AWAITING_SIGNATURE: 1, S.AWAITING_SIGN_OFF: 2}
MOST_VERSIONS = 30
YOU = {"They": "You", "they": "you", "Their": "Your", "their": "your"}
THEY = re.compile(r"\b(?:They|they|Their|their)\b")
# What somebody wrote, or is agreed to word by word.
AS_WRITTEN = frozenset({"To keep to", "For this only", "Other organisations", "That a picture tells of health"})


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain."""

    title: str
    who: str
    when: str
    clause: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps, in order."""

    steps: list[Link]
    label: str = "Where this form is"


def history_rows(consent: MediaConsent) -> list[Row]:
    """What happened with this form."""
    return without_repeats(timeline([history_of(MediaConsent, "", id=consent.pk)]))


def without_repeats(rows: list[Row]) -> list[Row]:
    """Each page of a form is a step; of a run of them the last says enough."""
    repeated = {
        id(row) for newer, row in pairwise(rows) if row.verb == newer.verb == CHOOSE.verb and row.by == newer.by
    }
    return [row for row in rows if id(row) not in repeated or row.note]


def chain_of(consent: MediaConsent, rows: Iterable[Row]) -> Chain:
    """The chain of this form; what has happened is taken from its timeline."""
    state = S(consent.state)
    here, now = LINK.get(state, 3), timezone.now()
    last: dict[str, Row] = {}
    for row in rows:
        last.setdefault(row.verb, row)

    def at(*verbs: str) -> str:
        return next((when(last[verb].at, now) for verb in verbs if verb in last), "")

    def standing(link: int) -> str:
        return "done" if link < here else "current" if link == here else "todo"

    said_no = state == S.REFUSED
    signed = "They said no" if said_no else "Signed"
    guide, signer = str(consent.explained_by or consent.requested_by), str(consent.signed_off_by or "The Home Manager")
    ends = f"Until {day_in_prose(consent.expires_on)}" if consent.expires_on and not said_no else ""
    return Chain(
        [
            Link("Gone through", guide, at("make ready to sign"), "CF-1", standing(0)),
            Link(signed, "", at("sign", "sign by link", "say no", "say no by link"), "CC-3", standing(1)),
            Link("Signed off", signer, at("sign off consent"), "CC-3", standing(2)),
            Link(
                consent.get_state_display() if here == 3 else "In force",
                "",
                when(consent.ended_at, now) if consent.ended_at else "",
                "CF-1",
                "current" if here == 3 else "todo",
                ends,
            ),
        ]
    )


def agreed(consent: MediaConsent) -> list[dict[str, str]]:
    """What stands on the form, in plain words, as rows of a summary."""
    rows = [
        _row("Who decides", who_decided(consent)),
        _row("What we may use", _contents(consent)),
        *_where(consent),
        _row("Name", str(IdentLevel(consent.most_ident).label)),
        _row("We may also say", _also(consent)),
    ]
    if consent.kind.is_resident:
        rows.append(_row("That a picture tells of health", _health(consent)))
    if consent.third_parties:
        rows.append(_row("Other organisations", ", ".join(one["name"] for one in consent.third_parties)))
    if consent.one_off_event:
        rows.append(_row("For this only", consent.one_off_event))
    if consent.conditions:
        rows.append(_row("To keep to", consent.conditions))
    rows += [_row("They want to see it first", _yes(consent.view_first)), _row("How long", _how_long(consent))]
    return rows + (_afterwards(consent) if consent.kind.is_resident else [])


def said_to_them(consent: MediaConsent) -> list[dict[str, str]]:
    """The same, as it is read out to whoever decides: “you” to the person themselves."""
    rows = agreed(consent)
    if consent.given_by != "self":
        return rows
    return [
        row if row["label"] in AS_WRITTEN else _row(_to_you(row["label"]), _to_you(row["value"]))
        for row in [_row("Who decides", "You"), *rows[1:]]
    ]


def _to_you(words: str) -> str:
    return THEY.sub(lambda found: YOU[found.group()], words)


def _contents(consent: MediaConsent) -> str:
    said = [str(one.label) for one in ContentType if one in consent.contents]
    return ", ".join([*said[:1], *(words.lower() for words in said[1:])]) or "Nothing"


def _where(consent: MediaConsent) -> list[dict[str, str]]:
    """A row for each Yes, and one that names every No."""
    said = in_words(consent)
    refused = [purpose for purpose, where in said if where == "No"]
    rows = [_row(purpose, where) for purpose, where in said if where != "No"]
    return rows + ([_row("No to", "\n".join(refused))] if refused else [])


def _row(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


def _yes(value: bool | None) -> str:
    return "Not asked yet" if value is None else "Yes" if value else "No"


def who_decided(consent: MediaConsent) -> str:
    """Who decides, and as what."""
    if consent.given_by == "self":
        return f"{consent.subject.name}, for themselves"
    if consent.representative is not None:
        return str(consent.representative)
    return ", ".join(filter(None, [consent.parent_name, consent.get_given_by_display().lower()]))


def _also(consent: MediaConsent) -> str:
    said = [
        words
        for words, may in (
            ("age or birthday", consent.may_use_age),
            ("name of the home", consent.may_use_home_name),
            ("who their family are", consent.may_use_family),
            (f"their health: {consent.health_detail}", consent.may_mention_health),
            ("a link to their own page", consent.may_be_tagged),
        )
        if may
    ]
    return ", ".join(said).capitalize() or "Nothing else"


def _health(consent: MediaConsent) -> str:
    return f"Yes: “{consent.health_statement}”" if consent.health_agreed else _yes(consent.health_agreed)


def _how_long(consent: MediaConsent) -> str:
    if consent.expires_on is None:
        return "90 days" if consent.one_off_event else "The longest time allowed"
    begins = f"From {day_in_prose(consent.valid_from)} until " if consent.valid_from else "Until "
    return begins + day_in_prose(consent.expires_on)


def _afterwards(consent: MediaConsent) -> list[dict[str, str]]:
    named = (
        ("If they move away", consent.after_leaving),
        ("If they can’t decide any more", consent.after_capacity_loss),
        ("After their death", consent.after_death),
    )
    return [_row(label, str(Afterwards(value).label)) for label, value in named]


def explained(consent: MediaConsent) -> list[dict[str, str]]:
    """How it was explained, as rows of a summary."""
    if consent.explained_by is None:
        return []
    rows = [
        _row("By", str(consent.explained_by)),
        _row("How", ", ".join(str(Format(one).label) for one in consent.formats) or "Not written down"),
    ]
    named = (
        ("Where", consent.explained_where),
        ("With them", consent.supporters),
        ("Interpreter", consent.interpreter),
        ("What they asked", consent.questions),
    )
    return rows + [_row(label, value) for label, value in named if value]


def as_text(consent: MediaConsent) -> str:
    """What was agreed as lines of text, for comparison."""
    return "\n".join(f"{row['label']}: {row['value']}" for row in agreed(consent))


def versions_of(consent: MediaConsent, user: User) -> list[MediaConsent]:
    """Every version under this number that this reader may know of, newest first."""
    return list(
        MediaConsent.objects.visible_to(user)
        .filter(urn=consent.urn, subject_id=consent.subject_id)
        .select_related("representative", "subject")
        .order_by("-edition")[:MOST_VERSIONS]
    )


def changes(before: MediaConsent, after: MediaConsent) -> list[Part]:
    """How one version differs from another, word by word."""
    return difference(as_text(before), as_text(after))


def page_of_form(consent: MediaConsent, user: User) -> dict[str, Any]:
    """Everything on the page of a form but the buttons; what put it on hold is for those who may read findings (4.9)."""
    sees_why = may(user, "open_capacity", consent)
    rows = [row for row in history_rows(consent) if sees_why or row.verb not in (SUSPEND.verb, RESUME.verb)]
    versions = versions_of(consent, user)
    older = next((one for one in versions if one.edition < consent.edition), None)
    return {
        "consent": consent,
        "sees_why": sees_why,
        "chain": chain_of(consent, rows),
        "agreed": agreed(consent),
        "explained": explained(consent),
        "signature": signature_of(consent),
        "versions": versions,
        "older": older,
        "parts": changes(older, consent) if older else [],
        "rows": rows,
    }
