"""Telling people: owed in the transaction that caused it, shown at once, emailed after."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from mediapolicy.notices.kinds import KINDS
from mediapolicy.notices.models import Notice, NoticeChoice
from mediapolicy.outbox.actions import owe_all, sends
from mediapolicy.outbox.email import send_email
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from mediapolicy.records import PolicyRecord

NOTICE_SPACE = uuid.UUID("5b1a3c52-9a61-4a27-9b9a-5d1f6f6f0c11")


def tell(people: Iterable[User | None], kind: str, record: PolicyRecord, *, by: User) -> None:
    """Tell these people of this, once for this version of the record. Nobody is told of what they did themselves."""
    if not record.TOLD_OF:
        raise TypeError(f"{type(record).__name__} needs TOLD_OF = True: else no inbox shows what is told of it.")
    told = {person.pk for person in people if person and person.pk != by.pk and not person.is_system}
    if not told:
        return
    keys = [f"{kind}:{record.pk}:{record.version}:{person}" for person in told]
    ids = [str(uuid.uuid5(NOTICE_SPACE, key)) for key in keys]  # the same telling has the same identity, however often
    owe_all(
        [("notice", f"notice:{key}", pk) for key, pk in zip(keys, ids, strict=True)],
        together_with=TELL,
        given={
            "notices": ids,
            "recipients": [str(person) for person in told],
            "notice_keys": keys,
            "kind": kind,
            "record_type": record._meta.label_lower,
            "record": record.pk,
            "reference": record.known_as,
            "url": record.get_absolute_url(),
        },
    )


TELL = """
INSERT INTO mediapolicy_notice (id, recipient_id, kind, key, record_type, record_id, reference, url, is_hidden, created_at)
SELECT told.id, told.recipient, %(kind)s, told.key, %(record_type)s, %(record)s, %(reference)s, %(url)s, false, %(now)s
FROM unnest(%(notices)s::uuid[], %(recipients)s::uuid[], %(notice_keys)s::text[]) AS told (id, recipient, key)
ON CONFLICT DO NOTHING"""


@sends("notice")
def send_notice(dispatch: Dispatch) -> str:
    """Email a reference and a link, if the person still works here, may still see the record, and wants email."""
    notice = Notice.objects.select_related("recipient").filter(pk=dispatch.about).first()
    if notice is None or not notice.recipient.is_active:
        return "no longer works here"
    if not may_still_see(notice):
        return "may no longer see it"
    if not wants_email(notice.recipient, notice.kind):
        return "reads it in the inbox"
    words = (
        f"{notice.words}.\n\n{settings.SITE_URL}{notice.url}\n\n"
        f"Sign in to read it. This message names nobody on purpose ({notice.what.clause.id}).\n"
        f"Choose what is emailed to you: {settings.SITE_URL}/notices/choices/\n"
    )
    send_email(dispatch, to=notice.recipient.email, subject=notice.words, words=words)
    return ""


def may_still_see(notice: Notice) -> bool:
    """Whether the record is still one that this person may know of: asked again at the moment of sending."""
    records = apps.get_model(notice.record_type)._default_manager
    return bool(records.visible_to(notice.recipient).filter(pk=notice.record_id).exists())


def wants_email(person: User, kind: str) -> bool:
    """Whether this kind goes to this person by email: always for what cannot wait, else as they chose (yes at first)."""
    if KINDS[kind].always_email:
        return True
    chosen = NoticeChoice.objects.filter(person=person, kind=kind).values_list("by_email", flat=True).first()
    return True if chosen is None else chosen


def choose(person: User, chosen: dict[str, bool]) -> None:
    """Keep how this person wants each kind of notice."""
    for kind, by_email in chosen.items():
        NoticeChoice.objects.update_or_create(person=person, kind=kind, defaults={"by_email": by_email})


def mark_read(notices: Iterable[Notice]) -> None:
    """Note that these have been read."""
    unread = [notice.pk for notice in notices if notice.read_at is None]
    if unread:
        # A reading mark is the reader's own, not the record's history.
        Notice.objects.filter(pk__in=unread).update(read_at=timezone.now())
