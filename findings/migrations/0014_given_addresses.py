"""An alias may be an address that an editor leads to a subject."""

from django.db import migrations, models

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Aliases are few, and only publishing writes them: the constraint is checked within milliseconds."


class Migration(migrations.Migration):
    dependencies = [("findings", "0013_names_without_accents")]

    operations = [
        migrations.AlterModelOptions(
            name="keyalias",
            options={"verbose_name": "former address", "verbose_name_plural": "former addresses"},
        ),
        migrations.AlterField(
            model_name="keyalias",
            name="alias_kind",
            field=models.CharField(
                choices=[
                    ("slug", "its address was mended"),
                    ("merge", "it was merged into another"),
                    ("given", "an editor led it here"),
                ]
            ),
        ),
        migrations.RemoveConstraint(model_name="keyalias", name="keyalias_alias_kind_is_in_vocabulary"),
        migrations.AddConstraint(
            model_name="keyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("alias_kind__in", ["given", "merge", "slug"])),
                name="keyalias_alias_kind_is_in_vocabulary",
            ),
        ),
    ]
