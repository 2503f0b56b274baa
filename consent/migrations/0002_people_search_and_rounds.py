"""A search of people by name, the weekly rounds of reviews, and what the counts are read from."""

import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_whom_we_may_show"),
        ("mediapolicy", "0002_capacity_assessor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalReviewRound",
            fields=[
                ("verb", models.CharField(max_length=60)),
                ("clause", models.CharField(db_index=True, max_length=12)),
                ("note", models.TextField(blank=True)),
                ("as_role", models.CharField(blank=True, max_length=30)),
                ("policy_version", models.CharField(max_length=40)),
                ("form_key", models.UUIDField(null=True)),
                (
                    "acting",
                    models.CharField(
                        db_default=models.Func(
                            models.Value("app.actor"), models.Value(True), function="current_setting"
                        ),
                        max_length=40,
                    ),
                ),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(db_index=True, editable=False, max_length=14)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("week_of", models.DateField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical review round",
                "verbose_name_plural": "historical review rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("week_of", models.DateField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="person_named_near",
        ),
        migrations.AddField(
            model_name="historicalperson",
            name="came_of_age_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="came_of_age_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="mediaconsent",
            index=models.Index(
                condition=models.Q(("state__in", ["active", "refused", "review due", "suspended", "withdrawn"])),
                fields=["subject"],
                include=("state", "expires_on", "review_due"),
                name="consent_on_record",
            ),
        ),
        migrations.AddIndex(
            model_name="mediaconsent",
            index=models.Index(
                condition=models.Q(("signed_off_at__isnull", False)),
                fields=["signed_off_at"],
                include=("id", "home", "is_locked", "kept_from_home"),
                name="consent_by_sign_off",
            ),
        ),
        migrations.AddIndex(
            model_name="mediaconsent",
            index=models.Index(
                condition=models.Q(("signed_off_at__isnull", True), ("state", "refused")),
                fields=["ended_at"],
                include=("id", "home", "is_locked", "kept_from_home"),
                name="consent_by_no",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("known_as"), name="gin_trgm_ops"
                ),
                name="person_found_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("state", "here"), ("subject_type__in", ["resident", "staff"])),
                fields=["home", "subject_type"],
                include=("id", "is_locked", "kept_from_home"),
                name="person_asked_for_a_decision",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("born_on__isnull", False), ("came_of_age_on__isnull", True)),
                fields=["born_on"],
                name="person_still_young",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewround",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewround",
            name="home",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="mediapolicy.home",
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="home",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mediapolicy.home",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalreviewround",
            index=models.Index(fields=["history_date", "id"], name="consent_his_history_176a9e_idx"),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", ["told"])), name="round_state_known"),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(fields=("home", "week_of"), name="one_round_a_week_at_a_home"),
        ),
    ]
