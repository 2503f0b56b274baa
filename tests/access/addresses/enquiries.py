"""Who gets what: the room of enquiries."""

from tests.access.addresses.rules import (
    ALL_HOMES,
    EVERYONE,
    PRESS,
    READERS,
    READS,
    THE_BOOK,
    WRITERS,
    Refused,
    Rule,
    about,
)

# Whoever sent it and whom they told, and the COO; a matter takes it from all but the COO.
WORRIES = {"own": "carer manager coo", "other": "other_manager director coo", "locked": "coo"}
NOT_THE_COO = "carer manager other_manager director"
GUARDS = "data_protection safeguarding"
POLICE_LOGGERS = f"carer manager other_manager {PRESS} {GUARDS} administrator"
POLICE = {
    "own": f"carer manager {GUARDS} coo",
    "other": f"other_manager {GUARDS} coo",
    "locked": f"{GUARDS} coo",
}
HERBERT = {"own": f"carer manager {GUARDS} coo", "other": f"other_manager {GUARDS} coo", "locked": "coo"}

TABLE: dict[str, Rule] = {
    "enquiries:list": Rule(READERS),
    "enquiries:log": Rule(EVERYONE),  # whoever works here, also without a role
    "enquiries:mine": Rule(EVERYONE),
    "enquiries:logged": Rule({"own": "carer", "other": "marketing", "locked": ""}, args="enquiry"),
    "enquiries:enquiry": READS,
    "enquiries:attachment": about("enquiry file"),
    "enquiries:step hand-over": about("enquiry", forbidden=WRITERS),
    "enquiries:step add-a-note": about("enquiry", forbidden="auditor"),
    "enquiries:step add-a-file": about("enquiry", forbidden="auditor"),
    "enquiries:step change-the-facts": about("enquiry", forbidden=WRITERS),
    "enquiries:step link-contact": about("enquiry", forbidden=WRITERS),
    "enquiries:step merge": about("enquiry", forbidden=WRITERS, status=409),
    "enquiries:step no-such-verb": Rule("", args="enquiry"),
    "enquiries:worries": Rule(EVERYONE),  # each sees their own; the page is the same for whoever has none
    "enquiries:worry_new": Rule(EVERYONE),
    "enquiries:worry_whom visitor": Rule(EVERYONE),
    "enquiries:worry_whom no-such-cover": Rule(""),
    "enquiries:worry": Rule(WORRIES, args="worry"),
    "enquiries:worry_end_name": Rule(EVERYONE, 405, args="worry person"),
    "enquiries:worry_step where": Rule(WORRIES, forbidden="manager director", args="worry"),
    "enquiries:worry_step done": Rule(WORRIES, args="worry"),
    "enquiries:worry_step take": Rule(WORRIES, forbidden=NOT_THE_COO, args="worry"),
    "enquiries:worry_step close": Rule(WORRIES, 409, forbidden=NOT_THE_COO, args="worry"),
    "enquiries:worry_step no-such-verb": Rule("", args="worry"),
    # What the police ask: for whoever wrote it down (a carer; at the other home the Data Protection Lead) and those
    # whose duty it is. The third was kept from the home.
    "enquiries:police_list": Rule(POLICE_LOGGERS),
    "enquiries:police_log": Rule(POLICE_LOGGERS),
    "enquiries:police_missing": Rule(POLICE_LOGGERS),
    "enquiries:police_request": Rule(POLICE, args="police"),
    "enquiries:police_step note": Rule(POLICE, args="police"),
    "enquiries:police_step facts": Rule(POLICE, args="police"),
    "enquiries:police_step identity": Rule(POLICE, forbidden="carer", args="police"),
    "enquiries:police_step checks": Rule(POLICE, forbidden="carer", args="police"),
    "enquiries:police_step basis": Rule(
        POLICE, forbidden="carer manager other_manager safeguarding coo", args="police"
    ),
    "enquiries:police_step view": Rule(
        POLICE, forbidden="carer manager other_manager data_protection coo", args="police"
    ),
    "enquiries:police_step directors": Rule(POLICE, forbidden=f"carer manager other_manager {GUARDS}", args="police"),
    "enquiries:police_step keep-from-home": Rule(
        POLICE, forbidden=f"carer manager other_manager {GUARDS}", args="police"
    ),
    "enquiries:police_step no-such-verb": Rule("", args="police"),
    "enquiries:police_told": Rule("director coo", args="told"),
    "enquiries:herbert_list": Rule("carer manager other_manager"),
    "enquiries:herbert": Rule(HERBERT, args="subject"),
    "enquiries:contacts": Rule(ALL_HOMES),
    "enquiries:contact_add": Rule(PRESS),
    "enquiries:contact_suggest": Rule(EVERYONE),
    "enquiries:contact": Rule(THE_BOOK, args="contact"),
    "enquiries:contact_change": Rule(THE_BOOK, forbidden="auditor", args="contact"),
    "enquiries:contact_press_list": Rule(
        {"own": "marketing director", "other": "marketing director", "locked": ""}, args="contact"
    ),
    "enquiries:contact_remove": Rule(THE_BOOK, forbidden="auditor", args="contact"),
}

REFUSED: list[Refused] = [
    ("enquiries:step hand-over", "manager auditor", {"note": "Going on leave."}, "ME-2"),
    ("enquiries:step add-a-note", "auditor", {"words": "Seen."}, "CRM-3a"),
    ("enquiries:step change-the-facts", "manager auditor", {"topic": "The visit"}, "CRM-3a"),
    (
        "enquiries:step change-the-chosen-way",
        "auditor",
        {"chosen_way": "phone", "chosen_address": "1", "note": "x"},
        "CRM-3b",
    ),
    ("enquiries:step open-again", "manager auditor", {"note": "More questions."}, "ME-2"),
    ("enquiries:worry_step where", "manager", {"where": "The lounge"}, "IR-5b"),
    ("enquiries:worry_step take", "carer manager", {}, "IR-5b"),
    ("enquiries:contact_change", "auditor", {"name": "Tamsin Rudd"}, "CRM-1"),
    ("enquiries:contact_remove", "auditor", {}, "CRM-2"),
]
