"""What the Mental Capacity Act 2005 asks of an assessment before each step, in words that help: rules V-M of the domain."""

from __future__ import annotations

import calendar
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mediapolicy.organisation.actions import setting
from mediapolicy.people.standing import standing_of

if TYPE_CHECKING:
    from datetime import date

    from consent.capacity.models import CapacityAssessment
    from mediapolicy.people.models import User

ABILITIES = {
    "can_understand": "understand it",
    "can_retain": "keep it in mind long enough",
    "can_weigh": "weigh it up",
    "can_communicate": "tell us what they decided",
}
# RI-1 … RI-10: the salient points of a decision about media, none harder than it must be.
INFORMATION = {
    "RI-1": "What is taken or written, and who asks",
    "RI-2": "It is for publicity, not for care",
    "RI-3": "Where it will appear, with an example",
    "RI-4": "It may be shared with people they don’t know, and they can’t stop that",
    "RI-5": "It may be impossible to take back",
    "RI-6": "People will learn that they live here, and perhaps about their health",
    "RI-7": "Whether their name is used",
    "RI-8": "For how long",
    "RI-9": "They can say no, or yes to part, or change their mind; nothing about care changes",
    "RI-10": "What may be good and bad about yes, and about no",
}
SUPPORT = {
    "best_time": "At their best time of day",
    "quiet_place": "In a quiet place",
    "senses": "With glasses or hearing aid",
    "interpreter": "With an interpreter",
    "signs": "With sign language or Makaton",
    "easy_read": "With easy read",
    "real_post": "With photos or a real post",
    "talking_mats": "With Talking Mats",
    "speech_therapist": "With advice from a speech therapist",
    "trusted_person": "With somebody they trust",
    "small_steps": "In small steps",
    "came_back": "By coming back another day",
    "treated_cause": "After treating something that passes",
}
LONG_ENOUGH = 30  # characters: a sentence, not a word
PASSING_DAYS = 28  # a cause that passes is looked at again soon


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))


def nobody_who_publishes(record: Any, user: User) -> str:
    """Whoever publishes or posts takes no part in assessing or deciding for somebody (SOD-2)."""
    roles = {grant.role for grant in standing_of(user).grants}
    return "You publish for the organisation, so somebody else does this." if "marketing_manager" in roles else ""


def something_to_decide(assessment: CapacityAssessment) -> str:
    """An assessment is about one decision, never about somebody as a whole (V-M-01, V-M-05)."""
    if assessment.scope.get("purposes") and assessment.scope.get("contents") and assessment.decision:
        return ""
    return "Say what exactly is to be decided: what is shown, and where."


def still_living(assessment: CapacityAssessment) -> str:
    """Nobody is assessed after their death."""
    return "They have died, so there is nothing for them to decide." if assessment.subject.has_died else ""


def old_enough_for_the_act(assessment: CapacityAssessment) -> str:
    """The Act is about people of 16 and over."""
    if assessment.subject.is_young:
        return "They are under 16: their parent or guardian decides. The Mental Capacity Act does not apply."
    return ""


def a_proper_reason_for_doubt(assessment: CapacityAssessment) -> str:
    """Everybody is taken to be able to decide; doubt needs a reason about this decision (MCA s1(2), V-M-05)."""
    if len(assessment.doubt.strip()) < LONG_ENOUGH:
        return "Write what made you doubt that they can decide this. An illness or an age alone is no reason."
    return ""


def help_that_was_tried(assessment: CapacityAssessment) -> str:
    """All practicable help is given first (MCA s1(3))."""
    return "" if assessment.support else "Write down what help you gave them to decide. The law asks for it first."


def a_time_it_was_tried(assessment: CapacityAssessment) -> str:
    """An assessment happens at a time and a place, and not in the future."""
    if not assessment.attempts:
        return "Write down when and where you sat with them."
    if assessment.happened_at > timezone.now():
        return "The time you sat with them lies in the future."
    return ""


def a_second_try(assessment: CapacityAssessment) -> str:
    """A media decision is never urgent: a failed first try is repeated at another time."""
    if (assessment.is_unable or assessment.outcome == "fluctuates") and len(assessment.attempts) < 2:
        return "Try again at another time before you find them unable. Nothing about pictures is urgent."
    return ""


def everything_explained(assessment: CapacityAssessment) -> str:
    """Nobody fails to understand what they were not told (RI-1 to RI-10)."""
    if assessment.can_understand is not False:
        return ""
    told = assessment.information
    untold = [words for code, words in INFORMATION.items() if not told.get(code, {}).get("explained")]
    return f"Explain these first: {'; '.join(untold).lower()}." if untold else ""


def every_ability_answered(assessment: CapacityAssessment) -> str:
    """All four abilities are looked at (MCA s3(1))."""
    open_ones = [words for ability, words in ABILITIES.items() if getattr(assessment, ability) is None]
    return f"Answer whether they can: {', '.join(open_ones)}." if open_ones else ""


def evidence_of_each_inability(assessment: CapacityAssessment) -> str:
    """An inability is shown by what the person said or did."""
    thin = [
        words
        for ability, words in ABILITIES.items()
        if getattr(assessment, ability) is False
        and len(str(assessment.evidence.get(ability, "")).strip()) < LONG_ENOUGH
    ]
    return f"Write what they said or did that shows they can’t: {', '.join(thin)}." if thin else ""


def another_explanation_looked_for(assessment: CapacityAssessment) -> str:
    """Pressure, language, mood or missing facts can look like inability."""
    if assessment.is_unable and not assessment.other_explanation.strip():
        return "Write what else could explain it: pressure, language, mood, or something not told."
    return ""


