"""Whole stories: people at real browsers before real pages, with everything real behind them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from launch import ROOT
from launch.chromium import NAMES
from mediapolicy.celery import app as celery
from mediapolicy.people.models import User
from mediapolicy.policy import actions as policy
from tests.journeys.behind import Behind, PostOffice, a_post_office, a_redis, worker_and_scheduler
from tests.journeys.person import DESK, PHONE, Person, open_for

ON_A_PHONE = {"Jo Pettifer", "Daniel Marsh-Cole"}  # the carer and the Director
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NO_BROWSER = "No browser: install Chromium or set CHROMIUM_PATH."
NO_PAGES = "static/built is not there, so pages would be bare: `./app test` builds it."
Meet = Callable[..., Person]


def _no_trigger_in_the_way() -> None:
    """Emptying a database ends with the triggers of a migration, which would refuse to empty it again."""
    connection.close()  # one that a journey before left may be gone: its services were stopped and started
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname = 'history_is_kept_whole' and not tgisinternal"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"drop trigger history_is_kept_whole on {table}")


@pytest.fixture(scope="package")
def _left_as_found(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Other tests that really commit find the database as `tests/conftest.py` leaves it."""
    yield
    with django_db_blocker.unblock():
        _no_trigger_in_the_way()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser that `./app test` found, or one of this machine; CI does not do without."""
    path = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
    missing = "" if path else NO_BROWSER
    missing = missing or ("" if (ROOT / "static" / "built" / "app.css").exists() else NO_PAGES)
    if missing and os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    # Playwright's loop runs in the thread that also asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    env = {**os.environ, **json.loads(os.environ.get("CHROMIUM_ENV") or "{}")}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*sandbox, *ARGUMENTS], env=env)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None, _left_as_found: None) -> str:
    """The address of the product, on a database of its own."""
    _no_trigger_in_the_way()
    return str(live_server.url)


@pytest.fixture
def meet(browser: Browser, site: str) -> Iterator[Meet]:
    """Meet somebody at their browser: `jo = meet(carer)`. What was wrong on any page fails the test at its end."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def meet(
        who: User | None, *, size: tuple[int, int] | None = None, script: bool = True, signs_in: bool = True
    ) -> Person:
        name = who.name if who else "A visitor"
        usual = PHONE if name in ON_A_PHONE else DESK
        person, context = open_for(browser, name, site, faults, size or usual, script=script)
        contexts.append(context)
        if who and signs_in:
            person.sign_in()
        return person

    yield meet
    for context in contexts:
        context.close()
    if faults:
        pytest.fail(f"{len(faults)} wrong on the way:\n- " + "\n- ".join(faults), pytrace=False)


@pytest.fixture
def policy_in_force(founder: User) -> None:
    """The version of the policy that every decision cites."""
    version = policy.load_version(
        number="V1",
        effective_on=date(2020, 11, 16),
        approved_by="Data Processing Officer",
        approved_on=date(2020, 11, 16),
        next_review_on=date(2027, 11, 16),
        by=founder,
    )
    policy.bring_into_force(version, by=founder)


@pytest.fixture(scope="package")
def redis() -> Iterator[str]:
    """A real one, and the pages' own nudges go there too."""
    with a_redis() as url:
        before = str(celery.conf.broker_url)
        celery.conf.update(broker_url=url)
        yield url
        celery.conf.update(broker_url=before)


@pytest.fixture(scope="package")
def post_office() -> Iterator[PostOffice]:
    """Where every email goes."""
    with a_post_office() as office:
        yield office


@pytest.fixture
def behind(site: str, redis: str, post_office: PostOffice, tmp_path: Path) -> Iterator[Behind]:
    """The worker and the scheduler at work on this test's database; they end before it is emptied."""
    post_office.letters.clear()
    with worker_and_scheduler(redis, post_office, tmp_path) as both:
        yield both
