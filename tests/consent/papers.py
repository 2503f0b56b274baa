"""Invented people's documents, one of each kind, for the tests to print."""

from __future__ import annotations

from datetime import date

from consent.papers import capacity, documents, parts
from consent.papers.capacity import BestInterestsPaper, CapacityPaper
from consent.papers.documents import FormPaper, Office, SlipPaper
from consent.papers.parts import Asker, Head, Other, Signed
from consent.vocabulary import Channel, ContentType, IdentLevel, Purpose, SubjectType
from mediapolicy.papers.kinds import Sheet

HEAD = Head(
    organisation="Larkfield Care",
    home="Brindle Court",
    reference="CON-H5R8W",
    template_version="MC 1.0",
    address="https://larkfield.example/my-choice/H5R8W",
)
ASKER = Asker(
    legal_entity="Larkfield Care Homes Ltd",
    data_protection_contact="Owen Castell, 01632 960010",
    phone="01632 960001",
    email="brindle@larkfield.example",
)
DRAWN = "M20 120c40-90 80-90 70-20s-40 60-20 10 60-70 70-20 20 40 40 0 30-50 50-10 30 20 60-10"


def a_blank_form(subject_type: SubjectType = SubjectType.RESIDENT) -> FormPaper:
    return documents.blank_form(HEAD, ASKER, subject_type)


def a_filled_form() -> FormPaper:
    resident, day = SubjectType.RESIDENT, date(2026, 11, 24)
    return FormPaper(
        head=HEAD,
        asker=ASKER,
        never_affects="your care",
        person="Joan Ashby",
        others=(Other(name="Wexcombe Courier", part="Newspaper or magazine"),),
        contents=parts.contents({ContentType.PHOTO, ContentType.QUOTE}),
        uses=parts.uses(
            resident,
            {
                Purpose.DISPLAY: {Channel.NOTICEBOARD},
                Purpose.SOCIAL: {Channel.FACEBOOK},
                Purpose.PRESS: {Channel.LOCAL_PRESS},
            },
        ),
        names=parts.names(IdentLevel.FIRST_NAME, {"home"}),
        health_answer=True,
        health_mention="my new hip",
        health_signed=Signed(name="Joan Ashby", path=DRAWN),
        starts_on=day,
        ends_on=date(2027, 11, 23),
        review_on=date(2027, 5, 24),
        sees_first=True,
        wishes=parts.wishes(resident, {"capacity": 0, "leaving": 0, "death": 1}),
        restrictions="pictures of me in a wheelchair",
        signed=Signed(name="Joan Ashby", on=day, path=DRAWN),
        witness=Signed(name="Łucja Nowak", standing="Friend", contact="01632 960033", on=day, way="Signed on paper"),
        office=Office(
            explained_by="Kwame Lee-Boateng",
            explained_on=day,
            formats="Spoken, easy read, shown real posts",
            capacity_basis="Able to decide (nobody had a reason to doubt it)",
            signed_off_by="Moira Teasdale",
            signed_off_on=day,
        ),
    )


DECISION = (
    "Whether to agree to photos of me being used in our newsletter and on our noticeboard, "
    "with my first name, until 23 November 2027"
)


