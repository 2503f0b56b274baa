"""What is done with ongoing matters: one function per verb. Taking records and giving them back is in locking.py."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from matters import locking, states
from matters.changing import change
from matters.models import Clearance, Matter, MatterPerson, Touch, WatchWord
from matters.states import LinkState, TouchState
from matters.touching import is_too_common, plain
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.records import PolicyRecord
from mediapolicy.transitions import making, part_of_form, starting

LONGEST_WORDS = 80
PART_OF_IT = "Part of an ongoing matter. The COO decides what is shown."


@transaction.atomic
def open_matter(
    *,
    kind: str,
    called: str,
    about: str,
    home: Home | None = None,
    reaches_home: bool = False,
    people: Iterable[Person] = (),
    words: Iterable[str] = (),
    follows: str = "",
    by: User,
) -> Matter:
    """Open a matter: whatever shows these people, holds these words or is about this home comes under it at once (CC-1a).

    Opened by the clock where another record opens it by itself (a police request, an undercover report).
    """
    matter = Matter(
        kind=kind,
        called=called.strip(),
        about=about.strip(),
        home=home,
        is_locked=True,
        reaches_home=reaches_home and home is not None,
        opened_by=by,
        follows=follows,
    )
    starting(states.OPEN_BY_ITSELF if by.is_system else states.OPEN_MATTER, matter, by=by)
    for person in people:
        _link(matter, person, by=by)
    _watch(matter, words)
    locking.reach_out(matter)
    tell(User.objects.who_may("handle_matter"), "matter_opened", matter, by=by)
    return matter


def change_matter(
    matter: Matter,
    *,
    kind: str,
    called: str,
    about: str,
    agencies: list[str],
    regulator_reference: str = "",
    by: User,
) -> None:
    """Put right what it is about and which agencies are part of it (CC-1a)."""
    named = [one.strip() for one in agencies if one.strip()]
    words = {"called": called.strip(), "about": about.strip(), "regulator_reference": regulator_reference.strip()}
    change(states.CHANGE_MATTER, matter, by=by, kind=kind, agencies=named, **words)


@transaction.atomic
def change_reach(matter: Matter, *, home: Home | None, reaches_home: bool, words: Iterable[str], by: User) -> int:
    """Change which home and words it watches; what it reaches by now comes under it. How many records did (CC-1a).

    What it no longer reaches stays with it until the COO gives it back: nothing is let go by a slip of the hand.
    """
    with making(states.CHANGE_REACH, matter, by=by, note=_told(matter, words)):
        matter.home, matter.reaches_home = home, reaches_home and home is not None
        matter.reach_changed_at = timezone.now()
        _watch(matter, words)
    return locking.reach_out(matter)


@transaction.atomic
def watch_by_itself(matter: Matter, words: Iterable[str]) -> None:
    """What opened the matter by itself learned more: it watches for these words too (CC-1a)."""
    new = _cleaned(words) - set(matter.watch_words.values_list("words", flat=True))
    if new:
        with making(
            states.WATCH_BY_ITSELF, matter, by=User.objects.the_clock(), note=f"Now also: {', '.join(sorted(new))}."
        ):
            matter.reach_changed_at = timezone.now()
            _add_words(matter, new)
        locking.reach_out(matter)


@transaction.atomic
def link_person(matter: Matter, person: Person, *, watch_name: bool = True, by: User) -> MatterPerson:
    """Somebody is part of it: nothing that shows or names them leaves without the COO (CC-1a, CC-2)."""
    link = _link(matter, person, by=by, note="Their name is watched for as well." if watch_name else "")
    if watch_name:
        _add_words(matter, _cleaned([person.name]))
    locking.reach_out(matter)
    return link


def _link(matter: Matter, person: Person, *, by: User, note: str = "") -> MatterPerson:
    link = MatterPerson(matter=matter, person=person, by=by)
    with part_of_form(str(person.pk)):
        starting(
            states.LINK_BY_ITSELF if by.is_system else states.LINK_PERSON, link, by=by, note=f"{person}. {note}".strip()
        )
    stops.place_by_finding(StopKind.MATTER, person, PART_OF_IT, found_in=matter.reference)
    return link


@transaction.atomic
def unlink_person(link: MatterPerson, *, by: User, note: str = "") -> None:
    """Somebody is not part of it any more; what came under it because of them stays until it is given back (CC-1a)."""
    with making(states.UNLINK_PERSON, link, by=by, note=f"{link.person}. {note}".strip()):
        pass
    _lift_stop(link)


def _lift_stop(link: MatterPerson) -> None:
    reference = link.matter.reference
    stops.lift_by_finding(
        link.person, StopKind.MATTER, "No longer part of it.", which=lambda stop: stop.found_in == reference
    )


@transaction.atomic
def name_on_it(
    matter: Matter, person: User, *, level: str, because: str, until: datetime | None, by: User
) -> Clearance:
    """Let a colleague know of this matter and of what it holds, for a reason and until a day (CC-1a)."""
    clearance = Clearance(matter=matter, person=person, level=level, because=because.strip(), until=until, by=by)
    starting(states.NAME_ON_IT, clearance, by=by, note=person.name)
    assign_perm("matters.view_matter", person, matter)
    for touch in matter.touches.filter(state=TouchState.UNDER_IT):
        locking.share(touch.record, clearance)
    forget_standing(person)
    tell([person], "named_on_matter", matter, by=by)
    return clearance


@transaction.atomic
def end_naming(clearance: Clearance, *, by: User, note: str = "") -> None:
    """A colleague no longer needs to know: the matter and all it holds are gone for them (CC-1a)."""
    with making(states.END_NAMING_WITH_TIME if by.is_system else states.END_NAMING, clearance, by=by, note=note):
        pass
    matter, person = clearance.matter, clearance.person
    remove_perm("matters.view_matter", person, matter)
    for touch in matter.touches.filter(state=TouchState.UNDER_IT):
        locking.unshare(touch.record, person, but_for=matter)
    forget_standing(person)


def agree_who_responds(matter: Matter, *, lead: str, agreed_with: str, agreed_on: date | None, by: User) -> None:
    """Agree with the agencies that are part of it who responds (CC-1b, V-O-03)."""
    given: dict[str, Any] = {"lead": lead, "lead_agreed_with": agreed_with.strip(), "lead_agreed_on": agreed_on}
    change(states.AGREE_WHO_RESPONDS, matter, by=by, **given)


def agree_the_line(matter: Matter, line: str, *, by: User) -> None:
    """The COO agrees what may be said as long as it lasts (CC-2)."""
    change(states.AGREE_THE_LINE, matter, by=by, holding_line=line.strip())


def note_law(matter: Matter, *, limits: list[str], reference: str, by: User) -> None:
    """Write down what the law forbids, and where the advice on it is (CC-1a, rules 7.4)."""
    change(states.NOTE_LAW, matter, by=by, legal_limits=sorted(limits), legal_reference=reference.strip())


def note_candour(matter: Matter, *, candour: str, told_on: date | None, in_writing_on: date | None, by: User) -> None:
    """Write down whether the duty of candour applies, and when whom it concerns was told (CC-1, V-O-02)."""
    given: dict[str, Any] = {"candour": candour, "person_told_on": told_on, "told_in_writing_on": in_writing_on}
    change(states.NOTE_CANDOUR, matter, by=by, **given)


def quieten(matter: Matter, *, by: User, note: str = "") -> None:
    """Nothing happens at the moment; it goes on holding what it touches (CC-1a)."""
    with making(states.QUIETEN, matter, by=by, note=note):
        pass


def wake(matter: Matter, *, by: User, note: str = "") -> None:
    """It is active again (CC-1a)."""
    with making(states.WAKE, matter, by=by, note=note):
        pass


@transaction.atomic
def close_matter(matter: Matter, words: str, *, give_back: bool, by: User) -> None:
    """Close the matter, with a reason. Its records go back only if the COO says so; nothing leaves by it (CC-2, V-O-05)."""
    given: dict[str, Any] = {"closing_words": words.strip(), "closed_at": timezone.now()}
    change(states.CLOSE_MATTER, matter, by=by, note=words, **given)
    for link in matter.people.filter(state=LinkState.LINKED).select_related("person", "matter"):
        _lift_stop(link)
    if give_back:
        locking.give_everything_back(matter)


@transaction.atomic
def reopen_matter(matter: Matter, *, by: User, note: str) -> None:
    """It goes on after all: everybody and everything it held comes under it again (CC-1a). Needs a reason."""
    if not note.strip():
        raise ValidationError("Say why it is opened again.")
    with making(states.REOPEN_MATTER, matter, by=by, note=note):
        matter.closing_words, matter.closed_at, matter.reach_changed_at = "", None, timezone.now()
    for link in matter.people.filter(state=LinkState.LINKED).select_related("person"):
        stops.place_by_finding(StopKind.MATTER, link.person, PART_OF_IT, found_in=matter.reference)
    locking.take_everything_again(matter)


def give_back(touch: Touch, because: str, *, by: User) -> None:
    """One record isn't part of it: it goes back to whose it was (CC-2)."""
    locking.set_aside(touch, because, by=by)


