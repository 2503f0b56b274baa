"""The worker's application. Redis carries only nudges; what is owed lives in PostgreSQL (see outbox/)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediapolicy.settings")

app = Celery("mediapolicy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(["mediapolicy.outbox"], related_name="tasks")