def an_assessment() -> CapacityPaper:
    day = date(2026, 11, 24)
    return CapacityPaper(
        head=HEAD,
        person="Arthur Penhale",
        decision=DECISION,
        trigger="Staff had a doubt",
        reason_for_doubt="On Monday he agreed, and an hour later did not know that he had been asked.",
        assessor="Bea Norwood, Safeguarding Lead",
        others_present="Jo Pettifer, carer",
        attempts=(
            capacity.Attempt(when="24 November, 10am to 10:20am", place="His room", why_then="Rested, after breakfast"),
            capacity.Attempt(when="24 November, 3pm to 3:15pm", place="The garden room", why_then="Quiet, good light"),
        ),
        help_given=(
            capacity.Help(what="Hearing aid in, glasses on", helped=True),
            capacity.Help(what="Shown a real post on a tablet", helped=False),
        ),
        points=tuple(
            capacity.Point(words=words, was_explained=True, grasped="Partly" if number % 3 else "Yes")
            for number, words in enumerate(capacity.NEEDS_TO_KNOW)
        ),
        abilities=(
            capacity.Ability(words=capacity.ABILITIES[0], can=True, evidence="“You want my face in the paper.”"),
            capacity.Ability(
                words=capacity.ABILITIES[1], can=False, evidence="After two minutes: “What picture?” Both times."
            ),
            capacity.Ability(words=capacity.ABILITIES[2], can=False, evidence="Could not say what might be bad in it."),
            capacity.Ability(words=capacity.ABILITIES[3], can=True, evidence="Speaks clearly."),
        ),
        is_unable=True,
        impairment=True,
        impairment_description="Vascular dementia, diagnosed in 2024",
        impairment_source="Letter of the memory clinic",
        permanence="Lasting",
        causal_link="The dementia takes away new memories within minutes, so he cannot keep or weigh what he was told.",
        other_explanation="Not tired, no pressure, no infection.",
        outcome="Lacks capacity for this decision",
        persons_words="“Pictures are nice. I like the garden.”",
        persons_preference="Not clear",
        may_regain="No",
        told_on=day,
        told_how="In short sentences, with Jo beside him",
        review_on=date(2027, 5, 24),
        signed=Signed(name="Bea Norwood", on=day, way="Signed in the product"),
        countersigned=Signed(name="Moira Teasdale", on=day, way="Signed in the product"),
    )


def a_decision() -> BestInterestsPaper:
    return BestInterestsPaper(
        head=HEAD,
        person="Arthur Penhale",
        decision_asked=DECISION,
        assessment="CAP-7K4M2, 24 November 2026: lacks capacity for this decision",
        decision_maker="Moira Teasdale",
        decision_maker_role="Home Manager",
        not_on_appearance=True,
        circumstances="He gardens every day and enjoys the pictures on the noticeboard by the door.",
        may_regain="No",
        can_wait=False,
        participation="He chose two pictures and smiled at the camera.",
        present_wishes="Likes to see himself in the garden.",
        past_wishes="Wrote for the parish magazine for years.",
        beliefs="A private man about his health.",
        consulted=(
            capacity.Consulted(
                name="Elowen Penhale",
                relationship="daughter",
                how_and_when="Phone, 23 November",
                view="Supports",
                knows="He would like the garden shown, not the wheelchair.",
            ),
            capacity.Consulted(name="Tobias Penhale", relationship="brother", why_not="could not be reached"),
        ),
        conflicts="The home gains a nicer noticeboard; that counts for nothing here.",
        options=(
            capacity.Option(
                what="As proposed", benefits="Pride, talk with visitors", burdens="Strangers learn his name"
            ),
            capacity.Option(what="Noticeboard only, no name", benefits="Pride", burdens="Very little"),
            capacity.Option(what="Do not use it", benefits="Privacy", burdens="Loses a pleasure"),
        ),
        less_restrictive=True,
        dispute=False,
        decision="Use inside the home only",
        limits="Noticeboard by the garden door; no name; no wheelchair.",
        review_on=date(2027, 2, 24),
        informed="Arthur and Elowen Penhale, 24 November 2026",
        signed=Signed(name="Moira Teasdale", on=date(2026, 11, 24), way="Signed in the product"),
        second=Signed(name="Bea Norwood", on=date(2026, 11, 24), way="Signed in the product"),
    )


def all_papers() -> dict[str, Sheet]:
    """Every document, by name."""
    return {
        "blank": documents.consent_form(a_blank_form()),
        "staff": documents.consent_form(a_blank_form(SubjectType.STAFF)),
        "filled": documents.consent_form(a_filled_form()),
        "large": documents.large_form(a_blank_form()),
        "easy": documents.easy_form(a_blank_form()),
        "easy-filled": documents.easy_form(a_filled_form()),
        "capacity": capacity.capacity_record(an_assessment()),
        "capacity-blank": capacity.capacity_record(CapacityPaper(head=HEAD, person="", decision="")),
        "best-interests": capacity.best_interests_record(a_decision()),
        "best-interests-blank": capacity.best_interests_record(
            BestInterestsPaper(head=HEAD, person="", decision_asked="")
        ),
        "slip": documents.withdrawal_slip(SlipPaper(head=HEAD, asker=ASKER)),
    }
