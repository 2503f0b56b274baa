"""The rules of the house, read from the source itself: a shortcut around the one mechanism can't slip in unseen."""

from __future__ import annotations

import ast
import importlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from mediapolicy.clauses import Clause
from mediapolicy.policy.tables import all_transitions

ROOT = Path(__file__).parents[2]
ROOMS = ("mediapolicy", "approvals", "consent", "matters", "pressroom", "enquiries", "desk")
LONGEST_FILE, LONGEST_FUNCTION = 350, 45
# What writes many rows, or a row past history, and why it may.
PAST_HISTORY = {
    "mediapolicy/many.py": "the mechanism itself, for many records at once: each is checked, signed and told in history",
    "mediapolicy/people/joining.py": "group memberships and links, as Django and one invitation alone write them",
    "matters/actions.py": "the words that a matter watches for: what changed stands in the row of its step",
    "pressroom/lists/actions.py": "who stands on a press list: how many were put on it stands in the row of its step",
    "pressroom/distribution/letters.py": "how far a letter has come; when its mailing began and ended stands in history",
    "mediapolicy/notices/actions.py": "a notice and its reading mark are the reader's own",
}
# The one place where a state is set, and those that only build a record before it is first saved.
SET_THE_STATE = {
    "mediapolicy/transitions.py": "the mechanism itself",
    "mediapolicy/many.py": "the mechanism itself, for many records at once",
    "mediapolicy/outbox/actions.py": "how far a dispatch has come is not a step of the policy",
}
SAYS_NOTHING = {"utils", "helpers", "services", "core", "common", "misc", "base_utils"}
# The demonstration rewrites invented people's past, and runs only where there is nothing to keep.
INVENTED = "demonstration"


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of our rooms, parsed; migrations apart."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                found[name] = ast.parse(path.read_text())
    return found


def product() -> Iterator[tuple[str, ast.Module]]:
    """The files that real records pass through."""
    return ((name, tree) for name, tree in sources().items() if f"/{INVENTED}" not in name)


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_there_is_something_to_look_at() -> None:
    assert len(sources()) > 60
    assert {name.split("/")[0] for name in sources()} == set(ROOMS)


def test_only_the_mechanism_sets_a_state() -> None:
    found = []
    for name, tree in product():
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            flat = [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
            if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in flat):
                found.append(f"{name}:{getattr(node, 'lineno', 0)}")
        for call in calls(tree, "update", "setattr"):
            if any(word.arg == "state" for word in call.keywords):
                found.append(f"{name}:{call.lineno}")
    assert [place for place in found if place.split(":")[0] not in SET_THE_STATE] == []


def _is_of_a_dictionary(call: ast.Call) -> bool:
    """`{}.update(other)` and `hash.update(bytes)` take one thing without a name; a queryset's takes names only."""
    return bool(call.args)


def test_nothing_writes_past_history_but_what_is_listed_with_a_reason() -> None:
    found = []
    for name, tree in product():
        for call in calls(tree, "update", "bulk_create", "bulk_update", "update_or_create", "raw"):
            is_update = isinstance(call.func, ast.Attribute) and call.func.attr == "update"
            if not (is_update and (_is_of_a_dictionary(call) or not call.keywords)):
                found.append((name, call.lineno))
    allowed = {*PAST_HISTORY, "mediapolicy/people/synchronise.py"}  # the last: Django's own permissions, no record
    assert [place for place in found if place[0] not in allowed] == []
    assert set(PAST_HISTORY) <= {name for name, _ in found}, "the list names a file that needs no exception"


def test_nobody_overrides_save_or_delete_of_a_record() -> None:
    found = [
        f"{name}: {node.name}.{inner.name}"
        for name, tree in product()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for inner in node.body
        if isinstance(inner, ast.FunctionDef) and inner.name in ("save", "delete", "save_base", "bulk_create")
    ]
    assert found == []


# Where a page may do without what the others need, and why.
WITHOUT_A_TOKEN = {
    "mediapolicy/people/signing_in.py": "an invitation's address is the secret that a forger lacks",
    "consent/agreement/link_views.py": "so is the address of a link to sign, and the code opens it",
    "pressroom/distribution/leaving.py": "so is the link by which somebody leaves a press list",
    "consent/takedown/slip_views.py": "a slip's address is the secret that a forger lacks",
}

