"""Lives lived through the real actions in the database, told step by step to the plain model of the rules beside it.

Whatever the product refuses is rolled back and leaves the model as it was; whatever it does, the model is told. After every
step the publish gate is asked about a score of uses of everybody, and may answer nothing that the rules don't bear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from consent.agreement import actions as agreement
from consent.agreement import signing
from consent.agreement.models import MediaConsent
from consent.agreement.tasks import bring_up_reviews, end_consents
from consent.capacity.tasks import notice_findings_past_review
from consent.gate.answering import Verdict, evaluate_each
from consent.gate.use import Use
from consent.interests.tasks import lapse_decisions
from consent.people import actions as people
from consent.people.models import Person
from consent.people.tasks import let_agree_too, let_come_of_age
from consent.speaking.tasks import lapse_representatives
from consent.vocabulary import ContentType
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import WrongState
from tests.consent import builders_agreement
from tests.consent.gate import plain_rules as plain
from tests.consent.gate.plain_rules import Ask, Chosen, Form, Life, Speaker

NAME = "Carol Ashby"  # of everybody who speaks for somebody: who was asked is not what these lives are about
FAIR, COURIER = "Summer fair", "Wexcombe Courier"
REFUSALS = (ValidationError, PermissionDenied, WrongState)
EVERYTHING = frozenset(str(one) for one in ContentType)
# What each question of the form stands for, from the words of the form.
PLACES: dict[str, tuple[str, frozenset[str]]] = {
    "wall": ("P01", frozenset({"noticeboard", "album"})),
    "family": ("P03", frozenset({"family_app", "email_to_family"})),
    "website": ("P06", frozenset({"website", "blog"})),
    "facebook": ("P07", frozenset({"facebook", "instagram"})),
    "films_online": ("P07", frozenset({"youtube", "tiktok"})),
    "adverts": ("P09", frozenset({"paid_social", "print_ad"})),
    "local_paper": ("P10", frozenset({"local_press"})),
}
WISHES = {"stop": "stop", "keep": "keep_existing", "ask": "ask_representative"}
SWEEPS: tuple[Callable[[], int], ...] = (
    end_consents,
    bring_up_reviews,
    lapse_representatives,
    lapse_decisions,
    notice_findings_past_review,
    let_come_of_age,
    let_agree_too,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody says on a form."""

    yes: tuple[str, ...] = ("wall", "family", "website", "facebook")
    films: bool = False
    ident: str = "I2"
    named: str = ""
    health: bool = False
    view_first: bool = False
    event: str = ""
    after: str = "stop"
    days: int = 0
    child_agrees: bool = False
    interests: bool = False


