"""The organisation's own policy text, version by version, with the words it has staff say."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mediapolicy.policy.states import VersionState
from mediapolicy.records import SignedRecord
from mediapolicy.scripts_default import DEFAULT_SCRIPTS


class PolicyVersion(SignedRecord):
    """One version of the policy. Exactly one is in force; every decision stores which one it was."""

    CALLED = "policy version"
    STATES = VersionState

    code = models.CharField(max_length=20, default="OPSR102")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=160, default="Social Media and Public Relations")
    effective_on = models.DateField()
    approved_by = models.CharField(max_length=160)
    approved_on = models.DateField()
    next_review_on = models.DateField()
    scripts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=VersionState.IN_FORCE), name="one_version_in_force"
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="policy_version_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    def script(self, key: str) -> str:
        """The words for this occasion as this version has them. Raises KeyError for an occasion nobody declared."""
        return str(self.scripts.get(key) or DEFAULT_SCRIPTS[key])


def words_to_say(key: str) -> str:
    """The words for this occasion under the version in force, or the starting words before one is loaded."""
    version = PolicyVersion.objects.filter(state=VersionState.IN_FORCE).first()
    return version.script(key) if version else DEFAULT_SCRIPTS[key]
