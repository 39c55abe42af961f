"""Entries of actors say of which kind they are, by whom they are designated, and which sources say so.

What the release before writes while this one is rolled out has none of it until `manage.py rebuild_entries` is run.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = (
    "The table has a row for each edition of a subject other than findings: some thousands, filled and indexed within "
    "a second. The old release reads none of these columns, and leaves them to their defaults."
)

#: What stands in the entries of actors that there are, from their documents (documents.entries; in every schema so far
#: these fields are the same).
FILL = """
    UPDATE findings_subjectentry AS entry
       SET actor_kind = edition.document ->> 'actor_kind',
           designated_by = ARRAY(
               SELECT each.value ->> 'authority'
                 FROM jsonb_array_elements(edition.document -> 'designations') WITH ORDINALITY AS each
                WHERE each.value ->> 'delisted' IS NULL
                GROUP BY 1 ORDER BY min(each.ordinality)),
           designation_sources = ARRAY(
               SELECT each.value #>> '{source,key}'
                 FROM jsonb_array_elements(edition.document -> 'designations') WITH ORDINALITY AS each
                ORDER BY each.ordinality),
           sources = ARRAY(
               SELECT each.value ->> 'key'
                 FROM jsonb_array_elements(edition.document -> 'sources') WITH ORDINALITY AS each
                GROUP BY 1 ORDER BY min(each.ordinality))
      FROM findings_edition AS edition
     WHERE edition.position = entry.position AND entry.subject_kind = 'actor'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0017_imported_claims'),
    ]

    operations = [
        migrations.AddField(
            model_name='subjectentry',
            name='actor_kind',
            field=models.CharField(db_default=''),
        ),
        migrations.AddField(
            model_name='subjectentry',
            name='designated_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), db_default=[], size=None),
        ),
        migrations.AddField(
            model_name='subjectentry',
            name='designation_sources',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), db_default=[], size=None),
        ),
        migrations.AddField(
            model_name='subjectentry',
            name='sources',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), db_default=[], size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['designation_sources'], name='subjectentry_designations'),
        ),
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sources'], name='subjectentry_sources'),
        ),
    ]
