"""Tells the stories: each step is the real action, taken by its person, at its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from desk.demonstration import enquiries, past_enquiries, recent_enquiries, replies, statements
from desk.demonstration.consents import tell_consents
from desk.demonstration.founding import as_person, found
from desk.demonstration.going_on import tell_of_a_matter
from desk.demonstration.good_news import tell_good_news
from desk.demonstration.people import DIRECTORS, SECOND_ADMINISTRATOR
from desk.demonstration.police import tell_of_the_police
from desk.demonstration.steps import ON_ENQUIRY, ON_STATEMENT, SIGNERS_VERBS, Scene, when_time_runs_out
from desk.demonstration.stories import StatementStory, Step, Story
from desk.demonstration.times import Clock, instant_of, told_by
from desk.demonstration.to_the_press import open_the_press_room, send_the_latest, tell_of_press_lists
from desk.demonstration.visits import tell_of_visits
from desk.demonstration.worries import tell_of_worries
from enquiries import actions
from enquiries.models import Enquiry
from mediapolicy.notices.models import Notice
from mediapolicy.organisation.calendar import WorkingCalendar
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from pressroom import actions as pressroom
from pressroom.models import Statement

FOUNDED = "-62d 9:00"
ENQUIRIES = (*past_enquiries.STORIES, *recent_enquiries.STORIES, *enquiries.STORIES, *replies.STORIES)
STATEMENTS = statements.STORIES
UNREAD_SINCE = "-1d 8:00"
SENT_AFTER = timedelta(hours=1)


@transaction.atomic
def tell_everything() -> None:
    """Found the care group and tell every story, as if it had been here for a quarter of a year."""
    loaded = timezone.now()
    clock = Clock(loaded)
    teller = Teller(clock, loaded)
    # All or nothing: no step needs a savepoint of its own, and they would be a third of all statements.
    with told_by(clock), patch.object(connection.features, "uses_savepoints", False):
        clock.instant = teller.instant(FOUNDED)
        staff, homes, book = found(loaded)
        teller.scene = Scene(staff, homes, book, teller.instant)
        for story in ENQUIRIES:
            teller.tell(story)
        for one in STATEMENTS:
            teller.tell_statement(one)
        tell_consents(teller.scene, teller.jump)
        tell_of_the_police(teller.scene, teller.jump)
        tell_of_visits(teller.scene, teller.jump)
        teller.jump("-21h")
        tell_of_press_lists(teller.scene)
        open_the_press_room(staff[SECOND_ADMINISTRATOR])
        teller.jump("-20h")
        tell_of_a_matter(teller.scene)
        tell_of_worries(teller.scene, teller.jump)
        tell_good_news(teller.scene, teller.jump)
        teller.jump("-20m")
        send_the_latest(teller.scene)
    _settle(loaded, unread_since=teller.instant(UNREAD_SINCE))


class Teller:
    """Moves the clock from step to step, and hands each step to its action."""

    scene: Scene

    def __init__(self, clock: Clock, loaded: datetime) -> None:
        self.clock, self.loaded = clock, loaded
        self.calendar = WorkingCalendar.of(None)

    def instant(self, words: str) -> datetime:
        """The instant these words mean at this point of the story."""
        return instant_of(words, since=self.clock.instant, loaded=self.loaded, calendar=self.calendar)

    def tell(self, story: Story) -> None:
        """Log the approach, then take each step."""
        self.clock.instant = self.instant(story.when)
        enquiry = actions.log(
            home=self.scene.homes.get(story.home),
            question=story.question,
            came_by=story.came_by,
            enquirer=story.who,
            outlet=story.outlet,
            reach=story.reach,
            deadline=self.instant(story.deadline) if story.deadline else None,
            chosen_way=story.way,
            chosen_address=story.address,
            happened_at=self.clock.instant - timedelta(minutes=4),
            said_no_comment=story.no_comment,
            home_manager="away" if story.manager_away else "here",
            by=as_person(self.scene.staff[story.by]),
        )
        self.scene.told[story.key] = enquiry
        for step in story.steps:
            enquiry = Enquiry.objects.select_related("statement", "responsible", "held_by").get(pk=enquiry.pk)
            self._take(step, enquiry)

    def tell_statement(self, story: StatementStory) -> None:
        """Write the statement, then take each step."""
        self.clock.instant = self.instant(story.when)
        statement = pressroom.draft(
            subject=story.subject,
            trigger=story.trigger,
            home=self.scene.homes.get(story.home),
            words=story.words,
            recipients=[{"name": name, "way": way, "address": address} for name, way, address in story.recipients],
            due_at=self.instant(story.due),
            by=as_person(self.scene.staff[story.by]),
        )
        for step in story.steps:
            self._go_to(self.instant(step.when))
            signs = step.verb in SIGNERS_VERBS
            by = self.scene.staff[step.by or (DIRECTORS[0] if signs else story.by)]
            ON_STATEMENT[step.verb](self.scene, Statement.objects.get(pk=statement.pk), step, as_person(by))

    def jump(self, words: str) -> None:
        """Set the clock to the instant that these words mean, whatever was told before."""
        self.clock.instant = self.instant(words)

    def _take(self, step: Step, enquiry: Enquiry) -> None:
        self._go_to(when_time_runs_out(enquiry) if step.verb == "pass up" else self.instant(step.when))
        by = as_person(self._who(step, enquiry))
        if step.verb in ON_ENQUIRY:
            ON_ENQUIRY[step.verb](self.scene, enquiry, step, by)
            return
        assert enquiry.statement is not None  # what is signed has been written
        ON_STATEMENT[step.verb](self.scene, enquiry.statement, step, by)

    def _who(self, step: Step, enquiry: Enquiry) -> User:
        """The person named; else a Director signs, time passes things up, and the person whose it is does the rest."""
        if step.verb == "pass up":
            return User.objects.the_clock()
        if step.by or step.verb in SIGNERS_VERBS:
            return self.scene.staff[step.by or DIRECTORS[0]]
        holder = enquiry.responsible or enquiry.held_by
        assert holder is not None  # an approach is always in somebody's hands
        return self.scene.staff[holder.name]

    def _go_to(self, instant: datetime) -> None:
        if not self.clock.instant <= instant <= self.loaded:
            raise ValueError(f"A story goes back in time, or past now: {instant} after {self.clock.instant}")
        self.clock.instant = instant


def _settle(loaded: datetime, *, unread_since: datetime) -> None:
    """What is old was read and sent long ago: loading sends only what belongs to the last hour."""
    read = Notice.objects.filter(created_at__lt=unread_since)
    read.update(read_at=F("created_at") + timedelta(minutes=35))
    sent = Dispatch.objects.filter(created_at__lt=loaded - SENT_AFTER)
    sent.update(state=Dispatch.State.SENT, tries=1, sent_at=F("created_at") + timedelta(seconds=4))
