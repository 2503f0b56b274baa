import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressroom", "0005_releases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailingList",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["kept", "closed"])), name="press_list_state_known"
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("state", "kept")),
                        name="one_press_list_per_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("address_key", models.CharField(editable=False, max_length=64, unique=True)),
                ("outlet", models.CharField(blank=True, max_length=120)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("asked", "They asked for our releases"),
                            ("published", "It is the published address of a newsroom or a desk"),
                        ],
                        max_length=10,
                    ),
                ),
                ("basis_note", models.CharField(blank=True, max_length=200)),
                ("unsubscribed_at", models.DateTimeField(editable=False, null=True)),
                ("bounced_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["name", "id"], name="subscriber_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["welcome", "unsubscribed", "bounced", "forgotten"])),
                        name="subscriber_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("state", "forgotten")),
                            models.Q(
                                models.Q(("state", "forgotten"), _negated=True),
                                models.Q(("address", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="subscriber_has_an_address_until_forgotten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("release", "The release"),
                            ("correction", "A correction, to whoever had it before"),
                            ("withdrawal", "Word that it is withdrawn, to whoever had it"),
                        ],
                        default="release",
                        max_length=10,
                    ),
                ),
                ("under_embargo", models.BooleanField(default=False)),
                ("subject", models.CharField(blank=True, editable=False, max_length=200)),
                ("words", models.TextField(blank=True, editable=False)),
                ("seal", models.CharField(blank=True, editable=False, max_length=64)),
                ("started_at", models.DateTimeField(editable=False, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("why_stopped", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="pressroom.pressrelease",
                    ),
                ),
                ("lists", models.ManyToManyField(related_name="+", to="pressroom.mailinglist")),
                ("singles", models.ManyToManyField(related_name="+", to="pressroom.subscriber")),
            ],
        ),
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "mailing_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="pressroom.mailinglist"
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="pressroom.subscriber"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("left out", "Left out"),
                            ("failed", "Could not be sent"),
                            ("dropped", "Not sent: the mailing stopped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=120)),
                ("owed_at", models.DateTimeField(null=True)),
                ("times_owed", models.PositiveSmallIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="pressroom.mailing"
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="pressroom.subscriber"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalMailing",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("release", "The release"),
                            ("correction", "A correction, to whoever had it before"),
                            ("withdrawal", "Word that it is withdrawn, to whoever had it"),
                        ],
                        default="release",
                        max_length=10,
                    ),
                ),
                ("under_embargo", models.BooleanField(default=False)),
                ("subject", models.CharField(blank=True, editable=False, max_length=200)),
                ("seal", models.CharField(blank=True, editable=False, max_length=64)),
                ("started_at", models.DateTimeField(editable=False, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("why_stopped", models.CharField(blank=True, editable=False, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pressroom.pressrelease",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical mailing",
                "verbose_name_plural": "historical mailings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="pressroom_h_history_68fdb7_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMailingList",
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
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical mailing list",
                "verbose_name_plural": "historical mailing lists",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="pressroom_h_history_deb226_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubscriber",
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
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("asked", "They asked for our releases"),
                            ("published", "It is the published address of a newsroom or a desk"),
                        ],
                        max_length=10,
                    ),
                ),
                ("unsubscribed_at", models.DateTimeField(editable=False, null=True)),
                ("bounced_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical subscriber",
                "verbose_name_plural": "historical subscribers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="pressroom_h_history_6a67e7_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="mailing",
            index=models.Index(fields=["-created_at", "-id"], name="mailing_newest"),
        ),
        migrations.AddIndex(
            model_name="mailing",
            index=models.Index(condition=models.Q(("state", "sending")), fields=["state"], name="mailing_under_way"),
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["prepared", "sending", "paused", "finished", "stopped"])),
                name="mailing_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["prepared", "stopped"]), models.Q(("seal", ""), _negated=True), _connector="OR"
                ),
                name="what_is_sent_is_sealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="listentry",
            constraint=models.UniqueConstraint(fields=("mailing_list", "subscriber"), name="an_address_once_on_a_list"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["mailing", "outcome"], name="letter_by_outcome"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("outcome", "waiting")), fields=["mailing", "owed_at"], name="letter_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("mailing", "subscriber"), name="one_letter_to_each_in_a_mailing"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["waiting", "sent", "left out", "failed", "dropped"])),
                name="letter_outcome_known",
            ),
        ),
    ]
