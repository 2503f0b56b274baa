"""`manage.py demonstrate`: loads the invented care group, once, and only in demonstration mode."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.demonstration.people import ORGANISATION, PEOPLE
from desk.demonstration.telling import tell_everything
from enquiries.models import Enquiry
from mediapolicy.organisation.models import Organisation
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from pressroom.models import Statement


class Command(BaseCommand):
    """Load it, or print who is in it."""

    help = "Load the demonstration care group (only with DEMONSTRATION=1, and only into an empty product)."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--people` prints who can be signed in as, and changes nothing."""
        parser.add_argument("--people", action="store_true", help="print each person's name, email and role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside demonstration mode; do nothing where there is an organisation already."""
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration: set DEMONSTRATION=1 first. Nothing was changed.")
        if options["people"]:
            self._print_people()
            return
        organisation = Organisation.objects.first()
        if organisation is not None:
            self.stdout.write(f"{organisation} is here already. Nothing was changed.")
            return
        tell_everything()
        self._print_summary()

    def _print_people(self) -> None:
        for person in PEOPLE:
            self.stdout.write(f"{person.name:<20}  {person.email:<38}  {person.role_and_home}")

    def _print_summary(self) -> None:
        people, homes = User.objects.active().count(), Home.objects.count()
        enquiries, statements = Enquiry.objects.count(), Statement.objects.count()
        self.stdout.write(
            f"{ORGANISATION} is ready: {homes} homes, {people} people, {enquiries} enquiries, {statements} statements."
        )
        for role in Role:
            names = [person.name for person in PEOPLE if person.role is role]
            more = f" and {len(names) - 6} more" if len(names) > 6 else ""
            self.stdout.write(f"  {role.label}: {', '.join(names[:6])}{more}")
