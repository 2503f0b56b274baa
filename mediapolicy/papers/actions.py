"""Asking for a paper, making it, fetching it, taking it away again."""

from __future__ import annotations

import hashlib
import logging
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import timezone

from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.actions import owe, sends
from mediapolicy.outbox.models import Dispatch
from mediapolicy.papers.kinds import Kind
from mediapolicy.papers.models import Paper
from mediapolicy.papers.printing import OURS, STYLE_SHEET, PaperNotMade, render
from mediapolicy.people.models import User
from mediapolicy.refusals import Refused
from mediapolicy.roles import who_may
from mediapolicy.sweeping import swept
from mediapolicy.transitions import FORM_KEY

log = logging.getLogger(__name__)
MOST_TRIES = 3  # a program that was killed three times will be killed a fourth time
GAVE_UP = "Making it was interrupted three times, so it was given up. Ask for it again, or print the page itself."
NOT_YOURS_NOW = "It is no longer yours to have."


def ask_for(kind: Kind, record: Any, *, by: User) -> Paper:
    """Owe one paper to this person: made by a worker, after this transaction. The same form asks once (CRM-2)."""
    must_be_open(kind, record, by)
    key = FORM_KEY.get()
    # A forged key can only name the forger's own paper.
    identity = uuid.uuid5(uuid.UUID(key), f"{by.pk}:{kind.slug}:{record.pk}") if key else uuid.uuid4()
    known_as = str(getattr(record, "reference", record))[:40]  # a nickname may be what somebody is known as
    paper, is_new = Paper.objects.get_or_create(
        pk=identity, defaults={"asked_by": by, "kind": kind.slug, "record_id": record.pk, "known_as": known_as}
    )
    if is_new:
        owe("paper", key=f"paper:{paper.pk}", about=str(paper.pk))
        log.info("paper asked for", extra={"paper": paper.pk, "kind": kind.slug, "by": by.pk, "record": record.pk})
    return paper


def must_be_open(kind: Kind, record: Any, person: User) -> None:
    """Refuse, with the clause, whoever may see the record and not have this paper of it."""
    if not kind.is_open_to(person, record):
        raise Refused(kind.clause, kind.clause.rule, who_may=who_may(kind.permission), record=record)


@sends("paper")
def make(dispatch: Dispatch) -> str:
    """Make one paper that is owed, unless it is made, given up, or no longer for whoever asked. Safe to repeat."""
    paper = Paper.objects.select_related("asked_by").filter(pk=dispatch.about).first()
    if paper is None or not paper.is_owed:
        return "no longer owed"
    if dispatch.tries > MOST_TRIES:  # each time the worker itself was killed, so that nobody could note it
        return _give_up(paper, GAVE_UP)
    record = paper.record_for(paper.asked_by)
    if record is None or not paper.what.is_open_to(paper.asked_by, record):
        return _give_up(paper, NOT_YOURS_NOW)
    try:
        pdf = render(page_of(paper, record))
    except PaperNotMade as reason:
        return _give_up(paper, reason.words)
    except Exception as error:
        if dispatch.tries < MOST_TRIES:
            raise
        log.error("paper given up", extra={"paper": paper.pk, "kind": paper.kind, "error": type(error).__name__})
        return _give_up(paper, GAVE_UP)
    _keep(paper, pdf)
    return ""


def page_of(paper: Paper, record: Any, **shown: Any) -> str:
    """The page that this paper is printed from. `shown` is for the same page in a browser."""
    sheet = paper.what.fill(record)
    frame = {
        "organisation": Organisation.objects.values_list("name", flat=True).first() or "",
        "style_sheet": f"{OURS}{STYLE_SHEET}",
        "made_at": paper.asked_at,
    }
    return render_to_string(sheet.template, {**frame, **sheet.context, **shown})


def read(paper: Paper) -> bytes | None:
    """The stored bytes, if they are the very ones that were made."""
    if not paper.is_made or not default_storage.exists(paper.stored_as):
        return None
    with default_storage.open(paper.stored_as) as file:
        found: bytes = file.read()
    if hashlib.sha256(found).hexdigest() != paper.sha256:
        log.error("paper is not what was made", extra={"paper": paper.pk})
        return None
    log.info("paper fetched", extra={"paper": paper.pk, "kind": paper.kind, "record": paper.record_id})
    return found


@swept
def take_away_papers() -> int:
    """Delete the papers whose time is up, bytes first, so that none is left that nobody knows of."""
    over = list(Paper.objects.over(timezone.now())[:500])
    for paper in over:
        default_storage.delete(_name(paper))
        if paper.stored_as:
            default_storage.delete(paper.stored_as)
        paper.delete()
    return len(over)


def _keep(paper: Paper, pdf: bytes) -> None:
    """Store the bytes, then say so. Killed in between, the next try writes over what was left."""
    name = _name(paper)
    default_storage.delete(name)
    paper.stored_as = default_storage.save(name, ContentFile(pdf))
    paper.sha256, paper.size, paper.made_at = hashlib.sha256(pdf).hexdigest(), len(pdf), timezone.now()
    try:
        paper.save(update_fields=["stored_as", "sha256", "size", "made_at"])
    except DatabaseError:  # its time was up meanwhile, and the row is gone: the bytes go too
        default_storage.delete(paper.stored_as)
        raise


def _name(paper: Paper) -> str:
    return f"papers/{paper.pk}.pdf"


def _give_up(paper: Paper, words: str) -> str:
    paper.why = words
    paper.save(update_fields=["why"])
    return words
