"""The policy as people read it: every clause has a page, the version in force has its facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from mediapolicy.clauses import Clause
from mediapolicy.people.models import User
from mediapolicy.policy import actions as policy
from mediapolicy.policy.paper import markdown
from mediapolicy.policy.reading import all_steps, everything_kept, states_of
from mediapolicy.policy.tables import all_transitions

SignIn = Callable[[User], Client]


@pytest.mark.django_db
class TestPages:
    """For everyone who works here, in whatever role or none."""

    def test_the_policy_lists_every_clause(self, stranger: User, signed_in: SignIn) -> None:
        shown = signed_in(stranger).get("/policy/").content.decode()
        for clause in Clause:
            assert escape(clause.rule) in shown

    @pytest.mark.clause("DC-1")
    def test_the_version_in_force_stands_beside_it(self, founder: User, signed_in: SignIn) -> None:
        client = signed_in(founder)
        assert "No version has been brought into force yet" in client.get("/policy/").content.decode()
        version = policy.load_version(
            number="1.0",
            effective_on=date(2026, 1, 5),
            approved_by="The board",
            approved_on=date(2025, 12, 10),
            next_review_on=date(2027, 1, 5),
            by=founder,
        )
        policy.bring_into_force(version, by=founder)
        shown = client.get("/policy/").content.decode()
        for words in ("OPSR102 1.0", "Monday 5 January 2026", "The board", "Tuesday 5 January 2027"):
            assert words in shown

    def test_each_clause_has_a_page_that_says_what_rests_on_it(self, stranger: User, signed_in: SignIn) -> None:
        client = signed_in(stranger)
        for kept in everything_kept():
            answer = client.get(f"/policy/{kept.clause.id}/")
            assert answer.status_code == 200
            shown = answer.content.decode()
            assert all(escape(step.title) in shown and escape(step.who) in shown for step in kept.steps)
            assert all(escape(words) in shown for words in kept.guards)

    @pytest.mark.parametrize("id", ["ME-99", "me-1", "MS-2\x00", "x" * 5000, "%2e%2e"])
    def test_there_is_no_page_for_a_clause_there_is_not(self, id: str, stranger: User, signed_in: SignIn) -> None:
        assert signed_in(stranger).get(f"/policy/{id}/").status_code == 404

    @pytest.mark.clause("ME-1a")
    def test_how_to_raise_a_concern_is_read_without_signing_in(self, founder: User, signed_in: SignIn) -> None:
        for client in (Client(), signed_in(founder)):
            answer = client.get("/policy/safe-concern/")
            assert answer.status_code == 200
            assert "Care Quality Commission" in answer.content.decode()

    def test_a_page_asks_the_database_a_fixed_number_of_questions(
        self, stranger: User, signed_in: SignIn, queries: Callable[[], object]
    ) -> None:
        client = signed_in(stranger)
        for url in ("/policy/", "/policy/MS-2/"):
            with queries() as asked:  # type: ignore[attr-defined]
                client.get(url)
            assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 6


def test_the_paper_is_fresh() -> None:
    assert (settings.ROOT / "docs" / "policy.md").read_text(encoding="utf-8") == markdown(), (
        "run `manage.py policy write`"
    )


def test_write_writes_it(tmp_path: object) -> None:
    file = tmp_path / "docs" / "policy.md"  # type: ignore[operator]
    call_command("policy", "write", to=file, stdout=StringIO())
    assert file.read_text(encoding="utf-8") == markdown()


def test_the_table_prints_every_step() -> None:
    out = StringIO()
    call_command("policy", "table", stdout=out)
    printed = out.getvalue()
    for step in all_steps():
        assert f"{step.verb}  " in printed
        assert all(words in printed for words in (*step.requires, *step.only))


def test_every_state_of_the_table_has_words() -> None:
    for room, transition in all_transitions():
        assert transition.sources <= set(states_of(room))
        assert transition.target is None or transition.target in states_of(room)
