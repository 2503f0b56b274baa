"""Two worries about undercover reporters: one that the COO looked into, one that was sent this morning."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from enquiries.undercover import actions, looking
from enquiries.undercover.models import UndercoverReport
from mediapolicy.people.models import User

CARER, MANAGER, COO = "Jo Pettifer", "Moira Teasdale", "Helen Strand"


def tell_of_worries(scene: Scene, jump: Callable[[str], None]) -> None:
    """An agency worker whose name did not fit; and a visitor who asks too much."""

    def who(name: str) -> User:
        """Whoever acts now; the database is told."""
        return as_person(scene.staff[name])

    jump("-9d 10:20")
    agency = actions.send(cover="agency", told=scene.staff["Priya Anand"], by=who(CARER))
    actions.add_to_it(agency, saw="The name on her pass was not the one she gave at breakfast.", by=who(CARER))
    actions.add_to_it(agency, cues=["inconsistent_id", "probing_questions"], by=who(CARER))
    actions.say_if_care(agency, False, by=who(CARER))
    jump("-9d 10:26")
    actions.open_it(agency, by=who("Priya Anand"))
    jump("-9d 11:10")
    _looked_into(agency.pk, scene.staff[COO])
    jump("-25m")
    visitor = actions.send(cover="visitor", told=scene.staff[MANAGER], by=who(CARER))
    actions.say_if_care(visitor, False, by=who(CARER))
    jump("-20m")
    actions.open_it(visitor, by=who(MANAGER))


def _looked_into(pk: uuid.UUID, coo: User) -> None:
    report = UndercoverReport.objects.get(pk=pk)
    looking.take(report, by=as_person(coo))
    actions.note_what_was_done(report, "Rang the agency and asked for her papers.", by=coo)
    looking.look_into(report, "The agency sent somebody else at short notice and had not told us.", by=coo)
    looking.close(report, "genuine", "The agency put the name right.", by=coo)
