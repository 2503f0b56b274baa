"""The small marks of every page: icons, clause chips, tags, clocks, times. The rest: templates/_*.html."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from django import template
from django.forms import BaseForm
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from mediapolicy import wording
from mediapolicy.icons import ICONS
from mediapolicy.rendering import PolicyBoundField

register = template.Library()

TAGS = frozenset({"draft", "waiting", "risk", "overdue", "signed", "voided", "locked"})
CONSENT = {
    "yes": "ring-check",
    "part": "ring-half",
    "due": "ring-clock",
    "no": "ring-cross",
    "withdrawn": "ring-cross",
    "none": "ring-question",
    "na": "ring-minus",
}
INPUT_CLASSES = {
    "hidden": "",
    "checkbox": "govuk-checkboxes__input",
    "radio": "govuk-radios__input",
    "file": "govuk-file-upload",
    "number": "govuk-input govuk-input--width-5",
    "date": "govuk-input govuk-input--width-10 moj-js-datepicker-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea govuk-js-character-count",
    "time": "govuk-input govuk-input--width-5",
}
# Three letters, a hyphen, five or six characters of the references' alphabet.
REFERENCE = re.compile(r"\b([A-Z]{3}-[0-9A-Z]{5,6})\b")
ERROR_CLASSES = {
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """Decoration beside words, so hidden from screen readers."""
    return format_html(
        '<svg class="mp-icon{}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{}</svg>',
        f" {classes}" if classes else "",
        SafeString(ICONS[name]),
    )


@register.simple_tag
def clause(id: Any, classes: str = "") -> SafeString:
    """The square chip, linked to the rule in our own words. Takes "MS-2" or a Clause; no clause, no chip."""
    return _chip(id, classes) if id else SafeString("")


@cache
def _chip(id: Any, classes: str) -> SafeString:
    identity, rule = _clause(id)
    css = f"mp-clause {classes}".strip()
    try:
        url = reverse("policy:clause", args=[identity])
    except NoReverseMatch:
        return format_html('<span class="{}" title="{}">{}</span>', css, rule, identity)
    return format_html(
        '<a class="{}" href="{}" title="{}"><span class="govuk-visually-hidden">Clause </span>{}</a>',
        css,
        url,
        rule,
        identity,
    )


def _clause(id: Any) -> tuple[str, str]:
    from mediapolicy.clauses import Clause

    found = id if isinstance(id, Clause) else Clause.by_id(str(id))
    return str(found.id), str(found.rule)


@register.simple_tag
@lru_cache(maxsize=1024)
def tag(kind: str, words: str) -> SafeString:
    """Where a record is. The words tell it; the colour only helps."""
    if kind not in TAGS:
        raise ValueError(f"There is no {kind!r} tag; there are {', '.join(sorted(TAGS))}.")
    lock = icon("lock") if kind == "locked" else ""
    return format_html('<strong class="mp-tag mp-tag--{}">{}{}</strong>', kind, lock, words)


@register.simple_tag
def consent(kind: str, words: str) -> SafeString:
    """Beside a person: whether we may show them, for this use."""
    return format_html('<strong class="mp-consent mp-consent--{}">{}{}</strong>', kind, icon(CONSENT[kind]), words)


@register.simple_tag
def when(instant: datetime | date | str | None) -> SafeString:
    """Today, 9:30am. What is in words already stays as it is."""
    return _time(instant, wording.when)


@register.simple_tag
def when_in_prose(instant: datetime | date | str | None) -> SafeString:
    """today at 9:30am"""
    return _time(instant, wording.when_in_prose)


@register.simple_tag
def time_of_day(instant: datetime | None) -> SafeString:
    """9:30am"""
    return _time(instant, lambda given, now: wording.time_of_day(given))


def _time(instant: datetime | date | str | None, words: Any) -> SafeString:
    if instant is None or isinstance(instant, str):
        return conditional_escape(instant or "")
    title = wording.exact(instant) if isinstance(instant, datetime) else instant.strftime("%d/%m/%Y")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', instant.isoformat(), title, words(instant, timezone.now())
    )


@register.filter
def in_prose(day: datetime | date) -> str:
    """Tuesday 24 November 2026"""
    return wording.day_in_prose(wording.local(day).date() if isinstance(day, datetime) else day)


@register.simple_tag
def clock(
    due: datetime | date | None, start: datetime | None = None, words: str = "", label: str = "Due"
) -> SafeString:
    """Time left in words, then the bar: how much of it is gone. `words` replaces "Due today at noon"."""
    if due is None:
        return SafeString("")
    now = timezone.now()
    stands = wording.clock(due, start, now)
    said = conditional_escape(words) if words else format_html("{} {}", label, when_in_prose(due))
    bar = SafeString("")
    if stands.used is not None:
        bar = format_html(
            '<progress class="mp-clock__bar" max="100" value="{}" aria-hidden="true"></progress>', stands.used
        )
    risk = SafeString('<span class="govuk-visually-hidden">At risk: </span>') if stands.level == "risk" else ""
    return format_html(
        '<div class="mp-clock mp-clock--{}"><b class="mp-clock__left">{}{}</b> '
        '<span class="mp-clock__due">{}</span>{}</div>',
        stands.level,
        risk,
        stands.words,
        said,
        bar,
    )


@register.simple_tag
def clock_tag(due: datetime | date, start: datetime | None = None) -> SafeString:
    """The same as one tag, for the top of a record: "At risk: 2 hours left"."""
    stands = wording.clock(due, start, timezone.now())
    before = {"calm": "", "risk": "At risk: ", "overdue": "Overdue: "}[stands.level]
    kind = {"calm": "draft", "risk": "risk", "overdue": "overdue"}[stands.level]
    return tag(kind, f"{before}{stands.words}")


@register.filter(needs_autoescape=True)
def refs(words: Any, autoescape: bool = True) -> SafeString:
    """References such as ENQ-7K4M2 stay on one line, because people read them aloud."""
    return SafeString(REFERENCE.sub(r'<span class="mp-ref">\1</span>', conditional_escape(words)))


TIMELINE_ROW = """<li class="mp-timeline__item mp-timeline__item--{kind}">
  <p class="mp-timeline__line"><strong class="mp-timeline__title">{title}</strong>{by}</p>
  <p class="mp-timeline__date">{when} {clause}</p>{note}
