"""What stands on the page of a worry: more for the Chief Operating Officer than for whoever sent it."""

from __future__ import annotations

from typing import Any

from enquiries.models import Enquiry
from enquiries.undercover.models import UndercoverReport, UndercoverReportUserObjectPermission
from enquiries.undercover.states import END_NAME, SAY_IF_CARE
from enquiries.undercover.steps import ADDING, LOOKING, Step, open_steps
from enquiries.undercover.vocabulary import WORK_HERE, Answer, Cover
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of


def page_of(report: UndercoverReport, user: User) -> dict[str, Any]:
    """Whoever sent it sees what they wrote, and that it was sent; whoever was told, that and what they did."""
    handles = standing_of(user).holds_everywhere("handle_matter")
    sees_all = handles or user.pk not in (report.reported_by_id, report.told_id)
    done = report.done.select_related("by")
    return {
        "report": report,
        "is_mine": report.reported_by_id == user.pk,
        "was_told": report.told_id == user.pk,
        "sees_all": sees_all,
        "handles": handles,
        "asks_about_care": report.care_concern is None and SAY_IF_CARE.is_open_to(user, report),
        "facts": facts_of(report),
        "adding": open_steps(_that_fit(ADDING, report), report, user),
        "steps": open_steps(_that_fit(LOOKING, report), report, user),
        "done": list(done if sees_all else done.filter(by=user)),
        "letter": _letter(report, user) if sees_all else None,
        "named": _named(report) if handles else [],
        "may_end": END_NAME.is_open_to(user, report),
        "rows": timeline([history_of(UndercoverReport, "worry", id=report.pk)]) if sees_all else [],
    }


def facts_of(report: UndercoverReport) -> list[tuple[str, str]]:
    """What was added, question and answer; what was not is left out."""
    rows = (
        ("Where it was", report.where),
        ("The name they gave", report.name_used),
        ("Which colleague", str(report.about or "")),
        ("What was seen or heard", report.saw),
        ("Why it seems so", "\n".join(report.cue_words)),
        ("Residents recorded", str(Answer(report.residents_recorded).label) if report.residents_recorded else ""),
        ("Papers or data taken", str(Answer(report.data_taken).label) if report.data_taken else ""),
    )
    return [(question, answer) for question, answer in rows if answer]


def _that_fit(steps: dict[str, Step], report: UndercoverReport) -> dict[str, Step]:
    """Which colleague it is, is asked only where it can be one; nothing is followed up that was not said."""
    beside_the_point = {
        "who": Cover(report.cover) not in WORK_HERE,
        "care-followed-up": not report.care_concern,
        "data-decision": report.data_taken != Answer.YES,
    }
    return {slug: one for slug, one in steps.items() if not beside_the_point.get(slug)}


def _named(report: UndercoverReport) -> list[User]:
    shared = UndercoverReportUserObjectPermission.objects.filter(content_object=report).select_related("user")
    return sorted({one.user for one in shared}, key=lambda person: person.name)


def _letter(report: UndercoverReport, user: User) -> Enquiry | None:
    if not report.letter:
        return None
    return Enquiry.objects.visible_to(user).filter(reference=report.letter).first()
