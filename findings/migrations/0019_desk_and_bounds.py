"""What was sent back to its author can be set aside; titles and summaries have bounds.

Where a text is longer than its bound, this migration is refused and names the records: shorten them first.
"""

from typing import Any

import django.db.models.functions.text
import django.db.models.lookups
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models.functions import Length

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Pages read editions and none of these tables: editors alone wait, for no longer than one reading of each takes."

#: Model → its key, and the characters that its texts have at most.
BOUNDS = {
    "Finding": (["reference"], {"title": 200, "summary": 2000}),
    "Report": (["slug"], {"title": 400}),
    "ReportEvent": (["report__slug", "slug"], {"title": 200, "summary": 2000}),
    "Resolution": (["number"], {"title": 400}),
    "Source": (["slug"], {"title": 400}),
}


def refuse_what_is_longer(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL would say that a row is refused, and not which."""
    found = [
        f"  {model.lower()} {'/'.join(key)}: its {field} has {length} characters, at most {most} are allowed"
        for model, (named_by, bounds) in BOUNDS.items()
        for field, most in bounds.items()
        for *key, length in apps.get_model("findings", model)
        ._base_manager.annotate(length=Length(field))
        .filter(length__gt=most)
        .order_by(*named_by)
        .values_list(*named_by, "length")
    ]
    if found:
        raise CommandError("\n".join(["Shorten these texts in the admin of the release before, then migrate again:", *found]))


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
        migrations.RunPython(refuse_what_is_longer, migrations.RunPython.noop, elidable=True),
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
