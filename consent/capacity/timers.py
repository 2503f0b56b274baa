"""How long findings about capacity hold, and the points of law on which an organisation chooses: all with the safe default."""

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

STRICT, BY_REPRESENTATIVE = 0, 1


def _declared(key: str, words: str, default: int, unit: str, least: int, most: int) -> Declared:
    return Declared(
        key=key,
        words=words,
        default=default,
        unit=unit,
        least=least,
        most=most,
        clause=Clause.IR_6,
        group="Deciding for oneself",
    )


SETTINGS = (
    _declared(
        "incapacitated_publicity",
        "Somebody who can't decide may be shown to the public by their attorney or deputy (1), or never (0)",
        BY_REPRESENTATIVE,
        "yes or no",
        0,
        1,
    ),
    _declared(
        "public_exception",
        "One item for one person without either, with every safeguard of row D11-X (1), or never (0)",
        0,
        "yes or no",
        0,
        1,
    ),
    _declared(
        "staff_interests",
        "Staff may be shown on the ground of legitimate interests instead of consent (1), or never (0)",
        0,
        "yes or no",
        0,
        1,
    ),
    _declared("reconfirm_within", "When ability comes and goes, a Yes is asked again within", 72, "hours", 1, 168),
    _declared("assessment_review", "An assessment is looked at again after at most", 6, "months", 1, 12),
    _declared("best_interests_review", "A best-interests decision is looked at again after", 6, "months", 1, 12),
    _declared("after_capacity_loss", "After ability is lost, what is shown is decided within", 28, "days", 1, 90),
    _declared("representative_review", "A representative's papers are checked again after", 12, "months", 1, 24),
)
