"""What people see of compliance: counts of decisions, never a share of yeses (CF-1)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from consent.compliance.chart import chart_of
from consent.compliance.counting import AtHome, Counts, counts_by_home, still_to_ask, to_look_at_again
from consent.compliance.months import decisions_by_month
from consent.people.listing import homes_for
from consent.people.models import Person
from mediapolicy.paging import page_of
from mediapolicy.people.gate import exists_for
from mediapolicy.requests import SignedIn
from mediapolicy.spreadsheets import written

HEADS = ("Home", "Residents", "Decision recorded", "Still to ask", "Staff", "Decision recorded", "Still to ask")
LISTS = {"missing": still_to_ask, "due": to_look_at_again}


@exists_for("see_compliance")
def compliance(request: SignedIn) -> HttpResponse:
    """For how many people a decision is recorded, home by home."""
    homes = counts_by_home(request.user)
    page = {"homes": homes, "all": _together(homes), "chart": chart_of(decisions_by_month(request.user))}
    return render(request, "consent/compliance/homes.html", page)


def _together(homes: Iterable[AtHome]) -> Counts:
    everybody = Counts()
    for one in homes:
        everybody.add(one.all)
    return everybody


@exists_for("see_compliance")
def at_home(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One home: its counts, and by name who is still to be asked or looked at again."""
    counts = next(iter(counts_by_home(request.user, pk)), None)
    if counts is None:
        raise Http404
    asked = request.GET.get("show", "")
    shown = asked if asked in LISTS else "missing"
    page = {
        "home": counts.home,
        "counts": counts,
        "shown": shown,
        "page": page_of(request, LISTS[shown](request.user, counts.home), by="name"),
        "chart": chart_of(decisions_by_month(request.user, pk)),
    }
    return render(request, "consent/compliance/home.html", page)


@exists_for("see_compliance")
def export(request: SignedIn) -> HttpResponse:
    """The counts as a file for a spreadsheet."""
    rows = [_row(one) for one in counts_by_home(request.user)]
    return _as_file(written((*HEADS, "Reviews due within 30 days", "Reviews overdue"), rows), "decisions-by-home.csv")


def _row(one: AtHome) -> tuple[str, ...]:
    sides = (number for side in (one.residents, one.staff) for number in (side.people, side.recorded, side.missing))
    return (one.home.name, *map(str, sides), str(one.all.due), str(one.all.overdue))


@exists_for("see_compliance")
def export_missing(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Who is still to be asked at one home, as a file for a spreadsheet."""
    home = get_object_or_404(homes_for(request.user, "see_compliance"), pk=pk)
    people: Iterable[Person] = still_to_ask(request.user, home).order_by("name", "id")
    rows = [(one.name, str(one.kind.label), home.name, one.reference) for one in people]
    return _as_file(written(("Name", "Who they are", "Home", "Reference"), rows), "still-to-ask.csv")


def _as_file(words: str, name: str) -> HttpResponse:
    response = HttpResponse(words, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
