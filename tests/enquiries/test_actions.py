"""Each verb of an enquiry: allowed, refused, all or nothing, and once for each form."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from enquiries import actions, advising, answering
from enquiries.models import Enquiry
from enquiries.states import EnquiryState as S
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from mediapolicy.refusals import AlreadyDone, Refused, WrongState
from mediapolicy.transitions import FORM_KEY
from tests import builders
from tests.builders import World, last_row, told_of, verbs
from tests.enquiries.on_their_way import (
    advised,
    answer,
    answered,
    change_facts,
    logged,
    signed,
    taken_up,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: the enquiry before it, how it is taken, and everything that must be so after."""

    before: Callable[[World], Enquiry]
    act: Callable[[Enquiry, World, User], Any]
    by: str
    role: str
    clause: str
    after: str
    told: frozenset[tuple[str, str]] = frozenset()
    wrong_state: str = S.CLOSED


STEPS: dict[str, Step] = {
    "pass on": Step(
        logged,
        lambda enquiry, world, by: actions.pass_on(enquiry, world["marketing"], by=by, note="They ring again at two."),
        "manager",
        "home_manager",
        "ME-1c",
        S.ESCALATED,
        frozenset({("enquiry_escalated", "marketing")}),
    ),
    "take up": Step(
        logged,
        lambda enquiry, world, by: actions.take_up(enquiry, by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_taken_up", "manager")}),
    ),
    "hand over": Step(
        taken_up,
        lambda enquiry, world, by: actions.hand_over(enquiry, world["director"], by=by, note="On leave from noon."),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_handed_over", "director")}),
    ),
    "ask for advice": Step(
        taken_up,
        lambda enquiry, world, by: advising.seek_advice(
            enquiry, "data_protection", "May we say how many live there?", asked_of=world["data protection"], by=by
        ),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.ADVICE_SOUGHT,
        frozenset({("advice_asked", "data protection")}),
    ),
    "need no advice": Step(
        taken_up,
        lambda enquiry, world, by: advising.need_no_advice(enquiry, "Opening hours only.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.ADVISED,
    ),
    "draft the statement": Step(
        advised,
        lambda enquiry, world, by: answering.draft_statement(enquiry, by=by),
        "marketing",
        "marketing_manager",
        "MS-1",
        S.DRAFTING,
    ),
    "acknowledge": Step(
        taken_up,
        lambda enquiry, world, by: answering.acknowledge(enquiry, way="email", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3b",
        S.TAKEN_UP,
    ),
    "change the chosen way": Step(
        taken_up,
        lambda enquiry, world, by: actions.change_way(enquiry, "phone", "01632 960001", by=by, note="She rang at ten."),
        "manager",
        "home_manager",
        "CRM-3b",
        S.TAKEN_UP,
    ),
    "answer": Step(
        signed,
        lambda enquiry, world, by: answer(enquiry, by),
        "marketing",
        "marketing_manager",
        "CRM-3b",
        S.ANSWERED,
        frozenset({("enquiry_answered", "manager")}),
    ),
    "decline": Step(
        advised,
        lambda enquiry, world, by: answering.decline(enquiry, way="email", note="Not ours to say.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.DECLINED,
    ),
    "record that no answer is needed": Step(
        taken_up,
        lambda enquiry, world, by: answering.no_answer_needed(enquiry, note="They have what they need.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.NO_ANSWER_NEEDED,
    ),
    "close": Step(
        answered,
        lambda enquiry, world, by: answering.close(enquiry, note="Printed on page four.", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.CLOSED,
        wrong_state=S.TAKEN_UP,
    ),
    "merge": Step(
        taken_up,
        lambda enquiry, world, by: actions.merge(enquiry, logged(world, enquirer="The same"), by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.MERGED,
    ),
    "open again": Step(
        answered,
        lambda enquiry, world, by: actions.reopen(enquiry, by=by, note="She asks once more."),
        "director",
        "director",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_reopened", "marketing")}),
        wrong_state=S.LOGGED,
    ),
    "add a note": Step(
        logged,
        lambda enquiry, world, by: actions.add_note(enquiry, "She was polite.", by=by),
        "manager",
        "home_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
        wrong_state="",
    ),
    "link to the CRM": Step(
        logged,
        lambda enquiry, world, by: actions.link_crm(enquiry, "F-17", "https://crm.example/17", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
        wrong_state="",
    ),
    "change the facts": Step(
        logged,
        lambda enquiry, world, by: change_facts(enquiry, by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
    ),
}
every_step = pytest.mark.parametrize("verb", sorted(STEPS))


@every_step
def test_allowed_it_is_done_signed_and_told(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    earlier = list(Notice.objects.values_list("pk", flat=True))
    step.act(enquiry, world, world[step.by])
    kept = Enquiry.objects.get(pk=enquiry.pk)
    assert kept.state == step.after
    row = last_row(kept)
    assert (row.verb, row.clause, row.history_user, row.as_role) == (verb, step.clause, world[step.by], step.role)
    assert row.policy_version == "OPSR102 V1"
    assert told_of(kept, since=earlier) == step.told
    owed = {
        str(pk) for pk in Notice.objects.filter(record_id=kept.pk).exclude(pk__in=earlier).values_list("pk", flat=True)
    }
    assert owed == set(Dispatch.objects.filter(kind="notice", about__in=owed).values_list("about", flat=True))


@every_step
@pytest.mark.parametrize("who", ["stranger", "carer", "auditor", "administrator", "other manager"])
def test_refused_to_anybody_else_under_its_clause(world: World, verb: str, who: str) -> None:
    enquiry = STEPS[verb].before(world)
    with pytest.raises(Refused) as refusal:
        STEPS[verb].act(enquiry, world, world[who])
    assert refusal.value.clause.id == STEPS[verb].clause
    assert refusal.value.who_may


@pytest.mark.parametrize("verb", sorted(verb for verb, step in STEPS.items() if step.wrong_state))
def test_refused_in_the_wrong_state(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    Enquiry.objects.filter(pk=enquiry.pk).update(state=step.wrong_state)
    with pytest.raises(WrongState):
        step.act(enquiry, world, world[step.by])
    assert Enquiry.objects.get(pk=enquiry.pk).state == step.wrong_state


@every_step
def test_all_or_nothing(world: World, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    if verb == "merge":
        into = logged(world)
        step = Step(step.before, lambda one, _, by: actions.merge(one, into, by=by), step.by, "", "", "")
    before, state = builders.everything_kept(), Enquiry.objects.get(pk=enquiry.pk).state

    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Enquiry, "save", fails)
    with pytest.raises(RuntimeError, match="disk"), builders.transaction.atomic():
        step.act(enquiry, world, world[step.by])
    assert builders.everything_kept() == before
    assert Enquiry.objects.get(pk=enquiry.pk).state == state


# One form, once --------------------------------------------------------------------------------------------------


@pytest.fixture
def one_form() -> Iterator[None]:
    token = FORM_KEY.set(str(uuid.uuid4()))
    yield
    FORM_KEY.reset(token)


@pytest.mark.usefixtures("one_form")
def test_a_form_that_arrives_twice_logs_one_approach(world: World) -> None:
    first = logged(world)
    with pytest.raises(AlreadyDone) as done:
        logged(world)
    assert done.value.record.pk == first.pk
    assert Enquiry.objects.count() == 1
    assert Notice.objects.filter(kind="approach_logged").count() == 1


@pytest.mark.parametrize("verb", sorted(set(STEPS) - {"merge"}))
def test_a_form_that_arrives_twice_acts_once(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        step.act(enquiry, world, world[step.by])
        after = builders.everything_kept()
        with pytest.raises(AlreadyDone), builders.transaction.atomic():
            step.act(Enquiry.objects.get(pk=enquiry.pk), world, world[step.by])
    finally:
        FORM_KEY.reset(token)
    assert builders.everything_kept() == after
    assert verbs(enquiry).count(verb) == 1
