"""The words of a request by the police: what they ask, who is in it, what is given, and what the law says."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices


class Via(TextChoices):
    """How the police reached us."""

    PHONE = "phone", "Phone"
    IN_PERSON = "in_person", "In person"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"
    PORTAL = "portal", "Their website"


class Kind(TextChoices):
    """What they ask for (rules 5.2)."""

    VICTIM = "victim", "Help to find who harmed a resident"
    WITNESS = "witness", "An appeal for witnesses"
    MISSING = "missing", "Help to find a missing resident"
    SUSPECT = "suspect", "Help to find out who somebody is"
    STAFF = "staff", "An appeal about somebody who works here"
    SHARE_POST = "share_post", "To share a post of theirs"
    FILM = "film", "To film at the home"
    HOLD = "hold", "Not to publish something"
    JOINT = "joint", "To say something together"
    DATA = "data", "Information only, nothing public"


class Concerns(TextChoices):
    """What is behind it: a crime brings it to the COO as an ongoing matter, the other two don't (PO-1)."""

    CRIME = "crime", "A crime, or what may be one"
    MISSING = "missing", "Somebody is missing"
    SAFEGUARDING = "safeguarding", "Somebody’s safety, and no crime"


class Role(TextChoices):
    """As what somebody is in it."""

    MISSING = "missing", "Missing"
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    SUSPECT = "suspect", "Suspected or arrested"
    OTHER = "other", "In it in another way"


class Identity(TextChoices):
    """How we made sure that it is the police (V-P-02)."""

    CALL_BACK = "call_back", "I rang them back through 101 or the force’s switchboard"
    POLICE_EMAIL = "police_email", "Their email comes from a .police.uk address"
    WARRANT_CARD = "warrant_card", "I saw their warrant card"


class Rank(IntegerChoices):
    """Who stands behind a written request, from the lowest."""

    CONSTABLE = 1, "Constable"
    SERGEANT = 2, "Sergeant"
    INSPECTOR = 3, "Inspector"
    ABOVE = 4, "Chief inspector or above"


class Route(TextChoices):
    """By which way of the law we may help (rules 5.1)."""

    CRIME = "crime", "To prevent or find out about a crime (Data Protection Act 2018, schedule 2, paragraph 2)"
    VICTIM_REQUEST = "victim_request", "A victim information request"
    VITAL = "vital", "To save somebody’s life"
    SAFEGUARDING = "safeguarding", "To keep a child or an adult at risk safe"
    ORDER = "order", "An order of a court"
    CONSENT = "consent", "They agree themselves"
    OTHER = "other", "Another way"


class Article6(TextChoices):
    """The lawful basis (UK GDPR, Article 6)."""

    CRIME = "ea_crime", "Recognised legitimate interest: crime"
    SAFEGUARDING = "ea_safeguarding", "Recognised legitimate interest: safeguarding"
    PUBLIC_TASK = "ea_public_task", "Recognised legitimate interest: asked for a public task"
    EMERGENCY = "ea_emergency", "Recognised legitimate interest: emergency"
    VITAL = "d", "Vital interests"
    LEGITIMATE = "f", "Legitimate interests, weighed"
    LEGAL_DUTY = "c", "A duty in law"
    CONSENT = "a", "Consent"


class Article9(TextChoices):
    """The condition for what tells of health, crime or the like."""

    NONE = "none", "Nothing of that kind is given"
    UNLAWFUL_ACTS = "para_10", "Unlawful acts (schedule 1, paragraph 10)"
    SAFEGUARDING = "para_18", "Safeguarding (schedule 1, paragraph 18)"
    VITAL = "vital", "Vital interests, and they cannot agree"
    CONSENT = "explicit", "They agree, in plain words"


class Notice(TextChoices):
    """Whether the police told the victim what they ask of us."""

    NOT_APPLICABLE = "na", "It is no victim information request"
    GIVEN = "given", "Given to them in writing"
    DELAYED = "delayed", "It comes later"
    WITHHELD = "withheld", "Withheld, for a reason in law"


class Asked(TextChoices):
    """Whether the person was asked."""

    AGREES = "yes_given", "Asked, and they agree"
    REFUSES = "yes_refused", "Asked, and they refuse"
    PREJUDICE = "no_prejudice", "Not asked: asking would warn somebody"
    EMERGENCY = "no_emergency", "Not asked: there was no time"
    UNABLE = "no_lacks_capacity", "Not asked: they cannot decide this"


class Limit(TextChoices):
    """What the law forbids whatever anybody agrees (rules 5.5, 5.6)."""

    SEXUAL = "sexual", "A sexual offence is alleged: lifelong anonymity"
    TRAFFICKING = "trafficking", "Trafficking is alleged: lifelong anonymity"
    FGM = "fgm", "Female genital mutilation is alleged: lifelong anonymity"
    FORCED_MARRIAGE = "forced_marriage", "Forced marriage is alleged: lifelong anonymity"
    CHILD = "child", "Somebody under 18 is in it"
    COURT = "court", "A court restricts what may be said"
    ARREST = "arrest", "Somebody is arrested or charged: nothing on guilt or evidence"


ANONYMOUS_FOR_LIFE = frozenset({Limit.SEXUAL, Limit.TRAFFICKING, Limit.FGM, Limit.FORCED_MARRIAGE})


class What(TextChoices):
    """What can be given, one thing at a time: there is no "everything" (V-P-06)."""

    NAME = "name", "Their name"
    KNOWN_AS = "known_as", "What they are called to their face"
    AGE = "age", "Their age"
    LOOKS = "looks", "What they look like"
    CLOTHES = "clothes", "What they wore"
    PICTURE = "picture", "One recent picture"
    LAST_SEEN = "last_seen", "When and where they were last seen"
    PLACES = "places", "Where they may go"
    SPEAKING = "speaking", "How best to speak with them"
    AT_RISK = "at_risk", "What puts them at risk just now"
    FAMILY = "family", "Whom in their family the police may ring"
    HERBERT = "herbert", "The Herbert Protocol form"
    ON_DUTY = "on_duty", "Who was on duty"
    CAMERA = "camera", "What our cameras recorded, from when to when"
    SAW = "saw", "What somebody saw or heard"
    OTHER = "other", "One other thing"


AT_ONCE = (What.HERBERT, What.PICTURE, What.LOOKS, What.CLOTHES, What.LAST_SEEN, What.PLACES, What.AT_RISK)


class How(TextChoices):
    """How it was given."""

    IN_HAND = "in_hand", "Handed to the officer"
    SECURE_EMAIL = "secure_email", "By secure email"
    PORTAL = "portal", "Through the force’s website"
    PHONE = "phone", "Told on the phone"


class Answer(TextChoices):
    """What we answer the police."""

    ALL = "all", "Give what is picked: all they asked for"
    PART = "part", "Give what is picked: a part of what they asked for"
    REFUSE = "refuse", "Give nothing"
    LATER = "later", "Not now"


class Publisher(TextChoices):
    """Who says something in public."""

    NOBODY = "nobody", "Nobody: nothing is published"
    POLICE = "police", "The police"
    WE_SHARE = "we_share", "The police, and we share their post"


class Check(TextChoices):
    """The answer to a check."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_APPLICABLE = "na", "Does not apply"
