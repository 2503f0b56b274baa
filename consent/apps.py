"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Whom we may show."""

    name = "consent"

    def ready(self) -> None:
        """Connect what happens in a life, what the clock does and what is sent."""
        from consent.agreement import documents as _forms  # noqa: F401
        from consent.agreement import tasks as _agreement  # noqa: F401
        from consent.capacity import documents as _assessments  # noqa: F401
        from consent.capacity import moving as _moving  # noqa: F401
        from consent.capacity import tasks as _capacity  # noqa: F401
        from consent.compliance import tasks as _compliance  # noqa: F401
        from consent.interests import documents as _decisions  # noqa: F401
        from consent.interests import receivers as _after_findings  # noqa: F401
        from consent.interests import tasks as _interests  # noqa: F401
        from consent.people import tasks as _people  # noqa: F401
        from consent.pictures import receivers as _taken_back  # noqa: F401
        from consent.pictures import tasks as _pictures  # noqa: F401
        from consent.speaking import tasks as _speaking  # noqa: F401
        from consent.stops import receivers as _stops  # noqa: F401
        from consent.takedown import receivers, tasks  # noqa: F401
