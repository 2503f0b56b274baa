"""Where the ground is plugged into Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MediapolicyConfig(AppConfig):
    """Synchronises roles and the protection of history after every migration."""

    name = "mediapolicy"
    verbose_name = "The ground"

    def ready(self) -> None:
        """Connect what runs after a migration, and register the system checks."""
        from mediapolicy import checks, starting  # noqa: F401
        from mediapolicy.history import keeping, signing  # noqa: F401
        from mediapolicy.papers import actions  # noqa: F401
        from mediapolicy.people import tasks  # noqa: F401
        from mediapolicy.people.synchronise import synchronise_roles

        post_migrate.connect(synchronise_roles, sender=self, dispatch_uid="mediapolicy.synchronise_roles")
        post_migrate.connect(keeping.protect_history, sender=self, dispatch_uid="mediapolicy.protect_history")
