"""What a change of mind does to pictures: they go, in the same transaction, and don't come back (W-4)."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from consent.agreement.models import MediaConsent
from consent.agreement.states import LIVE
from consent.people.models import Person
from consent.pictures import actions
from consent.pictures.models import Appearance, Asset
from consent.pictures.states import PUT_AWAY_BY_WITHDRAWAL, AssetState
from consent.signals import withdrawn


@receiver(withdrawn, dispatch_uid="consent.pictures.withdrawn")
def put_away(*, person: Person, withdrawal: Any, **_: Any) -> None:
    """The one picture that it is about, or all in which nobody agrees to be shown any more."""
    for asset in _held(person, withdrawal):
        if asset.state in PUT_AWAY_BY_WITHDRAWAL.sources:
            actions.put_away_after_withdrawal(asset, withdrawal.reference)
        else:  # put away before, for another reason: from now on it may not come back either
            actions.forbid(asset)


def _held(person: Person, withdrawal: Any) -> list[Asset]:
    """Locked all at once, and by key: what somebody else does with one of them is before this, or after it."""
    assets = Asset._base_manager.select_for_update(of=("self",)).exclude(state=AssetState.ERASED).order_by("pk")
    if withdrawal.asset_id:
        return list(assets.filter(pk=withdrawal.asset_id))
    live = MediaConsent.objects.filter(state__in=sorted(LIVE))
    if live.filter(subject=person).exists():
        return []
    of_them = Appearance.objects.filter(person=person).values("asset")
    of_others = Appearance.objects.filter(person__in=live.values("subject")).values("asset")
    return list(assets.filter(pk__in=of_them).exclude(pk__in=of_others))
