"""The policy table of the policy itself: one version is in force, and every decision cites it."""

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.transitions import Transition


class VersionState(TextChoices):
    """Where a version of the policy stands."""

    DRAFT = "draft", "Not in force yet"
    IN_FORCE = "in force", "In force"
    REPLACED = "replaced", "Replaced"


LOAD_VERSION = Transition(
    verb="load policy version",
    sources=frozenset(),
    target=VersionState.DRAFT,
    permission="run_organisation",
    clause=Clause.DC_1,
    label="Load this version",
)
BRING_INTO_FORCE = Transition(
    verb="bring into force",
    sources=frozenset({VersionState.DRAFT}),
    target=VersionState.IN_FORCE,
    permission="run_organisation",
    clause=Clause.DC_1,
    label="Bring into force",
)
REPLACE = Transition(
    verb="replace",
    sources=frozenset({VersionState.IN_FORCE}),
    target=VersionState.REPLACED,
    permission="run_organisation",
    clause=Clause.DC_1,
)
CHANGE_SCRIPTS = Transition(
    verb="change the words to say",
    sources=frozenset({VersionState.DRAFT}),  # in force they stand as they were approved: some go out unsigned
    target=None,
    permission="run_organisation",
    clause=Clause.ME_1A,
    label="Save the words",
    edits=True,
)

TRANSITIONS = (LOAD_VERSION, BRING_INTO_FORCE, REPLACE, CHANGE_SCRIPTS)
