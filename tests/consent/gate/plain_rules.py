"""The rules read a second time: who may be shown, told from the text alone (domain rules 2 to 4, table D1 to D19).

A small model of one person and of all that happened to them. It knows nothing of the product: no class, no state, no word of
it is used here. Where the text leaves room, the model answers with every answer that the text would bear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

YES, NO, COO = "yes", "no", "coo"
Answers = frozenset[str]
ONLY_YES, ONLY_NO, ONLY_COO = frozenset({YES}), frozenset({NO}), frozenset({COO})
OPEN = frozenset({YES, NO})  # the text bears both
ALL_PURPOSES = frozenset(f"P{number:02}" for number in range(1, 14))
INSIDE, FAMILY, POLICE = frozenset({"P01", "P02"}), frozenset({"P03"}), frozenset({"P14"})
PUBLIC = ALL_PURPOSES - INSIDE - FAMILY
TO_OTHERS = frozenset({"P10", "P11", "P12"})  # V-C-08: to an organisation that is named
NEVER_WHEN_IT_COMES_AND_GOES = frozenset({"P09", "P11"})
WELFARE, DEPUTY, COURT = "lpa_welfare", "deputy_welfare", "court_order"
CARING = frozenset({"next_of_kin", "family", "friend"})
MONEY = frozenset({"lpa_property", "epa", "deputy_property", "appointee"})
LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """The day in the home."""
    return moment.astimezone(LONDON).date()


def age_on(born: date, day: date) -> int:
    """Years lived."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Ask:
    """A use that somebody wants to make."""

    called: str
    purpose: str
    channel: str
    content: str = "photo"
    ident: str = "I1"
    health: bool = False
    age: bool = False
    to: str = ""
    item: str = ""
    previewed: bool = True
    two_agree_nobody_can_tell: bool = False
    since: datetime | None = None

    @property
    def is_inside(self) -> bool:
        return self.purpose in INSIDE

    @property
    def is_family(self) -> bool:
        return self.purpose in FAMILY

    @property
    def is_public(self) -> bool:
        return self.purpose in PUBLIC


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody who speaks for them."""

    kind: str
    name: str = ""
    checked: bool = False
    covers: bool = False
    ends: date | None = None
    again: date | None = None
    allows: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    together: bool = False
    gone: bool = False

    def decides(self, day: date) -> bool:
        """Verified, in scope, in force: nobody else decides (4.7)."""
        in_time = (self.ends is None or self.ends >= day) and (self.again is None or self.again >= day)
        return self.kind in (WELFARE, DEPUTY, COURT) and self.checked and self.covers and in_time and not self.gone


@dataclass(slots=True, eq=False)
class Interests:
    """A best-interests decision that two signed."""

    decided: str
    purposes: frozenset[str]
    review: date
    by: Speaker | None
    rests_on: Finding
    asked: bool = True
    item: str = ""
    coo: bool = False
    over: bool = False

    def holds(self, day: date) -> bool:
        return not self.over and self.review >= day

    def reaches(self, ask: Ask) -> bool:
        """U1, or U1 and U2; in public it only stands beside somebody's consent (4.5)."""
        enough = {"use_care": ask.is_inside, "use_family": not ask.is_public, "support_public": True}
        return ask.purpose in self.purposes and enough.get(self.decided, False)


