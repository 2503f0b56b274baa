"""What a signature, its witness and the sign-off need, in words that help; and the stable codes of all these rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from consent.agreement import rules
from consent.capacity.models import covers
from consent.vocabulary import Purpose
from mediapolicy.people.standing import standing_of
from mediapolicy.refusals import WrongState

if TYPE_CHECKING:
    from consent.agreement.models import MediaConsent
    from consent.agreement.signature import Signature
    from mediapolicy.people.models import User

LATE_SCAN = timedelta(days=7)
NEEDS_WITNESS = frozenset({"mark", "spoken", "aid"})


# The signature and its witness ------------------------------------------------------------------------------------


def witness_where_one_is_needed(consent: MediaConsent, signature: Signature) -> str:
    """V-C-03: a mark, spoken words, an aid, somebody who can't read the form, another signer, or film: with a witness."""
    needed = (
        signature.method in NEEDS_WITNESS
        or consent.cannot_read
        or consent.given_by != "self"
        or Purpose.BROADCAST in consent.purposes
    )
    if needed and not signature.witness.strip():
        return "This needs a witness: an adult who saw them agree."
    if signature.witness.strip() and not (signature.witness_is.strip() and signature.witness_contact.strip()):
        return "Say who the witness is, and how they can be reached."
    return ""


def witness_who_stands_apart(consent: MediaConsent, signature: Signature) -> str:
    """V-C-04, V-C-11, SOD-2, SOD-3: the witness isn't who asked, explained, publishes, gains from it or signs."""
    witness = signature.witness.strip().casefold()
    if not witness:
        return ""
    apart = [consent.explained_by, consent.requested_by]
    if signature.witness_user_id in {one.pk for one in apart if one} or witness in {
        str(one).casefold() for one in apart if one
    }:
        return "Whoever asked or explained can’t be the witness. Choose somebody else."
    if witness == signature.signer.strip().casefold():
        return "Whoever signs can’t be their own witness."
    if witness in {str(party.get("name", "")).strip().casefold() for party in consent.third_parties}:
        return "Somebody who gains from it can’t be the witness."
    if signature.witness_user is not None and any(
        grant.role == "marketing_manager" for grant in standing_of(signature.witness_user).grants
    ):
        return "Somebody who publishes for the organisation can’t be the witness."
    return ""


def time_that_can_be(consent: MediaConsent, signature: Signature) -> str:
    """V-C-14: nothing is signed in the future; a paper that comes in more than a week later says why."""
    now = timezone.now()
    if signature.signed_at > now:
        return "The day of the signature lies in the future."
    if now - signature.signed_at > LATE_SCAN and not signature.late_because.strip():
        return "It was signed more than a week ago. Write why it comes in only now."
    return ""


def something_that_shows_it(consent: MediaConsent, signature: Signature) -> str:
    """Each way of signing leaves what shows it."""
    if signature.method == "on_screen" and not signature.drawing:
        return "Draw the signature, or choose to type the name."
    if signature.method in ("paper", "mark") and not (signature.file_sha256 or signature.drawing):
        return "Add the scan or photo of the paper, or let them make their mark on the screen."
    if signature.method == "spoken" and not (signature.words.strip() or signature.file_sha256):
        return "Write down what they said, or add the recording."
    return "" if signature.signer.strip() else "Enter the name of whoever signs."


def the_right_signer(consent: MediaConsent, signature: Signature) -> str:
    """Whoever agrees signs; attorneys who decide together all sign (D5, V-C-10)."""
    if signature.signer_is != consent.given_by or not _is_one_of(signature.signer, _known_as(consent)):
        return "Whoever agrees has to sign. Write their name as it stands on the form."
    who = consent.representative
    if who is not None and who.appointment == "jointly":
        signed = {str(name).strip().casefold() for name in signature.cosigners}
        missing = [name for name in who.co_attorneys if str(name).strip().casefold() not in signed]
        if missing:
            return f"They decide together, so all must sign. Missing: {', '.join(missing)}."
    return ""


TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir", "dame", "lady", "lord"})


def _known_as(consent: MediaConsent) -> str:
    """All the names of whoever agrees."""
    if consent.given_by == "self":
        return f"{consent.subject.name} {consent.subject.known_as}"
    return consent.representative.name if consent.representative is not None else consent.parent_name


def _is_one_of(signer: str, known: str) -> bool:
    """Whether somebody signs with their own names, or some of them, or initials: "I. Marlowe" for Ivy Marlowe."""
    names, written = set(_names_in(known)), [name for name in _names_in(signer) if name not in TITLES]
    first = {name[0] for name in names}
    return not names or (bool(written) and all(name in names or name in first for name in written))


