"""Who may decide for whom (V-C-10), children, the dead, and the rules after that: V-C-11 to V-C-16."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.agreement import actions, pages, rules, signing
from consent.agreement.deciding import who_decides
from consent.agreement.models import MediaConsent
from consent.agreement.questions import on_page
from consent.agreement.rules import months_after
from consent.gate.answering import evaluate
from consent.gate.use import Use
from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests.consent import builders_agreement as builders
from tests.consent.agreement import test_rules
from tests.consent.agreement.test_rules import refused

pytestmark = pytest.mark.django_db
kim = test_rules.kim


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


@pytest.mark.clause("IR-6")
def test_v_m_01_nobody_is_asked_about_more_than_was_looked_into(
    joan: Person, carer: User, manager: User, signed_in: Any
) -> None:
    scope = {"purposes": ["P03", "P06"], "contents": ["photo"], "most_ident": "I2"}
    builders.an_assessment(joan, "lacks", by=manager, scope=scope)
    ruth = builders.an_attorney(joan)
    consent = builders.asked(joan, by=carer, decider=str(ruth.pk))
    assert [one.slug for one in pages.pages_for(consent)][:5] == ["what", "inside", "public", "elsewhere", "name"]
    assert {one.key for page in ("what", "inside", "public", "press") for one in on_page(page, consent)} == {
        *("photos", "family", "website")
    }
    assert [value for value, _ in pages.named("name").form(consent=consent).fields["name"].choices] == ["I1", "I2"]
    browser = signed_in(carer)
    assert "What was not asked" in browser.get(f"{consent.get_absolute_url()}check/").content.decode()
    assert browser.get(reverse("consent:page", args=[consent.pk, "public"])).status_code == 200


@pytest.mark.clause("IR-6")
def test_d10_nobody_is_asked_about_more_than_the_court_allows(joan: Person, carer: User, manager: User) -> None:
    builders.an_assessment(joan, "lacks", by=manager)
    order = builders.an_attorney(joan, kind="court_order", order_allows=["P01"])
    consent = builders.asked(joan, by=carer, decider=str(order.pk))
    assert {one.purpose for page in ("inside", "public", "elsewhere", "press") for one in on_page(page, consent)} == {
        "P01"
    }


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
