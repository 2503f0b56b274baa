"""What a clause is made of: its id, where the policy says it, the rule in our words, how it is kept."""

import enum
from typing import NamedTuple


class Mode(enum.Enum):
    """How the product sees to it that a clause is kept."""

    ENFORCE = "enforce"
    REQUIRE_RECORD = "require-record"
    PROMPT = "prompt"
    TRAIN = "train"
    DETECT = "detect"

    @property
    def words(self) -> str:
        """The mode in plain English, to stand beside a rule."""
        return _WORDS[self]


_WORDS = {
    Mode.ENFORCE: "The app refuses the next step until this is so",
    Mode.REQUIRE_RECORD: "A named person must put this on record before the next step",
    Mode.PROMPT: "The app reminds you at the right moment, and you decide",
    Mode.TRAIN: "Staff learn this and sign to say that they understand it",
    Mode.DETECT: "The app looks out for this and flags it, and a person decides",
}


class ClauseText(NamedTuple):
    """One row of the clause register: the section is the policy's, the rule is in our own words."""

    id: str
    section: str
    rule: str
    mode: Mode
