"""The sheet that lies at the door on the day of a media visit: one page, names only, never a reason."""

from __future__ import annotations

from django.utils import timezone

from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from mediapolicy.clauses import Clause
from mediapolicy.papers.kinds import Sheet, paper
from mediapolicy.permissions import WHOEVER_WAS_ASKED


# Whoever can open the visit can have it: a carer who goes with them holds no role for visits.
@paper(
    "visit-sheet",
    title="Visit sheet for the door",
    about="enquiries.AccessRequest",
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_3,
)
def visit_sheet(visit: AccessRequest) -> Sheet:
    """Who may come in, where to, who may be filmed and who not, who goes with them, and the words to say."""
    today = timezone.localdate()
    people = visit.everybody()
    out = [one for one in people if not one.appears or one.is_out_on(today)]
    return Sheet(
        "enquiries/access/sheet.html",
        {
            "visit": visit,
            "is_approved": visit.state in (VisitState.APPROVED, VisitState.UNDER_WAY),
            "may_be_filmed": [one for one in people if one.appears and not one.is_out_on(today)],
            "not_to_be_filmed": sorted(out, key=lambda one: one.person.name),
        },
    )
