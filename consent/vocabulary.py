"""The words of consent: who may be shown, what, for which purpose, where, and how plainly they can be told."""

from __future__ import annotations

from django.db.models import TextChoices


class SubjectType(TextChoices):
    """Everyone whose permission the policy asks for before they are shown or named (SM-26, CF-1)."""

    RESIDENT = "resident", "Resident"
    STAFF = "staff", "Member of staff"
    AGENCY_WORKER = "agency_worker", "Agency worker"
    VOLUNTEER = "volunteer", "Volunteer"
    FORMER_RESIDENT = "former_resident", "Former resident"
    FORMER_STAFF = "former_staff", "Former member of staff"
    FAMILY = "family", "Family or friend"
    VISITOR = "visitor", "Visitor"
    CHILD = "child", "Child (under 18)"
    SUPPLIER = "supplier", "Contractor or supplier"
    VENDOR = "vendor", "Someone from a vendor"
    GUEST = "guest", "Guest from the community"
    DECEASED_RESIDENT = "deceased_resident", "Resident who has died"

    @property
    def is_resident(self) -> bool:
        """Whether being shown tells that they live, or lived, in a care home: health information (Article 9)."""
        return self in RESIDENTS

    @property
    def works_here(self) -> bool:
        """Whether their consent is fragile because we give them work (3.8.2)."""
        return self in WORKERS


RESIDENTS = frozenset({SubjectType.RESIDENT, SubjectType.FORMER_RESIDENT, SubjectType.DECEASED_RESIDENT})
WORKERS = frozenset({SubjectType.STAFF, SubjectType.AGENCY_WORKER, SubjectType.VOLUNTEER})
FORMER = frozenset({SubjectType.FORMER_RESIDENT, SubjectType.FORMER_STAFF})
ASKED = frozenset({SubjectType.RESIDENT, SubjectType.STAFF})  # CF-1: a decision of each of them is recorded


class UseCategory(TextChoices):
    """How far a use reaches: it drives the decision table."""

    CARE = "U1", "Inside the home, as part of their own life there"
    FAMILY = "U2", "Sent only to their own family and friends"
    PUBLIC = "U3", "Anyone outside that circle may see it"
    PROTECTIVE = "U4", "To find or protect the person"


class Purpose(TextChoices):
    """What a picture, a voice, words or a name is used for."""

    DISPLAY = "P01", "On display in the home"
    LIFE_STORY = "P02", "In their life story book"
    FAMILY_UPDATES = "P03", "In updates to their own family"
    TRAINING = "P04", "To train staff"
    NEWSLETTER = "P05", "In our newsletter"
    WEBSITE = "P06", "On our website"
    SOCIAL = "P07", "On our social media"
    PRINT = "P08", "In our brochures and posters"
    ADVERT = "P09", "In adverts we pay for"
    PRESS = "P10", "In newspapers and magazines"
    BROADCAST = "P11", "On television, radio or film"
    AWARD = "P12", "For an award, a commissioner or a regulator"
    TESTIMONIAL = "P13", "As a story or in their own words about us"
    POLICE_APPEAL = "P14", "In an appeal by the police"


class Channel(TextChoices):
    """Where it is seen."""

    NOTICEBOARD = "noticeboard", "Noticeboard"
    ALBUM = "album", "Album in the home"
    FAMILY_APP = "family_app", "Closed family app"
    EMAIL_TO_FAMILY = "email_to_family", "Email to their family"
    NEWSLETTER_PRINT = "newsletter_print", "Printed newsletter"
    NEWSLETTER_EMAIL = "newsletter_email", "Newsletter by email"
    WEBSITE = "website", "Website"
    BLOG = "blog", "Blog"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    X = "x", "X"
    LINKEDIN = "linkedin", "LinkedIn"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    GOOGLE_PROFILE = "google_profile", "Google profile"
    CARE_DIRECTORY = "care_directory", "Care home directory"
    BROCHURE = "brochure", "Brochure or leaflet"
    POSTER = "poster", "Poster or banner"
    PAID_SOCIAL = "paid_social", "Paid post on social media"
    PRINT_AD = "print_ad", "Printed advert or advertorial"
    LOCAL_PRESS = "local_press", "Local paper"
    NATIONAL_PRESS = "national_press", "National paper"
    TRADE_PRESS = "trade_press", "Trade press"
    TV = "tv", "Television"
    RADIO = "radio", "Radio or podcast"
    DOCUMENTARY = "documentary", "Documentary or streaming"
    EVENT_SCREEN = "event_screen", "Screen at an event"
    AWARD_ENTRY = "award_entry", "Award entry"
    TRAINING = "training", "Training material"


