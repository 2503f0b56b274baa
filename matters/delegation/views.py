"""The pages on which the COO appoints who stands in, and ends it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from matters.delegation import states
from matters.delegation.actions import appoint_stand_in, end_stand_in
from matters.delegation.forms import StandInForm
from matters.delegation.models import Delegation
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


def stand_ins(request: SignedIn) -> HttpResponse:
    """Who stands in now, and the form to appoint somebody."""
    if not may(request.user, states.APPOINT_STAND_IN.permission):
        raise Http404
    form = StandInForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        appoint_stand_in(by=request.user, **form.cleaned_data)
        messages.success(request, "They stand in for you, and have been told.")
        return redirect("matters:stand_ins")
    held = Delegation.objects.visible_to(request.user).filter(state=states.DelegationState.HELD)
    page = {"form": form, "held": held.select_related("person"), "step": states.APPOINT_STAND_IN}
    return render(request, "matters/stand_ins.html", page, status=422 if form.errors else 200)


@require_POST
def end(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """They no longer stand in."""
    found = get_object_or_404(Delegation.objects.visible_to(request.user).select_related("person"), pk=pk)
    end_stand_in(found, by=request.user)
    messages.success(request, f"{found.person} no longer stands in for you.")
    return redirect("matters:stand_ins")
