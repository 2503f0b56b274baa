"""What is done with requests of the police: one function per verb.

Help at once is in helping.py, what the COO agrees in agreeing.py, our share of their post in sharing.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.people.models import Person
from enquiries.police import circle, conditions, ending, holding, states
from enquiries.police.checklist import BY_CODE
from enquiries.police.duty import those_who_know
from enquiries.police.models import PoliceCheck, PoliceItem, PoliceRequest, PoliceSubject
from enquiries.police.opening import open_its_matter, watch_for
from enquiries.police.vocabulary import Concerns, Kind, Limit, Role
from matters import locking
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import making, starting

# As what somebody is in it who was named when it was written down.
AS_WHAT = {Kind.VICTIM.value: Role.VICTIM, Kind.WITNESS.value: Role.WITNESS, Kind.SUSPECT.value: Role.SUSPECT}
WHO_ASKS = ("force", "officer_name", "collar_number", "call_back", "officer_email")  # made sure of together (V-P-02)
CRIMINAL_AGE = 16  # from here a complainant may give up their own anonymity


@transaction.atomic
def log(
    *,
    home: Home | None,
    kind: str,
    asked: str,
    force: str,
    officer_name: str,
    call_back: str,
    via: str = "phone",
    concerns: str = Concerns.CRIME,
    about_manager: bool = False,
    person: Person | None = None,
    name: str = "",
    by: User,
) -> PoliceRequest:
    """Write down what the police ask. A crime brings it to the COO as an ongoing matter by itself (PO-1, CC-1a)."""
    request = PoliceRequest(
        home=home,
        is_locked=True,
        kept_from_home=about_manager,
        kind=kind,
        concerns=concerns,
        via=via,
        asked=asked.strip(),
        force=force.strip(),
        officer_name=officer_name.strip(),
        call_back=call_back.strip(),
        logged_by=by,
    )
    starting(states.LOG, request, by=by)
    _begin(request, person, name=name, as_role=AS_WHAT.get(kind, Role.OTHER))
    tell(_told_of(request), "police_logged", request, by=by)
    return request


@transaction.atomic
def log_missing(
    *,
    home: Home | None,
    person: Person | None = None,
    name: str = "",
    force: str = "",
    officer_name: str = "",
    call_back: str = "",
    police_reference: str = "",
    by: User,
) -> PoliceRequest:
    """Somebody is missing: whatever is known may be written down later, within a day (PO-3, rules 5.4)."""
    request = PoliceRequest(
        home=home,
        is_locked=True,
        kind=Kind.MISSING,
        concerns=Concerns.MISSING,
        is_emergency=True,
        asked="Somebody is missing.",
        force=force.strip(),
        officer_name=officer_name.strip(),
        call_back=call_back.strip(),
        police_reference=police_reference.strip(),
        logged_by=by,
        record_due_at=timezone.now() + timedelta(hours=setting("police_record_within")),
    )
    starting(states.LOG_MISSING, request, by=by)
    _begin(request, person, name=name, as_role=Role.MISSING)
    tell(_told_of(request), "police_missing", request, by=by)
    return request


def _begin(request: PoliceRequest, person: Person | None, *, as_role: str, name: str = "") -> None:
    """Open to those whose duty it is; under a matter, and held, where that follows."""
    if person is not None or name.strip():
        PoliceSubject.objects.create(
            request=request, person=person, name=name.strip() if not person else "", role=as_role
        )
        locking.look_at(request)  # it was written down a moment before it was known who is in it
    circle.share(request)
    holding.hold_who_must_be_held(request)
    if request.concerns == Concerns.CRIME:
        open_its_matter(request)


def _told_of(request: PoliceRequest) -> list[User]:
    return [*those_who_know(request), *User.objects.who_may("handle_matter")]


# Who asks, what, and who is in it --------------------------------------------------------------------------------


@transaction.atomic
def change_facts(request: PoliceRequest, *, by: User, **facts: Any) -> None:
    """Put right who asks and what: their names, numbers, and what they ask for (PO-1)."""
    with making(states.CHANGE_FACTS, request, by=by):
        if any(getattr(request, name) != facts.get(name, getattr(request, name)) for name in WHO_ASKS):
            request.identity_method, request.identity_at, request.identity_by = "", None, None  # somebody else asks
        for name, value in facts.items():
            setattr(request, name, value)
    watch_for(request, [request.police_reference])


@transaction.atomic
def say_who_is_in_it(
    request: PoliceRequest,
    *,
    role: str,
    person: Person | None = None,
    name: str = "",
    is_identifiable: bool = False,
    by: User,
) -> PoliceSubject:
    """Somebody is in it. Whoever is a victim is kept from being shown until the police release it (PO-2, V-P-04)."""
    if person is None and not name.strip():
        raise ValidationError("Choose somebody, or write their name.")
    facts = {"person": person, "name": "" if person else name.strip(), "is_identifiable": is_identifiable}
    called = person.name if person else facts["name"]
    with making(states.SAY_WHO_IS_IN_IT, request, by=by, note=f"{called}: {Role(role).label.lower()}"):
        if request.subjects.filter(person=person, name=facts["name"], role=role).exists():
            raise ValidationError("They are in it already, as that.")
        subject = PoliceSubject.objects.create(request=request, role=role, **facts)
    holding.hold_who_must_be_held(request)
    watch_for(request, [subject.called], person=person)
    return subject


@transaction.atomic
def take_out(request: PoliceRequest, subject: PoliceSubject, *, by: User, note: str) -> None:
    """Somebody is not in it after all; a stop that was placed for them is lifted (PO-2)."""
    request.would_let_go = ending.must_be_held(request, subject.role) and holding.holds(request, subject.person)
    with making(states.TAKE_OUT, request, by=by, note=f"{subject.called}: {note}"):
        if request.items.filter(subject=subject).exists():
            raise ValidationError("Something was picked about them. Leave that out first.")
        person = subject.person
        subject.delete()
        if not request.subjects.filter(person=person).exists():
            holding.let_go_of(request, person, "They are not in it.")


def check_identity(
    request: PoliceRequest, *, method: str, number: str = "", source: str = "", email: str = "", by: User
) -> None:
    """Make sure that it is the police: a number that the caller gave proves nothing (PO-3, V-P-02)."""
    with making(states.CHECK_IDENTITY, request, by=by):
        request.identity_method, request.identity_number = method, number.strip()
        request.identity_source, request.officer_email = source.strip(), email.strip() or request.officer_email
        request.identity_by, request.identity_at = by, timezone.now()
        if words := conditions.who_it_is(request):
            raise ValidationError(words)


def note_written(request: PoliceRequest, *, by: User, **facts: Any) -> None:
    """Where their written request is kept, and who stands behind it (PO-1)."""
    with making(states.NOTE_WRITTEN, request, by=by):
        for name, value in facts.items():
            setattr(request, name, value)


# What is checked -------------------------------------------------------------------------------------------------


def check_basis(request: PoliceRequest, *, by: User, **found: Any) -> None:
    """The Data Protection Lead says by which way of the law we may help, and why it is not too much (PO-3)."""
    with making(states.CHECK_BASIS, request, by=by):
        for name, value in found.items():
            setattr(request, name, value.strip() if isinstance(value, str) else value)
        request.basis_by, request.basis_at = by, timezone.now()


def view_safeguarding(request: PoliceRequest, view: str, *, by: User) -> None:
    """The Safeguarding Lead's view (PO-3)."""
    with making(states.VIEW_SAFEGUARDING, request, by=by):
        request.safeguarding_view, request.safeguarding_by = view.strip(), by
        request.safeguarding_at = timezone.now()


