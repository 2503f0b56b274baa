"""The settings of the organisation, its rota and holidays, its policy versions, and its homes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.organisation import actions, forms
from mediapolicy.organisation.declaring import Declared
from mediapolicy.organisation.models import BankHoliday, OnCall, Organisation, OrganisationSetting
from mediapolicy.organisation.states import Kept
from mediapolicy.people import actions as people
from mediapolicy.people import states as people_states
from mediapolicy.people.gate import exists_for
from mediapolicy.people.models import Home
from mediapolicy.people.states import AppointmentState, HomeState
from mediapolicy.policy import actions as policy
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.policy.states import CHANGE_SCRIPTS, VersionState
from mediapolicy.policy.tables import all_settings
from mediapolicy.requests import SignedIn

TITLES = {"open home": "Home added", "change home": "Details changed", "close home": "Closed"}
administrators = exists_for("run_organisation")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the page shows it: its field, what it is, and who changed it last."""

    field: BoundField
    declared: Declared
    last: Any


@administrators
def settings(request: SignedIn) -> HttpResponse:
    """Every setting, in its group, with the clause it serves."""
    values = {key: one.default for key, one in all_settings().items()}
    values |= dict(OrganisationSetting.objects.values_list("key", "value"))
    form = forms.SettingsForm(request.POST or None, values=values)
    if request.method == "POST" and form.is_valid():
        if (would_fail := _would_fail(form.changed)) and "sure" not in request.POST:
            return render(request, "organisation/settings_check.html", {"groups": would_fail, "given": _given(request)})
        for key, value in form.changed.items():
            actions.change_setting(key, value, by=request.user)
        messages.success(request, "The settings are saved." if form.changed else "Nothing was different.")
        return redirect("organisation:settings")
    context = {"form": form, "groups": _grouped(form), "organisation": Organisation.objects.first()}
    return render(request, "organisation/settings.html", context, status=422 if form.errors else 200)


def _would_fail(changed: dict[str, int]) -> dict[str, list[str]]:
    """What would no longer be allowed, by the words of the setting that forbids it."""
    found = {}
    for key, value in changed.items():
        declared = all_settings()[key]
        if declared.affects is not None and (lines := declared.affects(value)):
            found[declared.words] = lines
    return found


def _given(request: SignedIn) -> list[tuple[str, str]]:
    """The form as it was sent, to be sent once more by somebody who has read what would fail."""
    carried = ("csrfmiddlewaretoken", "form_key", "read_version")
    return [(name, str(value)) for name, value in request.POST.items() if name not in carried]


def _grouped(form: forms.SettingsForm) -> dict[str, list[Setting]]:
    history = OrganisationSetting.history.order_by("key", "-history_date", "-history_id").distinct("key")
    last = {row.key: row for row in history.select_related("history_user")}
    groups: dict[str, list[Setting]] = {}
    for key, declared in all_settings().items():
        groups.setdefault(declared.group or "Other", []).append(Setting(form[key], declared, last.get(key)))
    return groups


