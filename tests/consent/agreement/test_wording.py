"""What stands on the form is said to whoever decides; the next act is in sight, and what is wrong stands beside its field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from consent.agreement import actions
from consent.agreement.models import MediaConsent
from consent.agreement.showing import agreed, said_to_them
from consent.people.hub import timeline_of
from consent.people.models import Person
from mediapolicy.people.models import User
from tests.consent import builders_agreement as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-3")]
SignedIn = Callable[[User], Client]


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


def test_the_person_themselves_is_told_you(joan: Person, carer: User) -> None:
    consent = builders.gone_through(joan, by=carer)
    actions.choose(consent, conditions="They never want their cat shown.", by=carer)
    said = {row["label"]: row["value"] for row in said_to_them(consent)}
    assert said["Who decides"] == "You"
    assert "You want to see it first" in said
    assert said["To keep to"] == "They never want their cat shown."
    assert not [label for label in said if "their" in label.lower().split() or "they" in label.lower().split()]
    assert "They want to see it first" in {row["label"] for row in agreed(consent)}


def test_anybody_else_who_decides_is_told_about_them(joan: Person, carer: User, manager: User) -> None:
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan)
    builders.in_their_interests(joan, ruth, assessment, by=manager)
    consent = builders.gone_through(joan, by=carer, decider=str(ruth.pk))
    assert said_to_them(consent) == agreed(consent)


def test_headings_do_not_call_an_attorney_you(joan: Person, carer: User, manager: User, signed_in: SignedIn) -> None:
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan)
    builders.in_their_interests(joan, ruth, assessment, by=manager)
    consent = builders.asked(joan, by=carer, decider=str(ruth.pk))
    client, url = signed_in(carer), f"/consent/forms/{consent.pk}/pages/"
    assert ">The name of Joan<" in read(client, f"{url}name/")
    assert ">Is Joan safe?<" in read(client, f"{url}safety/")


@pytest.mark.clause("CF-1")
def test_whether_they_brought_it_up_is_asked_only_after_a_no(joan: Person, carer: User, signed_in: SignedIn) -> None:
    client, url = signed_in(carer), f"/consent/people/{joan.pk}/ask/"
    assert "raised_by_subject" not in read(client, url)
    actions.say_no(builders.asked(joan, by=carer), by=carer)
    assert "raised_by_subject" in read(client, url)
    client.post(url, {"decider": "self", "reason": "asked_again", "raised_by_subject": "on"})
    assert joan.consents.order_by("-created_at").first().raised_by_subject


def test_the_next_act_is_the_button_of_the_form(joan: Person, carer: User, manager: User, signed_in: SignedIn) -> None:
    consent = builders.signed(joan, by=carer)
    button = 'data-module="govuk-button" href="/consent/forms/{}/steps/{}/"'
    assert button.format(consent.pk, "give-papers") in read(signed_in(carer), consent.get_absolute_url())
    actions.give_papers(consent, privacy_notice="PN 7", by=carer)
    assert button.format(consent.pk, "sign-off") in read(signed_in(manager), consent.get_absolute_url())


def test_the_privacy_notice_handed_out_last_stands_there_already(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    actions.give_papers(builders.signed(joan, by=carer), privacy_notice="PN 7", by=carer)
    other = builders.signed(builders.somebody(home=joan.home, by=carer, name="Ivy Marr"), by=carer)
    assert 'value="PN 7"' in read(signed_in(carer), f"/consent/forms/{other.pk}/steps/give-papers/")
    MediaConsent._base_manager.filter(privacy_notice="PN 7").update(is_locked=True)
    assert "PN 7" not in read(signed_in(carer), f"/consent/forms/{other.pk}/steps/give-papers/")


def test_a_yes_that_became_a_no_is_explained(joan: Person, carer: User, signed_in: SignedIn) -> None:
    consent = builders.gone_through(joan, by=carer)
    client, url = signed_in(carer), f"/consent/forms/{consent.pk}/check/"
    assert "Nothing that anyone can see, for now" not in read(client, url)
    actions.choose(consent, somebody_must_not_know=True, by=carer)
    assert "Nothing that anyone can see, for now" in read(client, url)


@pytest.mark.parametrize(
    ("method", "field", "words"),
    [
        ("on_screen", "id_method", "Draw the signature, or choose to type the name."),
        ("mark", "id_witness", "This needs a witness: an adult who saw them agree."),
    ],
)
def test_what_a_signature_lacks_stands_beside_its_field(  # noqa: PLR0913
    joan: Person, carer: User, signed_in: SignedIn, method: str, field: str, words: str
) -> None:
    consent = builders.ready(joan, by=carer)
    given = {
        "shown": consent.shown_hash,
        "method": method,
        "signer": joan.name,
        "drawing": "" if method == "on_screen" else builders.STROKES,
    }
    answer = signed_in(carer).post(f"/consent/forms/{consent.pk}/sign/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#{field}' in page
    assert words in page
    assert (
        '<details class="govuk-details" open><summary class="govuk-details__summary"><span '
        'class="govuk-details__summary-text">Was there a witness?' in page
    ) is (method == "mark")


def test_a_run_of_pages_is_one_row_of_what_happened(joan: Person, carer: User, manager: User) -> None:
    builders.gone_through(joan, by=carer)
    titles = [row.title for row in timeline_of(joan, manager)]
    assert titles.count("Choices written down") == 1
