"""Good news of the care group: ideas that people sent in, and press releases in three states. All of it is invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.pictures.models import Asset
from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from mediapolicy.people.models import User
from pressroom.details.actions import keep
from pressroom.idea import actions as ideas
from pressroom.release import actions, featuring, going_out
from pressroom.release.models import PressRelease

ABOUT_US = (
    "Larkfield Care runs small homes in England, Scotland and Wales. Everybody in them has a say in what is told."
)
CONTACT = {
    "contact_name": "Priya Anand, Marketing Manager",
    "contact_phone": "07700 900114",
    "contact_email": "press@larkfield.example",
    "out_of_hours": "07700 900120",
}
ON_OUR_WEBSITE: dict[str, Any] = {"ident": "I2", "purpose": "P06", "channel": "website"}


def tell_good_news(scene: Scene, jump: Callable[[str], None]) -> None:
    """A carer's tomatoes make the news; a grant waits for a Director; a choir was not for the press."""
    marketing, carer = scene.staff["Priya Anand"], scene.staff["Jo Pettifer"]
    jump("-19h")
    keep(about_us=ABOUT_US, **CONTACT, by=as_person(marketing))
    tomatoes = ideas.send(
        called="First prize for the tomatoes",
        happened="The gardeners of Brindle Court won first prize at the Wexcombe show, for the third year.",
        home=scene.homes["Brindle Court"],
        people=Person.objects.filter(name="Joan Ashby"),
        pictures=Asset.objects.filter(called="In the garden"),
        by=as_person(carer),
    )
    choir = ideas.send(
        called="A choir came by",
        happened="The school choir sang in the lounge on Tuesday.",
        home=scene.homes["Brindle Court"],
        by=as_person(carer),
    )
    jump("-18h")
    words = "Thank you, Jo. There are children in it whose parents we have not asked. Please tell us of the next one."
    ideas.decline(choir, words, by=as_person(marketing))
    _tomatoes(actions.take_up(tomatoes, by=as_person(marketing)), scene, jump)
    jump("-14h")
    _grant(scene, marketing)
    jump("-3h")
    ideas.send(
        called="Forty years at Alder House",
        happened="Our cook has worked here for forty years this week. There is a cake on Friday.",
        home=scene.homes["Alder House"],
        by=as_person(scene.staff["Kwame Lee-Boateng"]),
    )


def _tomatoes(release: PressRelease, scene: Scene, jump: Callable[[str], None]) -> None:
    """Written, approved by a Director, released."""
    by = as_person(scene.staff["Priya Anand"])
    actions.change_words(
        release,
        headline="Brindle Court gardeners take first prize for the third year",
        story_kind="achievement",
        place="Wexcombe",
        body=(
            "The gardeners of Brindle Court, a care home in Wexcombe, have won first prize for their tomatoes at the "
            "Wexcombe show for the third year in a row.\n\nEleven residents grew them from seed in beds that can be "
            "reached from a chair."
        ),
        quotes=[{"who": "Joan, who lives at Brindle Court", "words": "You talk to them. That is all there is to it."}],
        notes="The Wexcombe show takes place each November in the Corn Hall.",
        read_version=release.version,
        by=by,
    )
    joan = Person.objects.get(name="Joan Ashby")
    featuring.feature(release, joan, content_type="quote", **ON_OUR_WEBSITE, by=by)
    jump("-17h")
    actions.send_for_approval(release, by=by)
    jump("-16h")
    approval = Approval.objects.of(release).get(state=ApprovalState.WAITING)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=as_person(scene.staff["Daniel Marsh-Cole"]))
    jump("-15h")
    going_out.release_now(release, by=as_person(scene.staff["Priya Anand"]))


def _grant(scene: Scene, marketing: User) -> None:
    """Waits for a Director, under an embargo."""
    by = as_person(marketing)
    release = actions.start(
        kind="release",
        story_kind="grant",
        headline="£18,000 for a garden that people with dementia helped to plan",
        home=scene.homes["Quayside Lodge"],
        place="Saltmere",
        body=(
            "Quayside Lodge in Saltmere has been given £18,000 by the Harbour Fund for a garden that people with "
            "dementia helped to plan.\n\nWork on it begins in the spring."
        ),
        embargo_until=timezone.now() + timedelta(days=3),
        by=by,
    )
    actions.send_for_approval(release, by=by, note="The Harbour Fund tells it on its own page that morning.")
