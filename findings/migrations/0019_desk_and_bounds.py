"""What was sent back to its author can be set aside; titles and summaries have bounds.

Where a title is longer than its bound, this migration is refused: shorten it first.
"""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Pages read editions and none of these tables: editors alone wait, for no longer than one reading of each takes."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0018_standing'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='set_aside_at',
            field=models.DateTimeField(blank=True, help_text='When its author, to whom it was sent back, said that nothing follows from it.', null=True, verbose_name='set aside at'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('set_aside_at__isnull', True), ('state', 'declined'), _connector='OR'), name='submission_set_aside_was_declined', violation_error_message='Only what was declined is set aside.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('title'), 200), name='finding_title_is_short', violation_error_message='A title has at most 200 characters. The summary has room for the rest.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('summary'), 2000), name='finding_summary_is_short', violation_error_message='A summary has at most 2,000 characters. Figures, actors and sources have fields of their own.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('title'), 400), name='report_title_is_short', violation_error_message='The title of a document has at most 400 characters. Keep its beginning, with […] for the rest.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('title'), 200), name='reportevent_title_is_short', violation_error_message='A title has at most 200 characters. The summary has room for the rest.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('summary'), 2000), name='reportevent_summary_is_short', violation_error_message='A summary has at most 2,000 characters. Figures, actors and sources have fields of their own.'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('title'), 400), name='resolution_title_is_short', violation_error_message='The title of a document has at most 400 characters. Keep its beginning, with […] for the rest.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('title'), 400), name='source_title_is_short', violation_error_message='The title of a document has at most 400 characters. Keep its beginning, with […] for the rest.'),
        ),
    ]
