"""The life of a paper: asked for, made by a worker, fetched only by whoever may still have it, taken away again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from enquiries.models import Enquiry
from mediapolicy.checks import papers_are_of_records
from mediapolicy.outbox.actions import CLAIM_LASTS, claim, deliver, sweep
from mediapolicy.outbox.models import Dispatch
from mediapolicy.papers import actions
from mediapolicy.papers.kinds import KINDS
from mediapolicy.papers.models import Paper, PaperState
from mediapolicy.papers.printing import NO_PANGO, PaperNotMade, PapersUnavailable, PressStopped
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Refused
from mediapolicy.transitions import FORM_KEY
from tests import builders
from tests.stage import kept

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PDF = b"%PDF-1.7 what was made"


@kept
def enquiry(carer: User, home: Home) -> Enquiry:
    return builders.an_approach(by=carer, home=home)


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A press that notes what it was given, and takes no second."""
    pages: list[str] = []

    def press(html: str) -> bytes:
        pages.append(html)
        return PDF

    monkeypatch.setattr(actions, "render", press)
    return pages


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def press(html: str) -> bytes:
        raise error

    monkeypatch.setattr(actions, "render", press)


def asked(enquiry: Enquiry, by: User) -> Paper:
    return actions.ask_for(KINDS["enquiry-note"], enquiry, by=by)


def owed(paper: Paper) -> Dispatch:
    return Dispatch.objects.get(key=f"paper:{paper.pk}")


