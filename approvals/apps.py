"""Where the room is plugged into Django."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Nothing but its name."""

    name = "approvals"
