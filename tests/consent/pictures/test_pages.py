"""The pages of pictures: added, counted, named, released, found again; without a script as well."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from consent.people.models import Person
from consent.pictures import actions, naming
from consent.pictures.models import Appearance, Asset
from consent.pictures.on_person import on_person
from mediapolicy.people.models import Home, User
from tests.consent import builders_pictures as builders
from tests.consent.builders_pictures import as_file, scene, upload

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, url: str, fields: dict[str, Any], expects: int = 302) -> Any:
    answer = client.post(url, {"form_key": str(uuid.uuid4()), **fields})
    assert answer.status_code == expects, answer.content.decode()[:3000]
    return answer


def test_several_files_are_added_at_once_and_each_bad_one_is_named(
    signed_in: SignedIn, carer: User, home: Home
) -> None:
    client = signed_in(carer)
    files = [upload(as_file(scene(n)), f"photo{n}.jpg") for n in (1, 2)] + [upload(b"<html>", "harm.jpg")]
    answer = post(
        client, "/consent/pictures/add/", {"uploads": files, "called": "Party", "home": home.pk, "event": "Fete"}
    )
    assert answer["Location"] == "/consent/pictures/?tab=waiting"
    assert sorted(Asset.objects.values_list("called", "event")) == [("Party 1", "Fete"), ("Party 2", "Fete")]
    words = page(client, answer["Location"])
    assert "harm: This is not a JPEG" in words
    assert words.count("mp-tile__name") == 2


def test_the_same_form_twice_adds_once(signed_in: SignedIn, carer: User, home: Home) -> None:
    client, key = signed_in(carer), str(uuid.uuid4())
    for _ in range(2):
        fields = {"uploads": [upload(as_file(scene(1)))], "called": "Party", "home": home.pk, "form_key": key}
        assert client.post("/consent/pictures/add/", fields).status_code == 302
    assert Asset.objects.count() == 1


def test_when_nothing_can_be_kept_the_form_says_why(signed_in: SignedIn, carer: User, home: Home) -> None:
    fields = {"uploads": [upload(b"<svg/>", "a.svg")], "called": "Party", "home": home.pk}
    answer = post(signed_in(carer), "/consent/pictures/add/", fields, expects=422)
    assert "govuk-error-summary" in answer.content.decode()
    many = {**fields, "uploads": [upload(b"x")] * 11}
    assert "at most 10 files" in post(signed_in(carer), "/consent/pictures/add/", many, expects=422).content.decode()


def test_nobody_adds_to_another_home(signed_in: SignedIn, carer: User, other_home: Home) -> None:
    fields = {"uploads": [upload(as_file(scene(1)))], "called": "Party", "home": other_home.pk}
    post(signed_in(carer), "/consent/pictures/add/", fields, expects=422)
    assert not Asset.objects.exists()


def test_a_quote_is_added_and_its_speaker_named(signed_in: SignedIn, carer: User, home: Home, elsie: Person) -> None:
    client = signed_in(carer)
    fields = {"content_type": "quote", "words": "I love the garden.", "called": "The garden", "home": home.pk}
    where = post(client, "/consent/pictures/add-words/", fields)["Location"]
    assert "I love the garden." in page(client, where)
    post(client, f"{where}count/", {"people_seen": 1})
    post(client, f"{where}who/", {"marked": "named", "person": elsie.reference})
    assert Asset.objects.get().appearances.get().person == elsie


def test_without_a_script_a_part_of_the_picture_and_a_name_are_enough(
    signed_in: SignedIn, carer: User, photo: Asset, elsie: Person, home: Home
) -> None:
    client, where = signed_in(carer), photo.get_absolute_url()
    other = builders.a_person("Elsie Brand", home=home, by=carer)
    fields = {"marked": "named", "person": "elsie", "part": "02"}
    words = post(client, f"{where}who/", fields, expects=422).content.decode()
    assert "Several people are called that" in words
    assert str(other.pk) in words
    post(client, f"{where}who/", {**fields, "which": str(other.pk)})
    kept = photo.appearances.get()
    assert (kept.person, kept.where) == (other, {"x": 67, "y": 0, "w": 33, "h": 33})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"marked": "named", "person": "Elsie Thorne"}, "Tap on the picture, or choose a part of it."),
        ({"marked": "named", "person": "Nobody", "part": "11"}, "We know nobody of that name."),
        ({"marked": "named", "part": "11"}, "We know nobody of that name."),
        ({"marked": "spotted", "part": "11"}, "Choose one of the answers offered"),
        ({"part": "11"}, "Choose an answer to"),
    ],
)
def test_what_is_missing_is_asked_for(
    signed_in: SignedIn, carer: User, photo: Asset, elsie: Person, fields: dict[str, str], words: str
) -> None:
    answer = post(signed_in(carer), f"{photo.get_absolute_url()}who/", fields, expects=422)
    assert words in answer.content.decode()
    assert not Appearance.objects.exists()


def test_from_the_tap_to_the_badge(
    signed_in: SignedIn, carer: User, second_carer: User, manager: User, photo: Asset, elsie: Person, arthur: Person
) -> None:
    jo, where = signed_in(carer), photo.get_absolute_url()
    post(jo, f"{where}count/", {"people_seen": 3})
    assert "3 people are still to be named" in page(jo, where)
    tap = {"x": "10", "y": "20", "w": "16", "h": "21"}
    post(jo, f"{where}who/", {"marked": "named", "person": elsie.reference, **tap})
    post(jo, f"{where}who/", {"marked": "named", "person": "Arthur Penhale", **tap})
    post(jo, f"{where}who/", {"marked": "not_tellable", **tap})
    assert '<rect class="mp-frame mp-frame--yes" x="64" y="96" width="102" height="101"/>' in page(jo, where)
    face = photo.appearances.get(marked="not_tellable")
    agree = f"{where}people/{face.pk}/agree/"
    assert agree not in page(jo, where)
    assert jo.get(agree).status_code == 403
    assert jo.post(agree).status_code == 403
    kit = signed_in(second_carer)
    assert agree in page(kit, where)
    assert "Can you tell who this is?" in page(kit, agree)
    post(kit, agree, {})
    post(jo, f"{where}describe/", {"called": "Beans", "alt_text": "Three people and some beans.", "rights": "own"})
    assert jo.post(f"{where}release/", {}).status_code == 403
    post(signed_in(manager), f"{where}release/", {})
    assert "May be used on our website." in page(jo, where)
    assert "Don’t show. Not agreed: on our social media" in page(jo, f"{where}?use=P07+facebook")
    builders.withdrawn(elsie.consents.get(), by=carer)
    assert "Not to be used on our website. Ask the home." in page(jo, where)


def test_a_name_is_taken_off_and_the_picture_put_away_and_brought_back(
    signed_in: SignedIn, manager: User, carer: User, photo: Asset, elsie: Person
) -> None:
    client, where = signed_in(manager), photo.get_absolute_url()
    face = naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    assert "Elsie Thorne" in page(client, f"{where}people/{face.pk}/take-off/")
    post(client, f"{where}people/{face.pk}/take-off/", {})
    assert not photo.appearances.exists()
    post(client, f"{where}put-away/", {"note": "Too dark"})
    assert "Too dark" in page(client, where)
    post(client, f"{where}bring-back/", {})
    photo.refresh_from_db()
    assert photo.state == "waiting"


def test_the_library_finds_by_picture_person_and_event_and_by_use(
    signed_in: SignedIn, marketing: User, carer: User, manager: User, home: Home, elsie: Person, arthur: Person
) -> None:
    first = builders.a_photo(home=home, by=carer, seed=1, called="Beans", event="Summer fete")
    second = builders.a_photo(home=home, by=carer, seed=2, called="Singing")
    builders.complete(first, [elsie], by=carer, released_by=manager)
    builders.complete(second, [arthur], by=carer, released_by=manager)
    client = signed_in(marketing)

    def found(query: str) -> set[str]:
        words = page(client, f"/consent/pictures/?{query}")
        return {one.called for one in (first, second) if f'href="{one.get_absolute_url()}"' in words}

    assert found("") == {"Beans", "Singing"}
    assert found("words=bean") == {"Beans"}
    assert found("words=fete") == {"Beans"}
    assert found("words=penhale") == {"Singing"}
    assert found(f"words={elsie.reference}") == {"Beans"}
    assert found("use=P06+website&allowed=on") == {"Beans", "Singing"}
    assert found("use=P07+facebook&allowed=on") == {"Beans"}
    assert found("use=harm&allowed=on") == {"Beans", "Singing"}
    assert found("tab=waiting") == set()
    assert found(f"home={home.pk}") == {"Beans", "Singing"}


@pytest.mark.parametrize("query", ["home=x", "words=%00", "after=x", "use=%3Cscript%3E", "tab=x", f"words={'a' * 500}"])
def test_a_forged_filter_is_left_out(signed_in: SignedIn, carer: User, query: str) -> None:
    assert signed_in(carer).get(f"/consent/pictures/?{query}").status_code == 200


def test_an_old_picture_is_marked(signed_in: SignedIn, carer: User, home: Home) -> None:
    old = builders.a_photo(home=home, by=carer, is_legacy=True)
    assert "Old picture" in page(signed_in(carer), old.get_absolute_url())


def test_a_persons_page_shows_the_pictures_they_are_in(
    photo: Asset, elsie: Person, grace: Person, carer: User, manager: User, stranger: User, other_manager: User
) -> None:
    naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    shown = on_person(elsie, carer)
    words = render_to_string("consent/pictures/_on_person.html", {"pictures": shown})
    assert photo.get_absolute_url() in words
    nothing = render_to_string("consent/pictures/_on_person.html", {"pictures": on_person(grace, carer)})
    assert "They are in no picture here yet." in nothing
    assert on_person(elsie, stranger) is None
    assert on_person(elsie, other_manager) is None


def test_people_are_found_while_typing(
    signed_in: SignedIn, carer: User, elsie: Person, other_home: Home, founder: User
) -> None:
    client = signed_in(carer)
    assert [one["value"] for one in client.get("/consent/pictures/people/?q=els").json()] == [elsie.reference]
    assert client.get("/consent/pictures/people/?q=e").json() == []
    assert client.get("/consent/pictures/people/?q=%00%00").json() == []


def test_a_stale_description_is_refused(signed_in: SignedIn, carer: User, photo: Asset) -> None:
    old = photo.version
    actions.describe(photo, by=carer, called="Beans")
    fields = {"called": "Peas", "rights": "own", "read_version": old}
    post(signed_in(carer), f"{photo.get_absolute_url()}describe/", fields, expects=409)
