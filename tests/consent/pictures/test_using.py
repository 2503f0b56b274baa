"""May it be used so? Everybody in it decides, the strictest for all, in a few statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from consent.capacity.models import CapacityAssessment
from consent.capacity.states import TRANSITIONS
from consent.gate.use import Use
from consent.people.models import Person
from consent.pictures import actions, naming, using
from consent.pictures.models import Asset
from consent.pictures.showing import faces, sentence, use_for
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.vocabulary import OFFERED, ContentType
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.consent import builders_pictures as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26"), pytest.mark.clause("IR-6")]
WEBSITE, FACEBOOK = use_for("P06 website"), use_for("P07 facebook")
NO = "Don’t show {} this way. Ask the home if you think this should change."


@pytest.fixture
def group(photo: Asset, elsie: Person, arthur: Person, carer: User, manager: User) -> Asset:
    return builders.complete(photo, [elsie, arthur], by=carer, released_by=manager)


def said(asset: Asset, use: Use) -> str:
    found = Asset.objects.with_people().get(pk=asset.pk)
    return sentence(using.look_at([found], use)[asset.pk])


def test_everybody_agreed_to_the_website(group: Asset) -> None:
    assert using.stands_in_the_way(group, WEBSITE) == []
    assert [one.is_allowed for one in using.answers(group, WEBSITE)] == [True, True]
    assert said(group, WEBSITE) == "May be used on our website."


def test_the_strictest_person_decides_for_the_group(group: Asset) -> None:
    """That Arthur said No to it is not among the words: somebody whom something stops answers in the same ones (4.9)."""
    assert using.stands_in_the_way(group, FACEBOOK) == [NO.format("Arthur")]
    assert said(group, FACEBOOK) == "Not to be used on our social media (Facebook). Ask the home."


def test_the_moment_somebody_changes_their_mind_it_may_not_be_used(group: Asset, elsie: Person, carer: User) -> None:
    builders.withdrawn(elsie.consents.get(), by=carer)
    assert using.stands_in_the_way(group, WEBSITE) == [NO.format("Elsie")]


def test_who_is_not_named_yet_stands_in_the_way(group: Asset, carer: User) -> None:
    actions.count_people(group, 4, by=carer)
    found = using.stands_in_the_way(group, WEBSITE)
    assert found == ["2 people are still to be named, or made unrecognisable."]


def test_a_complete_picture_that_nobody_released_is_not_used(group: Asset, carer: User) -> None:
    actions.count_people(group, 2, by=carer)
    assert using.stands_in_the_way(group, WEBSITE) == ["Somebody has to say that it is complete."]


def test_one_that_was_put_away_is_not_used(group: Asset, carer: User) -> None:
    actions.put_away(group, "Out of date", by=carer)
    assert using.stands_in_the_way(group, WEBSITE) == ["It was put away."]


@pytest.mark.clause("SM-27")
def test_a_permission_that_ends_stands_in_the_way_from_that_day(
    photo: Asset, elsie: Person, carer: User, manager: User, time_machine: Any
) -> None:
    until = timezone.localdate() + timedelta(days=3)
    actions.describe(photo, by=carer, rights_holder="Courier", licence="Letter", licence_until=until)
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    assert using.stands_in_the_way(photo, WEBSITE) == []
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert using.stands_in_the_way(photo, WEBSITE) == ["The permission to use it has ended."]


def test_somebody_whom_nobody_can_tell_needs_no_consent_but_two_who_agree(
    photo: Asset, carer: User, second_carer: User, manager: User
) -> None:
    actions.count_people(photo, 1, by=carer)
    face = naming.name_somebody(photo, marked="blurred", by=carer)
    assert using.stands_in_the_way(photo, WEBSITE)[0].startswith("A second person")
    naming.confirm_nobody(face, by=second_carer)
    actions.describe(photo, by=carer, alt_text="Hands in the soil.", rights="own")
    actions.release(photo, by=manager)
    assert using.stands_in_the_way(photo, WEBSITE) == []


def test_the_kind_of_thing_is_its_own(home: Home, carer: User, manager: User) -> None:
    """Who agreed to photos only is not quoted."""
    person = builders.a_person("Olive Reed", home=home, by=carer)
    builders.agreed(person, by=carer, signed_by=manager, contents=["photo"])
    quote = actions.add(home=home, called="Tea", content_type="quote", words="Best tea in town.", by=carer)
    builders.complete(quote, [person], by=carer, released_by=manager)
    assert using.stands_in_the_way(quote, WEBSITE) == ["Don’t show Olive this way. Not agreed: words they said."]


def test_a_sign_off_seals_bytes_words_and_what_each_part_rests_on(
    group: Asset, elsie: Person, carer: User, manager: User
) -> None:
    before = using.sealed(group, WEBSITE)
    assert before == using.sealed(group, WEBSITE)
    assert before["sha256"] == group.sha256
    consent = elsie.consents.get()
    assert [elsie.reference, "AUTH_SELF", consent.reference] in before["people"]
    actions.describe(group, by=carer, called="Another name")
    assert using.sealed(group, WEBSITE) == before, "what it is called inside is nobody's signature"
    builders.withdrawn(consent, by=carer)
    builders.agreed(elsie, by=carer, signed_by=manager)
    assert using.sealed(group, WEBSITE) != before, "it rests on another consent now"


# Every kind of person at once -----------------------------------------------------------------------------------------

KINDS = ("resident", "staff", "volunteer", "family", "visitor", "supplier", "guest", "former_resident")


def a_crowd(home: Home, carer: User, manager: User, count: int) -> list[Person]:
    """Agreed, refused, stopped, a child, a member of the dead, somebody assessed: all in one picture."""
    people = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        person = builders.a_person(f"Person {number:02d}", home=home, by=carer, subject_type=kind)
        people.append(person)
        if number % 3:
            builders.agreed(person, by=carer, signed_by=manager)
        if number % 7 == 1:
            stops.place(StopKind.CAPACITY_DOUBT, person, "Not sure today.", by=carer)
        if number % 7 == 2:
            _assessed(person, carer, "lacks" if number % 2 else "fluctuates")
    child = builders.a_person("Robin Vale", home=home, by=carer, subject_type="child", born_on=date(2018, 4, 1))
    dead = builders.a_person("Edna Hale", home=home, by=carer, subject_type="deceased_resident")
    return [*people[: count - 2], child, dead]


def _assessed(person: Person, by: User, outcome: str) -> None:
    found = CapacityAssessment(
        home=person.home,
        subject=person,
        outcome=outcome,
        happened_at=timezone.now(),
        assessor=by,
        scope={"purposes": list(OFFERED), "contents": list(ContentType), "most_ident": "I4"},
        can_weigh=False,
        impairment=True,
        causal_link="They could not keep the risk in mind because of it.",
        countersigned_by=by,
        countersigned_at=timezone.now(),
    )
    found.state = "in force"
    found.sign(by, TRANSITIONS[0])
    found.save(force_insert=True)


def test_fifty_people_of_every_kind_are_answered_in_a_few_statements(
    home: Home, carer: User, manager: User, queries: Callable[[], Asked]
) -> None:
    photo = builders.a_photo(home=home, by=carer)
    actions.count_people(photo, 50, by=carer)
    for person in a_crowd(home, carer, manager, 50):
        naming.name_somebody(photo, marked="named", person=person, by=carer)
    found = Asset.objects.with_people().get(pk=photo.pk)
    people = found.appearances.all()
    assert len(people) == 50
    with queries() as asked:
        answer = using.look_at([found], FACEBOOK)[photo.pk]
    assert len(asked.statements) <= 5, asked.statements
    codes = {one.code for one in answer.decisions.values()}
    assert len(codes) >= 4, codes
    with queries() as asked:
        assert len(faces(answer, carer)) == 50
    assert asked.statements == []