class ContentType(TextChoices):
    """What is used of a person."""

    PHOTO = "photo", "Photos"
    VIDEO = "video", "Films"
    AUDIO = "audio", "Voice"
    QUOTE = "quote", "Words they said"
    STORY = "story", "Their story"
    ARTWORK = "artwork", "Things they made or wrote"
    NAME_ONLY = "name_only", "Only their name"


class IdentLevel(TextChoices):
    """How plainly they can be told. The codes sort from least to most."""

    NOBODY = "I0", "Nobody can tell who it is"
    NO_NAME = "I1", "Seen or heard, no name"
    FIRST_NAME = "I2", "First name"
    FULL_NAME = "I3", "Full name"
    FULL_NAME_PLUS = "I4", "Full name and more, such as age or home town"


class ThirdPartyRole(TextChoices):
    """As what another organisation takes part."""

    PHOTOGRAPHER = "photographer", "Photographer"
    NEWSPAPER = "newspaper", "Newspaper or magazine"
    BROADCASTER = "broadcaster", "Broadcaster"
    AGENCY = "agency", "Agency"
    AWARD_BODY = "award_body", "Award body"
    COMMISSIONER = "commissioner", "Commissioner or regulator"
    DIRECTORY = "directory", "Directory"


P, C = Purpose, Channel
CATEGORY_OF: dict[str, UseCategory] = {
    **dict.fromkeys((P.DISPLAY, P.LIFE_STORY), UseCategory.CARE),
    P.FAMILY_UPDATES: UseCategory.FAMILY,
    **dict.fromkeys(
        (
            P.TRAINING,
            P.NEWSLETTER,
            P.WEBSITE,
            P.SOCIAL,
            P.PRINT,
            P.ADVERT,
            P.PRESS,
            P.BROADCAST,
            P.AWARD,
            P.TESTIMONIAL,
        ),
        UseCategory.PUBLIC,
    ),
    P.POLICE_APPEAL: UseCategory.PROTECTIVE,
}
SOCIAL = (C.FACEBOOK, C.INSTAGRAM, C.X, C.LINKEDIN, C.YOUTUBE, C.TIKTOK)
# Where each purpose can be seen. A channel under one purpose says nothing of another: a paid post is an advert.
CHANNELS_OF: dict[str, tuple[Channel, ...]] = {
    P.DISPLAY: (C.NOTICEBOARD, C.ALBUM),
    P.LIFE_STORY: (C.ALBUM,),
    P.FAMILY_UPDATES: (C.FAMILY_APP, C.EMAIL_TO_FAMILY),
    P.TRAINING: (C.TRAINING,),
    P.NEWSLETTER: (C.NEWSLETTER_PRINT, C.NEWSLETTER_EMAIL),
    P.WEBSITE: (C.WEBSITE, C.BLOG, C.GOOGLE_PROFILE, C.CARE_DIRECTORY),
    P.SOCIAL: SOCIAL,
    P.PRINT: (C.BROCHURE, C.POSTER, C.EVENT_SCREEN),
    P.ADVERT: (C.PAID_SOCIAL, C.PRINT_AD),
    P.PRESS: (C.LOCAL_PRESS, C.NATIONAL_PRESS, C.TRADE_PRESS),
    P.BROADCAST: (C.TV, C.RADIO, C.DOCUMENTARY),
    P.AWARD: (C.AWARD_ENTRY,),
    P.TESTIMONIAL: (C.WEBSITE, C.CARE_DIRECTORY, C.BROCHURE, *SOCIAL),
    P.POLICE_APPEAL: (),
}
# What a consent form asks about: everything but the police's own appeals, which have a process of their own.
OFFERED = tuple(purpose for purpose in Purpose if purpose is not P.POLICE_APPEAL)
LEAVES_OUR_HANDS = frozenset({P.PRESS, P.BROADCAST, P.AWARD})  # V-C-08: always with another organisation by name
GENERIC_NAMES = frozenset(
    {"media", "the media", "press", "the press", "partners", "others", "newspapers", "tbc", "n/a", "na", "none", "any"}
)


def is_public(purpose: str) -> bool:
    """Whether a use for this purpose may be seen by anyone."""
    return CATEGORY_OF[purpose] is UseCategory.PUBLIC