def _names_in(words: str) -> list[str]:
    return "".join(letter if letter.isalpha() else " " for letter in words.casefold()).split()


# Each with the field of the form that it is about.
SIGNATURE = {
    the_right_signer: "signer",
    something_that_shows_it: "method",
    witness_where_one_is_needed: "witness",
    witness_who_stands_apart: "witness",
    time_that_can_be: "signed_on",
}


def must_be_what_was_read(consent: MediaConsent, read: str | None) -> None:
    """Nobody signs, or signs off, words that changed while they looked at them; None: no page was read (CC-3)."""
    if read is not None and read != consent.shown_hash:
        raise WrongState(consent, words="The form changed while you were reading it. Read it again before you sign.")


# Sign-off ---------------------------------------------------------------------------------------------------------


def a_signature(consent: MediaConsent) -> str:
    """Somebody signed exactly what stands here."""
    signature = getattr(consent, "signature", None)
    if signature is None:
        return "It has not been signed yet."
    return "" if signature.shown_hash == consent.shown_hash else "The form is not what was signed. Send it back."


def copy_and_slip_in_their_hands(consent: MediaConsent) -> str:
    """V-C-01: they have their copy, the slip to change their mind, and the privacy notice."""
    if consent.copy_given_at and consent.slip_given_at and consent.privacy_notice:
        return ""
    return "Hand over the copy and the slip for changing their mind, with the privacy notice. Then tick it."


BEFORE_SIGN_OFF = (a_signature, copy_and_slip_in_their_hands, *rules.BEFORE_SIGNING)


def not_their_own_form(consent: MediaConsent, user: User) -> str:
    """V-C-11, SOD-4: whoever explained, witnessed, signed or is shown doesn't sign it off."""
    signature = getattr(consent, "signature", None)
    if consent.explained_by_id == user.pk:
        return "You explained it, so somebody else signs it off."
    if signature is not None and user.pk == signature.witness_user_id:
        return "You were the witness, so somebody else signs it off."
    return "It is about you, so somebody else signs it off." if consent.subject.account_id == user.pk else ""


def what_put_it_on_hold_is_settled(consent: MediaConsent) -> str:
    """Off hold only when its cause is gone (3.6)."""
    subject = consent.subject
    if consent.on_hold_because in ("capacity_doubt", "capacity_lost"):
        newest = subject.capacityassessments.filter(state="in force").order_by("-happened_at", "-created_at")
        found = next((one for one in newest if covers(one.scope, consent.scope)), None)
        still = subject.stops.holding().filter(kind="capacity_doubt").exists()
        able = found is not None and found.outcome == "has" and not found.is_past_review
        return "" if able and not still else "It needs a new assessment that finds they can decide this."
    if consent.on_hold_because == "representative_ended":
        who = consent.representative
        return "" if who is not None and who.may_decide else "Whoever agreed for them needs a checked power again."
    if consent.on_hold_because == "death":
        return "They have died. What is shown goes by what they wished."
    if consent.on_hold_because in ("restriction", "dispute", "objection"):
        kinds = ["restriction", "whereabouts", "dispute", "objection", "safeguarding", "undue_influence"]
        if subject.stops.holding().filter(kind__in=kinds).exists():
            return "What stopped it still stands. Lift that first."
    return ""


def still_within_its_time(consent: MediaConsent) -> str:
    """A consent past its end needs a fresh form."""
    if consent.expires_on and consent.expires_on >= timezone.localdate():
        return ""
    return "Its time has ended. Go through a fresh form."


# The stable codes of the domain, for tests and for whoever reads the rules beside the code.
CODES = {
    "V-C-01": copy_and_slip_in_their_hands,
    "V-C-02": rules.not_asked_again_too_soon,
    "V-C-03": witness_where_one_is_needed,
    "V-C-04": witness_who_stands_apart,
    "V-C-05": rules.an_address_of_their_own,
    "V-C-06": rules.an_answer_for_some_purpose,
    "V-C-07": rules.an_end,
    "V-C-09": rules.health_agreed_apart,
    "V-C-10": rules.right_person_on_right_footing,
    "V-C-11": not_their_own_form,
    "V-C-12": rules.no_restriction_in_force,
    "V-C-13": rules.third_parties_by_name,
    "V-C-14": time_that_can_be,
    "V-C-15": rules.nothing_given_in_return,
    "V-C-16": rules.asked_without_pressure,
}
# V-C-08 stands in the publish gate (the other organisation, by name), V-C-17 where a picture is released.
