"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"

    def ready(self) -> None:
        """Connect the receivers, and what the clock does."""
        from consent.compliance import tasks as compliance  # noqa: F401
        from consent.people import tasks as people  # noqa: F401
        from consent.stops import receivers as stops  # noqa: F401
