"""Names are compared without accents: the index of their trigrams has them so."""

import django.contrib.postgres.indexes
from django.db import migrations

import findings.models.entries

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = (
    "The table has a row for each edition of a subject other than findings: some thousands, indexed within a second. "
    "Without the old index the old release finds the same names, each compared by itself."
)


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0012_role_words'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(findings.models.entries.WithoutAccents('names'), name='gin_trgm_ops'), name='subjectentry_alike'),
        ),
        migrations.RemoveIndex(
            model_name='subjectentry',
            name='subjectentry_trigrams',
        ),
    ]
