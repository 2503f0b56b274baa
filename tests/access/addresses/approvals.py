"""Who gets what: sign-offs."""

from tests.access.addresses.rules import WRITERS, Refused, Rule, about

TABLE: dict[str, Rule] = {
    "approvals:waiting": Rule("marketing director coo"),
    "approvals:sign_off": about("approval"),
    "approvals:decide sign-off": about("approval", forbidden=f"{WRITERS} marketing coo"),
    "approvals:decide refuse": about("approval", forbidden=f"{WRITERS} marketing coo"),
    "approvals:decide no-such-verdict": Rule("", args="approval"),
}

REFUSED: list[Refused] = [
    ("approvals:decide sign-off", "manager auditor marketing coo", {"seal": "x"}, "MS-2"),
    ("approvals:decide refuse", "manager auditor marketing coo", {"seal": "x", "reason": "No."}, "MS-2"),
]
