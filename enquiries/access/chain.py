"""The chain at the top of a media visit."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from enquiries.chain import Chain, Link
from mediapolicy.history.timeline import Row
from mediapolicy.wording import when

S = VisitState
LINK = {
    S.ASKED: 0,
    S.PREPARING: 1,
    S.CHANGES_ASKED: 1,
    S.WITH_SAFEGUARDING: 1,
    S.AWAITING_APPROVAL: 2,
    S.APPROVED: 3,
    S.UNDER_WAY: 3,
    S.STOPPED: 4,
    S.DONE: 4,
    S.REFUSED: 4,
    S.CALLED_OFF: 4,
}
NEVER_TOOK_PLACE = (S.REFUSED, S.CALLED_OFF)


def chain_of(visit: AccessRequest, rows: Iterable[Row]) -> Chain:
    """The chain of this visit; what has happened is taken from its timeline."""
    now, here = timezone.now(), LINK[VisitState(visit.state)]
    last: dict[str, Row] = {}
    for row in rows:
        last.setdefault(row.verb, row)

    def at(verb: str) -> str:
        return when(last[verb].at, now) if verb in last else ""

    def standing(link: int) -> str:
        return "done" if link < here else "current" if link == here else "todo"

    prepares = (
        f"{visit.prepared_by} holds it" if visit.prepared_by and here == 1 else str(visit.prepared_by or "The home")
    )
    signer = last.get("sign off") if here >= 3 else None
    comes = when(visit.starts_at, now) if visit.starts_at and here >= 3 else "No date is agreed yet"
    return Chain(
        [
            Link("Asked for", str(visit.logged_by), when(visit.created_at, now), "IR-1", standing(0)),
            Link("Prepared", prepares, at("send for approval"), "IR-4", standing(1)),
            Link(
                "Approved",
                f"{signer.by}, {signer.role}" if signer else "A Director",
                at("sign off"),
                "IR-3",
                standing(2),
            ),
            Link("They come", str(visit.escort or ""), comes, "IR-4a", standing(3)),
            _end(visit, here),
        ],
        label="Where this visit is",
    )


def _end(visit: AccessRequest, here: int) -> Link:
    if visit.state in NEVER_TOOK_PLACE:
        return Link(visit.get_state_display(), "", "", "IR-3", "done")
    detail = "Written down" if visit.outcome else "Nobody has written down how it went" if here == 4 else ""
    title = visit.get_state_display() if here == 4 else "Done"
    return Link(title, "", "", "IR-3", "done" if visit.outcome else "current" if here == 4 else "todo", detail)
