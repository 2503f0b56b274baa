"""The marks of what is printed, and the drawings that papers and easy pages share. Each is a template, so that nothing
has to be called safe by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import segno
from django import template

from mediapolicy.clauses import Clause
from mediapolicy.drawings import DRAWINGS
from mediapolicy.papers.kinds import KINDS
from mediapolicy.wording import day_in_prose

register = template.Library()
QUIET = 4  # modules of white that a reader needs around the code


@register.inclusion_tag("drawings/_frame.html")
def drawing(name: str, width: int = 128, beside_words: bool = False, title: str = "") -> dict[str, Any]:
    """One of our drawings. Beside words that say the same, it is hidden from screen readers on a page."""
    return {
        "picture": f"drawings/{name}.svg",
        "title": title or DRAWINGS[name],
        "width": width,
        "beside_words": beside_words,
    }


@register.inclusion_tag("papers/_tick.html")
def tick(is_ticked: bool | None, words: str, is_on_own_line: bool = False) -> dict[str, Any]:
    """A box with its words: ticked, not ticked, or (None) still to be ticked by hand."""
    title = "Box to tick" if is_ticked is None else "Ticked" if is_ticked else "Not ticked"
    return {"is_ticked": is_ticked, "words": words, "title": title, "is_on_own_line": is_on_own_line}


@register.inclusion_tag("papers/_yes_no.html")
def yes_no(answer: bool | None, about: str = "") -> dict[str, Any]:
    """Yes and No side by side, the same size: neither is the easy one."""
    is_blank = answer is None
    return {"yes": None if is_blank else answer, "no": None if is_blank else not answer, "about": about}


@register.inclusion_tag("papers/_line.html")
def line(words: str, value: Any = "", wide: bool = False, lines: int = 1) -> dict[str, Any]:
    """Words, and what was written beside them; a line to write on where nothing was yet."""
    return {"words": words, "value": value, "wide": wide, "lines": range(lines)}


@register.inclusion_tag("papers/_chip.html")
def chip(*ids: str) -> dict[str, Any]:
    """The square chips of these clauses, as they stand on every screen; on paper nothing can be followed."""
    return {"clauses": [Clause.by_id(one) for one in ids]}


@register.inclusion_tag("papers/_qr.html")
def qr(address: str, words: str, width: str = "26mm") -> dict[str, Any]:
    """The address as a code for a phone's camera, drawn here and nowhere else."""
    code = segno.make(address, error="m", micro=False)
    rows = list(code.matrix)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"path": path, "side": len(rows) + 2 * QUIET, "words": words, "width": width}


@register.inclusion_tag("papers/_ask.html", takes_context=True)
def papers_of(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """A button for each paper of this record that this reader may have; nothing for whoever may have none."""
    request, about = context["request"], record._meta.label
    kinds = [kind for kind in KINDS.values() if kind.about == about and kind.is_open_to(request.user, record)]
    return {"request": request, "kinds": kinds, "record": record}


@register.filter
def in_prose_or_blank(day: date | None) -> str:
    """Tuesday 24 November 2026, or nothing, so that a line is left to write on."""
    return day_in_prose(day) if day else ""
