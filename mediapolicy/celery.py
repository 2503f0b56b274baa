"""The worker's application. Redis carries only nudges; what is owed lives in PostgreSQL (see outbox/)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediapolicy.settings")

app = Celery("mediapolicy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(["mediapolicy.outbox"], related_name="tasks")


@worker_init.connect
def refuse_too_much_power(**_: Any) -> None:
    """A worker does not start with a database role that could change history."""
    import django

    django.setup()
    from mediapolicy.starting import start_or_explain

    start_or_explain()
