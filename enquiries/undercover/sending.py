"""The page on which a worry is sent: who should know, with whom it is about and their line left out."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from enquiries.belongings import Note
from enquiries.models import Enquiry
from enquiries.undercover import actions, states
from enquiries.undercover.forms import SendForm, WhichColleagueForm
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.vocabulary import WORK_HERE, Cover
from mediapolicy.people.models import User
from mediapolicy.refusals import AlreadyDone
from mediapolicy.requests import SignedIn


def note_of(request: SignedIn) -> Note | None:
    """The note of an enquiry that becomes a worry, for whoever may see the enquiry and write notes on it."""
    given = request.GET.get("note", "")
    if not given:
        return None
    try:
        key = uuid.UUID(given)
    except ValueError:
        raise Http404 from None
    # In one statement: that there is a note, on an enquiry that one may not see, must not show in their number.
    theirs = Note.objects.filter(enquiry__in=Enquiry.objects.visible_to(request.user))
    note = get_object_or_404(theirs.select_related("by", "enquiry"), pk=key)
    states.MOVE_NOTE.check_who(request.user, note.enquiry)
    return note


class Sending:
    """What the page asks and what was answered. Raises Http404 where there is no such cover or note."""

    def __init__(self, request: SignedIn, cover: str) -> None:
        if cover not in Cover.values:
            raise Http404
        self.cover, self.by = Cover(cover), request.user
        self.done = actions.sent_by_this_form(by=self.by)
        self.note = None if self.done else note_of(request)
        asked = request.GET if self.cover in WORK_HERE and "about" in request.GET else None
        self.colleague = WhichColleagueForm(asked, by=self.by) if self.cover in WORK_HERE else None
        self.is_posted = request.method == "POST"
        self.form = SendForm(request.POST if self.is_posted else None, by=self.by, about=self.about)

    @property
    def about(self) -> User | None:
        """Which colleague it is, if that was said."""
        form = self.colleague
        return form.cleaned_data["about"] if form is not None and form.is_bound and form.is_valid() else None

    @property
    def errors(self) -> bool:
        """Whether something was answered wrongly."""
        return bool(self.form.errors or (self.colleague is not None and self.colleague.errors))

    def send(self) -> UndercoverReport | None:
        """Send it, if all is answered. A double tap leads to the same worry, never to a second one."""
        if self.done is not None:
            return self.done
        if not self.is_posted or self.errors or not self.form.is_valid():
            return None
        given = {"cover": self.cover, "told": self.form.cleaned_data["told"], "about": self.about, "by": self.by}
        try:
            return actions.move_note(self.note, **given) if self.note else actions.send(**given)
        except AlreadyDone as done:
            found: UndercoverReport = done.record
            return found
