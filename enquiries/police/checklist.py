"""The safeguarding checks before anything is agreed (PO-3, rules 5.5): a table, printed on the page as it stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from enquiries.police.vocabulary import Check


@dataclass(frozen=True, slots=True)
class SafeguardingCheck:
    """One check. `must_be_done`: with a No it is still to do; any other No is an answer, with a note that says why."""

    code: str
    question: str
    hint: str = ""
    must_be_done: bool = False
    no_is_plain: bool = False  # a No needs no reason

    def lacks(self, answer: str, note: str) -> str:
        """What is still missing here, in words; "" when it is answered."""
        if not answer:
            return "not answered"
        needs_note = answer == Check.NOT_APPLICABLE or (answer == Check.NO and not self.no_is_plain)
        if needs_note and not note.strip():
            return "say why"
        return "still to be done" if self.must_be_done and answer == Check.NO else ""


CHECKS = (
    SafeguardingCheck(
        "SG-01", "Has the person been told, in a way they understand?", "Unless telling would warn somebody."
    ),
    SafeguardingCheck(
        "SG-02",
        "Was it considered whether they can decide about this?",
        "Write the row of the decision table with the legal basis.",
        must_be_done=True,
    ),
    SafeguardingCheck("SG-03", "Were they asked, and do they agree?"),
    SafeguardingCheck("SG-04", "Was whoever speaks for them, or their family, heard?"),
    SafeguardingCheck("SG-05", "Is there a best-interests record, if they cannot decide?"),
    SafeguardingCheck("SG-06", "Was the concern raised with the local authority?", "Write who leads there."),
    SafeguardingCheck(
        "SG-07",
        "Was the danger of publicity for them weighed?",
        "Revenge, shame, distress, or somebody who must not find them.",
        must_be_done=True,
    ),
    SafeguardingCheck("SG-08", "Are other residents or colleagues kept out of every picture?", must_be_done=True),
    SafeguardingCheck("SG-09", "Is the picture dignified, and does it show no more than it must?", must_be_done=True),
    SafeguardingCheck(
        "SG-10",
        "Was it checked whether the law keeps somebody anonymous?",
        "Sexual offences, trafficking, children, orders of a court.",
        must_be_done=True,
    ),
    SafeguardingCheck(
        "SG-11", "Is anybody arrested or charged?", "Then nothing is said of guilt or evidence.", no_is_plain=True
    ),
    SafeguardingCheck("SG-12", "Is somebody with the person and their family when it comes out?", must_be_done=True),
    SafeguardingCheck("SG-13", "Does the family hear of it before the public does?", must_be_done=True),
    SafeguardingCheck(
        "SG-14", "Is it settled when it ends, and who takes it down?", "Write the name.", must_be_done=True
    ),
)
BY_CODE = {check.code: check for check in CHECKS}


def still_missing(answers: Mapping[str, tuple[str, str]]) -> list[str]:
    """Each check that holds the request, with what it needs: "SG-02 not answered"."""
    found = []
    for check in CHECKS:
        if words := check.lacks(*answers.get(check.code, ("", ""))):
            found.append(f"{check.code} {words}")
    return found
