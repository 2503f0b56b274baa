"""Random lives: what may happen next to whom, drawn by Hypothesis, beginning where one of the stories ends."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar
from zlib import crc32

from django.db import transaction
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.consent.gate.living import CHOICES, SCOPES, Somebody
from tests.consent.gate.living_on import Lives
from tests.consent.gate.plain_rules import COURT, DEPUTY, WELFARE, Speaker
from tests.consent.gate.stories import STORIES

who = some.integers(0, 1)
few_purposes = some.sets(some.sampled_from(["P01", "P03", "P06", "P07", "P09", "P10"]), max_size=3)
often_all = some.one_of(some.just(frozenset[str]()), few_purposes)
WAYS_OF_TIME = [timedelta(hours=1), timedelta(hours=70), timedelta(hours=80)] + [
    timedelta(days=n) for n in (10, 30, 95, 200, 400)
]
STOPS = ["restriction", "whereabouts", "objection", "undue_influence", "capacity_doubt", "dispute", "prior_refusal"]
STOPS += ["safeguarding", "matter"]
SPEAKERS = [
    WELFARE,
    WELFARE,
    WELFARE,
    DEPUTY,
    DEPUTY,
    COURT,
    "next_of_kin",
    "family",
    "lpa_property",
    "imca",
    "personal_rep",
]


class RandomLives(RuleBasedStateMachine):
    """Steps that the product refuses are part of it: they must change nothing."""

    cast: ClassVar[Any]
    clock: ClassVar[Any]
    began: ClassVar[Any]
    reached: ClassVar[Counter[str]] = Counter()
    taken: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.clock.move_to(self.began)
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.lives = Lives(self.cast, self.clock)

    def teardown(self) -> None:
        """Nothing is left of these lives."""
        transaction.set_rollback(True)
        self.rolled_back.__exit__(None, None, None)
        type(self).reached.update(self.lives.reached)
        steps = (words.strip().partition(":") for words in self.lives.told)
        type(self).taken.update(
            words.split(" ")[0] + (" refused" if "refused" in more else "") for words, _, more in steps
        )

    def one(self, number: int) -> Somebody:
        return self.lives.people[number % len(self.lives.people)]

    def speaker_of(self, one: Somebody, number: int) -> Speaker | None:
        speakers = one.life.speakers
        return speakers[-1 - number % len(speakers)] if speakers else None

    @initialize(drawn=some.binary(min_size=8, max_size=8))
    def begin_with(self, drawn: bytes) -> None:
        names = sorted(STORIES)
        story = names[crc32(drawn) % len(names)]  # each as often as the others
        self.lives.told.append(story)
        STORIES[story](self.lives)

    @invariant()
    def the_gate_keeps_to_the_rules(self) -> None:
        self.lives.check()

    # Forms --------------------------------------------------------------------------------------------------------

    @rule(number=who, by=some.integers(0, 6), choice=some.sampled_from(sorted(CHOICES)), to_the_end=some.booleans())
    def a_form(self, number: int, by: int, choice: str, to_the_end: bool) -> None:
        one = self.one(number)
        speaker = self.speaker_of(one, by) if by > 2 else None
        decider = speaker or ("parent" if one.life.born and by != 1 else "self")
        if self.lives.begin(one, decider, CHOICES[choice]) and (to_the_end or by % 2):
            self.lives.finish(one)

    @precondition(lambda self: any(one.being_made for one in self.lives.people))
    @rule()
    def the_form_is_finished(self) -> None:
        for one in self.lives.people:
            self.lives.finish(one)

    @precondition(lambda self: any(one.life.live() for one in self.lives.people))
    @rule(number=who, what=some.sampled_from(["again", "again", "resume", "resume", "resume", "void", "no"]))
    def something_about_a_form(self, number: int, what: str) -> None:
        one = self.one(number)
        act = {
            "again": self.lives.reconfirm,
            "resume": self.lives.resume,
            "void": self.lives.void,
            "no": self.lives.refuse,
        }
        act[what](one)

    @rule(
        number=who,
        by=some.sampled_from(["self", "self", "representative", "observed", "somebody_else"]),
        what=often_all,
    )
    def they_take_it_back(self, number: int, by: str, what: frozenset[str]) -> None:
        one = self.one(number)
        if by == "somebody_else" and (one.life.died or one.record.is_young):
            return  # the text says only what follows for those who might decide
        self.lives.withdraw(one, by, what)

    # Who speaks, what is found, what is decided -------------------------------------------------------------------

    @rule(
        number=who,
        kind=some.sampled_from(SPEAKERS),
        covers=some.sampled_from([True, True, True, False]),
        allows=few_purposes,
        together=some.sampled_from([False, False, True]),
        days=some.sampled_from([0, 0, 20]),
        pending=some.sampled_from([False, False, False, True]),
    )
    def somebody_comes(
        self, number: int, kind: str, covers: bool, allows: set[str], together: bool, days: int, pending: bool
    ) -> None:
        one = self.one(number)
        speaker = self.lives.meet(one, kind)
        register = "pending" if pending else "registered"
        if speaker is not None and kind != "next_of_kin":
            facts: dict[str, Any] = {
                "allows": allows | {"P07"},
                "together": together,
                "days": days,
                "register": register,
            }
            self.lives.check_papers(one, speaker, covers=covers, **facts)

    @precondition(lambda self: any(one.life.speakers for one in self.lives.people))
    @rule(
        number=who,
        nth=some.integers(0, 2),
        what=some.sampled_from(["no", "no", "ends", "verify", "papers"]),
        said=few_purposes,
    )
    def something_about_a_speaker(self, number: int, nth: int, what: str, said: set[str]) -> None:
        one = self.one(number)
        speaker = self.speaker_of(one, nth)
        if speaker is None:
            return
        if what == "no":
            self.lives.speaker_refuses(one, speaker, said)
        elif what == "ends":
            self.lives.speaker_ends(one, speaker)
        elif what == "verify":
            self.lives.verify(one, speaker)
        else:
            self.lives.check_papers(one, speaker, covers="P01" not in said, allows=said)

    @rule(
        number=who,
        outcome=some.sampled_from(["lacks", "lacks", "lacks", "has", "has", "fluctuates", "not_established"]),
        scope=some.sampled_from(["wide", "wide", "wide", *sorted(SCOPES)]),
        prefers=some.sampled_from(["unknown", "unknown", "unknown", "does_not"]),
    )
    def a_finding(self, number: int, outcome: str, scope: str, prefers: str) -> None:
        self.lives.find(self.one(number), outcome, SCOPES[scope], prefers=prefers)

    @precondition(lambda self: any(one.life.findings for one in self.lives.people))
    @rule(number=who)
    def a_finding_is_not_valid(self, number: int) -> None:
        self.lives.find_void(self.one(number))

    @precondition(lambda self: any(one.life.was_unable() for one in self.lives.people))
    @rule(
        number=who,
        decided=some.sampled_from(
            ["support_public", "support_public", "use_family", "use_care", "one_item", "do_not_use"]
        ),
        asked=some.booleans(),
        everything=some.booleans(),
        what=few_purposes,
    )
    def a_decision(self, number: int, decided: str, asked: bool, everything: bool, what: set[str]) -> None:
        one = self.one(number)
        able = [speaker for speaker in one.life.speakers if speaker.decides(self.lives.today) and speaker.kind != COURT]
        by = able[-1] if able and decided == "support_public" else None
        about = what or {"P01"}
        self.lives.decide(one, decided, by=by, asked=asked, **({} if everything else {"purposes": about}))

    @precondition(lambda self: any(one.life.interests for one in self.lives.people))
    @rule(number=who)
    def a_decision_ends(self, number: int) -> None:
        self.lives.decision_ends(self.one(number))

    @rule(
        number=who,
        wish=some.sampled_from(["no_publicity", "no_social", "internal_only", "happy"]),
        able=some.sampled_from(["yes", "unknown", "no"]),
        back=some.booleans(),
    )
    def a_wish(self, number: int, wish: str, able: str, back: bool) -> None:
        one = self.one(number)
        if back and any(stop.kind == "prior_refusal" and not stop.lifted for stop in one.life.stops):
            self.lives.take_wish_back(one)
        else:
            self.lives.wish(one, wish, able)

    # What stands in the way, and what time brings -----------------------------------------------------------------

    @rule(
        number=who,
        kind=some.sampled_from(STOPS),
        what=often_all,
        inside=some.booleans(),
        days=some.sampled_from([0, 0, 5]),
    )
    def a_stop(self, number: int, kind: str, what: frozenset[str], inside: bool, days: int) -> None:
        until = days if kind == "restriction" else 0
        self.lives.stop(self.one(number), kind, what, inside=inside, days=until)

    @precondition(lambda self: any(not stop.lifted for one in self.lives.people for stop in one.life.stops))
    @rule(number=who, nth=some.integers(0, 3))
    def a_stop_is_lifted(self, number: int, nth: int) -> None:
        self.lives.lift(self.one(number), nth)

    @rule(passing=some.sampled_from(WAYS_OF_TIME), swept=some.booleans())
    def time_passes(self, passing: timedelta, swept: bool) -> None:
        self.lives.wait(passing, swept=swept)

    @rule(
        number=who,
        what=some.sampled_from(["dies", "leaves", "comes back", "moves", "birthday"]),
        years=some.integers(10, 17),
    )
    def something_in_a_life(self, number: int, what: str, years: int) -> None:
        one = self.one(number)
        if what == "birthday":
            self.lives.correct_birthday(one, self.lives.today - timedelta(days=years * 365 + 20))
            return
        act = {
            "dies": self.lives.die,
            "leaves": self.lives.leave,
            "comes back": self.lives.come_back,
            "moves": self.lives.move,
        }
        act[what](one)

    @precondition(lambda self: len(self.lives.people) < 2)
    @rule(kind=some.sampled_from(["resident", "visitor", "staff", "child"]), years=some.integers(8, 16))
    def somebody_else_is_added(self, kind: str, years: int) -> None:
        born = self.lives.today - timedelta(days=years * 365 + 20) if kind == "child" else None
        self.lives.add(kind, born)

    @rule(
        law=some.sampled_from(["incapacitated_publicity", "public_exception", "public_exception", "staff_interests"]),
        value=some.integers(0, 1),
    )
    def the_organisation_chooses(self, law: str, value: int) -> None:
        self.lives.choose_law(law, value)
