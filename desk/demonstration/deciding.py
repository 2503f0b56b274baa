"""Two residents who can't decide this: one has an attorney who can, the other a family that is asked and doesn't decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from consent.capacity import actions as capacity
from consent.capacity import rules
from consent.capacity.models import CapacityAssessment
from consent.capacity.wording import scope_of
from consent.interests import actions as interests
from consent.people.models import Person
from consent.speaking import actions as speaking
from consent.speaking.models import Representative
from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene

ASSESSOR, MANAGER, SECOND = "Noor Castleton", "Moira Teasdale", "Bea Norwood"
PAPERS: dict[str, Any] = {
    "instrument": "7000-1234-5678",
    "registered_on": date(2024, 3, 4),
    "register_says": "registered",
    "evidence": "original",
    "appointment": "sole",
    "covers_media": True,
    "covers_because": "It covers all matters of health and welfare, without limits.",
    "identity_seen": "Passport",
}


def tell_of_attorney(scene: Scene, person: Person) -> None:
    """Her daughter holds a registered power for health and welfare; its papers were seen and checked."""
    _assess(scene, person, "P03", "P06", "P07")
    manager = as_person(scene.staff[MANAGER])
    who = _speaks(scene, person, "lpa_welfare", "Carol Tarn")
    speaking.change_power(who, by=manager, **PAPERS)
    speaking.verify(who, by=manager)


def tell_of_family(scene: Scene, person: Person) -> None:
    """His son was asked what he would have wanted; a decision in his best interests reaches the family and no further."""
    found = _assess(scene, person, "P01", "P03")
    _speaks(scene, person, "next_of_kin", "Peter Pinn")
    manager = as_person(scene.staff[MANAGER])
    decision = interests.prepare(found, ("P01", "P03"), by=manager)
    interests.write(decision, by=manager, **_checklist())
    interests.decide(decision, by=manager)
    interests.sign_second(decision, by=as_person(scene.staff[SECOND]))


def _speaks(scene: Scene, person: Person, kind: str, name: str) -> Representative:
    by = scene.staff[MANAGER]
    relationship = "Daughter" if kind == "lpa_welfare" else "Son"
    return speaking.record(person, kind=kind, name=name, relationship=relationship, by=by)


def _assess(scene: Scene, person: Person, *purposes: str) -> CapacityAssessment:
    """In the order of the law: the abilities, then the cause, then what follows from it."""
    by = as_person(scene.staff[ASSESSOR])
    now, name = timezone.now(), person.first_name
    until = timezone.localdate() + timedelta(days=180)
    scope = scope_of(purposes=list(purposes), contents=["photo"], most_ident="I2", until=until)
    doubt = f"{name} did not know themselves in photos this week, and asked who would want them."
    found = capacity.start(person, scope=scope, trigger="staff_doubt", doubt=doubt, by=by)
    capacity.save_abilities(
        found,
        by=by,
        attempts=[
            {"at": (now - timedelta(days=days)).isoformat(), "where": "Garden room", "why": "Best after breakfast."}
            for days in (3, 1)
        ],
        support=[{"step": "easy_read", "helped": False}, {"step": "best_time", "helped": True}],
        information={code: {"explained": True, "grasped": "part"} for code in rules.INFORMATION},
        **{**dict.fromkeys(rules.ABILITIES, True), "can_weigh": False},
        evidence={"can_weigh": f"{name} asked three times who the people on the phone are, and what a post is."},
        other_explanation="Nobody was pressing; hearing aids were in; not tired.",
    )
    capacity.go_on_to_cause(found, by=by)
    capacity.save_cause(
        found,
        by=by,
        impairment=True,
        impairment_words="Alzheimer’s dementia, moderate.",
        impairment_known_by="diagnosed",
        permanence="permanent",
        causal_link="Because of the dementia the thought of strangers seeing it does not last long enough to weigh it.",
    )
    capacity.finish(
        found,
        by=by,
        outcome="lacks",
        persons_words="“I like the cat in that one.”",
        preference="unknown",
        likely_to_regain="no",
        told_on=timezone.localdate(),
        told_how="Told in the garden room.",
        review_due=timezone.localdate() + timedelta(days=130),
    )
    capacity.countersign(found, by=as_person(scene.staff[MANAGER]))
    return found


def _checklist() -> dict[str, Any]:
    """The checklist of section 4, answered."""
    weighed = {"benefits": "He enjoys seeing himself with the cat.", "burdens": "Visitors may see it."}
    return {
        "not_on_appearance": True,
        "circumstances": "His son asks for pictures of the garden club; he has lived here for three years.",
        "can_wait": False,
        "participation": "We showed him the pictures twice; he smiled and pointed at the cat.",
        "present_wishes": "He smiles at the camera and says that he likes the cat.",
        "objects_now": False,
        "past_wishes": "He sent pictures to his sister every year, his son says.",
        "wished_against": False,
        "beliefs": "A church-goer who kept to himself at work.",
        "consultees": [
            {
                "name": "Peter Pinn",
                "category": "carer",
                "how": "phone",
                "view": "supports",
                "words": "He would like it.",
            }
        ],
        "conflicts": "Nobody gains from it but his family, who enjoy it.",
        "options": [{"option": option, **weighed} for option in ("proposed", "less", "nothing")],
        "less_restrictive": True,
        "informed": "Told him, and his son by phone.",
        "decided": "use_family",
        "basis_note": "Article 6(1)(f); the Data Protection Lead was asked.",
        "review_due": timezone.localdate() + timedelta(days=120),
    }
