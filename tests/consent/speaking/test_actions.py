"""Who speaks for a person, what they wished, and advocates: papers, refusals, lapses, and the rows that follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement.choices import GivenBy
from consent.agreement.states import ConsentState
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.people.models import Person
from consent.signals import person_moved
from consent.speaking import actions
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.speaking.states import RepresentativeState
from consent.speaking.tasks import lapse_representatives
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests import builders
from tests.consent import builders_capacity as build
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]


@kept
def unable(joan: Person, assessor: User, manager: User) -> CapacityAssessment:
    scope = build.a_scope(build.SOCIAL, build.WEBSITE, build.FAMILY, build.DISPLAY)
    return build.found(joan, by=assessor, manager=manager, scope=scope)


# Papers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "papers", "words"),
    [
        ("lpa_welfare", {"identity_seen": ""}, "who they say"),
        ("lpa_welfare", {"evidence": ""}, "what you saw"),
        ("lpa_welfare", {"instrument": ""}, "Enter its number"),
        ("lpa_welfare", {"register_says": "pending"}, "must be registered"),
        ("lpa_welfare", {"register_says": "revoked"}, "must be registered"),
        ("lpa_welfare", {"registered_on": None}, "must be registered"),
        ("lpa_welfare", {"evidence": "access_code", "registered_on": date(2015, 3, 1)}, "from 2016 on"),
        ("lpa_welfare", {"covers_media": None}, "whether their power covers"),
        ("lpa_welfare", {"restrictions_exist": True}, "write them down"),
        ("lpa_welfare", {"appointment": "jointly"}, "all must sign"),
        ("lpa_welfare", {"appointment": "mixed"}, "Data Protection Lead decided"),
        ("lpa_welfare", {"is_linked_to_us": True}, "work for us or gain"),
        ("deputy_welfare", {"order_ends_on": date(2020, 1, 1)}, "Their power ended"),
        ("court_order", {"order_allows": []}, "which uses the order allows"),
    ],
)
def test_nobody_is_relied_on_before_their_papers_are_complete(
    joan: Person, data_protection: User, kind: str, papers: dict[str, Any], words: str
) -> None:
    with pytest.raises(Missing, match=words):
        build.checked(joan, kind, by=data_protection, **papers)


def test_checked_papers_hold_for_a_year(joan: Person, data_protection: User) -> None:
    who = build.checked(joan, by=data_protection)
    assert who.state == RepresentativeState.VERIFIED
    assert who.may_decide
    assert who.verify_again_on is not None
    assert not who.may_decide_on(who.verify_again_on + timedelta(days=1))


DECIDES = {"lpa_welfare", "deputy_welfare", "court_order"}


@pytest.mark.parametrize(
    "kind", ["next_of_kin", "family", "friend", "lpa_property", "epa", "deputy_property", "appointee", "imca", "rpr"]
)
def test_d7_d11_everybody_else_is_asked_and_decides_nothing(joan: Person, data_protection: User, kind: str) -> None:
    who = build.checked(joan, kind, by=data_protection)
    assert not who.may_decide


def test_example_2_there_is_no_form_that_next_of_kin_could_sign() -> None:
    assert not {"next_of_kin", "family", "friend"} & set(GivenBy.values)


def test_example_2_next_of_kin_only_means_the_public_is_closed(
    joan: Person, unable: CapacityAssessment, manager: User
) -> None:
    build.somebody_speaks(joan, "next_of_kin", by=manager)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.is_allowed) == ("D11", False)


def test_example_3_a_power_over_money_opens_nothing_public(
    joan: Person, unable: CapacityAssessment, data_protection: User
) -> None:
    build.checked(joan, "lpa_property", by=data_protection)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.is_allowed) == ("D7", False)


def test_d6_a_power_that_is_not_checked_is_no_power(joan: Person, unable: CapacityAssessment, manager: User) -> None:
    build.somebody_speaks(joan, "lpa_welfare", by=manager)
    assert evaluate(joan, build.a_use()).row == "D6"


# What ends a power -----------------------------------------------------------------------------------------------


@pytest.fixture
def consent(joan: Person, manager: User, data_protection: User) -> Any:
    who = build.checked(joan, by=data_protection)
    return build.agreed(joan, by=manager, given_by="attorney", representative=who)


def test_what_they_agreed_to_waits_when_their_power_ends(consent: Any, joan: Person, manager: User) -> None:
    another = build.checked(joan, "deputy_welfare", by=manager, name="Peter Ashby")
    theirs = build.agreed(joan, build.FAMILY, by=manager, given_by="deputy", representative=another)
    with pytest.raises(ValidationError):
        actions.end(consent.representative, by=manager, note="")
    actions.end(consent.representative, by=manager, note="Revoked on 3 November.")
    consent.refresh_from_db()
    theirs.refresh_from_db()
    assert (consent.state, consent.on_hold_because) == (ConsentState.SUSPENDED, "representative_ended")
    assert theirs.state == ConsentState.ACTIVE


def test_papers_that_changed_are_checked_again_and_meanwhile_nothing_rests_on_them(consent: Any, manager: User) -> None:
    actions.change_power(consent.representative, by=manager, restrictions_exist=True, restrictions="Not in public.")
    consent.refresh_from_db()
    assert consent.representative.state == RepresentativeState.RECORDED
    assert consent.state == ConsentState.SUSPENDED


def test_another_telephone_number_changes_no_power(consent: Any, manager: User) -> None:
    actions.change_contact(consent.representative, by=manager, phone="01632 960 117")
    consent.refresh_from_db()
    assert (consent.representative.may_decide, consent.state) == (True, ConsentState.ACTIVE)


@pytest.mark.parametrize("field", ["verify_again_on", "order_ends_on"])
def test_the_sweep_ends_what_is_due(consent: Any, manager: User, field: str) -> None:
    who = consent.representative
    assert lapse_representatives() == 0
    Representative.objects.filter(pk=who.pk).update(**{field: timezone.localdate() - timedelta(days=1)})
    assert (lapse_representatives(), lapse_representatives()) == (1, 0)
    consent.refresh_from_db()
    assert consent.state == ConsentState.SUSPENDED
    assert ("papers_to_check", "moira teasdale") in builders.told_of(who)


def test_those_who_decide_together_can_not_decide_alone(joan: Person, manager: User) -> None:
    together = {"appointment": "jointly", "co_attorneys": ["Peter Ashby"]}
    carol = build.checked(joan, by=manager, **together)
    peter = build.checked(joan, by=manager, name="Peter Ashby", appointment="jointly", co_attorneys=["Carol Ashby"])
    actions.end(carol, by=manager, note="She died.")
    peter.refresh_from_db()
    assert peter.state == RepresentativeState.RECORDED


# Refusals --------------------------------------------------------------------------------------------------------


def test_d9_the_no_of_whoever_decides_stands(
    consent: Any, joan: Person, unable: CapacityAssessment, manager: User
) -> None:
    with pytest.raises(ValidationError):
        actions.note_refusal(consent.representative, [build.SOCIAL], " ", by=manager)
    actions.note_refusal(consent.representative, [build.SOCIAL], "Mum would hate it.", by=manager)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.code) == ("D9", "REFUSED_BY_REP")
    assert evaluate(joan, build.a_use(build.WEBSITE)).row == "D5"
    actions.note_refusal(consent.representative, [], "", by=manager)
    assert evaluate(joan, build.a_use()).row == "D5"


def test_d15_the_no_of_somebody_who_is_asked_makes_a_dispute(
    joan: Person, unable: CapacityAssessment, manager: User
) -> None:
    son = build.somebody_speaks(joan, by=manager)
    actions.note_refusal(son, [build.SOCIAL], "Not on Facebook.", by=manager)
    assert evaluate(joan, build.a_use()).row == "D15"
    assert Stop.objects.holding().filter(subject=joan, kind=StopKind.DISPUTE, found_in=son.reference).count() == 1


def test_w_3_a_relative_does_not_overrule_a_person_who_can_decide(joan: Person, manager: User) -> None:
    build.agreed(joan, by=manager)
    son = build.somebody_speaks(joan, by=manager)
    actions.note_refusal(son, [build.SOCIAL], "Not on Facebook.", by=manager)
    assert evaluate(joan, build.a_use()).is_allowed


# Earlier wishes --------------------------------------------------------------------------------------------------


def wished(joan: Person, wish: str, by: User, **facts: Any) -> AdvanceStatement:
    return actions.keep_wish(joan, wish=wish, words="Said at her birthday.", by=by, **{"able_then": "yes", **facts})


@pytest.mark.parametrize(
    ("wish", "family", "refused"),
    [
        ("no_publicity", False, {build.SOCIAL, build.WEBSITE, build.FAMILY}),
        ("no_publicity", True, {build.SOCIAL, build.WEBSITE}),
        ("internal_only", False, {build.SOCIAL, build.WEBSITE, build.FAMILY}),
        ("no_social", False, {build.SOCIAL}),
        ("happy", False, set()),
        ("conditions", False, set()),
    ],
)
def test_d14_a_wish_refuses_as_far_as_its_words(
    joan: Person, unable: CapacityAssessment, carer: User, wish: str, family: bool, refused: set[str]
) -> None:
    wished(joan, wish, carer, allows_family=family)
    uses = {purpose: evaluate(joan, build.a_use(purpose)) for purpose in (build.SOCIAL, build.WEBSITE, build.FAMILY)}
    assert {purpose for purpose, answer in uses.items() if answer.row == "D14"} == refused
    assert evaluate(joan, build.a_use(build.DISPLAY)).row != "D14"


def test_d14_what_was_said_when_unable_is_no_refusal(joan: Person, carer: User) -> None:
    wished(joan, "no_publicity", carer, able_then="no")
    assert not Stop.objects.filter(subject=joan).exists()


def test_a_wish_has_words(joan: Person, carer: User) -> None:
    with pytest.raises(Missing, match="in their own words"):
        actions.keep_wish(joan, wish="happy", words=" ", by=carer)


def test_d14_only_the_person_able_again_takes_it_back(
    joan: Person, unable: CapacityAssessment, carer: User, assessor: User, manager: User
) -> None:
    wish = wished(joan, "no_publicity", carer)
    other = wished(joan, "no_social", carer)
    with pytest.raises(Missing, match="Only a court can set it aside"):
        actions.take_wish_back(wish, by=manager, note="She smiled.")
    scope = build.a_scope(build.SOCIAL, build.WEBSITE, build.FAMILY, build.DISPLAY)
    build.found(joan, "has", by=assessor, manager=manager, scope=scope)
    actions.take_wish_back(wish, by=manager, note="“I changed my mind”, on Monday.")
    left = Stop.objects.holding().filter(subject=joan, kind=StopKind.PRIOR_REFUSAL)
    assert [stop.found_in for stop in left] == [other.reference]


def test_d14_not_while_there_is_a_doubt(joan: Person, carer: User, manager: User) -> None:
    from consent.stops import actions as stops

    wish = wished(joan, "no_publicity", carer)
    stops.place(StopKind.CAPACITY_DOUBT, joan, "She was muddled.", by=carer)
    with pytest.raises(Missing, match="There is a doubt"):
        actions.take_wish_back(wish, by=manager, note="She said so.")


# Advocates -------------------------------------------------------------------------------------------------------


def test_an_advocate_is_asked_for_and_never_appointed(joan: Person, manager: User) -> None:
    kinds = dict(AdvocacyRequest._meta.get_field("kind").choices or [])
    assert set(kinds) == {"care_act", "non_statutory", "imca_already"}
    asked = actions.ask_for_advocate(
        joan, reason="She has nobody.", asked_of="Wexcombe council", kind="care_act", by=manager
    )
    with pytest.raises(ValidationError):
        actions.note_advocate(asked, " ", by=manager)
    actions.note_advocate(asked, "They will send somebody.", by=manager)
    assert (asked.state, asked.outcome) == ("answered", "They will send somebody.")


# Moving ----------------------------------------------------------------------------------------------------------


def test_it_all_goes_with_them_to_another_home(
    joan: Person,
    unable: CapacityAssessment,
    consent: Any,
    carer: User,
    manager: User,
    other_manager: User,
    other_home: Home,
) -> None:
    wished(joan, "no_social", carer)
    actions.ask_for_advocate(joan, reason="None left.", asked_of="Council", kind="care_act", by=manager)
    Person.objects.filter(pk=joan.pk).update(home=other_home)
    joan.refresh_from_db()
    person_moved.send(sender=Person, person=joan, by=manager, from_home=unable.home_id)
    for model in (CapacityAssessment, Representative, AdvanceStatement, AdvocacyRequest):
        assert model.objects.visible_to(other_manager).count() == 1
        assert model.objects.visible_to(manager).count() == 0
