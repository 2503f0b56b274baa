"""What is done with a consent form, from asking to its end: one function per verb. Signing stands in signing.py."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from consent.agreement import holding, states
from consent.agreement.deciding import footing_now, who_decides
from consent.agreement.models import MediaConsent
from consent.agreement.questions import contents_from, is_answered, lines_from
from consent.agreement.rules import longest_until, months_after
from consent.agreement.signing_rules import must_be_what_was_read
from consent.agreement.states import LIVE
from consent.agreement.timers import group_of
from consent.agreement.versions import place_in_line, replaced
from consent.people.models import Person
from consent.signals import authority_changed
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import setting
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting

AFTER_ONE_EVENT = timedelta(days=90)
CHOSEN = frozenset(
    {
        "most_ident",
        "may_use_age",
        "may_use_home_name",
        "may_use_family",
        "may_mention_health",
        "health_detail",
        "may_be_tagged",
        "health_agreed",
        "view_first",
        "conditions",
        "third_parties",
        "one_off_event",
        "after_death",
        "after_leaving",
        "after_capacity_loss",
        "somebody_must_not_know",
        "expires_on",
        "parent_name",
        "child_agreed",
    }
)
EXPLAINED = frozenset(
    {
        "explained_where",
        "formats",
        "interpreter",
        "interpreter_is_family",
        "supporters",
        "questions",
        "no_detriment_shown",
        "irreversible_explained",
        "overseas_explained",
        "no_pressure",
        "something_given",
        "coo_note",
        "cannot_read",
        "lawful_basis",
        "interests_assessment",
    }
)


def ask(
    person: Person,
    *,
    reason: str,
    decider: str = "self",
    raised_by_subject: bool = False,
    parent_name: str = "",
    child_agreed: bool | None = None,
    by: User,
) -> MediaConsent:
    """Begin a form with whoever may decide; nobody else can be named (CF-1, V-C-02, V-C-10)."""
    deciding = who_decides(person)
    chosen = deciding.named(decider)
    if chosen is None:
        raise ValidationError(deciding.why_nobody or "They can’t decide this. Choose somebody who may.")
    consent = MediaConsent(
        home_id=person.home_id,
        is_locked=person.is_locked,
        kept_from_home=person.kept_from_home,
        subject=person,
        subject_type=person.subject_type,
        requested_by=by,
        reason=reason,
        raised_by_subject=raised_by_subject,
        parent_name=parent_name.strip(),
        child_agreed=child_agreed,
        **chosen.facts(),
        **place_in_line(person),
    )
    with in_words("There is a form under way already. Go on with that one."):
        return starting(states.ASK, consent, by=by)


@transaction.atomic
def choose(consent: MediaConsent, *, answers: dict[str, str] | None = None, by: User, **chosen: Any) -> None:
    """Write down what they chose on one page; what was chosen on other pages stays (CF-1, V-C-06, V-C-09, V-C-12)."""
    if unknown := set(chosen) - CHOSEN:
        raise TypeError(f"Not a choice: {sorted(unknown)}")
    with making(states.CHOOSE, consent, by=by):
        for name, value in chosen.items():
            setattr(consent, name, value)
        if "health_agreed" in chosen:
            consent.health_agreed_at = timezone.now() if consent.health_agreed else None
            consent.health_statement = health_statement(consent) if consent.health_agreed else ""
        consent.answers = {**consent.answers, **(answers or {})}
        _follow_the_answers(consent)
    if chosen.get("somebody_must_not_know"):
        _keep_them_hidden(consent, by=by)


def health_statement(consent: MediaConsent) -> str:
    """The exact words that are agreed to apart, because a public picture tells of health (V-C-09, UK GDPR Article 9)."""
    if consent.given_by == "self":
        return (
            "A photo or story may show that I live in a care home. It may suggest that I have a health condition. "
            "I agree that this is shown."
        )
    name = consent.subject.first_name
    return (
        f"A photo or story may show that {name} lives in a care home. It may suggest that {name} has a health condition. "
        "I agree that this is shown."
    )


def _follow_the_answers(consent: MediaConsent) -> None:
    """What follows from the answers as they now stand: what may be used, and a line for every purpose."""
    consent.contents = contents_from(consent.answers)
    if is_answered(consent.answers):
        no_public = consent.health_agreed is False or _is_hidden(consent)
        now = timezone.now().isoformat()
        consent.lines = lines_from(consent.answers, consent.lines, no_public=no_public, now=now)


def _is_hidden(consent: MediaConsent) -> bool:
    """V-C-12: while a restriction reaches what anybody may see, all of that is a No."""
    if consent.somebody_must_not_know:
        return True
    stops_now = consent.subject.stops.holding().filter(kind__in=[StopKind.RESTRICTION, StopKind.WHEREABOUTS])
    return any(not stop.purposes for stop in stops_now)


def _keep_them_hidden(consent: MediaConsent, *, by: User) -> None:
    """Somebody must not learn where they live: nothing public from this moment, until the Safeguarding Lead clears it."""
    if not consent.subject.stops.holding().filter(kind=StopKind.WHEREABOUTS).exists():
        stops.place(StopKind.WHEREABOUTS, consent.subject, f"Said while going through {consent.reference}.", by=by)


def explain(consent: MediaConsent, *, answers: dict[str, str] | None = None, by: User, **explained: Any) -> None:
    """Write down how it was explained, where, and that they know they may say no (CC-3, V-C-01)."""
    if unknown := set(explained) - EXPLAINED:
        raise TypeError(f"Not about explaining: {sorted(unknown)}")
    with making(states.EXPLAIN, consent, by=by):
        for name, value in explained.items():
            setattr(consent, name, value)
        consent.answers = {**consent.answers, **(answers or {})}
        consent.explained_by, consent.explained_at = by, timezone.now()


@transaction.atomic
def make_ready(consent: MediaConsent, *, by: User) -> None:
    """Everything is there: from when and until when it holds is settled, and it can be signed (CC-3, V-C-07, V-C-10)."""
    with making(states.CHOOSE, consent, by=by, note="From when, until when, and who decides."):
        consent.valid_from = timezone.localdate()
        consent.expires_on = consent.expires_on or _last_day(consent)
        consent.review_due = _review_day(consent)
        if (footing := footing_now(consent)) is not None:
            for name, value in footing.facts().items():
                setattr(consent, name, value)
    with making(states.MAKE_READY, consent, by=by):
        pass


def missing_to_sign(consent: MediaConsent) -> list[str]:
    """What still stands between this draft and a signature, in words; times that are settled then don't count."""
    first, last = consent.valid_from, consent.expires_on
    consent.valid_from = first or timezone.localdate()
    consent.expires_on = last or _last_day(consent)
    try:
        return states.MAKE_READY.lacks(consent)
    finally:
        consent.valid_from, consent.expires_on = first, last