</li>"""


@register.simple_tag
def timeline_row(row: Any) -> SafeString:
    """One step of a timeline. A record's page has dozens."""
    role = f", {row.role}" if row.role else ""
    return format_html(
        TIMELINE_ROW,
        kind=row.kind or "plain",
        title=row.title,
        by=format_html(' <span class="mp-timeline__by">by {}{}</span>', row.by, role) if row.by else "",
        when=when(row.at),
        clause=clause(row.clause),
        note=format_html('\n  <p class="mp-timeline__note">{}</p>', refs(row.note)) if row.note else "",
    )


@register.filter
def initials(name: str) -> str:
    """AP for Arthur Penhale."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


@register.simple_tag
def input_attrs(widget: dict[str, Any], base: str = "") -> SafeString:
    """A widget's attributes, with the GOV.UK class for its kind before its own classes."""
    attrs: dict[str, Any] = widget["attrs"]
    kind = base or str(widget.get("type", "text"))
    classes = [INPUT_CLASSES.get(kind, "govuk-input")]
    if attrs.get("aria-invalid") == "true" and kind not in ("hidden", "checkbox", "radio"):
        classes.append(ERROR_CLASSES.get(kind, "govuk-input--error"))
    classes.append(str(attrs.get("class", "")))
    merged = {
        "class": " ".join(name for name in classes if name) or False,
        **{k: v for k, v in attrs.items() if k != "class"},
    }
    return format_html_join(
        "",
        "{}",
        (
            (format_html(' {}="{}"', name, value) if value is not True else format_html(" {}", name),)
            for name, value in merged.items()
            if value is not False and value is not None
        ),
    )


CHOICE = """
  <div class="govuk-{kinds}__item">
    <input class="govuk-{kinds}__input" type="{kind}" name="{name}" id="{id}" value="{value}"{state}>
    <label class="govuk-label govuk-{kinds}__label" for="{id}">{label}</label>
  </div>"""


@register.simple_tag
def choices(widget: dict[str, Any], kind: str) -> SafeString:
    """The answers of a question, one below the other: kind is radio or checkbox. A filter has dozens on every page."""
    kinds = {"radio": "radios", "checkbox": "checkboxes"}[kind]
    items = [
        format_html(
            CHOICE,
            kinds=kinds,
            kind=kind,
            name=option["name"],
            id=option["attrs"].get("id", ""),
            value=str(option["value"]),
            state=" ".join(["", *(word for word in ("checked", "disabled") if option["attrs"].get(word))]),
            label=option["label"],
        )
        for _, options, _ in widget["optgroups"]
        for option in options
    ]
    return SafeString("".join(items))


@register.simple_tag
def form_errors(*forms: BaseForm) -> list[tuple[str, str]]:
    """(id of the field or "", words) for each error, in the order of the page."""
    found: list[tuple[str, str]] = []
    for form in forms:
        if not form:
            continue
        found += [("", str(words)) for words in form.non_field_errors()]
        for field in form:
            if isinstance(field, PolicyBoundField):
                found += [(field.target, words) for words in field.complaints]
    return found


@register.filter
def in_paragraphs(parts: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Marked words, cut at each empty line, so that a comparison reads like the text it compares."""
    paragraphs: list[list[tuple[str, str]]] = [[]]
    for kind, text in parts:
        first, *others = re.split(r"\r?\n\s*\n", text)
        paragraphs[-1].append((kind, first))
        paragraphs += [[(kind, other)] for other in others]
    return [_spaced(marked) for paragraph in paragraphs if (marked := [part for part in paragraph if part[1]])]


def _spaced(marked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was taken out and what came in its place do not touch."""
    spaced = marked[:1]
    for before, part in pairwise(marked):
        if {before[0], part[0]} == {"added", "removed"}:
            spaced.append(("same", " "))
        spaced.append(part)
    return spaced
