"""Enquiries whose answer is being written or signed at the moment of loading. Everybody in them is invented."""

from desk.demonstration.stories import Step, Story

STORIES = (
    Story(
        key="fees",
        when="-2d 9:10",
        by="Rosalind Tams",
        question="Regional feature on fees and funding: what has changed for families this year?",
        came_by="email",
        who="Leonard Askew",
        outlet="The Northmoor Post",
        way="email",
        address="l.askew@northmoorpost.example",
        deadline="in 2d 12:00",
        no_comment=None,
        steps=(
            Step("+25m", "take up", "Fees and funding, regional feature"),
            Step("+3m", "acknowledge"),
            Step("+20m", "ask", "May we give the average for the county?", to="legal"),
            Step("+150m", "advice", "Yes, as the council publishes it. Not our own prices.", to="legal"),
            Step("+20m", "hand over", "I am away from tomorrow. The draft is half done.", to="Priya Anand"),
            Step(
                "+1d 9:40",
                "write",
                "Families tell us that what they want most is to know early. This year we wrote to everyone in "
                "January about April, with the council’s own figures beside ours.",
            ),
        ),
    ),
    Story(
        key="lift",
        when="-1d 9:05",
        by="Gloria Nunn",
        home="Quayside Lodge",
        question="Saltmere FM asks how long our lift has been out of order and who is carrying the trays.",
        who="Callum Dray",
        outlet="Saltmere FM",
        way="phone",
        address="01632 960222",
        deadline="+0d 12:00",
        steps=(
            Step("+7m", "pass on", "Since yesterday at four. The part comes today.", by="Joan Petherwick"),
            Step("+8m", "take up", "Lift repair at Quayside Lodge"),
            Step("+4m", "acknowledge", "Rang the newsdesk: they will have our words today."),
            Step("+10m", "need no advice", "It is about a lift and our own repair."),
            Step("+20m", "write", "The lift at Quayside Lodge stopped on"),
            Step(
                "+65m",
                "note",
                "The engineer has the wrong part. New date to follow, so the words must wait.",
                by="Joan Petherwick",
            ),
        ),
    ),
    Story(
        key="lift, second call",
        when="-1d 14:10",
        by="Bethan Crowle",
        home="Quayside Lodge",
        question="A different voice from Saltmere FM, about the lift again.",
        who="Callum Dray",
        outlet="Saltmere FM",
        way="phone",
        address="01632 960222",
        steps=(
            Step("+9m", "pass on", "I think this is the same question.", by="Joan Petherwick"),
            Step("+14m", "merge", "The same question as this morning’s.", by="Priya Anand", to="lift"),
        ),
    ),
    Story(
        key="archive",
        when="-4d 10:50",
        by="Kwame Lee-Boateng",
        home="Alder House",
        question="Local history site asks for old photographs of our building, before it was a home.",
        came_by="email",
        who="Peggy Wainfleet",
        outlet="Alder Local History",
        way="email",
        address="peggy@alderhistory.example",
        deadline="in 4d 17:00",
        steps=(
            Step("+45m", "pass on", "We have a box of them in the attic.", by="Clive Abara"),
            Step("+50m", "take up", "Archive pictures of Alder House"),
            Step(
                "+10m",
                "ask",
                "Old pictures of the building, nobody in them. All right?",
                to="data_protection",
                more="Owen Castell",
            ),
            Step(
                "+1d 9:30",
                "advice",
                "All right, if the backs of the prints carry no names.",
                by="Owen Castell",
                to="data_protection",
            ),
            Step(
                "+35m",
                "write",
                "Here are six pictures of Alder House from about 1910, when it was a school. You are welcome to show "
                "them on your site, with thanks to Larkfield Care.",
            ),
            Step("+5m", "send"),
            Step("+90m", "sign", by="Imogen Farrow"),
            Step(
                "+1d 10:10",
                "change the way",
                "Peggy rang: her mailbox is full, so by post, please.",
                to="post",
                more="P. Wainfleet, The Forge, Alder Green",
            ),
        ),
    ),
    Story(
        key="festive lunch",
        when="-3d 11:20",
        by="Siân Maddern",
        home="Plas Wennol",
        question="Radio asks what a festive lunch costs us and if families pay for theirs.",
        who="Gethin Marlais",
        outlet="Radio Trewennol",
        way="phone",
        address="07700 900277",
        deadline="in 3d 12:00",
        steps=(
            Step("+13m", "pass on", "Families never pay for lunch here.", by="Anwen Tregarth"),
            Step("+52m", "take up", "What a festive lunch costs"),
            Step("+6m", "need no advice", "Our own figures, and nothing about a person."),
            Step(
                "+30m", "write", "A festive lunch costs £7.40 a head, which is less than most people spend on crackers."
            ),
            Step("+3m", "send"),
            Step(
                "+1d 9:20",
                "refuse",
                "The line about crackers could hurt. Say simply that families eat with us free.",
                by="Imogen Farrow",
            ),
        ),
    ),
    Story(
        key="council visit",
        when="-1d 8:52",
        by="Jo Pettifer",
        home="Brindle Court",
        question=(
            "She has read the council’s report of its visit. She asks what Brindle Court has done about the garden "
            "path and the call bells, and would like a picture of the garden."
        ),
        who="Tamsin Rudd",
        outlet="Wexcombe Courier",
        reach="01632 960211",
        way="email",
        address="t.rudd@wexcombecourier.example",
        deadline="in 3h",
        steps=(
            Step("+6m", "pass on", "They print tomorrow.", by="Moira Teasdale"),
            Step("+7m", "take up", "Council visit: path and call bells"),
            Step("+2m", "acknowledge"),
            Step(
                "+4m", "note", "All the bells were tested on Monday. I have the engineer’s sheet.", by="Moira Teasdale"
            ),
            Step("+5m", "ask", "Is there anything in the report that is not public yet?", to="local_authority"),
            Step("+31m", "advice", "No, it went on the council’s site last week.", to="local_authority"),
            Step(
                "+12m",
                "write",
                "We welcome the council’s report on its visit to Brindle Court. The visitors found that people feel "
                "safe and well cared for.\n\n"
                "They asked us to mend the garden path and to check our call bells. The path was mended last week. All "
                "42 call bells have been tested and work.",
            ),
            Step("+3m", "send"),
            Step("+19m", "sign"),
            Step(
                "+14m",
                "change",
                "We welcome the council’s report on its visit to Brindle Court. The visitors found that people feel "
                "safe and well cared for.\n\n"
                "They asked us to mend the garden path and to check our call bells. The builders begin on the path on "
                "Monday. All 42 call bells have been tested and work.",
                more="The builders rang: they start on Monday.",
            ),
            Step("+18m", "send", "Changed since you signed: the second paragraph."),
        ),
    ),
    Story(
        key="choir film",
        when="-3d 14:05",
        by="Leila Ashdown",
        home="Alder House",
        question="TV would like to film our choir for their Christmas programme.",
        who="Beth Okoro-Hale",
        outlet="Tarn Valley TV",
        way="email",
        address="beth@tarnvalleytv.example",
        deadline="in 2d 17:00",
        steps=(
            Step("+24m", "pass on", "Filming is for a Director, so to you.", by="Clive Abara", to="Daniel Marsh-Cole"),
            Step("+41m", "take up", "Filming the choir at Christmas"),
            Step("+5m", "acknowledge"),
            Step(
                "+15m", "ask", "What must be in place before a camera comes in?", to="safeguarding", more="Bea Norwood"
            ),
            Step(
                "+1d 10:00",
                "advice",
                "Consent from each singer, seen by the home first.",
                by="Bea Norwood",
                to="safeguarding",
            ),
            Step(
                "+60m",
                "write",
                "Thank you for asking our choir. Each singer decides for themselves whether to be filmed, and we will "
                "tell you by Friday who would like to. Please send one person with one camera.",
            ),
            Step("+6m", "send"),
        ),
    ),
    Story(
        key="winter staffing",
        when="-4d 13:30",
        by="Priya Anand",
        question="Comment on winter staffing for the trade weekly’s round-up.",
        came_by="email",
        who="Farida Nouri",
        outlet="Care Matters Weekly",
        way="email",
        address="farida.nouri@carematters.example",
        deadline="in 4d 12:00",
        no_comment=None,
        steps=(
            Step("+40m", "take up", "Comment on winter staffing", by="Helen Strand"),
            Step("+20m", "ask", "How many shifts were filled by our own people last winter?", to="hr"),
            Step("+1d 11:00", "advice", "93 in every 100.", to="hr"),
            Step(
                "+45m",
                "write",
                "Last winter our own people filled 93 in every 100 shifts. This year the rota was ready in September, "
                "so that everyone can plan their own Christmas too.",
            ),
            Step("+5m", "send"),
            Step("+1d 9:30", "sign", by="Graham Tolley"),
        ),
    ),
    Story(
        key="call bells grant",
        when="-2d 14:25",
        by="Effie Strang",
        home="Merrowfield",
        question="Herald asks about the grant for our new call bells.",
        who="Catriona Muirden",
        outlet="Invermorrow Herald",
        way="phone",
        address="01632 960266",
        deadline="in 1d 17:00",
        steps=(
            Step(
                "+19m", "pass on", "£12,000, and it is on the fund’s website.", by="Isla Drummore", to="Rosalind Tams"
            ),
            Step("+31m", "take up", "Grant for new call bells"),
            Step("+5m", "need no advice", "The fund has announced it."),
            Step(
                "+25m",
                "write",
                "With a grant of £12,000 we have put a new call bell beside every bed and every favourite chair at "
                "Merrowfield. Thank you to everyone who wrote in support.",
            ),
            Step("+4m", "send"),
            Step("+1d 9:10", "sign"),
        ),
    ),
)
