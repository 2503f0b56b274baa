"""Where the room is plugged into Django."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Listens to statements."""

    name = "enquiries"

    def ready(self) -> None:
        """Connect the receivers, the sender of replies and what the clock does."""
        from enquiries import receivers, tasks  # noqa: F401
        from enquiries.access import documents  # noqa: F401
        from enquiries.access import receivers as visits  # noqa: F401
        from enquiries.police import receivers as police  # noqa: F401
        from enquiries.undercover import receivers as _receivers  # noqa: F401
        from enquiries.undercover import tasks as _tasks  # noqa: F401
