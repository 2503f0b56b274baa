"""The words of press releases: what kind, about what, how paid-for pages are labelled, what sounds like bad news."""

from __future__ import annotations

import re

from django.db.models import TextChoices


class Kind(TextChoices):
    """A release goes to whoever wants it; an advertorial is a page we pay for (PR-3)."""

    RELEASE = "release", "Press release"
    ADVERTORIAL = "advertorial", "Advertorial: a page we pay for"


class StoryKind(TextChoices):
    """What the good news is (PR-2)."""

    STAFF_AWARD = "staff_award", "An award for somebody who works here"
    ACHIEVEMENT = "achievement", "Something we achieved"
    FUNDRAISING = "fundraising", "Fundraising"
    GRANT = "grant", "A grant for an area of work, such as dementia"
    EVENT = "event", "An event"
    OTHER = "other", "Another good news story"


class AdLabel(TextChoices):
    """What stands over a page that we pay for; "sponsored" and "in association with" don't say it (PC-D4)."""

    AD = "ad", "Ad"
    ADVERT = "advert", "Advert"
    FEATURE = "feature", "Advertisement feature"


# Good news rarely has these in it. They suggest a statement, which a Director signs; they stop nothing (PR-1).
SOUNDS_ADVERSE = re.compile(
    r"\b(abuse[ds]?|accidents?|alleg(?:ed|ations?)|arrest(?:ed|s)?|assault(?:ed|s)?|breach(?:ed|es)?|complaints?|coroner|"
    r"criticis(?:ed|ms?)|dismiss(?:ed|al)|failings?|fined|fraud|inadequate|injur(?:ed|y|ies)|inquest|investigat(?:ed|ions?)|"
    r"lawsuits?|misconduct|neglect(?:ed)?|outbreaks?|police|prosecut(?:ed|ions?)|safeguarding|scandals?|suspended|"
    r"tribunals?|unsafe|whistleblow(?:ers?|ing))\b",
    re.IGNORECASE,
)
