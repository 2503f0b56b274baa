"""How forms become GOV.UK markup: the renderer, its bound field, and the widgets of our own.

Templates are in templates/django/forms/. Settings: FORM_RENDERER = "mediapolicy.rendering.Renderer",
and "django.forms" among INSTALLED_APPS.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import UUIDField
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

# Django's words for an answer that isn't one of those offered: they speak of values and keys.
NOT_OFFERED = {
    forms.ChoiceField.default_error_messages["invalid_choice"],
    forms.ModelChoiceField.default_error_messages["invalid_choice"],
    forms.MultipleChoiceField.default_error_messages["invalid_list"],
    forms.ModelMultipleChoiceField.default_error_messages["invalid_pk_value"],
    UUIDField.default_error_messages["invalid"],
}


class PolicyBoundField(BoundField):
    """A field that knows which GOV.UK shape it takes."""

    @property
    def use_fieldset(self) -> bool:
        """One file input has a label, not a legend."""
        return bool(super().use_fieldset) and not isinstance(self.field.widget, forms.FileInput)

    @property
    def shape(self) -> str:
        """Which part of field.html draws it: hidden, checkbox, group (fieldset) or plain."""
        if self.is_hidden:
            return "hidden"
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "checkbox"
        return "group" if self.use_fieldset else "plain"

    @property
    def limit(self) -> int | None:
        """The most characters a text box takes; shown as a count while typing."""
        limit = getattr(self.field, "max_length", None)
        return limit if isinstance(self.field.widget, forms.Textarea) else None

    @property
    def aria_describedby(self) -> str | None:
        """Hint and errors, then the count of characters when there is one."""
        said: str | None = super().aria_describedby
        return f"{said or ''} {self.auto_id}-info".strip() if self.limit and said is not None else said

    @property
    def has_calendar(self) -> bool:
        return type(self.field.widget) is forms.DateInput

    @property
    def says_optional(self) -> bool:
        """Optional questions say so, but not in a filter, where all are (`all_optional = True`)."""
        return not self.field.required and not getattr(self.form, "all_optional", False)

    @property
    def complaints(self) -> list[str]:
        """Its errors; where the form has no words of its own, the question is named, and what was forged is not repeated."""
        said = zip(map(str, self.errors), self.errors.as_data(), strict=True)
        return [self._in_our_words(words, error) for words, error in said]

    def _in_our_words(self, words: str, error: forms.ValidationError) -> str:
        if error.message == forms.Field.default_error_messages["required"]:
            return self._unanswered
        return self._not_offered if error.message in NOT_OFFERED else words

    @property
    def _not_offered(self) -> str:
        """An answer that the page didn't offer, or offers no longer."""
        if self.is_hidden:
            return "This page is out of date. Open it again, and copy over what you typed."
        return f"Choose one of the answers offered for “{self.label}”"

    @property
    def _unanswered(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return f"Tick “{self.label}”"
        if isinstance(widget, forms.FileInput):
            return f"Choose a file for “{self.label}”"
        chooses = isinstance(widget, forms.RadioSelect | forms.Select | forms.CheckboxSelectMultiple)
        return f"{'Choose an answer to' if chooses else 'Fill in'} “{self.label}”"

    @property
    def target(self) -> str:
        """The id a link in the error summary jumps to."""
        first = isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget)
        return f"{self.auto_id}_0" if first else str(self.auto_id)


class Renderer(TemplatesSetting):
    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = PolicyBoundField


class DrawnOnce(forms.Form):
    """A form whose markup follows from its questions and what was answered, and from nothing else.

    A filter stands on every page of a list and is asked for with the same answers again and again; drawing one takes as
    long as asking the database for the list. Its choices are plain ones: a list that is asked for lazily would be asked
    for here.
    """

    all_optional = True

    def render(self, template_name: str | None = None, context: Any = None, renderer: Any = None) -> SafeString:
        """The markup, drawn by this process before or drawn now."""
        key = (type(self), template_name, self.auto_id, self.prefix, self._questions(), self._answers())
        if key not in _DRAWN:
            if len(_DRAWN) >= MOST_KEPT:
                _DRAWN.clear()
            _DRAWN[key] = super().render(template_name, context, renderer)
        return _DRAWN[key]

    __str__ = __html__ = render

    def _questions(self) -> tuple[Any, ...]:
        return tuple((name, tuple(getattr(field, "choices", ()))) for name, field in self.fields.items())

    def _answers(self) -> tuple[Any, ...] | None:
        if not self.is_bound:
            return None
        given = (self.fields[name].widget.value_from_datadict(self.data, self.files, name) for name in self.fields)
        return tuple(tuple(value) if isinstance(value, list) else value for value in given)


MOST_KEPT = 200  # of some twenty kilobytes each
_DRAWN: dict[tuple[Any, ...], SafeString] = {}


class BigChoice(forms.RadioSelect):
    """Two to four short answers as large tiles. `icons` maps a value to an icon name.

    `large=True` makes the 64 px tiles of the easy-read pages, where every answer weighs the same.
    """

    template_name = "django/forms/widgets/big_choice.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        icons: Mapping[str, str] | None = None,
        large: bool = False,
    ) -> None:
        given = dict(attrs or {})
        self.icons: dict[str, str] = dict(icons or given.pop("icons", {}))
        self.large = large
        super().__init__(given, choices)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["icon"] = self.icons.get(str(value), "")
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["large"] = self.large
        return context


class DateAndTime(forms.SplitDateTimeWidget):
    """A day and a time of day, each in its own labelled box. Use with SplitDateTimeField."""

    template_name = "django/forms/widgets/splitdatetime.html"
    supports_microseconds = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, date_format="%d/%m/%Y", time_format="%H:%M")


class Suggesting(forms.TextInput):
    """A text box that offers what is already known, fetched from `url` as you type."""

    def __init__(self, url: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-suggest-url": url, "autocomplete": "off", **(attrs or {})})