@dataclass(slots=True, eq=False)
class Form:
    """One answer on a form."""

    by: str
    yes: dict[str, frozenset[str]]
    contents: frozenset[str]
    ident: str
    until: date
    named: frozenset[str] = frozenset()
    health: bool = False
    view_first: bool = False
    event: str = ""
    after_loss: str = "stop"
    after_death: str = "stop"
    who: Speaker | None = None
    beside: Interests | None = None
    child_agreed: bool = False
    interests: bool = False
    state: str = "made"
    held: str = ""
    at: datetime | None = None
    confirmed: datetime | None = None
    unsure: bool = False  # whether it holds again is left open by the text

    def within_its_time(self, day: date) -> bool:
        return self.until >= day

    def holds(self, day: date) -> bool:
        """Only what is active and not past its end authorises (3.6)."""
        return self.state == "live" and not self.held and self.within_its_time(day)

    def covers(self, ask: Ask) -> bool:
        """Section 3.11, `covers`, and V-C-08."""
        named = {one.casefold() for one in self.named}
        return (
            ask.purpose in self.yes
            and ask.channel in self.yes[ask.purpose]
            and ask.content in self.contents
            and ask.ident <= self.ident
            and (self.health or not ask.health)
            and not ask.age  # nobody allows the age in these lives
            and (ask.to.casefold() in named if ask.to else ask.purpose not in TO_OTHERS)
        )

    def carries(self, ask: Ask) -> bool:
        return self.covers(ask) and (ask.previewed or not self.view_first)


@dataclass(slots=True, eq=False)
class Finding:
    """A countersigned assessment of one decision."""

    outcome: str
    purposes: frozenset[str]
    contents: frozenset[str]
    ident: str
    happened: datetime
    review: date
    since: datetime | None = None
    void: bool = False
    replaced: bool = False

    @property
    def unable(self) -> bool:
        return self.outcome in ("lacks", "fluctuates")

    def covers(self, ask: Ask) -> bool:
        return ask.purpose in self.purposes and ask.content in self.contents and ask.ident <= self.ident

    def as_wide_as(self, other: Finding) -> bool:
        return other.purposes <= self.purposes and other.contents <= self.contents and other.ident <= self.ident

    def casts_doubt_on(self, ask: Ask) -> bool:
        """V-M-01: the wider use was not assessed; inability for something near it is a proper reason to doubt."""
        return self.unable and (ask.purpose in self.purposes or (ask.is_public and bool(self.purposes & PUBLIC)))


@dataclass(slots=True, eq=False)
class Stop:
    """Something that stands in the way."""

    kind: str
    purposes: frozenset[str] = frozenset()
    inside: bool = False
    until: date | None = None
    lifted: bool = False
    soft: bool = False  # the text doesn't say whether it stands
    of: object = None

    def holds(self, day: date) -> bool:
        return not self.lifted and (self.until is None or self.until >= day)

    def reaches(self, ask: Ask) -> bool:
        if self.purposes and ask.purpose not in self.purposes:
            return False
        return not ask.is_inside or self.inside or self.kind in ("objection", "capacity_doubt")


@dataclass(slots=True)
class Chosen:
    """The points of law on which an organisation chooses."""

    strict: bool = False
    exception: bool = False
    staff_interests: bool = False


