"""The clauses of OPSR102, Social Media and Public Relations: every rule this product keeps, by its id.

Each transition, refusal, history row and policy test cites a member of `Clause`. The ids are those of
the clause register, a letter marking one duty out of a sentence that holds several. The section is where
the policy says it, as the register names it ("Document control", "Breach" and "Monitoring" have no heading
of their own in the policy). The rule is in our own words: an organisation's policy text is data that an
administrator loads as a `PolicyVersion`, never source code.
"""

import enum

from mediapolicy.clauses import answering, posting
from mediapolicy.clauses.kinds import ClauseText, Mode

__all__ = ["Clause", "ClauseText", "Mode"]

_OWED = frozenset({Mode.ENFORCE, Mode.REQUIRE_RECORD, Mode.DETECT})


@enum.unique
class Clause(enum.Enum):
    """One clause of the policy, in the policy's order."""

    DC_1 = answering.DC_1
    DC_2 = answering.DC_2

    ST_1 = answering.ST_1
    ST_2 = answering.ST_2
    ST_3 = answering.ST_3
    ST_4 = answering.ST_4

    ME_1 = answering.ME_1
    ME_1A = answering.ME_1A
    ME_1B = answering.ME_1B
    ME_1C = answering.ME_1C
    ME_2 = answering.ME_2

    MS_1 = answering.MS_1
    MS_2 = answering.MS_2

    PR_1 = answering.PR_1
    PR_2 = answering.PR_2
    PR_3 = answering.PR_3
    PR_4 = answering.PR_4
    PR_4A = answering.PR_4A
    PR_4B = answering.PR_4B

    IR_1 = answering.IR_1
    IR_2 = answering.IR_2
    IR_3 = answering.IR_3
    IR_4 = answering.IR_4
    IR_4A = answering.IR_4A
    IR_4B = answering.IR_4B
    IR_5 = answering.IR_5
    IR_5A = answering.IR_5A
    IR_5B = answering.IR_5B
    IR_6 = answering.IR_6

    PO_1 = answering.PO_1
    PO_2 = answering.PO_2
    PO_3 = answering.PO_3

    CRM_1 = answering.CRM_1
    CRM_2 = answering.CRM_2
    CRM_3 = answering.CRM_3
    CRM_3A = answering.CRM_3A
    CRM_3B = answering.CRM_3B

    CC_1 = answering.CC_1
    CC_1A = answering.CC_1A
    CC_1B = answering.CC_1B
    CC_2 = answering.CC_2
    CC_3 = answering.CC_3

    SM_1 = posting.SM_1
    SM_2 = posting.SM_2
    SM_3 = posting.SM_3
    SM_4 = posting.SM_4
    SM_5 = posting.SM_5
    SM_6 = posting.SM_6
    SM_7 = posting.SM_7
    SM_8 = posting.SM_8
    SM_9 = posting.SM_9
    SM_10 = posting.SM_10
    SM_11 = posting.SM_11
    SM_12 = posting.SM_12
    SM_13 = posting.SM_13
    SM_14 = posting.SM_14
    SM_14A = posting.SM_14A
    SM_14B = posting.SM_14B
    SM_14C = posting.SM_14C
    SM_14D = posting.SM_14D
    SM_14E = posting.SM_14E
    SM_14F = posting.SM_14F
    SM_14G = posting.SM_14G
    SM_14H = posting.SM_14H
    SM_14I = posting.SM_14I
    SM_14J = posting.SM_14J
    SM_14K = posting.SM_14K
    SM_14L = posting.SM_14L
    SM_14M = posting.SM_14M
    SM_15 = posting.SM_15
    SM_16 = posting.SM_16
    SM_17 = posting.SM_17
    SM_18 = posting.SM_18
    SM_19 = posting.SM_19
    SM_20 = posting.SM_20
    SM_21 = posting.SM_21
    SM_22 = posting.SM_22
    SM_23 = posting.SM_23
    SM_24 = posting.SM_24
    SM_25 = posting.SM_25
    SM_26 = posting.SM_26
    SM_27 = posting.SM_27
    SM_28 = posting.SM_28
    SM_29 = posting.SM_29

    PS_1 = posting.PS_1
    PS_2 = posting.PS_2
    PS_3 = posting.PS_3
    PS_4 = posting.PS_4

    BR_1 = posting.BR_1
    BR_2 = posting.BR_2

    RP_1 = posting.RP_1

    RG_1 = posting.RG_1

    TR_1 = posting.TR_1
    TR_2 = posting.TR_2
    TR_3 = posting.TR_3
    TR_4 = posting.TR_4
    TR_5 = posting.TR_5

    CF_1 = posting.CF_1

    @classmethod
    def by_id(cls, id: str) -> "Clause":
        """The clause written `id`, such as "ME-1a"; KeyError when the policy has no such clause."""
        return _BY_ID[id]

    @property
    def id(self) -> str:
        """As the register writes it: "ME-1a"."""
        return self.value.id

    @property
    def section(self) -> str:
        """The section of the policy that says it."""
        return self.value.section

    @property
    def rule(self) -> str:
        """What it asks, in our own words."""
        return self.value.rule

    @property
    def mode(self) -> Mode:
        """How the product sees to it."""
        return self.value.mode

    @property
    def parent(self) -> "Clause | None":
        """The whole sentence of which this is one duty: ME-1 for ME-1a."""
        return self.by_id(self.id[:-1]) if self.id[-1].isalpha() else None

    @property
    def is_owed(self) -> bool:
        """Whether a transition, guard or record must keep it and a test must prove it."""
        return self.mode in _OWED


_BY_ID = {clause.id: clause for clause in Clause}
