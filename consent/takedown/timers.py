"""By when what may no longer be shown is taken down."""

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

SETTINGS = (
    Declared(
        key="takedown_own",
        words="What we show ourselves is taken down within",
        default=24,
        unit="hours",
        least=1,
        most=168,
        clause=Clause.SM_26,
        group="Taking down",
    ),
    Declared(
        key="takedown_asked",
        words="Others who show it are asked to take it down within",
        default=8,
        unit="working hours",
        least=1,
        most=80,
        clause=Clause.SM_26,
        group="Taking down",
    ),
    Declared(
        key="death_review",
        words="What shows somebody who has died, or whose consent is on hold, is looked at within",
        default=10,
        unit="working days",
        least=1,
        most=60,
        clause=Clause.SM_26,
        group="Taking down",
    ),
    Declared(
        key="leaver_takedown",
        words="Pictures of somebody who worked here are taken down after they left within",
        default=10,
        unit="working days",
        least=1,
        most=60,
        clause=Clause.SM_26,
        group="Taking down",
    ),
)
