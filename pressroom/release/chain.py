"""The chain at the top of a press release."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from mediapolicy.history.timeline import Row
from mediapolicy.wording import when
from pressroom.chain import Chain, Link
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState

S = ReleaseState
LINK = {
    S.DRAFTING: 0,
    S.CHANGES_ASKED: 0,
    S.REFUSED: 0,
    S.AWAITING_APPROVAL: 1,
    S.APPROVED: 2,
    S.SCHEDULED: 2,
}
OVER = {S.CORRECTED: "Corrected", S.WITHDRAWN: "Withdrawn", S.DROPPED: "Given up"}


def chain_of(release: PressRelease, rows: Iterable[Row]) -> Chain:
    """The chain of this release; what has happened is taken from its timeline."""
    now, here = timezone.now(), LINK.get(ReleaseState(release.state), 3)
    last: dict[str, Row] = {}
    for row in rows:
        last.setdefault(row.verb, row)

    def standing(link: int) -> str:
        return "done" if link < here or here == 3 else "current" if link == here else "todo"

    signer = last.get("sign off")
    written = last.get("send for approval") or last.get("start a press release") or last.get("start a correction")
    who_writes = str(release.written_by) + (" holds it" if here == 0 else "")
    state = release.get_state_display() if here == 0 else ""
    approved = here >= 2 and signer is not None
    return Chain(
        [
            Link("Written", who_writes, when(written.at, now) if written else "", "PR-4a", standing(0), state),
            Link(
                "Approved",
                f"{signer.by}, {signer.role}" if approved and signer else "Somebody who did not write it",
                when(signer.at, now) if approved and signer else "Not yet",
                "PR-4a",
                standing(1) if here != 3 or approved else "todo",
            ),
            Link(
                OVER.get(ReleaseState(release.state), "Released"),
                "",
                _when(release),
                "PR-4a",
                standing(2),
                _then(release),
            ),
        ],
        "Where this press release is",
    )


def _when(release: PressRelease) -> str:
    now = timezone.now()
    if release.released_at:
        return str(when(release.released_at, now))
    if release.state == S.SCHEDULED and release.release_at:
        return f"At its time: {when(release.release_at, now)}"
    return "" if release.state == S.DROPPED else "Not yet"


def _then(release: PressRelease) -> str:
    if release.embargo_until is not None and release.is_under_embargo():
        return f"Embargo until {when(release.embargo_until, timezone.now())}"
    return ""
