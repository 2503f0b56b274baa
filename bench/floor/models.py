"""The same rows in tables with the right indexes and no others; people, homes and sessions are the product's own."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone


class Person(AbstractBaseUser):
    """Somebody who is signed in."""

    last_login = None
    id = models.UUIDField(primary_key=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField()

    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "mediapolicy_user"


class Home(models.Model):
    """A home."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "mediapolicy_home"


class Enquiry(models.Model):
    """An enquiry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=14)
    topic = models.CharField(max_length=120)
    enquirer = models.CharField(max_length=120)
    outlet = models.CharField(max_length=120)
    question = models.TextField()
    state = models.CharField(max_length=30)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    reply_due_at = models.DateTimeField(default=timezone.now)
    home = models.ForeignKey(Home, null=True, on_delete=models.DO_NOTHING)
    held_by = models.ForeignKey(Person, null=True, on_delete=models.DO_NOTHING)
    search = models.GeneratedField(expression=models.Value(""), output_field=SearchVectorField(), db_persist=True)

    class Meta:
        managed = False
        db_table = "floor_enquiry"


class Change(models.Model):
    """One entry of an enquiry's history."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.DO_NOTHING, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=60)
    note = models.TextField(default="")
    by = models.ForeignKey(Person, on_delete=models.DO_NOTHING)

    class Meta:
        managed = False
        db_table = "floor_change"
