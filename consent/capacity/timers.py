"""How long findings about capacity hold, and the points of law on which an organisation chooses: all with the safe default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

STRICT, BY_REPRESENTATIVE = 0, 1
NEVER, ALLOWED = 0, 1


def _declared(key: str, words: str, default: int, unit: str, least: int, most: int, **more: Any) -> Declared:
    return Declared(
        key=key,
        words=words,
        default=default,
        unit=unit,
        least=least,
        most=most,
        clause=Clause.IR_6,
        group="Deciding for oneself",
        **more,
    )


def _affecting(key: str) -> Callable[[int], list[str]]:
    """What the publish gate would no longer allow. The gate itself reads these settings, so it is asked for late."""

    def would_fail(value: int) -> list[str]:
        from consent.gate.comparing import no_longer_allowed

        return no_longer_allowed(key, value)

    return would_fail


def _chosen(key: str, words: str, default: int, *choices: tuple[int, str]) -> Declared:
    return _declared(key, words, default, "choice", 0, len(choices) - 1, choices=choices, affects=_affecting(key))


SETTINGS = (
    _chosen(
        "incapacitated_publicity",
        "Somebody who can’t decide, shown to the public",
        BY_REPRESENTATIVE,
        (STRICT, "Never"),
        (BY_REPRESENTATIVE, "Where their attorney or deputy agrees, in their best interests"),
    ),
    _chosen(
        "public_exception",
        "One item for somebody who can’t decide and has no attorney or deputy",
        NEVER,
        (NEVER, "Never"),
        (ALLOWED, "With every safeguard of row D11-X, and the Chief Operating Officer’s word"),
    ),
    _chosen(
        "staff_interests",
        "Staff shown without their consent, on the ground of legitimate interests",
        NEVER,
        (NEVER, "Never"),
        (ALLOWED, "Where an assessment is on file, and they have not objected"),
    ),
    _declared(
        "reconfirm_within",
        "When ability comes and goes, a Yes is asked again within",
        72,
        "hours",
        1,
        168,
        affects=_affecting("reconfirm_within"),
    ),
    _declared("assessment_review", "An assessment is looked at again after at most", 6, "months", 1, 12),
    _declared("best_interests_review", "A best-interests decision is looked at again after", 6, "months", 1, 12),
    _declared(
        "after_capacity_loss",
        "After ability is lost, what is shown is decided within",
        28,
        "days",
        1,
        90,
        affects=_affecting("after_capacity_loss"),
    ),
    _declared("representative_review", "A representative’s papers are checked again after", 12, "months", 1, 24),
)
