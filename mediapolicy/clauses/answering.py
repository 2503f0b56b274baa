"""The clauses on answering: the media, the police and enquirers, and what must stay confidential."""

from mediapolicy.clauses.kinds import ClauseText, Mode

CONTROL = "Document control"
STATEMENT = "Policy Statement"
ENQUIRY = "Handling a Media Enquiry"
STATEMENTS = "Media Statements"
RELEASES = "Press Releases"
INTERVIEWS = "Interview Reports"
POLICE = "Requests from police"
CRM = "Customer Relationship Management"
CONFIDENTIALITY = "Confidentiality and Consent"

DC_1 = ClauseText(
    "DC-1",
    CONTROL,
    "Keep the policy's version, start date and approval on record. Only one version is in force at a time.",
    Mode.REQUIRE_RECORD,
)
DC_2 = ClauseText(
    "DC-2",
    CONTROL,
    "Set a date to review this policy. Its owner is reminded when that date has passed.",
    Mode.PROMPT,
)

ST_1 = ClauseText("ST-1", STATEMENT, "We meet any interest from the media in a professional way.", Mode.TRAIN)
ST_2 = ClauseText(
    "ST-2", STATEMENT, "This policy covers every media enquiry we get, however small or informal.", Mode.TRAIN
)
ST_3 = ClauseText(
    "ST-3",
    STATEMENT,
    "What the media say changes how people see us, and that can help or harm our work.",
    Mode.TRAIN,
)
ST_4 = ClauseText(
    "ST-4",
    STATEMENT,
    "Social media means anywhere people share with others: "
    "blogs, wikis, forums, message boards, chat, online newsletters, social networks and the like.",
    Mode.TRAIN,
)

ME_1 = ClauseText(
    "ME-1",
    ENQUIRY,
    'Say "no comment" to reporters. '
    "Tell the Home Manager at once, who passes it to the Marketing Manager or a Director.",
    Mode.REQUIRE_RECORD,
)
ME_1A = ClauseText(
    "ME-1a",
    ENQUIRY,
    'Say "no comment" to any reporter: local, national or freelance. '
    "This never stops you raising a concern about care.",
    Mode.TRAIN,
)
ME_1B = ClauseText(
    "ME-1b",
    ENQUIRY,
    "Pass the enquiry to the Home Manager at once. If they are away or involved, tell the on-call Director.",
    Mode.REQUIRE_RECORD,
)
ME_1C = ClauseText(
    "ME-1c",
    ENQUIRY,
    "The Home Manager passes the enquiry to the Marketing Manager or a Director, and may not answer it.",
    Mode.ENFORCE,
)
ME_2 = ClauseText(
    "ME-2",
    ENQUIRY,
    "The Marketing Manager or Director who accepts the enquiry answers it, and first decides whose advice is needed.",
    Mode.REQUIRE_RECORD,
)

MS_1 = ClauseText(
    "MS-1",
    STATEMENTS,
    "A media statement is usually our written reply to an article, a complaint or an official visit. "
    "Record what prompted it.",
    Mode.REQUIRE_RECORD,
)
MS_2 = ClauseText(
    "MS-2",
    STATEMENTS,
    "A Director must sign off every media statement before release. "
    "On an ongoing matter the Chief Operating Officer must agree it too.",
    Mode.ENFORCE,
)

PR_1 = ClauseText(
    "PR-1",
    RELEASES,
    "Use a press release for good news. If the news is bad, think about a media statement instead.",
    Mode.PROMPT,
)
PR_2 = ClauseText(
    "PR-2",
    RELEASES,
    "Record what kind of story it is: for example a staff award, an achievement, fundraising or a grant.",
    Mode.REQUIRE_RECORD,
)
PR_3 = ClauseText(
    "PR-3",
    RELEASES,
    "A paid-for article (an advertorial) follows the same rules as a press release, "
    "and must be labelled as advertising.",
    Mode.ENFORCE,
)
PR_4 = ClauseText(
    "PR-4",
    RELEASES,
    "Only a Director or the Marketing Manager may write, edit and release press releases. "
    "Publishing without permission is a disciplinary matter.",
    Mode.ENFORCE,
)
PR_4A = ClauseText(
    "PR-4a",
    RELEASES,
    "Only a Director or the Marketing Manager may write, edit or release a press release. Others may suggest a story.",
    Mode.ENFORCE,
)
PR_4B = ClauseText(
    "PR-4b",
    RELEASES,
    "Publishing without permission is a disciplinary matter. The app flags it; HR decides what follows.",
    Mode.DETECT,
)