@dataclass(slots=True)
class Life:
    """One person, with everything that happened."""

    kind: str
    chosen: Chosen
    born: date | None = None
    died: datetime | None = None
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    interests: list[Interests] = field(default_factory=list)
    # What they said themselves, oldest first: (what they said No to or None, the form or None, were they able).
    said: list[tuple[frozenset[str] | None, Form | None, bool]] = field(default_factory=list)

    # What is on file ----------------------------------------------------------------------------------------------

    def live(self, *given_by: str) -> list[Form]:
        return [one for one in self.forms if one.state == "live" and (not given_by or one.by in given_by)]

    def stopped(self, now: datetime, ask: Ask, *kinds: str) -> list[Stop]:
        day = day_of(now)
        return [one for one in self.stops if one.kind in kinds and one.holds(day) and one.reaches(ask)]

    def counting(self) -> list[Finding]:
        """Those that count, newest first."""
        return sorted((one for one in self.findings if not one.void), key=lambda one: one.happened, reverse=True)

    def finding_about(self, ask: Ask) -> Finding | None:
        return next((one for one in self.counting() if one.covers(ask)), None)

    def ability(self, now: datetime, ask: Ask) -> str:
        """Section 3.11, `capacity_state`: the newest finding that covers the use, unless there is a doubt (V-M-01, 06, 07)."""
        if self.stopped(now, ask, "capacity_doubt"):
            return "doubt"
        about = self.finding_about(ask)
        nearer = [one for one in self.counting() if about is None or one.happened > about.happened]
        for one in nearer:
            overlaps = ask.purpose in one.purposes
            settled = any(other.as_wide_as(one) and other.happened > one.happened for other in self.counting())
            if one.casts_doubt_on(ask) and not settled and (about is None or (overlaps and not about.unable)):
                return "doubt"
        if about is None:
            return "presumed"
        if about.review < day_of(now):
            return "doubt" if about.unable else "presumed"
        return {"has": "has", "lacks": "lacks", "fluctuates": "goes"}.get(about.outcome, "presumed")

    def was_unable(self, about: frozenset[str] = frozenset()) -> bool:
        """Whether some finding of inability (about any of this) counts, and nothing newer settled it."""
        counting = self.counting()
        return any(
            one.unable
            and (not about or bool(about & one.purposes))
            and not any(other.as_wide_as(one) and other.happened > one.happened for other in counting)
            for one in counting
        )

    def refused_while_able(self, ask: Ask) -> bool | None:
        """D14: their own last answer was No to this, or a wish says so; None where the text leaves it open."""
        wishes = [one for one in self.stops if one.kind == "prior_refusal" and not one.lifted and one.reaches(ask)]
        if wishes:
            return True
        for no_to, form, able in reversed(self.said):
            if form is not None:
                if form.state == "void" or form.event:
                    continue
                return ask.purpose not in form.yes  # what was not answered is a No (V-C-06)
            if not able:
                return None
            return True if not no_to or ask.purpose in no_to else None
        return False

    # The table ----------------------------------------------------------------------------------------------------

    def may(self, now: datetime, ask: Ask) -> Answers:
        """Every answer that the rules bear: yes, no, or that the COO decides."""
        if ask.ident == "I0" and ask.two_agree_nobody_can_tell:
            return ONLY_YES
        if self.stopped(now, ask, "restriction", "whereabouts"):  # D18
            return ONLY_NO
        if ask.purpose in POLICE:
            return ONLY_COO
        objections = self.stopped(now, ask, "objection")
        if any(not one.soft for one in objections):  # D16
            return ONLY_NO
        if not ask.is_inside and self.stopped(now, ask, "undue_influence"):  # D17
            return ONLY_NO
        if ask.is_public and self.stopped(now, ask, "safeguarding"):  # V-M-03
            return ONLY_NO
        found = self._by_age_and_ability(now, ask) | (ONLY_NO if objections else frozenset())
        matters = [one for one in self.stops if one.kind == "matter" and one.holds(day_of(now))]
        about = [one for one in matters if not one.purposes or ask.purpose in one.purposes]
        if about and YES in found:  # section 7: never more than they agreed to, and then the COO
            open_inside = ask.is_inside and not any(one.inside for one in about)
            found = found | ONLY_COO if open_inside else (found - ONLY_YES) | ONLY_COO
        return found

    def _by_age_and_ability(self, now: datetime, ask: Ask) -> Answers:
        if self.died:
            return self._after_death(now, ask)
        if self.born is not None and age_on(self.born, day_of(now)) < 16:
            return self._by_a_parent(now, ask)
        path = {"doubt": self._in_doubt, "goes": self._comes_and_goes, "lacks": self._lacks}
        return path.get(self.ability(now, ask), self._by_themselves)(now, ask)

    def _carried_by(self, forms: Iterator[Form] | list[Form], ask: Ask) -> Answers:
        carrying = [one for one in forms if one.carries(ask)]
        if any(not one.unsure for one in carrying):
            return ONLY_YES
        return OPEN if carrying else ONLY_NO

    def _by_themselves(self, now: datetime, ask: Ask) -> Answers:
        """D1, D2: their own form and no other, not even an attorney's."""
        own = [one for one in self.live("self") if one.holds(day_of(now))]
        return self._carried_by([one for one in own if self.chosen.staff_interests or not one.interests], ask)

    def _in_doubt(self, now: datetime, ask: Ask) -> Answers:
        """D3: what they agreed to inside the home may go on with their care; nothing leaves it."""
        own = [
            one for one in self.live("self") if one.within_its_time(day_of(now)) and one.held in ("", "capacity_doubt")
        ]
        return OPEN if ask.is_inside and any(one.covers(ask) for one in own) else ONLY_NO

    def _comes_and_goes(self, now: datetime, ask: Ask) -> Answers:
        """D4a, D4b and 4.4: one thing at a time, agreed again within 72 hours; never adverts or film."""
        day = day_of(now)
        own = [one for one in self.live("self") if one.holds(day)]
        fresh = [one for one in own if one.confirmed and now - one.confirmed <= timedelta(hours=72)]
        if not fresh:
            return self._best_interests(now, ask) if ask.is_inside else ONLY_NO
        if ask.is_public:
            if ask.purpose in NEVER_WHEN_IT_COMES_AND_GOES:
                return ONLY_NO
            this = [one for one in fresh if one.event and one.event.casefold() == ask.item.strip().casefold()]
            return self._carried_by(this, ask)
        return self._carried_by(fresh, ask)

    def _best_interests(self, now: datetime, ask: Ask) -> Answers:
        """Inside the home and to the family, never in public (4.5)."""
        good = [one for one in self.interests if one.holds(day_of(now)) and one.reaches(ask)]
        return ONLY_YES if good and not ask.is_public else ONLY_NO

    # Those who can't decide ---------------------------------------------------------------------------------------

    def _lacks(self, now: datetime, ask: Ask) -> Answers:
        day = day_of(now)
        courts = [one for one in self.speakers if one.kind == COURT and one.decides(day) and ask.purpose in one.allows]
        if courts:  # D10, which only a restriction or an objection goes before
            forms = [
                one for one in self.live("court") if one.holds(day) and one.who is not None and one.who.decides(day)
            ]
            return self._carried_by(forms, ask)
        refused = self.refused_while_able(ask)
        if refused:  # D14
            return ONLY_NO
        return self._not_refused(now, ask) | (ONLY_NO if refused is None else frozenset())

    def _not_refused(self, now: datetime, ask: Ask) -> Answers:
        if any(one.kind == "dispute" and one.holds(day_of(now)) and self._is_about(one, ask) for one in self.stops):
            return self._best_interests(now, ask) if ask.is_inside else ONLY_NO  # D15
        deciders = [one for one in self.speakers if one.kind in (WELFARE, DEPUTY, COURT) and not one.gone]
        saying_no = [one for one in deciders if "*" in one.refuses or ask.purpose in one.refuses]
        if saying_no:  # D9; where their papers aren't in order, the text leaves open whether it counts
            kept = self._best_interests(now, ask) if ask.is_inside else ONLY_NO
            counts = any(one.kind != COURT and one.decides(day_of(now)) for one in saying_no)
            return kept if counts else kept | self._with_a_speaker(now, ask)
        if self._may_stay(now, ask):  # D13
            surely = ask.is_public and not self.chosen.strict
            return ONLY_YES if surely else ONLY_YES | self._with_a_speaker(now, ask)
        return self._with_a_speaker(now, ask)

    @staticmethod
    def _is_about(stop: Stop, ask: Ask) -> bool:
        return not stop.purposes or ask.purpose in stop.purposes

    def _may_stay(self, now: datetime, ask: Ask) -> bool:
        """D13: shown before they lost the ability, agreed to, wished to stay, and not yet decided against; for 28 days."""
        about = self.finding_about(ask)
        if about is None or about.since is None or ask.since is None or ask.since > about.since:
            return False
        if now - about.since > timedelta(days=28):
            return False
        day = day_of(now)
        if any(not one.over and one.decided == "do_not_use" and ask.purpose in one.purposes for one in self.interests):
            return False
        own = [
            one for one in self.live("self") if one.within_its_time(day) and one.held in ("", "lost", "capacity_doubt")
        ]
        return any(one.after_loss != "stop" and one.carries(ask) for one in own)

    def _with_a_speaker(self, now: datetime, ask: Ask) -> Answers:
        """D5 to D8, D11, D11-X, D12."""
        day = day_of(now)
        answers: set[str] = set()
        for kind, by in ((WELFARE, "attorney"), (DEPUTY, "deputy")):
            if any(one.kind == kind and one.decides(day) for one in self.speakers):
                answers |= self._by_a_representative(now, ask, by)
        if answers:
            return frozenset(answers)
        if not ask.is_public:
            return self._inside_without_a_decider(now, ask)
        return self._by_exception(now, ask)

    def _by_a_representative(self, now: datetime, ask: Ask, by: str) -> Answers:
        if ask.is_public and self.chosen.strict:
            return ONLY_NO
        day = day_of(now)
        well = [
            one
            for one in self.live(by)
            if one.holds(day)
            and one.who is not None
            and one.who.decides(day)
            and one.beside is not None
            and one.beside.holds(day)
            and one.beside.by is one.who
            and one.beside.reaches(ask)
        ]
        return self._carried_by(well, ask)

    def _inside_without_a_decider(self, now: datetime, ask: Ask) -> Answers:
        found = self._best_interests(now, ask)
        if ask.is_inside or self._somebody_cares() or any(one.asked and not one.over for one in self.interests):
            return found
        return ONLY_NO  # D12: there is no family to send it to

    def _somebody_cares(self) -> bool:
        return any(not one.gone and one.kind in CARING | MONEY | {WELFARE} for one in self.speakers)

    def _by_exception(self, now: datetime, ask: Ask) -> Answers:
        """D11-X: family only, one item, every safeguard, and off unless the organisation turned it on."""
        there = {one.kind for one in self.speakers if not one.gone}
        if self.chosen.strict or not self.chosen.exception or not there & CARING:
            return ONLY_NO
        if any(one.kind == "objection" for one in self.stops):
            return ONLY_NO
        day = day_of(now)
        item = ask.item.strip().casefold()
        this = [
            one
            for one in self.interests
            if one.holds(day) and one.decided == "one_item" and one.coo and item and one.item.casefold() == item
        ]
        if not any(ask.purpose in one.purposes for one in this):
            return ONLY_NO
        return ONLY_YES if there <= CARING else OPEN

    # Those who can't be asked -------------------------------------------------------------------------------------

    def _after_death(self, now: datetime, ask: Ask) -> Answers:
        """D19: their wish about what was shown in life, or the personal representative in writing."""
        assert self.died is not None
        refused = self.refused_while_able(ask)
        if refused:  # 4.6: a refusal is a hard block, which only they themselves could lift
            return ONLY_NO
        day = day_of(now)
        theirs = [
            one
            for one in self.live("personal_rep")
            if one.holds(day) and one.who and one.who.checked and not one.who.gone
        ]
        found = self._carried_by(theirs, ask)
        if found == ONLY_NO and ask.since is not None and day_of(ask.since) <= day_of(self.died):
            own = [one for one in self.live("self") if one.within_its_time(day) and one.after_death == "keep"]
            if any(one.carries(ask) and one.held in ("", "death") for one in own):
                found = ONLY_YES
            elif any(one.carries(ask) for one in own):
                found = OPEN  # it was on hold already when they died
        return found | (ONLY_NO if refused is None else frozenset())

    def _by_a_parent(self, now: datetime, ask: Ask) -> Answers:
        """3.8.4: under 13 a parent, from 13 the child as well; never named in public."""
        assert self.born is not None
        if ask.is_public and ask.ident > "I1":
            return ONLY_NO
        day = day_of(now)
        both = age_on(self.born, day) >= 13
        forms = [one for one in self.live("parent") if one.holds(day) and (one.child_agreed or not both)]
        return self._carried_by(forms, ask)
