"""Generates a care group with N enquiries, their history, statements, sign-offs, notices and grants.

`python -m bench.rows N` fills an empty database as the owner; `generate(N)` does it inside a test.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import django
from django.db import connection, transaction

from bench import story, words
from bench.filling import draw, fill, key_of, one_of, reference_of, without_indexes

if TYPE_CHECKING:
    from bench.cast import Cast

MANY = 50_000  # from here on, making the indexes afterwards is quicker
YEARS = 5
STILL_OPEN = 50  # percent of the newest fifth
GRANTS = 500  # single enquiries shared with each person who looks at lists here
CONTACTS = 500
BIG = [
    "enquiries_enquiry",
    "enquiries_historicalenquiry",
    "enquiries_note",
    "enquiries_reply",
    "pressroom_statement",
    "pressroom_historicalstatement",
    "pressroom_statementversion",
    "approvals_approval",
    "approvals_historicalapproval",
    "mediapolicy_notice",
    "mediapolicy_dispatch",
]


def generate(number: int, homes: int = 40) -> None:
    """Make all of it, with statistics for the planner."""
    from bench import belongings
    from bench.cast import make_cast

    with transaction.atomic():
        cast = make_cast(homes)
    run("set constraints all immediate")
    run("select set_config('app.actor', '', false)")
    with without_indexes(BIG) if number >= MANY else nullcontext():
        seed(number, cast)
        statements()
        contacts()
        enquiries()
        belongings.make()
    grants(cast)
    run("drop table bench_seed, bench_sentence")
    if number < MANY:
        run("select gin_clean_pending_list('enquiry_search')")
    run("analyze")


def run(sql: str, params: Any = None) -> None:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def seed(number: int, cast: Cast) -> None:
    """What every other table is made from: one row for each enquiry, the oldest first."""
    run(
        "create temporary table bench_sentence as select n - 1 as n, said from unnest(%s) with ordinality t (said, n)",
        [words.sentences()],
    )
    run("create unique index on bench_sentence (n)")
    nowhere = f"{draw(2, 100)} < 3"
    run(
        f"""
        create temporary table bench_seed as
        select s.*, case when is_open then {story.share(story.OPEN, draw(4, 100))}
                         else {story.share(story.FINISHED, draw(4, 100))} end as state
        from (
            select s.i, {key_of("enquiry")} as id, {key_of("statement")} as statement,
              case when not {nowhere} then {one_of("%(homes)s::uuid[]", draw(1, len(cast.homes)))} end as home,
              case when not {nowhere} then {one_of("%(managers)s::uuid[]", draw(1, len(cast.homes)))} end as manager,
              {one_of("%(carers)s::uuid[]", draw(1, len(cast.homes)))} as carer,
              {one_of("%(desk)s::uuid[]", draw(6, len(cast.marketing)))} as desk,
              {one_of("%(directors)s::uuid[]", draw(7, len(cast.directors)))} as director,
              now() - interval '{YEARS} years' * (%(number)s - s.i) / %(number)s
                - interval '1 second' * {draw(5, 3600)} as made,
              s.i > %(number)s * 0.8 and {draw(3, 100)} < {STILL_OPEN} as is_open
            from (select i::bigint from generate_series(1, %(number)s) i) s
        ) s
        """,
        {
            "number": number,
            "homes": cast.homes,
            "managers": cast.managers,
            "carers": cast.carers,
            "desk": cast.marketing,
            "directors": cast.directors,
        },
    )
    run("analyze bench_seed")


def statements() -> None:
    """One statement for each enquiry that came so far."""
    from pressroom.models import Statement

    fill(
        Statement,
        {
            "id": "s.statement",
            "version": "4",
            "state": story.mapped(story.WITH_STATEMENT, "s.state"),
            "created_at": "s.made + interval '6 hours'",
            "reference": reference_of("STM"),
            "subject": "'Our reply'",
            "trigger": "'enquiry'",
            "words": "q.said",
            "home_id": "s.home",
            "written_by_id": "s.desk",
            "answers_reference": reference_of("ENQ"),
            "answers_url": "'/enquiries/' || s.id || '/'",
            "due_at": "s.made + interval '2 days'",
            "released_at": "case when s.state in ('answered', 'closed') then s.made + interval '9 hours' end",
        },
        f"from bench_seed s join bench_sentence q on q.n = {draw(8, words.SENTENCES)} "
        f"where s.state in {story.quoted(story.WITH_STATEMENT)}",
    )


def contacts() -> None:
    """The book of journalists."""
    from enquiries.models import Contact

    fill(
        Contact,
        {
            "id": key_of("contact"),
            "reference": reference_of("CON"),
            "name": one_of("%s::text[]", draw(9, len(words.names()))),
            "email": "'press' || s.i || '@paper.example'",
        },
        f"from (select i::bigint from generate_series(1, {CONTACTS}) i) s",
        [words.names()],
    )


def enquiries() -> None:
    """The enquiries themselves; their words are sentences, and here and there one that is searched for."""
    from enquiries.models import Enquiry

    fill(
        Enquiry,
        _identity() | _words() | _people(),
        "from bench_seed s "
        f"join bench_sentence a on a.n = {draw(11, words.SENTENCES)} "
        f"join bench_sentence b on b.n = {draw(12, words.SENTENCES)} "
        f"join bench_sentence c on c.n = {draw(13, words.SENTENCES)} order by s.i",
        {"names": words.names(), "outlets": words.OUTLETS},
    )


def _identity() -> dict[str, str]:
    finished = story.quoted(story.FINISHED)
    waits = story.quoted(story.NOT_TAKEN_UP)
    return {
        "id": "s.id",
        "version": "case " + " ".join(f"when s.state = '{k}' then {len(v)}" for k, v in story.STEPS.items()) + " end",
        "state": "s.state",
        "created_at": "s.made",
        "reference": reference_of("ENQ"),
        "is_locked": f"{draw(14, 1000)} = 0",
        "came_by": one_of("array['phone','doorstep','email','social']", draw(15, 4)),
        "happened_at": "s.made",
        "reply_due_at": f"case when s.is_open then now() + interval '1 hour' * ({draw(16, 400)} - 60) "
        "else s.made + interval '1 day' end",
        "due_reason": "'8 working hours after it was logged; they gave no deadline'",
        "chosen_way": "'email'",
        "chosen_address": "'desk@paper.example'",
        "held_since": "s.made + interval '2 hours'",
        "level": f"case when s.state in {waits} then 'home_manager' else 'marketing_manager' end",
        "hand_on_by": f"case when s.state in {waits} then now() + interval '1 minute' * {draw(17, 600)} end",
        "closed_at": f"case when s.state in {finished} then s.made + interval '10 hours' end",
        "merged_into_id": f"case when s.state = 'merged' then {key_of('enquiry', '(s.i - 1)')} end",
        "statement_id": f"case when s.state in {story.quoted(story.WITH_STATEMENT)} then s.statement end",
        "contact_id": f"case when {draw(18, 10)} < 3 then {key_of('contact', f'(1 + {draw(19, CONTACTS)})')} end",
        "no_advice_because": f"case when s.state in {waits} then '' else 'Only public facts are asked for.' end",
    }


def _words() -> dict[str, str]:
    wanted = "".join(
        f" || case when {draw(salt, 10_000)} < {often} then ' {word}' else '' end"
        for salt, (word, often) in enumerate((words.COMMON, words.MEDIUM, words.RARE), start=21)
    )
    return {
        "topic": "left(a.said, 40) || ' ' || left(b.said, 30)",
        "question": f"a.said || ' ' || b.said || ' ' || c.said || '.'{wanted}",
        "enquirer": one_of("%(names)s::text[]", draw(25, len(words.names()))),
        "outlet": one_of("%(outlets)s::text[]", draw(26, len(words.OUTLETS))),
    }


def _people() -> dict[str, str]:
    return {
        "home_id": "s.home",
        "logged_by_id": "s.carer",
        "held_by_id": "case when s.state = 'logged' then s.carer "
        "when s.state = 'with home manager' then coalesce(s.manager, s.desk) else s.desk end",
        "responsible_id": f"case when s.state not in {story.quoted((*story.NOT_TAKEN_UP, 'merged'))} then s.desk end",
    }


def grants(cast: Cast) -> None:
    """Some open enquiries of other homes are shared one by one: their advice was asked for."""
    from django.contrib.auth.models import Permission

    from enquiries.models import EnquiryUserObjectPermission

    permission = Permission.objects.get(content_type__app_label="enquiries", codename="view_enquiry")
    fill(
        EnquiryUserObjectPermission,
        {"permission_id": str(permission.pk), "user_id": "p.id", "content_object_id": "e.id"},
        "from unnest(%(people)s::uuid[]) p (id) cross join lateral (select id from enquiries_enquiry "
        f"where md5(id::text || p.id) < '1' order by md5(p.id::text || id) limit {GRANTS}) e",
        {"people": [cast.managers[0], cast.carers[0], cast.marketing[0]]},
    )


if __name__ == "__main__":
    django.setup()
    generate(int(sys.argv[1]))
