"""What stands under every press release of this organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from matters.models import Changing
from mediapolicy.records import SignedRecord
from pressroom.details.states import DetailsState


class PressDetails(Changing, SignedRecord):
    """About us, in the words that every release ends with, and whom the press may ask. There is one."""

    CALLED = "press details"
    STATES = DetailsState

    about_us = models.TextField(blank=True, max_length=4000)
    contact_name = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    out_of_hours = models.CharField(max_length=120, blank=True)
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_set_of_press_details")]

    def __str__(self) -> str:
        return "What stands under every press release"
