"""What the publish gate would no longer allow if the organisation chose otherwise on a point of law."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import decide_from
from consent.gate.facts import Facts, gather
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.takedown.models import Shown
from consent.takedown.states import ShowingState
from consent.vocabulary import IdentLevel, Purpose


def no_longer_allowed(key: str, value: int) -> list[str]:
    """Every form, exception and showing that is allowed now and would not be then: by reference, never by name."""
    now = timezone.now()
    items = list(_items())
    people = Person.objects.filter(pk__in={person for person, _, _ in items})
    facts = gather(people, now)
    before = _allowed(items, facts)
    for one in facts.values():
        one.shared.settings = {**one.shared.settings, key: value}
    after = _allowed(items, facts)
    return sorted({items[number][2] for number in before - after})


Item = tuple[object, Use, str]


def _allowed(items: list[Item], facts: dict[object, Facts]) -> set[int]:
    return {
        number
        for number, (person, use, _) in enumerate(items)
        if person in facts and decide_from(facts[person], use).is_allowed
    }


def _items() -> Iterator[Item]:
    yield from _forms()
    yield from _exceptions()
    yield from _showings()


def _forms() -> Iterator[Item]:
    """What is in force and could depend on one of these settings; what anybody agreed to for themselves alone can't."""
    depends = ~Q(given_by="self") | ~Q(lawful_basis="consent") | Q(basis="able_now")
    for consent in MediaConsent.objects.in_force().filter(depends).select_related("home"):
        for line in consent.yes_lines:
            use = Use(
                purpose=line["purpose"],
                channels=frozenset(line["channels"]),
                content_type=consent.contents[0] if consent.contents else "photo",
                ident=min(consent.most_ident, IdentLevel.NO_NAME),
                third_parties=frozenset(str(party["name"]) for party in consent.third_parties),
                item=consent.one_off_event,
                previewed=True,
            )
            where = Purpose(line["purpose"]).label.lower()
            yield consent.subject_id, use, f"Form {consent.reference}, {consent.home or 'all homes'}: {where}"


def _exceptions() -> Iterator[Item]:
    found = BestInterestsDecision.objects.filter(state="in force", decided="one_item").select_related("home")
    for decision in found:
        for purpose in decision.purposes:
            use = Use(
                purpose=purpose,
                channels=frozenset(),
                content_type="photo",
                item=decision.exception_item,
                previewed=True,
            )
            yield decision.subject_id, use, f"Exception {decision.reference}, {decision.home or 'all homes'}"


def _showings() -> Iterator[Item]:
    """What is out there of somebody who was ever assessed, or who is shown without having agreed."""
    live = Shown.objects.filter(showing__state=ShowingState.SHOWN).select_related("showing__home")
    assessed = Exists(CapacityAssessment.objects.filter(subject=OuterRef("person")))
    for one in live.filter(assessed | Q(authority="AUTH_LI_STAFF")):
        showing = one.showing
        use = Use(
            purpose=showing.purpose,
            channels=frozenset({showing.channel}),
            content_type=one.content_type,
            ident=one.ident,
            mentions_health=showing.mentions_health,
            third_parties=frozenset({showing.shown_by} if showing.shown_by else ()),
            item=showing.called,
            shown_since=showing.shown_since,
            previewed=True,
        )
        yield one.person_id, use, f"Showing {showing.reference}, {showing.home or 'all homes'}"
