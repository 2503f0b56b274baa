"""Short lives, each of which comes to certain rows: where random lives begin, and what broken gates are held against."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.consent.gate.living import CHOICES, SCOPES, Somebody
from tests.consent.gate.living_on import Lives
from tests.consent.gate.plain_rules import COURT, DEPUTY, WELFARE, Speaker

Story = Callable[[Lives], None]
STORIES: dict[str, Story] = {}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def story(tell: Story) -> Story:
    """Keep it under its name."""
    STORIES[tell.__name__.replace("_", " ")] = tell
    return tell


def resident(lives: Lives) -> Somebody:
    return lives.add("resident")


def unable_with(lives: Lives, kind: str, *, agrees: str = "all", **papers: object) -> tuple[Somebody, Speaker]:
    """Somebody found unable, whose attorney or deputy agreed, with a decision beside it."""
    who = resident(lives)
    lives.find(who, "lacks")
    speaker = lives.meet(who, kind)
    assert speaker is not None
    lives.check_papers(who, speaker, **papers)  # type: ignore[arg-type]
    if kind != COURT:
        lives.decide(who, "support_public", by=speaker)
    lives.agree(who, speaker, CHOICES[agrees])
    return who, speaker


@story
def nobody_ever_asked(lives: Lives) -> None:
    resident(lives)
    lives.add("visitor")
    lives.add("staff")


@story
def everything_agreed_by_themselves(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["all"])
    other = lives.add("visitor")
    lives.agree(other, "self", CHOICES["website"])
    lives.check()
    lives.withdraw(who, "self", {"P07"})
    lives.check()
    lives.withdraw(who, "self")


@story
def seen_first_and_for_a_while(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["first"])
    lives.check()
    lives.agree(who, "self", CHOICES["soon"])
    lives.check()
    lives.wait(21 * DAY, swept=False)


@story
def assessed_and_able(lives: Lives) -> None:
    who = resident(lives)
    lives.stop(who, "capacity_doubt")
    lives.find(who, "has")
    lives.agree(who, "self", CHOICES["wide"])
    lives.check()
    lives.wait(140 * DAY, swept=False)


@story
def a_doubt_about_what_was_agreed(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.stop(who, "capacity_doubt")
    lives.check()
    lives.find(who, "has")
    lives.check()
    lives.resume(who)


@story
def a_finding_about_less(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["facebook"])
    lives.find(who, "lacks", SCOPES["website"])
    inside, public = resident(lives), resident(lives)
    lives.agree(inside, "self", CHOICES["inside"])
    lives.find(inside, "lacks", SCOPES["website"])
    lives.agree(public, "self", CHOICES["website"])
    lives.find(public, "lacks", SCOPES["inside"])
    lives.check()
    lives.wait(150 * DAY, swept=False)


@story
def ability_that_comes_and_goes(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "fluctuates")
    lives.decide(who, "use_care", {"P01"})
    lives.check()
    lives.agree(who, "self", CHOICES["fair"])
    lives.check()
    lives.reconfirm(who)
    lives.check()
    lives.wait(71 * HOUR, swept=False)
    lives.check()
    lives.wait(2 * HOUR, swept=False)


@story
def ability_that_goes_after_a_standing_yes(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["all"])
    lives.find(who, "fluctuates")
    lives.reconfirm(who)


@story
def an_attorney_in_order(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE)
    lives.check()
    lives.choose_law("incapacitated_publicity", 0)
    lives.check()
    lives.choose_law("incapacitated_publicity", 1)
    lives.stop(who, "matter", {"P07"})
    lives.check()
    lives.lift(who, 0)
    lives.withdraw(who, "representative", {"P07"})
    lives.check()
    lives.wait(81 * DAY, swept=False)


@story
def an_attorney_whose_person_decides_at_times(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE)
    lives.find(who, "fluctuates")
    lives.reconfirm(who)


@story
def an_attorney_who_decided_about_less(lives: Lives) -> None:
    for decided, purposes, choice in (
        ("support_public", {"P01", "P06"}, "wide"),
        ("use_care", {"P01", "P03"}, "inside"),
    ):
        who = resident(lives)
        lives.find(who, "lacks")
        speaker = lives.meet(who, WELFARE)
        assert speaker is not None
        lives.check_papers(who, speaker)
        lives.decide(who, decided, purposes, by=speaker)
        lives.agree(who, speaker, CHOICES[choice])


@story
def two_of_a_kind_and_the_first_one_ends(lives: Lives) -> None:
    for kind in (WELFARE, COURT):
        who, _ = unable_with(lives, kind, days=10, allows={"P07"}, agrees="only the fair")
        other = lives.meet(who, kind)
        assert other is not None
        lives.check_papers(who, other, allows={"P07"})
    lives.wait(11 * DAY, swept=False)


@story
def an_attorney_whose_person_can_decide_again(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE)
    lives.find(who, "has")


@story
def an_attorney_who_says_no(lives: Lives) -> None:
    who, speaker = unable_with(lives, WELFARE)
    lives.decide(who, "use_family", {"P01", "P03"})
    lives.speaker_refuses(who, speaker, {"P07", "P03", "P01"})


@story
def an_attorney_out_of_order(lives: Lives) -> None:
    who, speaker = unable_with(lives, WELFARE)
    lives.decide(who, "use_family", {"P01", "P03"})
    lives.check_papers(who, speaker, covers=False)
    lives.check()
    lives.check_papers(who, speaker, covers=True)
    lives.check()
    lives.speaker_ends(who, speaker)


@story
def attorneys_who_decide_together(lives: Lives) -> None:
    unable_with(lives, WELFARE, together=True)


@story
def a_deputy_until_the_order_ends(lives: Lives) -> None:
    unable_with(lives, DEPUTY, days=10, agrees="keeps")
    lives.check()
    lives.wait(11 * DAY, swept=False)


@story
def a_court_that_allows_facebook(lives: Lives) -> None:
    who, court = unable_with(lives, COURT, allows={"P01", "P07"}, agrees="facebook")
    lives.wish(who, "no_publicity")
    lives.check()
    lives.stop(who, "dispute")
    lives.agree(who, court, CHOICES["facebook"])
    lives.check()
    lives.check_papers(who, court, allows={"P06"})


@story
def a_court_and_an_attorney(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE, agrees="wide")
    court = lives.meet(who, COURT)
    assert court is not None
    lives.check_papers(who, court, allows={"P01", "P03", "P06"}, days=10)
    lives.check()
    lives.wait(11 * DAY, swept=False)


@story
def a_court_that_allows_it_for_the_family(lives: Lives) -> None:
    unable_with(lives, COURT, allows={"P01", "P03"}, agrees="inside")


@story
def family_only(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "lacks")
    speaker = lives.meet(who, "next_of_kin")
    assert speaker is not None
    lives.agree(who, speaker)  # next of kin never can
    lives.decide(who, "use_family", {"P03"}, asked=False)
    lives.check()
    lives.speaker_refuses(who, speaker, {"P03"})
    lives.check()
    lives.wait(81 * DAY, swept=False)


@story
def an_attorney_not_registered(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "lacks")
    lives.decide(who, "use_family", {"P01", "P03"}, asked=False)
    speaker = lives.meet(who, WELFARE)
    assert speaker is not None
    lives.check_papers(who, speaker, register="pending")
    lives.agree(who, speaker)
    lives.check()
    lives.wait(81 * DAY, swept=False)


@story
def money_only(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "lacks")
    lives.meet(who, "lpa_property")
    lives.decide(who, "use_family", {"P01", "P03"}, asked=False)


@story
def nobody_speaks(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "lacks")
    lives.decide(who, "use_family", {"P01", "P03"}, asked=False)
    lives.check()
    lives.decide(who, "use_family", {"P01", "P03"})


@story
def inside_only(lives: Lives) -> None:
    who = resident(lives)
    lives.find(who, "lacks")
    lives.meet(who, "family")
    lives.decide(who, "use_care", {"P01", "P03", "P07"})
    lives.check()
    lives.decision_ends(who)


@story
def one_item_by_way_of_exception(lives: Lives) -> None:
    lives.choose_law("public_exception", 1)
    who = resident(lives)
    lives.find(who, "lacks")
    lives.meet(who, "next_of_kin")
    lives.decide(who, "one_item", {"P06"})
    lives.decide(who, "one_item", {"P07"}, coo=False)
    lives.check()
    lives.decision_ends(who)
    lives.decide(who, "one_item", {"P07"})
    lives.check()
    lives.choose_law("incapacitated_publicity", 0)
    lives.check()
    lives.choose_law("incapacitated_publicity", 1)
    lives.choose_law("public_exception", 0)
    lives.check()
    lives.choose_law("public_exception", 1)
    lives.wait(81 * DAY, swept=False)
    lives.check()
    lives.decide(who, "one_item", {"P07"})
    lives.stop(who, "objection")
    lives.lift(who, 0)


@story
def an_exception_with_money_and_nobody_who_cares(lives: Lives) -> None:
    lives.choose_law("public_exception", 1)
    who = resident(lives)
    lives.find(who, "lacks")
    lives.meet(who, "lpa_property")
    lives.decide(who, "one_item", {"P07"})


@story
def ability_lost_after_a_yes(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["asks"])
    lives.find(who, "lacks")
    lives.check()
    lives.wait(5 * HOUR, swept=False)
    lives.check()
    lives.wait(29 * DAY, swept=False)


@story
def ability_lost_and_decided_against(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["keeps"])
    lives.find(who, "lacks")
    lives.check()
    lives.decide(who, "do_not_use", {"P07"})


@story
def ability_doubted_and_then_lost(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["soon"])
    lives.stop(who, "capacity_doubt")
    lives.find(who, "lacks")
    lives.decide(who, "do_not_use", {"P06"})
    lives.check()
    lives.wait(21 * DAY, swept=False)


@story
def ability_lost_after_a_restriction(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["keeps"])
    lives.stop(who, "restriction")
    lives.lift(who, 0)
    lives.find(who, "lacks")


@story
def an_answer_for_one_event_and_ability_lost(lives: Lives) -> None:
    for takes_it_back in (False, True):
        who = resident(lives)
        lives.agree(who, "self", CHOICES["wide"])
        lives.agree(who, "self", CHOICES["only the fair"])
        if takes_it_back:
            lives.withdraw(who, "self")
        lives.find(who, "lacks")
        lives.decide(who, "use_family", {"P01", "P03"})


@story
def everything_taken_back_and_ability_lost(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.withdraw(who, "self")
    lives.find(who, "lacks")
    lives.decide(who, "use_family", {"P01", "P03"})


@story
def a_wish_and_a_dispute_about_somebody_able(lives: Lives) -> None:
    who = resident(lives)
    lives.wish(who, "no_publicity")
    lives.stop(who, "dispute")
    lives.agree(who, "self", CHOICES["wide"])


@story
def ability_lost_with_a_wish_to_stop(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.find(who, "lacks")


@story
def a_part_taken_back_and_ability_lost(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["all"])
    lives.withdraw(who, "self", {"P03", "P07"})
    lives.find(who, "lacks")
    lives.decide(who, "use_family", {"P01", "P03"})
    lives.check()
    lives.lift(who, 0)
    lives.check()
    speaker = lives.meet(who, WELFARE)
    assert speaker is not None
    lives.check_papers(who, speaker)
    lives.decide(who, "support_public", by=speaker)
    lives.agree(who, speaker, CHOICES["all"])


@story
def a_narrower_form_and_ability_lost(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["all"])
    lives.agree(who, "self", CHOICES["website"])
    lives.find(who, "lacks")
    lives.decide(who, "use_family", {"P01", "P03"})
    lives.check()
    speaker = lives.meet(who, WELFARE)
    assert speaker is not None
    lives.check_papers(who, speaker)
    lives.decide(who, "support_public", by=speaker)
    lives.agree(who, speaker, CHOICES["all"])


@story
def a_no_before_ability_was_lost(lives: Lives) -> None:
    who = resident(lives)
    lives.refuse(who)
    lives.find(who, "lacks")
    speaker = lives.meet(who, WELFARE)
    assert speaker is not None
    lives.check_papers(who, speaker)
    lives.decide(who, "support_public", by=speaker)
    lives.agree(who, speaker, CHOICES["all"])


@story
def a_wish_against_an_attorney(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE)
    lives.wish(who, "no_social")
    lives.check()
    lives.wish(who, "no_publicity", able_then="no")
    lives.take_wish_back(who)
    lives.lift(who, 0)


@story
def a_wish_and_ability_for_less(lives: Lives) -> None:
    who = resident(lives)
    lives.wish(who, "no_publicity")
    lives.find(who, "lacks")
    lives.find(who, "has", SCOPES["website"])
    lives.take_wish_back(who)
    lives.lift(who, 0)


@story
def a_dispute_about_an_attorney(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE)
    lives.decide(who, "use_care", {"P01"})
    daughter = lives.meet(who, "family")
    assert daughter is not None
    lives.speaker_refuses(who, daughter, {"P07"})
    lives.check()
    lives.lift(who, 0)
    lives.check()
    lives.resume(who)
    lives.check()
    lives.withdraw(who, "somebody_else")


@story
def an_objection(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.stop(who, "objection", {"P07"})
    lives.check()
    lives.lift(who, 0)
    lives.check()
    lives.withdraw(who, "observed")


@story
def pressure(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.stop(who, "undue_influence", inside=True)
    lives.check()
    lives.lift(who, 0)


@story
def a_restriction_for_a_while(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.stop(who, "restriction", {"P14", "P07"}, days=5)
    lives.resume(who)
    lives.check()
    lives.wait(6 * DAY, swept=False)
    lives.check()
    lives.resume(who)
    lives.check()
    lives.stop(who, "whereabouts")
    lives.check()
    lives.lift(who, 0)
    lives.agree(who, "self", CHOICES["wide"])
    lives.check()
    lives.stop(who, "restriction", inside=True)
    lives.check()
    lives.lift(who, 0)
    lives.agree(who, "self", CHOICES["wide"])


@story
def no_cause_found(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.find(who, "not_established")
    lives.check()
    lives.lift(who, 0)


@story
def an_ongoing_matter(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.stop(who, "matter", inside=True)
    lives.check()
    lives.lift(who, 0)
    lives.stop(who, "matter", {"P07"})


@story
def a_death(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["keeps"])
    lives.die(who)
    lives.check()
    speaker = lives.meet(who, "personal_rep")
    assert speaker is not None
    lives.begin(who, speaker, CHOICES["all"])
    lives.finish(who)
    lives.check()
    lives.check_papers(who, speaker)
    lives.check()
    lives.wait(5 * HOUR, swept=False)
    lives.check()
    lives.stop(who, "restriction", {"P07"})


@story
def a_death_after_a_wish_to_stay(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["keeps"])
    lives.die(who)
    lives.check()
    lives.wait(29 * HOUR, swept=False)


@story
def a_death_after_a_wish_to_stop(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.die(who)


@story
def a_death_after_a_no(lives: Lives) -> None:
    who = resident(lives)
    lives.refuse(who)
    lives.die(who)
    speaker = lives.meet(who, "personal_rep")
    assert speaker is not None
    lives.check_papers(who, speaker)
    lives.agree(who, speaker, CHOICES["all"])


@story
def a_death_with_an_attorney(lives: Lives) -> None:
    who, _ = unable_with(lives, WELFARE, agrees="keeps")
    lives.die(who)


@story
def a_child_of_nine(lives: Lives) -> None:
    born = lives.today - timedelta(days=9 * 366)
    who = lives.add("child", born)
    lives.agree(who, "parent", CHOICES["all"])
    lives.check()
    lives.agree(who, "self", CHOICES["all"])


@story
def a_child_who_turns_thirteen(lives: Lives) -> None:
    today = lives.today
    who = lives.add("child", today.replace(year=today.year - 13) + 20 * DAY)
    lives.agree(who, "parent", CHOICES["wide"])
    lives.check()
    lives.wait(25 * DAY, swept=True)
    lives.check()
    lives.agree(who, "parent", CHOICES["child"])


@story
def a_child_who_turns_sixteen(lives: Lives) -> None:
    today = lives.today
    who = lives.add("child", today.replace(year=today.year - 16) + 20 * DAY)
    lives.agree(who, "parent", CHOICES["child"])
    lives.check()
    lives.wait(25 * DAY, swept=False)
    lives.check()
    lives.agree(who, "self", CHOICES["all"])


@story
def somebody_who_leaves(lives: Lives) -> None:
    who, worker = resident(lives), lives.add("staff")
    for one in (who, worker):
        lives.agree(one, "self", CHOICES["wide"])
    lives.move(who)
    lives.leave(worker)
    lives.check()
    lives.resume(who)


@story
def staff_on_another_ground(lives: Lives) -> None:
    lives.choose_law("staff_interests", 1)
    who = lives.add("staff")
    lives.agree(who, "self", CHOICES["interests"])
    lives.check()
    lives.choose_law("staff_interests", 0)


@story
def a_finding_that_was_not_valid(lives: Lives) -> None:
    who = resident(lives)
    lives.agree(who, "self", CHOICES["wide"])
    lives.find(who, "lacks")
    lives.find(who, "has")
    lives.resume(who)
    lives.check()
    lives.find_void(who)


# Few of them, which together come to every cell of the table that can be come to.
COME_TO_EVERY_ROW = (
    "an attorney out of order",
    "an attorney who says no",
    "a deputy until the order ends",
    "a court that allows facebook",
    "a court that allows it for the family",
    "an attorney not registered",
    "money only",
    "nobody speaks",
    "one item by way of exception",
    "a dispute about an attorney",
    "assessed and able",
    "ability that comes and goes",
    "a finding about less",
    "no cause found",
    "ability lost after a yes",
    "an answer for one event and ability lost",
    "an objection",
    "pressure",
    "a restriction for a while",
    "a death",
    "a child of nine",
)
