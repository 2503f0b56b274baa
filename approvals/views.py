"""The sign-off page: what exactly am I signing, what changed, why me, and three answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from approvals import actions
from approvals.forms import ConditionsForm, DecisionForm, ReasonForm
from approvals.models import Approval
from approvals.states import ApprovalState
from mediapolicy.differences import Part, difference, in_words
from mediapolicy.opening import opened_or_404
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.requests import SignedIn

VERDICTS = {
    "sign-off": ApprovalState.SIGNED,
    "ask-for-changes": ApprovalState.CHANGES_ASKED,
    "refuse": ApprovalState.REFUSED,
}
DONE = {
    ApprovalState.SIGNED: "Signed off. They have been told.",
    ApprovalState.CHANGES_ASKED: "They have been told what to change.",
    ApprovalState.REFUSED: "Refused. They have been told why.",
}


@dataclass(slots=True)
class Sheet:
    """The exact words, with the marks since this person signed last."""

    words: str
    parts: list[Part] = field(default_factory=list)
    since: str = ""


def waiting(request: SignedIn) -> HttpResponse:
    """Everything that waits for this person's signature."""
    if not actions.can_sign_anything(request.user):
        raise Http404
    found = Approval.objects.waiting_for(request.user).select_related("home", "asked_by")[:100]
    return render(request, "approvals/waiting.html", {"approvals": found})


def sign_off(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One sign-off."""
    people = ("home", "asked_by", "decided_by")
    found = opened_or_404(request, Approval.objects.visible_to(request.user).select_related(*people), pk=pk)
    row = found.rule.sign_off
    page = {
        "approval": found,
        "subject": found.subject,
        "sheet": sheet_for(found, request.user),
        "can_decide": row.is_open_to(request.user, found),
        "why_not": _why_not(found, request.user),
        "marks": request.GET.get("marks") != "off",
        "knows_matters": standing_of(request.user).holds_anywhere("handle_matter"),
    }
    return render(request, "approvals/sign_off.html", page)


def sheet_for(approval: Approval, user: User) -> Sheet:
    """The words with what changed since the last version that this person signed, where there is one."""
    words = str(approval.content.get("words", ""))
    last = actions.last_signed_by(user, approval.subject_id)
    if last is None or last.pk == approval.pk or last.decided_at is None:
        return Sheet(words)
    parts = difference(str(last.content.get("words", "")), words)
    return Sheet(words, parts, in_words(parts, f"version {last.subject_version}, which you read last"))


def _why_not(approval: Approval, user: User) -> str:
    """Why this person has no buttons, in words; empty when they have."""
    if approval.state != ApprovalState.WAITING:
        return ""
    for reason in approval.rule.sign_off.only:
        if words := reason(approval, user):
            return words
    return "" if approval.rule.sign_off.is_open_to(user, approval) else f"This waits for {approval.rule.signer}."


def _form_for(approval: Approval, target: str) -> type[DecisionForm]:
    """Saying no gives a reason; saying yes may give conditions, where the stage takes them."""
    if target != ApprovalState.SIGNED:
        return ReasonForm
    return ConditionsForm if approval.rule.takes_conditions else DecisionForm


def decide(request: SignedIn, pk: uuid.UUID, verdict: str) -> HttpResponse:
    """Sign off, ask for changes, or refuse; the last two ask why first."""
    target = VERDICTS.get(verdict)
    if target is None:
        raise Http404
    found = opened_or_404(request, Approval.objects.visible_to(request.user).select_related("home", "asked_by"), pk=pk)
    form = _form_for(found, target)(request.POST or None, initial={"seal": found.seal})
    if request.method == "POST" and form.is_valid():
        actions.decide(found, target, by=request.user, **form.cleaned_data)
        messages.success(request, DONE[target])
        return redirect("desk:my_work")
    found.rule.verdicts[target].check(request.user, found)
    page: dict[str, Any] = {
        "approval": found,
        "form": form,
        "verdict": found.rule.verdicts[target],
        "slug": verdict,
    }
    return render(request, "approvals/decide.html", page, status=422 if form.errors else 200)
