"""The decision table D1 to D19: capacity and representative in, authority out. Plain data; `policy table` prints it.

D14 to D19 pre-empt everything and are tested first, then the rest in order, D13 once no court and no refusal by whoever
decides goes before it (it is about what is already shown); the first row that fits decides. A row says
who must have agreed for each reach of a use (inside the home, to their own family, to anyone). Whether that person has
agreed, to exactly this use, is looked up afterwards (authorities.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from consent.gate import cases
from consent.gate.cases import Case
from consent.vocabulary import UseCategory


class Authority(Enum):
    """Whose agreement a use needs."""

    SELF = "their own consent"
    SELF_TODAY = "their own consent to this one thing, given again within 72 hours"
    PARENT = "the consent of a parent or guardian"
    ATTORNEY = "the consent of their attorney, with a best-interests decision"
    DEPUTY = "the consent of their deputy, with a best-interests decision"
    COURT = "what the court's order allows"
    BEST_INTERESTS = "a current best-interests decision for this"
    EXCEPTION = "the one item that the COO allowed, with every safeguard"
    EARLIER_CONSENT = "what they agreed to while they could decide, for what is already shown"
    POSTHUMOUS = "what they wished for after their death, or their personal representative"
    COO = "the Chief Operating Officer, by the process for police appeals"
    CARE_ONLY = "nothing new: only what is part of their own care"
    NOBODY = "nobody: it is not shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: when it fits, whose agreement each reach of a use needs, and the code for the record."""

    id: str
    when: Callable[[Case], bool]
    care: Authority
    family: Authority
    public: Authority
    code: str
    on_file: str

    @property
    def words(self) -> str:
        """When it fits, in words."""
        return _typeset((self.when.__doc__ or "").splitlines()[0])

    def authority_for(self, category: UseCategory) -> Authority:
        """Whose agreement a use of this reach needs."""
        reach = {UseCategory.CARE: self.care, UseCategory.FAMILY: self.family, UseCategory.PUBLIC: self.public}
        return reach.get(category, self.public)


A = Authority


def _row(id_: str, when: Callable[[Case], bool], care: A, family: A, public: A, code: str, on_file: str) -> Row:
    return Row(id=id_, when=when, care=care, family=family, public=public, code=code, on_file=_typeset(on_file))


def _typeset(words: str) -> str:
    """As people read it on a page."""
    return words.replace("'", "’")


