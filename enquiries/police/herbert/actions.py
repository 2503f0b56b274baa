"""What is done with Herbert Protocol forms: one function per verb."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.people.models import Person
from enquiries.police.herbert import states
from enquiries.police.herbert.models import HerbertForm
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import User
from mediapolicy.transitions import making, starting


@transaction.atomic
def keep_ready(
    person: Person, *, completed_on: date, leave: str, photo_on: date, review_on: date, stored_where: str, by: User
) -> HerbertForm:
    """Say that somebody's form is ready or up to date, and where it lies (PO-3, rules 5.4)."""
    facts = {
        "completed_on": completed_on,
        "completed_by": by,
        "leave": leave,
        "photo_on": photo_on,
        "review_on": review_on,
        "stored_where": stored_where.strip(),
    }
    found: HerbertForm | None = HerbertForm.objects.filter(subject=person).first()
    if found is None:
        form = HerbertForm(subject=person, home=person.home, kept_from_home=person.kept_from_home, **facts)
        with in_words(f"{person} has a form already."):
            return starting(states.PREPARE, form, by=by)
    with making(states.RENEW, found, by=by):
        for name, value in facts.items():
            setattr(found, name, value)
        found.home = person.home
        if missing := states.PREPARE.lacks(found):
            raise ValidationError(missing)
    return found


def note_given(person: Person) -> None:
    """The police have it: written where the form is kept (PO-3)."""
    found = HerbertForm.objects.filter(subject=person).first()
    if found is not None:
        with making(states.NOTE_GIVEN, found, by=User.objects.the_clock()):
            found.given_to_police_at = timezone.now()
