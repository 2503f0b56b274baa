"""The page with what stands under every press release."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from pressroom.details.actions import keep
from pressroom.details.forms import DetailsForm
from pressroom.details.models import PressDetails


def details(request: SignedIn) -> HttpResponse:
    """About us, and whom the press may ask."""
    if not may(request.user, "keep_press_details"):
        raise Http404
    kept = PressDetails.objects.first()
    form = DetailsForm(request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid():
        keep(by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. Releases from now on begin with these.")
        return redirect("pressroom:press_details")
    page = {"form": form, "details": kept}
    return render(request, "pressroom/details.html", page, status=422 if form.errors else 200)
