"""Leaks to plant: a test of silence that sees none of these would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

import enquiries.listing
import enquiries.views
from approvals.models import ApprovalQuerySet
from enquiries.contacts.models import ContactQuerySet
from enquiries.models import Contact, Enquiry, EnquiryQuerySet
from enquiries.undercover.models import UndercoverReportQuerySet
from mediapolicy.history import browse, opened
from mediapolicy.notices import actions as notices
from mediapolicy.notices.models import NoticeQuerySet
from mediapolicy.web import NoStore
from pressroom.models import StatementQuerySet

Planted = pytest.MonkeyPatch


def _no_lock(model: Any) -> Callable[[Planted], None]:
    return lambda patch: patch.setattr(model, "unlocked_for", lambda self, user: self)


def _search_everything(patch: Planted) -> None:
    patch.setattr(EnquiryQuerySet, "found_by", lambda self, words: Enquiry.objects.filter(question__icontains=words))


def _count_everything(patch: Planted) -> None:
    usual = enquiries.listing.counting
    patch.setattr(enquiries.listing, "counting", lambda mine, _open: usual(mine, [Enquiry.objects.open()]))


def _suggest_everything(patch: Planted) -> None:
    patch.setattr(ContactQuerySet, "like", lambda self, words: Contact.objects.filter(name__icontains=words))


def _every_notice(patch: Planted) -> None:
    everything = lambda self, person: self.filter(recipient=person).order_by("-created_at", "-id")  # noqa: E731
    patch.setattr(NoticeQuerySet, "inbox_of", everything)


def _the_receipt(patch: Planted) -> None:
    found = lambda self, user: self.filter(logged_by=user).select_related("home").order_by("-created_at")  # noqa: E731
    patch.setattr(EnquiryQuerySet, "logged_by", found)


def _related_everywhere(patch: Planted) -> None:
    same = lambda self, user: Enquiry.objects.filter(topic=self.topic).exclude(pk=self.pk)  # noqa: E731
    patch.setattr(Enquiry, "related_to", same)


def _forbidden_instead_of_absent(patch: Planted) -> None:
    hidden = set(Enquiry.objects.filter(is_locked=True).values_list("pk", flat=True))

    usual = enquiries.views.found_or_404

    def found(request: Any, records: Any, **which: Any) -> Any:
        try:
            return usual(request, records, **which)
        except Http404:
            raise (PermissionDenied if which["pk"] in hidden else Http404) from None

    patch.setattr(enquiries.views, "found_or_404", found)


def _every_sign_off(patch: Planted) -> None:
    waiting = lambda self, user: self.filter(state="waiting")  # noqa: E731
    patch.setattr(ApprovalQuerySet, "waiting_for", waiting)


def _a_statement_for_each_hidden_one(patch: Planted) -> None:
    usual = EnquiryQuerySet.for_list

    def looked_up(self: EnquiryQuerySet) -> EnquiryQuerySet:
        list(map(lambda one: str(one.home), Enquiry.objects.filter(is_locked=True)))
        return usual(self)

    patch.setattr(EnquiryQuerySet, "for_list", looked_up)


def _a_header_that_counts(patch: Planted) -> None:
    usual = NoStore.__call__

    def counting(self: NoStore, request: Any) -> Any:
        response = usual(self, request)
        response["X-Rows"] = str(Enquiry.objects.count())
        return response

    patch.setattr(NoStore, "__call__", counting)


def _a_form_that_answers(patch: Planted) -> None:
    """Only what is sent to a page that is not there tells that it is."""
    usual = enquiries.views.opened_or_404

    def found(request: Any, records: Any, **which: Any) -> Any:
        if request.method == "POST" and Enquiry.objects.filter(is_locked=True, **which).exists():
            raise PermissionDenied
        return usual(request, records, **which)

    patch.setattr(enquiries.views, "opened_or_404", found)


def _a_counting_subject(patch: Planted) -> None:
    usual = notices.send_email

    def counting(dispatch: Any, *, subject: str, **given: Any) -> None:
        usual(dispatch, subject=f"{subject} ({Enquiry.objects.count()})", **given)

    patch.setattr(notices, "send_email", counting)


LEAKS: dict[str, Callable[[Planted], None]] = {
    "enquiries without the lock": _no_lock(EnquiryQuerySet),
    "statements without the lock": _no_lock(StatementQuerySet),
    "sign-offs without the lock": _no_lock(ApprovalQuerySet),
    "the book with whom a matter brought in": lambda patch: patch.setattr(
        ContactQuerySet, "visible_to", lambda self, user: self.filter(state="kept")
    ),
    "an inbox that asks nothing": _every_notice,
    "history without the lock": lambda patch: patch.setattr(browse, "known_rows", lambda model, user: Q()),
    "openings without the lock": lambda patch: patch.setattr(
        opened, "known", lambda model, user: model._default_manager.all()
    ),
    "a search without scope": _search_everything,
    "a count without scope": _count_everything,
    "suggestions without scope": _suggest_everything,
    "the receipt of what was locked since": _the_receipt,
    "related ones without scope": _related_everywhere,
    "forbidden instead of absent": _forbidden_instead_of_absent,
    "sign-offs that wait, without scope": _every_sign_off,
    "one statement more for each hidden record": _a_statement_for_each_hidden_one,
    "a header that counts": _a_header_that_counts,
    "worries without the lock": _no_lock(UndercoverReportQuerySet),
    "a form that answers although the page is not there": _a_form_that_answers,
}
# Those that leave by email: every letter to somebody uncleared is compared as well.
LEAKS_BY_EMAIL: dict[str, Callable[[Planted], None]] = {
    "emails that ask nothing": lambda patch: patch.setattr(notices, "may_still_see", lambda notice: True),
    "a number in every subject": _a_counting_subject,
}
