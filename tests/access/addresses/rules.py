"""What is said of an address: who gets what of it, as the cast of tests/access."""

from __future__ import annotations

from dataclasses import dataclass

from tests.access.conftest import PEOPLE

# A step that somebody who sees the record may not take: its address, who, a form that is filled in, the clause it must cite.
Refused = tuple[str, str, dict[str, str], str]

# The cast, in groups that the table below speaks of.
EVERYONE = " ".join(PEOPLE)
PRESS = "marketing director coo"
ALL_HOMES = f"{PRESS} auditor"
READERS = f"manager other_manager {ALL_HOMES}"
# Somebody who looks at a record of: one's own home, another home, an ongoing matter.
PLACES = ("own", "other", "locked")
RECORDS = {"own": f"manager {ALL_HOMES}", "other": f"other_manager {ALL_HOMES}", "locked": "coo"}


@dataclass(frozen=True)
class Rule:
    """Who gets what on GET. Whoever is named nowhere gets 404; anonymous visitors go to the sign-in page.

    `sees` is read once for an address about no record, else for each of the three places.
    """

    sees: str | dict[str, str] = ""
    status: int = 200
    forbidden: str | dict[str, str] = ""  # of those who see it: 403, for the step is not theirs
    public: int | None = None  # what everybody gets, signed in or not
    args: str = ""  # the names of the record's keys in the address

    def wanted(self, who: str, place: str) -> int:
        """The status that this person must get."""
        if self.public is not None:
            return self.public
        sees = self.sees if isinstance(self.sees, str) else self.sees[place]
        if who not in sees.split():
            return 404
        forbidden = self.forbidden if isinstance(self.forbidden, str) else self.forbidden[place]
        return 403 if who in forbidden.split() else self.status


def about(args: str, forbidden: str | dict[str, str] = "", status: int = 200) -> Rule:
    """A page about one record, scoped by home and hidden by an ongoing matter."""
    return Rule(RECORDS, status, forbidden, args=args)


ADMIN = Rule("administrator")
ADMIN_POSTS = Rule("administrator", 405)
READS = about("enquiry")
THE_BOOK = {"own": ALL_HOMES, "other": ALL_HOMES, "locked": "coo"}
# PR-4a: the COO reads press releases, and writes them on an ongoing matter alone.
NO_RELEASES = {"own": "manager coo auditor", "other": "other_manager coo auditor", "locked": ""}
WRITERS = "manager other_manager auditor"  # those who see a record and write no answers

# Whom we may show: the answer is for whoever publishes too, the reasons are not.
SEE_ANSWERS = f"{PRESS} data_protection safeguarding auditor"
SHOWN = {"own": f"carer manager {SEE_ANSWERS}", "other": f"other_manager {SEE_ANSWERS}", "locked": "coo"}
REASONS = {
    "own": "manager data_protection safeguarding auditor",
    "other": "other_manager data_protection safeguarding auditor",
    "locked": "",
}
FORMS = {
    "own": "carer manager data_protection safeguarding auditor",
    "other": "other_manager data_protection safeguarding auditor",
    "locked": "",
}
LEADS = "data_protection safeguarding auditor"  # those who read and take no step
AT_HOME = {"own": "carer manager", "other": "other_manager", "locked": ""}
MANAGERS = {"own": "manager", "other": "other_manager", "locked": ""}
POWERS = {"own": "manager data_protection", "other": "other_manager data_protection", "locked": ""}
PICTURES = "carer manager other_manager marketing"
SHOWERS = "manager other_manager marketing coo"
TAKERS = {"own": "manager marketing coo", "other": "other_manager marketing coo", "locked": "coo"}
KEEPERS = "carer manager other_manager data_protection"
NO_KEEPERS = f"{PRESS} safeguarding auditor"  # those who see somebody and keep no list
COUNTS = f"manager {SEE_ANSWERS}"
