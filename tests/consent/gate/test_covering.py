"""A consent covers exactly what it says, and the answer says what it doesn't, never why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent.gate.answering import decide_from, stand_in_the_way
from consent.gate.use import Use
from consent.vocabulary import Purpose
from tests.consent.gate.on_file import NOW, TODAY, a_consent, a_person, a_stop, a_use, an_assessment, on_file

pytestmark = pytest.mark.clause("SM-26")
PAPER = [{"name": "Wexcombe Courier", "role": "newspaper"}]


def answer(consent: Any, use: Use) -> str:
    found = decide_from(on_file(consent), use)
    return "" if found.is_allowed else found.code


def test_example_7_a_yes_to_social_media_is_no_yes_to_a_paid_post() -> None:
    consent = a_consent("P07")
    assert answer(consent, a_use("P07")) == ""
    assert answer(consent, a_use("P09", channels=frozenset({"paid_social"}))) == "NOT_COVERED"


def test_example_8_a_picture_without_a_name_carries_no_name() -> None:
    consent = a_consent("P07", most_ident="I1")
    assert answer(consent, a_use(ident="I1")) == ""
    found = decide_from(on_file(consent), a_use(ident="I2"))
    assert found.lacking == ("At most: seen or heard, no name",)
    assert "Joan" in found.words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"channels": frozenset({"facebook", "blog"})}, "Not agreed: Blog"),
        ({"content_type": "video"}, "Not agreed: films"),
        ({"mentions_health": True}, "Agreed: nothing about health"),
        ({"uses_age": True}, "Agreed: no age or birthday"),
        ({"uses_home_name": True}, "Agreed: no name of the home"),
        ({"uses_family": True}, "Agreed: nothing about family"),
        ({"is_tagged": True}, "Agreed: no link to their own page"),
        ({"third_parties": frozenset({"Courier"})}, "They have not been told of Courier"),
    ],
)
def test_each_step_further_than_agreed_is_named(more: dict[str, Any], words: str) -> None:
    found = decide_from(on_file(a_consent()), a_use(**more))
    assert (found.code, found.lacking) == ("NOT_COVERED", (words,))


def test_v_c_08_what_leaves_our_hands_goes_to_an_organisation_that_the_consent_names() -> None:
    named = a_consent("P10", third_parties=PAPER)
    to_the_paper = a_use("P10", third_parties=frozenset({"wexcombe courier"}))
    assert answer(named, to_the_paper) == ""
    assert answer(named, a_use("P10")) == "NOT_COVERED"
    assert answer(a_consent("P10"), to_the_paper) == "NOT_COVERED"
    assert answer(named, a_use("P10", third_parties=frozenset({"Another Paper"}))) == "NOT_COVERED"


@pytest.mark.parametrize(
    "state", ["draft", "awaiting signature", "awaiting sign-off", "suspended", "expired", "superseded", "void"]
)
def test_only_a_consent_in_force_authorises(state: str) -> None:
    assert answer(a_consent(state=state), a_use()) == "NO_VALID_AUTHORITY"
    assert answer(a_consent(state="review due"), a_use()) == ""


def test_it_is_judged_at_the_moment_of_the_use_not_of_the_planning() -> None:
    consent = a_consent(expires_on=TODAY + timedelta(days=3))
    assert decide_from(on_file(consent, at=NOW + timedelta(days=3)), a_use()).is_allowed
    assert not decide_from(on_file(consent, at=NOW + timedelta(days=4)), a_use()).is_allowed
    assert not decide_from(on_file(a_consent(valid_from=TODAY + timedelta(days=1))), a_use()).is_allowed


def test_whoever_wants_to_see_it_first_sees_it_first() -> None:
    consent = a_consent(view_first=True)
    assert answer(consent, a_use()) == "PREVIEW_NEEDED"
    assert answer(consent, a_use(previewed=True)) == ""


def test_nobody_who_can_be_told_needs_no_authority_once_two_people_agree() -> None:
    assert not decide_from(on_file(), a_use(ident="I0")).is_allowed
    assert decide_from(on_file(), a_use(ident="I0", nobody_can_tell=True)).code == "NON_IDENTIFIABLE"
    assert not decide_from(on_file(), a_use(ident="I1", nobody_can_tell=True)).is_allowed


def test_staff_on_legitimate_interests_only_where_the_organisation_chose_so() -> None:
    consent = a_consent("P06", lawful_basis="legitimate_interests", interests_assessment="LIA-3")
    worker = a_person(subject_type="staff")
    use = a_use(Purpose.WEBSITE)
    assert decide_from(on_file(consent, person=worker, staff_interests=1), use).code == "AUTH_LI_STAFF"
    assert not decide_from(on_file(consent, person=worker), use).is_allowed
    objects = on_file(consent, a_stop("objection"), person=worker, staff_interests=1)
    assert decide_from(objects, use).code == "OBJECTION"


SECRETS = ("capacity", "assess", "attorney", "deput", "object", "restrict", "court", "safeguard", "pressure", "doubt")


@pytest.mark.clause("CC-1")
@pytest.mark.parametrize(
    "things",
    [
        [a_stop("objection")],
        [a_stop("restriction", restriction="complainant")],
        [a_stop("capacity_doubt")],
        [a_stop("undue_influence")],
        [an_assessment("lacks")],
        [an_assessment("fluctuates")],
    ],
)
def test_posters_are_never_told_why(things: list[Any]) -> None:
    found = decide_from(on_file(*things), a_use())
    said = " ".join([found.words, *found.lacking, *found.conditions, *stand_in_the_way([found])]).lower()
    assert not [word for word in SECRETS if word in said]
    assert found.words == decide_from(on_file(), a_use()).words  # the same sentence as for somebody never asked
