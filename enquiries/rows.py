"""The rows of the list of enquiries as markup. Written here and not in a template: a page has fifty, and the template
language takes longer over them than the database over finding them (docs/decisions/0017)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from enquiries.models import Enquiry
from mediapolicy.templatetags.mp import tag
from mediapolicy.wording import exact, when

ROW = """
          <tr role="row">
            <th role="rowheader" scope="row"><a class="govuk-link" href="{url}">{topic}</a>\
<p class="mp-stack__about">{who}, {home}, {reference}</p></th>
            <td role="cell" class="mp-nowrap" data-label="Held by">{holder}</td>
            <td role="cell" class="mp-nowrap" data-label="{column}">\
<time datetime="{machine_time}" title="{exact_time}">{time}</time></td>
            <td role="cell" data-label="Where it is">{tag}</td>
          </tr>"""


def rows(enquiries: Iterable[Enquiry], *, column: str, by: str) -> SafeString:
    """Each with who asks, who holds it, the time of this field under this heading, and where it is."""
    now = timezone.now()
    return format_html_join("", ROW, (_filled(enquiry, column, getattr(enquiry, by), now) for enquiry in enquiries))


def _filled(enquiry: Enquiry, column: str, at: datetime, now: datetime) -> dict[str, str]:
    return {
        "url": enquiry.get_absolute_url(),
        "topic": enquiry.topic,
        "who": enquiry.who,
        "home": enquiry.home_name or "all homes",
        "reference": enquiry.reference,
        "holder": enquiry.holder_name or "Nobody",
        "column": column,
        "machine_time": at.isoformat(),
        "exact_time": exact(at),
        "time": when(at, now),
        "tag": tag(enquiry.tag_kind, enquiry.tag_words),
    }
