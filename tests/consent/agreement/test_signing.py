"""What shows that somebody agreed: drawn, typed, said, on paper; and that nothing signed can be changed afterwards."""

from __future__ import annotations

import io
import os
import threading
import uuid
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from consent.agreement import actions, signing
from consent.agreement.models import MediaConsent
from consent.agreement.signature import Signature
from consent.agreement.signing import Given, checked_drawing
from consent.people.models import Person
from mediapolicy.people.models import User
from mediapolicy.refusals import AlreadyDone, Missing, WrongState
from mediapolicy.transitions import FORM_KEY
from tests import builders as everywhere
from tests.builders import World
from tests.consent import builders_agreement as builders

pytestmark = pytest.mark.django_db


@pytest.mark.clause("CC-3")
def test_a_signature_keeps_what_was_shown_when_how_and_by_whom(joan: Person, carer: User, manager: User) -> None:
    consent = builders.ready(joan, by=carer)
    given = builders.drawn(device="A tablet", address="192.0.2.7")
    kept = signing.sign(consent, given, by=carer)
    assert (kept.signer, kept.signer_is, kept.method, kept.kept_by) == ("Joan Ashby", "self", "on_screen", carer)
    assert (kept.shown_hash, kept.form_version) == (consent.shown_hash, consent.form_version)
    assert (kept.device, kept.address, kept.drawing) == ("A tablet", "192.0.2.7", builders.STROKES)
    assert consent.obtained_on == timezone.localdate()
    assert everywhere.told_of(consent) == {("consent_to_sign_off", "moira teasdale")}


def test_a_name_may_be_typed(joan: Person, carer: User) -> None:
    kept = signing.sign(builders.ready(joan, by=carer), Given(method="typed", signer="Joan Ashby"), by=carer)
    assert (kept.method, kept.drawing) == ("typed", "")


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg onload="alert(1)">',
        "M10 20L40 60Z",
        "M10 20 L40 60",
        "M10,20L40,60",
        'M1 1L2 2"/><script>alert(1)</script>',
        "M9999 1L1 1L2 2L3 3L4 4",
        "L1 1L2 2L3 3L4 4L5 5",
        "M1 1" + "L2 2" * 12_000,
        "M1 1L2 2",
    ],
)
def test_a_drawing_is_strokes_and_nothing_else(joan: Person, carer: User, drawing: str) -> None:
    with pytest.raises(ValidationError):
        checked_drawing(drawing)
    with pytest.raises(ValidationError):
        signing.sign(builders.ready(joan, by=carer), builders.drawn(drawing=drawing), by=carer)


def test_signing_on_screen_without_a_drawing_is_nothing(joan: Person, carer: User) -> None:
    with pytest.raises(Missing, match="Draw the signature"):
        signing.sign(builders.ready(joan, by=carer), builders.drawn(drawing=""), by=carer)


def test_a_link_is_not_signed_by_staff(joan: Person, carer: User) -> None:
    with pytest.raises(ValidationError, match="whoever it was sent to"):
        signing.sign(builders.ready(joan, by=carer), builders.drawn(method="remote"), by=carer)


# Paper and sound -------------------------------------------------------------------------------------------------


def _photo(**info: Any) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Taken at 4 Elm Road"
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_of_the_paper_is_made_anew(joan: Person, carer: User) -> None:
    scan = SimpleUploadedFile("form.jpg", _photo(), content_type="image/jpeg")
    kept = signing.sign(builders.ready(joan, by=carer), Given(method="paper", signer="Joan Ashby", file=scan), by=carer)
    content = kept.file.read()
    assert kept.file_type == "image/jpeg"
    assert b"Elm Road" not in content
    assert len(kept.file_sha256) == 64
    assert "Joan" not in kept.file.name


@pytest.mark.parametrize("content", [b"<html><script>", b"%PDF-1.4 broken", b"MZ\x90\x00", b"ID3\x04", b""])
def test_paper_that_is_no_paper_is_refused(joan: Person, carer: User, content: bytes) -> None:
    scan = SimpleUploadedFile("form.pdf", content)
    with pytest.raises(ValidationError):
        signing.sign(builders.ready(joan, by=carer), Given(method="paper", signer="Joan Ashby", file=scan), by=carer)
    assert not Signature.objects.exists()


def test_spoken_words_may_be_a_recording_kept_without_its_traces(joan: Person, carer: User) -> None:
    label = b"ID3\4\0\0\0\0\0\x0bElm Road 4 "
    sound = SimpleUploadedFile("yes.mp3", label + b"\xff\xfb\x90\x00" + b"\x01" * 413)
    given = Given(method="spoken", signer="Joan Ashby", file=sound, **builders.SEEN)
    kept = signing.sign(builders.ready(joan, by=carer), given, by=carer)
    assert kept.file_type == "audio/mpeg"
    assert b"Elm Road" not in kept.file.read()


def test_what_is_no_recording_is_refused_in_words(joan: Person, carer: User) -> None:
    given = Given(method="spoken", signer="Joan Ashby", file=SimpleUploadedFile("yes.ogg", b"OggS"), **builders.SEEN)
    with pytest.raises(ValidationError, match="MP3, M4A"):
        signing.sign(builders.ready(joan, by=carer), given, by=carer)


def test_attorneys_who_decide_together_all_sign(joan: Person, carer: User, manager: User) -> None:
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan, appointment="jointly", co_attorneys=["Paul Ashby"])
    builders.in_their_interests(joan, ruth, assessment, by=manager)
    consent = builders.ready(joan, by=carer, decider=str(ruth.pk))
    with pytest.raises(Missing, match="Missing: Paul Ashby"):
        signing.sign(consent, builders.drawn("Ruth Ashby", **builders.SEEN), by=carer)
    signing.sign(consent, builders.drawn("Ruth Ashby", cosigners=["Paul Ashby"], **builders.SEEN), by=carer)


