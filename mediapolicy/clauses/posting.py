"""The clauses on posting: our own accounts, personal accounts, breaches, training and the consent form."""

from mediapolicy.clauses.kinds import ClauseText, Mode

EMPLOYEES = "Procedure for Employees"
POSTING = "Posting on the organisation's social media"
MUST_NOT = "Users must not"
PERSONAL = "Using personal social media accounts"
BREACH = "Breach"
MONITORING = "Monitoring"
POLICIES = "Related Policies"
GUIDANCE = "Related Guidance"
TRAINING = "Training Statement"
CONSENT_FORM = "Media Consent Form"

SM_1 = ClauseText(
    "SM-1",
    EMPLOYEES,
    "Know and follow the Skills for Care code of conduct and the employee handbook.",
    Mode.TRAIN,
)
SM_2 = ClauseText(
    "SM-2",
    EMPLOYEES,
    "Think of your good name and ours before you post. What you publish can stay public for years.",
    Mode.TRAIN,
)
SM_3 = ClauseText("SM-3", EMPLOYEES, "If you have any doubt about a post, leave it out and ask.", Mode.PROMPT)
SM_4 = ClauseText(
    "SM-4",
    EMPLOYEES,
    "Do not post what you think may offend, bring complaints or be unsuitable. You can always ask a manager.",
    Mode.PROMPT,
)
SM_5 = ClauseText(
    "SM-5", EMPLOYEES, "Be kind and polite online. Poor manners get many people into trouble.", Mode.PROMPT
)
SM_6 = ClauseText("SM-6", EMPLOYEES, "Be as polite on social media as you are in a work email.", Mode.PROMPT)
SM_7 = ClauseText(
    "SM-7",
    EMPLOYEES,
    "Watch out for people and messages that try to trick you into giving away passwords, money or information.",
    Mode.TRAIN,
)
SM_8 = ClauseText(
    "SM-8",
    EMPLOYEES,
    "Links and files on social networks can carry spam or harmful software, so they are checked before use.",
    Mode.DETECT,
)
SM_9 = ClauseText(
    "SM-9",
    EMPLOYEES,
    "The organisation may see what you share openly on social media. It never collects it in secret.",
    Mode.TRAIN,
)

SM_10 = ClauseText(
    "SM-10",
    POSTING,
    "Only authorised staff post for us, through Buffer, after the Chief Operating Officer or Marketing "
    "Manager approves. Ongoing matters: Chief Operating Officer only.",
    Mode.ENFORCE,
)