@transaction.atomic
def answer_checks(request: PoliceRequest, answers: dict[str, tuple[str, str]], *, by: User) -> None:
    """Answer the safeguarding checks, as far as they can be answered by now (PO-3, V-P-03)."""
    if unknown := answers.keys() - BY_CODE.keys():
        raise ValidationError(f"There is no check {', '.join(sorted(unknown))}.")
    known = {one.code: one for one in request.checks.all()}
    new = {code: (answer, note.strip()) for code, (answer, note) in answers.items() if answer}
    changed = {
        code: one for code, one in new.items() if code not in known or (known[code].answer, known[code].note) != one
    }
    with making(states.ANSWER_CHECKS, request, by=by, note=_in_short(changed)):
        for code, (answer, note) in changed.items():
            one = known.get(code) or PoliceCheck(request=request, code=code)
            one.answer, one.note, one.by, one.at = answer, note, by, timezone.now()
            one.save()


def _in_short(answers: dict[str, tuple[str, str]]) -> str:
    """For the history, which keeps each answer that there ever was."""
    return "; ".join(
        f"{code} {answer}{f': {note}' if note else ''}" for code, (answer, note) in sorted(answers.items())
    )


@transaction.atomic
def note_limits(request: PoliceRequest, limits: list[str], *, by: User) -> None:
    """What the law forbids whatever anybody agrees: a complainant of some crimes is kept anonymous for life (PO-2)."""
    with making(states.NOTE_LIMITS, request, by=by, note=", ".join(Limit(one).label for one in sorted(limits))):
        request.limits = sorted(limits)
    holding.hold_who_must_be_held(request)


