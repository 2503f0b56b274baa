"""What those who review history see: all of it, one record's, and the same as a file."""

from __future__ import annotations

import logging
import uuid
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mediapolicy import wording
from mediapolicy.history.browse import PAGE, entries
from mediapolicy.history.changes import Telling, Told
from mediapolicy.history.export import MOST, as_csv
from mediapolicy.history.forms import HistoryFilter
from mediapolicy.history.wanted import Entry, Table, table_of
from mediapolicy.opening import note_opening
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.records import PolicyRecord

log = logging.getLogger(__name__)


def browser(request: HttpRequest) -> HttpResponse:
    """Every change there was, newest first, as the filter narrows it."""
    reader, homes = _reader(request), _homes()
    form = HistoryFilter(request.GET, reader=reader, homes=homes)
    wanted = form.wanted(request.GET.get("before", ""))
    rows = entries(reader, wanted) if form.is_valid() else []
    return render(request, "history/browser.html", _page(request, reader, form, rows))


def record(request: HttpRequest, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Everything that happened to one record."""
    reader, homes, table = _reader(request), _homes(), _table(kind)
    form = HistoryFilter(request.GET, reader=reader, homes=homes, record=pk, kind=kind)
    rows = entries(reader, form.wanted(request.GET.get("before", ""))) if form.is_valid() else []
    if not rows and not entries(
        reader, HistoryFilter({}, reader=reader, homes=homes, record=pk, kind=kind).wanted(), 1
    ):
        raise Http404
    _note_reading(table, pk, reader)
    page = _page(request, reader, form, rows)
    return render(
        request, "history/record.html", {**page, "table": table, "pk": pk, "url": _open_url(table, pk, reader)}
    )


def export(request: HttpRequest) -> HttpResponse:
    """The same, as a file of at most ten thousand rows; that it was taken is logged."""
    reader, homes = _reader(request), _homes()
    form = HistoryFilter(request.GET, reader=reader, homes=homes)
    if not form.is_valid():
        raise Http404
    rows = entries(reader, form.wanted(), MOST + 1)
    telling = Telling(reader, rows[:MOST], homes)
    log.info(
        "history exported", extra={"by": reader.pk, "rows": len(rows[:MOST]), "filters": ",".join(form.names_in_use)}
    )
    name = f"history-{wording.local(timezone.now()):%Y-%m-%d}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        as_csv(map(telling.tell, rows[:MOST]), is_cut=len(rows) > MOST), "text/csv; charset=utf-8", headers=disposition
    )


def _reader(request: HttpRequest) -> User:
    """Whoever asks, if history is theirs to review; to anyone else there is no such page."""
    if not isinstance(request.user, User) or not may(request.user, "review_history"):
        raise Http404
    return request.user


def _homes() -> dict[str, str]:
    return {str(pk): name for pk, name in Home.objects.order_by("name").values_list("pk", "name")}


def _table(kind: str) -> Table:
    table = table_of(kind)
    if table is None:
        raise Http404
    return table


def _note_reading(table: Table, pk: uuid.UUID, reader: User) -> None:
    """Whoever may read words reads here what the record says: that is a look at it too."""
    if issubclass(table.model, PolicyRecord) and table.model.OPENED_WITH and may(reader, "read_words"):
        note_opening(table.model._base_manager.get(pk=pk), by=reader)


def _open_url(table: Table, pk: uuid.UUID, reader: User) -> str:
    """The record's own page, if this reader may open it."""
    records = table.model._default_manager.all()
    if not hasattr(records, "visible_to"):
        return ""
    found = records.visible_to(reader).filter(pk=pk).first()
    return found.get_absolute_url() if found else ""


def _page(request: HttpRequest, reader: User, form: HistoryFilter, rows: list[Entry]) -> dict[str, Any]:
    telling = Telling(reader, rows[:PAGE], form.homes)
    told = [telling.tell(row) for row in rows[:PAGE]]
    query = request.GET.copy()
    is_later = bool(query.pop("before", None))
    kept = query.urlencode()
    if len(rows) > PAGE:
        query["before"] = str(rows[PAGE - 1].key)
    return {
        "form": form,
        "days": _days(told),
        "told": told,
        "older_url": f"?{query.urlencode()}" if len(rows) > PAGE else "",
        "newest_url": f"?{kept}" if is_later else "",
        "export_query": kept,
    }


def _days(told: list[Told]) -> list[dict[str, Any]]:
    """The rows by day, with the policy versions that were in force then."""
    days = groupby(told, key=lambda row: wording.local(row.entry.at).date())
    found = [(day, list(rows)) for day, rows in days]
    return [
        {"day": day, "rows": rows, "versions": sorted({row.entry.policy_version for row in rows} - {""})}
        for day, rows in found
    ]
