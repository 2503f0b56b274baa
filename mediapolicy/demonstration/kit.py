"""What the page of components shows: invented people and words, no records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms

from mediapolicy.history.timeline import Row
from mediapolicy.icons import ICONS
from mediapolicy.rendering import BigChoice, DateAndTime

YES_NO = [("yes", "Yes"), ("no", "No")]


class KitForm(forms.Form):
    """One of each kind of question, some answered wrongly."""

    name = forms.CharField(label="Who called?", help_text="As they said it.", max_length=80)
    way = forms.ChoiceField(
        label="How did they reach us?",
        choices=[("phone", "Phone"), ("email", "Email"), ("door", "At the door")],
        widget=BigChoice(icons={"phone": "phone", "email": "envelope", "door": "door"}),
    )
    home = forms.ChoiceField(
        label="Which home?", choices=[("", "Choose"), ("b", "Brindle Court"), ("a", "Alder House")]
    )
    said = forms.CharField(label="What did they ask?", widget=forms.Textarea, max_length=500, required=False)
    on = forms.DateField(label="Which day?", required=False, widget=forms.DateInput)
    due = forms.SplitDateTimeField(label="By when?", required=False, widget=DateAndTime)
    told = forms.BooleanField(label="I said “no comment”", required=False, help_text="Kindly, as on the card.")
    file = forms.FileField(label="A picture", required=False)


class FilterForm(forms.Form):
    """A filter beside a list."""

    all_optional = True
    words = forms.CharField(label="Words or reference", required=False)
    state = forms.MultipleChoiceField(
        label="Where it is",
        required=False,
        choices=[("draft", "Drafting"), ("waiting", "Waiting for sign-off")],
        widget=forms.CheckboxSelectMultiple,
    )


class EasyForm(forms.Form):
    """Questions for a resident, where every answer weighs the same."""

    photos = forms.ChoiceField(
        label="Can we use photos of you?",
        choices=YES_NO,
        widget=BigChoice(large=True, icons={"yes": "check", "no": "cross"}),
    )
    name = forms.ChoiceField(
        label="Can we use your first name?",
        choices=YES_NO,
        widget=BigChoice(large=True, icons={"yes": "check", "no": "cross"}),
    )


def kit(now: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    times = {"start": now - timedelta(hours=6), "soon": now + timedelta(hours=2), "earlier": now - timedelta(hours=3)}
    return {
        **times,
        "form": KitForm({"name": "", "way": "phone"}),
        "filter": FilterForm({"state": ["draft"]}),
        "easy": EasyForm(),
        "icons": sorted(ICONS),
        "tabs": [
            {"label": "Waiting for me", "url": "#", "is_current": True, "count": 3},
            {"label": "All open", "url": "#", "is_current": False, "count": 14},
            {"label": "Closed", "url": "#", "is_current": False, "count": None},
        ],
        "facts": [
            {"label": "Home", "value": "Brindle Court"},
            {"label": "Clause", "value": "A Director signs every statement", "clause": "MS-2"},
        ],
        **_records(times),
    }


def _records(times: dict[str, datetime]) -> dict[str, Any]:
    """A statement on its way, with its people and what happened to it."""
    return {
        "chain": {
            "label": "Where it is",
            "steps": [
                {"state": "done", "title": "Drafting", "who": "Priya Anand"},
                {"state": "current", "title": "Waiting for sign-off", "who": "Daniel Marsh-Cole", "clause": "MS-2"},
                {"state": "next", "title": "Released"},
            ],
        },
        "sheet": {
            "since": "Marks show what changed since the last sign-off.",
            "parts": [
                ("same", "The path was "),
                ("removed", "mended last week"),
                ("added", "relaid on 19 November"),
                ("same", "."),
            ],
        },
        "decide": {
            "why": "A Director signs every statement.",
            "clause": "MS-2",
            "url": "#",
            "changes_url": "#",
            "refuse_url": "#",
        },
        **_people_and_rows(times),
        **_lists(times),
    }


def _people_and_rows(times: dict[str, datetime]) -> dict[str, Any]:
    """Who is in it, and what happened to it."""
    return {
        "people": [
            {"name": "Arthur Penhale", "role": "resident", "consent": "due", "consent_words": "Ends in 5 days"},
            {
                "name": "Jo Pettifer",
                "role": "carer",
                "consent": "yes",
                "consent_words": "Yes",
                "about": "Staff photo only.",
            },
        ],
        "rows": [
            _row("Sign-off asked for", times["earlier"], "Priya Anand", role="Marketing Manager"),
            _row("Sign-off voided", times["earlier"], "mediapolicy", kind="voided"),
            _row("Signed off", times["start"], "Daniel Marsh-Cole", kind="signed"),
            _row("Statement started", times["start"], "Priya Anand", role="Marketing Manager"),
        ],
    }


def _row(title: str, at: datetime, by: str, *, role: str = "", kind: str = "plain") -> Row:
    return Row(title=title, by=by, role=role, at=at, clause="MS-2", note="", kind=kind, verb="", called="statement")


def _lists(times: dict[str, datetime]) -> dict[str, Any]:
    """Work that waits, a list, and a refusal."""
    return {
        "work": [
            {
                "title": "Reply to Saltmere FM about the lift repair",
                "about": "Enquiry ENQ-P3W8HK, Quayside Lodge.",
                "url": "#",
                "icon": "chat",
                "due": times["soon"],
                "start": times["start"],
                "clause": "ME-2",
            },
            {
                "title": "Finish the award press release",
                "about": "All homes.",
                "url": "#",
                "due_words": "Planned for Tuesday",
            },
        ],
        "enquiries": [
            {
                "title": "Lift repair",
                "about": "ENQ-P3W8HK, Saltmere FM",
                "by": "Priya Anand",
                "due": times["soon"],
                "kind": "risk",
                "words": "At risk",
            },
        ],
        "refusal": {
            "about": "Statement STM-4QX9TR",
            "title": "This statement cannot be released yet",
            "missing": ["A Director’s sign-off of these exact words"],
            "why": [(times["earlier"], "The words changed after they were signed.")],
            "rule": "A Director signs every statement.",
            "clause": "MS-2",
            "next_url": "#",
            "next_label": "Send for sign-off",
        },
    }
