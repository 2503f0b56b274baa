"""A worker killed for good while it makes a paper: the paper is still owed, and the next worker makes it."""

from __future__ import annotations

import os
import subprocess
import urllib.parse
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from enquiries.models import Enquiry
from launch import PYTHON
from mediapolicy.clauses import Clause
from mediapolicy.outbox.actions import CLAIM_LASTS, sweep
from mediapolicy.outbox.models import Dispatch
from mediapolicy.papers import actions
from mediapolicy.papers.kinds import KINDS, Sheet, paper
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import Home, User
from tests import builders
from tests.faults.test_delivery import _left_as_found, _no_trigger_in_the_way

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
__all__ = ["_left_as_found"]  # what really commits is emptied after, here as there

WORKER = """
import sys, time, uuid, django
django.setup()
from tests.faults import test_papers
from mediapolicy.outbox.actions import deliver
from mediapolicy.papers import actions

def print_slowly(html):
    print("at work", flush=True)
    time.sleep(120)

test_papers.declare()
actions.render = print_slowly
deliver(uuid.UUID(sys.argv[1]))
"""


def declare() -> None:
    """A kind of paper, in this process."""

    @paper("slow", title="Slow", about="enquiries.Enquiry", permission="note_enquiry", clause=Clause.CRM_2)
    def fill(enquiry: Enquiry) -> Sheet:
        return Sheet("papers/_sheet.html", {})


def here() -> dict[str, str]:
    """The database of this test, for another program."""
    where = connection.get_connection_params()
    who = ":".join(urllib.parse.quote(str(where[key]), safe="") for key in ("user", "password") if where.get(key))
    address = f"{where.get('host') or ''}:{where.get('port') or 5432}"
    database = f"postgres://{who}@{address}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database}


def test_a_worker_killed_while_it_prints_leaves_the_paper_to_the_next(
    carer: User, manager: User, home: Home, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    _no_trigger_in_the_way()
    settings.MEDIA_ROOT = tmp_path
    declare()
    try:
        wanted = actions.ask_for(KINDS["slow"], builders.an_approach(by=carer, home=home), by=manager)
        dispatch = Dispatch.objects.get(key=f"paper:{wanted.pk}")
        worker = subprocess.Popen(
            [PYTHON, "-W", "ignore", "-c", WORKER, str(dispatch.pk)], env=here(), stdout=subprocess.PIPE, text=True
        )
        with worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "at work\n"
            worker.kill()
        dispatch.refresh_from_db()
        assert (dispatch.state, Paper.objects.get().is_owed) == (Dispatch.State.SENDING, True)
        monkeypatch.setattr(actions, "render", lambda html: b"%PDF-1.7 whole")
        with time_machine.travel(timezone.now() + CLAIM_LASTS + timedelta(seconds=1), tick=False):
            sweep()
        assert actions.read(Paper.objects.get()) == b"%PDF-1.7 whole"
    finally:
        KINDS.pop("slow", None)
