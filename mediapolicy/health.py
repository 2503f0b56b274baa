"""Whether this process is alive, and whether it can do its work: for supervisors and load balancers, not for people."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from redis import Redis, RedisError

from mediapolicy.outbox.models import Dispatch

log = logging.getLogger(__name__)
STUCK_AFTER = timedelta(minutes=15)
_migrated = False  # applied once is applied for as long as this process lives


@login_not_required
@transaction.non_atomic_requests
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else."""
    return JsonResponse({"alive": True})


@login_not_required
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """Each part and how it is; 503 when one is down that pages cannot do without. Redis is not one of those."""
    parts = {"database": "down", "migrations": "not known", "outbox": "not known", "redis": _redis()}
    try:
        parts |= {"database": "up", "migrations": _migrations(), "outbox": _outbox()}
    except DatabaseError as error:
        log.warning("not ready", extra={"error": type(error).__name__})
    is_ready = (parts["database"], parts["migrations"], parts["outbox"]) == ("up", "applied", "moving")
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def _migrations() -> str:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "applied" if _migrated else "missing"


def _outbox() -> str:
    """Stuck: something was due a quarter of an hour ago and nothing has tried to send it (a wrong address is tried)."""
    long_ago = timezone.now() - STUCK_AFTER
    waiting = Dispatch.objects.ready().filter(created_at__lt=long_ago, next_try_at__lt=long_ago)
    return "stuck" if waiting.exists() else "moving"


def _redis() -> str:
    redis = Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        redis.ping()
    except (RedisError, OSError):
        return "degraded"
    finally:
        redis.close()
    return "up"