def bring_under(matter: Matter, record: PolicyRecord, because: str, *, by: User) -> None:
    """Put a record under the matter by hand (CC-1a)."""
    locking.take_by_hand(record, matter, because, by=by)


# Words it watches --------------------------------------------------------------------------------------------------


def _watch(matter: Matter, words: Iterable[str]) -> None:
    """Watch for exactly these words from now on."""
    wanted = _cleaned(words)
    WatchWord.objects.filter(matter=matter).exclude(words__in=wanted).delete()
    _add_words(matter, wanted)


def _add_words(matter: Matter, wanted: set[str]) -> None:
    if common := [one for one in sorted(wanted) if is_too_common(one)]:
        raise ValidationError(f"“{common[0]}” stands in every text. Choose a rarer word or a name.")
    new = [WatchWord(matter=matter, words=one) for one in sorted(wanted)]
    WatchWord.objects.bulk_create(new, ignore_conflicts=True)


def _cleaned(words: Iterable[str]) -> set[str]:
    """Words as they are kept and compared: no accents, single spaces, nothing empty."""
    return {kept for one in words if (kept := plain(" ".join(one.split()))[:LONGEST_WORDS])}


def _told(matter: Matter, words: Iterable[str]) -> str:
    was, wanted = set(matter.watch_words.values_list("words", flat=True)), _cleaned(words)
    said = [f"Now also: {', '.join(sorted(wanted - was))}."] if wanted - was else []
    return " ".join(said + ([f"No more: {', '.join(sorted(was - wanted))}."] if was - wanted else []))
