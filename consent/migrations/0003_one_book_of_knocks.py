from django.db import migrations, models


class Migration(migrations.Migration):
    """Knocks at links and at slips stand in one book. What stood in the other was to be forgotten within a day."""

    dependencies = [
        ("consent", "0002_signed_words_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="knock",
            name="door",
            field=models.CharField(default="link", max_length=8),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="knock", name="knock_of_address"),
        migrations.AddIndex(
            model_name="knock",
            index=models.Index(fields=["came_from", "door", "at"], name="knock_of_address"),
        ),
        migrations.DeleteModel(name="SlipKnock"),
    ]
