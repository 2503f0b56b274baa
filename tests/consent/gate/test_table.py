"""The decision table, row by row, against expectations written by hand from the rules (4.8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent.gate.answering import Decision, Verdict, decide_from
from consent.gate.facts import Facts
from consent.gate.table import TABLE
from consent.gate.use import Use
from consent.vocabulary import Purpose
from tests.consent.gate.on_file import (
    CARE,
    FAMILY,
    NOW,
    PUBLIC,
    TODAY,
    a_consent,
    a_decision,
    a_representative,
    a_stop,
    a_use,
    an_assessment,
    by_attorney,
    on_file,
    somebody,
)

pytestmark = pytest.mark.clause("IR-6")
INSIDE = [a_decision("use_family")]


def ask(facts: Facts, use: Use) -> Decision:
    return decide_from(facts, use)


def answers(facts: Facts) -> tuple[str, ...]:
    """The row that decided, then yes or the code of the no: inside the home, for the family, for anyone."""
    found = [ask(facts, use) for use in (CARE, FAMILY, PUBLIC)]
    return tuple(one.verdict.value if one.verdict is not Verdict.BLOCK else one.code for one in found)


def rows(facts: Facts) -> set[str]:
    return {ask(facts, use).row for use in (CARE, FAMILY, PUBLIC)}


YES, COO = "may show", "the COO decides"
NONE = "NO_VALID_AUTHORITY"
EARLIER = {"shown_since": NOW - timedelta(days=40)}


def test_every_row_of_the_rules_stands_in_the_table_once() -> None:
    assert [row.id for row in TABLE] == [
        *("D18", "U4", "D16", "D17", "V-M-03", "D19", "UNDER-16", "D14", "D15"),
        *("D1", "D2", "D3", "D4a", "D4b", "D10", "D9", "D13", "D5", "D8", "D11-X", "D6", "D7", "D11", "D12"),
    ]
    assert all(row.words and row.on_file for row in TABLE)


# Those who can decide --------------------------------------------------------------------------------------------


def test_d1_presumed_able_their_own_form_and_no_other() -> None:
    assert answers(on_file(a_consent())) == (YES, YES, YES)
    assert rows(on_file(a_consent())) == {"D1"}
    assert answers(on_file()) == (NONE, NONE, NONE)


@pytest.mark.clause("CC-3")
def test_d1_a_form_signed_by_an_attorney_counts_for_nothing_while_they_can_decide() -> None:
    assert answers(on_file(*by_attorney("P01", "P03", "P07"))) == (NONE, NONE, NONE)


def test_d2_assessed_able_is_the_same_whatever_representatives_there_are() -> None:
    able = an_assessment("has")
    assert answers(on_file(able, a_consent())) == (YES, YES, YES)
    assert rows(on_file(able, a_consent())) == {"D2"}
    assert answers(on_file(able, *by_attorney("P01", "P03", "P07"))) == (NONE, NONE, NONE)


def test_d3_in_doubt_blocks_everything_but_what_is_part_of_their_life_in_the_home() -> None:
    doubt = a_stop("capacity_doubt")
    assert answers(on_file(a_consent(), doubt)) == (YES, "CAPACITY_IN_DOUBT", "CAPACITY_IN_DOUBT")
    held = a_consent(state="suspended", on_hold_because="capacity_doubt")
    assert answers(on_file(held, doubt)) == (YES, "CAPACITY_IN_DOUBT", "CAPACITY_IN_DOUBT")
    assert answers(on_file(doubt))[0] == "CAPACITY_IN_DOUBT"
    assert answers(on_file(held, doubt, a_stop("objection")))[0] == "OBJECTION"


def test_d4a_ability_that_comes_and_goes_one_thing_agreed_again_within_72_hours() -> None:
    goes = an_assessment("fluctuates")
    today = a_consent(basis="able_now", one_off_event="Summer fair", reconfirmed_at=NOW - timedelta(hours=71))
    this = a_use(item="summer fair")
    assert answers(on_file(goes, today)) == (YES, YES, NONE)
    assert rows(on_file(goes, today)) == {"D4a"}
    assert ask(on_file(goes, today), this).is_allowed
    assert not ask(on_file(goes, today), a_use(item="another day")).is_allowed
    standing = a_consent(reconfirmed_at=NOW - timedelta(hours=1))
    assert not ask(on_file(goes, standing), this).is_allowed
    film = a_consent("P11", one_off_event="Summer fair", reconfirmed_at=NOW, third_parties=[{"name": "BBC"}])
    on_tv = a_use("P11", item="summer fair", third_parties=frozenset({"BBC"}))
    assert not ask(on_file(goes, film), on_tv).is_allowed


def test_d4b_not_able_now_waits_and_is_never_decided_by_others_in_public() -> None:
    goes = an_assessment("fluctuates")
    stale = a_consent(basis="able_now", one_off_event="Summer fair", reconfirmed_at=NOW - timedelta(hours=73))
    assert answers(on_file(goes, stale)) == ("DEFERRED", "DEFERRED", "DEFERRED")
    assert answers(on_file(goes, stale, *INSIDE)) == (YES, "DEFERRED", "DEFERRED")
    assert answers(on_file(goes, *by_attorney("P07")))[2] == "DEFERRED"


# Those who can't -------------------------------------------------------------------------------------------------

LACKS = an_assessment("lacks")
EARLIER_FORM = a_consent(state="suspended", on_hold_because="capacity_lost", after_capacity_loss="keep_existing")


@pytest.mark.clause("CC-3")
def test_d5_a_checked_welfare_attorney_with_a_best_interests_decision() -> None:
    facts = on_file(LACKS, *by_attorney("P01", "P03", "P07"))
    assert answers(facts) == (YES, YES, YES)
    assert rows(facts) == {"D5"}
    assert ask(facts, PUBLIC).code == "AUTH_ATTORNEY_HW"


def test_d5_without_their_own_decision_or_when_publicity_is_never_allowed_nothing_is_public() -> None:
    assert answers(on_file(LACKS, *by_attorney("P01", "P03", "P07"), incapacitated_publicity=0))[2] == "STRICT_BLOCK"
    who, form, _ = by_attorney("P01", "P03", "P07")
    theirs = {"made_by_representative": who}
    somebody_elses = {"made_by_representative": a_representative("deputy_welfare")}
    for decision, allowed in (
        (None, (NONE, NONE, NONE)),
        (a_decision("support_public", "P07", review_due=TODAY - timedelta(days=1), **theirs), (NONE, NONE, NONE)),
        (a_decision("support_public", "P07", **somebody_elses), (NONE, NONE, NONE)),
        (a_decision("support_public", "P01", "P03", **theirs), (YES, YES, NONE)),
        (a_decision("use_family", "P01", "P03", "P07", **theirs), (YES, YES, NONE)),
        (a_decision("do_not_use", "P07", **theirs), (NONE, NONE, NONE)),
    ):
        form.best_interests = decision
        assert answers(on_file(LACKS, who, form)) == allowed


@pytest.mark.parametrize(
    "what",
    [
        {"checked": False},
        {"covers_media": False},
        {"covers_media": None},
        {"verify_again_on": TODAY - timedelta(days=1)},
        {"state": "ended"},
    ],
)
def test_d6_an_attorney_without_a_checked_power_in_scope_decides_nothing(what: dict[str, Any]) -> None:
    _, form, _ = by_attorney("P01", "P03", "P07")
    form.representative = who = a_representative("lpa_welfare", **what)
    facts = on_file(LACKS, who, form, *INSIDE)
    assert answers(facts) == (YES, YES, NONE)
    assert rows(facts) == {"D6"}


@pytest.mark.parametrize("kind", ["lpa_property", "epa", "appointee", "deputy_property"])
def test_d7_power_over_money_is_no_power_over_pictures(kind: str) -> None:
    facts = on_file(LACKS, a_representative(kind), *INSIDE)
    assert answers(facts) == (YES, YES, NONE)
    assert rows(facts) == {"D7"}
    assert answers(on_file(LACKS, a_representative(kind))) == (NONE, NONE, NONE)


def test_d8_a_welfare_deputy_while_the_order_holds() -> None:
    held = by_attorney("P01", "P03", "P07", kind="deputy_welfare", given_by="deputy")
    assert answers(on_file(LACKS, *held)) == (YES, YES, YES)
    assert rows(on_file(LACKS, *held)) == {"D8"}
    held[0].order_ends_on = TODAY - timedelta(days=1)
    assert answers(on_file(LACKS, *held))[2] == NONE


def test_d9_a_refusal_by_who_decides_is_not_overridden() -> None:
    held = by_attorney("P01", "P03", "P07")
    held[0].refuses = ["P07", "P03"]
    facts = on_file(LACKS, *held)
    assert answers(facts)[1:] == ("REFUSED_BY_REP", "REFUSED_BY_REP")
    assert ask(facts, PUBLIC).row == "D9"
    held[0].refuses = ["*"]
    assert answers(on_file(LACKS, *held, *INSIDE)) == (YES, "REFUSED_BY_REP", "REFUSED_BY_REP")
    held[0].state = "recorded"  # their papers have to be checked again: the No stands meanwhile
    assert answers(on_file(LACKS, *held, *INSIDE)) == (YES, "REFUSED_BY_REP", "REFUSED_BY_REP")
    assert ask(on_file(LACKS, *held, EARLIER_FORM), a_use(**EARLIER)).row == "D9"


def test_d10_a_court_order_goes_before_everybody() -> None:
    order = a_representative("court_order", order_allows=["P07"])
    form = a_consent("P07", given_by="court", basis="assessed_lacks")
    form.representative = order
    facts = on_file(LACKS, order, form)
    assert ask(facts, PUBLIC).row == "D10"
    assert ask(facts, PUBLIC).is_allowed
    attorney = a_representative("lpa_welfare", refuses=["*"])
    assert ask(on_file(LACKS, order, form, attorney), PUBLIC).is_allowed
    assert not ask(facts, a_use(Purpose.WEBSITE)).is_allowed
    order.order_allows = ["P06"]  # the order was corrected: the form alone doesn't carry it
    assert not ask(facts, PUBLIC).is_allowed


@pytest.mark.parametrize("kind", ["next_of_kin", "family", "friend", "nearest_relative"])
def test_d11_family_and_friends_are_asked_and_do_not_decide(kind: str) -> None:
    facts = on_file(LACKS, a_representative(kind), *INSIDE)
    assert answers(facts) == (YES, YES, NONE)
    assert rows(facts) == {"D11"}
    only_inside = on_file(LACKS, a_representative(kind), a_decision("use_care"))
    assert answers(only_inside) == (YES, NONE, NONE)


def exception(**facts: Any) -> Any:
    return a_decision("one_item", "P07", exception_item="Birthday photo", allowed_by_coo_id=somebody(), **facts)


def test_d11_x_one_item_only_where_switched_on_and_allowed_by_the_coo() -> None:
    family = a_representative("next_of_kin")
    this = a_use(item="birthday photo")
    on = {"public_exception": 1}
    assert ask(on_file(LACKS, family, exception(), **on), this).code == "AUTH_EXCEPTION"
    assert ask(on_file(LACKS, family, exception(), **on), this).is_allowed
    assert not ask(on_file(LACKS, family, exception()), this).is_allowed
    assert not ask(on_file(LACKS, family, exception(), **on), a_use(item="another photo")).is_allowed
    unallowed = a_decision("one_item", "P07", exception_item="Birthday photo")
    assert not ask(on_file(LACKS, family, unallowed, **on), this).is_allowed
    assert not ask(on_file(LACKS, exception(), **on), this).is_allowed  # unbefriended: never (D12)
    never = {"public_exception": 1, "incapacitated_publicity": 0}
    assert not ask(on_file(LACKS, family, exception(), **never), this).is_allowed
    advocate = a_representative("imca")
    assert ask(on_file(LACKS, advocate, exception(), **on), this).row == "D12"
    stopped = on_file(LACKS, family, exception(), a_stop("objection"), **on)
    assert ask(stopped, this).code == "OBJECTION"


def test_d12_with_nobody_only_a_decision_inside_the_home() -> None:
    facts = on_file(LACKS, *INSIDE)
    assert answers(facts) == (YES, NONE, NONE)
    assert rows(facts) == {"D12"}
    with_an_advocate = on_file(LACKS, a_representative("advocate"), a_representative("rpr"), *INSIDE)
    assert answers(with_an_advocate) == (YES, NONE, NONE)
    asked = a_decision("use_family", consultees=[{"name": "Peter Ashby", "view": "supports"}])
    assert answers(on_file(LACKS, asked)) == (YES, YES, NONE)


def test_d13_what_was_agreed_before_may_stay_28_days_if_they_wished_it_and_carries_nothing_new() -> None:
    earlier, shown = EARLIER_FORM, a_use(**EARLIER)
    assert ask(on_file(LACKS, earlier), shown).is_allowed
    assert ask(on_file(LACKS, earlier), shown).row == "D13"
    assert ask(on_file(LACKS, earlier), a_use(Purpose.DISPLAY, **EARLIER)).is_allowed
    assert not ask(on_file(LACKS, earlier, a_decision("do_not_use", "P07")), shown).is_allowed
    restricted = a_consent(state="suspended", on_hold_because="restriction", after_capacity_loss="keep_existing")
    assert not ask(on_file(LACKS, restricted), shown).is_allowed
    over = a_consent(state="suspended", on_hold_because="capacity_lost", expires_on=TODAY - timedelta(days=1))
    assert not ask(on_file(LACKS, over), shown).is_allowed
    assert not ask(on_file(LACKS, earlier), PUBLIC).is_allowed
    long_ago = an_assessment("lacks", unable_since=NOW - timedelta(days=29))
    assert not ask(on_file(long_ago, earlier), shown).is_allowed
    wished_stop = a_consent(state="suspended", on_hold_because="capacity_lost", after_capacity_loss="stop")
    assert not ask(on_file(LACKS, wished_stop), shown).is_allowed
    assert ask(on_file(LACKS, earlier, a_stop("objection")), shown).code == "OBJECTION"


def test_d14_a_refusal_made_while_able_stands_against_attorney_and_family() -> None:
    attorney = by_attorney("P01", "P03", "P07")
    for said_no in (a_consent(state="refused", ended_at=NOW), a_consent(state="withdrawn", ended_at=NOW)):
        assert answers(on_file(LACKS, said_no, *attorney)) == ("PRIOR_REFUSAL",) * 3
    all_but_adverts = a_consent("P01", "P03", "P06", state="expired")
    assert answers(on_file(LACKS, all_but_adverts, *attorney)) == (YES, YES, "PRIOR_REFUSAL")
    fair = a_consent("P01", one_off_event="Fair", signed_off_at=NOW, state="expired")  # says nothing of the rest
    yes_to_all = a_consent("P01", "P03", "P06", "P07", state="superseded")
    assert ask(on_file(LACKS, fair, yes_to_all, *attorney), PUBLIC).row == "D5"
    public_only = a_stop("prior_refusal", reaches_inside=False)
    assert answers(on_file(LACKS, public_only, *attorney)) == (YES, "PRIOR_REFUSAL", "PRIOR_REFUSAL")
    not_social = a_stop("prior_refusal", purposes=["P07"], reaches_inside=False)
    assert answers(on_file(LACKS, not_social, *attorney)) == (YES, YES, "PRIOR_REFUSAL")
    assert answers(on_file(a_consent(), public_only)) == (YES, YES, YES)  # able: their own word of today


def test_d15_a_dispute_leaves_only_the_home() -> None:
    facts = on_file(LACKS, a_stop("dispute"), *by_attorney("P01", "P03", "P07"))
    assert answers(facts)[1:] == ("DISPUTE", "DISPUTE")
    assert ask(facts, PUBLIC).row == "D15"
    assert answers(on_file(LACKS, a_stop("dispute"), *INSIDE))[0] == YES


# What pre-empts everything ---------------------------------------------------------------------------------------
