"""A proposal may be of a report, of an event of one, or of a finding."""

from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "The rule of one table of the desk is widened: pages never read it, and it holds only what was sent in by editors."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0016_details'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proposal',
            name='proposal_record_kind_is_in_vocabulary',
        ),
        migrations.AlterField(
            model_name='proposal',
            name='record_kind',
            field=models.CharField(choices=[('actor', 'actor'), ('source', 'source'), ('report', 'report'), ('event', 'report event'), ('finding', 'finding')], default='actor', verbose_name='record'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('record_kind__in', ['actor', 'event', 'finding', 'report', 'source'])), name='proposal_record_kind_is_in_vocabulary', violation_error_message='“record_kind” takes one of these: actor, event, finding, report, source.'),
        ),
    ]
