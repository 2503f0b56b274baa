"""The validations of the form, each by its code: what it refuses, in words that help, and what it lets through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement import actions, links, rules, signing, signing_rules
from consent.agreement.deciding import who_decides
from consent.agreement.models import MediaConsent
from consent.agreement.rules import months_after
from consent.agreement.signing import Given
from consent.gate.answering import evaluate
from consent.gate.use import Use
from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
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


# V-C-10 ----------------------------------------------------------------------------------------------------------

PAIRS = {
    ("self", "presumed"),
    ("self", "assessed_has"),
    ("self", "able_now"),
    ("attorney", "assessed_lacks"),
    ("deputy", "assessed_lacks"),
    ("court", "assessed_lacks"),
    ("parent", "minor"),
    ("personal_rep", "deceased"),
}
WHO = ("self", "attorney", "deputy", "court", "parent", "personal_rep")
FOOTINGS = ("presumed", "assessed_has", "assessed_lacks", "able_now", "minor", "deceased")


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize("given_by", WHO)
@pytest.mark.parametrize("basis", FOOTINGS)
def test_v_c_10_only_the_lawful_pairs(joan: Person, given_by: str, basis: str) -> None:
    joan.subject_type = "deceased_resident" if basis == "deceased" else "child" if basis == "minor" else "resident"
    joan.born_on = timezone.localdate() - timedelta(days=3650) if basis == "minor" else None
    consent = MediaConsent(subject=joan, subject_type=joan.subject_type, given_by=given_by, basis=basis)
    assert (not rules.right_person_on_right_footing(consent)) == ((given_by, basis) in PAIRS)


@pytest.mark.clause("IR-6")
def test_example_1_a_daughter_with_a_power_cannot_sign_for_somebody_who_can(joan: Person, carer: User) -> None:
    daughter = builders.an_attorney(joan)
    assert [one.key for one in who_decides(joan).deciders] == ["self"]
    with refused("can’t decide this"):
        builders.asked(joan, by=carer, decider=str(daughter.pk))
    consent = builders.ready(joan, by=carer)
    consent.given_by, consent.representative = "attorney", daughter
    assert "not even with a power of attorney" in rules.right_person_on_right_footing(consent)


@pytest.mark.clause("IR-6")
def test_example_2_next_of_kin_is_nowhere_an_option(joan: Person, carer: User, manager: User) -> None:
    builders.an_assessment(joan, "lacks", by=manager)
    kin = builders.an_attorney(joan, kind="next_of_kin", name="Ruth Ashby")
    builders.an_attorney(joan, kind="lpa_property", name="Paul Ashby")
    found = who_decides(joan)
    assert found.deciders == ()
    assert "Family can be asked" in found.why_nobody
    with refused("Nobody on file may agree"):
        builders.asked(joan, by=carer, decider=str(kin.pk))
    assert "next_of_kin" not in dict(MediaConsent._meta.get_field("given_by").choices or ())
    assert not evaluate(joan, Use(purpose="P07", channels=frozenset({"facebook"}), content_type="photo")).is_allowed


@pytest.mark.clause("IR-6")
def test_an_attorney_decides_for_somebody_who_cannot_with_a_best_interests_decision(
    joan: Person, carer: User, manager: User
) -> None:
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan)
    consent = builders.gone_through(joan, by=carer, decider=str(ruth.pk))
    with refused("best-interests decision"):
        actions.make_ready(consent, by=carer)
    decision = builders.in_their_interests(joan, ruth, assessment, by=manager)
    actions.make_ready(consent, by=carer)
    assert (consent.basis, consent.assessment, consent.best_interests) == ("assessed_lacks", assessment, decision)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "recorded"},
        {"state": "ended"},
        {"covers_media": None},
        {"covers_media": False},
        {"verify_again_on": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_power_not_seen_not_in_date_or_not_about_this_is_never_offered(
    joan: Person, manager: User, facts: dict[str, Any]
) -> None:
    builders.an_assessment(joan, "lacks", by=manager)
    builders.an_attorney(joan, **facts)
    assert who_decides(joan).deciders == ()


def test_while_there_is_a_doubt_nobody_is_asked(joan: Person, carer: User) -> None:
    stops.place(StopKind.CAPACITY_DOUBT, joan, "Could not follow.", by=carer)
    with refused("a doubt"):
        builders.asked(joan, by=carer)


def test_where_ability_comes_and_goes_it_is_one_thing_at_a_time(joan: Person, carer: User, manager: User) -> None:
    builders.an_assessment(joan, "fluctuates", by=manager)
    consent = builders.gone_through(joan, by=carer)
    with refused("which event"):
        actions.make_ready(consent, by=carer)
    actions.choose(consent, one_off_event="Summer party", answers={"adverts": "yes"}, by=carer)
    with refused("adverts and film are not for now"):
        actions.make_ready(consent, by=carer)
    actions.choose(consent, answers={"adverts": "no"}, by=carer)
    actions.make_ready(consent, by=carer)
    assert consent.basis == "able_now"


# Children and the dead -------------------------------------------------------------------------------------------


def _child(home: Home, by: User, age: int) -> Person:
    born = months_after(timezone.localdate(), -12 * age) - timedelta(days=2)
    return builders.somebody(home=home, by=by, subject_type="child", name="Ella Reed", born_on=born)


def test_under_thirteen_a_parent_decides_alone(home: Home, carer: User) -> None:
    consent = builders.gone_through(_child(home, carer, 9), by=carer, decider="parent", parent_name="Sam Reed")
    actions.make_ready(consent, by=carer)
    assert (consent.given_by, consent.basis) == ("parent", "minor")


def test_from_thirteen_the_child_agrees_as_well(home: Home, carer: User) -> None:
    consent = builders.gone_through(_child(home, carer, 14), by=carer, decider="parent", parent_name="Sam Reed")
    with refused("the child has to agree too"):
        actions.make_ready(consent, by=carer)
    actions.choose(consent, child_agreed=True, by=carer)
    actions.make_ready(consent, by=carer)


def test_from_sixteen_they_decide_themselves(home: Home, carer: User) -> None:
    assert [one.key for one in who_decides(_child(home, carer, 16)).deciders] == ["self"]


def test_for_the_dead_a_personal_representative_decides(home: Home, carer: User) -> None:
    edna = builders.somebody(home=home, by=carer, subject_type="deceased_resident", name="Edna Moss")
    with refused("personal representative first"):
        builders.asked(edna, by=carer)
    son = builders.an_attorney(edna, kind="personal_rep", name="Carl Moss", state="recorded")
    consent = builders.ready(edna, by=carer, decider=str(son.pk))
    assert (consent.given_by, consent.basis) == ("personal_rep", "deceased")


# V-C-11 to V-C-16 ------------------------------------------------------------------------------------------------


def test_v_c_11_nobody_goes_through_their_own_form_alone(home: Home, carer: User) -> None:
    jo = builders.somebody(home=home, by=carer, subject_type="staff", name="Jo Pettifer", account=carer)
    consent = builders.gone_through(jo, by=carer, explained={"no_pressure": True})
    with refused("Let somebody else explain it"):
        actions.make_ready(consent, by=carer)


def test_v_c_12_while_a_restriction_holds_everything_public_is_a_no(joan: Person, carer: User, manager: User) -> None:
    consent = builders.gone_through(joan, by=carer)
    stops.place(StopKind.RESTRICTION, joan, "Order of 3 May.", restriction="court_order", by=manager)
    with refused("can’t be shown in public"):
        actions.make_ready(consent, by=carer)
    actions.choose(consent, answers={"newsletter": "yes"}, by=carer)
    assert consent.purposes == {"P01"}
    actions.make_ready(consent, by=carer)


@pytest.mark.parametrize("name", ["The media", "press", " partners ", "TBC", "n/a", ""])
def test_v_c_13_the_media_is_not_a_name(joan: Person, carer: User, name: str) -> None:
    consent = builders.gone_through(joan, by=carer, chosen={"third_parties": [{"name": name, "role": "newspaper"}]})
    with refused("is not a name"):
        actions.make_ready(consent, by=carer)


def test_v_c_13_a_name_says_what_it_is(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, chosen={"third_parties": [{"name": "Courier", "role": ""}]})
    with refused("Say what Courier is"):
        actions.make_ready(consent, by=carer)


def test_v_c_14_nothing_is_signed_in_the_future_and_late_paper_says_why(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    now = timezone.now()
    with refused("lies in the future"):
        signing.sign(consent, builders.drawn(signed_at=now + timedelta(hours=1)), by=carer)
    with refused("more than a week ago"):
        signing.sign(consent, builders.drawn(signed_at=now - timedelta(days=8)), by=carer)
    late = builders.drawn(signed_at=now - timedelta(days=8), late_because="The paper was in the post.")
    assert signing.sign(consent, late, by=carer).late_because


def test_v_c_15_nothing_is_given_in_return_without_the_coo(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer, explained={"something_given": True})
    with refused("Nothing may be given in return"):
        actions.make_ready(consent, by=carer)
    actions.explain(consent, by=carer, **builders.EXPLAINED, coo_note="A cup of tea is fine. H. Strand, 3 May.")
    actions.make_ready(consent, by=carer)


@pytest.mark.clause("CC-3")
def test_v_c_16_example_14_a_line_manager_who_asks_is_pressure(kim: Person, carer: User, manager: User) -> None:
    consent = builders.gone_through(kim, by=manager)
    with refused("pressure in itself"):
        actions.make_ready(consent, by=manager)
    actions.explain(consent, by=manager, no_pressure=True)
    actions.make_ready(consent, by=manager)


def test_v_c_16_anybody_else_may_ask_staff(kim: Person, carer: User) -> None:
    builders.ready(kim, by=carer)


def test_staff_are_offered_a_way_without_their_face(kim: Person, carer: User) -> None:
    consent = builders.gone_through(kim, by=carer)
    actions.explain(consent, answers={"no_face_offered": "no"}, by=carer)
    with refused("without their face"):
        actions.make_ready(consent, by=carer)


def test_staff_are_not_shown_on_other_grounds_unless_the_organisation_chose_so(
    kim: Person, carer: User, founder: User
) -> None:
    consent = builders.gone_through(kim, by=carer, explained={"lawful_basis": "legitimate_interests"})
    with refused("Only consent will do"):
        actions.make_ready(consent, by=carer)
    organisation.change_setting("staff_interests", 1, by=founder)
    with refused("legitimate-interests assessment"):
        actions.make_ready(consent, by=carer)


@pytest.mark.parametrize(
    ("explained", "words"),
    [
        ({"formats": []}, "how you explained it"),
        ({"irreversible_explained": False}, "may not get it back"),
        ({"overseas_explained": False}, "outside the United Kingdom"),
        ({"formats": ["bsl"]}, "name of the interpreter"),
    ],
)
def test_what_was_told_is_written_down(joan: Person, carer: User, explained: dict[str, Any], words: str) -> None:
    with refused(words):
        builders.ready(joan, by=carer, explained=explained)


def test_a_resident_is_asked_about_safety(joan: Person, carer: User) -> None:
    with refused("must not learn where you live"):
        builders.ready(joan, by=carer, chosen={"somebody_must_not_know": None})


def test_everything_that_is_missing_is_said_at_once(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    actions.choose(consent, answers={"facebook": "yes"}, by=carer)
    with pytest.raises(Missing) as missing:
        actions.make_ready(consent, by=carer)
    assert len(missing.value.missing) >= 5
    assert actions.missing_to_sign(consent) == missing.value.missing
