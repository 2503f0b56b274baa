"""The policy in our own words, for everyone who works here; the words on raising a concern, for anyone at all."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mediapolicy.policy.models import PolicyVersion, words_to_say
from mediapolicy.policy.reading import by_section, everything_kept
from mediapolicy.policy.states import VersionState
from mediapolicy.policy.tables import all_decision_tables


def policy(request: HttpRequest) -> HttpResponse:
    """Every clause under the policy's headings, with what in the product keeps it, and the version in force."""
    version = PolicyVersion.objects.filter(state=VersionState.IN_FORCE).first()
    return render(
        request, "policy/policy.html", {"sections": by_section(), "facts": _facts(version), "version": version}
    )


def clause(request: HttpRequest, id: str) -> HttpResponse:
    """One clause: its rule, how it is kept, and every step that rests on it."""
    kept = next((row for row in everything_kept() if row.clause.id == id), None)
    if kept is None:
        raise Http404
    parts = [row for row in everything_kept() if row.clause.parent is kept.clause]
    decisions = [table for table in all_decision_tables() if table.clause is kept.clause]
    return render(request, "policy/clause.html", {"kept": kept, "parts": parts, "decisions": decisions})


@login_not_required
def safe_concern(request: HttpRequest) -> HttpResponse:
    """How to raise a concern: to be read without signing in, so that nobody knows who looked."""
    frame = "base.html" if request.user.is_authenticated else "base_signed_out.html"
    return render(request, "policy/safe_concern.html", {"frame": frame, "words": words_to_say("safe_concern")})


def _facts(version: PolicyVersion | None) -> list[dict[str, object]]:
    """When the version in force began, who approved it, when it is looked at again (DC-1, DC-2)."""
    if version is None:
        return []
    return [
        {"label": "Version", "value": str(version)},
        {"label": "In force from", "day": version.effective_on},
        {"label": "Approved by", "value": version.approved_by},
        {"label": "Approved on", "day": version.approved_on},
        {"label": "To be reviewed by", "day": version.next_review_on},
    ]