def _last_day(consent: MediaConsent) -> date:
    """The longest time, or for one event a season after it was agreed to (3.3)."""
    latest = longest_until(consent)
    if not consent.one_off_event.strip():
        return latest
    return min(latest, (consent.valid_from or timezone.localdate()) + AFTER_ONE_EVENT)


def _review_day(consent: MediaConsent) -> date:
    """When it is looked at again: the time of its kind of person, but never after it ends."""
    begins = consent.valid_from or timezone.localdate()
    review = months_after(begins, setting(f"consent_review_{group_of(consent.subject_type)}"))
    return min(review, consent.expires_on) if consent.expires_on else review


@transaction.atomic
def go_back(consent: MediaConsent, *, by: User) -> None:
    """Back to the choices: a link that was sent shows something else by then, so it ends (CC-3)."""
    with making(states.GO_BACK, consent, by=by):
        end_links(consent)


def end_links(consent: MediaConsent) -> int:
    """End every link to this form that could still be used; how many there were."""
    ended = 0
    for link in consent.links.filter(used_at=None, revoked_at=None):
        link.revoked_at, link.sealed_token = timezone.now(), ""
        link.save(update_fields=["revoked_at", "sealed_token"])
        ended += 1
    return ended


@transaction.atomic
def say_no(consent: MediaConsent, *, by: User, note: str = "") -> None:
    """No to everything: a complete answer that needs no signature, and older consents end with it (CF-1, V-C-02)."""
    with making(states.SAY_NO, consent, by=by, note=note):
        consent.ended_at = timezone.now()
        end_links(consent)
    _end_older(consent, states.WITHDRAW, by=by)


def _end_older(consent: MediaConsent, transition: Any, *, by: User) -> None:
    for older in MediaConsent.objects.live().filter(subject=consent.subject).exclude(pk=consent.pk).order_by("pk"):
        with making(transition, older, by=by, note=f"They said no: {consent.reference}."):
            older.ended_at = timezone.now()
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=by, why="Consent changed.")


@transaction.atomic
def say_no_by_link(consent: MediaConsent) -> None:
    """Whoever was sent the link says no to everything (CF-1)."""
    clock = User.objects.the_clock()
    with making(states.SAY_NO_BY_LINK, consent, by=clock):
        consent.ended_at = timezone.now()
        end_links(consent)
    tell([consent.explained_by, consent.requested_by], "consent_link_answered", consent, by=clock)
    _end_older(consent, states.WITHDRAW_BY_SLIP, by=clock)