def again(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def stored() -> list[str]:
    return default_storage.listdir("papers")[1] if default_storage.exists("papers") else []


# Asking ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("a_kind")
def test_a_paper_is_owed_and_made_after(enquiry: Enquiry, manager: User, pressed: list[str]) -> None:
    paper = asked(enquiry, manager)
    assert (paper.stands, paper.known_as) == (PaperState.OWED, enquiry.reference)
    assert pressed == []
    assert sweep() >= 1
    paper = again(paper)
    assert paper.stands is PaperState.MADE
    assert actions.read(paper) == PDF
    assert (paper.size, len(paper.sha256)) == (len(PDF), 64)
    assert enquiry.question in pressed[0]


@pytest.mark.usefixtures("a_kind", "pressed")
def test_what_is_undone_was_never_asked_for(enquiry: Enquiry, manager: User) -> None:
    with transaction.atomic():
        asked(enquiry, manager)
        transaction.set_rollback(True)
    assert not Paper.objects.exists()
    assert not Dispatch.objects.filter(kind="paper").exists()


@pytest.mark.usefixtures("a_kind")
def test_a_form_that_arrives_twice_asks_once(enquiry: Enquiry, manager: User, director: User) -> None:
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        first, second = asked(enquiry, manager), asked(enquiry, manager)
        assert first.pk == second.pk
        with pytest.raises(Refused):
            asked(enquiry, director_without_the_power(director))
    finally:
        FORM_KEY.reset(token)
    assert Dispatch.objects.filter(kind="paper").count() == 1


def director_without_the_power(person: User) -> User:
    person.groups.clear()
    return User.objects.get(pk=person.pk)


@pytest.mark.usefixtures("a_kind")
def test_a_key_that_somebody_else_used_gives_a_paper_of_ones_own(
    enquiry: Enquiry, manager: User, marketing: User
) -> None:
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        assert asked(enquiry, manager).pk != asked(enquiry, marketing).pk
    finally:
        FORM_KEY.reset(token)


@pytest.mark.usefixtures("a_kind")
def test_a_paper_of_nobodys_or_of_no_record_stops_the_product_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert papers_are_of_records() == []
    wrong = replace(KINDS["enquiry-note"], slug="wrong", permission="do_anything", about="mediapolicy.Dispatch")
    monkeypatch.setitem(KINDS, "wrong", wrong)
    assert [problem.id for problem in papers_are_of_records()] == ["mediapolicy.E004", "mediapolicy.E005"]


# Making ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("a_kind")
def test_a_worker_killed_on_the_way_leaves_it_to_the_next(enquiry: Enquiry, manager: User, pressed: list[str]) -> None:
    paper = asked(enquiry, manager)
    assert claim(owed(paper).pk) is not None  # a worker took it, stored half of it, and was killed
    default_storage.save(f"papers/{paper.pk}.pdf", ContentFile(b"%PDF-1.7 half"))
    sweep()
    assert pressed == []
    with time_machine.travel(timezone.now() + CLAIM_LASTS + timedelta(seconds=1), tick=False):
        sweep()
    assert again(paper).is_made
    assert actions.read(again(paper)) == PDF
    assert stored() == [f"{paper.pk}.pdf"]


@pytest.mark.usefixtures("a_kind")
def test_made_once_however_often_it_is_asked_of_the_worker(enquiry: Enquiry, manager: User, pressed: list[str]) -> None:
    paper = asked(enquiry, manager)
    dispatch = owed(paper)
    for _ in range(3):
        Dispatch.objects.filter(pk=dispatch.pk).update(state=Dispatch.State.OWED)
        deliver(dispatch.pk)
    assert len(pressed) == 1


@pytest.mark.usefixtures("a_kind")
@pytest.mark.parametrize("error", [PaperNotMade("Too much."), PapersUnavailable(NO_PANGO)])
def test_what_cannot_be_made_says_why_at_once(
    error: PaperNotMade, enquiry: Enquiry, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, error)
    paper = asked(enquiry, manager)
    sweep()
    assert (again(paper).stands, again(paper).why) == (PaperState.FAILED, error.words)
    assert owed(paper).state == Dispatch.State.DROPPED


@pytest.mark.usefixtures("a_kind")
@pytest.mark.parametrize("error", [PressStopped("killed"), ZeroDivisionError()])
def test_what_was_interrupted_is_tried_three_times(
    error: Exception, enquiry: Enquiry, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, error)
    paper, now = asked(enquiry, manager), timezone.now()
    for number in (1, 2, 3):
        assert again(paper).is_owed
        with time_machine.travel(now + timedelta(minutes=number), tick=False):
            sweep()
    assert (again(paper).stands, again(paper).why) == (PaperState.FAILED, actions.GAVE_UP)


@pytest.mark.usefixtures("a_kind")
def test_one_that_kills_each_worker_does_not_do_so_for_ever(
    enquiry: Enquiry, manager: User, pressed: list[str]
) -> None:
    paper = asked(enquiry, manager)
    Dispatch.objects.filter(pk=owed(paper).pk).update(tries=actions.MOST_TRIES)
    sweep()
    assert pressed == []
    assert again(paper).why == actions.GAVE_UP


def loses_the_role(manager: User, enquiry: Enquiry, founder: User) -> None:
    people.end_appointment(manager.appointments.get(), by=founder)


def falls_under_a_matter(manager: User, enquiry: Enquiry, founder: User) -> None:
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)


HAPPENINGS = pytest.mark.parametrize("happens", [loses_the_role, falls_under_a_matter])


@pytest.mark.clause("CRM-2")
@pytest.mark.usefixtures("a_kind")
@HAPPENINGS
def test_it_is_not_made_for_who_may_no_longer_see_the_record(
    happens: Any, enquiry: Enquiry, manager: User, founder: User, pressed: list[str]
) -> None:
    paper = asked(enquiry, manager)
    happens(manager, enquiry, founder)
    sweep()
    assert pressed == []
    assert again(paper).stands is PaperState.FAILED
    assert stored() == []


def test_bytes_and_words_of_failure_never_go_together(manager: User) -> None:
    paper = Paper(asked_by=manager, kind="x", record_id=uuid.uuid4(), known_as="X", made_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


# Fetching ----------------------------------------------------------------------------------------------------------
