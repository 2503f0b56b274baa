"""The words of a worry about an undercover reporter: as whom they came, what gave them away, how it ended."""

from django.db.models import TextChoices


class Cover(TextChoices):
    """Who they say they are."""

    VISITOR = "visitor", "A visitor"
    RELATIVE = "relative", "Somebody’s family or friend"
    NEW_STARTER = "new_starter", "A new colleague"
    AGENCY = "agency", "An agency worker"
    VOLUNTEER = "volunteer", "A volunteer"
    STUDENT = "student", "A student"
    CONTRACTOR = "contractor", "Somebody who came to do a job"
    INSPECTOR = "inspector", "An inspector or official"
    ONLINE_PERSONA = "online_persona", "Somebody online or on the phone"


# Those who may have an account here: only then is it asked which colleague it is.
WORK_HERE = frozenset({Cover.NEW_STARTER, Cover.AGENCY, Cover.VOLUNTEER, Cover.STUDENT})


class Cue(TextChoices):
    """What gave them away."""

    HIDDEN_DEVICE = "hidden_device", "Something that may be a hidden camera or recorder"
    PROBING_QUESTIONS = "probing_questions", "They ask more than somebody like them needs to know"
    SEEKS_RECORDS = "seeks_records", "They look for records or papers"
    INCONSISTENT_ID = "inconsistent_id", "Their name or pass does not fit"
    REFERENCES_FAIL = "references_fail", "Their references or agency do not know them"
    OFF_ROLE_AREAS = "off_role_areas", "They go where they have nothing to do"
    ENCOURAGES_RULE_BREAKING = "encourages_rule_breaking", "They get others to break rules"
    CONTACT_FROM_PRODUCER = "contact_from_producer", "A programme or paper has been in touch"


class Answer(TextChoices):
    """Yes, no, or not known."""

    NOT_SAID = "", "Not said"
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "I do not know"


class Breach(TextChoices):
    """What follows from data that may have been taken."""

    NOT_ASSESSED = "", "Not decided yet"
    REPORT = "report", "It is reported to the Information Commissioner"
    NO_RISK = "no_risk", "It is written down only: a risk to people is unlikely"


class Protected(TextChoices):
    """Whether what the person did may be protected by law."""

    NOT_CONSIDERED = "", "Not considered yet"
    YES = "yes", "Yes: it may be whistleblowing, which the law protects"
    NO = "no", "No"


class Outcome(TextChoices):
    """How it ended."""

    NOT_YET = "", "Not yet"
    GENUINE = "genuine", "They are who they say they are"
    REPORTER = "reporter", "They were a reporter"
    UNCLEAR = "unclear", "It stayed unclear"
    HR = "hr", "It goes on with HR, about the person who was reported"
