"""The words of a matter: what kinds there are, who may respond, what the law forbids."""

from django.db.models import TextChoices


class MatterKind(TextChoices):
    """What is ongoing (CC-1 names the first four; "e.g." leaves the list open)."""

    COMPLAINT = "complaint", "A complaint is being looked into"
    DISCIPLINARY = "disciplinary", "A disciplinary case"
    CRIMINAL = "criminal", "A criminal investigation"
    AGENCIES = "agencies", "Agencies are deciding who responds"
    SAFEGUARDING = "safeguarding", "A safeguarding enquiry"
    INQUEST = "inquest", "An inquest"
    INSPECTION = "inspection", "An inspection, or action by the Care Quality Commission"
    CLAIM = "claim", "A claim or lawsuit"
    TRIBUNAL = "tribunal", "An employment tribunal"
    COURT_OF_PROTECTION = "court_of_protection", "The Court of Protection"
    DATA_BREACH = "data_breach", "A data breach"
    CANDOUR = "candour", "An incident we must be open about"
    MISSING = "missing", "The police look for somebody missing"
    UNDERCOVER = "undercover", "An undercover reporter is suspected"
    OTHER = "other", "Something else that is still going on"


class Lead(TextChoices):
    """Who responds, where several could (CC-1b)."""

    US = "us", "We do"
    POLICE = "police", "The police"
    COUNCIL = "council", "The local authority"
    CQC = "cqc", "The Care Quality Commission"
    NHS = "nhs", "The NHS"
    CORONER = "coroner", "The coroner"
    JOINT = "joint", "Together"


class LegalLimit(TextChoices):
    """What the law forbids while it lasts (rules 7.4)."""

    CONTEMPT = "contempt", "Proceedings are active: nothing on guilt, evidence or character"
    DEFAMATION = "defamation", "Somebody could be defamed"
    ANONYMITY = "anonymity", "Somebody must stay anonymous for life"
    REPORTING = "reporting", "A court restricts reporting"
    YOUTH = "youth", "Somebody under 18 is in proceedings"
    INQUEST = "inquest", "An inquest is open: nothing on the cause"
    EMPLOYMENT = "employment", "Say nothing of anybody's suspension or dismissal"
    DRAFT_REPORT = "draft_report", "A draft report must not be published"
    SETTLEMENT = "settlement", "A settlement is confidential"
    PRIVILEGED = "privileged", "Legal advice is privileged"


class Candour(TextChoices):
    """Whether the duty of candour applies, which must be met before anything is released (V-O-02)."""

    NOT_KNOWN = "", "Not decided yet"
    NO = "no", "It does not apply"
    YES = "yes", "It applies: the person, or whoever acts for them, must be told first"


class Level(TextChoices):
    """How much somebody who was named may do. None of them approves (CC-2)."""

    READ = "read", "Read what it holds"
    CONTRIBUTE = "contribute", "Read, draft and add notes"


class Why(TextChoices):
    """What made a record come under a matter."""

    PERSON = "person", "Somebody in it is part of the matter"
    HOME = "home", "It is about the home"
    WORDS = "words", "It holds a watched word"
    WITH = "with", "It belongs to a record that came under it"
    BY_HAND = "by hand", "The COO put it there"
