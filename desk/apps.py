"""Where the room is plugged into Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Nothing but its name."""

    name = "desk"
