"""What the COO agrees when the COO signs: exactly these items, these words, this picture (CC-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enquiries.police.vocabulary import Answer, Publisher

if TYPE_CHECKING:
    from enquiries.police.models import PoliceItem, PoliceRequest


def sealed(request: PoliceRequest) -> dict[str, Any]:
    """The content under the seal. What was given since is still part of what was agreed."""
    items = list(request.items.select_related("subject__person"))
    subjects = list(request.subjects.select_related("person"))
    return {
        "called": "Response to the police",
        "article": "what we answer the police, and you alone agree it",
        "words": words_of(request, items),
        "answer": request.answer,
        "because": request.answer_because,
        "items": [{"what": one.what, "whose": str(one.subject_id or ""), "words": one.words} for one in items],
        "wording": request.wording,
        "picture": picture_of(request),
        "publish_by": request.publish_by,
        "embargo": request.embargo_until.isoformat() if request.embargo_until else "",
        "ends": request.end_condition,
        "limits": sorted(request.limits),
        "in_it": [[str(one.pk), one.role, one.is_identifiable, str(one.waived_on or "")] for one in subjects],
        "people": [
            {
                "name": one.called,
                "use": str(one.get_role_display()),
                "answer": "the COO decides",
                "conditions": ["Can be told from what is published"] if one.is_identifiable else [],
            }
            for one in subjects
        ],
        "recipients": [
            {"name": request.officer, "way": "the police", "address": request.police_reference or request.force}
        ],
    }


def picture_of(request: PoliceRequest) -> dict[str, str]:
    """The picture by its fingerprint, so that another one under the same name is another response."""
    image = request.image
    return (
        {}
        if image is None
        else {"reference": image.reference, "sha256": image.sha256, "because": request.image_because}
    )


def words_of(request: PoliceRequest, items: list[PoliceItem]) -> str:
    """The same, as the COO reads it."""
    parts = [f"What we answer: {Answer(request.answer).label}." if request.answer else "", request.answer_because]
    if items:
        listed = [f"{number}. {one}{f': {one.words}' if one.words else ''}" for number, one in enumerate(items, 1)]
        parts.append("What is given:\n" + "\n".join(listed))
    parts.append(f"In public: {Publisher(request.publish_by).label}.")
    if request.wording:
        parts.append(f"The exact words:\n{request.wording}")
    if request.image is not None:
        parts.append(f"With the picture {request.image.reference}. {request.image_because}".strip())
    if request.end_condition:
        parts.append(f"It ends: {request.end_condition}")
    return "\n\n".join(part for part in parts if part)
