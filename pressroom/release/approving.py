"""What an approval of a press release covers, who gives it, and whether it still holds (PR-4a, SOD-1, SOD-4, CC-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.models import current_signers, stage_without_signer
from approvals.seals import seal_of
from approvals.states import Stage
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import User
from pressroom.release.printing import as_text

if TYPE_CHECKING:
    from pressroom.release.models import PressRelease


class Approved:
    """The part of a release that answers to whoever approves it."""

    def sealed_content(self: PressRelease) -> dict[str, Any]:
        """What an approval covers: the words, the pictures by their bytes, who is in it and why they may be, the embargo."""
        seals = self.looked_up().seals
        return {
            "kind": self.kind,
            "reference": self.reference,
            "words": as_text(self),
            "label": self.ad_label,
            "publisher": self.publisher,
            "embargo": self.embargo_until.isoformat() if self.embargo_until else "",
            "corrects": str(self.corrects_id or ""),
            "media": [one["sha256"] for one in seals["pictures"]],
            "shown_with": [[one.alt_text, one.caption, one.credit] for one in self.pictures()],
            **seals,
        }

    def signing_stages(self: PressRelease) -> tuple[str, ...]:
        """The Marketing Manager or a Director (PR-4a); on an ongoing matter the COO (CC-2).

        Where the COO wrote some of it themself, somebody whom they named on the matter reads it as well (SOD-1).
        """
        if not (self.is_locked or self.looked_up().needs_coo):
            return ("release",)
        return ("release", "coo") if self.needs_second_hand and self._the_coo_wrote_some() else ("coo",)

    def _the_coo_wrote_some(self: PressRelease) -> bool:
        wrote = User.objects.filter(pk__in=self._writers(), groups__permissions__codename="sign_off_matter")
        return bool(wrote.exists())

    def _writers(self: PressRelease) -> list[Any]:
        return [self.written_by_id, *self.versions.values_list("by_id", flat=True)]

    @property
    def needs_second_hand(self: PressRelease) -> bool:
        """Whether somebody else approves it than whoever wrote it: the organisation's to decide, on by default (SOD-1)."""
        return bool(setting("press_release_four_eyes"))

    def authors(self: PressRelease) -> list[Any]:
        """Who doesn't approve it: whoever is in it (SOD-4), and whoever wrote some of it where four eyes are asked for."""
        shown = [one.person.account_id for one in self.people()]
        seen = [
            mark.person.account_id for one in self.pictures() for mark in one.asset.appearances.all() if mark.person
        ]
        own = self._writers() if self.needs_second_hand else []
        return [one for one in [*own, *shown, *seen] if one]

    def shared_with_people(self: PressRelease) -> list[User]:
        """Whom the COO named on it."""
        return list(User.objects.active().filter(pressreleaseuserobjectpermission__content_object=self).distinct())

    @property
    def stage_without_signer(self: PressRelease) -> Stage | None:
        """A signature that nobody is left to give, if there is one."""
        return stage_without_signer(self)

    @property
    def approval_holds(self: PressRelease) -> bool:
        """Whether everyone who must has approved exactly what stands here now, and not one of those who may not."""
        signed = current_signers(self, seal_of(self.sealed_content()))
        return set(self.signing_stages()) <= set(signed) and signed.get("release") not in self.authors()
