"""What is still going on in the care group: one matter of the COO's, which nobody else can see."""

from __future__ import annotations

from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from matters import actions

COO = "Helen Strand"
CALLED = "A family's complaint"
WATCHED = "a certain family"


def tell_of_a_matter(scene: Scene) -> None:
    """A family complained; whatever a reporter asks about them comes to the COO, what was asked before included."""
    by = as_person(scene.staff[COO])
    matter = actions.open_matter(
        kind="complaint",
        called=CALLED,
        about="A family complained about how they were spoken to at Brindle Court. The Home Manager looks into it.",
        home=scene.homes["Brindle Court"],
        words=[WATCHED],
        by=by,
    )
    actions.agree_who_responds(matter, lead="us", agreed_with="", agreed_on=None, by=by)
    actions.agree_the_line(matter, "We take every concern seriously. We do not speak about anybody's family.", by=by)
