"""How long a consent lasts and when it is asked again: settings that an administrator changes."""

from consent.vocabulary import RESIDENTS, WORKERS
from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

LONGEST_MONTHS = 36  # nobody's consent lasts longer, whatever the settings say


def _months(key: str, words: str, default: int) -> Declared:
    return Declared(
        key=key,
        words=words,
        default=default,
        unit="months",
        least=1,
        most=LONGEST_MONTHS,
        clause=Clause.CC_3,
        group="Consent",
    )


SETTINGS = (
    _months("consent_review_resident", "A resident's consent is looked at again after", 6),
    _months("consent_review_staff", "A worker's consent is looked at again after", 12),
    _months("consent_review_other", "Anybody else's consent is looked at again after", 12),
    _months("consent_longest_resident", "A resident's consent ends at the latest after", 12),
    _months("consent_longest_staff", "A worker's consent ends at the latest after", 24),
    _months("consent_longest_other", "Anybody else's consent ends at the latest after", 24),
    Declared(
        key="consent_asked_again_after",
        words="After a No, somebody isn't asked again for",
        default=90,
        unit="days",
        least=1,
        most=730,
        clause=Clause.CC_3,
        group="Consent",
    ),
)


def group_of(subject_type: str) -> str:
    """Which of the three groups of settings this kind of person goes by."""
    if subject_type in RESIDENTS:
        return "resident"
    return "staff" if subject_type in WORKERS else "other"
