"""What belongs to the generated enquiries: history, sign-offs, notes, replies, notices and what was owed for them."""

from __future__ import annotations

from typing import Any

from bench import story
from bench.filling import fill, key_of, reference_of, shared_columns

UNREAD = 200  # notices that nobody has read yet, for each person
POLICY = "'OPSR102 V1'"


def make() -> None:
    """All of it."""
    notes_and_replies()
    sign_offs()
    history_of_enquiries()
    history_of_statements()
    history_of_sign_offs()
    notices()
    dispatches()


def notes_and_replies() -> None:
    """The notes of those that tell of notes; one reply to each that was answered."""
    from enquiries.models import Note, Reply

    fill(
        Note,
        {
            "enquiry_id": "s.id",
            "words": "'Rang back, no answer.'",
            "by_id": "s.desk",
            "at": "s.made + n * interval '2 hours'",
        },
        f"from bench_seed s cross join generate_series(6, {5 + story.NOTES}) n where s.state = 'advised'",
    )
    fill(
        Reply,
        {
            "id": key_of("reply"),
            "enquiry_id": "s.id",
            "kind": "'answer'",
            "way": "'email'",
            "address": "'desk@paper.example'",
            "to": "'The desk'",
            "subject": "'Our reply'",
            "words": "'We welcome the report.'",
            "by_id": "s.desk",
            "at": "s.made + interval '9 hours'",
        },
        "from bench_seed s where s.state in ('answered', 'closed')",
    )


def sign_offs() -> None:
    """A sign-off for each statement that was sent for one, and the version that it covers."""
    from approvals.models import Approval
    from pressroom.models import StatementVersion

    fill(
        StatementVersion,
        {"statement_id": "t.id", "number": "1", "subject": "t.subject", "words": "t.words", "by_id": "t.written_by_id"},
        "from pressroom_statement t",
    )
    decided = "case when s.state <> 'awaiting sign-off' then {} end"
    fill(
        Approval,
        {
            "id": key_of("approval"),
            "state": story.mapped(story.SIGN_OFF, "s.state"),
            "created_at": "s.made + interval '7 hours'",
            "reference": reference_of("SGN"),
            "home_id": "s.home",
            "subject_type": "'pressroom.statement'",
            "subject_id": "s.statement",
            "subject_reference": reference_of("STM"),
            "subject_title": "'Our reply'",
            "subject_version": "2",
            "stage": "'director'",
            "seal": "repeat(md5(s.i::text), 2)",
            "content": "'{}'",
            "authors": "array[s.desk]",
            "asked_by_id": "s.desk",
            "decided_by_id": decided.format("s.director"),
            "decided_at": decided.format("s.made + interval '8 hours'"),
        },
        f"from bench_seed s where s.state in {story.quoted(story.SIGN_OFF)}",
    )


def _signed(history: Any, alias: str, **given: str) -> dict[str, str]:
    """The columns of a history row: its record's as they are now, the signature beside them."""
    plain = {"policy_version": POLICY, "history_type": "'~'", "note": "''", "acting": "''"}
    return {**shared_columns(history, alias), **plain, **given}


def history_of_enquiries() -> None:
    """The steps behind each enquiry, two hours apart."""
    from enquiries.models import Enquiry

    steps = ", ".join(
        f"('{state}', {place}, '{took.verb.replace(chr(39), chr(39) * 2)}', '{took.clause}', '{took.role}', "
        f"'{took.by}', '{took.after}')"
        for state, path in story.STEPS.items()
        for place, took in enumerate(path, start=1)
    )
    by = "case k.by when 'carer' then s.carer when 'manager' then coalesce(s.manager, s.desk) "
    by += "when 'director' then s.director else s.desk end"
    fill(
        Enquiry.history.model,
        _signed(
            Enquiry.history.model,
            "e",
            verb="k.verb",
            clause="k.clause",
            as_role="k.role",
            state="k.after",
            version="k.place",
            acting=f"({by})::text",
            history_user_id=by,
            history_date="s.made + (k.place - 1) * interval '2 hours'",
            history_type="case when k.place = 1 then '+' else '~' end",
        ),
        f"from (values {steps}) k (state, place, verb, clause, role, by, after) "
        "join bench_seed s on s.state = k.state join enquiries_enquiry e on e.id = s.id order by s.i, k.place",
    )


def history_of_statements() -> None:
    """Started, written, and sent for sign-off if it was."""
    from pressroom.models import Statement

    steps = ", ".join(f"({n}, '{verb}', '{clause}')" for n, (verb, clause) in enumerate(story.STATEMENT_STEPS, start=1))
    fill(
        Statement.history.model,
        _signed(
            Statement.history.model,
            "t",
            verb="k.verb",
            clause="k.clause",
            as_role="'marketing_manager'",
            version="k.place",
            history_user_id="t.written_by_id",
            history_date="t.created_at + k.place * interval '20 minutes'",
        ),
        f"from pressroom_statement t cross join (values {steps}) k (place, verb, clause) "
        "where k.place < 3 or t.state <> 'drafting' order by t.created_at",
    )


def history_of_sign_offs() -> None:
    """Asked for, and signed if it was."""
    from approvals.models import Approval

    steps = "(1, 'ask for sign-off', 'MS-2'), (2, 'sign off', 'MS-2')"
    fill(
        Approval.history.model,
        _signed(
            Approval.history.model,
            "a",
            verb="k.verb",
            clause="k.clause",
            as_role="case k.place when 1 then 'marketing_manager' else 'director' end",
            version="k.place",
            state="case k.place when 1 then 'waiting' else 'signed' end",
            history_user_id="case k.place when 1 then a.asked_by_id else a.decided_by_id end",
            history_date="a.created_at + (k.place - 1) * interval '1 hour'",
        ),
        f"from approvals_approval a cross join (values {steps}) k (place, verb, clause) "
        "where k.place = 1 or a.state = 'signed' order by a.created_at",
    )


def notices() -> None:
    """Two for each enquiry, all but the newest of each person read."""
    from mediapolicy.notices.models import Notice

    told = """(select *, row_number() over (partition by person order by made desc) as place from (
        select s.i, s.id, s.made, coalesce(s.manager, s.desk) as person, 'approach_logged' as kind from bench_seed s
        union all select s.i, s.id, s.made, s.desk, 'enquiry_escalated' from bench_seed s
    ) every) s"""
    fill(
        Notice,
        {
            "id": key_of("notice", "(s.kind || s.i)"),
            "recipient_id": "s.person",
            "kind": "s.kind",
            "key": "s.kind || ':' || s.id || ':2:' || s.person",
            "record_type": "'enquiries.enquiry'",
            "record_id": "s.id",
            "reference": reference_of("ENQ"),
            "url": "'/enquiries/' || s.id || '/'",
            "created_at": "s.made + interval '5 minutes'",
            "read_at": f"case when s.place > {UNREAD} then s.made + interval '1 day' end",
        },
        f"from {told}",
    )


def dispatches() -> None:
    """The e-mails that left for notices and replies."""
    from mediapolicy.outbox.models import Dispatch

    for kind, key, at, table in (
        ("notice", "owed.key", "owed.created_at", "mediapolicy_notice"),
        ("reply", "owed.id", "owed.at", "enquiries_reply"),
    ):
        fill(
            Dispatch,
            {
                "kind": f"'{kind}'",
                "key": f"'{kind}:' || {key}",
                "about": "owed.id::text",
                "state": "'sent'",
                "tries": "1",
                "created_at": at,
                "next_try_at": at,
                "sent_at": at,
            },
            f"from {table} owed",
        )
