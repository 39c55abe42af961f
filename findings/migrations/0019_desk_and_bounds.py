"""What was sent back to its author can be set aside."""

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
    ]
