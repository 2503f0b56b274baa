import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import consent.agreement.signature
import consent.pictures.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mediapolicy", "0005_papers"),
        ("mediapolicy", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Forbidden",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("likeness", models.CharField(blank=True, max_length=256)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("reference", models.CharField(max_length=14)),
            ],
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("photo", "Photos"),
                            ("video", "Films"),
                            ("audio", "Voice"),
                            ("quote", "Words they said"),
                            ("story", "Their story"),
                            ("artwork", "Things they made or wrote"),
                            ("name_only", "Only their name"),
                        ],
                        max_length=12,
                    ),
                ),
                ("called", models.CharField(max_length=120)),
                ("event", models.CharField(blank=True, max_length=120)),
                ("alt_text", models.CharField(blank=True, max_length=300)),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("stored", models.FileField(blank=True, upload_to=consent.pictures.models.where_it_is_kept)),
                ("small", models.FileField(blank=True, upload_to=consent.pictures.models.where_its_small_copy_is_kept)),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("likeness", models.CharField(blank=True, max_length=256)),
                ("made_on", models.DateField(blank=True, null=True)),
                ("made_by", models.CharField(blank=True, max_length=120)),
                ("people_seen", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_legacy", models.BooleanField(default=False)),
                (
                    "rights",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known yet"),
                            ("own", "Ours: made by somebody who works here"),
                            ("licensed", "Somebody else's, with their permission"),
                            ("public_domain", "Free of rights"),
                        ],
                        default="unknown",
                        max_length=14,
                    ),
                ),
                ("rights_holder", models.CharField(blank=True, max_length=160)),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("licence_until", models.DateField(blank=True, null=True)),
                ("put_away_at", models.DateTimeField(editable=False, null=True)),
                ("put_away_because", models.CharField(blank=True, max_length=200)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["home", "state", "-created_at"], name="picture_of_home"),
                    models.Index(fields=["-created_at", "-id"], name="picture_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ready", "quarantined", "erased"])),
                        name="asset_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("rights", "unknown"), _negated=True),
                            _connector="OR",
                        ),
                        name="ready_picture_has_its_rights",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAsset",
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
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("photo", "Photos"),
                            ("video", "Films"),
                            ("audio", "Voice"),
                            ("quote", "Words they said"),
                            ("story", "Their story"),
                            ("artwork", "Things they made or wrote"),
                            ("name_only", "Only their name"),
                        ],
                        max_length=12,
                    ),
                ),
                ("stored", models.TextField(blank=True, max_length=100)),
                ("small", models.TextField(blank=True, max_length=100)),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("made_on", models.DateField(blank=True, null=True)),
                ("people_seen", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_legacy", models.BooleanField(default=False)),
                (
                    "rights",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known yet"),
                            ("own", "Ours: made by somebody who works here"),
                            ("licensed", "Somebody else's, with their permission"),
                            ("public_domain", "Free of rights"),
                        ],
                        default="unknown",
                        max_length=14,
                    ),
                ),
                ("rights_holder", models.CharField(blank=True, max_length=160)),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("licence_until", models.DateField(blank=True, null=True)),
                ("put_away_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "added_by",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical asset",
                "verbose_name_plural": "historical assets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_38727c_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                (
                    "subject_type",
                    models.CharField(
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("agency_worker", "Agency worker"),
                            ("volunteer", "Volunteer"),
                            ("former_resident", "Former resident"),
                            ("former_staff", "Former member of staff"),
                            ("family", "Family or friend"),
                            ("visitor", "Visitor"),
                            ("child", "Child (under 18)"),
                            ("supplier", "Contractor or supplier"),
                            ("vendor", "Someone from a vendor"),
                            ("guest", "Guest from the community"),
                            ("deceased_resident", "Resident who has died"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("known_as", models.CharField(blank=True, max_length=60)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("came_of_age_on", models.DateField(editable=False, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("died_on", models.DateField(blank=True, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "account",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "line_manager",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_0647b1_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical review round",
                "verbose_name_plural": "historical review rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_176a9e_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalShowing",
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
                ("called", models.CharField(max_length=160)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("P01", "On display in the home"),
                            ("P02", "In their life story book"),
                            ("P03", "In updates to their own family"),
                            ("P04", "To train staff"),
                            ("P05", "In our newsletter"),
                            ("P06", "On our website"),
                            ("P07", "On our social media"),
                            ("P08", "In our brochures and posters"),
                            ("P09", "In adverts we pay for"),
                            ("P10", "In newspapers and magazines"),
                            ("P11", "On television, radio or film"),
                            ("P12", "For an award, a commissioner or a regulator"),
                            ("P13", "As a story or in their own words about us"),
                            ("P14", "In an appeal by the police"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("noticeboard", "Noticeboard"),
                            ("album", "Album in the home"),
                            ("family_app", "Closed family app"),
                            ("email_to_family", "Email to their family"),
                            ("newsletter_print", "Printed newsletter"),
                            ("newsletter_email", "Newsletter by email"),
                            ("website", "Website"),
                            ("blog", "Blog"),
                            ("facebook", "Facebook"),
                            ("instagram", "Instagram"),
                            ("x", "X"),
                            ("linkedin", "LinkedIn"),
                            ("youtube", "YouTube"),
                            ("tiktok", "TikTok"),
                            ("google_profile", "Google profile"),
                            ("care_directory", "Care home directory"),
                            ("brochure", "Brochure or leaflet"),
                            ("poster", "Poster or banner"),
                            ("paid_social", "Paid post on social media"),
                            ("print_ad", "Printed advert or advertorial"),
                            ("local_press", "Local paper"),
                            ("national_press", "National paper"),
                            ("trade_press", "Trade press"),
                            ("tv", "Television"),
                            ("radio", "Radio or podcast"),
                            ("documentary", "Documentary or streaming"),
                            ("event_screen", "Screen at an event"),
                            ("award_entry", "Award entry"),
                            ("training", "Training material"),
                        ],
                        max_length=20,
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("shown_by", models.CharField(blank=True, max_length=160)),
                ("mentions_health", models.BooleanField(default=False)),
                ("record_type", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(blank=True, null=True)),
                ("shown_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.asset",
                    ),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical showing",
                "verbose_name_plural": "historical showings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_9a0e8d_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("came_from", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("was_wrong", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["came_from", "at"], name="knock_of_address")],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                (
                    "subject_type",
                    models.CharField(
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("agency_worker", "Agency worker"),
                            ("volunteer", "Volunteer"),
                            ("former_resident", "Former resident"),
                            ("former_staff", "Former member of staff"),
                            ("family", "Family or friend"),
                            ("visitor", "Visitor"),
                            ("child", "Child (under 18)"),
                            ("supplier", "Contractor or supplier"),
                            ("vendor", "Someone from a vendor"),
                            ("guest", "Guest from the community"),
                            ("deceased_resident", "Resident who has died"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("known_as", models.CharField(blank=True, max_length=60)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("came_of_age_on", models.DateField(editable=False, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("died_on", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown_as",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "line_manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                        ),
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("known_as"), name="gin_trgm_ops"
                        ),
                        name="person_found_by_name",
                    ),
                    models.Index(
                        condition=models.Q(("state", "here"), ("subject_type__in", ["resident", "staff"])),
                        fields=["home", "subject_type"],
                        include=("id", "is_locked", "kept_from_home"),
                        name="person_asked_for_a_decision",
                    ),
                    models.Index(
                        condition=models.Q(("born_on__isnull", False), ("came_of_age_on__isnull", True)),
                        fields=["born_on"],
                        name="person_still_young",
                    ),
                    models.Index(fields=["home", "state", "name", "id"], name="person_of_home"),
                    models.Index(fields=["name", "id"], name="person_by_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["here", "left", "died"])), name="being_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "subject_type__in",
                                [
                                    "resident",
                                    "staff",
                                    "agency_worker",
                                    "volunteer",
                                    "former_resident",
                                    "former_staff",
                                    "family",
                                    "visitor",
                                    "child",
                                    "supplier",
                                    "vendor",
                                    "guest",
                                    "deceased_resident",
                                ],
                            )
                        ),
                        name="subject_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject_type", "child"), _negated=True),
                            ("born_on__isnull", False),
                            _connector="OR",
                        ),
                        name="child_has_a_birthday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "died"), _negated=True), ("died_on__isnull", False), _connector="OR"
                        ),
                        name="died_on_some_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)),
                        fields=("account",),
                        name="one_person_for_an_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdvanceStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_on", models.DateField(blank=True, null=True)),
                (
                    "able_then",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("is_written", models.BooleanField(default=False)),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("no_publicity", "Not in public at all"),
                            ("no_social", "Not on social media"),
                            ("internal_only", "Inside the home only"),
                            ("happy", "Happy to be shown"),
                            ("conditions", "Only on conditions"),
                        ],
                        max_length=16,
                    ),
                ),
                ("allows_family", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("witnessed_by", models.CharField(blank=True, max_length=120)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="consent.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["kept", "taken back"])), name="wish_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("scope", models.JSONField(default=dict)),
                ("decision", models.TextField(max_length=2000)),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("staff_doubt", "Staff noticed something about this decision"),
                            ("family_doubt", "Family noticed something about this decision"),
                            ("prior_finding", "They could not decide something like this before"),
                            ("out_of_character", "It is very unlike them"),
                            ("fluctuation", "It is known to come and go"),
                            ("challenge", "Somebody is likely to question it"),
                            ("own_request", "They asked for it themselves"),
                        ],
                        max_length=20,
                    ),
                ),
                ("doubt", models.TextField(max_length=2000)),
                ("others_present", models.CharField(blank=True, max_length=300)),
                ("attempts", models.JSONField(default=list)),
                ("support", models.JSONField(default=list)),
                ("information", models.JSONField(default=dict)),
                ("can_understand", models.BooleanField(null=True)),
                ("can_retain", models.BooleanField(null=True)),
                ("can_weigh", models.BooleanField(null=True)),
                ("can_communicate", models.BooleanField(null=True)),
                ("evidence", models.JSONField(default=dict)),
                ("other_explanation", models.TextField(blank=True, max_length=2000)),
                ("impairment", models.BooleanField(null=True)),
                ("impairment_words", models.TextField(blank=True, max_length=2000)),
                (
                    "impairment_known_by",
                    models.CharField(
                        blank=True,
                        choices=[("diagnosed", "Diagnosed"), ("believed", "Reasonably believed")],
                        max_length=12,
                    ),
                ),
                (
                    "permanence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permanent", "Lasting"),
                            ("temporary", "Passing"),
                            ("fluctuating", "Comes and goes"),
                            ("unknown", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("causal_link", models.TextField(blank=True, max_length=2000)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("has", "Can decide this"),
                            ("lacks", "Cannot decide this"),
                            ("fluctuates", "Can decide this at some times"),
                            ("not_established", "Could not decide, and no cause was found"),
                        ],
                        max_length=16,
                    ),
                ),
                ("persons_words", models.TextField(blank=True, max_length=2000)),
                (
                    "preference",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wants", "Wants it"),
                            ("does_not", "Does not want it"),
                            ("ambivalent", "In two minds"),
                            ("unknown", "Cannot tell"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "likely_to_regain",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                    ),
                ),
                ("regain_when", models.CharField(blank=True, max_length=120)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_how", models.CharField(blank=True, max_length=160)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                ("unable_since", models.DateTimeField(editable=False, null=True)),
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="consent.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-happened_at"], name="assessment_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["abilities", "cause", "awaiting countersignature", "in force", "replaced", "void"],
                            )
                        ),
                        name="assessment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "lacks"), _negated=True),
                            models.Q(
                                ("impairment", True),
                                models.Q(("causal_link", ""), _negated=True),
                                models.Q(
                                    ("can_understand", False),
                                    ("can_retain", False),
                                    ("can_weigh", False),
                                    ("can_communicate", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="lacking_needs_inability_cause_and_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "fluctuates"), _negated=True),
                            models.Q(
                                ("impairment", True),
                                models.Q(
                                    ("can_understand", False),
                                    ("can_retain", False),
                                    ("can_weigh", False),
                                    ("can_communicate", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="coming_and_going_needs_inability_and_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStop",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restriction", "A court order, a law or the police forbid it"),
                            ("whereabouts", "Somebody must not learn where they live"),
                            ("objection", "They object, in words or by what they do"),
                            ("undue_influence", "Somebody may be pressing them"),
                            ("capacity_doubt", "There is a doubt whether they can decide this now"),
                            ("dispute", "Those who speak for them disagree"),
                            ("prior_refusal", "They wished against it while they could decide"),
                            ("safeguarding", "Safeguarding looks at it first"),
                            ("matter", "Part of an ongoing matter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "restriction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("court_order", "Court order"),
                            ("reporting", "Reporting restriction"),
                            ("protection", "Order of the Court of Protection"),
                            ("complainant", "Lifelong anonymity of a complainant"),
                            ("police_hold", "The police ask us not to"),
                            ("safeguarding", "Safeguarding decision"),
                        ],
                        max_length=14,
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                ("reaches_inside", models.BooleanField(default=False)),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(blank=True, max_length=120)),
                ("until", models.DateField(blank=True, null=True)),
                ("found_in", models.CharField(blank=True, max_length=14)),
                ("lifted_words", models.TextField(blank=True, max_length=2000)),
                ("lifted_at", models.DateTimeField(editable=False, null=True)),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical stop",
                "verbose_name_plural": "historical stops",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_848029_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRepresentative",
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
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lpa_welfare", "Attorney for health and welfare"),
                            ("deputy_welfare", "Deputy for personal welfare"),
                            ("court_order", "Named in a court order"),
                            ("lpa_property", "Attorney for property and money"),
                            ("epa", "Attorney under an enduring power"),
                            ("deputy_property", "Deputy for property and affairs"),
                            ("appointee", "Appointee for benefits"),
                            ("next_of_kin", "Next of kin"),
                            ("family", "Family"),
                            ("friend", "Friend"),
                            ("imca", "Independent mental capacity advocate"),
                            ("advocate", "Care Act or other advocate"),
                            ("rpr", "Representative under the deprivation of liberty safeguards"),
                            ("nearest_relative", "Nearest relative under the Mental Health Act"),
                            ("litigation_friend", "Litigation friend"),
                            ("solicitor", "Solicitor"),
                            ("personal_rep", "Personal representative, after death"),
                            ("parent", "Parent or guardian"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("relationship", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("instrument", models.CharField(blank=True, max_length=60)),
                ("registered_on", models.DateField(blank=True, null=True)),
                (
                    "register_says",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registered", "Registered"),
                            ("cancelled", "Cancelled"),
                            ("revoked", "Revoked"),
                            ("expired", "Expired"),
                            ("not_found", "Not found"),
                            ("pending", "Not registered yet"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("original", "The stamped original"),
                            ("certified", "A certified copy"),
                            ("access_code", "The online service, with an access code"),
                            ("opg100", "A search by the Office of the Public Guardian"),
                            ("sealed_order", "The court's sealed order"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "appointment",
                    models.CharField(
                        choices=[
                            ("sole", "Alone"),
                            ("jointly", "Together: all must sign"),
                            ("severally", "Together or alone: any one may sign"),
                            ("mixed", "Some matters together, some alone"),
                        ],
                        default="sole",
                        max_length=12,
                    ),
                ),
                ("co_attorneys", models.JSONField(default=list)),
                ("restrictions_exist", models.BooleanField(default=False)),
                ("restrictions", models.TextField(blank=True, max_length=2000)),
                ("covers_media", models.BooleanField(null=True)),
                ("covers_because", models.CharField(blank=True, max_length=300)),
                ("order_ends_on", models.DateField(blank=True, null=True)),
                ("order_allows", models.JSONField(default=list)),
                ("identity_seen", models.CharField(blank=True, max_length=120)),
                ("is_linked_to_us", models.BooleanField(default=False)),
                ("conflict_settled", models.CharField(blank=True, max_length=300)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("verify_again_on", models.DateField(blank=True, null=True)),
                ("refuses", models.JSONField(default=list)),
                ("refused_words", models.CharField(blank=True, max_length=300)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "verified_by",
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical representative",
                "verbose_name_plural": "historical representatives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_6819d4_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCapacityAssessment",
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
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("scope", models.JSONField(default=dict)),
                ("decision", models.TextField(max_length=2000)),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("staff_doubt", "Staff noticed something about this decision"),
                            ("family_doubt", "Family noticed something about this decision"),
                            ("prior_finding", "They could not decide something like this before"),
                            ("out_of_character", "It is very unlike them"),
                            ("fluctuation", "It is known to come and go"),
                            ("challenge", "Somebody is likely to question it"),
                            ("own_request", "They asked for it themselves"),
                        ],
                        max_length=20,
                    ),
                ),
                ("doubt", models.TextField(max_length=2000)),
                ("others_present", models.CharField(blank=True, max_length=300)),
                ("attempts", models.JSONField(default=list)),
                ("support", models.JSONField(default=list)),
                ("information", models.JSONField(default=dict)),
                ("can_understand", models.BooleanField(null=True)),
                ("can_retain", models.BooleanField(null=True)),
                ("can_weigh", models.BooleanField(null=True)),
                ("can_communicate", models.BooleanField(null=True)),
                ("evidence", models.JSONField(default=dict)),
                ("other_explanation", models.TextField(blank=True, max_length=2000)),
                ("impairment", models.BooleanField(null=True)),
                ("impairment_words", models.TextField(blank=True, max_length=2000)),
                (
                    "impairment_known_by",
                    models.CharField(
                        blank=True,
                        choices=[("diagnosed", "Diagnosed"), ("believed", "Reasonably believed")],
                        max_length=12,
                    ),
                ),
                (
                    "permanence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permanent", "Lasting"),
                            ("temporary", "Passing"),
                            ("fluctuating", "Comes and goes"),
                            ("unknown", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("causal_link", models.TextField(blank=True, max_length=2000)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("has", "Can decide this"),
                            ("lacks", "Cannot decide this"),
                            ("fluctuates", "Can decide this at some times"),
                            ("not_established", "Could not decide, and no cause was found"),
                        ],
                        max_length=16,
                    ),
                ),
                ("persons_words", models.TextField(blank=True, max_length=2000)),
                (
                    "preference",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wants", "Wants it"),
                            ("does_not", "Does not want it"),
                            ("ambivalent", "In two minds"),
                            ("unknown", "Cannot tell"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "likely_to_regain",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                    ),
                ),
                ("regain_when", models.CharField(blank=True, max_length=120)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_how", models.CharField(blank=True, max_length=160)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                ("unable_since", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "assessor",
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
                    "countersigned_by",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical capacity assessment",
                "verbose_name_plural": "historical capacity assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_8bc3eb_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAdvocacyRequest",
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
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(max_length=2000)),
                ("asked_of", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_act", "Care Act advocate"),
                            ("non_statutory", "Another advocate"),
                            ("imca_already", "An advocate who is already involved"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000)),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical advocacy request",
                "verbose_name_plural": "historical advocacy requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_abba77_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAdvanceStatement",
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
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_on", models.DateField(blank=True, null=True)),
                (
                    "able_then",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("is_written", models.BooleanField(default=False)),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("no_publicity", "Not in public at all"),
                            ("no_social", "Not on social media"),
                            ("internal_only", "Inside the home only"),
                            ("happy", "Happy to be shown"),
                            ("conditions", "Only on conditions"),
                        ],
                        max_length=16,
                    ),
                ),
                ("allows_family", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("witnessed_by", models.CharField(blank=True, max_length=120)),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical advance statement",
                "verbose_name_plural": "historical advance statements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_aa553d_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "marked",
                    models.CharField(
                        choices=[
                            ("named", "This is somebody we know"),
                            ("blurred", "Made unrecognisable"),
                            ("not_tellable", "Nobody can tell who it is"),
                        ],
                        max_length=14,
                    ),
                ),
                ("where", models.JSONField(default=dict)),
                ("clue", models.CharField(blank=True, max_length=160)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="consent.asset"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("asset", "person"),
                        name="a_person_once_in_a_picture",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("marked", "named"), ("person__isnull", False)),
                            models.Q(models.Q(("marked", "named"), _negated=True), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="named_means_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_person_confirms",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdvocacyRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(max_length=2000)),
                ("asked_of", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_act", "Care Act advocate"),
                            ("non_statutory", "Another advocate"),
                            ("imca_already", "An advocate who is already involved"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="consent.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "answered"])), name="advocacy_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonUserObjectPermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_object", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="consent.person")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lpa_welfare", "Attorney for health and welfare"),
                            ("deputy_welfare", "Deputy for personal welfare"),
                            ("court_order", "Named in a court order"),
                            ("lpa_property", "Attorney for property and money"),
                            ("epa", "Attorney under an enduring power"),
                            ("deputy_property", "Deputy for property and affairs"),
                            ("appointee", "Appointee for benefits"),
                            ("next_of_kin", "Next of kin"),
                            ("family", "Family"),
                            ("friend", "Friend"),
                            ("imca", "Independent mental capacity advocate"),
                            ("advocate", "Care Act or other advocate"),
                            ("rpr", "Representative under the deprivation of liberty safeguards"),
                            ("nearest_relative", "Nearest relative under the Mental Health Act"),
                            ("litigation_friend", "Litigation friend"),
                            ("solicitor", "Solicitor"),
                            ("personal_rep", "Personal representative, after death"),
                            ("parent", "Parent or guardian"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("relationship", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("instrument", models.CharField(blank=True, max_length=60)),
                ("registered_on", models.DateField(blank=True, null=True)),
                (
                    "register_says",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registered", "Registered"),
                            ("cancelled", "Cancelled"),
                            ("revoked", "Revoked"),
                            ("expired", "Expired"),
                            ("not_found", "Not found"),
                            ("pending", "Not registered yet"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("original", "The stamped original"),
                            ("certified", "A certified copy"),
                            ("access_code", "The online service, with an access code"),
                            ("opg100", "A search by the Office of the Public Guardian"),
                            ("sealed_order", "The court's sealed order"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "appointment",
                    models.CharField(
                        choices=[
                            ("sole", "Alone"),
                            ("jointly", "Together: all must sign"),
                            ("severally", "Together or alone: any one may sign"),
                            ("mixed", "Some matters together, some alone"),
                        ],
                        default="sole",
                        max_length=12,
                    ),
                ),
                ("co_attorneys", models.JSONField(default=list)),
                ("restrictions_exist", models.BooleanField(default=False)),
                ("restrictions", models.TextField(blank=True, max_length=2000)),
                ("covers_media", models.BooleanField(null=True)),
                ("covers_because", models.CharField(blank=True, max_length=300)),
                ("order_ends_on", models.DateField(blank=True, null=True)),
                ("order_allows", models.JSONField(default=list)),
                ("identity_seen", models.CharField(blank=True, max_length=120)),
                ("is_linked_to_us", models.BooleanField(default=False)),
                ("conflict_settled", models.CharField(blank=True, max_length=300)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("verify_again_on", models.DateField(blank=True, null=True)),
                ("refuses", models.JSONField(default=list)),
                ("refused_words", models.CharField(blank=True, max_length=300)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="consent.person"
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "state"], name="representative_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["recorded", "verified", "ended"])),
                        name="representative_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BestInterestsDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("purposes", models.JSONField(default=list)),
                ("not_on_appearance", models.BooleanField(default=False)),
                ("circumstances", models.TextField(blank=True, max_length=4000)),
                (
                    "regain_likely",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                    ),
                ),
                ("regain_when", models.CharField(blank=True, max_length=120)),
                ("can_wait", models.BooleanField(null=True)),
                ("participation", models.TextField(blank=True, max_length=2000)),
                ("present_wishes", models.TextField(blank=True, max_length=2000)),
                ("objects_now", models.BooleanField(null=True)),
                ("past_wishes", models.TextField(blank=True, max_length=2000)),
                ("wished_against", models.BooleanField(null=True)),
                ("beliefs", models.TextField(blank=True, max_length=2000)),
                ("other_factors", models.TextField(blank=True, max_length=2000)),
                ("consultees", models.JSONField(default=list)),
                ("unbefriended", models.BooleanField(default=False)),
                ("advocacy_considered", models.TextField(blank=True, max_length=1000)),
                ("conflicts", models.TextField(blank=True, max_length=2000)),
                ("options", models.JSONField(default=list)),
                ("less_restrictive", models.BooleanField(default=False)),
                ("dispute", models.BooleanField(default=False)),
                (
                    "dispute_route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meeting", "A meeting"),
                            ("mediation", "Mediation"),
                            ("legal", "Legal advice"),
                            ("court", "Court of Protection"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("use_care", "Use it inside the home"),
                            ("use_family", "Use it for their own family"),
                            ("support_public", "Support what their attorney or deputy agrees to"),
                            ("one_item", "One named item, by way of exception"),
                            ("do_not_use", "Do not use it"),
                            ("defer", "Wait"),
                            ("refer", "Ask the Court of Protection"),
                        ],
                        max_length=16,
                    ),
                ),
                ("limits", models.TextField(blank=True, max_length=1000)),
                ("basis_note", models.TextField(blank=True, max_length=1000)),
                ("informed", models.TextField(blank=True, max_length=1000)),
                ("exception_item", models.CharField(blank=True, max_length=200)),
                ("exception_facts", models.JSONField(default=dict)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("second_at", models.DateTimeField(blank=True, null=True)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                (
                    "allowed_by_coo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision_maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.advancestatement",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="consent.capacityassessment",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="consent.person"
                    ),
                ),
                (
                    "made_by_representative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.representative",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "state"], name="decision_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "awaiting second signature", "in force", "ended"])),
                        name="decision_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("objects_now__isnull", True),
                            ("objects_now", False),
                            ("decided__in", ["", "do_not_use", "defer"]),
                            _connector="OR",
                        ),
                        name="objection_means_no_use",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MediaConsent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("urn", models.CharField(db_index=True, editable=False, max_length=14)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "subject_type",
                    models.CharField(
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("agency_worker", "Agency worker"),
                            ("volunteer", "Volunteer"),
                            ("former_resident", "Former resident"),
                            ("former_staff", "Former member of staff"),
                            ("family", "Family or friend"),
                            ("visitor", "Visitor"),
                            ("child", "Child (under 18)"),
                            ("supplier", "Contractor or supplier"),
                            ("vendor", "Someone from a vendor"),
                            ("guest", "Guest from the community"),
                            ("deceased_resident", "Resident who has died"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("admission", "They moved in"),
                            ("induction", "They started work"),
                            ("event", "An event"),
                            ("review", "A review"),
                            ("press", "A newspaper is interested"),
                            ("film", "Filming"),
                            ("asked_again", "They brought it up themselves"),
                        ],
                        max_length=12,
                    ),
                ),
                ("raised_by_subject", models.BooleanField(default=False)),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("attorney", "Their health and welfare attorney"),
                            ("deputy", "Their personal welfare deputy"),
                            ("court", "A court, by its order"),
                            ("parent", "Their parent or guardian"),
                            ("personal_rep", "Their personal representative, after death"),
                        ],
                        default="self",
                        max_length=14,
                    ),
                ),
                ("parent_name", models.CharField(blank=True, max_length=120)),
                ("child_agreed", models.BooleanField(null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("presumed", "Able to decide, as everybody is taken to be"),
                            ("assessed_has", "Assessed: able to decide this"),
                            ("assessed_lacks", "Assessed: not able to decide this"),
                            ("able_now", "Able to decide at this time"),
                            ("minor", "Under 16"),
                            ("deceased", "Has died"),
                        ],
                        default="presumed",
                        max_length=16,
                    ),
                ),
                (
                    "lawful_basis",
                    models.CharField(
                        choices=[
                            ("consent", "Consent, Article 6(1)(a)"),
                            ("legitimate_interests", "Legitimate interests, Article 6(1)(f)"),
                        ],
                        default="consent",
                        max_length=24,
                    ),
                ),
                ("interests_assessment", models.CharField(blank=True, max_length=60)),
                ("answers", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("contents", models.JSONField(default=list)),
                (
                    "most_ident",
                    models.CharField(
                        choices=[
                            ("I0", "Nobody can tell who it is"),
                            ("I1", "Seen or heard, no name"),
                            ("I2", "First name"),
                            ("I3", "Full name"),
                            ("I4", "Full name and more, such as age or home town"),
                        ],
                        default="I1",
                        max_length=2,
                    ),
                ),
                ("may_use_age", models.BooleanField(default=False)),
                ("may_use_home_name", models.BooleanField(default=False)),
                ("may_use_family", models.BooleanField(default=False)),
                ("may_mention_health", models.BooleanField(default=False)),
                ("health_detail", models.CharField(blank=True, max_length=300)),
                ("may_be_tagged", models.BooleanField(default=False)),
                ("health_agreed", models.BooleanField(null=True)),
                ("health_statement", models.TextField(blank=True, max_length=1000)),
                ("health_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("view_first", models.BooleanField(default=False)),
                ("conditions", models.TextField(blank=True, max_length=1000)),
                ("third_parties", models.JSONField(default=list)),
                ("one_off_event", models.CharField(blank=True, max_length=160)),
                (
                    "after_death",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                (
                    "after_leaving",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                (
                    "after_capacity_loss",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                ("somebody_must_not_know", models.BooleanField(null=True)),
                ("explained_at", models.DateTimeField(blank=True, null=True)),
                ("explained_where", models.CharField(blank=True, max_length=120)),
                ("formats", models.JSONField(default=list)),
                ("interpreter", models.CharField(blank=True, max_length=120)),
                ("interpreter_is_family", models.BooleanField(default=False)),
                ("supporters", models.CharField(blank=True, max_length=300)),
                ("questions", models.TextField(blank=True, max_length=4000)),
                ("no_detriment_shown", models.BooleanField(default=False)),
                ("irreversible_explained", models.BooleanField(default=False)),
                ("overseas_explained", models.BooleanField(default=False)),
                ("no_pressure", models.BooleanField(default=False)),
                ("something_given", models.BooleanField(default=False)),
                ("coo_note", models.CharField(blank=True, max_length=300)),
                ("cannot_read", models.BooleanField(default=False)),
                ("form_version", models.CharField(default="MC 2026-11", max_length=20)),
                ("privacy_notice", models.CharField(blank=True, max_length=20)),
                ("copy_given_at", models.DateTimeField(blank=True, null=True)),
                ("slip_given_at", models.DateTimeField(blank=True, null=True)),
                ("obtained_on", models.DateField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("signed_off_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "on_hold_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity_doubt", "A doubt whether they can decide this now"),
                            ("capacity_lost", "They can no longer decide this themselves"),
                            ("representative_ended", "Whoever agreed for them can no longer do so"),
                            ("death", "They have died"),
                            ("restriction", "A restriction on showing them"),
                            ("moved", "They moved to another home"),
                            ("objection", "Somebody else objects, and they cannot decide this"),
                            ("dispute", "Those who speak for them disagree"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reconfirmed_at", models.DateTimeField(editable=False, null=True)),
                ("previewed_ok_at", models.DateTimeField(editable=False, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.capacityassessment",
                    ),
                ),
                (
                    "best_interests",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.bestinterestsdecision",
                    ),
                ),
                (
                    "explained_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signed_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.mediaconsent",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="consent.person"
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.representative",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-created_at"], name="consent_of_person"),
                    models.Index(fields=["home", "state"], name="consent_of_home"),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["active", "refused", "review due", "suspended", "withdrawn"])
                        ),
                        fields=["subject"],
                        include=("state", "expires_on", "review_due"),
                        name="consent_on_record",
                    ),
                    models.Index(
                        condition=models.Q(("signed_off_at__isnull", False)),
                        fields=["signed_off_at"],
                        include=("id", "home", "is_locked", "kept_from_home"),
                        name="consent_by_sign_off",
                    ),
                    models.Index(
                        condition=models.Q(("signed_off_at__isnull", True), ("state", "refused")),
                        fields=["ended_at"],
                        include=("id", "home", "is_locked", "kept_from_home"),
                        name="consent_by_no",
                    ),
                    models.Index(
                        condition=models.Q(("state", "active")), fields=["review_due"], name="consent_by_review"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["active", "review due", "suspended"])),
                        fields=["expires_on"],
                        name="consent_by_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "awaiting signature",
                                    "awaiting sign-off",
                                    "active",
                                    "review due",
                                    "suspended",
                                    "refused",
                                    "withdrawn",
                                    "expired",
                                    "superseded",
                                    "void",
                                ],
                            )
                        ),
                        name="consent_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_by__in", ["self", "attorney", "deputy", "court", "parent", "personal_rep"])
                        ),
                        name="nobody_else_can_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["active", "review due"]), _negated=True),
                            models.Q(
                                ("expires_on__isnull", False),
                                ("signed_off_at__isnull", False),
                                ("signed_off_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consent_in_force_is_signed_off_and_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "suspended"), _negated=True),
                            models.Q(("on_hold_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_on_hold_says_why",
                    ),
                    models.UniqueConstraint(fields=("urn", "edition"), name="one_edition_per_number_of_consent"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["awaiting sign-off", "awaiting signature", "draft"])),
                        fields=("subject",),
                        name="one_form_under_way_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sealed_token", models.TextField(blank=True)),
                ("code_hash", models.CharField(max_length=200)),
                ("shown_hash", models.CharField(default="", max_length=64)),
                ("sent_to", models.EmailField(max_length=254)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                ("locked_at", models.DateTimeField(null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="consent.mediaconsent"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MediaConsentUserObjectPermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="consent.mediaconsent"),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="HistoricalWithdrawal",
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
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("said", "Said to somebody who works here"),
                            ("phone", "By phone"),
                            ("email", "By email"),
                            ("letter", "By letter"),
                            ("slip", "With the slip"),
                            ("link", "By the link on the slip"),
                            ("social", "In a message on social media"),
                            ("showed", "Shown without words: turning away, distress"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "made_by",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("representative", "Whoever agreed for them"),
                            ("observed", "Staff saw that they object"),
                            ("somebody_else", "Somebody else"),
                        ],
                        max_length=14,
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.asset",
                    ),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "received_by",
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
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.mediaconsent",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical withdrawal",
                "verbose_name_plural": "historical withdrawals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_1803e3_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMediaConsent",
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
                ("urn", models.CharField(db_index=True, editable=False, max_length=14)),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "subject_type",
                    models.CharField(
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("agency_worker", "Agency worker"),
                            ("volunteer", "Volunteer"),
                            ("former_resident", "Former resident"),
                            ("former_staff", "Former member of staff"),
                            ("family", "Family or friend"),
                            ("visitor", "Visitor"),
                            ("child", "Child (under 18)"),
                            ("supplier", "Contractor or supplier"),
                            ("vendor", "Someone from a vendor"),
                            ("guest", "Guest from the community"),
                            ("deceased_resident", "Resident who has died"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("admission", "They moved in"),
                            ("induction", "They started work"),
                            ("event", "An event"),
                            ("review", "A review"),
                            ("press", "A newspaper is interested"),
                            ("film", "Filming"),
                            ("asked_again", "They brought it up themselves"),
                        ],
                        max_length=12,
                    ),
                ),
                ("raised_by_subject", models.BooleanField(default=False)),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("attorney", "Their health and welfare attorney"),
                            ("deputy", "Their personal welfare deputy"),
                            ("court", "A court, by its order"),
                            ("parent", "Their parent or guardian"),
                            ("personal_rep", "Their personal representative, after death"),
                        ],
                        default="self",
                        max_length=14,
                    ),
                ),
                ("parent_name", models.CharField(blank=True, max_length=120)),
                ("child_agreed", models.BooleanField(null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("presumed", "Able to decide, as everybody is taken to be"),
                            ("assessed_has", "Assessed: able to decide this"),
                            ("assessed_lacks", "Assessed: not able to decide this"),
                            ("able_now", "Able to decide at this time"),
                            ("minor", "Under 16"),
                            ("deceased", "Has died"),
                        ],
                        default="presumed",
                        max_length=16,
                    ),
                ),
                (
                    "lawful_basis",
                    models.CharField(
                        choices=[
                            ("consent", "Consent, Article 6(1)(a)"),
                            ("legitimate_interests", "Legitimate interests, Article 6(1)(f)"),
                        ],
                        default="consent",
                        max_length=24,
                    ),
                ),
                ("interests_assessment", models.CharField(blank=True, max_length=60)),
                ("answers", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("contents", models.JSONField(default=list)),
                (
                    "most_ident",
                    models.CharField(
                        choices=[
                            ("I0", "Nobody can tell who it is"),
                            ("I1", "Seen or heard, no name"),
                            ("I2", "First name"),
                            ("I3", "Full name"),
                            ("I4", "Full name and more, such as age or home town"),
                        ],
                        default="I1",
                        max_length=2,
                    ),
                ),
                ("may_use_age", models.BooleanField(default=False)),
                ("may_use_home_name", models.BooleanField(default=False)),
                ("may_use_family", models.BooleanField(default=False)),
                ("may_mention_health", models.BooleanField(default=False)),
                ("health_detail", models.CharField(blank=True, max_length=300)),
                ("may_be_tagged", models.BooleanField(default=False)),
                ("health_agreed", models.BooleanField(null=True)),
                ("health_statement", models.TextField(blank=True, max_length=1000)),
                ("health_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("view_first", models.BooleanField(default=False)),
                ("conditions", models.TextField(blank=True, max_length=1000)),
                ("third_parties", models.JSONField(default=list)),
                ("one_off_event", models.CharField(blank=True, max_length=160)),
                (
                    "after_death",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                (
                    "after_leaving",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                (
                    "after_capacity_loss",
                    models.CharField(
                        choices=[
                            ("stop", "Stop using them"),
                            ("keep_existing", "Leave what is already shown"),
                            ("ask_representative", "Ask whoever speaks for me then"),
                        ],
                        default="stop",
                        max_length=20,
                    ),
                ),
                ("somebody_must_not_know", models.BooleanField(null=True)),
                ("explained_at", models.DateTimeField(blank=True, null=True)),
                ("explained_where", models.CharField(blank=True, max_length=120)),
                ("formats", models.JSONField(default=list)),
                ("interpreter", models.CharField(blank=True, max_length=120)),
                ("interpreter_is_family", models.BooleanField(default=False)),
                ("supporters", models.CharField(blank=True, max_length=300)),
                ("questions", models.TextField(blank=True, max_length=4000)),
                ("no_detriment_shown", models.BooleanField(default=False)),
                ("irreversible_explained", models.BooleanField(default=False)),
                ("overseas_explained", models.BooleanField(default=False)),
                ("no_pressure", models.BooleanField(default=False)),
                ("something_given", models.BooleanField(default=False)),
                ("coo_note", models.CharField(blank=True, max_length=300)),
                ("cannot_read", models.BooleanField(default=False)),
                ("form_version", models.CharField(default="MC 2026-11", max_length=20)),
                ("privacy_notice", models.CharField(blank=True, max_length=20)),
                ("copy_given_at", models.DateTimeField(blank=True, null=True)),
                ("slip_given_at", models.DateTimeField(blank=True, null=True)),
                ("obtained_on", models.DateField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("signed_off_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "on_hold_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity_doubt", "A doubt whether they can decide this now"),
                            ("capacity_lost", "They can no longer decide this themselves"),
                            ("representative_ended", "Whoever agreed for them can no longer do so"),
                            ("death", "They have died"),
                            ("restriction", "A restriction on showing them"),
                            ("moved", "They moved to another home"),
                            ("objection", "Somebody else objects, and they cannot decide this"),
                            ("dispute", "Those who speak for them disagree"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reconfirmed_at", models.DateTimeField(editable=False, null=True)),
                ("previewed_ok_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.capacityassessment",
                    ),
                ),
                (
                    "best_interests",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.bestinterestsdecision",
                    ),
                ),
                (
                    "explained_by",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "requested_by",
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
                    "signed_off_by",
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
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.mediaconsent",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.representative",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical media consent",
                "verbose_name_plural": "historical media consents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_59fbd5_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBestInterestsDecision",
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
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("purposes", models.JSONField(default=list)),
                ("not_on_appearance", models.BooleanField(default=False)),
                ("circumstances", models.TextField(blank=True, max_length=4000)),
                (
                    "regain_likely",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                    ),
                ),
                ("regain_when", models.CharField(blank=True, max_length=120)),
                ("can_wait", models.BooleanField(null=True)),
                ("participation", models.TextField(blank=True, max_length=2000)),
                ("present_wishes", models.TextField(blank=True, max_length=2000)),
                ("objects_now", models.BooleanField(null=True)),
                ("past_wishes", models.TextField(blank=True, max_length=2000)),
                ("wished_against", models.BooleanField(null=True)),
                ("beliefs", models.TextField(blank=True, max_length=2000)),
                ("other_factors", models.TextField(blank=True, max_length=2000)),
                ("consultees", models.JSONField(default=list)),
                ("unbefriended", models.BooleanField(default=False)),
                ("advocacy_considered", models.TextField(blank=True, max_length=1000)),
                ("conflicts", models.TextField(blank=True, max_length=2000)),
                ("options", models.JSONField(default=list)),
                ("less_restrictive", models.BooleanField(default=False)),
                ("dispute", models.BooleanField(default=False)),
                (
                    "dispute_route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meeting", "A meeting"),
                            ("mediation", "Mediation"),
                            ("legal", "Legal advice"),
                            ("court", "Court of Protection"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("use_care", "Use it inside the home"),
                            ("use_family", "Use it for their own family"),
                            ("support_public", "Support what their attorney or deputy agrees to"),
                            ("one_item", "One named item, by way of exception"),
                            ("do_not_use", "Do not use it"),
                            ("defer", "Wait"),
                            ("refer", "Ask the Court of Protection"),
                        ],
                        max_length=16,
                    ),
                ),
                ("limits", models.TextField(blank=True, max_length=1000)),
                ("basis_note", models.TextField(blank=True, max_length=1000)),
                ("informed", models.TextField(blank=True, max_length=1000)),
                ("exception_item", models.CharField(blank=True, max_length=200)),
                ("exception_facts", models.JSONField(default=dict)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("second_at", models.DateTimeField(blank=True, null=True)),
                ("review_due", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "allowed_by_coo",
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.capacityassessment",
                    ),
                ),
                (
                    "decision_maker",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "second_by",
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
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.advancestatement",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
                (
                    "made_by_representative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.representative",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical best interests decision",
                "verbose_name_plural": "historical best interests decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_751f87_idx")],
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
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__in", ["told"])), name="round_state_known"),
                    models.UniqueConstraint(fields=("home", "week_of"), name="one_round_a_week_at_a_home"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                ("called", models.CharField(max_length=160)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("P01", "On display in the home"),
                            ("P02", "In their life story book"),
                            ("P03", "In updates to their own family"),
                            ("P04", "To train staff"),
                            ("P05", "In our newsletter"),
                            ("P06", "On our website"),
                            ("P07", "On our social media"),
                            ("P08", "In our brochures and posters"),
                            ("P09", "In adverts we pay for"),
                            ("P10", "In newspapers and magazines"),
                            ("P11", "On television, radio or film"),
                            ("P12", "For an award, a commissioner or a regulator"),
                            ("P13", "As a story or in their own words about us"),
                            ("P14", "In an appeal by the police"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("noticeboard", "Noticeboard"),
                            ("album", "Album in the home"),
                            ("family_app", "Closed family app"),
                            ("email_to_family", "Email to their family"),
                            ("newsletter_print", "Printed newsletter"),
                            ("newsletter_email", "Newsletter by email"),
                            ("website", "Website"),
                            ("blog", "Blog"),
                            ("facebook", "Facebook"),
                            ("instagram", "Instagram"),
                            ("x", "X"),
                            ("linkedin", "LinkedIn"),
                            ("youtube", "YouTube"),
                            ("tiktok", "TikTok"),
                            ("google_profile", "Google profile"),
                            ("care_directory", "Care home directory"),
                            ("brochure", "Brochure or leaflet"),
                            ("poster", "Poster or banner"),
                            ("paid_social", "Paid post on social media"),
                            ("print_ad", "Printed advert or advertorial"),
                            ("local_press", "Local paper"),
                            ("national_press", "National paper"),
                            ("trade_press", "Trade press"),
                            ("tv", "Television"),
                            ("radio", "Radio or podcast"),
                            ("documentary", "Documentary or streaming"),
                            ("event_screen", "Screen at an event"),
                            ("award_entry", "Award entry"),
                            ("training", "Training material"),
                        ],
                        max_length=20,
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("shown_by", models.CharField(blank=True, max_length=160)),
                ("mentions_health", models.BooleanField(default=False)),
                ("record_type", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(blank=True, null=True)),
                ("shown_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="showings",
                        to="consent.asset",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["home", "state", "-created_at"], name="showing_of_home"),
                    models.Index(fields=["-created_at", "-id"], name="showing_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["shown", "taken down", "out of reach"])),
                        name="showing_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("photo", "Photos"),
                            ("video", "Films"),
                            ("audio", "Voice"),
                            ("quote", "Words they said"),
                            ("story", "Their story"),
                            ("artwork", "Things they made or wrote"),
                            ("name_only", "Only their name"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ident",
                    models.CharField(
                        choices=[
                            ("I0", "Nobody can tell who it is"),
                            ("I1", "Seen or heard, no name"),
                            ("I2", "First name"),
                            ("I3", "Full name"),
                            ("I4", "Full name and more, such as age or home town"),
                        ],
                        max_length=2,
                    ),
                ),
                ("authority", models.CharField(max_length=24)),
                ("rests_on", models.CharField(blank=True, max_length=14)),
                ("looked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("gone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown_in", to="consent.person"
                    ),
                ),
                (
                    "showing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="consent.showing"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("gone_at", None)), fields=["looked_at"], name="shown_by_last_look"
                    ),
                    models.Index(condition=models.Q(("gone_at", None)), fields=["person"], name="shown_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("showing", "person"), name="a_person_once_in_a_showing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("on_screen", "Drawn on this screen"),
                            ("typed", "Name typed on this screen"),
                            ("remote", "By a link sent to them"),
                            ("paper", "On paper, scanned"),
                            ("mark", "With a mark or thumbprint"),
                            ("spoken", "Spoken and recorded"),
                            ("aid", "With a communication aid"),
                        ],
                        max_length=12,
                    ),
                ),
                ("signer", models.CharField(max_length=120)),
                (
                    "signer_is",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("attorney", "Their health and welfare attorney"),
                            ("deputy", "Their personal welfare deputy"),
                            ("court", "A court, by its order"),
                            ("parent", "Their parent or guardian"),
                            ("personal_rep", "Their personal representative, after death"),
                        ],
                        max_length=14,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown_hash", models.CharField(max_length=64)),
                ("form_version", models.CharField(max_length=20)),
                ("drawing", models.TextField(blank=True)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("file", models.FileField(blank=True, upload_to=consent.agreement.signature.where_paper_is_kept)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("file_type", models.CharField(blank=True, max_length=40)),
                ("late_because", models.CharField(blank=True, max_length=300)),
                ("device", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("cosigners", models.JSONField(default=list)),
                ("witness", models.CharField(blank=True, max_length=120)),
                ("witness_is", models.CharField(blank=True, max_length=120)),
                ("witness_contact", models.CharField(blank=True, max_length=254)),
                ("witnessed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="consent.mediaconsent",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "witness_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method__in", ["mark", "spoken", "aid"]), _negated=True),
                            models.Q(("witness", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mark_or_spoken_has_a_witness",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipKnock",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("who", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["who", "at"], name="slip_knock_of_whom")],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restriction", "A court order, a law or the police forbid it"),
                            ("whereabouts", "Somebody must not learn where they live"),
                            ("objection", "They object, in words or by what they do"),
                            ("undue_influence", "Somebody may be pressing them"),
                            ("capacity_doubt", "There is a doubt whether they can decide this now"),
                            ("dispute", "Those who speak for them disagree"),
                            ("prior_refusal", "They wished against it while they could decide"),
                            ("safeguarding", "Safeguarding looks at it first"),
                            ("matter", "Part of an ongoing matter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "restriction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("court_order", "Court order"),
                            ("reporting", "Reporting restriction"),
                            ("protection", "Order of the Court of Protection"),
                            ("complainant", "Lifelong anonymity of a complainant"),
                            ("police_hold", "The police ask us not to"),
                            ("safeguarding", "Safeguarding decision"),
                        ],
                        max_length=14,
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                ("reaches_inside", models.BooleanField(default=False)),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(blank=True, max_length=120)),
                ("until", models.DateField(blank=True, null=True)),
                ("found_in", models.CharField(blank=True, max_length=14)),
                ("lifted_words", models.TextField(blank=True, max_length=2000)),
                ("lifted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stops", to="consent.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "in force")), fields=["subject"], name="stop_in_force_of_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in force", "lifted"])), name="stop_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "restriction",
                                    "whereabouts",
                                    "objection",
                                    "undue_influence",
                                    "capacity_doubt",
                                    "dispute",
                                    "prior_refusal",
                                    "safeguarding",
                                    "matter",
                                ],
                            )
                        ),
                        name="stop_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "restriction"), _negated=True),
                            models.Q(("restriction", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="restriction_says_which",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("said", "Said to somebody who works here"),
                            ("phone", "By phone"),
                            ("email", "By email"),
                            ("letter", "By letter"),
                            ("slip", "With the slip"),
                            ("link", "By the link on the slip"),
                            ("social", "In a message on social media"),
                            ("showed", "Shown without words: turning away, distress"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "made_by",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("representative", "Whoever agreed for them"),
                            ("observed", "Staff saw that they object"),
                            ("somebody_else", "Somebody else"),
                        ],
                        max_length=14,
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.asset",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="consent.mediaconsent",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawals", to="consent.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-received_at"], name="withdrawal_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["noted", "told"])), name="withdrawal_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TakedownTask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(default="", editable=False, max_length=30)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reference", models.CharField(editable=False, max_length=14, unique=True)),
                ("is_locked", models.BooleanField(default=False, editable=False)),
                ("kept_from_home", models.BooleanField(default=False, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remove", "Remove, blur or crop it"),
                            ("ask", "Ask them to take it down"),
                            ("purge", "Clear copies from design, advert and mailing tools"),
                            ("print", "Stop reprints, and take it off the wall"),
                            ("review", "Decide whether it may stay"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("withdrawn", "They changed their mind"),
                            ("died", "They have died"),
                            ("left", "They no longer work here"),
                            ("moved", "They moved away"),
                            ("changed", "It may no longer be shown"),
                            ("licence", "The permission to use the picture has ended"),
                        ],
                        default="changed",
                        max_length=14,
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("due_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("removed", "Removed"),
                            ("changed", "Changed so that nobody can tell who it is"),
                            ("asked", "They were asked"),
                            ("refused", "They refused"),
                            ("not_possible", "Not possible"),
                            ("may_stay", "It may stay"),
                            ("overtaken", "Something else took its place"),
                        ],
                        max_length=14,
                    ),
                ),
                ("outcome_words", models.TextField(blank=True, max_length=1000)),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "showing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="consent.showing",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="consent.person",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="consent.withdrawal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_at"], name="takedown_by_time"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["owner", "due_at"], name="takedown_of_owner"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done"])), name="takedown_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="takedown_done_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTakedownTask",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remove", "Remove, blur or crop it"),
                            ("ask", "Ask them to take it down"),
                            ("purge", "Clear copies from design, advert and mailing tools"),
                            ("print", "Stop reprints, and take it off the wall"),
                            ("review", "Decide whether it may stay"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("withdrawn", "They changed their mind"),
                            ("died", "They have died"),
                            ("left", "They no longer work here"),
                            ("moved", "They moved away"),
                            ("changed", "It may no longer be shown"),
                            ("licence", "The permission to use the picture has ended"),
                        ],
                        default="changed",
                        max_length=14,
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("due_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("removed", "Removed"),
                            ("changed", "Changed so that nobody can tell who it is"),
                            ("asked", "They were asked"),
                            ("refused", "They refused"),
                            ("not_possible", "Not possible"),
                            ("may_stay", "It may stay"),
                            ("overtaken", "Something else took its place"),
                        ],
                        max_length=14,
                    ),
                ),
                ("outcome_words", models.TextField(blank=True, max_length=1000)),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
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
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mediapolicy.home",
                    ),
                ),
                (
                    "owner",
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.person",
                    ),
                ),
                (
                    "showing",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.showing",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.withdrawal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical takedown task",
                "verbose_name_plural": "historical takedown tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="consent_his_history_959af9_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
