"""Who gets the press releases of the care group, and the press room that anybody reads. All of it is invented."""

from __future__ import annotations

from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from mediapolicy.organisation.actions import change_setting
from mediapolicy.people.models import User
from pressroom.distribution import actions as mailings
from pressroom.lists import actions as lists
from pressroom.lists.models import MailingList, Subscriber
from pressroom.public.states import OPEN
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState

WRITES = "Priya Anand"
ASKED = ("asked", "Asked by phone for all our releases.")
LISTED = ("published", "The contacts page of their website.")
LISTS = (
    (
        "Local papers and radio",
        "Papers, sites and stations near our homes.",
        (
            ("Tamsin Rudd", "t.rudd@wexcombecourier.example", "Wexcombe Courier", ASKED),
            ("News desk", "news@invermorrowherald.example", "Invermorrow Herald", LISTED),
            ("Leah Askew", "l.askew@northmoorpost.example", "The Northmoor Post", ASKED),
            ("Beth Harrow", "beth@tarnvalleytv.example", "Tarn Valley TV", LISTED),
            ("Old desk", "desk@saltmeregazette.example", "Saltmere Gazette", LISTED),
        ),
    ),
    (
        "Trade press",
        "Those who write about care.",
        (
            ("Farida Nouri", "farida.nouri@carematters.example", "Care Matters Weekly", ASKED),
            ("Editor", "editor@homesandcarers.example", "Homes and Carers", LISTED),
        ),
    ),
)
LEFT, CAME_BACK = "editor@homesandcarers.example", "desk@saltmeregazette.example"


def tell_of_press_lists(scene: Scene) -> None:
    """Two lists; somebody asked for no more, and mail to another came back."""
    by = as_person(scene.staff[WRITES])
    for name, about, people in LISTS:
        papers = lists.start_list(name=name, about=about, by=by)
        for who, address, outlet, (basis, note) in people:
            lists.add_subscriber(papers, name=who, address=address, outlet=outlet, basis=basis, basis_note=note, by=by)
    lists.unsubscribe(Subscriber.objects.get(address=LEFT), note="By email, 2 November.", by=by)
    lists.note_bounces([CAME_BACK], by=by)


def open_the_press_room(administrator: User) -> None:
    """Anybody may read what is released."""
    change_setting(OPEN, 1, by=as_person(administrator))


def send_the_latest(scene: Scene) -> None:
    """The latest release is on its way to the local papers, and is caught here as all mail is; another is prepared."""
    by = as_person(scene.staff[WRITES])
    out = PressRelease.objects.filter(state=ReleaseState.RELEASED, is_locked=False).order_by("-released_at")
    may_leave = [one for one in out if not one.is_under_embargo()][:1]
    for release in may_leave:
        local, trade = MailingList.objects.order_by("name")
        mailings.start(mailings.prepare(release, lists=[local], by=by), by=by)
        mailings.prepare(release, lists=[trade], by=by)
