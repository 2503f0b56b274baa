"""What a Director approves, as the sign-off page shows it and as the seal covers it: every word that can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from consent.gate.answering import Decision
from consent.vocabulary import Channel
from enquiries.access.vocabulary import Access
from mediapolicy.wording import day_in_prose, time_of_day

if TYPE_CHECKING:
    from enquiries.access.models import AccessRequest


def sealed(visit: AccessRequest) -> dict[str, Any]:
    """The content of the seal. The Director's own conditions stand on the signature itself, and can't be changed at all."""
    answers = visit.answers()
    return {
        "kind": "media visit",
        "reference": visit.reference,
        "subject": visit.topic,
        "words": in_words(visit),
        "recipients": [],
        "media": [],
        "crew": visit.crew,
        "times": [one.isoformat() if one else "" for one in (visit.starts_at, visit.ends_at)],
        "escort": str(visit.escort_id or ""),
        "people": [_person(answer) for answer in answers],
        "kept_out": sorted(str(one.person_id) for one in visit.everybody() if not one.appears),
        "consents": sorted({answer.rests_on for answer in answers if answer.rests_on}),
    }


def _person(answer: Decision) -> dict[str, Any]:
    return {
        "person": str(answer.person.pk),
        "name": answer.person.name,
        "use": answer.use.words,
        "answer": answer.verdict.value,
        "rests_on": answer.rests_on,
        "conditions": list(answer.conditions),
    }


def in_words(visit: AccessRequest) -> str:
    """Everything that is approved, a paragraph for each part, so that a change shows where it is."""
    parts = [(words, value) for words, value in _parts(visit) if value]
    return "\n\n".join(f"{words}: {value}" for words, value in parts)


def _parts(visit: AccessRequest) -> list[tuple[str, str]]:
    crew = "; ".join(f"{one['name']}, {one['role']} ({one['identity']})" for one in visit.crew)
    kept_out = ", ".join(f"{one.person.name} ({one.how})" for one in visit.everybody() if not one.appears)
    yes = {True: "Yes", False: "No"}
    return [
        ("Who asks", f"{visit.who}, {visit.get_outlet_type_display().lower()}"),
        ("What for", ", ".join(str(Access(one).label).lower() for one in visit.access_types)),
        ("When", _when(visit)),
        ("Where", ", ".join(filter(None, [visit.place, visit.home.name if visit.home else ""]))),
        ("Seen in", ", ".join(str(Channel(one).label) for one in visit.seen_on)),
        ("Who comes", crew),
        ("Who goes with them", str(visit.escort or "")),
        ("Where they may go", visit.areas_allowed),
        ("Closed to them", visit.areas_closed),
        ("Kept out of it", kept_out),
        ("How people are kept out", visit.kept_out_how),
        ("Stops at once when somebody is upset", yes[visit.stops_on_distress]),
        ("Keeps our infection rules", yes[visit.infection_rules_kept]),
        ("Risks", visit.risks),
        ("Insurance", visit.insurance),
        ("Questions", visit.questions),
        ("What is agreed", visit.terms),
        ("We see it before it goes out", yes[visit.shown_first]),
        ("Blurred", visit.blurring),
        ("Used again", visit.reuse),
        ("Signed agreement", visit.agreement_kept),
        ("Notice for visitors", visit.notice),
    ]


def _when(visit: AccessRequest) -> str:
    """The day and both times, without a word that means another day tomorrow."""
    if visit.starts_at is None or visit.ends_at is None:
        return ""
    day = day_in_prose(timezone.localdate(visit.starts_at))
    return f"{day}, {time_of_day(visit.starts_at)} to {time_of_day(visit.ends_at)}"
