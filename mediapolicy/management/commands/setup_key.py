"""`manage.py setup_key`: the key that the first-run page asks for."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mediapolicy.people.first_run import is_set_up, set_up_key


class Command(BaseCommand):
    """Print the set-up key, while there is something to set up."""

    help = "Print the key that the first-run page asks for. Prints nothing once the organisation is set up."

    def handle(self, *args: Any, **options: Any) -> None:
        """The key on a line of its own, so that it can be copied or piped."""
        if is_set_up():
            self.stderr.write("This organisation is set up already: no key is needed.")
            return
        self.stderr.write(f"Open {settings.SITE_URL}/first-run/ and enter this key:")
        self.stdout.write(set_up_key())
