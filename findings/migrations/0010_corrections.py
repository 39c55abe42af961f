"""An index of the editions that correct or withdraw: the list of corrections is a few of very many editions."""

from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Only publishing writes editions, and it waits for no longer than one reading of their table takes."


class Migration(migrations.Migration):
    dependencies = [("findings", "0009_words")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("edition_kind__in", ["correction", "withdrawal"])),
                fields=["-published_in"],
                name="edition_corrected",
            ),
        ),
    ]
