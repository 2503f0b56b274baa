from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mediapolicy", "0007_ongoing_matters"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="telephone",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        )
        for name in ("historicalhome", "home")
    ]
