"""How long pictures that may no longer be used are kept before they are erased."""

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared

SETTINGS = (
    Declared(
        key="picture_quarantine",
        words="A picture that was put away is erased after",
        default=30,
        unit="days",
        least=1,
        most=365,
        clause=Clause.SM_26,
        group="Pictures",
    ),
)
