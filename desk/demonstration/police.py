"""What the police asked of the care group: a resident who was missing and found, and bicycles that were taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from consent.people.models import Person
from desk.demonstration import shown
from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from enquiries.police import actions, agreeing, helping, sharing
from enquiries.police.herbert.actions import keep_ready
from mediapolicy.people.models import User

COO = "Helen Strand"
MISSING = "Harold Pinn"
READY = {MISSING: "Red folder, second shelf in the office", "Winifred Tarn": "Red folder, second shelf in the office"}
POST = "https://www.wexshire.police.example/appeals/88"
FORCE: dict[str, Any] = {"force": "Wexshire Police", "officer_name": "Ada Quillan", "call_back": "01632 960901"}


def tell_of_the_police(scene: Scene, go_to: Callable[[str], None]) -> None:
    """One request is over, one is being looked at."""
    go_to("-50h")
    for name, where in READY.items():
        person = Person.objects.get(name=name)
        asks, _ = _staff(scene, person)
        today = timezone.localdate()
        keep_ready(
            person,
            completed_on=today,
            leave="resident",
            photo_on=today - timedelta(days=30),
            review_on=today + timedelta(days=160),
            stored_where=where,
            by=as_person(asks),
        )
    go_to("-46h")
    _missing_and_found(scene, go_to)
    go_to("-22h")
    _bicycles(scene)


def _staff(scene: Scene, person: Person) -> tuple[User, User]:
    assert person.home is not None  # everybody of the demonstration lives somewhere
    asks, manages = shown.WHO_ASKS[person.home.name]
    return scene.staff[asks], scene.staff[manages]


def _missing_and_found(scene: Scene, go_to: Callable[[str], None]) -> None:
    """Two hours in the night: the form was given at once, the post shared on the COO's word, and taken down."""
    person = Person.objects.get(name=MISSING)
    carer, manager = _staff(scene, person)
    request = actions.log_missing(home=person.home, person=person, by=as_person(carer))
    helping.give_at_once(request, ["herbert", "picture"], to="PC Quillan", said_yes=str(manager), by=carer)
    sharing.note_spoken_yes(request, POST, said_at=timezone.now(), how="Rang her at home", by=as_person(manager))
    sharing.note_share(request, channel="Facebook page", url="https://social.example/larkfield/88", by=manager)
    go_to("-44h")
    helping.find(request, by=as_person(manager))
    helping.write_up(request, police_reference="MP/88/26", collar_number="4471", by=manager, **FORCE)


def _bicycles(scene: Scene) -> None:
    """An appeal for witnesses: who it is has been checked, and the law; the response is still to be written."""
    manager = scene.staff["Isla Drummore"]
    request = actions.log(
        home=scene.homes["Merrowfield"],
        kind="witness",
        asked="They want to appeal for whoever saw two bicycles taken from our yard, and ask who was on duty.",
        by=as_person(manager),
        **FORCE,
    )
    facts = {**FORCE, "asked": request.asked, "police_reference": "CR/4711/26"}
    actions.change_facts(request, by=manager, **facts)
    actions.check_identity(request, method="call_back", number="101", source="Known to everybody", by=manager)
    actions.note_written(
        request,
        written_on=timezone.localdate(),
        written_where="The Home Manager’s locked file",
        countersigned_by="Bram Oakes",
        countersign_rank=2,
        by=manager,
    )
    agreeing.tell_directors(request, by=as_person(scene.staff[COO]))
