"""References that people read aloud."""

import pytest

from enquiries.models import Enquiry
from mediapolicy import records
from mediapolicy.people.models import Home, User
from mediapolicy.references import ALPHABET, check_letter, is_well_formed, new_reference
from tests import builders


def test_a_reference_checks_itself() -> None:
    reference = new_reference("ENQ")
    assert is_well_formed(reference)
    first = reference[4]
    other = ALPHABET[(ALPHABET.index(first) + 1) % len(ALPHABET)]
    assert not is_well_formed(reference.replace(f"-{first}", f"-{other}", 1))
    assert check_letter("AB") != check_letter("BA")


@pytest.mark.django_db
def test_a_reference_that_is_taken_is_drawn_again(
    monkeypatch: pytest.MonkeyPatch, carer: User, manager: User, home: Home
) -> None:
    taken = builders.an_approach(by=carer, home=home).reference
    drawn = iter([taken, taken, "ENQ-ABCDEF2"])
    monkeypatch.setattr(records, "new_reference", lambda prefix: next(drawn, None) or new_reference(prefix))
    assert builders.an_approach(by=carer, home=home).reference == "ENQ-ABCDEF2"
    assert Enquiry.objects.count() == 2
