"""One row for each thing that waits: what to do, about what, by when, under which clause."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from approvals.models import Approval
from consent.agreement.waiting import waiting_for as consents_for
from consent.capacity.waiting import waiting_for as deciding_for
from consent.takedown.models import TakedownTask, Withdrawal
from consent.takedown.waiting import to_be_told
from consent.takedown.waiting import waiting_for as takedowns_for
from enquiries.access.waiting import waiting_for as visits_for
from enquiries.models import Advice, Enquiry, Source, UndercoverReport
from enquiries.police.waiting import waiting_for as police_for
from enquiries.states import EnquiryState
from enquiries.undercover.states import WorryState
from enquiries.undercover.waiting import waiting_for as worries_for
from mediapolicy.organisation.models import OnCall
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.wording import end_of, when
from pressroom.idea.models import StoryIdea
from pressroom.idea.states import IdeaState
from pressroom.models import Statement
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState
from pressroom.states import WITH_ITS_WRITER, StatementState

S = EnquiryState
MOST = 100
# What the person who holds an enquiry does next, in each state; the clause; and the icon.
NEXT = {
    S.LOGGED: ("Take up", "ME-2", "chat"),
    S.WITH_HOME_MANAGER: ("Pass on", "ME-1c", "chat"),
    S.ESCALATED: ("Take up", "ME-2", "chat"),
    S.TAKEN_UP: ("Judge if advice is needed", "ME-2", "chat"),
    S.ADVICE_SOUGHT: ("Get the advice in", "ME-2", "chat"),
    S.ADVISED: ("Write the statement", "MS-1", "pencil"),
    S.DRAFTING: ("Write and send for sign-off", "MS-2", "pencil"),
    S.SIGNED: ("Send the answer", "CRM-3b", "plane"),
    S.ANSWERED: ("Close", "CRM-3a", "check"),
}
NEXT_OF_RELEASE = {
    ReleaseState.DRAFTING: "Finish",
    ReleaseState.CHANGES_ASKED: "Change",
    ReleaseState.REFUSED: "Change or give up",
    ReleaseState.APPROVED: "Release",
    ReleaseState.SCHEDULED: "Goes out at its time",
}
NOT_MINE_NOW = frozenset({S.AWAITING_SIGN_OFF})


@dataclass(frozen=True, slots=True)
class Work:
    """A row of My work."""

    icon: str
    title: str
    url: str
    about: str
    clause: str
    due: datetime | None
    start: datetime | None
    finished: str = ""

    @property
    def due_words(self) -> str:
        """When it is due, short enough for a list."""
        return f"Due {when(self.due, timezone.now())}" if self.due else self.finished


def needs_you(user: User) -> list[Work]:
    """Everything that waits for this person, soonest first."""
    rows = [*_enquiries(user), *_sign_offs(user), *_asked_of(user), *_consents(user)]
    rows += [*_deciding(user), *_takedowns(user), *_to_be_told(user), *_ideas(user), *_visits(user), *_police(user)]
    return by_deadline(rows)


def by_deadline(rows: list[Work]) -> list[Work]:
    """Soonest first; what has no deadline comes last."""
    return sorted(rows, key=lambda row: (row.due is None, row.due or row.start))


def _enquiries(user: User) -> list[Work]:
    held = Enquiry.objects.visible_to(user).waiting_for(user).exclude(state__in=sorted(NOT_MINE_NOW))
    return [_of_enquiry(enquiry) for enquiry in held.for_list().order_by("reply_due_at")[:MOST]]


def _of_enquiry(enquiry: Enquiry) -> Work:
    verb, clause, icon = NEXT[EnquiryState(enquiry.state)]
    where = enquiry.home_name or "all homes"
    due = enquiry.hand_on_by or enquiry.reply_due_at
    answered = enquiry.state == S.ANSWERED
    return Work(
        icon,
        f"{verb}: {enquiry.topic}",
        enquiry.get_absolute_url(),
        f"Enquiry {enquiry.reference}, {where}. {enquiry.who}.",
        clause,
        None if answered else due,
        enquiry.held_since,
        "Answered" if answered else "",
    )


def _sign_offs(user: User) -> list[Work]:
    waiting = Approval.objects.waiting_for(user).select_related("home", "asked_by")[:MOST]
    return [
        Work(
            "document",
            f"Sign off: {approval.subject_title}",
            approval.get_absolute_url(),
            f"{approval.is_of.capitalize()} {approval.subject_reference}, {approval.home or 'all homes'}. "
            f"{'Written' if approval.is_of == 'statement' else 'Prepared'} by {approval.asked_by}.",
            approval.rule.clause.id,
            approval.due_at,
            approval.created_at,
        )
        for approval in waiting
    ]


def _asked_of(user: User) -> list[Work]:
    """What somebody asked of this person by name, advice or that they open a worry: in one statement."""
    visible = Enquiry.objects.visible_to(user).values("pk")
    advice = Advice.objects.filter(asked_of=user, answered_at=None, enquiry__in=visible).values_list(
        Value("advice"),
        "enquiry",
        "enquiry__reference",
        "enquiry__topic",
        "asked_by__name",
        "source",
        "enquiry__reply_due_at",
        "asked_at",
    )
    # Without a word of what it says: others may look at this screen.
    due = Coalesce("alert_at", "breach_warn_at")
    worries = worries_for(user).values_list(
        Value("worry"), "pk", "reference", Value(""), Value(""), "state", due, "created_at"
    )
    asked = advice.order_by()[:MOST].union(worries.order_by()[:MOST], all=True)
    return [_of_advice(*row[1:]) if row[0] == "advice" else _of_worry(*row[1:]) for row in asked]


def _of_advice(
    pk: uuid.UUID, reference: str, topic: str, by: str, source: str, due: datetime | None, since: datetime
) -> Work:
    about = f"Enquiry {reference}. {by} asks for {Source(source).label.lower()} advice."
    return Work("chat", f"Give advice: {topic}", Enquiry(pk=pk).get_absolute_url(), about, "ME-2", due, since)


def _of_worry(
    pk: uuid.UUID, reference: str, _: str, __: str, state: str, due: datetime | None, since: datetime
) -> Work:
    title = f"Open {reference}" if state == WorryState.SENT else f"Go on with {reference}"
    url = UndercoverReport(pk=pk).get_absolute_url()
    return Work("lock", title, url, "A colleague’s worry. Only few people see it.", "IR-5b", due, since)


def _consents(user: User) -> list[Work]:
    return [
        Work("pencil", one.title, one.url, one.about, "CC-3", end_of(one.due) if one.due else None, one.since)
        for one in consents_for(user)
    ]


def _visits(user: User) -> list[Work]:
    return [Work("calendar", one.title, one.url, one.about, one.clause, one.due, one.since) for one in visits_for(user)]


def _takedowns(user: User) -> list[Work]:
    if not may(user, "keep_showing"):
        return []
    return [_of_takedown(task) for task in takedowns_for(user).order_by("due_at")[:MOST]]


def _of_takedown(task: TakedownTask) -> Work:
    return Work(
        "picture",
        task.title,
        task.get_absolute_url(),
        f"Takedown {task.reference}, {task.home or 'all homes'}. {task.get_because_display()}.",
        "SM-26",
        task.due_at,
        task.created_at,
    )


def _to_be_told(user: User) -> list[Work]:
    if not may(user, "withdraw_consent"):
        return []
    return [_of_withdrawal(one) for one in to_be_told(user).order_by("received_at")[:MOST]]


def _of_withdrawal(withdrawal: Withdrawal) -> Work:
    return Work(
        "chat",
        f"Tell {withdrawal.subject.first_name} what happened",
        withdrawal.get_absolute_url(),
        f"Change of mind {withdrawal.reference}, {withdrawal.home or 'all homes'}.",
        "SM-26",
        None,
        withdrawal.received_at,
    )


def _deciding(user: User) -> list[Work]:
    return [Work("person", one.title, one.url, one.about, one.clause, None, one.since) for one in deciding_for(user)]


def _police(user: User) -> list[Work]:
    return [Work("shield", one.title, one.url, one.about, one.clause, one.due, one.since) for one in police_for(user)]


def _ideas(user: User) -> list[Work]:
    """Good news that somebody sent in and nobody has answered."""
    if not may(user, "answer_idea"):
        return []
    waiting = StoryIdea.objects.visible_to(user).filter(state=IdeaState.SENT)
    return [
        Work(
            "pencil",
            f"Answer: {idea.called}",
            idea.get_absolute_url(),
            f"Story idea {idea.reference}, {idea.home or 'all homes'}. Sent in by {idea.sent_by}.",
            "PR-4a",
            None,
            idea.created_at,
        )
        for idea in waiting.for_list().order_by("created_at")[:MOST]
    ]


def coming_up(user: User) -> list[Work]:
    """What one writes oneself and waits to be written on, or to be let go."""
    return [*_statements(user), *_releases(user)]


def _releases(user: User) -> list[Work]:
    if not may(user, "draft_release"):
        return []
    mine = PressRelease.objects.visible_to(user).filter(written_by=user, state__in=sorted(NEXT_OF_RELEASE))
    return [
        Work(
            "pencil",
            f"{NEXT_OF_RELEASE[ReleaseState(release.state)]}: {release.headline}",
            release.get_absolute_url(),
            f"Press release {release.reference}, {release.home or 'all homes'}. {release.get_state_display()}.",
            "PR-4a",
            release.release_at if release.state == ReleaseState.SCHEDULED else None,
            release.created_at,
        )
        for release in mine.select_related("home").order_by("created_at")[:MOST]
    ]


def _statements(user: User) -> list[Work]:
    if not may(user, "draft_statement"):
        return []
    mine = Statement.objects.visible_to(user).filter(written_by=user, answers_url="", state__in=sorted(WITH_ITS_WRITER))
    return [
        Work(
            "pencil",
            f"{'Release' if statement.state == StatementState.SIGNED else 'Finish'}: {statement.subject}",
            statement.get_absolute_url(),
            f"Statement {statement.reference}, {statement.home or 'all homes'}. {statement.get_state_display()}.",
            "MS-2",
            statement.due_at,
            statement.created_at,
        )
        for statement in mine.select_related("home").order_by("due_at")[:MOST]
    ]


def waiting_for_others(user: User) -> list[Work]:
    """What this person is responsible for and somebody else holds up."""
    held = Enquiry.objects.visible_to(user).open().filter(responsible=user, state=S.AWAITING_SIGN_OFF)
    return [
        Work(
            "document",
            enquiry.topic,
            enquiry.get_absolute_url(),
            "Waits for a Director’s sign-off",
            "MS-2",
            enquiry.reply_due_at,
            enquiry.held_since,
        )
        for enquiry in held.for_list().order_by("reply_due_at")[:10]
    ]


def who_is_on_call(now: datetime) -> OnCall | None:
    """The turn that holds now, or the next one."""
    return OnCall.objects.now_or_next(now)
