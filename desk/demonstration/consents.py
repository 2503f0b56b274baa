"""Lets the people of the demonstration decide whether they may be shown, each by the action of whoever was with them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from consent.agreement import actions as forms
from consent.agreement import signing
from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.signing import Given
from consent.people import actions as people
from consent.people.models import Person
from consent.pictures import actions as pictures
from consent.pictures import naming
from consent.pictures.arriving import kept_copy
from consent.pictures.models import Asset
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown import withdrawing
from consent.takedown.actions import finish_task
from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_showing
from desk.demonstration import deciding, shown
from desk.demonstration.founding import as_person
from desk.demonstration.people import PRESS_OFFICE
from desk.demonstration.steps import Scene
from mediapolicy.people.models import User

WIDE = 960
STROKES = "M10 60L30 20L50 70L70 30L95 65L120 25L150 60L185 40"
EXPLAINED: dict[str, Any] = {
    "formats": ["spoken", "examples"],
    "explained_where": "In the sitting room",
    "no_detriment_shown": True,
    "irreversible_explained": True,
    "overseas_explained": True,
}


def tell_consents(scene: Scene, go_to: Callable[[str], None]) -> None:
    """The lists of the homes, everybody's decision, pictures, what is shown, and who changed their mind."""
    go_to("-40d 9:00")
    known = {one.name: _add(scene, one) for one in shown.PEOPLE}
    _add_colleagues(scene)
    go_to("-30d 10:00")
    for one in shown.PEOPLE:
        _decide(scene, one, known[one.name])
    for name in shown.STAFF_WHO_AGREED:
        _colleague_agrees(scene, Person.objects.get(account=scene.staff[name]))
    go_to("-20d 11:00")
    deciding.tell_of_attorney(scene, known["Winifred Tarn"])
    deciding.tell_of_family(scene, known["Harold Pinn"])
    go_to("-12d 14:00")
    library = {one[0]: _picture(scene, known, *one) for one in shown.PICTURES}
    go_to("-9d 15:00")
    _show(scene, known, library)
    go_to("-2d 10:00")
    _stop(scene, known)
    go_to("-1d 16:00")
    _change_of_mind(scene, known["Dilys Marchant"])


def _staff(scene: Scene, home: str) -> tuple[User, User]:
    asks, manages = shown.WHO_ASKS[home]
    return scene.staff[asks], scene.staff[manages]


def _add(scene: Scene, one: shown.Shown) -> Person:
    staff, _ = _staff(scene, one.home)
    born = date.fromisoformat(one.born) if one.born else None
    return people.add(
        subject_type=one.kind,
        name=one.name,
        home=scene.homes[one.home],
        known_as=one.known_as,
        born_on=born,
        by=as_person(staff),
    )


def _add_colleagues(scene: Scene) -> None:
    """Everybody who works at a home is on its list too (CF-1)."""
    for home, (_, manages) in shown.WHO_ASKS.items():
        manager = scene.staff[manages]
        at_home = User.objects.filter(appointments__home=scene.homes[home], appointments__state="held").distinct()
        rows = [(one, scene.homes[home], None if one == manager else manager) for one in at_home]
        people.add_colleagues(rows, by=as_person(manager))


def _decide(scene: Scene, one: shown.Shown, person: Person) -> None:
    if one.ends == "not asked":
        return
    staff, manager = _staff(scene, one.home)
    as_person(staff)
    form = forms.ask(person, reason="admission", by=staff)
    if one.ends == "no":
        forms.say_no(form, by=staff)
        return
    _fill_in(form, dict(one.answers), one.ident, by=staff)
    if one.ends == "being filled in":
        return
    _sign(form, by=staff)
    if one.ends == "in force":
        forms.sign_off(form, by=as_person(manager))


def _colleague_agrees(scene: Scene, person: Person) -> None:
    assert person.home is not None and person.line_manager is not None  # noqa: PT018
    staff = next(scene.staff[asks] for home, (asks, _) in shown.WHO_ASKS.items() if home == person.home.name)
    as_person(staff)
    form = forms.ask(person, reason="induction", by=staff)
    _fill_in(form, {"photos": "yes", "website": "yes", "facebook": "yes"}, "I2", by=staff)
    _sign(form, by=staff)
    forms.sign_off(form, by=as_person(person.line_manager))


def _fill_in(form: MediaConsent, answers: dict[str, str], ident: str, *, by: User) -> None:
    forms.choose(form, answers=answers, by=by)
    chosen: dict[str, Any] = {"most_ident": ident, "may_use_home_name": True}
    if form.kind.is_resident and form.is_public:
        chosen |= {"health_agreed": True, "somebody_must_not_know": False}
    forms.choose(form, by=by, **chosen)
    said = {"no_face_offered": "yes"} if form.kind.works_here else {}
    forms.explain(form, by=by, answers=said, **EXPLAINED)


