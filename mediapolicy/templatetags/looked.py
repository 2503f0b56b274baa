"""Who looked at a record that is for few people: shown on its own page to those who handle matters."""

from __future__ import annotations

from typing import Any

from django import template

from mediapolicy.history.openings import Look, who_looked
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord

register = template.Library()


@register.inclusion_tag("_looked.html", takes_context=True, name="who_looked")
def shown_who_looked(context: dict[str, Any], record: PolicyRecord) -> dict[str, list[Look] | None]:
    """For whoever handles matters, on a record that a matter holds or that is for few by its nature; else nothing.

    To everybody else not even a statement: what they are not shown must not show in their number either.
    """
    for_few = record.is_locked or record.KNOWN_WITH == "handle_matter"
    if not for_few or not standing_of(context["request"].user).holds_everywhere("handle_matter"):
        return {"looked": None}
    return {"looked": who_looked({record.pk: ""}, record.created_at)}
