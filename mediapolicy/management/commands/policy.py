"""`manage.py policy`: the policy table as text, what proves it, and the paper written from it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mediapolicy.policy.coverage import Coverage, Row, marks_in
from mediapolicy.policy.paper import aligned, markdown


class Command(BaseCommand):
    """Read the policy table out."""

    help = "table: print the policy table. coverage: which clauses are kept and proven. write: docs/policy.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for coverage how strict to be."""
        parser.add_argument("what", choices=["table", "coverage", "write"])
        parser.add_argument("--all", action="store_true", help="coverage: fail also for clauses no room has taken on")
        parser.add_argument("--tests", type=Path, default=settings.ROOT / "tests", help="coverage: the folder of tests")
        parser.add_argument("--to", type=Path, default=settings.ROOT / "docs" / "policy.md", help="write: the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["what"] == "table":
            self.stdout.write(aligned())
        elif options["what"] == "write":
            options["to"].parent.mkdir(parents=True, exist_ok=True)
            options["to"].write_text(markdown(), encoding="utf-8")
            self.stdout.write(f"Wrote {options['to']}")
        else:
            self.cover(Coverage(marks_in(options["tests"])), everything=options["all"])

    def cover(self, coverage: Coverage, *, everything: bool) -> None:
        """Say how each owed clause stands; fail while one that must be proven is not."""
        for row in coverage.owed:
            self.stdout.write(self.line(row, coverage.is_proven(row)))
        self.stdout.write("\nNot taken on by any room yet:")
        self.stdout.write("\n".join(f"  {row.id}  {row.kept.clause.rule}" for row in coverage.not_owned) or "  none")
        proven = len(coverage.owed) - len(coverage.unproven(coverage.owed))
        self.stdout.write(
            f"\n{len(coverage.rows)} clauses, {len(coverage.owed)} owed, {len(coverage.owned)} owned, {proven} proven"
        )
        if coverage.unknown:
            raise CommandError(f"Tests are marked with clauses there are not: {', '.join(coverage.unknown)}")
        if lacking := coverage.unproven(coverage.owed if everything else coverage.owned):
            raise CommandError(f"{len(lacking)} not proven: {', '.join(row.id for row in lacking)}")

    def line(self, row: Row, is_proven: bool) -> str:
        """One clause: what keeps it and how many tests prove it."""
        stands = "proven " if is_proven else "owned  " if row.is_cited else "missing"
        keeps = [step.verb for step in row.kept.steps] + ["guard"] * len(row.kept.guards)
        return f"{stands} {row.id:8} {len(row.tests):3} tests  {', '.join(dict.fromkeys(keeps)) or '-'}"
