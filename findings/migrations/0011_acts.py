"""An index of who is named in which role: the question who carried it is asked of all findings."""

import django.contrib.postgres.indexes
from django.db import migrations

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Only publishing writes entries, and it waits for no longer than one reading of their table takes."


class Migration(migrations.Migration):
    dependencies = [("findings", "0010_corrections")]

    operations = [
        migrations.AddIndex(
            model_name="findingentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["acts"], name="findingentry_acts"),
        ),
    ]
