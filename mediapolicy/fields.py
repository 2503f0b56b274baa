"""Fields of forms that keep what people type, and nothing that only machines would put there."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from mediapolicy.rendering import DateAndTime

# Characters that turn text around or hide in it: they can make a signed sentence read as another one.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class Words(forms.CharField):
    """Plain text: hidden and direction-changing characters are left out, line ends are made one kind."""

    def __init__(self, *, rows: int = 0, max_length: int = 2000, counted: bool = False, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        # A count under the box only where length matters to the writer; the limit holds either way.
        shown = None if rows and not counted else max_length
        super().__init__(max_length=shown, **kwargs)
        if shown is None:
            self.validators.append(MaxLengthValidator(max_length, f"Use at most {max_length:,} characters."))

    def to_python(self, value: Any) -> str:
        """The text as it is kept."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return str(super().to_python(HIDDEN.sub("", text)))


class DayAndTime(forms.SplitDateTimeField):
    """A day and a time, each in a box of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateAndTime(), **kwargs)
        self.error_messages |= {
            "invalid_date": "Enter a real day, such as 24/11/2026",
            "invalid_time": "Enter a time, such as 9:30",
            "incomplete": "Enter both the day and the time",
        }

    def compress(self, data_list: Any) -> datetime | None:
        """The instant, in UK time; a time that the clocks skip or double is taken as the earlier."""
        if not data_list or all(part in self.empty_values for part in data_list):
            return None
        if any(part in self.empty_values for part in data_list):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        given = timezone.make_aware(datetime.combine(*data_list))
        if not 2000 < given.year < 2100:
            raise forms.ValidationError("Enter a day in this century.")
        return given


def in_future(instant: datetime | None) -> datetime | None:
    """Refuse an instant that has passed."""
    if instant is not None and instant <= timezone.now():
        raise forms.ValidationError("That time has already passed.")
    return instant