CHOICES = {
    "wide": Choice(),
    "website": Choice(yes=("website",), ident="I1"),
    "facebook": Choice(yes=("wall", "facebook"), ident="I1"),
    "inside": Choice(yes=("wall", "family")),
    "nothing": Choice(yes=()),
    "all": Choice(yes=tuple(PLACES), films=True, ident="I4", named=COURIER, health=True),
    "fair": Choice(event=FAIR),
    "first": Choice(view_first=True),
    "keeps": Choice(after="keep"),
    "asks": Choice(after="ask", days=40),
    "soon": Choice(days=20, after="keep"),
    "only the fair": Choice(yes=("facebook",), event=FAIR),
    "child": Choice(child_agrees=True),
    "interests": Choice(interests=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an assessment was about."""

    purposes: frozenset[str] = plain.ALL_PURPOSES
    contents: frozenset[str] = EVERYTHING
    ident: str = "I4"


SCOPES = {
    "wide": Scope(),
    "website": Scope(purposes=frozenset({"P06"}), contents=frozenset({"photo"}), ident="I2"),
    "social": Scope(purposes=frozenset({"P07"}), contents=frozenset({"photo"}), ident="I4"),
    "unnamed": Scope(contents=frozenset({"photo"}), ident="I1"),
    "inside": Scope(purposes=frozenset({"P01", "P03"}), contents=frozenset({"photo"}), ident="I4"),
}


def asks(now: datetime, began: datetime) -> list[Ask]:
    """The uses that the gate is asked about after every step."""
    long, lately = began - timedelta(days=40), now - timedelta(hours=2)
    return [
        Ask("on the wall", "P01", "noticeboard"),
        Ask("on the wall, full name", "P01", "noticeboard", ident="I3"),
        Ask("to their family", "P03", "family_app"),
        Ask("on the website", "P06", "website"),
        Ask("on Google, which nobody agreed to", "P06", "google_profile"),
        Ask("on Facebook", "P07", "facebook"),
        Ask("on Facebook, first name", "P07", "facebook", ident="I2"),
        Ask("on Facebook, full name", "P07", "facebook", ident="I3"),
        Ask("on YouTube", "P07", "youtube"),
        Ask("a film on Facebook", "P07", "facebook", content="video"),
        Ask("on Facebook, of their health", "P07", "facebook", health=True),
        Ask("on Facebook, their age", "P07", "facebook", age=True),
        Ask("on Facebook, not seen first", "P07", "facebook", previewed=False),
        Ask("the fair on Facebook", "P07", "facebook", item="summer fair "),
        Ask("another day on Facebook", "P07", "facebook", item="Harvest supper"),
        Ask("an advert of the fair", "P09", "paid_social", item=FAIR),
        Ask("in the paper", "P10", "local_press"),
        Ask("in the Courier", "P10", "local_press", to=COURIER),
        Ask("in the Argus", "P10", "local_press", to="Northmoor Argus"),
        Ask("on Facebook for weeks", "P07", "facebook", since=long),
        Ask("on Facebook since today", "P07", "facebook", since=lately),
        Ask("on the wall for weeks", "P01", "noticeboard", since=long),
        Ask("an appeal of the police", "P14", "", ident="I3"),
        Ask("nobody can tell, two agree", "P07", "facebook", ident="I0", two_agree_nobody_can_tell=True),
        Ask("nobody can tell, one thinks", "P07", "facebook", ident="I0"),
        Ask("two agree, but there is a face", "P07", "facebook", two_agree_nobody_can_tell=True),
    ]


def as_use(ask: Ask) -> Use:
    """The same, as the gate is asked."""
    return Use(
        purpose=ask.purpose,
        channels=frozenset({ask.channel} if ask.channel else ()),
        content_type=ask.content,
        ident=ask.ident,
        mentions_health=ask.health,
        uses_age=ask.age,
        third_parties=frozenset({ask.to} if ask.to else ()),
        item=ask.item,
        previewed=ask.previewed,
        nobody_can_tell=ask.two_agree_nobody_can_tell,
        shown_since=ask.since,
    )


ANSWERS = {Verdict.ALLOW: plain.YES, Verdict.BLOCK: plain.NO, Verdict.ROUTE_COO: plain.COO}


@dataclass(slots=True)
class Cast:
    """Who acts."""

    carer: User
    other_carer: User
    manager: User
    other_manager: User
    assessor: User
    other_assessor: User
    safeguarding: User
    data_protection: User
    coo: User
    founder: User
    home: Home
    other_home: Home


@dataclass(slots=True, eq=False)
class Somebody:
    """A person in the database, and the same person in the model."""

    record: Person
    life: Life
    being_made: tuple[MediaConsent, Form] | None = None
    rows: dict[int, Any] = field(default_factory=dict)  # of what the model knows: the row in the database

    def row(self, known: object) -> Any:
        return self.rows[id(known)]


class Beginnings:
    """Some people, what happens to them, and what the gate says of it."""

    def __init__(self, cast: Cast, clock: time_machine.Coordinates) -> None:
        self.cast, self.clock = cast, clock
        self.began = timezone.now()
        self.people: list[Somebody] = []
        self.chosen = Chosen()
        self.told: list[str] = []
        self.reached: set[str] = set()
        self.on_check: Callable[[list[tuple[Somebody, Ask, plain.Answers]]], None] = lambda asked: None

    @property
    def today(self) -> date:
        return timezone.localdate()

    # The comparison -----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """The gate's answer about every use of everybody is one that the rules bear."""
        now = timezone.now()
        asked = [(one, ask, one.life.may(now, ask)) for one in self.people for ask in asks(now, self.began)]
        found = evaluate_each([(one.record, as_use(ask)) for one, ask, _ in asked]) if asked else []
        wrong = [
            f"{one.life.kind} {self.people.index(one)}, {ask.called}: the gate says {ANSWERS[answer.verdict]} "
            f"({answer.row} {answer.code}), the rules {sorted(bears)}"
            for (one, ask, bears), answer in zip(asked, found, strict=True)
            if ANSWERS[answer.verdict] not in bears
        ]
        self.reached |= {answer.row for answer in found}
        assert not wrong, "\n".join([*wrong, "after", *self.told])
        self.on_check(asked)

    def _do(self, words: str, act: Callable[[], Any]) -> Any:
        """Take a step; None, and nothing changed, where the product refuses."""
        self.clock.shift(timedelta(minutes=1))
        try:
            with transaction.atomic():
                done = act()
        except REFUSALS as refusal:
            self.told.append(f"  {words}: refused, {getattr(refusal, 'messages', refusal)}")
            return None
        self.told.append(f"  {words}")
        return True if done is None else done

    def _manager_of(self, who: Somebody) -> User:
        return self.cast.manager if who.record.home_id == self.cast.home.pk else self.cast.other_manager

    def _carer_of(self, who: Somebody) -> User:
        return self.cast.carer if who.record.home_id == self.cast.home.pk else self.cast.other_carer

    # People and time ----------------------------------------------------------------------------------------------

    def add(self, kind: str, born: date | None = None) -> Somebody:
        """Somebody is put on the list."""
        life = Life(kind, self.chosen, born)
        name = f"Joan{len(self.people)} Ashby"
        facts = {"subject_type": kind, "name": name, "home": self.cast.home, "born_on": born}
        record = self._do(f"add {kind} {born or ''}", lambda: people.add(by=self.cast.manager, **facts))
        who = Somebody(record, life)
        self.people.append(who)
        return who

    def choose_law(self, key: str, value: int) -> None:
        """The organisation chooses on a point of law."""
        if self._do(f"setting {key} {value}", lambda: organisation.change_setting(key, value, by=self.cast.founder)):
            name, on = {
                "incapacitated_publicity": ("strict", value == 0),
                "public_exception": ("exception", value == 1),
                "staff_interests": ("staff_interests", value == 1),
            }[key]
            setattr(self.chosen, name, on)

    def wait(self, passing: timedelta, *, swept: bool) -> None:
        """Time passes; an answer given for a day to come is no milder than that day's own."""
        then = timezone.now() + passing
        uses = [(one.record, as_use(ask)) for one in self.people for ask in asks(then, self.began)]
        planned = evaluate_each(uses, then)
        self.clock.shift(passing)
        self.told.append(f"  {passing} later{', swept' if swept else ''}")
        for before, after in zip(planned, evaluate_each(uses, then), strict=True):
            assert after.is_allowed or not before.is_allowed, (before.row, after.row, before.use.words, self.told)
        if swept:
            for sweep in SWEEPS:
                sweep()
            for one in self.people:
                one.record.refresh_from_db()
                self._swept(one.life)

    def _swept(self, life: Life) -> None:
        for who in life.speakers:
            if (
                who.checked
                and not who.gone
                and ((who.again and who.again < self.today) or (who.ends and who.ends < self.today))
            ):
                self._no_longer_decides(life, who)
        for form in life.live():
            if not form.within_its_time(self.today):
                form.state = "expired"
            if form.by == "parent" and life.born and not life.died and plain.age_on(life.born, self.today) >= 16:
                form.state = "expired"
        for one in life.interests:
            one.over = one.over or one.review < self.today

    def die(self, who: Somebody) -> None:
        """They die; powers for their life end, and forms are on hold (3.8.5)."""
        if self._do("dies", lambda: people.die(who.record, self.today, by=self._manager_of(who))):
            who.life.died = timezone.now()
            self._hold(who.life, "death")
            for one in who.life.speakers:
                one.gone = one.gone or one.kind in {plain.WELFARE, plain.DEPUTY, plain.COURT} | plain.MONEY

    def leave(self, who: Somebody) -> None:
        """They leave: a worker's consent ends, anybody else's is on hold (3.6, 3.8.2)."""
        if self._do("leaves", lambda: people.leave(who.record, self.today, by=self._manager_of(who))):
            for form in who.life.live() if who.life.kind == "staff" else ():
                form.state = "expired"
            self._hold(who.life, "moved")

    def come_back(self, who: Somebody) -> None:
        """They are with us again; nothing comes back with them."""
        self._do("comes back", lambda: people.come_back(who.record, by=self._manager_of(who)))

    def move(self, who: Somebody) -> None:
        """They move to the other home, which asks again (3.6)."""
        to = self.cast.other_home if who.record.home_id == self.cast.home.pk else self.cast.home
        if self._do("moves", lambda: people.move(who.record, to, by=self.cast.data_protection)):
            self._hold(who.life, "moved")

    def correct_birthday(self, who: Somebody, born: date) -> None:
        """Their birthday was written down wrongly."""
        if self._do(f"born {born}", lambda: people.change(who.record, by=self._manager_of(who), born_on=born)):
            who.life.born = born

    # What events do to what was agreed ----------------------------------------------------------------------------

    def _hold(
        self, life: Life, why: str, *, by: Iterable[str] = (), which: Callable[[Form], bool] = lambda form: True
    ) -> None:
        """3.6: what holds is on hold until the Home Manager finds the cause settled."""
        for form in life.live(*by):
            if not form.held and form.within_its_time(self.today) and which(form):
                form.held = why

    def _no_longer_decides(self, life: Life, who: Speaker) -> None:
        """3.6: authority lapses or is revoked; those bound to decide together can't decide alone."""
        who.checked = False
        self._hold(life, "speaker", which=lambda form: form.who is who)
        for other in life.speakers if who.together else ():
            if other.together and other.checked and not other.gone:
                self._no_longer_decides(life, other)

    def _able(self, life: Life, about: frozenset[str] = frozenset()) -> bool:
        doubts = any(one.kind == "capacity_doubt" and one.holds(self.today) for one in life.stops)
        return not doubts and not life.was_unable(about)

    # Forms --------------------------------------------------------------------------------------------------------

    def begin(self, who: Somebody, by: Speaker | str, choice: Choice) -> bool:
        """A form is gone through with somebody who wants to decide, until it can be signed."""
        decider = str(who.row(by).pk) if isinstance(by, Speaker) else by
        made = self._do(
            f"form by {by if isinstance(by, str) else by.kind}, {choice}", lambda: self._made(who, decider, choice)
        )
        if made is None:
            return False
        given_by = {
            plain.WELFARE: "attorney",
            plain.DEPUTY: "deputy",
            plain.COURT: "court",
            "personal_rep": "personal_rep",
        }
        yes: dict[str, frozenset[str]] = {}
        for key in choice.yes:
            purpose, places = PLACES[key]
            yes[purpose] = yes.get(purpose, frozenset()) | places
        hides = [one for one in who.life.stops if one.kind in ("restriction", "whereabouts") and one.holds(self.today)]
        if any(not one.purposes for one in hides):  # V-C-12: forced No
            yes = {purpose: places for purpose, places in yes.items() if purpose not in plain.PUBLIC}
        form = Form(
            by=given_by[by.kind] if isinstance(by, Speaker) else by,
            yes=yes,
            contents=frozenset({"photo", "video", "audio"} if choice.films else {"photo"}),
            ident=choice.ident,
            until=made.expires_on,
            named=frozenset({choice.named} if choice.named else ()),
            health=choice.health,
            view_first=choice.view_first,
            event=choice.event,
            after_loss=choice.after,
            after_death=choice.after,
            who=by if isinstance(by, Speaker) else None,
            beside=next((one for one in who.life.interests if who.rows[id(one)].pk == made.best_interests_id), None),
            child_agreed=choice.child_agrees,
            interests=choice.interests,
        )
        said = {line["purpose"]: frozenset(line["channels"]) for line in made.lines if line["yes"]}
        assert said == yes, f"The form says {said}, they said {yes}"
        who.being_made = (made, form)
        return True

    def _made(self, who: Somebody, decider: str, choice: Choice) -> MediaConsent:
        carer = self._carer_of(who)
        made = agreement.ask(
            who.record,
            reason="event",
            raised_by_subject=True,
            decider=decider,
            parent_name=NAME if decider == "parent" else "",
            child_agreed=choice.child_agrees or None,
            by=carer,
        )
        answers = {key: "yes" if key in choice.yes else "no" for key in PLACES} | {"photos": "yes"}
        answers["films"] = "yes" if choice.films else "no"
        after = WISHES[choice.after]
        chosen: dict[str, Any] = {
            "most_ident": choice.ident,
            "may_mention_health": choice.health,
            "view_first": choice.view_first,
            "one_off_event": choice.event,
            "third_parties": [{"name": choice.named, "role": "newspaper"}] if choice.named else [],
            "after_death": after if after != "ask_representative" else "stop",
            "after_capacity_loss": after,
        }
        if choice.days:
            chosen["expires_on"] = self.today + timedelta(days=choice.days)
        if made.kind.is_resident and any(PLACES[key][0] in plain.PUBLIC for key in choice.yes):
            chosen |= {"health_agreed": True, "somebody_must_not_know": False}
        agreement.choose(made, answers=answers, by=carer, **chosen)
        facts: dict[str, Any] = dict(builders_agreement.EXPLAINED)
        if choice.interests:
            facts |= {"lawful_basis": "legitimate_interests", "interests_assessment": "LIA 4"}
        agreement.explain(made, answers={"no_face_offered": "yes"}, by=carer, **facts)
        agreement.make_ready(made, by=carer)
        return made

    def finish(self, who: Somebody) -> bool:
        """The form under way is signed, and signed off in place of whatever was in force."""
        if who.being_made is None:
            return False
        made, form = who.being_made

        def sign() -> None:
            by = made.requested_by
            signer = who.record.name if form.by == "self" else NAME
            given = builders_agreement.drawn(signer, **({} if form.by == "self" else builders_agreement.SEEN))
            together = form.who is not None and form.who.together
            signing.sign(made, replace(given, cosigners=["Ruth Ashby"]) if together else given, by=by)
            agreement.give_papers(made, privacy_notice="PN 3", by=by)
            agreement.sign_off(made, by=self._manager_of(who))

        if not self._do("signed and signed off", sign):
            return False
        able = self._able(who.life)
        for older in who.life.live():
            older.state = "replaced"
        form.state, form.at = "live", timezone.now()
        who.life.forms.append(form)
        if form.by == "self":
            who.life.said.append((None, form, able))
        who.being_made = None
        return True
