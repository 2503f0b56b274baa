"""The page on which an administrator breaks the glass."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from matters.glass import states
from matters.glass.actions import break_glass
from matters.glass.forms import BreakForm
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


def break_it(request: SignedIn) -> HttpResponse:
    """Break the glass for one record. Whatever is found, the COO is told, and the answer is the record or nothing."""
    if not may(request.user, states.BREAK_GLASS.permission):
        raise Http404
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record = break_glass(form.cleaned_data["reference"], form.cleaned_data["because"], by=request.user)
        if record is not None:
            return redirect(record)
        messages.success(
            request, "There is nothing locked with this reference. The Chief Operating Officer has been told."
        )
        return redirect("matters:break_glass")
    return render(request, "matters/break_glass.html", {"form": form}, status=422 if form.errors else 200)
