"""`manage.py policy coverage`: what is owed, owned and proven."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from mediapolicy.clauses import Clause
from mediapolicy.policy.coverage import Coverage, marks_in

MARKED = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.clause("DC-1")]

@pytest.mark.clause("MS-2", "MS-1")
def test_one(): ...

@pytest.mark.clause("ME-1b")
class TestMany:
    pytestmark = pytest.mark.clause("ME-1c")

    def test_two(self): ...

    @pytest.mark.parametrize("a", [pytest.param(1, marks=pytest.mark.clause("ME-2"))])
    async def test_three(self, a): ...

    @pytest.mark.clause("CRM-1")
    def helper(self): ...
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "test_marked.py").write_text(MARKED)
    return tmp_path


def test_marks_are_found_on_tests_classes_and_files(folder: Path) -> None:
    file = "deep/test_marked.py"
    both = [f"{file}::TestMany::test_two", f"{file}::TestMany::test_three"]
    assert marks_in(folder) == {
        "DC-1": [f"{file}::test_one", *both],
        "MS-1": [f"{file}::test_one"],
        "MS-2": [f"{file}::test_one"],
        "ME-1b": both,
        "ME-1c": both,
        "ME-2": [f"{file}::TestMany::test_three"],
    }


def test_a_clause_is_proven_by_what_keeps_it_and_a_test() -> None:
    rows = {row.id: row for row in Coverage({"MS-2": ["a"], "PO-1": ["a"]}).rows}
    assert rows["MS-2"].is_proven
    assert rows["ME-2"].is_cited
    assert not rows["ME-2"].is_proven  # no test
    assert rows["PO-1"].is_proven == rows["PO-1"].is_cited  # a test alone keeps nothing


def test_a_sentence_is_proven_by_its_parts_together() -> None:
    parts = [clause.id for clause in Clause if clause.parent is Clause.ME_1 and clause.is_owed]
    whole = next(row for row in Coverage({}).rows if row.id == "ME-1")
    assert not Coverage({parts[0]: ["a"]}).is_proven(whole)
    assert Coverage({part: ["a"] for part in parts}).is_proven(whole)


def test_what_is_owned_is_owed_and_cited() -> None:
    coverage = Coverage({})
    assert {row.id for row in coverage.owned} >= {"ME-1b", "ME-2", "MS-2", "CRM-1"}
    assert all(row.kept.clause.is_owed and row.is_cited for row in coverage.owned)
    assert not {row.id for row in coverage.not_owned} & {row.id for row in coverage.owned}


def run(folder: Path, **options: object) -> str:
    out = StringIO()
    call_command("policy", "coverage", tests=folder, stdout=out, **options)
    return out.getvalue()


def test_it_fails_while_an_owned_clause_lacks_a_test(folder: Path) -> None:
    with pytest.raises(CommandError, match="not proven: .*CRM-1"):
        run(folder)


def test_it_passes_when_every_owned_clause_has_one(folder: Path) -> None:
    marks = ", ".join(f'"{row.id}"' for row in Coverage({}).owned)
    (folder / "test_all.py").write_text(f"import pytest\n@pytest.mark.clause({marks})\ndef test_all(): ...\n")
    printed = run(folder)
    assert "98 clauses" in printed
    assert "Not taken on by any room yet" in printed
    if Coverage({}).not_owned:
        with pytest.raises(CommandError):
            run(folder, all=True)


def test_a_mistyped_clause_is_an_error(folder: Path) -> None:
    (folder / "test_wrong.py").write_text('import pytest\n@pytest.mark.clause("MS-99")\ndef test_it(): ...\n')
    with pytest.raises(CommandError, match="MS-99"):
        run(folder)
