"""Each kind of notice: what it says (a reference, never a name or a word of the record) and the clause behind it."""

from __future__ import annotations

from dataclasses import dataclass

from mediapolicy.clauses import Clause


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice. `always_email`: too important to be switched off."""

    words: str
    means: str
    clause: Clause
    always_email: bool = False


KINDS: dict[str, Kind] = {
    "approach_logged": Kind(
        "{reference} needs you to pass it on", "An approach at my home needs passing on", Clause.ME_1B, True
    ),
    "enquiry_escalated": Kind("{reference} was passed to you", "An enquiry was passed to me", Clause.ME_1C, True),
    "enquiry_overdue": Kind(
        "{reference} came to you because nobody picked it up in time",
        "An enquiry came to me because its time ran out",
        Clause.ME_1C,
        True,
    ),
    "enquiry_taken_up": Kind("{reference} has been taken up", "Someone took up an enquiry I passed on", Clause.ME_2),
    "enquiry_handed_over": Kind("{reference} is now yours to answer", "An enquiry was handed to me", Clause.ME_2, True),
    "enquiry_stood_in": Kind(
        "{reference} is now yours: whoever had it no longer does this work",
        "Somebody left and their enquiry came to me",
        Clause.ME_2,
        True,
    ),
    "enquiry_given_back": Kind("{reference} is yours again", "An enquiry of mine came back to me", Clause.CC_2, True),
    "advice_asked": Kind("Your advice is asked for on {reference}", "Somebody asks for my advice", Clause.ME_2, True),
    "advice_given": Kind("Advice has come in on {reference}", "Advice I asked for has come in", Clause.ME_2),
    "enquiry_answered": Kind(
        "{reference} has been answered", "An enquiry I logged or passed on was answered", Clause.CRM_3B
    ),
    "enquiry_reopened": Kind("{reference} has been opened again", "An enquiry of mine was opened again", Clause.ME_2),
    "reply_not_sent": Kind(
        "The reply to {reference} could not be delivered",
        "A reply of mine could not be delivered",
        Clause.CRM_3B,
        True,
    ),
    "mailing_stopped": Kind(
        "Sending {reference} to the press has stopped: look at it again",
        "A press release I was sending has stopped",
        Clause.PR_4A,
        True,
    ),
    "sign_off_asked": Kind("{reference} waits for your sign-off", "Something waits for my sign-off", Clause.MS_2, True),
    "signed_off": Kind("{reference} was signed off", "Something I wrote was signed off", Clause.MS_2),
    "changes_asked": Kind(
        "Changes are asked for on {reference}", "Changes are asked for on something I wrote", Clause.MS_2
    ),
    "sign_off_refused": Kind("Sign-off of {reference} was refused", "Something I wrote was refused", Clause.MS_2),
    "sign_off_voided": Kind(
        "{reference} changed, so your sign-off no longer counts",
        "Something I signed has changed",
        Clause.MS_2,
        True,
    ),
    "person_in_it_changed": Kind(
        "Look at {reference} again before it goes out: who may be named has changed",
        "Whether somebody in my words may be named has changed",
        Clause.SM_26,
        True,
    ),
    "release_off_our_pages": Kind(
        "{reference} is off our pages: look at who is in it. Put it back, correct it or withdraw it",
        "A press release of mine was taken off our pages",
        Clause.SM_26,
        True,
    ),
    "person_in_release_changed": Kind(
        "Look at {reference} again before it goes out: who may be shown has changed",
        "Whether somebody in a press release of mine may be shown has changed",
        Clause.SM_26,
        True,
    ),
    "release_held_back": Kind(
        "{reference} did not go out at its time: something stands in the way",
        "A press release of mine did not go out at its time",
        Clause.PR_4A,
        True,
    ),
    "embargo_ends_soon": Kind(
        "{reference}: its embargo ends soon", "The embargo of a press release of mine ends soon", Clause.PR_4A
    ),
    "idea_sent": Kind("{reference}: somebody sent in a good news story", "Somebody sent in a story idea", Clause.PR_4A),
    "idea_taken_up": Kind("{reference} was taken up: we write about it", "A story of mine was taken up", Clause.PR_4A),
    "idea_declined": Kind(
        "{reference} was read, and you have an answer", "A story of mine has an answer", Clause.PR_4A
    ),
    "came_under_matter": Kind(
        "{reference} came under senior review: you decide about it",
        "Something came under a matter that I handle",
        Clause.CC_2,
        True,
    ),
    "matter_opened": Kind("{reference} has been opened", "A matter that I handle was opened", Clause.CC_2, True),
    "glass_broken": Kind(
        "{reference}: an administrator broke the glass to see a locked record",
        "An administrator broke the glass",
        Clause.CC_1A,
        True,
    ),
    "stands_in_for_coo": Kind(
        "{reference}: you stand in for the Chief Operating Officer", "I was appointed to stand in", Clause.CC_2, True
    ),
    "named_on_matter": Kind(
        "{reference} was opened to you, for a reason and a time",
        "I was named on something that is for few people",
        Clause.CC_1A,
        True,
    ),
    "police_logged": Kind(
        "{reference}: the police ask something of us", "The police ask something that is my duty", Clause.PO_1, True
    ),
    "police_missing": Kind("{reference}: help is needed at once", "Help is needed at once", Clause.PO_3, True),
    "police_found": Kind("{reference}: the search has ended", "A search that I knew of has ended", Clause.PO_3, True),
    "police_written_up": Kind(
        "{reference}: what was given in an emergency is written down",
        "Help in an emergency was written down",
        Clause.PO_3,
    ),
    "police_record_owed": Kind(
        "{reference}: write down what was given, while there is time",
        "Something that I know of is still to be written down",
        Clause.PO_3,
        True,
    ),
    "police_record_late": Kind(
        "{reference}: what was given is late to be written down",
        "Something that I know of was not written down in time",
        Clause.PO_3,
        True,
    ),
    "police_agreed": Kind(
        "{reference}: the COO agreed the response", "The COO agreed a response that I know of", Clause.CC_2, True
    ),
    "police_not_agreed": Kind(
        "{reference}: the COO wants the response changed", "The COO wants a response changed", Clause.CC_2, True
    ),
    "police_spoken_yes": Kind(
        "{reference}: your spoken yes was written down. Check that it is yours",
        "A spoken yes of mine was written down",
        Clause.CC_2,
        True,
    ),
    "police_asked": Kind(
        "{reference}: the police asked us for something", "The police asked us for something", Clause.CC_2, True
    ),
    "sign_off_withdrawn": Kind(
        "{reference} no longer waits for you", "A request to sign off was taken back", Clause.MS_2
    ),
    # Of worries about undercover reporters: an email is read on screens that others see, so it says nothing of them.
    "worry_told": Kind("{reference} needs you to open it now", "A colleague told me of a worry", Clause.IR_5B, True),
    "worry_sent": Kind("{reference} has come in", "A colleague sent a worry that I handle", Clause.IR_5B, True),
    "worry_not_opened": Kind(
        "{reference} waits for you alone: nobody else has opened it",
        "A worry that nobody has opened came to me",
        Clause.IR_5B,
        True,
    ),
    "worry_with_care_concern": Kind(
        "{reference} needs you now: something was added", "Something urgent was added to a worry", Clause.IR_5, True
    ),
    "worry_with_data": Kind(
        "{reference} needs a decision within 72 hours", "A worry needs a decision within 72 hours", Clause.IR_5, True
    ),
    "worry_data_running_out": Kind(
        "{reference}: a day is left for a decision", "The time for a decision on a worry runs out", Clause.IR_5, True
    ),
    "worry_named": Kind("{reference} was opened to you, for a reason", "I was named on a worry", Clause.CC_1A, True),
    "consent_to_sign_off": Kind(
        "{reference} waits for your sign-off", "A consent form waits for my sign-off", Clause.CC_3, True
    ),
    "consent_sent_back": Kind(
        "{reference} came back to be put right", "A consent form I went through came back", Clause.CC_3
    ),
    "consent_signed_off": Kind(
        "{reference} was signed off", "A consent form I went through was signed off", Clause.CC_3
    ),
    "consent_link_answered": Kind("{reference} was answered by the link", "A link I sent was answered", Clause.CF_1),
    "consent_void": Kind(
        "{reference} was declared not valid", "A consent form was declared not valid", Clause.CC_3, True
    ),
    "consent_review_due": Kind("{reference} is due to be looked at again", "A consent is due for review", Clause.CC_3),
    "consent_ended": Kind("{reference} has come to its end", "A consent has come to its end", Clause.CC_3),
    "consent_link_locked": Kind(
        "The link to {reference} was locked after five wrong codes",
        "A link I sent was locked",
        Clause.CC_3,
        True,
    ),
    "consent_withdrawn": Kind(
        "{reference}: somebody changed their mind, and it is in effect",
        "Somebody at my home changed their mind",
        Clause.SM_26,
    ),
    "somebody_else_objects": Kind(
        "{reference}: somebody asks us not to show another person, and needs your answer",
        "Somebody asks us not to show another person",
        Clause.IR_6,
        True,
    ),
    "takedown_owed": Kind(
        "{reference}: something has to be taken down", "I have something to take down", Clause.SM_26, True
    ),
    "takedown_overdue": Kind(
        "{reference}: what had to be taken down is late", "What has to be taken down is late", Clause.SM_26, True
    ),
    "to_be_asked_themselves": Kind(
        "{reference} decides alone from now on: ask them yourselves",
        "A young person decides for themselves from now on",
        Clause.CC_3,
    ),
    "to_be_asked_too": Kind(
        "{reference} is 13 and agrees as well from now on: ask them, beside their parent",
        "A child agrees beside their parent from now on",
        Clause.CC_3,
    ),
    "reviews_due": Kind(
        "{reference}: decisions at your home are to be looked at again",
        "Decisions about being shown are to be looked at again at my home",
        Clause.CF_1,
    ),
    "assessment_finished": Kind(
        "{reference} waits for your countersignature", "Something at my home waits for my countersignature", Clause.CC_3
    ),
    "assessment_sent_back": Kind("{reference} came back to you", "Something I wrote came back to me", Clause.CC_3),
    "assessment_settled": Kind("{reference} was countersigned", "Something I wrote was countersigned", Clause.CC_3),
    "safeguarding_asked": Kind(
        "{reference} needs you to look at it first", "A safeguarding question came to me", Clause.IR_6, True
    ),
    "stop_for_safeguarding": Kind(
        "{reference}: somebody may not be safe if they are shown, and needs you to look into it",
        "Somebody may not be safe if they are shown",
        Clause.IR_6,
        True,
    ),
    "doubt_to_assess": Kind(
        "{reference}: there is a doubt whether somebody can decide about being shown",
        "There is a doubt whether somebody can decide",
        Clause.IR_6,
        True,
    ),
    "dispute_to_settle": Kind(
        "{reference}: people disagree whether somebody may be shown, and it has to be settled",
        "People disagree whether somebody may be shown",
        Clause.IR_6,
        True,
    ),
    "somebody_objects": Kind(
        "{reference}: somebody showed that they don’t want to be shown", "Somebody objects to being shown", Clause.IR_6
    ),
    "second_asked": Kind(
        "{reference} waits for your second signature", "Something waits for my second signature", Clause.IR_6, True
    ),
    "exception_asked": Kind(
        "{reference} waits for your decision", "An exception waits for my decision", Clause.IR_6, True
    ),
    "decision_settled": Kind("{reference} has both signatures", "Something I decided has both signatures", Clause.IR_6),
    "decision_ended": Kind("{reference} has ended", "Something I decided has ended", Clause.IR_6),
    "papers_to_check": Kind("{reference} needs its papers checked again", "Papers need checking again", Clause.IR_6),
    "finding_too_old": Kind("{reference} is too old to rest on", "A finding of my home is too old", Clause.IR_6, True),
    "finding_to_review": Kind("{reference} is due to be looked at again", "A finding is due for review", Clause.IR_6),
    "visit_logged": Kind(
        "{reference}: the media ask to come, and it needs preparing",
        "The media ask to come to my home",
        Clause.IR_1,
        True,
    ),
    "visit_unplanned": Kind(
        "{reference}: the media ask to come about a story that we did not plan",
        "The media ask to come about a story that we did not plan",
        Clause.IR_2,
        True,
    ),
    "visit_for_safeguarding": Kind(
        "{reference} needs your view before the media may come", "A media visit needs my view", Clause.IR_6, True
    ),
    "visit_view_given": Kind(
        "{reference}: the Safeguarding Lead gave their view",
        "The Safeguarding Lead gave a view I asked for",
        Clause.IR_6,
    ),
    "visit_consents": Kind(
        "{reference}: the consents of those who take part were sent to you",
        "The consents for a media visit were sent to me",
        Clause.IR_4B,
        True,
    ),
    "visit_escort": Kind(
        "{reference}: you go with the media when they come", "I go with the media on a visit", Clause.IR_6, True
    ),
    "visit_approved": Kind(
        "{reference} was approved: they may come", "A media visit of mine was approved", Clause.IR_3, True
    ),
    "visit_not_now": Kind(
        "{reference}: let nobody in until it is approved again",
        "The approval of a media visit of mine fell",
        Clause.IR_3,
        True,
    ),
    "visit_person_changed": Kind(
        "{reference}: who may appear has changed, so let nobody in until it is approved again",
        "Whether somebody on a media visit may appear has changed",
        Clause.IR_4A,
        True,
    ),
    "visit_somebody_out": Kind(
        "{reference}: somebody does not appear any more, so make sure they are not filmed",
        "Somebody on a media visit does not appear any more",
        Clause.IR_4A,
        True,
    ),
    "visit_stopped": Kind("{reference} was stopped", "A media visit was stopped", Clause.IR_6, True),
    "visit_called_off": Kind("{reference} does not take place", "A media visit does not take place", Clause.IR_3, True),
    "visit_to_write_up": Kind(
        "{reference} is over: write down how it went", "A media visit that I prepared is over", Clause.IR_3
    ),
}
