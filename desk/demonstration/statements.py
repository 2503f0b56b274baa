"""Statements that answer no enquiry: an article, complaints, visits. Everybody in them is invented."""

from desk.demonstration.stories import StatementStory, Step

COURIER = ("Wexcombe Courier, the letters page", "email", "letters@wexcombecourier.example")
POST = ("The Northmoor Post", "email", "l.askew@northmoorpost.example")

STORIES = (
    StatementStory(
        when="-15d 9:40",
        by="Priya Anand",
        home="Brindle Court",
        subject="Our answer to “A road too far”",
        trigger="article",
        due="+2d 17:00",
        recipients=(COURIER,),
        words=(
            "Your article said that visitors to Brindle Court must park a mile away. There are 14 spaces beside the "
            "house, and two of them are kept for families every day. We are sorry that the sign was down, and it is "
            "up again."
        ),
        steps=(
            Step("+30m", "send"),
            Step("+75m", "sign"),
            Step("+20m", "release", "To the letters page, as agreed with Moira."),
        ),
    ),
    StatementStory(
        when="-1d 9:15",
        by="Priya Anand",
        home="Quayside Lodge",
        subject="A neighbour’s complaint about early deliveries",
        trigger="complaint",
        due="in 1d 16:00",
        recipients=(("Harbour Row Residents’ Group", "post", "The Secretary, 9 Harbour Row, Saltmere"),),
        words=(
            "Thank you for telling us about the vans. From Monday the laundry is brought after 8am, and the drivers "
            "will not leave their engines running. If it happens again, please ring the Home Manager the same day."
        ),
        steps=(Step("+40m", "send", "They meet tomorrow evening."),),
    ),
    StatementStory(
        when="-4d 14:10",
        by="Rosalind Tams",
        home="Merrowfield",
        subject="The council’s visit to Merrowfield",
        trigger="la_visit",
        due="in 2d 12:00",
        recipients=(("Invermorrow Herald", "email", "news@invermorrowherald.example"),),
        words=(
            "We welcome the council’s report. It found a warm and lively home, and it asks us to write down more of "
            "what people tell us at meetings. We have begun."
        ),
        steps=(
            Step("+20m", "send"),
            Step("+1d 10:05", "ask for changes", "Say by when we will have done it, please.", by="Imogen Farrow"),
        ),
    ),
    StatementStory(
        when="-3d 11:30",
        by="Priya Anand",
        home="Alder House",
        subject="The inspectors’ visit to Alder House",
        trigger="cqc_visit",
        due="in 3d 10:00",
        recipients=(POST, ("Families of Alder House", "post", "By letter, from the office at Alder House")),
        words=(
            "Inspectors from the Care Quality Commission visited Alder House last week. We thank them for their time "
            "and their care. Their report will be published in due course, and we will say what we think of it then."
        ),
        steps=(
            Step("+35m", "send"),
            Step("+140m", "sign", "Goes out when the inspectors say that they have left."),
        ),
    ),
    StatementStory(
        when="-6d 10:20",
        by="Rosalind Tams",
        home="Thornmere",
        subject="Power cut on the hill",
        trigger="incident",
        due="+1d 12:00",
        recipients=(("Tarn Valley TV", "email", "beth@tarnvalleytv.example"),),
        words="The lights went out on the whole hill on Sunday evening. Our generator started at once.",
        steps=(
            Step("+15m", "send"),
            Step("+25m", "take back", "The network has published the cause itself."),
            Step("+10m", "withdraw", "Nobody asks any more: the network has said it all."),
        ),
    ),
    StatementStory(
        when="-5d 13:00",
        by="Daniel Marsh-Cole",
        subject="An open letter about waiting lists",
        trigger="other",
        due="in 4d 17:00",
        recipients=(("Care Matters Weekly", "email", "farida.nouri@carematters.example"),),
        words="Every care group in the county is full, and everybody knows whose fault it is.",
        steps=(
            Step("+30m", "send"),
            Step("+1d 9:45", "refuse", "This blames people. Tell readers what we do about it.", by="Graham Tolley"),
        ),
    ),
)
