"""What pictures need before they are used, what puts them away, and what stays when they are gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from consent.people.models import Person
from consent.pictures import actions, naming, rules, tasks
from consent.pictures.arriving import kept_copy
from consent.pictures.models import Appearance, Asset, Forbidden, Marked
from consent.signals import authority_changed
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests.builders import last_row, verbs
from tests.consent import builders_pictures as builders
from tests.consent.builders_pictures import as_file, scene, upload

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]


@pytest.fixture
def news() -> Any:
    """What is told to whoever shows people."""
    heard: list[dict[str, Any]] = []

    def hear(**told: Any) -> None:
        heard.append(told)

    authority_changed.connect(hear, weak=False)
    yield heard
    authority_changed.disconnect(hear)


def missing(asset: Asset, by: User) -> list[str]:
    with pytest.raises(Missing) as refused:
        actions.release(asset, by=by)
    return refused.value.missing


def test_a_picture_is_complete_when_everybody_is_named_and_the_rights_are_recorded(
    photo: Asset, elsie: Person, carer: User, manager: User
) -> None:
    assert len(missing(photo, manager)) == 3  # nobody counted, no rights, no words
    actions.count_people(photo, 2, by=carer)
    assert "2 people are still to be named, or made unrecognisable." in missing(photo, manager)
    naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    assert "1 person is still to be named, or made unrecognisable." in missing(photo, manager)
    actions.count_people(photo, 1, by=carer)
    actions.describe(photo, by=carer, alt_text="Elsie waters the beans.")
    assert missing(photo, manager) == ["Say whose work it is, and where their permission is."]
    actions.describe(photo, by=carer, rights="own")
    actions.release(photo, by=manager)
    assert photo.state == "ready"
    assert last_row(photo).verb == "release picture"


@pytest.mark.clause("SM-27")
def test_somebody_elses_work_needs_their_permission_on_file_and_in_date(photo: Asset, carer: User) -> None:
    actions.describe(photo, by=carer, rights="licensed")
    assert rules.rights_recorded(photo) == "Enter who gave permission, and where it is kept."
    actions.describe(photo, by=carer, rights_holder="Wexcombe Courier", licence="Letter of 3 November")
    assert rules.rights_recorded(photo) == ""
    actions.describe(photo, by=carer, licence_until=timezone.localdate() - timedelta(days=1))
    assert rules.rights_recorded(photo) == "The permission to use it has ended."


@pytest.mark.clause("SM-27")
def test_a_picture_in_use_keeps_its_rights(photo: Asset, elsie: Person, carer: User, manager: User) -> None:
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    with pytest.raises(ValidationError), transaction.atomic():
        actions.describe(photo, by=carer, rights="unknown")
    photo.refresh_from_db()
    assert (photo.state, photo.rights) == ("ready", "own")


@pytest.mark.parametrize("marked", [Marked.NOT_TELLABLE, Marked.BLURRED])
def test_i0_two_people_agree_that_nobody_can_tell(
    photo: Asset, carer: User, second_carer: User, manager: User, marked: str
) -> None:
    actions.count_people(photo, 1, by=carer)
    face = naming.name_somebody(photo, marked=marked, by=carer)
    assert "A second person has to agree that nobody can tell who that is." in missing(photo, manager)
    with pytest.raises(Refused, match="You said so yourself"), transaction.atomic():
        naming.confirm_nobody(face, by=carer)
    naming.confirm_nobody(face, by=second_carer)
    assert "second person" not in " ".join(missing(photo, manager))
    with pytest.raises(Missing), transaction.atomic():
        naming.confirm_nobody(face, by=manager)  # once is enough


def test_i0_whoever_marked_one_of_two_agrees_only_about_the_other(
    photo: Asset, carer: User, second_carer: User
) -> None:
    mine = naming.name_somebody(photo, marked=Marked.NOT_TELLABLE, by=carer)
    theirs = naming.name_somebody(photo, marked=Marked.NOT_TELLABLE, by=second_carer)
    with pytest.raises(Refused), transaction.atomic():
        naming.confirm_nobody(mine, by=carer)
    naming.confirm_nobody(theirs, by=carer)
    theirs.refresh_from_db()
    assert theirs.confirmed_by == carer


def test_i0_the_database_refuses_one_pair_of_eyes(photo: Asset, carer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Appearance.objects.create(asset=photo, marked="blurred", by=carer, confirmed_by=carer)


def test_nobody_is_named_twice_or_beyond_those_counted(photo: Asset, elsie: Person, grace: Person, carer: User) -> None:
    actions.count_people(photo, 1, by=carer)
    naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    for person in (elsie, grace):
        with pytest.raises(ValidationError), transaction.atomic():
            naming.name_somebody(photo, marked="named", person=person, by=carer)
    with pytest.raises(ValidationError, match="1 are named in it already"), transaction.atomic():
        actions.count_people(photo, 0, by=carer)


def test_a_change_of_who_is_in_it_takes_it_back_to_waiting_and_is_told(
    photo: Asset, elsie: Person, carer: User, manager: User, news: list[dict[str, Any]]
) -> None:
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    news.clear()
    face = photo.appearances.get()
    naming.take_name_off(face, by=carer)
    photo.refresh_from_db()
    assert photo.state == "waiting"
    assert [(told["people"], told["assets"]) for told in news] == [([elsie.pk], [photo.pk])]
    assert last_row(photo).note == elsie.reference, "history says by reference whose name it was"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"x": "12.4", "y": 30, "w": 16, "h": 21}, {"x": 12, "y": 30, "w": 16, "h": 21}),
        ({"x": 95, "y": 95, "w": 16, "h": 16}, {"x": 95, "y": 95, "w": 5, "h": 5}),
        ({"x": -1, "y": 0, "w": 5, "h": 5}, {}),
        ({"x": "nan", "y": 0, "w": 5, "h": 5}, {}),
        ({"x": "inf", "y": 0, "w": 5, "h": 5}, {}),
        ({"x": 1, "y": 1, "w": 0, "h": 5}, {}),
        ({"x": "<svg>", "y": 1, "w": 1, "h": 5}, {}),
        ({}, {}),
    ],
)
def test_a_place_lies_inside_the_picture(given: dict[str, Any], kept: dict[str, int]) -> None:
    assert naming.frame(given) == kept


def test_v_c_17_an_old_picture_of_somebody_who_never_agreed_is_not_released(
    home: Home, carer: User, manager: User, elsie: Person, grace: Person
) -> None:
    old = builders.a_photo(home=home, by=carer, is_legacy=True)
    with pytest.raises(Missing, match="no consent is recorded for Grace"):
        builders.complete(old, [elsie, grace], by=carer, released_by=manager)
    builders.agreed(grace, by=carer, signed_by=manager)
    actions.release(old, by=manager)
    assert old.state == "ready"


# Taken out, and kept out ----------------------------------------------------------------------------------------------


def again(picture: Image.Image, home: Home, by: User) -> Asset:
    return actions.add(home=home, called="Another name", kept=kept_copy(upload(as_file(picture, quality=60))), by=by)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("change", ["same", "saved again", "smaller", "trimmed", "turned"])
def test_w_4_a_picture_that_somebody_withdrew_from_does_not_come_back(
    photo: Asset, elsie: Person, home: Home, carer: User, manager: User, change: str
) -> None:
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    actions.put_away_after_withdrawal(photo, "WDR-TEST2")
    picture = scene(1)
    changed = {
        "same": picture,
        "saved again": Image.open(photo.stored.open("rb")),
        "smaller": picture.resize((320, 240)),
        "trimmed": picture.crop((20, 15, 620, 465)),
        "turned": picture.transpose(Image.Transpose.ROTATE_270),
    }[change]
    with pytest.raises(Missing, match="somebody in it changed their mind"):
        again(changed, home, carer)
    assert Asset.objects.count() == 1
    assert again(scene(2), home, carer).state == "waiting"


def test_a_refused_upload_leaves_no_file_behind(photo: Asset, home: Home, carer: User) -> None:
    actions.put_away_after_withdrawal(photo, "WDR-TEST2")
    folder = photo.stored.storage.path("pictures")
    before = set(photo.stored.storage.listdir(folder)[1])
    with pytest.raises(Missing):
        again(scene(1), home, carer)
    assert set(photo.stored.storage.listdir(folder)[1]) == before


def test_what_somebody_withdrew_from_is_not_brought_back_while_they_say_no(
    photo: Asset, elsie: Person, carer: User, manager: User
) -> None:
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    builders.withdrawn(elsie.consents.get(), by=carer)
    actions.put_away_after_withdrawal(photo, "WDR-TEST2")
    with pytest.raises(Missing, match="It stays away"), transaction.atomic():
        actions.bring_back(photo, by=manager)
    builders.agreed(elsie, by=carer, signed_by=manager)
    actions.bring_back(photo, by=manager)
    assert photo.state == "waiting"
    assert photo.put_away_at is None
    assert not Forbidden.objects.exists()


def test_to_put_away_needs_a_reason_that_history_does_not_keep(photo: Asset, carer: User) -> None:
    with pytest.raises(ValidationError):
        actions.put_away(photo, "  ", by=carer)
    actions.put_away(photo, "Arthur looks sad", by=carer)
    assert "Arthur" not in str(vars(last_row(photo)))


@pytest.mark.parametrize("by_withdrawal", [True, False])
def test_after_its_time_a_picture_is_erased_and_only_that_it_was_here_stays(
    photo: Asset, elsie: Person, carer: User, manager: User, by_withdrawal: bool
) -> None:
    builders.complete(photo, [elsie], by=carer, released_by=manager)
    actions.describe(photo, by=carer, called="CANARY name", event="CANARY event", made_by="CANARY maker")
    names, storage = (photo.stored.name, photo.small.name), photo.stored.storage
    if by_withdrawal:
        actions.put_away_after_withdrawal(photo, "WDR-TEST2")
    else:
        actions.put_away(photo, "CANARY reason", by=carer)
    assert tasks.erase_what_was_put_away() == 0
    Asset._base_manager.filter(pk=photo.pk).update(put_away_at=timezone.now() - timedelta(days=31))
    assert tasks.erase_what_was_put_away() == 1
    assert tasks.erase_what_was_put_away() == 0
    photo.refresh_from_db()
    assert (photo.state, photo.called, photo.stored.name, photo.sha256) == ("erased", "Erased", "", "")
    assert not any(storage.exists(name) for name in names)
    assert not photo.appearances.exists()
    assert verbs(photo)[0] == "add picture"
    assert verbs(photo)[-1] == "erase"
    everything = str([vars(row) for row in photo.history.all()]) + str(vars(photo))
    assert "CANARY" not in everything
    assert elsie.name not in everything
    assert Forbidden.objects.count() == by_withdrawal


def test_a_picture_brought_back_at_the_last_moment_stays(photo: Asset, carer: User, manager: User) -> None:
    actions.put_away(photo, "By mistake", by=carer)
    stale = Asset.objects.get(pk=photo.pk)
    actions.bring_back(photo, by=manager)
    with pytest.raises(WrongState):
        actions.erase(stale)
    assert photo.stored.storage.exists(photo.stored.name)


def test_words_are_kept_without_a_file(home: Home, carer: User) -> None:
    said = actions.add(home=home, called="On the garden", content_type="quote", words="I love it here.", by=carer)
    assert (said.state, said.sha256, bool(said.stored)) == ("waiting", "", False)
    with pytest.raises(Missing, match="Choose a file, or write the words"):
        actions.add(home=home, called="Nothing", content_type="quote", words=" ", by=carer)
