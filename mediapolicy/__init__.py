"""The ground: clauses, roles, people and homes, transitions, history, notices, settings."""

from mediapolicy.celery import app as celery_app

__all__ = ["celery_app"]