@administrators
def name(request: SignedIn) -> HttpResponse:
    """Change the organisation's name."""
    organisation = get_object_or_404(Organisation)
    form = forms.NameForm(request.POST or None, initial={"name": organisation.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_organisation(organisation, form.cleaned_data["name"], by=request.user)
        messages.success(request, "The name is saved.")
        return redirect("organisation:settings")
    return render(
        request,
        "organisation/name.html",
        {"form": form, "organisation": organisation},
        status=422 if form.errors else 200,
    )


@administrators
def words(request: SignedIn) -> HttpResponse:
    """The words that staff say and that are sent: as the version in force has them, or to change in one not in force yet."""
    versions = PolicyVersion.objects.order_by("-created_at")
    version = versions.filter(state=VersionState.DRAFT).first() or versions.filter(state=VersionState.IN_FORCE).first()
    if version is None:
        return redirect("organisation:versions")
    form = forms.ScriptsForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        if form.changed:
            policy.change_scripts(version, form.changed, by=request.user)
        messages.success(request, "The words are saved." if form.changed else "Nothing was different.")
        return redirect("organisation:words")
    page = {"form": form, "version": version, "may_change": CHANGE_SCRIPTS.is_open_to(request.user, version)}
    return render(request, "organisation/words.html", page, status=422 if form.errors else 200)


@administrators
def versions(request: SignedIn) -> HttpResponse:
    """The versions of the policy: which is in force, and a new one."""
    form = forms.VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        version = policy.load_version(**form.cleaned_data, by=request.user)
        messages.success(request, f"{version} is loaded. It changes nothing until you bring it into force.")
        return redirect("organisation:versions")
    found = PolicyVersion.objects.order_by("-effective_on", "-created_at")
    return render(
        request, "organisation/versions.html", {"form": form, "versions": found}, status=422 if form.errors else 200
    )


@administrators
@require_POST
def bring_into_force(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Make a version the one that every decision cites from now on."""
    version = get_object_or_404(PolicyVersion, pk=pk)
    policy.bring_into_force(version, by=request.user)
    messages.success(request, f"{version} is in force. Decisions from now on cite it.")
    return redirect("organisation:versions")


@administrators
def on_call(request: SignedIn) -> HttpResponse:
    """Who is on call out of hours, from when until when."""
    form = forms.OnCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.put_on_call(given["person"], given["starts_at"], given["ends_at"], by=request.user)
        messages.success(request, f"{given['person']} is on the rota.")
        return redirect("organisation:on_call")
    context = {"form": form, "turns": OnCall.objects.coming()[:200], "now": timezone.now()}
    return render(request, "organisation/on_call.html", context, status=422 if form.errors else 200)


@administrators
@require_POST
def take_off_call(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take a turn out of the rota."""
    turn = get_object_or_404(OnCall.objects.select_related("person"), pk=pk)
    actions.take_off_call(turn, by=request.user)
    messages.success(request, f"{turn.person}’s turn is taken out.")
    return redirect("organisation:on_call")


@administrators
def bank_holidays(request: SignedIn) -> HttpResponse:
    """Days that the calendar's own list doesn't know, or wrongly has."""
    form = forms.HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_holiday(**form.cleaned_data, by=request.user)
        messages.success(request, "The day is added. Deadlines count with it from now on.")
        return redirect("organisation:bank_holidays")
    kept = BankHoliday.objects.filter(state=Kept.KEPT).order_by("-day", "nation")[:200]
    return render(
        request, "organisation/bank_holidays.html", {"form": form, "days": kept}, status=422 if form.errors else 200
    )


@administrators
@require_POST
def take_out_holiday(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take such a day out again."""
    holiday = get_object_or_404(BankHoliday, pk=pk)
    actions.take_out_holiday(holiday, by=request.user)
    messages.success(request, f"{holiday.name} is taken out.")
    return redirect("organisation:bank_holidays")


@administrators
def homes(request: SignedIn) -> HttpResponse:
    """Every home, and how many roles are held there."""
    held = Count("appointments", filter=Q(appointments__state=AppointmentState.HELD))
    found = Home.objects.annotate(held=held).order_by("-state", "name")
    return render(request, "organisation/homes.html", {"homes": found})


@administrators
def add_home(request: SignedIn) -> HttpResponse:
    """Add a home."""
    form = forms.HomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        home = people.open_home(**form.cleaned_data, by=request.user)
        messages.success(request, f"{home} is added. Appoint its Home Manager next.")
        return redirect(home)
    return render(request, "organisation/add_home.html", {"form": form}, status=422 if form.errors else 200)


@administrators
def home_page(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One home: where it is, who works there, what was done."""
    home = get_object_or_404(Home, pk=pk)
    held = home.appointments.held().select_related("person").order_by("role", "person__name")[:500]
    context = {"home": home, "held": held, "rows": _timeline_of(home), "is_open": home.state == HomeState.OPEN}
    return render(request, "organisation/home.html", context)


def _timeline_of(home: Home) -> list[Row]:
    rows = timeline([history_of(Home, "home", id=home.pk)])
    return [replace(row, title=TITLES.get(row.verb, row.title)) for row in rows]


@administrators
def change_home(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Put a home's name, place, telephone or hours right."""
    home = get_object_or_404(Home, pk=pk, state=HomeState.OPEN)
    now = {key: getattr(home, key) for key in ("name", "town", "telephone", "nation", "opens_at", "closes_at")}
    form = forms.ChangeHomeForm(request.POST or None, initial=now, home=home)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        hours = (given.pop("opens_at"), given.pop("closes_at"))
        people.change_home(home, **given, hours=hours, by=request.user)
        messages.success(request, "The home is saved.")
        return redirect(home)
    return render(
        request, "organisation/change_home.html", {"form": form, "home": home}, status=422 if form.errors else 200
    )


@administrators
def close_home(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Close a home, after a page that says what it does and what must be done first."""
    home = get_object_or_404(Home, pk=pk)
    form = forms.CloseHomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.close_home(home, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"{home} is closed.")
        return redirect("organisation:homes")
    lacks = people_states.CLOSE_HOME.lacks(home)
    return render(
        request,
        "organisation/close_home.html",
        {"form": form, "home": home, "lacks": lacks},
        status=422 if form.errors else 200,
    )
