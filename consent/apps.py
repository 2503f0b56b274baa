"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"
