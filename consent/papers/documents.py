"""The printed documents of consent: the form and its plainer forms, and the slip to change one's mind (CC-3, CF-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consent.papers import parts
from consent.papers.parts import NOT_SIGNED, Asker, Choice, Head, Other, Signed, Use, Wish
from consent.vocabulary import SubjectType
from mediapolicy.papers.kinds import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """As what somebody else signs (block 14). Next of kin is not among them: they can't sign for an adult."""

    attorney: bool | None = None
    deputy: bool | None = None
    parent: bool | None = None
    other: str = ""
    name: str = ""
    instrument: str = ""
    evidence_seen_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the home notes beside it (block 15)."""

    explained_by: str = ""
    explained_on: date | None = None
    formats: str = ""
    capacity_basis: str = ""
    assessment: str = ""
    signed_off_by: str = ""
    signed_off_on: date | None = None
    scanned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper:
    """The media consent form: everything its sixteen blocks say."""

    head: Head
    asker: Asker
    never_affects: str
    person: str = ""
    others: tuple[Other, ...] = ()
    contents: tuple[Choice, ...] = ()
    uses: tuple[Use, ...] = ()
    names: tuple[Choice, ...] = ()
    is_resident: bool = True
    health_answer: bool | None = None
    health_statement: str = ""
    health_mention: str = ""
    health_signed: Signed = NOT_SIGNED
    starts_on: date | None = None
    ends_on: date | None = None
    longest: str = "two years"
    review_on: date | None = None
    event: str = ""
    sees_first: bool | None = None
    wishes: tuple[Wish, ...] = ()
    restrictions: str = ""
    signed: Signed = NOT_SIGNED
    support: str = ""
    witness: Signed = NOT_SIGNED
    standing: Standing = Standing()
    office: Office = Office()
    is_filled: bool = False

    @property
    def easy_names(self) -> tuple[Choice, ...]:
        """The easy version asks only for no name, the first name or the full name."""
        return self.names[: len(parts.NAMES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """The slip by which somebody changes their mind, alone on its sheet."""

    head: Head
    asker: Asker
    person: str = ""


def blank_form(head: Head, asker: Asker, subject_type: SubjectType, *, longest: str = "two years") -> FormPaper:
    """The form to be filled in by hand: every box empty, nothing ticked beforehand."""
    return FormPaper(
        head=head,
        asker=asker,
        never_affects=parts.what_never_suffers(subject_type),
        is_resident=subject_type.is_resident,
        contents=parts.contents(),
        uses=parts.uses(subject_type),
        names=parts.names(),
        wishes=parts.wishes(subject_type),
        longest=longest,
    )


def consent_form(form: FormPaper) -> Sheet:
    """The form on A4, 12 point."""
    return Sheet("consent/papers/form.html", {"form": form, "head": form.head})


def large_form(form: FormPaper) -> Sheet:
    """The same form in 18 point."""
    return Sheet("consent/papers/form.html", {"form": form, "head": form.head, "is_large": True})


def easy_form(form: FormPaper) -> Sheet:
    """The main points only, a picture beside each line: a form of its own, not a translation."""
    return Sheet("consent/papers/easy.html", {"form": form, "head": form.head})


def withdrawal_slip(slip: SlipPaper) -> Sheet:
    """The slip alone."""
    return Sheet("consent/papers/slip.html", {"form": slip, "head": slip.head})