FIRST = (
    _row(
        "D18", cases.restricted, A.NOBODY, A.NOBODY, A.NOBODY, "RESTRICTED", "The restriction, and how far it reaches"
    ),
    _row("U4", cases.asked_by_the_police, A.COO, A.COO, A.COO, "PROTECTIVE", "The police request (section 5)"),
    _row("D16", cases.objects, A.NOBODY, A.NOBODY, A.NOBODY, "OBJECTION", "What they said or did, and when"),
    _row("D17", cases.pressed, A.SELF, A.NOBODY, A.NOBODY, "UNDUE_INFLUENCE", "The safeguarding referral"),
    _row(
        "V-M-03",
        cases.safeguarding_looks,
        A.SELF,
        A.SELF,
        A.NOBODY,
        "SAFEGUARDING_FIRST",
        "The Safeguarding Lead's clearance",
    ),
    _row(
        "D19",
        cases.died,
        A.POSTHUMOUS,
        A.POSTHUMOUS,
        A.POSTHUMOUS,
        "AUTH_POSTHUMOUS",
        "Their wish, or the agreement of their personal representative",
    ),
    _row(
        "UNDER-16",
        cases.under_age,
        A.PARENT,
        A.PARENT,
        A.PARENT,
        "AUTH_PARENT",
        "The parent's form; from 13 the child's own word as well",
    ),
    _row("D14", cases.refused_before, A.NOBODY, A.NOBODY, A.NOBODY, "PRIOR_REFUSAL", "The refusal or the statement"),
    _row(
        "D15",
        cases.disputed,
        A.BEST_INTERESTS,
        A.NOBODY,
        A.NOBODY,
        "DISPUTE",
        "The dispute, and how it is being settled",
    ),
)
THEN = (
    _row(
        "D1", cases.presumed, A.SELF, A.SELF, A.SELF, "AUTH_SELF", "Their own form. One signed by anyone else is void"
    ),
    _row("D2", cases.assessed_able, A.SELF, A.SELF, A.SELF, "AUTH_SELF", "Their own form and the assessment"),
    _row("D3", cases.in_doubt, A.CARE_ONLY, A.NOBODY, A.NOBODY, "CAPACITY_IN_DOUBT", "An assessment comes first"),
    _row(
        "D4a",
        cases.able_at_this_time,
        A.SELF,
        A.SELF,
        A.SELF_TODAY,
        "AUTH_SELF",
        "Their own form for this one thing, and the Yes of today",
    ),
    _row(
        "D4b",
        cases.not_able_at_this_time,
        A.BEST_INTERESTS,
        A.NOBODY,
        A.NOBODY,
        "DEFERRED",
        "It waits until they can decide",
    ),
    _row(
        "D10", cases.decided_by_a_court, A.COURT, A.COURT, A.COURT, "AUTH_COURT", "The sealed order and its conditions"
    ),
    _row(
        "D9",
        cases.refused_by_who_decides,
        A.BEST_INTERESTS,
        A.NOBODY,
        A.NOBODY,
        "REFUSED_BY_REP",
        "Their No. Staff can't override it",
    ),
    _row(
        "D13",
        cases.agreed_earlier,
        A.EARLIER_CONSENT,
        A.EARLIER_CONSENT,
        A.EARLIER_CONSENT,
        "EARLIER_CONSENT",
        "Their earlier form; a decision within 28 days",
    ),
    _row(
        "D5",
        cases.attorney,
        A.ATTORNEY,
        A.ATTORNEY,
        A.ATTORNEY,
        "AUTH_ATTORNEY_HW",
        "The registered power, the form, the best-interests decision",
    ),
    _row(
        "D8",
        cases.deputy,
        A.DEPUTY,
        A.DEPUTY,
        A.DEPUTY,
        "AUTH_DEPUTY_W",
        "The order in force, the form, the best-interests decision",
    ),
    _row(
        "D11-X",
        cases.excepted,
        A.BEST_INTERESTS,
        A.BEST_INTERESTS,
        A.EXCEPTION,
        "AUTH_EXCEPTION",
        "Every safeguard of the exception, and the COO's word",
    ),
    _row(
        "D6",
        cases.attorney_without_power,
        A.BEST_INTERESTS,
        A.BEST_INTERESTS,
        A.NOBODY,
        "NO_VALID_AUTHORITY",
        "What is missing in their power",
    ),
    _row(
        "D7",
        cases.money_only,
        A.BEST_INTERESTS,
        A.BEST_INTERESTS,
        A.NOBODY,
        "NO_VALID_AUTHORITY",
        "That the power is about money only",
    ),
    _row(
        "D11",
        cases.family_only,
        A.BEST_INTERESTS,
        A.BEST_INTERESTS,
        A.NOBODY,
        "NO_VALID_AUTHORITY",
        "That family and friends were asked, and don't decide",
    ),
    _row(
        "D12",
        cases.nobody_speaks,
        A.BEST_INTERESTS,
        A.NOBODY,
        A.NOBODY,
        "NO_VALID_AUTHORITY",
        "That an advocate was considered",
    ),
)
TABLE: tuple[Row, ...] = (*FIRST, *THEN)
BY_ID = {row.id: row for row in TABLE}


def row_for(case: Case) -> Row:
    """The first row that fits. There always is one: D1 to D4b for those who can decide, D12 for those who can't."""
    return next(row for row in TABLE if row.when(case))
