"""Settings that are choices, and what is said before one of them stops something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.gate.comparing import no_longer_allowed
from consent.people.models import Person
from mediapolicy.organisation.actions import change_setting, setting
from mediapolicy.people.models import Home, User
from mediapolicy.policy.tables import all_settings
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
CHOICES = ("incapacitated_publicity", "public_exception", "staff_interests")


@pytest.fixture
def agreed(home: Home, carer: User, manager: User, safeguarding: User, data_protection: User, appoint: Appoint) -> Any:
    """A form that an attorney signed, for a person who can't decide, with everything that it needs."""
    assessor = appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home)
    joan: Person = build.a_resident(home, by=carer)
    who = build.checked(joan, by=data_protection)
    unable = build.found(joan, by=assessor, manager=manager)
    more = {"purposes": (build.SOCIAL,), "made_by_representative": who}
    decision = build.decided(unable, "support_public", manager=manager, second=safeguarding, **more)
    return build.agreed(
        joan, build.SOCIAL, by=manager, given_by="attorney", representative=who, best_interests=decision
    )


def test_each_choice_has_words_and_a_safe_default() -> None:
    found = {key: all_settings()[key] for key in CHOICES}
    assert {key: one.default for key, one in found.items()} == {
        "incapacitated_publicity": 1,
        "public_exception": 0,
        "staff_interests": 0,
    }
    assert all(dict(one.choices)[one.default] for one in found.values())
    with pytest.raises(ValueError, match="Choose one"):
        found["public_exception"].clean(2)


def the_form(client: Client, **changed: int) -> dict[str, Any]:
    """The settings page as it is sent when some answers were changed."""
    values = {key: setting(key) for key in all_settings()}
    return {
        **{key: str(value) for key, value in (values | changed).items()},
        **{f"initial-{key}": str(value) for key, value in values.items()},
    }


def test_a_choice_is_shown_with_its_answers(administrator: User, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(administrator).get(reverse("organisation:settings")).content.decode()
    assert "Where their attorney or deputy agrees, in their best interests" in page
    assert 'type="radio" name="incapacitated_publicity"' in page
    assert 'type="number" name="reconfirm_within"' in page


def test_what_would_fail_is_listed_by_reference_and_never_by_name(agreed: Any) -> None:
    lines = no_longer_allowed("incapacitated_publicity", 0)
    assert lines == [f"Form {agreed.reference}, Brindle Court: on our social media"]
    assert no_longer_allowed("incapacitated_publicity", 1) == []
    assert no_longer_allowed("reconfirm_within", 1) == []


def test_nothing_is_saved_before_the_list_was_read(
    agreed: Any, administrator: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(administrator)
    given = the_form(client, incapacitated_publicity=0, best_interests_review=3)
    page = client.post(reverse("organisation:settings"), given).content.decode()
    assert agreed.reference in page
    assert "Joan" not in page
    assert "Nothing is saved yet" in page
    assert (setting("incapacitated_publicity"), setting("best_interests_review")) == (1, 6)
    assert client.post(reverse("organisation:settings"), {**given, "sure": "1"}).status_code == 302
    assert (setting("incapacitated_publicity"), setting("best_interests_review")) == (0, 3)


def test_what_stops_nothing_is_saved_at_once(administrator: User, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(administrator)
    assert client.post(reverse("organisation:settings"), the_form(client, public_exception=1)).status_code == 302
    assert setting("public_exception") == 1


def test_an_exception_that_was_allowed_is_listed(
    agreed: Any, manager: User, safeguarding: User, coo: User, founder: User, home: Home, carer: User
) -> None:
    from consent.capacity.models import CapacityAssessment
    from tests.consent.interests.test_how_it_ends import FACTS

    change_setting("public_exception", 1, by=founder)
    bert = build.a_resident(home, by=carer, name="Bert Hale")
    build.somebody_speaks(bert, by=manager, name="Sue Hale")
    assessor = CapacityAssessment.objects.get().assessor
    unable = build.found(bert, by=assessor, manager=manager)
    due = timezone.localdate() + timedelta(days=80)
    item = {"exception_item": "Bert sings", "exception_facts": FACTS, "review_due": due, "purposes": (build.SOCIAL,)}
    decision = build.decided(unable, "one_item", manager=manager, second=safeguarding, **item)
    assert no_longer_allowed("public_exception", 0) == []
    build.interests.allow_exception(decision, by=coo)
    assert no_longer_allowed("public_exception", 0) == [f"Exception {decision.reference}, Brindle Court"]