def unable_to_decide(assessment: CapacityAssessment) -> str:
    """The cause is looked for only when an ability has failed (the order of the law, acceptance example 12)."""
    if every_ability_answered(assessment):  # what is missing is said by that rule
        return ""
    return (
        "" if assessment.is_unable else "They can do all four, so they can decide this. There is no cause to look for."
    )


def outcome_lacks_follows(assessment: CapacityAssessment) -> str:
    """Unable means: an ability failed, a cause was found, and the one comes from the other (V-M-02, V-M-03, V-M-04)."""
    if assessment.outcome != "lacks":
        return ""
    if not assessment.is_unable:
        return "All four abilities are there. Whatever the diagnosis, they can decide this."
    if assessment.state == "abilities" or assessment.impairment is None:
        return "Look for the cause first, on the next page."
    return _cause_and_link(assessment)


def _cause_and_link(assessment: CapacityAssessment) -> str:
    if not assessment.impairment:
        return (
            "No cause in the mind or brain was found, so the outcome is “no cause was found”: they keep the decision."
        )
    if not (assessment.impairment_words.strip() and assessment.impairment_known_by and assessment.permanence):
        return "Write what the cause is, how it is known and how lasting it is, on the page about the cause."
    if len(assessment.causal_link.strip()) < LONG_ENOUGH + 10:
        return "Write how the cause makes them unable to do this. One without the other is not enough."
    return ""


def outcome_fluctuates_follows(assessment: CapacityAssessment) -> str:
    """Coming and going means: an ability failed in a bad hour, for a cause that comes and goes (4.4, V-M-04)."""
    if assessment.outcome != "fluctuates":
        return ""
    if not assessment.is_unable:
        return "All four abilities are there, so they can decide this. Ask them again each time all the same."
    if assessment.state == "abilities" or assessment.impairment is None:
        return "Look for the cause first, on the next page."
    if assessment.impairment and assessment.permanence == "permanent":
        return "You wrote that the cause is lasting. Then it does not come and go: look at the cause again."
    return _cause_and_link(assessment)


def whether_it_may_come_back(assessment: CapacityAssessment) -> str:
    """Where somebody may regain the ability, what can wait waits (MCA s4(3))."""
    if assessment.outcome == "lacks" and not assessment.likely_to_regain:
        return "Say whether they are likely to be able to decide this later."
    return ""


def latest_review(assessment: CapacityAssessment) -> date:
    """The last day it may be looked at again: 28 days where the cause passes, else what the organisation chose."""
    start = timezone.localdate(assessment.happened_at)
    if assessment.permanence == "temporary":
        return start + timedelta(days=PASSING_DAYS)
    return months_after(start, setting("assessment_review"))


def a_review_in_time(assessment: CapacityAssessment) -> str:
    """A finding is about a time, so it is looked at again (V-M-07)."""
    latest = latest_review(assessment)
    if assessment.review_due is None or assessment.review_due > latest:
        return f"It has to be looked at again by {latest:%-d %B %Y} at the latest."
    return ""


def outcome_has_follows(assessment: CapacityAssessment) -> str:
    """All four abilities: they can decide, and nothing else may be concluded (V-M-04)."""
    if assessment.outcome == "has" and assessment.is_unable:
        return "You found that they can’t do one of the four. The outcome must say so."
    if assessment.outcome in ("lacks", "not_established") and not assessment.is_unable:
        return "All four abilities are there, so the outcome is: they can decide this."
    return ""


def outcome_not_established_follows(assessment: CapacityAssessment) -> str:
    """Unable without a cause: the person keeps the decision, and safeguarding looks at it (V-M-03)."""
    if assessment.outcome != "not_established":
        return ""
    if assessment.impairment is None:
        return "This outcome is for when no cause was found. Answer the question about the cause."
    if assessment.impairment and assessment.causal_link.strip():
        return "You wrote how the cause makes them unable. Then the outcome is that they cannot decide this."
    return ""


def an_outcome(assessment: CapacityAssessment) -> str:
    """An assessment finds something."""
    return "" if assessment.outcome else "Say what you found."


def the_persons_own_words(assessment: CapacityAssessment) -> str:
    """What the person said and seems to want is kept, whatever was found."""
    if not assessment.persons_words.strip() or not assessment.preference:
        return "Write what they said, and what they seem to want."
    return ""


def told_the_outcome(assessment: CapacityAssessment) -> str:
    """The person is told."""
    return "" if assessment.told_on and assessment.told_how else "Write when and how you told them what you found."


ABILITIES_COMPLETE = (
    help_that_was_tried,
    a_time_it_was_tried,
    every_ability_answered,
    evidence_of_each_inability,
    everything_explained,
    a_second_try,
    another_explanation_looked_for,
)
OUTCOME_FOLLOWS = (
    an_outcome,
    outcome_has_follows,
    outcome_lacks_follows,
    outcome_fluctuates_follows,
    outcome_not_established_follows,
    whether_it_may_come_back,
    a_review_in_time,
    the_persons_own_words,
    told_the_outcome,
)


def their_own_to_write(assessment: CapacityAssessment, user: User) -> str:
    """What somebody saw and heard is written by whoever saw and heard it."""
    return "" if assessment.assessor_id == user.pk else "Somebody else makes this assessment, and writes it."


def not_their_own_assessment(assessment: CapacityAssessment, user: User) -> str:
    """Whoever assessed doesn't countersign."""
    return "You made this assessment, so somebody else countersigns it." if assessment.assessor_id == user.pk else ""
