"""The roles of the desk, as groups, each with its rights (findings/roles.py)."""

from django.db import migrations

from findings import roles


def give(apps, schema_editor):
    roles.give(apps)


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "A few rows of Django's own tables of groups are written, which no public page reads."


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0007_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("axes", "0010_accessattemptexpiration"),
    ]
    # Backwards nothing is taken away: somebody may have been given a role.
    operations = [migrations.RunPython(give, migrations.RunPython.noop, elidable=True)]
