"""The policy table of the publish gate: whose agreement each use of a person needs. It moves nothing; it answers."""

from consent.gate.table import TABLE
from mediapolicy.clauses import Clause
from mediapolicy.policy.deciding import DecisionTable
from mediapolicy.transitions import Transition

TRANSITIONS: tuple[Transition, ...] = ()
DECISIONS = (
    DecisionTable(
        "Whom we may show: whose agreement a use needs",
        "Tried from the top; the first row that fits decides. Then exactly this use must have been agreed to.",
        Clause.IR_6,
        ("Row", "When", "Inside the home", "To their own family", "To anyone", "On file"),
        tuple(
            (row.id, row.words.rstrip("."), row.care.value, row.family.value, row.public.value, row.on_file)
            for row in TABLE
        ),
    ),
)
GUARDS = {
    Clause.SM_26: "consent.gate.answering: asked when somebody is attached, at submit, sign-off, schedule and release.",
}