# The database keeps it -------------------------------------------------------------------------------------------

CONTENT = (
    "answers = '{}'",
    "lines = '[]'",
    "contents = '[\"video\"]'",
    "most_ident = 'I4'",
    "may_use_age = not may_use_age",
    "may_be_tagged = not may_be_tagged",
    "may_mention_health = not may_mention_health",
    "health_agreed = false",
    "health_statement = 'Something else.'",
    'third_parties = \'[{"name": "Courier"}]\'',
    "given_by = 'attorney'",
    "basis = 'assessed_lacks'",
    "expires_on = expires_on + 1",
    "valid_from = valid_from - 1",
    "view_first = not view_first",
    "conditions = 'None.'",
    "explained_by_id = null",
    "no_detriment_shown = false",
    "after_death = 'keep_existing'",
    "urn = 'MC-OTHER'",
    "subject_id = gen_random_uuid()",
    "state = 'draft'",
)


def _try(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.clause("CC-3")
@pytest.mark.parametrize("change", CONTENT)
def test_the_database_refuses_to_change_what_was_signed(joan: Person, carer: User, manager: User, change: str) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    with pytest.raises(Exception, match="Signed words stay"):
        _try(f"update consent_mediaconsent set {change} where id = %s", consent.pk)


@pytest.mark.parametrize("state", ["awaiting signature", "awaiting sign-off"])
def test_content_changes_only_in_a_draft(joan: Person, carer: User, state: str) -> None:
    consent = builders.ready(joan, by=carer) if state == "awaiting signature" else builders.signed(joan, by=carer)
    with pytest.raises(Exception, match="Signed words stay"):
        _try("update consent_mediaconsent set lines = '[]' where id = %s", consent.pk)
    _try("update consent_mediaconsent set state = 'draft' where id = %s", consent.pk)
    _try("update consent_mediaconsent set lines = '[]' where id = %s", consent.pk)


@pytest.mark.clause("CC-3")
@pytest.mark.parametrize("statement", ["update consent_signature set signer = 'Ruth'", "delete from consent_signature"])
def test_the_database_keeps_every_signature(joan: Person, carer: User, statement: str) -> None:
    builders.signed(joan, by=carer)
    with pytest.raises(Exception, match="Signatures are kept"):
        _try(statement)


def test_the_database_keeps_every_form_but_drafts(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    with pytest.raises(Exception, match="delete of a consent is refused"):
        _try("delete from consent_mediaconsent where id = %s", consent.pk)


# Twice at once ---------------------------------------------------------------------------------------------------


def test_a_double_click_signs_once(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        signing.sign(consent, builders.drawn(), by=carer)
        with pytest.raises(AlreadyDone):
            signing.sign(consent, builders.drawn(), by=carer)
    finally:
        FORM_KEY.reset(token)
    assert consent.signatures.count() == 1


@pytest.fixture
def world(transactional_db: None) -> World:
    """A cast that is really there, for other connections to see."""
    with transaction.atomic():
        return everywhere.a_cast()


def _at_once(act: Callable[[], Any]) -> list[str]:
    """What became of the same act, taken twice at the same instant."""
    barrier, ends = threading.Barrier(2), []

    def run() -> None:
        barrier.wait()
        try:
            act()
            ends.append("done")
        except (WrongState, ValidationError) as late:
            ends.append(type(late).__name__)
        finally:
            connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["sign", "sign off consent"])
def test_two_at_once_count_once(world: World, verb: str) -> None:
    carer, manager = world["carer"], world["manager"]
    joan = builders.somebody(home=world.home, by=carer)
    consent = builders.ready(joan, by=carer) if verb == "sign" else builders.with_papers(joan, by=carer)

    def act() -> None:
        again = MediaConsent.objects.get(pk=consent.pk)
        if verb == "sign":
            signing.sign(again, builders.drawn(), by=carer)
        else:
            actions.sign_off(again, by=manager)

    assert _at_once(act) == ["WrongState", "done"]
    assert everywhere.verbs(consent).count(verb) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_begin_one_form(world: World) -> None:
    joan = builders.somebody(home=world.home, by=world["carer"])
    ends = _at_once(lambda: actions.ask(joan, reason="admission", by=world["carer"]))
    assert ends.count("done") == 1
    assert joan.consents.count() == 1


# As the application's role ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_applications_role_is_refused_as_well(world: World) -> None:
    carer = world["carer"]
    joan = builders.somebody(home=world.home, by=carer)
    consent = builders.in_force(joan, by=carer, manager=world["manager"])
    where = connection.settings_dict
    role = os.environ.get("TEST_APP_ROLE", settings.APPLICATION_ROLE)
    line = psycopg2.connect(
        dbname=where["NAME"],
        host=where["HOST"],
        port=where["PORT"],
        user=role,
        password=os.environ.get("TEST_APP_PASSWORD", ""),
    )
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == (role,)
        for statement in (
            "update consent_mediaconsent set lines = '[]' where id = %s",
            "update consent_mediaconsent set expires_on = expires_on + 1 where id = %s",
            "delete from consent_mediaconsent where id = %s",
            "update consent_signature set drawing = '' where consent_id = %s",
            "delete from consent_signature where consent_id = %s",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement, (str(consent.pk),))
        cursor.execute("update consent_mediaconsent set version = version where id = %s", (str(consent.pk),))
        assert cursor.rowcount == 1
    line.close()
