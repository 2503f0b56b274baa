"""The safeguarding checks as a form: built from the table, so that the page can't ask for others (PO-3)."""

from __future__ import annotations

from typing import Any

from django import forms

from enquiries.police.checklist import CHECKS
from enquiries.police.forms import PoliceForm
from enquiries.police.vocabulary import Check
from mediapolicy.fields import Words

LONGEST_NOTE = 500


def name_of(code: str) -> str:
    """The field of a check: SG-01 is sg_01."""
    return code.lower().replace("-", "_")


class ChecksForm(PoliceForm):
    """An answer and a note for each check. What is not known yet may be left open: it holds the response, not the page."""

    def prepare(self) -> None:
        """Each check with the answer that stands there."""
        known = {one.code: one for one in self.police.checks.all()}
        for check in CHECKS:
            name, one = name_of(check.code), known.get(check.code)
            answer: Any = forms.ChoiceField(
                label=f"{check.code}. {check.question}",
                choices=Check.choices,
                required=False,
                widget=forms.RadioSelect,
                help_text=check.hint,
            )
            note = Words(label=f"Note on {check.code}", max_length=LONGEST_NOTE, required=False)
            self.fields[name], self.fields[f"{name}_note"] = answer, note
            if one is not None:
                self.initial[name], self.initial[f"{name}_note"] = one.answer, one.note

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """What the action takes."""
        names = {check.code: name_of(check.code) for check in CHECKS}
        return {code: (self.cleaned_data[name], self.cleaned_data[f"{name}_note"]) for code, name in names.items()}