IR_1 = ClauseText(
    "IR-1",
    INTERVIEWS,
    "When the media ask for an interview, record whether they also want film or photographs.",
    Mode.REQUIRE_RECORD,
)
IR_2 = ClauseText(
    "IR-2",
    INTERVIEWS,
    "Record whether the request follows our own press release or a story we did not plan.",
    Mode.REQUIRE_RECORD,
)
IR_3 = ClauseText(
    "IR-3",
    INTERVIEWS,
    "A Director must approve every media request to interview, film or photograph, before any date is agreed.",
    Mode.ENFORCE,
)
IR_4 = ClauseText(
    "IR-4",
    INTERVIEWS,
    "Get consent wherever it is needed, and send it to the Marketing Manager or a Director.",
    Mode.ENFORCE,
)
IR_4A = ClauseText(
    "IR-4a",
    INTERVIEWS,
    "Before approval, each person taking part must have agreed to this use, or be covered by another legal authority.",
    Mode.ENFORCE,
)
IR_4B = ClauseText(
    "IR-4b",
    INTERVIEWS,
    "Send the consents to the Marketing Manager or a Director, and record who got them and when.",
    Mode.REQUIRE_RECORD,
)
IR_5 = ClauseText(
    "IR-5",
    INTERVIEWS,
    "At work, beware of reporters hiding who they are. "
    "Report any suspicion at once to your line manager, the Marketing Manager or a Director.",
    Mode.REQUIRE_RECORD,
)
IR_5A = ClauseText(
    "IR-5a",
    INTERVIEWS,
    "Take care at work: someone who approaches you may be a reporter pretending to be someone else.",
    Mode.TRAIN,
)
IR_5B = ClauseText(
    "IR-5b",
    INTERVIEWS,
    "If you suspect an undercover reporter, tell your line manager, "
    "the Marketing Manager or a Director at once. One is enough.",
    Mode.REQUIRE_RECORD,
)
IR_6 = ClauseText(
    "IR-6",
    INTERVIEWS,
    "Before involving a resident, record consent, capacity and any best-interests decision. "
    "Family may be consulted, but being family gives no power to consent.",
    Mode.ENFORCE,
)

PO_1 = ClauseText(
    "PO-1",
    POLICE,
    "The police usually ask for the public's help with a criminal investigation. "
    "Record the kind of request and the police reference.",
    Mode.REQUIRE_RECORD,
)
PO_2 = ClauseText(
    "PO-2",
    POLICE,
    "Handle police requests with care, above all when a resident is the victim. "
    "Protect their privacy and plan their support.",
    Mode.PROMPT,
)
PO_3 = ClauseText(
    "PO-3",
    POLICE,
    "Finish every safeguarding check before approval. Only the Chief Operating Officer approves publicity; "
    "urgent help to the police never waits.",
    Mode.ENFORCE,
)

CRM_1 = ClauseText(
    "CRM-1",
    CRM,
    "Only people who are authorised and whose training is up to date may use the enquiry system (CRM).",
    Mode.ENFORCE,
)
CRM_2 = ClauseText(
    "CRM-2",
    CRM,
    "Keep every enquiry private. Only people who need it for their work may see it.",
    Mode.ENFORCE,
)
CRM_3 = ClauseText(
    "CRM-3",
    CRM,
    "Deal with enquiries in the CRM, and reply only in the way the enquirer chose.",
    Mode.ENFORCE,
)
CRM_3A = ClauseText(
    "CRM-3a", CRM, "Deal with each enquiry inside the CRM, and keep every reply there.", Mode.REQUIRE_RECORD
)
CRM_3B = ClauseText(
    "CRM-3b",
    CRM,
    "Reply only by the contact method the enquirer chose. If they ask for another, record that first.",
    Mode.ENFORCE,
)

CC_1 = ClauseText(
    "CC-1",
    CONFIDENTIALITY,
    "Follow the rules on sharing information, above all while a matter is ongoing. "
    "Where other agencies are involved, agree who should respond.",
    Mode.ENFORCE,
)
CC_1A = ClauseText(
    "CC-1a",
    CONFIDENTIALITY,
    "While a complaint, disciplinary case, criminal investigation or similar matter is open, "
    "only people named for it may see or share it.",
    Mode.ENFORCE,
)
CC_1B = ClauseText(
    "CC-1b",
    CONFIDENTIALITY,
    "Where other agencies are involved, agree with them who should respond, and record it, "
    "before anything is released.",
    Mode.REQUIRE_RECORD,
)
CC_2 = ClauseText(
    "CC-2",
    CONFIDENTIALITY,
    "While a matter is ongoing, only the Chief Operating Officer may discuss our response and agree it.",
    Mode.ENFORCE,
)
CC_3 = ClauseText(
    "CC-3",
    CONFIDENTIALITY,
    "Ask for, record and sign off either consent by a person with capacity or a valid authority under the "
    "Mental Capacity Act 2005.",
    Mode.ENFORCE,
)
