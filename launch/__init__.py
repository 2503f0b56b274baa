"""What `./app` does: one file per subject, standard library only, because a fresh machine has nothing else.

Two parts need an installed package and run inside `.venv`: `roles.py` and the unpacking in `chromium.py`.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"  # everything a running installation keeps: data, secrets, logs
TOOLS = ROOT / ".tools"  # what set-up fetched besides .venv; safe to delete
PYTHON = ROOT / ".venv" / "bin" / "python"
