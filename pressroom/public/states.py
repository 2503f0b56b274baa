"""The policy table of the public press room: nothing is done there, so it has no steps; whether it is open is a setting."""

from __future__ import annotations

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared
from mediapolicy.transitions import Transition

OPEN = "press_room_open"
SETTINGS = (
    Declared(
        key=OPEN,
        words="May anybody read released press releases at /press/, without signing in?",
        default=0,
        unit="",
        most=1,
        choices=((0, "No: there is no press room"), (1, "Yes, once they are released and past their embargo")),
        clause=Clause.PR_1,
        group="Press releases",
    ),
)
TRANSITIONS: tuple[Transition, ...] = ()
GUARDS = {
    Clause.PR_3: "The public press room: an advertorial carries its label and who prints it",
    Clause.PR_4A: "The public press room: one question decides what anybody may read, asked anew at each request",
}
