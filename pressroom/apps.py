"""Where the room is plugged into Django."""

from django.apps import AppConfig


class PressroomConfig(AppConfig):
    """Listens to sign-offs."""

    name = "pressroom"

    def ready(self) -> None:
        """Connect the receivers and the sender of released statements."""
        from pressroom import receivers, tasks  # noqa: F401
        from pressroom.distribution import tasks as letters  # noqa: F401
