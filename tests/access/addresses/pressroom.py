"""Who gets what: the press room."""

from tests.access.addresses.rules import EVERYONE, NO_RELEASES, PRESS, READERS, WRITERS, Refused, Rule, about

# Only a Director or the Marketing Manager compiles, edits and releases (PR-4a); anybody who works here sends in good news.
RELEASERS = "marketing director"
STAFF = "carer manager other_manager marketing director coo data_protection safeguarding administrator"
SENT_IN = {"own": f"carer {RELEASERS}", "other": f"other_manager {RELEASERS}", "locked": "coo"}
SENDERS = {"own": "carer", "other": "other_manager", "locked": "coo"}

TABLE: dict[str, Rule] = {
    "pressroom:list": Rule(READERS),
    "pressroom:draft": Rule(PRESS),
    "pressroom:statement": about("statement"),
    "pressroom:words": about("statement", forbidden=WRITERS),
    "pressroom:version": about("statement number"),
    "pressroom:step take-back": about("statement", forbidden=WRITERS),
    "pressroom:step withdraw": about("statement", forbidden=WRITERS),
    "pressroom:step no-such-verb": Rule("", args="statement"),
    "pressroom:find_person": about("statement", forbidden=WRITERS),
    "pressroom:name_person": about("statement subject", forbidden=WRITERS),
    "pressroom:not_them": Rule(EVERYONE, 405, args="statement subject"),
    "pressroom:unname_person": Rule(EVERYONE, 405, args="statement subject"),
    "pressroom:releases": Rule(READERS),
    "pressroom:start_release": Rule(RELEASERS),
    "pressroom:press_details": Rule(RELEASERS),
    "pressroom:release": about("release"),
    "pressroom:release_words": about("release", forbidden=NO_RELEASES),
    "pressroom:release_preview": about("release"),
    "pressroom:correct_release": Rule(
        NO_RELEASES, forbidden=NO_RELEASES, args="release"
    ),  # a draft has nothing to correct
    "pressroom:release_version": about("release first"),
    "pressroom:feature_find": about("release", forbidden=NO_RELEASES),
    "pressroom:feature": about("release subject", forbidden=NO_RELEASES),
    "pressroom:release_not_them": Rule(EVERYONE, 405, args="release subject"),
    "pressroom:unfeature": Rule(EVERYONE, 405, args="release subject"),
    "pressroom:release_pictures": about("release", forbidden=NO_RELEASES),
    "pressroom:release_picture": about("release picture", forbidden=NO_RELEASES),
    "pressroom:release_picture_out": Rule(EVERYONE, 405, args="release picture"),
    "pressroom:release_step give-up": about("release", forbidden=NO_RELEASES),
    "pressroom:release_step send-for-approval": about("release", forbidden=NO_RELEASES),
    "pressroom:release_step no-such-verb": Rule("", args="release"),
    "pressroom:ideas": Rule(STAFF),
    "pressroom:send_idea": Rule(STAFF),
    "pressroom:idea": Rule(SENT_IN, args="idea"),
    "pressroom:idea_step decline": Rule(SENT_IN, forbidden=SENDERS, args="idea"),
    "pressroom:idea_step take-up": Rule(SENT_IN, forbidden=SENDERS, args="idea"),
    "pressroom:idea_step no-such-verb": Rule("", args="idea"),
}

NEWS = {"headline": "Mine", "story_kind": "event"}
REFUSED: list[Refused] = [
    ("pressroom:words", "manager auditor", {"subject": "Mine", "words": "Mine.", "read_version": "1"}, "MS-2"),
    ("pressroom:step withdraw", "manager auditor", {"note": "No."}, "MS-2"),
    ("pressroom:step release", "manager auditor", {}, "MS-2"),
    (
        "pressroom:release_words",
        "manager coo auditor",
        {"headline": "Mine", "story_kind": "event", "read_version": "1"},
        "PR-4a",
    ),
    ("pressroom:release_step give-up", "manager coo auditor", {"note": "No."}, "PR-4a"),
    ("pressroom:release_step send-for-approval", "manager coo auditor", {}, "PR-4a"),
    ("pressroom:release_step release", "manager auditor", {"sure": "on"}, "PR-4a"),
]
