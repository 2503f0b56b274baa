"""How soon help in an emergency is written down, and who must stand behind a written request."""

from enquiries.police.vocabulary import Rank
from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

GROUP = "Police requests"
SETTINGS = (
    Declared(
        key="police_record_within",
        words="What was given to the police in an emergency is written down within",
        default=24,
        unit="hours",
        least=1,
        most=72,
        clause=Clause.PO_3,
        group=GROUP,
    ),
    Declared(
        key="police_record_reminder",
        words="Whoever owes it is reminded before its time runs out by",
        default=6,
        unit="hours",
        least=1,
        most=24,
        clause=Clause.PO_3,
        group=GROUP,
    ),
    Declared(
        key="police_countersign_rank",
        words="Who must at least stand behind a written request?",
        default=Rank.SERGEANT.value,
        unit="",
        choices=tuple((rank.value, str(rank.label)) for rank in Rank),
        clause=Clause.PO_1,
        group=GROUP,
    ),
)
