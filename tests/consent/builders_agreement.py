"""Forms walked through by the real actions; what other rooms of consent make is put on file beside them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from consent.agreement import actions, signing
from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.signing import Given
from consent.capacity.models import CapacityAssessment
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.people.states import ADD_PERSON
from consent.speaking.models import Representative
from consent.vocabulary import OFFERED
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import starting

STROKES = "M10 20L40 60L80 30L120 90L160 20L200 100"
SEEN = {"witness": "Wendy Harker", "witness_is": "Nurse", "witness_contact": "01632 960001"}
ANSWERS = {"photos": "yes", "facebook": "yes", "website": "yes", "adverts": "no", "wall": "yes"}
EXPLAINED: dict[str, Any] = {
    "formats": ["spoken", "easy_read"],
    "explained_where": "In the garden room",
    "no_detriment_shown": True,
    "irreversible_explained": True,
    "overseas_explained": True,
}


def somebody(*, home: Home | None, by: User, **facts: Any) -> Person:
    """A person who may be shown; a resident unless said otherwise."""
    facts = {"subject_type": "resident", "name": "Joan Ashby", **facts}
    return starting(ADD_PERSON, Person(home=home, **facts), by=by)


def on_file(record: Any, state: str) -> Any:
    """Put a record of a neighbouring room on file as its own actions would leave it."""
    record.state = state
    record._signature = Signature(User.objects.the_clock(), "", "put on file", Clause.IR_6.id)
    record.save()
    return record


def an_assessment(person: Person, outcome: str, *, by: User, **facts: Any) -> CapacityAssessment:
    """A countersigned assessment of whether they can decide about being shown, in any way."""
    facts = {
        "scope": {
            "purposes": [str(one) for one in OFFERED],
            "contents": ["photo", "video", "audio", "quote", "story", "artwork", "name_only"],
            "most_ident": "I4",
        },
        "decision": "Being shown in public",
        "trigger": "staff_doubt",
        "doubt": "Could not say what a website is, three times in a week.",
        "assessor": by,
        "review_due": timezone.localdate() + timedelta(days=90),
        **facts,
    }
    if outcome == "lacks":
        facts |= {"can_weigh": False, "impairment": True, "causal_link": "Cannot weigh it because of the stroke."}
    assessment = CapacityAssessment(subject=person, home=person.home, outcome=outcome, **facts)
    return on_file(assessment, "in force")  # type: ignore[no-any-return]


def an_attorney(person: Person, **facts: Any) -> Representative:
    """A welfare attorney whose papers were seen and checked, unless said otherwise."""
    state = facts.pop("state", "verified")
    facts = {"kind": "lpa_welfare", "name": "Ruth Ashby", "email": "ruth@ashby.example", "covers_media": True, **facts}
    return on_file(Representative(subject=person, home=person.home, **facts), state)  # type: ignore[no-any-return]


def in_their_interests(
    person: Person, who: Representative, assessment: CapacityAssessment, *, by: User
) -> BestInterestsDecision:
    """The attorney's own best-interests decision."""
    decision = BestInterestsDecision(
        subject=person,
        home=person.home,
        assessment=assessment,
        decision_maker=by,
        made_by_representative=who,
        decided="support_public",
        review_due=timezone.localdate() + timedelta(days=90),
    )
    return on_file(decision, "in force")  # type: ignore[no-any-return]


def asked(person: Person, *, by: User, **facts: Any) -> MediaConsent:
    """A form has been begun."""
    return actions.ask(person, by=by, **{"reason": "admission", **facts})


def gone_through(
    person: Person,
    *,
    by: User,
    answers: dict[str, str] | None = None,
    chosen: dict[str, Any] | None = None,
    explained: dict[str, Any] | None = None,
    **facts: Any,
) -> MediaConsent:
    """A form with choices, explained."""
    consent = asked(person, by=by, **facts)
    actions.choose(consent, answers=ANSWERS if answers is None else answers, by=by)
    wanted: dict[str, Any] = {"most_ident": "I2"}
    if consent.kind.is_resident and consent.is_public:
        wanted |= {"health_agreed": True, "somebody_must_not_know": False}
    actions.choose(consent, by=by, **wanted | (chosen or {}))
    said = {"no_face_offered": "yes"} if consent.kind.works_here else {}
    actions.explain(consent, by=by, answers=said, **EXPLAINED | (explained or {}))
    return consent


def ready(person: Person, *, by: User, **facts: Any) -> MediaConsent:
    """A form that can be signed."""
    consent = gone_through(person, by=by, **facts)
    actions.make_ready(consent, by=by)
    return consent


def drawn(signer: str = "Joan Ashby", **facts: Any) -> Given:
    """A signature drawn on the tablet."""
    return Given(**{"method": SignedBy.ON_SCREEN, "signer": signer, "drawing": STROKES, **facts})


def signed(person: Person, *, by: User, given: Given | None = None, **facts: Any) -> MediaConsent:
    """A signed form."""
    consent = ready(person, by=by, **facts)
    signing.sign(consent, given or drawn(person.name), by=by)
    return consent


def with_papers(person: Person, *, by: User, **facts: Any) -> MediaConsent:
    """A signed form of which they have their copy."""
    consent = signed(person, by=by, **facts)
    actions.give_papers(consent, privacy_notice="PN 3", by=by)
    return consent


def in_force(person: Person, *, by: User, manager: User, **facts: Any) -> MediaConsent:
    """A consent that holds."""
    consent = with_papers(person, by=by, **facts)
    actions.sign_off(consent, by=manager)
    return consent


def rewind(consent: MediaConsent, **days: Any) -> None:
    """Time passes: the days on file lie further back. The database keeps them, so only a test's owner can do this."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table consent_mediaconsent disable trigger consent_content_is_kept")
        MediaConsent.objects.filter(pk=consent.pk).update(**days)
        cursor.execute("alter table consent_mediaconsent enable trigger consent_content_is_kept")
    consent.refresh_from_db()
