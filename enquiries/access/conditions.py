"""What must be in place before a step of a media visit, and whose step it is: each answers in words, "" when all is well."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils import timezone

from consent.vocabulary import SubjectType
from enquiries.access.vocabulary import Access, SafeguardingView
from matters.conditions import what_its_matter_needs
from mediapolicy.permissions import may

if TYPE_CHECKING:
    from enquiries.access.models import AccessRequest
    from mediapolicy.people.models import User

# Whose it is to do -----------------------------------------------------------------------------------------------


def the_escort_or_who_prepares(visit: AccessRequest, user: User) -> str:
    """On the day whoever goes with them acts, or somebody who may prepare visits there."""
    if visit.escort_id == user.pk or may(user, "draft_visit", visit):
        return ""
    return f"{visit.escort or 'The escort'} goes with the visitors and does this. Ask them, or the Home Manager."


def no_matter_decides_it(visit: AccessRequest, user: User) -> str:
    """On an ongoing matter a Director refuses nothing alone: the COO decides (CC-2)."""
    return "The Chief Operating Officer decides about this." if visit.is_locked else ""


# What must be in place -------------------------------------------------------------------------------------------


def something_they_want(visit: AccessRequest) -> str:
    """What they ask for is recorded (IR-1)."""
    return "" if visit.access_types else "Say what they ask for: an interview, photographs, film."


def why_they_come(visit: AccessRequest) -> str:
    """Whether it follows our own press release or a story we did not plan is recorded (IR-2)."""
    return "" if visit.origin else "Say whether it follows our own press release or a story that we did not plan."


def the_crew(visit: AccessRequest) -> str:
    """Each who comes is named, with what shows who they are."""
    return "" if visit.crew else "Nobody is named who comes. Write down each of them, and what shows who they are."


def where_it_is_seen(visit: AccessRequest) -> str:
    """The publish gate is asked about the places where it will be seen."""
    return "" if visit.seen_on else "Say where it will be seen: the people in it agree to that."


def a_time_to_come(visit: AccessRequest) -> str:
    """V-I-01: a Director approves before the date."""
    if visit.starts_at is None or visit.ends_at is None:
        return "Say when they come, and until when."
    return (
        ""
        if visit.starts_at > timezone.now()
        else "The time has passed. A Director approves before the visit, not after."
    )


def where_they_may_go(visit: AccessRequest) -> str:
    """The rooms are named, so that the escort knows them."""
    return "" if visit.areas_allowed.strip() else "Say where they may go. Everywhere else is closed to them."


def an_escort(visit: AccessRequest) -> str:
    """V-I-04: somebody who works here goes with them all the time."""
    if visit.escort is None:
        return "Name who goes with them all the time."
    return "" if visit.escort.is_active else f"{visit.escort} no longer works here. Name somebody else to go with them."


def a_promise_to_stop(visit: AccessRequest) -> str:
    """V-I-04: they agreed beforehand to stop when somebody is upset."""
    return "" if visit.stops_on_distress else "They have not agreed yet to stop at once when somebody is upset."


def words_for_visitors(visit: AccessRequest) -> str:
    """V-I-06: visitors are told not to film anybody else."""
    return "" if visit.notice.strip() else "Write the notice that tells visitors not to film or photograph others."


def everybody_in_it_agreed(visit: AccessRequest) -> str:
    """V-I-02: whoever appears has agreed to exactly that, or is covered by another authority (IR-4a)."""
    return " ".join(answer.words for answer in visit.answers() if answer.verdict.value == "don't show")


def somebody_named_for_what_they_want(visit: AccessRequest) -> str:
    """V-I-02: whoever is to be interviewed, filmed or photographed is named, so that each is asked about (IR-4a)."""
    kinds = [one.person.kind for one in visit.appearing()]
    for access, fits, whom in TO_BE_NAMED:
        if access in visit.access_types and not any(fits(kind) for kind in kinds):
            return f"They want to {str(Access(access).label).lower()}. Say who appears: {whom}."
    return ""


TO_BE_NAMED: tuple[tuple[Access, Callable[[SubjectType], bool], str], ...] = (
    (Access.INTERVIEW_RESIDENT, lambda kind: kind.is_resident, "which resident"),
    (Access.INTERVIEW_STAFF, lambda kind: kind.works_here, "which of your colleagues"),
    (Access.INTERVIEW_FAMILY, lambda kind: kind == SubjectType.FAMILY, "who of the family"),
    (Access.PHOTO, lambda kind: True, "who can be seen. For the place alone, choose “with nobody in it”"),
    (Access.FILM, lambda kind: True, "who can be seen. For the place alone, choose “with nobody in it”"),
    (Access.LIVE, lambda kind: True, "who can be seen"),
)


def the_answer_about_this_person(visit: AccessRequest) -> str:
    """The publish gate lets this person appear in this way."""
    return visit.gate_says


def the_safeguarding_view(visit: AccessRequest) -> str:
    """V-I-05: where a resident takes part, the Safeguarding Lead has said what they think of it (IR-6)."""
    if not visit.needs_safeguarding or visit.safeguarding_view == SafeguardingView.GO_AHEAD:
        return ""
    if visit.safeguarding_view == SafeguardingView.NOT_THIS_WAY:
        return "The Safeguarding Lead says: not this way. Change it, and ask them again."
    return "A resident takes part. Ask the Safeguarding Lead for their view."


def a_resident_to_look_at(visit: AccessRequest) -> str:
    """There is something for the Safeguarding Lead to look at."""
    return "" if visit.needs_safeguarding else "No resident takes part. You do not need the Safeguarding Lead."


def somebody_who_agreed(visit: AccessRequest) -> str:
    """There are consents to send on."""
    return "" if visit.consents() else "Nobody who appears has a consent on file yet."


def consents_sent_on(visit: AccessRequest) -> str:
    """V-I-03: the consents it rests on went to the Marketing Manager or a Director (IR-4b)."""
    if set(visit.consents()) <= set(visit.consents_sent):
        return ""
    return "Send the consents to the Marketing Manager or a Director."


def somebody_to_approve_it(visit: AccessRequest) -> str:
    """A request goes to somebody who can answer it."""
    stage = visit.stage_without_signer
    if stage is None:
        return ""
    if visit.is_locked:
        return f"Nobody can approve it: it needs {stage.signer} who has not prepared it. Name one on the matter first."
    return f"Nobody is left to approve it: it needs {stage.signer} who has not prepared any of it, and is not in it."


def approval_that_holds(visit: AccessRequest) -> str:
    """Exactly this was approved by everyone who must (IR-3)."""
    if visit.approval_holds:
        return ""
    return "Something changed after it was approved. Send it for approval again."


def it_is_the_day(visit: AccessRequest) -> str:
    """V-I-01: it begins on the day that was approved; while it is under way anybody can still say No, past midnight too."""
    if visit.state == "under way":
        return ""
    if visit.starts_at is not None and timezone.localdate(visit.starts_at) == timezone.localdate():
        return ""
    return "It was approved for another day. Change the day, and ask a Director again."


def everybody_asked_today(visit: AccessRequest) -> str:
    """V-I-02: each who appears was asked again today, and may say No."""
    waiting = [one.person.first_name for one in visit.appearing() if not one.was_asked_on(timezone.localdate())]
    return f"Ask again today, before anything is filmed: {', '.join(waiting)}." if waiting else ""


def somebody_is_ready(visit: AccessRequest) -> str:
    """Where people were to appear and none of them wants to any more, there is nothing left to film."""
    people = visit.appearing()
    if not people or any(one.is_ready_on(timezone.localdate()) for one in people):
        return ""
    return "Nobody wants to appear today. Tell the crew, and call it off."


def whoever_is_ready_may_still_appear(visit: AccessRequest) -> str:
    """V-I-02: the gate is asked once more at the door."""
    ready = {one.person_id for one in visit.appearing() if one.is_ready_on(timezone.localdate())}
    answers = (answer for answer in visit.answers() if answer.person.pk in ready)
    return " ".join(answer.words for answer in answers if answer.verdict.value == "don't show")


def what_its_matter_still_needs(visit: AccessRequest) -> str:
    """On an ongoing matter: who responds is agreed, and whoever must be told first was told (V-O-02, V-O-03)."""
    return what_its_matter_needs(visit)
