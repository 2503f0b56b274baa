"""What is done about policy versions: one function per verb."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from mediapolicy.people.models import User
from mediapolicy.policy import states
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.scripts_default import DEFAULT_SCRIPTS
from mediapolicy.transitions import making, starting


def load_version(
    *, number: str, effective_on: date, approved_by: str, approved_on: date, next_review_on: date, by: User
) -> PolicyVersion:
    """Load a version of the policy; with the words of the one before it; it changes nothing yet (DC-1)."""
    former = PolicyVersion.objects.filter(state=states.VersionState.IN_FORCE).first()
    version = PolicyVersion(
        number=number,
        effective_on=effective_on,
        approved_by=approved_by,
        approved_on=approved_on,
        next_review_on=next_review_on,
        scripts=dict(former.scripts if former else DEFAULT_SCRIPTS),
    )
    return starting(states.LOAD_VERSION, version, by=by)


@transaction.atomic
def bring_into_force(version: PolicyVersion, *, by: User) -> None:
    """Make this the version that every decision from now on cites; the former one is kept, replaced (DC-1)."""
    for former in PolicyVersion.objects.filter(state=states.VersionState.IN_FORCE).exclude(pk=version.pk):
        with making(states.REPLACE, former, by=by):
            pass
    with making(states.BRING_INTO_FORCE, version, by=by):
        pass


def change_scripts(version: PolicyVersion, scripts: dict[str, str], *, by: User) -> None:
    """Change the words that staff say and that are sent, for this version (ME-1a)."""
    with making(states.CHANGE_SCRIPTS, version, by=by):
        version.scripts = {**version.scripts, **scripts}
