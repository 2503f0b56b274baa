"""The validations of the form, each by its code: what it refuses, in words that help, and what it lets through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement import actions, links, rules, signing, signing_rules
from consent.agreement.models import MediaConsent
from consent.agreement.rules import months_after
from consent.agreement.signing import Given
from consent.gate.answering import evaluate
from consent.gate.use import Use
from consent.people.models import Person
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders
from tests.stage import kept

pytestmark = pytest.mark.django_db


@kept
def kim(home: Home, carer: User, manager: User) -> Person:
    """Works here; the Home Manager is her line manager."""
    return builders.somebody(home=home, by=carer, subject_type="staff", name="Kim Doyle", line_manager=manager)


def refused(words: str) -> Any:
    return pytest.raises(ValidationError, match=words)


# V-C-01 ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-3")
def test_v_c_01_nothing_is_in_force_before_they_hold_copy_slip_and_notice(
    joan: Person, carer: User, manager: User
) -> None:
    consent = builders.signed(joan, by=carer)
    with refused("copy and the slip"):
        actions.sign_off(consent, by=manager)
    with refused("privacy notice"):
        actions.give_papers(consent, privacy_notice=" ", by=carer)
    actions.give_papers(consent, privacy_notice="PN 3", by=carer)
    actions.sign_off(consent, by=manager)


def test_v_c_01_nothing_is_signed_before_the_no_was_made_plain(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, explained={"no_detriment_shown": False})
    with refused("never changes their care"):
        actions.make_ready(consent, by=carer)


# V-C-02 ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CF-1")
def test_v_c_02_after_a_no_nobody_is_asked_again_for_ninety_days(joan: Person, carer: User) -> None:
    first = builders.asked(joan, by=carer)
    actions.say_no(first, by=carer)
    with refused("said no a short while ago"):
        builders.asked(joan, by=carer)
    builders.rewind(first, ended_at=timezone.now() - timedelta(days=90, minutes=1))
    builders.asked(joan, by=carer)


def test_v_c_02_unless_they_bring_it_up_themselves(joan: Person, carer: User) -> None:
    actions.say_no(builders.asked(joan, by=carer), by=carer)
    builders.asked(joan, by=carer, raised_by_subject=True)


def test_one_form_at_a_time(joan: Person, carer: User) -> None:
    builders.asked(joan, by=carer)
    with refused("under way already"):
        builders.asked(joan, by=carer)


# V-C-03, V-C-04 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["mark", "spoken", "aid"])
def test_v_c_03_a_mark_spoken_words_and_an_aid_need_a_witness(joan: Person, carer: User, method: str) -> None:
    consent = builders.ready(joan, by=carer)
    given: dict[str, Any] = {"method": method, "signer": "Joan Ashby", "words": "“Yes, I like it.”"}
    given["drawing"] = builders.STROKES if method == "mark" else ""
    with refused("needs a witness"):
        signing.sign(consent, Given(**given), by=carer)
    kept = signing.sign(consent, Given(**given, **builders.SEEN), by=carer)
    assert (kept.witness, kept.witnessed_at is not None) == ("Wendy Harker", True)


def test_v_c_03_so_do_television_and_somebody_who_cannot_read(joan: Person, carer: User) -> None:
    film = builders.ready(joan, by=carer, answers={**builders.ANSWERS, "television": "yes"})
    assert signing_rules.witness_where_one_is_needed(film, _kept())
    film.cannot_read = True
    film.lines = []
    assert signing_rules.witness_where_one_is_needed(film, _kept())
    film.cannot_read = False
    assert not signing_rules.witness_where_one_is_needed(film, _kept())


def test_v_c_03_a_witness_says_who_they_are(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    with refused("how they can be reached"):
        signing.sign(consent, builders.drawn(witness="Wendy Harker"), by=carer)


def _kept(**facts: Any) -> Any:
    from consent.agreement.signature import Signature

    return Signature(**{"method": "on_screen", "signer": "Joan Ashby", "signer_is": "self", **facts})


@pytest.mark.clause("CC-3")
def test_v_c_04_the_witness_stands_apart(joan: Person, carer: User, marketing: User) -> None:
    consent = builders.ready(
        joan, by=carer, chosen={"third_parties": [{"name": "Lens Studio", "role": "photographer"}]}
    )
    said = {**builders.SEEN}
    for witness, words in (
        ("Jo Pettifer", "asked or explained"),
        ("joan ashby", "own witness"),
        ("Lens Studio", "gains from it"),
        ("Priya Anand", "publishes"),
    ):
        with refused(words):
            signing.sign(consent, builders.drawn(**{**said, "witness": witness}), by=carer)
    signing.sign(consent, builders.drawn(**said), by=carer)


# V-C-05 ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-3")
def test_v_c_05_a_link_for_a_resident_goes_to_their_own_address_only(home: Home, carer: User) -> None:
    nameless = builders.somebody(home=home, by=carer, name="Arthur Bell")
    consent = builders.ready(nameless, by=carer)
    with refused("their own email address"):
        links.send_link(consent, to="daughter@bell.example", by=carer)
    with_one = builders.somebody(home=home, by=carer, name="Edna Moss", email="edna@moss.example")
    sent = links.send_link(builders.ready(with_one, by=carer), to="son@moss.example", by=carer)
    assert sent.link.sent_to == "edna@moss.example"


# V-C-06, V-C-07 --------------------------------------------------------------------------------------------------


def test_v_c_06_at_least_one_answer(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, answers={"photos": "yes"})
    with refused("at least one question"):
        actions.make_ready(consent, by=carer)


def test_v_c_06_a_no_to_each_is_an_answer_too(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, answers={"facebook": "no"})
    actions.make_ready(consent, by=carer)
    assert len(consent.lines) == 13
    assert consent.yes_lines == []


def test_a_yes_says_what_and_where(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, answers={"wall": "yes"})
    with refused("what we may use"):
        actions.make_ready(consent, by=carer)


@pytest.mark.parametrize(("days", "words"), [(0, "end after it begins"), (-1, "end after"), (400, "at the latest")])
def test_v_c_07_it_ends_and_not_too_late(joan: Person, carer: User, days: int, words: str) -> None:
    ends = timezone.localdate() + timedelta(days=days)
    consent = builders.gone_through(joan, by=carer, chosen={"expires_on": ends})
    with refused(words):
        actions.make_ready(consent, by=carer)


def test_v_c_07_the_longest_time_is_by_kind_of_person(joan: Person, kim: Person, carer: User, founder: User) -> None:
    today = timezone.localdate()
    assert builders.ready(kim, by=carer).expires_on == months_after(today, 24)
    organisation.change_setting("consent_longest_resident", 3, by=founder)
    assert builders.ready(joan, by=carer).expires_on == months_after(today, 3)


def test_v_c_07_no_consent_holds_for_ever() -> None:
    assert rules.an_end(MediaConsent(valid_from=timezone.localdate(), expires_on=None, subject_type="resident"))


# V-C-08 stands in the gate ---------------------------------------------------------------------------------------


def test_v_c_08_a_paper_that_is_not_named_gets_nothing(joan: Person, carer: User, manager: User) -> None:
    consent = builders.in_force(
        joan,
        by=carer,
        manager=manager,
        answers={**builders.ANSWERS, "local_paper": "yes"},
        chosen={"third_parties": [{"name": "Wexcombe Courier", "role": "newspaper"}]},
    )
    assert consent.authorises

    def may_have(*names: str) -> bool:
        use = Use(
            purpose="P10", channels=frozenset({"local_press"}), content_type="photo", third_parties=frozenset(names)
        )
        return evaluate(joan, use).is_allowed

    assert may_have("Wexcombe Courier")
    assert not may_have("Northmoor Post")


# V-C-09 ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("SM-26")
def test_v_c_09_health_is_agreed_to_apart_in_its_exact_words(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, chosen={"health_agreed": None})
    with refused("question about health by itself"):
        actions.make_ready(consent, by=carer)
    actions.choose(consent, health_agreed=True, by=carer)
    actions.make_ready(consent, by=carer)
    assert "live in a care home" in consent.health_statement
    assert "health condition" in consent.health_statement
    assert consent.health_agreed_at is not None
    assert consent.health_statement in consent.shown_content()["health"]


def test_v_c_09_is_not_asked_of_staff_or_for_the_wall(joan: Person, kim: Person, carer: User) -> None:
    assert not rules.health_agreed_apart(builders.gone_through(kim, by=carer))
    inside = builders.gone_through(joan, by=carer, answers={"photos": "yes", "wall": "yes"})
    assert not rules.health_agreed_apart(inside)
