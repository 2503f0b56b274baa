"""The policy table of pictures: kept once, everybody in them named, the rights recorded, released, put away, erased."""

from __future__ import annotations

from django.db.models import TextChoices

from consent.pictures import rules
from consent.pictures.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition


class AssetState(TextChoices):
    """Whether a picture may be used at all. Who may be shown in it is the gate's question, each time."""

    WAITING = "waiting", "People still to be named"
    READY = "ready", "Everybody named"
    QUARANTINED = "quarantined", "Put away"
    ERASED = "erased", "Erased"


A = AssetState
POWERS = {
    "keep_picture": "Add pictures, films, words and artwork, and name who is in them",
    "release_picture": "Say that a picture is complete: everybody named, the rights recorded",
}

ADD_PICTURE = Transition(
    verb="add picture",
    sources=frozenset(),
    target=A.WAITING,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="Add it",
    requires=(rules.something_to_show, rules.not_taken_out_before),
)
DESCRIBE = Transition(
    verb="describe picture",
    sources=frozenset({A.WAITING, A.READY}),
    target=None,
    permission="keep_picture",
    clause=Clause.SM_27,
    label="Save",
    edits=True,
)
COUNT_PEOPLE = Transition(
    verb="count the people",
    sources=frozenset({A.WAITING, A.READY}),
    target=A.WAITING,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="Save how many people can be seen",
)
NAME_SOMEBODY = Transition(
    verb="name somebody in it",
    sources=frozenset({A.WAITING, A.READY}),
    target=A.WAITING,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="Save who this is",
)
UNNAME_SOMEBODY = Transition(
    verb="take a name off it",
    sources=frozenset({A.WAITING, A.READY}),
    target=A.WAITING,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="Take this name off",
)
CONFIRM_NOBODY = Transition(
    verb="confirm that nobody can be told",
    sources=frozenset({A.WAITING}),
    target=None,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="I agree: nobody can tell who this is",
    requires=(rules.somebody_to_agree_about,),
    only=(rules.not_only_their_own_eyes,),
)
RELEASE_PICTURE = Transition(
    verb="release picture",
    sources=frozenset({A.WAITING}),
    target=A.READY,
    permission="release_picture",
    clause=Clause.SM_26,
    label="It is complete",
    requires=rules.BEFORE_RELEASE,
)
PUT_AWAY = Transition(
    verb="put away",
    sources=frozenset({A.WAITING, A.READY}),
    target=A.QUARANTINED,
    permission="keep_picture",
    clause=Clause.SM_26,
    label="Put it away",
)
PUT_AWAY_BY_WITHDRAWAL = Transition(
    verb="put away when consent ends",
    sources=frozenset({A.WAITING, A.READY}),
    target=A.QUARANTINED,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
BRING_BACK = Transition(
    verb="bring back",
    sources=frozenset({A.QUARANTINED}),
    target=A.WAITING,
    permission="release_picture",
    clause=Clause.SM_26,
    label="Bring it back",
    requires=(rules.nobody_in_it_has_withdrawn,),
)
ERASE = Transition(
    verb="erase",
    sources=frozenset({A.QUARANTINED}),
    target=A.ERASED,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)

TRANSITIONS = (
    ADD_PICTURE,
    DESCRIBE,
    COUNT_PEOPLE,
    NAME_SOMEBODY,
    UNNAME_SOMEBODY,
    CONFIRM_NOBODY,
    RELEASE_PICTURE,
    PUT_AWAY,
    PUT_AWAY_BY_WITHDRAWAL,
    BRING_BACK,
    ERASE,
)
