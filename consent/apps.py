"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"

    def ready(self) -> None:
        """Connect what happens in a life, and what the clock does."""
        from consent.takedown import receivers, tasks  # noqa: F401