SM_11 = ClauseText(
    "SM-11",
    MUST_NOT,
    "Do not create or send anything that might wrongly damage someone's reputation or make the organisation "
    "legally liable.",
    Mode.REQUIRE_RECORD,
)
SM_12 = ClauseText(
    "SM-12",
    MUST_NOT,
    "Do not publish anything that goes against our mission and values.",
    Mode.REQUIRE_RECORD,
)
SM_13 = ClauseText(
    "SM-13",
    MUST_NOT,
    "Do not post, or link to, anything inappropriate, even in a short message or status update.",
    Mode.ENFORCE,
)
SM_14 = ClauseText(
    "SM-14",
    MUST_NOT,
    "No post may hold any kind of inappropriate content listed here. The list is not complete: "
    "other unsuitable content counts too.",
    Mode.ENFORCE,
)
SM_14A = ClauseText("SM-14a", MUST_NOT, "Do not post pornography.", Mode.DETECT)
SM_14B = ClauseText(
    "SM-14b",
    MUST_NOT,
    "Do not post anything libellous: an untrue statement that seriously harms someone's reputation.",
    Mode.REQUIRE_RECORD,
)
SM_14C = ClauseText(
    "SM-14c",
    MUST_NOT,
    "Do not post anything that discriminates against people or treats them as worth less because of who they are.",
    Mode.REQUIRE_RECORD,
)
SM_14D = ClauseText(
    "SM-14d",
    MUST_NOT,
    "Do not post anything that could make work feel hostile for someone.",
    Mode.REQUIRE_RECORD,
)
SM_14E = ClauseText("SM-14e", MUST_NOT, "Do not use insulting words about race or religion.", Mode.DETECT)
SM_14F = ClauseText(
    "SM-14f",
    MUST_NOT,
    "Avoid comments aimed at one sex or gender. "
    "An approver may allow a harmless one, such as a ladies' lunch, with a reason.",
    Mode.DETECT,
)
SM_14G = ClauseText(
    "SM-14g",
    MUST_NOT,
    "Do not post anything that teaches or encourages crime or terrorism.",
    Mode.REQUIRE_RECORD,
)
SM_14H = ClauseText("SM-14h", MUST_NOT, "Do not post material about cults.", Mode.REQUIRE_RECORD)
SM_14I = ClauseText(
    "SM-14i",
    MUST_NOT,
    "Avoid gambling content. An approver may allow bingo or a raffle, with a reason.",
    Mode.DETECT,
)
SM_14J = ClauseText(
    "SM-14j",
    MUST_NOT,
    "Do not post material about illegal drugs. Ordinary medicines are not meant here.",
    Mode.DETECT,
)
SM_14K = ClauseText(
    "SM-14k", MUST_NOT, "Do not share the organisation's confidential information.", Mode.REQUIRE_RECORD
)
SM_14L = ClauseText(
    "SM-14l",
    MUST_NOT,
    "Do not share anything confidential about staff. Anyone shown or mentioned needs permission on record first.",
    Mode.ENFORCE,
)
SM_14M = ClauseText(
    "SM-14m",
    MUST_NOT,
    "Do not share anything confidential about residents. "
    "Anyone shown or mentioned needs consent, or another legal authority, on record first.",
    Mode.ENFORCE,
)
SM_15 = ClauseText(
    "SM-15",
    MUST_NOT,
    "Do not post anything that could reasonably offend over race, national origin, age, sex, religion, "
    "politics, disability, sexual orientation or other legally protected characteristics.",
    Mode.REQUIRE_RECORD,
)
SM_16 = ClauseText(
    "SM-16",
    MUST_NOT,
    "Never use social media for crime or anything else against the law.",
    Mode.REQUIRE_RECORD,
)
SM_17 = ClauseText("SM-17", MUST_NOT, "Do not insult or harass anyone through social media.", Mode.REQUIRE_RECORD)
SM_18 = ClauseText(
    "SM-18",
    MUST_NOT,
    "Do not air views nobody asked for on social issues, politics, religion or other matters unrelated to our work.",
    Mode.REQUIRE_RECORD,
)
SM_19 = ClauseText(
    "SM-19",
    MUST_NOT,
    "Do not post anything that could damage our good name. "
    "Raising a concern about care or wrongdoing is always allowed.",
    Mode.REQUIRE_RECORD,
)
SM_20 = ClauseText(
    "SM-20",
    MUST_NOT,
    "Treat competitors politely. Nothing we say to them may come across as rude, offensive or disrespectful.",
    Mode.DETECT,
)
SM_21 = ClauseText("SM-21", MUST_NOT, "Do not post, pass on or link to spam, junk mail or chain messages.", Mode.DETECT)

