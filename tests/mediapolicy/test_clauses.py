"""The clauses are the register's, row by row, and say it in our own words."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from mediapolicy.clauses import Clause, Mode

REGISTER = Path(__file__).resolve().parents[2].parent / "shared" / "domain" / "clauses.md"
ROW = re.compile(r"^\| [A-Z]+-\d+[a-z]? \|")
MODES = {
    "enforce (block)": Mode.ENFORCE,
    "require-record": Mode.REQUIRE_RECORD,
    "prompt/advise": Mode.PROMPT,
    "train/acknowledge": Mode.TRAIN,
    "detect": Mode.DETECT,
}


class Row(NamedTuple):
    id: str
    section: str
    sentence: str
    mode: Mode


def register() -> list[Row]:
    """The register's rows; a split row has the section of the sentence it was split from."""
    rows: list[Row] = []
    for line in REGISTER.read_text(encoding="utf-8").splitlines():
        if ROW.match(line):
            id, section, sentence, _, _, mode, *_ = (cell.strip() for cell in line.strip("|").split("|"))
            rows.append(Row(id, section or rows[-1].section, sentence, MODES[mode.strip("*")]))
    return rows


def plain(text: str) -> str:
    """The words alone, so that a changed comma or capital doesn't make a sentence ours."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def test_there_are_98_and_no_id_comes_twice() -> None:
    assert len(Clause) == 98
    assert len({clause.id for clause in Clause}) == 98


def test_every_mode_has_as_many_clauses_as_the_register_counts() -> None:
    assert Counter(clause.mode for clause in Clause) == {
        Mode.ENFORCE: 27,
        Mode.REQUIRE_RECORD: 36,
        Mode.PROMPT: 9,
        Mode.TRAIN: 17,
        Mode.DETECT: 9,
    }


@pytest.mark.parametrize("clause", Clause)
def test_the_id_has_the_registers_shape_and_names_the_member(clause: Clause) -> None:
    assert re.fullmatch(r"(DC|ST|ME|MS|PR|IR|PO|CRM|CC|SM|PS|BR|RP|RG|TR|CF)-[1-9]\d?[a-m]?", clause.id)
    assert clause.name == clause.id.replace("-", "_").upper()


@pytest.mark.parametrize("clause", Clause)
def test_by_id_finds_it_again(clause: Clause) -> None:
    assert Clause.by_id(clause.id) is clause


@pytest.mark.parametrize("unknown", ["ME-99", "ME-1z", "me-1", "ME-1A", "ME_1", "", "by_id"])
def test_an_unknown_id_is_a_key_error(unknown: str) -> None:
    with pytest.raises(KeyError):
        Clause.by_id(unknown)


@pytest.mark.parametrize("clause", Clause)
def test_a_lettered_clause_has_its_parent_and_no_other_has(clause: Clause) -> None:
    if clause.id[-1].isdigit():
        assert clause.parent is None
    else:
        assert clause.parent is Clause.by_id(clause.id.rstrip("abcdefghijklm"))
        assert clause.parent.section == clause.section


@pytest.mark.parametrize("clause", Clause)
def test_the_rule_is_short_and_ends(clause: Clause) -> None:
    assert len(clause.rule) <= 240
    assert len(clause.rule.split()) <= 25
    assert clause.rule.endswith(".")


def test_no_two_clauses_say_the_same() -> None:
    assert len({plain(clause.rule) for clause in Clause}) == len(Clause)


def test_what_is_blocked_recorded_or_detected_is_owed_and_the_rest_is_not() -> None:
    assert Clause.MS_2.is_owed
    assert Clause.ME_1B.is_owed
    assert Clause.SM_8.is_owed
    assert not Clause.SM_3.is_owed
    assert not Clause.ST_1.is_owed
    assert sum(clause.is_owed for clause in Clause) == 27 + 36 + 9


def test_every_mode_has_its_own_words() -> None:
    assert len({mode.words for mode in Mode}) == len(Mode) == 5
    assert Mode.ENFORCE.words == "The app refuses the next step until this is so"


@pytest.mark.skipif(not REGISTER.exists(), reason="the clause register is not beside this repository")
def test_ids_sections_and_modes_are_the_registers_and_the_words_are_not_the_policys() -> None:
    rows = register()
    assert [(clause.id, clause.section, clause.mode) for clause in Clause] == [
        (row.id, row.section, row.mode) for row in rows
    ]
    sentences = {plain(row.sentence) for row in rows}
    policy = " ".join(plain(row.sentence) for row in rows if row.sentence.startswith('"'))
    for clause in Clause:
        for said in [clause.rule, *re.split(r"(?<=[.:;]) ", clause.rule)]:
            assert plain(said) not in sentences
            assert len(said.split()) < 6 or plain(said) not in policy, clause.id
