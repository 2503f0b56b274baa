"""Where the room is plugged into Django."""

from django.apps import AppConfig


class PressroomConfig(AppConfig):
    """Listens to sign-offs."""

    name = "pressroom"

    def ready(self) -> None:
        """Connect the receivers and the sender of released statements, and what time does to press releases."""
        from pressroom import receivers, tasks  # noqa: F401
        from pressroom.distribution import tasks as letters  # noqa: F401
        from pressroom.release import receivers as of_releases  # noqa: F401
        from pressroom.release import tasks as for_releases  # noqa: F401
