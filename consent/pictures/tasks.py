"""What time does to pictures: those put away are erased when their time is up."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consent.pictures import actions
from consent.pictures.models import Asset
from mediapolicy.organisation.actions import setting
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)


@swept
def erase_what_was_put_away() -> int:
    """Erase pictures that were put away long enough ago; one brought back meanwhile stays."""
    erased = 0
    before = timezone.now() - timedelta(days=setting("picture_quarantine"))
    for asset in Asset.objects.to_be_erased(before)[:50]:
        try:
            with transaction.atomic():
                actions.erase(asset)
            erased += 1
        except WrongState:
            log.info("brought back meanwhile", extra={"record": str(asset.pk)})
    return erased