@transaction.atomic
def note_waiver(request: PoliceRequest, subject: PoliceSubject, *, signed_on: date, where: str, by: User) -> None:
    """The complainant themselves, 16 or over, gave up their anonymity in writing. Nobody can for them (PO-2, V-P-05)."""
    if subject.role != Role.VICTIM:
        raise ValidationError("Only whoever complains of the crime can give up their own anonymity.")
    person = subject.person
    if person is not None and (age := person.age_on(signed_on)) is not None and age < CRIMINAL_AGE:
        raise ValidationError("They were under 16. The law keeps them anonymous.")
    if not where.strip():
        raise ValidationError("Write where the paper is kept that they signed.")
    with making(states.NOTE_WAIVER, request, by=by, note=where):
        subject.waived_on, subject.waiver_where = signed_on, where.strip()
        subject.save(update_fields=["waived_on", "waiver_where"])
    if person is not None:
        holding.lift_for_life(request, person)


# What is given ---------------------------------------------------------------------------------------------------


def pick(
    request: PoliceRequest, what: str, *, subject: PoliceSubject | None = None, words: str = "", by: User
) -> PoliceItem:
    """Pick one thing that is given: never the whole record (PO-3, V-P-06)."""
    with making(states.PICK, request, by=by, note=what):
        if refusal := conditions.can_be_given_now(what, request):
            raise ValidationError(refusal)
        return PoliceItem.objects.create(request=request, subject=subject, what=what, words=words.strip(), picked_by=by)


def leave_out(request: PoliceRequest, item: PoliceItem, *, by: User) -> None:
    """Leave out what was picked, while it has not been given (PO-3, V-P-06)."""
    with making(states.TAKE_BACK_PICK, request, by=by, note=str(item.what)):
        if item.given_at is not None:
            raise ValidationError("It was given already: that stays written down.")
        item.delete()


def propose(request: PoliceRequest, *, by: User, **response: Any) -> None:
    """Write what we answer: the words that the police publish, the picture, who publishes, until when (PO-3)."""
    with making(states.PROPOSE, request, by=by):
        for name, value in response.items():
            setattr(request, name, value.strip() if isinstance(value, str) else value)


def note_regulator(request: PoliceRequest, *, reference: str, not_because: str, by: User) -> None:
    """The notification to the Care Quality Commission, or why none is needed (PO-3, rules 5.7)."""
    with making(states.NOTE_REGULATOR, request, by=by):
        request.cqc_reference, request.cqc_not_because = reference.strip(), not_because.strip()


def add_note(request: PoliceRequest, words: str, *, by: User) -> None:
    """A note that stays inside (PO-2)."""
    with making(states.ADD_NOTE, request, by=by, note=words.strip()):
        pass
