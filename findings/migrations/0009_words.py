"""Short rows for the texts of findings, their ready lines of a CSV, the words that a misspelt one is near to.

What was projected before has no line and no words until `manage.py rebuild_entries` makes it anew; until then files are
written from the documents, and nothing is offered for a misspelt word.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

#: Nothing of a text stays in its row, and nothing is compressed: rows are found by their words, and read one by one.
FORWARD = """
ALTER TABLE findings_findingtext SET (toast_tuple_target = 128);
ALTER TABLE findings_findingtext
    ALTER title SET STORAGE EXTERNAL, ALTER summary SET STORAGE EXTERNAL, ALTER names SET STORAGE EXTERNAL,
    ALTER sources SET STORAGE EXTERNAL, ALTER line SET STORAGE EXTERNAL, ALTER search SET STORAGE EXTERNAL;
"""
BACKWARD = """
ALTER TABLE findings_findingtext RESET (toast_tuple_target);
ALTER TABLE findings_findingtext
    ALTER title SET STORAGE EXTENDED, ALTER summary SET STORAGE EXTENDED, ALTER names SET STORAGE EXTENDED,
    ALTER sources SET STORAGE EXTENDED, ALTER line SET STORAGE EXTENDED, ALTER search SET STORAGE EXTENDED;
"""


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = (
    "It came before the first installation was open to readers; with readers, publish nothing while it runs: "
    "until the new release serves, what the old one publishes is refused."
)


class Migration(migrations.Migration):
    dependencies = [("findings", "0008_roles")]
    operations = [
        migrations.AddField("findingtext", "line", models.TextField(default="")),
        migrations.AddField("findingtext", "line_format", models.CharField(default="")),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(primary_key=True, serialize=False)),
                ("editions", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "word of findings",
                "verbose_name_plural": "words of findings",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("word", name="gin_trgm_ops"), name="word_trigrams"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            "findingentry",
            models.Index(
                condition=models.Q(("edition_kind", "update")), fields=["edition"], name="findingentry_updates"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
