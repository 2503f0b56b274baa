"""What the Mental Capacity Act 2005 asks of an assessment before each step, in words that help: rules V-M of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediapolicy.people.standing import standing_of

if TYPE_CHECKING:
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


def nobody_who_publishes(record: Any, user: User) -> str:
    """Whoever publishes or posts takes no part in assessing or deciding for somebody (SOD-2)."""
    roles = {grant.role for grant in standing_of(user).grants}
    return "You publish for the organisation, so somebody else does this." if "marketing_manager" in roles else ""


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
    """An assessment happens at a time and a place."""
    return "" if assessment.attempts else "Write down when and where you sat with them."


def a_second_try(assessment: CapacityAssessment) -> str:
    """A media decision is never urgent: a failed first try is repeated at another time."""
    if assessment.is_unable and len(assessment.attempts) < 2:
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
    return (
        "" if assessment.is_unable else "They can do all four, so they can decide this. There is no cause to look for."
    )


def outcome_lacks_follows(assessment: CapacityAssessment) -> str:
    """Unable means: an ability failed, a cause was found, and the one comes from the other (V-M-02, V-M-03, V-M-04)."""
    if assessment.outcome != "lacks":
        return ""
    if not assessment.is_unable:
        return "All four abilities are there. Whatever the diagnosis, they can decide this."
    if assessment.state != "cause" or assessment.impairment is None:
        return "Look for the cause first, on the next page."
    if not assessment.impairment:
        return (
            "No cause in the mind or brain was found, so the outcome is “no cause was found”: they keep the decision."
        )
    if len(assessment.causal_link.strip()) < LONG_ENOUGH + 10:
        return "Write how the cause makes them unable to do this. One without the other is not enough."
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
    if assessment.outcome == "not_established" and assessment.impairment is not False:
        return "This outcome is for when no cause was found. Answer the question about the cause."
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
    outcome_not_established_follows,
    the_persons_own_words,
    told_the_outcome,
)


def not_their_own_assessment(assessment: CapacityAssessment, user: User) -> str:
    """Whoever assessed doesn't countersign."""
    return "You made this assessment, so somebody else countersigns it." if assessment.assessor_id == user.pk else ""
