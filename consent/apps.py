"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"

    def ready(self) -> None:
        """Connect the receivers and what the clock does."""
        from consent.capacity import moving  # noqa: F401
        from consent.capacity import tasks as capacity  # noqa: F401
        from consent.interests import receivers, tasks  # noqa: F401
        from consent.speaking import tasks as speaking  # noqa: F401
