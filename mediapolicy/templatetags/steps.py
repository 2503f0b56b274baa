"""What every form of a step carries: the protection against forgery, a one-time key, the version that was read."""

import uuid
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def step_fields(context: dict[str, Any], record: Any = None) -> SafeString:
    """Hidden fields: CSRF token, a key that makes a double click act once, and the version this page was made from."""
    version = getattr(record, "version", "")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="form_key" value="{}">'
        '<input type="hidden" name="read_version" value="{}">',
        get_token(context["request"]),
        context["request"].POST.get("form_key") or uuid.uuid4(),
        version,
    )


@register.filter
def get(found: dict[str, Any], key: str) -> Any:
    """What a dictionary holds under this key."""
    return found.get(key)


@register.filter
def way_words(way: str) -> str:
    """A way of reaching somebody, inside a sentence."""
    return way.replace("_", " ")
