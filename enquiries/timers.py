"""How long an approach may wait at each level, and when an answer is due: settings that an administrator changes."""

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared


def _minutes(key: str, words: str, default: int) -> Declared:
    return Declared(
        key=key,
        words=words,
        default=default,
        least=1,
        most=7 * 24 * 60,
        clause=Clause.ME_1C,
        group="Passing on",
    )


SETTINGS = (
    _minutes("home_manager_urgent", "Urgent: the Home Manager has", 15),
    _minutes("home_manager_ordinary", "Not urgent: the Home Manager has", 30),
    _minutes("marketing_manager_urgent", "Urgent: the Marketing Manager has", 15),
    _minutes("marketing_manager_ordinary", "Not urgent: the Marketing Manager has", 60),
    _minutes("director_urgent", "Urgent: a Director has", 15),
    _minutes("director_ordinary", "Not urgent: a Director has", 60),
    Declared(
        key="urgent_within",
        words="An approach is urgent when the answer is due within",
        default=240,
        least=15,
        most=7 * 24 * 60,
        clause=Clause.ME_1C,
        group="Passing on",
    ),
    Declared(
        key="reply_margin",
        words="We aim to answer before a journalist's deadline by",
        default=60,
        most=24 * 60,
        clause=Clause.ME_2,
        group="Answering",
    ),
    Declared(
        key="reply_working_hours",
        words="Without a deadline of theirs, we aim to answer within",
        default=8,
        unit="working hours",
        least=1,
        most=200,
        clause=Clause.ME_2,
        group="Answering",
    ),
)