def _sign(form: MediaConsent, *, by: User) -> None:
    forms.make_ready(form, by=by)
    signing.sign(form, Given(SignedBy.ON_SCREEN, form.subject.name, drawing=STROKES), by=by)
    forms.give_papers(form, privacy_notice="PN 3", by=by)


def _picture(
    scene: Scene, known: dict[str, Person], called: str, home: str, names: tuple[str, ...], alt_text: str
) -> Asset:
    staff, manager = _staff(scene, home)
    as_person(staff)
    drawn = SimpleUploadedFile("scene.png", _scene(called, len(names) or 4))
    asset = pictures.add(home=scene.homes[home], called=called, kept=kept_copy(drawn), event=called, by=staff)
    pictures.describe(asset, alt_text=alt_text, rights="own", by=staff)
    pictures.count_people(asset, len(names) or 4, by=staff)
    for number, name in enumerate(names):
        where = {"x": 100 * _across(called, number) // WIDE - 1, "y": 54, "w": 8, "h": 12}
        naming.name_somebody(asset, marked="named", person=known[name], where=where, by=staff)
    if names:
        pictures.release(asset, by=as_person(manager))
    return asset


def _across(called: str, place: int) -> int:
    """Where a figure of a scene stands."""
    return 120 + 150 * place + sum(map(ord, called)) % 40


def _scene(called: str, figures: int) -> bytes:
    """A simple landscape in colours of its own: a sky, a hill, a sun and a house; nobody real is in it."""
    seed = sum(map(ord, called))
    picture = Image.new("RGB", (WIDE, 640), (170 + seed % 60, 200 + seed % 40, 230))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((700 - seed % 300, 60, 820 - seed % 300, 180), fill=(255, 214, 90))
    draw.ellipse((-200 + seed % 120, 380, 700 + seed % 90, 900), fill=(120, 160 + seed % 60, 100))
    draw.ellipse((400, 420 + seed % 50, 1200, 900), fill=(90, 140 + seed % 40, 90))
    draw.rectangle((560, 320, 760, 480), fill=(200 - seed % 50, 120, 100))
    draw.polygon([(540, 320), (660, 230), (780, 320)], fill=(120, 70 + seed % 40, 60))
    for place in range(figures):
        across = _across(called, place)
        draw.ellipse((across, 360, across + 50, 410), fill=(225, 180 - 20 * place, 150))
        draw.rectangle((across - 5, 410, across + 55, 520), fill=(60 + 45 * place, 90, 160 - 30 * place))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _show(scene: Scene, known: dict[str, Person], library: dict[str, Asset]) -> None:
    desk = as_person(scene.staff[PRESS_OFFICE])
    for called, name, channel, purpose in (
        ("Tomatoes on Facebook", "In the garden", "facebook", "P07"),
        ("Harvest supper on our website", "Harvest supper", "website", "P06"),
        ("Piano hour on Facebook", "Piano hour", "facebook", "P07"),
    ):
        asset = library[name]
        inside = [one.person for one in asset.appearances.select_related("person") if one.person is not None]
        showing = Showing(called=called, home=asset.home, asset=asset, purpose=purpose, channel=channel)
        showing.url = f"https://larkfield.example/{channel}/{asset.pk.hex[:6]}"
        note_showing(showing, [Part(one, "photo", "I2") for one in inside], by=desk)


def _stop(scene: Scene, known: dict[str, Person]) -> None:
    staff, manager = _staff(scene, "Brindle Court")
    doubt = "She asked twice what the website is, and could not say who would see her picture."
    stops.place(StopKind.CAPACITY_DOUBT, known["Edith Soames"], doubt, by=as_person(staff))
    turned = "She turned her face away when the camera came out, and shook her head."
    stops.place(StopKind.OBJECTION, known["Rosa Delmonte"], turned, reaches_inside=True, by=staff)
    hold = "The police ask that she isn’t shown until they say so."
    stops.place(StopKind.RESTRICTION, known["Mabel Frith"], hold, restriction="police_hold", by=as_person(manager))
    _, other = _staff(scene, "Alder House")
    died_on = timezone.localdate() - timedelta(days=1)
    people.die(known["Gwen Halloway"], died_on, by=as_person(other))


def _change_of_mind(scene: Scene, person: Person) -> None:
    staff, _ = _staff(scene, "Brindle Court")
    noted = withdrawing.withdraw(person, made_by="self", how="said", by=as_person(staff))
    first = noted.tasks.order_by("due_at", "pk").first()
    if first is not None:
        finish_task(first, "removed", by=as_person(scene.staff[PRESS_OFFICE]))
