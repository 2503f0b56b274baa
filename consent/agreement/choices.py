"""What a consent form offers: who agrees, on what footing, why they are asked, what happens afterwards."""

from django.db import models


class GivenBy(models.TextChoices):
    """Who agrees. There is no entry for next of kin, family or the home: none of them can (D1, D11)."""

    SELF = "self", "The person themselves"
    ATTORNEY = "attorney", "Their health and welfare attorney"
    DEPUTY = "deputy", "Their personal welfare deputy"
    COURT = "court", "A court, by its order"
    PARENT = "parent", "Their parent or guardian"
    PERSONAL_REP = "personal_rep", "Their personal representative, after death"


class Basis(models.TextChoices):
    """On what footing they agree (V-C-10)."""

    PRESUMED = "presumed", "Able to decide, as everybody is taken to be"
    ASSESSED_HAS = "assessed_has", "Assessed: able to decide this"
    ASSESSED_LACKS = "assessed_lacks", "Assessed: not able to decide this"
    ABLE_NOW = "able_now", "Able to decide at this time"
    MINOR = "minor", "Under 16"
    DECEASED = "deceased", "Has died"


class Reason(models.TextChoices):
    """Why they are asked."""

    ADMISSION = "admission", "They moved in"
    INDUCTION = "induction", "They started work"
    EVENT = "event", "An event"
    REVIEW = "review", "A review"
    PRESS = "press", "A newspaper is interested"
    FILM = "film", "Filming"
    ASKED_AGAIN = "asked_again", "They brought it up themselves"


class LawfulBasis(models.TextChoices):
    """The basis in data protection law; fixed for a version (UK GDPR Article 6)."""

    CONSENT = "consent", "Consent, Article 6(1)(a)"
    LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests, Article 6(1)(f)"


class Afterwards(models.TextChoices):
    """What happens to pictures already shown when something changes."""

    STOP = "stop", "Stop using them"
    KEEP_EXISTING = "keep_existing", "Leave what is already shown"
    ASK_REPRESENTATIVE = "ask_representative", "Ask whoever speaks for me then"


class Format(models.TextChoices):
    """How it was explained."""

    SPOKEN = "spoken", "Talked through"
    PLAIN = "plain", "Plain written form"
    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy read with pictures"
    AUDIO = "audio", "Recording"
    BRAILLE = "braille", "Braille"
    BSL = "bsl", "British Sign Language"
    MAKATON = "makaton", "Makaton"
    TALKING_MATS = "talking_mats", "Talking Mats"
    TRANSLATED = "translated", "Another language"
    EXAMPLES = "examples", "Shown real posts as examples"


class Hold(models.TextChoices):
    """What put a consent on hold."""

    CAPACITY_DOUBT = "capacity_doubt", "A doubt whether they can decide this now"
    CAPACITY_LOST = "capacity_lost", "They can no longer decide this themselves"
    REPRESENTATIVE_ENDED = "representative_ended", "Whoever agreed for them can no longer do so"
    DEATH = "death", "They have died"
    RESTRICTION = "restriction", "A restriction on showing them"
    MOVED = "moved", "They moved to another home"
    OBJECTION = "objection", "Somebody else objects, and they cannot decide this"
    DISPUTE = "dispute", "Those who speak for them disagree"


class SignedBy(models.TextChoices):
    """How it was signed."""

    ON_SCREEN = "on_screen", "Drawn on this screen"
    TYPED = "typed", "Name typed on this screen"
    REMOTE = "remote", "By a link sent to them"
    PAPER = "paper", "On paper, scanned"
    MARK = "mark", "With a mark or thumbprint"
    SPOKEN = "spoken", "Spoken and recorded"
    AID = "aid", "With a communication aid"
