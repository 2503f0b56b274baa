"""The pages of the form, one thing on each, and which of them this person needs (3.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from consent.agreement import actions, forms
from consent.agreement.explaining import ExplainForm
from consent.agreement.models import MediaConsent
from consent.agreement.questions import on_page
from consent.vocabulary import LEAVES_OUR_HANDS
from mediapolicy.people.models import User

ByPerson = Callable[[MediaConsent], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its heading, what to say or do with it, its form, and for whom it is there."""

    slug: str
    title: str
    form: Callable[..., Any]
    is_needed: ByPerson
    say: str = "Read each line aloud, point to the picture, and wait."
    explains: bool = False
    title_of_others: str = ""

    def title_for(self, consent: MediaConsent) -> str:
        """The heading: “you” is said to the person themselves alone."""
        is_own = consent.given_by == "self" or not self.title_of_others
        return self.title if is_own else self.title_of_others.format(name=consent.subject.first_name)

    def keep(self, consent: MediaConsent, form: Any, *, by: User) -> None:
        """Keep what was chosen here; other pages stay as they are."""
        act = actions.explain if self.explains else actions.choose
        act(consent, answers=form.answers, by=by, **form.chosen)


def _everyone(_: MediaConsent) -> bool:
    return True


def _if_anything_is_asked(page: str, of: ByPerson = _everyone) -> ByPerson:
    return lambda consent: of(consent) and bool(on_page(page, consent))


def _residents(consent: MediaConsent) -> bool:
    return consent.kind.is_resident


def _in_full(consent: MediaConsent) -> bool:
    """Families, visitors and other guests go through a short form (3.8.3)."""
    return consent.kind.is_resident or consent.kind.works_here


def _living_residents(consent: MediaConsent) -> bool:
    return consent.kind.is_resident and not consent.subject.has_died


def _health(consent: MediaConsent) -> bool:
    """A public picture of a resident tells of health; once refused, the page stays, so that they can look at it again."""
    return consent.kind.is_resident and (consent.is_public or consent.health_agreed is False)


def _leaves_our_hands(consent: MediaConsent) -> bool:
    return bool(consent.purposes & LEAVES_OUR_HANDS)


PAGES = (
    Page("what", "What may we use?", forms.QuestionsForm, _if_anything_is_asked("what")),
    Page("inside", "In the home", forms.InsideForm, _if_anything_is_asked("inside", _residents)),
    Page(
        "public",
        "Where anyone can see it",
        forms.PublicForm,
        _if_anything_is_asked("public"),
        "Show one of our real pages. Then wait.",
    ),
    Page(
        "elsewhere",
        "Other places",
        forms.ElsewhereForm,
        _if_anything_is_asked("elsewhere", _in_full),
        "Show an example. Then wait.",
    ),
    Page("press", "Newspapers, television and adverts", forms.PressForm, _if_anything_is_asked("press")),
    Page("name", "Your name", forms.NameForm, _everyone, title_of_others="The name of {name}"),
    Page(
        "health",
        "What people may think",
        forms.HealthForm,
        _health,
        "Read it aloud, word by word. If they say no, nothing public is used.",
    ),
    Page(
        "organisations",
        "Which newspaper or station?",
        forms.OrganisationsForm,
        _leaves_our_hands,
        "Name those you know of now. Others need a new form before they get anything.",
    ),
    Page("until", "Until when?", forms.UntilForm, _everyone),
    Page("afterwards", "When something changes", forms.AfterwardsForm, _living_residents),
    Page(
        "safety",
        "Are you safe?",
        forms.SafetyForm,
        _residents,
        "Ask it where nobody listens. A yes stops everything public at once.",
        title_of_others="Is {name} safe?",
    ),
    Page(
        "explain",
        "How you explained it",
        ExplainForm,
        _everyone,
        "This page is for you to fill in.",
        explains=True,
    ),
)


def pages_for(consent: MediaConsent) -> list[Page]:
    """The pages that this person goes through, in order."""
    return [page for page in PAGES if page.is_needed(consent)]


def named(slug: str) -> Page | None:
    """The page with this address."""
    return next((page for page in PAGES if page.slug == slug), None)


def beside(consent: MediaConsent, page: Page) -> tuple[str, str]:
    """The addresses of the page before and the page after, empty at either end."""
    order = [one.slug for one in PAGES]
    here = order.index(page.slug)
    going = [one.slug for one in pages_for(consent)]
    before = [slug for slug in going if order.index(slug) < here]
    after = [slug for slug in going if order.index(slug) > here]
    return (before[-1] if before else "", after[0] if after else "")
