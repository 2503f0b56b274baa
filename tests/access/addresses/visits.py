"""Who gets what: media visits, in the room of enquiries."""

from tests.access.addresses.rules import ALL_HOMES, EVERYONE, RECORDS, Refused, Rule

# The Safeguarding Lead opens every visit, for their view is asked (V-I-05), and prepares none.
VISITS = {place: f"{who} safeguarding" if place != "locked" else who for place, who in RECORDS.items()}
READERS_ONLY = "auditor safeguarding"


def about(args: str, forbidden: str = "", status: int = 200) -> Rule:
    """A page about one visit."""
    return Rule(VISITS, status, forbidden, args=args)


TABLE: dict[str, Rule] = {
    "enquiries:visit_list": Rule(f"manager other_manager {ALL_HOMES} safeguarding"),
    "enquiries:visit_log": Rule(EVERYONE),  # whoever works here, also without a role
    "enquiries:visit_logged": Rule({"own": "carer", "other": "marketing", "locked": ""}, args="visit"),
    "enquiries:visit_calendar": Rule(EVERYONE),  # each sees those that they may know of: an escort theirs
    "enquiries:visit_feed": Rule(EVERYONE),
    "enquiries:visit_feed_end": Rule(EVERYONE, 405),
    "enquiries:visit_ics": Rule(public=404, args="token"),  # the address is the secret
    "enquiries:visit": about("visit"),
    "enquiries:visit_day": about("visit"),
    "enquiries:visit_topic": about("visit part", forbidden=READERS_ONLY),
    "enquiries:visit_find": about("visit", forbidden=READERS_ONLY),
    "enquiries:visit_appear": about("visit subject", forbidden=READERS_ONLY),
    "enquiries:visit_keep_out": about("visit subject", forbidden=READERS_ONLY),
    "enquiries:visit_take_out": Rule(EVERYONE, 405, args="visit subject"),
    "enquiries:visit_today": Rule(EVERYONE, 405, args="visit subject"),
    "enquiries:visit_step call-off-the-visit": about("visit", forbidden=READERS_ONLY),
    "enquiries:visit_step refuse-the-visit": about(
        "visit", forbidden=f"manager other_manager marketing coo {READERS_ONLY}"
    ),
    "enquiries:visit_step no-such-verb": Rule("", args="visit"),
}

REFUSED: list[Refused] = [
    ("enquiries:visit_step call-off-the-visit", READERS_ONLY, {"note": "No."}, "IR-3"),
    ("enquiries:visit_step refuse-the-visit", f"manager marketing coo {READERS_ONLY}", {"note": "No."}, "IR-3"),
    ("enquiries:visit_step send-for-approval", READERS_ONLY, {}, "IR-3"),
    ("enquiries:visit_step send-the-consents-on", READERS_ONLY, {}, "IR-4b"),
]
