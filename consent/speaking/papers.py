"""What is known of somebody's power to decide, as rows of a summary."""

from __future__ import annotations

from typing import Any

from consent.speaking.models import Representative
from consent.vocabulary import Purpose


def papers_of(who: Representative) -> list[dict[str, Any]]:
    """Their papers, in the order in which one looks at them."""
    covers = {True: "Yes", False: "No", None: ""}[who.covers_media]
    rows = [
        ("Who they are", who.identity_seen),
        ("What was seen", who.get_evidence_display()),
        ("Number", who.instrument),
        ("The register says", who.get_register_says_display()),
        ("Registered, or made", f"{who.registered_on:%-d %B %Y}" if who.registered_on else ""),
        ("Ends", f"{who.order_ends_on:%-d %B %Y}" if who.order_ends_on else ""),
        ("How they decide", who.get_appointment_display()),
        ("With", ", ".join(who.co_attorneys)),
        ("Limits", who.restrictions if who.restrictions_exist else ""),
        ("Covers being shown in public", f"{covers}. {who.covers_because}" if covers else ""),
        ("The order allows", "\n".join(Purpose(one).label for one in who.order_allows)),
        ("Conflict of interest", who.conflict_settled),
        ("Says no to", _refused(who)),
        ("Checked", f"{who.verified_by}, {who.verified_on:%-d %B %Y}" if who.verified_on else ""),
        ("To be checked again by", f"{who.verify_again_on:%-d %B %Y}" if who.verify_again_on else ""),
        ("Ended because", who.ended_because),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _refused(who: Representative) -> str:
    if not who.refuses:
        return ""
    what = "Everything" if "*" in who.refuses else "\n".join(Purpose(one).label for one in who.refuses)
    return f"{what}\n“{who.refused_words}”" if who.refused_words else what