def give_papers(consent: MediaConsent, *, privacy_notice: str, by: User) -> None:
    """They have their copy, the slip for changing their mind, and the privacy notice (CC-3, V-C-01)."""
    if not privacy_notice.strip():
        raise ValidationError("Write which privacy notice they were given.")
    with making(states.GIVE_PAPERS, consent, by=by):
        consent.copy_given_at = consent.slip_given_at = timezone.now()
        consent.privacy_notice = privacy_notice.strip()


@transaction.atomic
def send_back(consent: MediaConsent, *, by: User, note: str) -> None:
    """Something has to be put right first; what is changed is signed again (CC-3)."""
    if not note.strip():
        raise ValidationError("Write what has to be put right.")
    with making(states.SEND_BACK, consent, by=by, note=note):
        consent.copy_given_at = consent.slip_given_at = None
    tell([consent.explained_by, consent.requested_by], "consent_sent_back", consent, by=by)


@transaction.atomic
def sign_off(consent: MediaConsent, *, read: str | None = None, by: User) -> None:
    """In force, in place of whatever was in force before; `read` is the fingerprint of what was shown (CC-3, V-C-11)."""
    # Newest first, as a withdrawal locks them: in another order each would wait for the other.
    theirs = Q(subject_id=consent.subject_id, state__in=sorted(LIVE))
    held = MediaConsent._base_manager.select_for_update(of=("self",)).filter(Q(pk=consent.pk) | theirs)
    older = [one for one in held.order_by("-created_at", "-id") if one.pk != consent.pk]
    with making(states.SIGN_OFF, consent, by=by):
        must_be_what_was_read(consent, read)
        consent.signed_off_by, consent.signed_off_at = by, timezone.now()
        consent.review_due = _review_day(consent)
    for one in older:
        replaced(one, by_newer=consent)
    tell([consent.explained_by, consent.requested_by], "consent_signed_off", consent, by=by)
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=by, why="Consent changed.")


@transaction.atomic
def reconfirm(consent: MediaConsent, *, by: User, note: str) -> None:
    """Asked again on the day, they said yes (IR-6): where ability comes and goes, it holds for a short while only."""
    if not note.strip():
        raise ValidationError("Write what you asked and what they said.")
    with making(states.RECONFIRM, consent, by=by, note=note):
        consent.reconfirmed_at = timezone.now()
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=by, why="Consent changed.")


@transaction.atomic
def declare_void(consent: MediaConsent, *, by: User, note: str) -> None:
    """It was not obtained as it must be, so it never counted (CC-3)."""
    if not note.strip():
        raise ValidationError("Write why it is not valid.")
    with making(states.DECLARE_VOID, consent, by=by, note=note):
        consent.ended_at, consent.on_hold_because = timezone.now(), ""
    tell([consent.explained_by, *managers_of(consent)], "consent_void", consent, by=by)
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=by, why="Consent changed.")


def resume(consent: MediaConsent, *, by: User, note: str) -> None:
    """What put it on hold is settled, as the Home Manager writes (IR-6)."""
    if not note.strip():
        raise ValidationError("Write how it was settled.")
    holding.take_off_hold(consent, by=by, note=note)


@transaction.atomic
def come_up_for_review(consent: MediaConsent) -> None:
    """Its day of review has come: it still holds, and somebody asks again (CC-3)."""
    clock = User.objects.the_clock()
    with making(states.COME_UP_FOR_REVIEW, consent, by=clock):
        if consent.review_due is None or consent.review_due > timezone.localdate():
            raise Missing(["Its day has not come."], transition=states.COME_UP_FOR_REVIEW, record=consent)
    tell(managers_of(consent), "consent_review_due", consent, by=clock)


@transaction.atomic
def expire(consent: MediaConsent) -> None:
    """Its last day is over: nothing new may rest on it (CC-3)."""
    clock = User.objects.the_clock()
    with making(states.EXPIRE, consent, by=clock):
        if consent.expires_on is None or consent.expires_on >= timezone.localdate():
            raise Missing(["Its last day is not over."], transition=states.EXPIRE, record=consent)
        consent.ended_at, consent.on_hold_because = timezone.now(), ""
    tell(managers_of(consent), "consent_ended", consent, by=clock)
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=clock, why="A consent ended.")


def managers_of(consent: MediaConsent) -> list[User]:
    """Who signs off at this form's home."""
    return list(User.objects.holding(Role.HOME_MANAGER, consent.home)) if consent.home else []
