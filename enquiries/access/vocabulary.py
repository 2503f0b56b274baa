"""The words of a media visit: who asks, what for, under whose rules, and how somebody takes part."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from consent.vocabulary import CHANNELS_OF, Channel, ContentType, Purpose


class OutletType(TextChoices):
    """What kind of outlet asks."""

    LOCAL_PRESS = "local_press", "Local paper"
    NATIONAL_PRESS = "national_press", "National paper"
    TRADE = "trade", "Trade press"
    BROADCAST_NEWS = "broadcast_news", "Television or radio news"
    DOCUMENTARY = "documentary", "Documentary maker"
    FREELANCE = "freelance", "Freelance"
    STUDENT = "student", "Student"
    INFLUENCER = "influencer", "Influencer or vlogger"
    CHARITY = "charity", "Charity"
    OTHER = "other", "Something else"


class Regulator(TextChoices):
    """Under whose rules they work: it says what they must do when asked to stop."""

    UNKNOWN = "unknown", "Not known yet"
    IPSO = "ipso", "IPSO (most newspapers)"
    IMPRESS = "impress", "Impress"
    OFCOM = "ofcom", "Ofcom (television and radio)"
    BBC = "bbc", "The BBC and Ofcom"
    NONE = "none", "None"


class Origin(TextChoices):
    """What brought them (IR-2)."""

    OUR_RELEASE = "our_release", "Our own press release"
    UNPLANNED = "unplanned", "A story that we did not plan"


class Access(TextChoices):
    """What they ask for (IR-1)."""

    INTERVIEW_STAFF = "interview_staff", "Interview staff"
    INTERVIEW_RESIDENT = "interview_resident", "Interview a resident"
    INTERVIEW_FAMILY = "interview_family", "Interview a family"
    PHOTO = "photo", "Take photographs"
    FILM = "film", "Film"
    LIVE = "live", "Broadcast live"
    B_ROLL = "b_roll", "Film the place, with nobody in it"
    ARCHIVE = "archive", "Use pictures or film that we have"
    DRONE = "drone", "Fly a drone"


class Part(TextChoices):
    """What somebody of our people has to do with it."""

    APPEARS = "appears", "Appears"
    KEPT_OUT = "kept out", "Is kept out of it"


class SaidToday(TextChoices):
    """What they said when they were asked again on the day."""

    NOT_ASKED = "", "Not asked yet"
    YES = "yes", "Yes, ready"
    NO = "no", "No"


class SafeguardingView(TextChoices):
    """What the Safeguarding Lead thinks of it."""

    NOT_GIVEN = "", "Not given yet"
    GO_AHEAD = "go ahead", "It can go ahead"
    NOT_THIS_WAY = "not this way", "Not this way"


class Stopped(TextChoices):
    """Why a visit was stopped."""

    DISTRESS = "distress", "Somebody was upset or unwell"
    RULE_BROKEN = "rule_broken", "A rule or a condition was broken"
    SOMEBODY_ELSE = "somebody_else", "They filmed somebody who may not be filmed"
    NEEDED = "needed", "The home needed the room or the staff"
    OTHER = "other", "Something else"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take part, as the publish gate knows it."""

    code: str
    label: str
    content_type: str
    purpose: str

    def channels(self, seen_on: list[str]) -> frozenset[str]:
        """Where it is seen in this way; everywhere it could be, as long as nobody has said."""
        possible = [str(one) for one in CHANNELS_OF[self.purpose]]
        return frozenset(set(possible) & set(seen_on) or possible)


# Film is two questions in one, and both are asked: whether they may be filmed, and whether that may be broadcast.
WAYS = {
    one.code: one
    for one in (
        Way("filmed", "Filmed", ContentType.VIDEO, Purpose.BROADCAST),
        Way("recorded", "Recorded, voice only", ContentType.AUDIO, Purpose.BROADCAST),
        Way("photographed", "Photographed", ContentType.PHOTO, Purpose.PRESS),
        Way("quoted", "Quoted", ContentType.QUOTE, Purpose.PRESS),
    )
}
ON_CAMERA = frozenset({"filmed", "recorded", "photographed"})
SEEN_ON = [
    (str(one), Channel(one).label) for purpose in (Purpose.PRESS, Purpose.BROADCAST) for one in CHANNELS_OF[purpose]
]
ALSO = {
    "mentions_health": "their health",
    "uses_age": "their age or birthday",
    "uses_home_name": "the name of their home",
    "uses_family": "their family",
}
NOTICE = (
    "A media team is here today. They may film and photograph only the people who have agreed. "
    "Please do not film or photograph anybody else who lives or works here. "
    "If you do not want to be in a picture, tell any member of staff."
)
