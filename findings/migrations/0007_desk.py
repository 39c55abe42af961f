import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0006_merges'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskSettingsChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, serialize=False)),
                ('second_person', models.BooleanField(default=False, help_text='What one editor submits is published by another one. Nobody publishes their own.', verbose_name='a second person publishes')),
                ('scheduling', models.BooleanField(default=False, help_text='What is approved may wait for a time. manage.py publish_due has to run every few minutes for it.', verbose_name='publication at a time')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), help_text='As finding:MSMT-2025-1-001.', verbose_name='subjects')),
                ('edition_kind', models.CharField(choices=[('update', 'Update'), ('correction', 'Correction'), ('withdrawal', 'Withdrawal')], verbose_name='kind')),
                ('note', models.TextField(verbose_name='public note')),
                ('replaced_by', models.CharField(blank=True, default='', help_text='Of a withdrawal: a key.', verbose_name='replaced by')),
                ('again', models.BooleanField(default=False, help_text='It comes back on purpose alone.', verbose_name='also what was withdrawn or redacted')),
                ('contents', models.CharField(editable=False, help_text='Of the records and the editions in force, as they were looked at.', validators=[django.core.validators.MinLengthValidator(64)], verbose_name='digest of the contents')),
                ('due_at', models.DateTimeField(blank=True, help_text='UTC.', null=True, verbose_name='not before')),
                ('submitted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='submitted at')),
                ('state', models.CharField(choices=[('waiting', 'waiting for a decision'), ('approved', 'approved, waiting for its time'), ('published', 'published'), ('declined', 'declined')], default='waiting', verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('outcome', models.TextField(blank=True, default='', help_text='Why it was declined, or could not be published.', verbose_name='what came of it')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['-submitted_at', '-pk'],
                'permissions': [('publish_subjects', 'Can publish, withdraw and decide about submissions'), ('redact_editions', 'Can redact editions')],
                'default_permissions': ('view', 'add'),
            },
        ),
        migrations.CreateModel(
            name='DeskSettings',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('second_person', models.BooleanField(default=False, help_text='What one editor submits is published by another one. Nobody publishes their own.', verbose_name='a second person publishes')),
                ('scheduling', models.BooleanField(default=False, help_text='What is approved may wait for a time. manage.py publish_due has to run every few minutes for it.', verbose_name='publication at a time')),
            ],
            options={
                'verbose_name': 'rules of the desk',
                'verbose_name_plural': 'rules of desks',
                'default_permissions': ('view', 'change'),
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='desksettings_are_one_row', violation_error_message='There is one desk, and one row of its settings.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheduling", new_values."second_person" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0fe7cd38efae4fd6ea728c6613c49e3d149fa83d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7ed39', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_desksettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheduling", new_values."second_person" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2885b35c73fd963efb1dc38e4448043a22fdf630', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b64c5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_desksettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheduling", old_values."second_person" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7d5a7b6f7890bc018143f97ca783a35b0cfa416d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_921c2', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_desksettings', when='AFTER')),
        ),
        migrations.AddField(
            model_name='desksettingschange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='desksettingschange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.desksettings'),
        ),
        migrations.AddField(
            model_name='submission',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='submission',
            name='published_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.datasetversion', verbose_name='dataset version'),
        ),
        migrations.AddField(
            model_name='submission',
            name='submitted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettingschange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7ebb18bebf214f25668ea93ae60df377b53d413d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eeda8', table='findings_desksettingschange', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='submission_note_is_written', violation_error_message='“note” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['approved', 'declined', 'published', 'waiting'])), name='submission_state_is_in_vocabulary', violation_error_message='A submission waits, or is approved, published or declined.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('edition_kind__in', ['correction', 'update', 'withdrawal'])), name='submission_edition_kind_is_in_vocabulary', violation_error_message='A submission is an update, a correction or a withdrawal.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('subjects__len__gte', 1)), name='submission_names_subjects', violation_error_message='A submission names at least one subject.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('edition_kind', 'withdrawal'), _negated=True), ('replaced_by', '')), models.Q(('again', False), ('subjects__len', 1)), _connector='OR'), name='submission_withdraws_one', violation_error_message='A withdrawal names one subject; only a withdrawal names a replacement.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='submission_waits_or_was_decided', violation_error_message='A decision has somebody who made it, and a time.'),
        ),
    ]
