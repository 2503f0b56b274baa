"""What people see of enquiries: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from approvals.models import Approval
from approvals.seals import seal_of
from enquiries import actions, states
from enquiries.answering import filled
from enquiries.chain import chain_of
from enquiries.conversation import conversation
from enquiries.deadlines import working_time_left
from enquiries.listing import Listing
from enquiries.log_form import LogForm
from enquiries.models import Enquiry
from enquiries.passing import home_managers
from enquiries.steps import CONTACT_STEP, STEPS, Step, lead_of, open_steps
from enquiries.whole import whole, with_all
from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.opening import found_or_404, opened_or_404
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.policy.models import words_to_say
from mediapolicy.refusals import AlreadyDone
from mediapolicy.requests import SignedIn
from pressroom.models import Statement


def enquiry_list(request: SignedIn) -> HttpResponse:
    """Enquiries, opened on those that wait for the person who looks."""
    if not may(request.user, "open_enquiry"):
        raise Http404
    return render(request, "enquiries/enquiry_list.html", {"listing": Listing(request)})


def log(request: SignedIn) -> HttpResponse:
    """Log an approach: the words to say, four facts, one button."""
    if not may(request.user, states.LOG.permission):
        raise Http404
    form = LogForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "when_needed"}
        try:
            logged_one = actions.log(by=request.user, **given)
        except AlreadyDone as done:  # a double click: the same receipt again, never a second approach
            logged_one = done.record
        return redirect("enquiries:logged", pk=logged_one.pk)
    homes = list(form.homes.values())
    page = {
        "form": form,
        "script": words_to_say("say_to_press"),
        "after": words_to_say("say_nothing_more"),
        "managers": home_managers(homes[0]) if len(homes) == 1 else [],
    }
    return render(request, "enquiries/enquiry_log.html", page, status=422 if form.errors else 200)


def mine(request: SignedIn) -> HttpResponse:
    """What this person logged: that it arrived and where it is, no more."""
    return render(request, "enquiries/enquiry_mine.html", {"enquiries": Enquiry.objects.logged_by(request.user)[:50]})


def logged(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The receipt: it arrived, who has it, and that there is nothing more to do."""
    enquiry = found_or_404(request, Enquiry.objects.logged_by(request.user).select_related("held_by"), pk=pk)
    page = {"enquiry": enquiry, "may_open": Enquiry.objects.visible_to(request.user).filter(pk=pk).exists()}
    return render(request, "enquiries/enquiry_logged.html", page)


def enquiry(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One enquiry: where it is, what they asked, what was said inside and outside, what can be done now."""
    all_of_it = whole(opened_or_404(request, with_all(Enquiry.objects.visible_to(request.user)), pk=pk))
    found = all_of_it.enquiry
    rows = timeline_of(found)
    return render(
        request,
        "enquiries/enquiry.html",
        {
            "enquiry": found,
            "chain": chain_of(found, rows),
            "left": working_time_left(found, timezone.now(), all_of_it.changed_days) if found.is_open else "",
            "rows": rows,
            "turns": conversation(found),
            "advice": list(found.advice.all()),
            "files": all_of_it.files,
            "related": found.related_to(request.user),
            "into": _merged_into(found, request.user),
            "lead": lead_of(found, request.user),
            "opens_contacts": may(request.user, "open_contacts"),
            "steps": open_steps(found, request.user),
            "sides": {slug: True for slug, step in STEPS.items() if step.transition.is_open_to(request.user, found)},
        },
    )


def timeline_of(enquiry: Enquiry) -> list[Row]:
    """One timeline: the enquiry, its statement, and the sign-offs of that."""
    histories = [history_of(Enquiry, "enquiry", id=enquiry.pk)]
    if enquiry.statement_id:
        histories.append(history_of(Statement, "statement", id=enquiry.statement_id))
        histories.append(history_of(Approval, "sign-off", id__in=_sign_offs_of(enquiry)))
    return timeline(histories)


def _merged_into(enquiry: Enquiry, user: User) -> Enquiry | None:
    """The enquiry that this one was merged into, for those who may know of it."""
    if enquiry.merged_into_id is None:
        return None
    return Enquiry.objects.visible_to(user).filter(pk=enquiry.merged_into_id).first()


def _sign_offs_of(enquiry: Enquiry) -> Any:
    """Asked of the live table, whose index knows: the history's would be read from end to end."""
    return Approval.objects.filter(subject_id=enquiry.statement_id or enquiry.pk).values("pk")


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of the policy: the page that asks what it needs, and the taking of it."""
    chosen = CONTACT_STEP if verb == "link-contact" else STEPS.get(verb)
    if chosen is None:
        raise Http404
    shown = ("home", "responsible", "statement", "held_by") if request.method == "GET" else ()
    found = opened_or_404(request, Enquiry.objects.visible_to(request.user).select_related(*shown), pk=pk)
    form = chosen.form(request.POST or None, request.FILES or None, enquiry=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(_where_next(found, verb, request.user))
    chosen.transition.check(request.user, found)
    page = {"enquiry": found, "step": chosen, "form": form, **_shown(chosen, found)}
    return render(request, "enquiries/enquiry_step.html", page, status=422 if form.errors else 200)


def _where_next(enquiry: Enquiry, verb: str, user: User) -> Any:
    """The record that goes on; the first page for whoever may no longer open it, now that their advice is in."""
    if verb == "draft-the-statement" and enquiry.statement:
        return enquiry.statement
    if verb == "write-down-advice" and not Enquiry.objects.visible_to(user).filter(pk=enquiry.pk).exists():
        return "/"
    return enquiry


def _shown(step: Step, enquiry: Enquiry) -> dict[str, Any]:
    """The exact words that will leave, shown before they do."""
    if step.shows == "answer" and enquiry.statement:
        return {"words": enquiry.statement.words, "seal": seal_of(enquiry.statement.sealed_content())}
    if step.shows in ("acknowledge", "decline"):
        return {"words": filled(step.shows, enquiry)}
    return {}


def attachment(request: SignedIn, pk: uuid.UUID, file_pk: uuid.UUID) -> FileResponse:
    """A file of an enquiry, to those who may open the enquiry: never shown inside the page, never run."""
    found = opened_or_404(request, Enquiry.objects.visible_to(request.user), pk=pk)
    kept = get_object_or_404(found.attachments, pk=file_pk)
    response = FileResponse(
        kept.stored.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
