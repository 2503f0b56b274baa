"""Alive, ready, and what a page says when something is slow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from redis import RedisError

from mediapolicy import health
from mediapolicy.outbox.actions import owe
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User

SLOW = "Email is slow to leave just now. Nothing is lost."


@pytest.fixture(autouse=True)
def redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis answers, without there being one."""
    monkeypatch.setattr(health.Redis, "ping", lambda self: True)


def waiting(*, minutes: int, tried: bool = False) -> None:
    """Something has been owed for so long."""
    owe("reply", key=f"since {minutes}", about="x")
    then = timezone.now() - timedelta(minutes=minutes)
    due = timezone.now() + timedelta(minutes=1) if tried else then
    Dispatch.objects.filter(key=f"since {minutes}").update(created_at=then, next_try_at=due)


def test_alive_asks_no_database() -> None:
    answer = Client().get("/healthz")  # a test without the database mark may not touch it
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert not answer.cookies


@pytest.mark.django_db
class TestReady:
    """503 takes this process out of service, so only for what pages cannot do without."""

    def test_when_all_is_well(self) -> None:
        answer = Client().get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "ready": True,
            "database": "up",
            "migrations": "applied",
            "outbox": "moving",
            "redis": "up",
        }
        assert not answer.cookies

    def test_without_redis_it_is_ready_all_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone(self: object) -> None:
            raise RedisError

        monkeypatch.setattr(health.Redis, "ping", gone)
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()["redis"]) == (200, "degraded")

    def test_not_when_nothing_takes_what_is_owed(self) -> None:
        waiting(minutes=14)
        assert Client().get("/readyz").status_code == 200
        waiting(minutes=16)
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()["outbox"]) == (503, "stuck")

    def test_one_wrong_address_is_no_reason(self) -> None:
        waiting(minutes=600, tried=True)
        assert Client().get("/readyz").status_code == 200

    def test_not_before_the_migrations(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health, "_migrated", False)
        monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")

    def test_not_without_the_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone() -> str:
            raise OperationalError("connection refused at 10.0.0.1")

        monkeypatch.setattr(health, "_migrations", gone)
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()["database"]) == (503, "down")
        assert "10.0.0.1" not in answer.content.decode()


@pytest.mark.django_db
def test_a_page_says_when_e_mail_is_slow(
    stranger: User, signed_in: Callable[[User], Client], queries: Callable[[], object]
) -> None:
    client, counts = signed_in(stranger), []
    for minutes, says_so in ((4, False), (6, True)):
        waiting(minutes=minutes)
        with queries() as asked:  # type: ignore[attr-defined]
            assert (SLOW in client.get("/policy/ME-1/").content.decode()) is says_so
        counts.append(len(asked))
    assert counts[0] == counts[1]  # knowing it costs no statement of its own
