"""The rest of these lives: who speaks, what is found, what is decided, what is taken back, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from consent.agreement import actions as agreement
from consent.agreement.models import MediaConsent
from consent.capacity import actions as capacity
from consent.interests import actions as interests
from consent.people.models import Person
from consent.speaking import actions as speaking
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown.withdrawing import withdraw
from mediapolicy.people.models import User
from tests.consent import builders_capacity
from tests.consent.gate import plain_rules as plain
from tests.consent.gate.living import FAIR, NAME, SCOPES, Beginnings, Choice, Scope, Somebody
from tests.consent.gate.plain_rules import Ask, Finding, Form, Interests, Life, Speaker, Stop

LIFTED_BY_SAFEGUARDING = frozenset({"whereabouts", "undue_influence", "safeguarding"})
PLACED_BY_LEADS = {"restriction": "manager", "matter": "coo"}
EXCEPTION = dict.fromkeys(
    ("benefit", "less_rejected", "independent_view", "dpo_conditions", "dpia", "legal_advice"), "Written down."
)


class Lives(Beginnings):
    """Everything that can happen."""

    def agree(self, who: Somebody, by: Speaker | str = "self", choice: Choice | None = None) -> bool:
        """A form from its beginning to the sign-off."""
        return self.begin(who, by, choice or Choice()) and self.finish(who)

    def refuse(self, who: Somebody, by: Speaker | str = "self") -> None:
        """They say no to everything."""
        decider = str(who.row(by).pk) if isinstance(by, Speaker) else by

        def say_no() -> None:
            if who.being_made is None or who.being_made[1].state != "made":
                parent = NAME if decider == "parent" else ""
                facts: dict[str, Any] = {"decider": decider, "parent_name": parent, "raised_by_subject": True}
                form = agreement.ask(who.record, reason="event", by=self._carer_of(who), **facts)
            else:
                form = who.being_made[0]
            agreement.say_no(form, by=self._carer_of(who))

        own = who.being_made[1].by == "self" if who.being_made else by == "self"
        if self._do(f"no to everything, by {by}", say_no):
            who.being_made = None
            for older in who.life.live():
                older.state = "withdrawn"
            who.life.said.append((plain.ALL_PURPOSES, None, own and self._able(who.life)))

    def reconfirm(self, who: Somebody) -> None:
        """Asked again today, they say yes."""
        for form in who.life.live():
            row = MediaConsent.objects.filter(subject=who.record).live().get()
            if self._do(
                "yes again", lambda row=row: agreement.reconfirm(row, by=self._carer_of(who), note="She nodded.")
            ):
                form.confirmed = timezone.now()

    def resume(self, who: Somebody) -> None:
        """The Home Manager takes a form off hold: only where its cause is settled."""
        row = MediaConsent.objects.filter(subject=who.record, state="suspended").first()
        form = next((one for one in who.life.live() if one.held), None)
        if row is None or form is None:
            return
        if self._do("off hold", lambda: agreement.resume(row, by=self._manager_of(who), note="It is settled.")):
            assert self._is_settled(who.life, form), (f"{form.held} was not settled", self.told)
            form.held = ""

    def _is_settled(self, life: Life, form: Form) -> bool:
        """3.6: SUSPENDED to ACTIVE only when the trigger is cleared."""
        if form.held in ("lost", "capacity_doubt"):
            widest = max(form.contents | {"photo"})
            about = [Ask("", purpose, "", content=widest, ident=form.ident) for purpose in form.yes]
            return all(life.ability(timezone.now(), ask) == "has" for ask in about)
        if form.held == "speaker":
            return form.who is not None and form.who.decides(self.today)
        stopping = ("restriction", "whereabouts", "dispute", "objection")
        standing = any(one.kind in stopping and one.holds(self.today) and not one.soft for one in life.stops)
        return form.held == "moved" or (form.held != "death" and not standing)

    def void(self, who: Somebody) -> None:
        """The form was not obtained as it must be."""
        row = MediaConsent.objects.filter(subject=who.record).live().first()
        if row is not None and self._do(
            "form void",
            lambda: agreement.declare_void(row, by=self.cast.data_protection, note="Her niece held the pen."),
        ):
            for form in who.life.live():
                form.state = "void"

    def withdraw(self, who: Somebody, made_by: str, purposes: Iterable[str] = ()) -> None:
        """Somebody says that they should not be shown (3.7)."""
        taken = frozenset(purposes)
        unable = who.life.was_unable()
        if not self._do(
            f"{made_by} takes back {sorted(taken) or 'everything'}",
            lambda: withdraw(who.record, made_by=made_by, purposes=taken, by=self._carer_of(who)),
        ):
            return
        life = who.life
        if made_by == "somebody_else":
            self._somebody_else_objects(life, taken)
        elif made_by == "observed":
            self._object(life, frozenset(), soft=False)
        else:
            own = made_by == "self"
            others = any(one.by != "self" for one in life.live()) or any(not one.over for one in life.interests)
            affected = self._take_back(who, own, taken)
            if own and (others or unable or (not affected and life.kind == "resident")):
                self._object(life, taken, soft=not (others or unable))

    def _take_back(self, who: Somebody, own: bool, taken: frozenset[str]) -> bool:
        life, able = who.life, self._able(who.life)
        affected = [one for one in life.live() if (one.by == "self") == own and (not taken or taken & set(one.yes))]
        if (
            who.being_made
            and (who.being_made[1].by == "self") == own
            and (not taken or taken & set(who.being_made[1].yes))
        ):
            who.being_made, affected = None, [*affected, who.being_made[1]]
        if own:
            whole = not taken or any(not set(one.yes) - taken for one in affected)
            life.said.append((taken or plain.ALL_PURPOSES, None, able and bool(affected) and whole))
        for form in affected:
            left = {purpose: places for purpose, places in form.yes.items() if purpose not in taken}
            if form.state == "live" and taken and left:
                narrower = replace(form, yes=left)
                form.state = "replaced"
                life.forms.append(narrower)
                if own:
                    life.said.append((None, narrower, able))
            else:
                form.state = "withdrawn"
        return bool(affected)

    def _object(self, life: Life, purposes: frozenset[str], *, soft: bool) -> None:
        life.stops.append(Stop("objection", purposes, inside=True, soft=soft))
        for one in life.interests:  # no exception outlives an objection (D11-X)
            one.over = one.over or one.decided == "one_item"

    def _somebody_else_objects(self, life: Life, purposes: frozenset[str]) -> None:
        """W-3: whoever can decide is told, and their word stands; for anybody else it waits until it is settled."""
        agreed = {purpose for form in life.live() for purpose in form.yes} or plain.ALL_PURPOSES
        now = timezone.now()
        if all(life.ability(now, Ask("", purpose, "")) in ("presumed", "has") for purpose in agreed):
            return
        self._hold(life, "objection")
        life.stops.append(Stop("dispute", purposes))

    # Who speaks for them ------------------------------------------------------------------------------------------

    def meet(self, who: Somebody, kind: str) -> Speaker | None:
        """Somebody says that they speak for them."""
        row = self._do(
            f"{kind} comes",
            lambda: builders_capacity.somebody_speaks(who.record, kind, by=self._manager_of(who), name=NAME),
        )
        if row is None:
            return None
        speaker = Speaker(kind, NAME)
        who.rows[id(speaker)] = row
        who.life.speakers.append(speaker)
        return speaker

    def check_papers(
        self,
        who: Somebody,
        speaker: Speaker,
        *,
        covers: bool = True,
        allows: Iterable[str] = (),
        together: bool = False,
        days: int = 0,
        register: str = "registered",
    ) -> None:
        """Their papers are read, and checked; a change of what they say has to be checked again."""
        row, by = who.row(speaker), self._manager_of(who)
        papers: dict[str, Any] = {
            **builders_capacity.PAPERS,
            "covers_media": covers,
            "order_allows": sorted(allows),
            "register_says": register,
            "order_ends_on": self.today + timedelta(days=days) if days else None,
            "appointment": "jointly" if together else "sole",
            "co_attorneys": ["Ruth Ashby"] if together else [],
        }
        if self._do(
            f"papers of {speaker.kind}: {covers=} {together=}", lambda: speaking.change_power(row, by=by, **papers)
        ):
            held, speaker.together = speaker.checked, together
            if held:
                self._no_longer_decides(who.life, speaker)
            speaker.covers, speaker.allows, speaker.ends = covers, frozenset(allows), papers["order_ends_on"]
            self.verify(who, speaker)

    def verify(self, who: Somebody, speaker: Speaker) -> None:
        """Checked; for a year."""
        row = who.row(speaker)
        if self._do(f"checks {speaker.kind}", lambda: speaking.verify(row, by=self._manager_of(who))):
            speaker.checked, speaker.again = True, row.verify_again_on

    def speaker_refuses(self, who: Somebody, speaker: Speaker, purposes: Iterable[str]) -> None:
        """They say no; somebody who is only asked makes a dispute of it where the person can't decide (D9, D15)."""
        said = sorted(purposes)
        row = who.row(speaker)
        if self._do(
            f"{speaker.kind} says no to {said}",
            lambda: speaking.note_refusal(row, said, "Mum would hate it.", by=self._manager_of(who)),
        ):
            speaker.refuses = frozenset(said)
            decides = speaker.kind in (plain.WELFARE, plain.DEPUTY, plain.COURT)
            already = any(
                one.kind == "dispute" and one.of is speaker and one.holds(self.today) for one in who.life.stops
            )
            if said and not decides and who.life.was_unable() and not already:
                self._dispute(who.life, frozenset(said), speaker)

    def _dispute(self, life: Life, purposes: frozenset[str], of: object) -> None:
        life.stops.append(Stop("dispute", purposes, of=of))
        self._hold(life, "dispute", by=("attorney", "deputy", "court", "parent", "personal_rep"))

    def speaker_ends(self, who: Somebody, speaker: Speaker) -> None:
        """Their power is revoked."""
        row = who.row(speaker)
        if self._do(f"{speaker.kind} ends", lambda: speaking.end(row, by=self._manager_of(who), note="Revoked.")):
            speaker.gone = True
            self._no_longer_decides(who.life, speaker)

    def wish(self, who: Somebody, wish: str, able_then: str = "yes") -> None:
        """What they said while they could."""
        row = self._do(
            f"wishes {wish}, able then: {able_then}",
            lambda: speaking.keep_wish(
                who.record, wish=wish, words="I never want that.", able_then=able_then, by=self._carer_of(who)
            ),
        )
        social = frozenset({"P07", "P09", "P13"})  # wherever social media can be among the places
        refuses = {
            "no_publicity": plain.PUBLIC | plain.FAMILY,
            "internal_only": plain.PUBLIC | plain.FAMILY,
            "no_social": social,
        }
        if row is not None and able_then != "no" and wish in refuses:
            stop = Stop("prior_refusal", refuses[wish], of=row)
            who.life.stops.append(stop)

    def take_wish_back(self, who: Somebody) -> None:
        """They changed their mind, which only somebody able can."""
        for stop in who.life.stops:
            if stop.kind == "prior_refusal" and not stop.lifted and stop.of is not None:
                row = stop.of
                able = self._able(who.life, stop.purposes)
                if self._do(
                    "wish taken back",
                    lambda row=row: speaking.take_wish_back(row, by=self._manager_of(who), note="She said so."),
                ):
                    assert able, ("Somebody unable took a wish back", self.told)
                    stop.lifted = True

    # Can they decide? ---------------------------------------------------------------------------------------------

    def find(
        self, who: Somebody, outcome: str, scope: Scope | None = None, *, prefers: str = "unknown", days: int = 130
    ) -> None:
        """Assessed and countersigned: can they decide this?"""
        about = scope or SCOPES["wide"]
        purposes, contents = sorted(about.purposes), tuple(sorted(about.contents))
        assessor = self.cast.assessor if who.record.home_id == self.cast.home.pk else self.cast.other_assessor
        more: dict[str, Any] = {"preference": prefers, "review_due": self.today + timedelta(days=days)}
        row = self._do(
            f"found: {outcome}, about {'everything' if about is SCOPES['wide'] else purposes}",
            lambda: self._found(who, outcome, assessor, (purposes, contents, about.ident), more),
        )
        if row is None:
            return
        found = Finding(outcome, about.purposes, about.contents, about.ident, row.happened_at, row.review_due)
        self._follow(who.life, found)
        who.rows[id(found)] = row
        if prefers == "does_not" and not self._objects_already(who.life, about.purposes):
            self._object(who.life, about.purposes, soft=False)

    def _found(
        self, who: Somebody, outcome: str, assessor: User, about: tuple[list[str], tuple[str, ...], str], more: Any
    ) -> Any:
        """The parts of an assessment in the order of the law."""
        purposes, contents, ident = about
        scope = builders_capacity.a_scope(*purposes, ident=ident, contents=contents)
        made = builders_capacity.begun(who.record, by=assessor, scope=scope)
        builders_capacity.looked_at(made, by=assessor, unable=outcome != "has")
        if outcome != "has":
            none = outcome == "not_established"
            capacity.go_on_to_cause(made, by=assessor)
            lasting = "fluctuating" if outcome == "fluctuates" else "permanent"
            cause = {
                "impairment_words": "Dementia, moderate.",
                "impairment_known_by": "diagnosed",
                "permanence": lasting,
            }
            link = {"causal_link": builders_capacity.LINK}
            capacity.save_cause(made, by=assessor, impairment=not none, **({} if none else cause | link))
        capacity.finish(made, by=assessor, **{**builders_capacity.an_outcome(outcome), **more})
        capacity.countersign(made, by=self._manager_of(who))
        return made

    def _objects_already(self, life: Life, purposes: frozenset[str]) -> bool:
        standing = [one for one in life.stops if one.kind == "objection" and one.holds(self.today)]
        return any(not one.purposes or purposes <= one.purposes for one in standing)

    def _follow(self, life: Life, found: Finding) -> None:
        self._take_the_place_of_older(life, found)
        life.findings.append(found)
        for stop in life.stops:
            if stop.kind == "capacity_doubt" and stop.purposes <= found.purposes:
                stop.lifted = True
        if found.outcome == "has":  # nobody decides for them any more
            for one in life.interests:
                one.over = one.over or bool(one.purposes & found.purposes)
        if found.outcome == "lacks":  # D13: their own forms wait
            self._hold(life, "lost", by=("self",), which=lambda form: bool(set(form.yes) & found.purposes))
        if found.outcome == "not_established":
            life.stops.append(Stop("safeguarding", found.purposes))

    def _take_the_place_of_older(self, life: Life, found: Finding) -> None:
        before = [one for one in life.counting() if not one.replaced]
        if found.outcome == "lacks":
            lost = [
                one.since for one in before if one.since and one.outcome == "lacks" and one.purposes & found.purposes
            ]
            found.since = min([*lost, timezone.now()])
        for older in before:
            against = found.outcome != "has" and not older.unable and bool(older.purposes & found.purposes)
            older.replaced = found.as_wide_as(older) or against

    def find_void(self, who: Somebody) -> None:
        """The newest finding was not made as the law asks: what is left is a doubt, where anybody ever found them unable."""
        found = next((one for one in who.life.counting() if not one.replaced), None)
        if found is None:
            return
        row = who.row(found)
        row.refresh_from_db()
        if not self._do(
            "finding void", lambda: capacity.declare_void(row, by=self._manager_of(who), note="No help given.")
        ):
            return
        found.void = True
        for one in who.life.interests:
            one.over = one.over or one.rests_on is found
        before = next((one for one in who.life.counting() if one.purposes & found.purposes), None)
        overtaken = before is not None and before.replaced and before.unable
        if found.unable or overtaken:  # whoever lifts the doubt finds them able, whatever was found before
            for one in who.life.counting():
                one.void = one.void or (one.replaced and one.unable and found.as_wide_as(one))
        if found.unable or overtaken:
            who.life.stops.append(Stop("capacity_doubt", found.purposes, inside=True))
            self._hold(who.life, "capacity_doubt", by=("self",))

    # What is best for them ----------------------------------------------------------------------------------------

    def decide(
        self,
        who: Somebody,
        decided: str,
        purposes: Iterable[str] = plain.ALL_PURPOSES,
        *,
        by: Speaker | None = None,
        asked: bool = True,
        coo: bool = True,
        days: int = 80,
    ) -> None:
        """A best-interests decision is prepared, made, signed by a second, and an exception allowed by the COO."""
        resting = next((one for one in who.life.counting() if one.unable and not one.replaced), None)
        if resting is None:
            return
        about = frozenset(purposes) & resting.purposes
        part = self._checklist(who, resting, decided, by, asked) | {"review_due": self.today + timedelta(days=days)}

        def act() -> Any:
            resting_row = who.row(resting)
            resting_row.refresh_from_db()
            signing = {"manager": self._manager_of(who), "second": self.cast.safeguarding}
            made = builders_capacity.decided(resting_row, decided, purposes=tuple(about), **signing, **part)
            if decided == "one_item" and coo:
                interests.allow_exception(made, by=self.cast.coo)
            return made

        row = self._do(f"best interests: {decided} {sorted(about)} by {by and by.kind}", act)
        if row is not None:
            one = Interests(decided, about, row.review_due, by, resting, asked, FAIR, decided == "one_item" and coo)
            who.rows[id(one)] = row
            who.life.interests.append(one)

    def _checklist(
        self, who: Somebody, resting: Finding, decided: str, by: Speaker | None, asked: bool
    ) -> dict[str, Any]:
        part: dict[str, Any] = {}
        if by is not None:
            part["made_by_representative"] = who.row(by)
        if not asked:
            part |= {"consultees": [], "unbefriended": True, "advocacy_considered": "Asked the council for one."}
        if decided == "one_item":
            part |= {"exception_item": FAIR, "exception_facts": EXCEPTION}
        if resting.outcome == "fluctuates":
            part["can_wait"] = False
        return part

    def decision_ends(self, who: Somebody) -> None:
        """The newest decision no longer holds."""
        one = next((one for one in reversed(who.life.interests) if not one.over), None)
        if one is not None:
            row = who.row(one)
            if self._do("decision ends", lambda: interests.end(row, by=self._manager_of(who), note="It has changed.")):
                one.over = True

    # What stands in the way ---------------------------------------------------------------------------------------

    def stop(
        self, who: Somebody, kind: str, purposes: Iterable[str] = (), *, inside: bool = False, days: int = 0
    ) -> None:
        """Something stands in the way."""
        about = frozenset(purposes)
        until = self.today + timedelta(days=days) if days else None
        row = self._do(
            f"stop: {kind} {sorted(about)} {inside=} {until=}",
            lambda: stops.place(
                StopKind(kind),
                who.record,
                "It was said today.",
                purposes=about,
                reaches_inside=inside,
                restriction="reporting" if kind == "restriction" else "",
                until=until,
                by=self._placed_by(who, kind),
            ),
        )
        if row is None:
            return
        life = who.life
        if kind == "objection":
            self._object(life, about, soft=False)
        elif kind == "dispute":
            self._dispute(life, about, None)
        else:
            life.stops.append(Stop(kind, about, inside, until))
        who.rows[id(life.stops[-1])] = row
        if kind in ("restriction", "whereabouts"):
            self._hold(life, "restriction")
        elif kind == "capacity_doubt":
            self._hold(life, "capacity_doubt", by=("self",))

    def _placed_by(self, who: Somebody, kind: str) -> User:
        if kind == "restriction":
            return self._manager_of(who)
        return self.cast.coo if kind == "matter" else self._carer_of(who)

    def lift(self, who: Somebody, number: int) -> None:
        """One of the stops no longer stands, says somebody who may say so."""
        standing = [
            one for one in Person.objects.get(pk=who.record.pk).stops.filter(state="in force").order_by("created_at")
        ]
        if not standing:
            return
        row = standing[number % len(standing)]
        able = self._able(who.life, frozenset(row.purposes))
        known = self._known(who, row)
        if self._do(
            f"lifted: {row.kind}", lambda: stops.lift(row, "It is settled.", by=self._lifted_by(who, row.kind))
        ):
            assert row.kind != "prior_refusal" or able, ("A refusal was lifted for somebody unable", self.told)
            known.lifted = True

    def _known(self, who: Somebody, row: Any) -> Stop:
        """The model's own of this stop: by its row, or, where it followed from something else, in the order they came."""
        by_row = [one for one in who.life.stops if who.rows.get(id(one)) is not None and who.row(one).pk == row.pk]
        alike = [one for one in who.life.stops if one.kind == row.kind and one.purposes == frozenset(row.purposes)]
        waiting = [one for one in alike if not one.lifted and id(one) not in who.rows]
        assert by_row or waiting, (row, self.told)
        return by_row[0] if by_row else waiting[0]

    def _lifted_by(self, who: Somebody, kind: str) -> User:
        if kind in LIFTED_BY_SAFEGUARDING:
            return self.cast.safeguarding
        return self.cast.coo if kind == "matter" else self._manager_of(who)