# What is said to be safe is a constant of ours.
OURS_ALONE = {
    "mediapolicy/templatetags/mp.py": "an icon out of our own sprite, or nothing",
    "mediapolicy/shell.py": "the head of the page as its template drew it, with the page's own token put in",
}


def named(tree: ast.AST, word: str) -> Iterator[int]:
    """The lines that use this name, imports apart."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Name) and node.id == word) or (isinstance(node, ast.Attribute) and node.attr == word):
            yield node.lineno


@pytest.mark.parametrize(("word", "allowed"), [("mark_safe", {}), ("csrf_exempt", WITHOUT_A_TOKEN)])
def test_no_way_around_escaping_or_the_token_of_a_form(word: str, allowed: dict[str, str]) -> None:
    found = {name for name, tree in sources().items() if any(named(tree, word))}
    assert found == set(allowed)


def test_nothing_is_called_safe_by_hand() -> None:
    made = [
        f"{name}:{node.lineno}"
        for name, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("SafeString", "SafeText")
    ]
    assert {place.split(":")[0] for place in made} == set(OURS_ALONE)


def test_no_template_switches_escaping_off() -> None:
    off = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and off.search(path.read_text())
    ]
    assert found == []


def test_no_file_and_no_function_is_longer_than_one_can_hold_in_mind() -> None:
    files = {name: lines for name in sources() if (lines := len((ROOT / name).read_text().splitlines())) > LONGEST_FILE}
    assert files == {}
    long = [
        f"{name}: {node.name} ({node.end_lineno - node.lineno + 1})"
        for name, tree in sources().items()
        for node in functions(tree)
        if node.end_lineno and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_file_is_named_for_what_it_is_about() -> None:
    found = [name for name in sources() if set(Path(name).with_suffix("").parts) & SAYS_NOTHING]
    assert found == []


@pytest.mark.django_db
def test_every_migration_has_a_name_and_none_is_missing() -> None:
    found = [
        path.name for room in ROOMS for path in (ROOT / room).glob("migrations/[0-9]*.py") if "_auto_" in path.name
    ]
    assert found == []
    said = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)


def _actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in product():
        if name.endswith("/actions.py") and "outbox" not in name and "notices" not in name:
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield name, node


def test_every_action_that_takes_a_step_names_its_clause() -> None:
    ids = {clause.id for clause in Clause}
    found = []
    for name, node in _actions():
        takes_a_step = any(
            isinstance(one, ast.Call)
            and isinstance(one.func, ast.Name)
            and one.func.id in ("making", "starting", "following")
            for one in ast.walk(node)
        )
        cited = set(re.findall(r"[A-Z]{2,3}-\d+[a-z]?", ast.get_docstring(node) or "")) & ids
        if takes_a_step and not cited:
            found.append(f"{name}: {node.name}")
    assert found == []


def test_every_action_says_what_it_does() -> None:
    assert [f"{name}: {node.name}" for name, node in _actions() if not ast.get_docstring(node)] == []


def test_every_step_of_the_table_is_taken_somewhere() -> None:
    """A row that no code takes is a promise that nothing keeps."""
    taken = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for name, tree in sources().items()
        if not name.endswith("/states.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
    }
    idle = []
    for room, row in all_transitions():
        module = importlib.import_module(f"mediapolicy.{room}.states" if not _is_a_room(room) else f"{room}.states")
        name = next((key for key, value in vars(module).items() if value is row), None)
        if name is not None and name not in taken:
            idle.append(f"{room}: {row.verb}")
    assert idle == []


def _is_a_room(room: str) -> bool:
    return room.split(".")[0] in ROOMS


def test_what_people_read_is_spelled_in_one_way() -> None:
    """As GOV.UK's style has it: email, without a hyphen, on pages, in letters, in the guide and in the code."""
    read = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "README.md",
        *map(ROOT.joinpath, sources()),
    ]
    assert len(read) > 150
    assert [path.relative_to(ROOT).as_posix() for path in read if re.search(r"\be-mail", path.read_text(), re.I)] == []
