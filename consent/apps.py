"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"

    def ready(self) -> None:
        """What the clock does in this room."""
        from consent.pictures import tasks as _pictures  # noqa: F401
