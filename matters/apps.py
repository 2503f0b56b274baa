"""Where the room is plugged into Django."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """What is ongoing, and the lock it puts on whatever it touches."""

    name = "matters"

    def ready(self) -> None:
        """Look at every step of a record that a matter can take, and end what has an end."""
        from matters import receivers, tasks  # noqa: F401
