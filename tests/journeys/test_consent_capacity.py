"""Can Joan decide this? In the order of the law: help, abilities, cause, countersignature; then what is best for her."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consent.capacity import rules
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent import builders_capacity as build
from tests.journeys.conftest import Meet
from tests.journeys.person import DESK
from tests.journeys.person import Person as Reader

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TABLET = (820, 1180)


def day(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d/%m/%Y}"


@pytest.mark.clause("IR-6")
@pytest.mark.clause("CC-3")
def test_from_a_doubt_to_a_decision_in_the_order_of_the_law(
    meet: Meet, policy_in_force: None, home: Home, appoint: Appoint, carer: User, manager: User, safeguarding: User
) -> None:
    nia = meet(appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home), size=TABLET)
    joan = build.a_resident(home, by=carer)
    build.somebody_speaks(joan, "next_of_kin", by=manager)
    the_abilities_come_first(nia, joan)
    then_the_cause(nia)
    the_home_manager_countersigns(meet(manager))
    assert evaluate(joan, build.a_use(build.FAMILY)).row == "D11"
    assert not evaluate(joan, build.a_use(build.FAMILY)).is_allowed
    moira = meet(manager, size=TABLET)
    what_is_best_for_her(moira, joan)
    somebody_else_signs_second(meet(safeguarding))
    assert evaluate(joan, build.a_use(build.FAMILY)).is_allowed
    assert not evaluate(joan, build.a_use()).is_allowed


def the_abilities_come_first(nia: Reader, joan: Person) -> None:
    nia.visit(f"/consent/people/{joan.pk}/capacity/")
    nia.sees("Joan is taken to be able to decide everything", "Row D1 of the table", "decides nothing")
    nia.picture("consent-capacity", DESK, tall=640)
    nia.press("Start an assessment")
    nia.tick("In updates to their own family")
    nia.tick("On our social media")
    nia.tick("Photos")
    nia.choose("Seen or heard, no name", "How plainly can they be told, at most?")
    nia.fill("Until when?", day(150))
    nia.choose("Staff noticed something about this decision", "How did the doubt come up?")
    nia.fill("What makes you doubt that they can decide this?", "She did not know her own picture this week.")
    nia.press("Start the assessment")
    nia.does_not_see("Look for the cause")
    nia.press("1. Help them to decide")
    for number, when in ((0, -6), (1, -2)):
        nia.page.locator(f"[name={('first', 'second')[number]}_at_0]").fill(day(when))
        nia.page.locator(f"[name={('first', 'second')[number]}_at_1]").fill("10:30")
    for name in ("first", "second"):
        nia.page.locator(f"[name={name}_where]").fill("Garden room")
        nia.page.locator(f"[name={name}_why]").fill("She is at her best after breakfast.")
    nia.page.locator("[name=support][value=best_time]").check()
    nia.page.locator("[name=support][value=real_post]").check()
    nia.page.locator("[name=helped][value=best_time]").check()
    nia.press("Save this part")
    nia.press("2. Explain what it is about")
    for words in rules.INFORMATION.values():
        nia.choose("Explained, and they took in part of it", words)
    nia.press("Save this part")
    nia.press("3. Look at the four abilities")
    nia.picture("consent-abilities", DESK)
    assert nia.page.locator("[name=impairment]").count() == 0
    for ability, words in rules.ABILITIES.items():
        nia.page.locator(f"#id_{ability}_{1 if ability == 'can_weigh' else 0}").check(force=True)
        assert words in nia.page.locator("main").inner_text()
    nia.page.locator("[name=can_weigh_shown]").fill(build.SAID)
    nia.fill("What else could explain it?", "No pressure was seen, and her hearing aids were in.")
    nia.press("Save this part")


def then_the_cause(nia: Reader) -> None:
    nia.press("Go on to the cause")
    nia.press("Go on to the cause")
    nia.press("4. Look for the cause")
    assert nia.page.locator("[name=impairment]").count() == 2
    nia.page.locator("#id_impairment_0").check(force=True)
    nia.fill("What is it?", "Alzheimer’s dementia, moderate.")
    nia.choose("Diagnosed", "How is it known?")
    nia.choose("Lasting", "How lasting is it?")
    nia.fill("How does it make them unable to weigh it up?", build.LINK)
    nia.press("Save this part")
    nia.press("5. Say what you found")
    nia.choose("Cannot decide this", "What do you find?")
    nia.fill("What did they say about it, in their own words?", "“I like the cat.”")
    nia.choose("Cannot tell", "What do they seem to want?")
    nia.choose("No", "Are they likely to be able to decide this later?")
    nia.fill("When did you tell them what you found?", day(0))
    nia.fill("How did you tell them?", "In the garden room, with her daughter.")
    nia.press("Finish the assessment")
    nia.sees("Waiting for the Home Manager")
    assert CapacityAssessment.objects.get().state == "awaiting countersignature"


def the_home_manager_countersigns(moira: Reader) -> None:
    moira.press("Countersign the assessment of Joan Ashby")
    moira.press("Countersign")
    moira.sees("Read all of it", "“I like the cat.”", "Alzheimer’s dementia, moderate.")
    moira.press("Countersign")
    moira.sees("It counts from now on")


def what_is_best_for_her(moira: Reader, joan: Person) -> None:
    moira.visit(f"/consent/people/{joan.pk}/best-interests/")
    moira.page.locator("[name=assessment]").check()
    moira.tick("In updates to their own family")
    moira.press("Prepare the decision")
    moira.press("1. What they want and value")
    moira.tick("This is not decided by their age, looks, illness or behaviour")
    moira.fill(
        "What are the circumstances?", "Her daughter lives abroad and asks for pictures of the summer fair each year."
    )
    moira.choose("No", "Are they likely to be able to decide this later?")
    for name in ("can_wait", "objects_now", "wished_against"):
        moira.page.locator(f"#id_{name}_1").check(force=True)
    moira.fill("How did they take part?", "She pointed at the cat and laughed.")
    moira.fill("What did they wish before?", "She sent pictures herself for years.")
    moira.fill("What do they believe in and value?", "Her family, and her church.")
    moira.press("Save this part")
    moira.press("2. Ask those who know them")
    moira.fill("Whom did you ask: “What would Joan want?”", "Carol Ashby")
    moira.choose("Somebody who cares for them or takes an interest", "Why them?")
    moira.choose("They think so", "Do they think that Joan would want it?")
    moira.fill("Who gains from it?", "Her family. The home does not.")
    moira.press("Save this part")
    moira.press("3. Weigh at least three ways")
    for option in ("proposed", "less", "nothing"):
        moira.page.locator(f"[name={option}_benefits]").fill("Her daughter sees her.")
        moira.page.locator(f"[name={option}_burdens]").fill("A picture may be passed on.")
    moira.tick("I looked for a way that shows less of them: no face, no name, fewer people")
    moira.press("Save this part")
    moira.sees("Before you can decide")
    moira.press("4. What you decide")
    moira.choose("Use it for their own family", "What do you decide?")
    moira.fill("If it leaves the home: on which basis in data protection law?", "Article 6(1)(f).")
    moira.fill("Who was told what you decide, and when?", "Joan and Carol, today.")
    moira.press("Save this part")
    moira.press("Decide")
    moira.press("Decide")
    moira.sees("The Safeguarding Lead and the Data Protection Lead have been told")


def somebody_else_signs_second(bea: Reader) -> None:
    bea.press("Sign second: what is best for Joan Ashby")
    bea.press("Give the second signature")
    bea.sees("You answer for it with whoever decided", "She pointed at the cat and laughed.")
    bea.press("Give the second signature")
    bea.sees("It counts from now on")
    assert BestInterestsDecision.objects.get().state == "in force"