SM_22 = ClauseText(
    "SM-22",
    POSTING,
    "If you are unsure whether something is right to post, ask your supervisor or manager.",
    Mode.PROMPT,
)
SM_23 = ClauseText(
    "SM-23",
    POSTING,
    "If something online draws press attention or legal questions, pass it to your manager or the Marketing Manager.",
    Mode.REQUIRE_RECORD,
)
SM_24 = ClauseText(
    "SM-24",
    POSTING,
    "Each post on our accounts must clearly serve one of the organisation's aims.",
    Mode.ENFORCE,
)
SM_25 = ClauseText(
    "SM-25",
    POSTING,
    "If a conversation online starts to turn hostile, leave it politely and ask your supervisor or manager.",
    Mode.PROMPT,
)
SM_26 = ClauseText(
    "SM-26",
    POSTING,
    "Get the right permission before you mention or show anyone: "
    "staff, residents or families, past or present, members, vendors or suppliers.",
    Mode.ENFORCE,
)
SM_27 = ClauseText(
    "SM-27",
    POSTING,
    "Get permission before you use pictures, music, logos, trademarks or other work that belongs to someone else.",
    Mode.ENFORCE,
)
SM_28 = ClauseText("SM-28", POSTING, "Do not let social media get in the way of your job.", Mode.TRAIN)
SM_29 = ClauseText("SM-29", POSTING, "Use the organisation's computers for work only.", Mode.TRAIN)

PS_1 = ClauseText(
    "PS-1",
    PERSONAL,
    "On personal accounts, post nothing negative that seems to be about us, our staff or residents. "
    "You may always raise concerns safely.",
    Mode.TRAIN,
)
PS_2 = ClauseText(
    "PS-2",
    PERSONAL,
    "Do not mention your job here on personal social media, "
    "except on LinkedIn or another business network with your manager's permission.",
    Mode.REQUIRE_RECORD,
)
PS_3 = ClauseText(
    "PS-3",
    PERSONAL,
    "If you may mention your job on a business network, follow the same rules there as on our own accounts.",
    Mode.TRAIN,
)
PS_4 = ClauseText(
    "PS-4",
    PERSONAL,
    "No personal social media or blogging in working time, on any device. It could lead to disciplinary action.",
    Mode.TRAIN,
)

BR_1 = ClauseText(
    "BR-1",
    BREACH,
    "Online activity that breaks our code or policies could lead to disciplinary action or dismissal. "
    "HR decides, never the app.",
    Mode.REQUIRE_RECORD,
)
BR_2 = ClauseText(
    "BR-2",
    MONITORING,
    "Every line manager puts this policy into practice, checks that it is followed, and records the check.",
    Mode.REQUIRE_RECORD,
)

RP_1 = ClauseText(
    "RP-1",
    POLICIES,
    "Read this with our related policies, such as safeguarding, conduct, confidentiality, consent, "
    "cyber security and data protection.",
    Mode.TRAIN,
)
RG_1 = ClauseText(
    "RG-1",
    GUIDANCE,
    "Use the national guidance linked here: the care workers' code of conduct, Get Safe Online and Cyber Aware.",
    Mode.TRAIN,
)

TR_1 = ClauseText(
    "TR-1",
    TRAINING,
    "New staff learn our policies during induction, and training updates use them again. Keep a record.",
    Mode.REQUIRE_RECORD,
)
TR_2 = ClauseText(
    "TR-2",
    TRAINING,
    "Review policies, change them when needed, tell staff what changed, and record that they have seen it.",
    Mode.REQUIRE_RECORD,
)
TR_3 = ClauseText(
    "TR-3",
    TRAINING,
    "Managers watch staff at work to check their skills, and record what they find.",
    Mode.REQUIRE_RECORD,
)
TR_4 = ClauseText(
    "TR-4",
    TRAINING,
    "Record how training was given: "
    "one-to-one, online, workbook, group meeting, individual supervision or external course.",
    Mode.REQUIRE_RECORD,
)
TR_5 = ClauseText(
    "TR-5",
    TRAINING,
    "People who post must finish the Buffer guidance, and CRM users the Found CRM training, before they get access.",
    Mode.ENFORCE,
)

CF_1 = ClauseText(
    "CF-1",
    CONSENT_FORM,
    "Complete a media consent form for every resident and staff member, and anyone else we feature. "
    '"No" is a valid answer.',
    Mode.REQUIRE_RECORD,
)
