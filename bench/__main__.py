"""`python -m bench [N]`: generate N enquiries, measure our pages beside the floor's, judge, print one table."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediapolicy.settings")
N = 100_000
MOST = 2_000_000
LEAST = 20_000


def main() -> int:
    """Rows, plans, clock, table; 1 when a budget is missed."""
    wish = _wish()
    django.setup()
    from bench import report, rounds

    _say(f"{wish.number:,} enquiries")
    if not _has_rows():
        _as_owner("bench.rows", str(wish.number))
    _as_owner("bench.floor.tables")
    _say("rows are ready; looking at plans")
    asked = rounds.plans()
    _say(f"plans are known; the clock runs {wish.rounds} rounds")
    measured = rounds.clock(wish.rounds)
    print(report.table(asked, measured))
    print(report.details(asked, wish.details))
    if wish.plans:
        wish.plans.write_text(report.plans(asked))
    missed = report.missed(asked, measured)
    print("\n".join(["", *(f"✗ {words}" for words in missed)]) if missed else "\n✓ Every budget is kept.")
    return 1 if missed else 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./app bench", description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=N, help=f"how many enquiries ({N:,})")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the clock (5)")
    parser.add_argument("--details", action="store_true", help="print every statement's walk")
    parser.add_argument("--plans", type=Path, help="write every plan to this file")
    wish = parser.parse_args()
    if not LEAST <= wish.number <= MOST:
        parser.error(f"between {LEAST:,} and {MOST:,}: with fewer rows an index proves nothing")
    return wish


def _has_rows() -> bool:
    from enquiries.models import Enquiry

    return Enquiry.objects.exists()


def _as_owner(module: str, *words: str) -> None:
    """Making tables and indexes is the owner's; everything that is measured runs as the application."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", module, *words], env={**os.environ, "AS_OWNER": "1"}, check=True)
    _say(f"{module} took {time.monotonic() - began:.0f} s")


def _say(words: str) -> None:
    print(f"→ {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
