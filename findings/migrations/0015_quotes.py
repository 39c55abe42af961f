"""A citation may quote its source word for word, with the language of the words."""

import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Pages read editions and no citations: editors alone wait, for no longer than one reading of the table takes."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0014_given_addresses'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='citation',
            name='quote',
            field=models.TextField(blank=True, db_default='', default='', help_text='The passage word for word, short, in the original language, without quotation marks around it. Write […] for what is left out.', verbose_name='quote'),
        ),
        migrations.AddField(
            model_name='citation',
            name='quote_language',
            field=models.CharField(blank=True, db_default='', default='', help_text='That of the words quoted, with a quote alone: en, ko, ru.', max_length=2, verbose_name='language of the quote'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='quote',
            field=models.TextField(blank=True, db_default='', default='', help_text='The passage word for word, short, in the original language, without quotation marks around it. Write […] for what is left out.', verbose_name='quote'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='quote_language',
            field=models.CharField(blank=True, db_default='', default='', help_text='That of the words quoted, with a quote alone: en, ko, ru.', max_length=2, verbose_name='language of the quote'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "quote_language", "relation", "source_id", "supports") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."quote", new_values."quote_language", new_values."relation", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e4d1e735f0fbc9c1540d6ea01ea456a936e3b950', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_df561', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "quote_language", "relation", "source_id", "supports") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."quote", new_values."quote_language", new_values."relation", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c0c82dfa74a9f79c23df83694f22f2fc65bb5c10', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b4ffe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quote", "quote_language", "relation", "source_id", "supports") SELECT old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."quote", old_values."quote_language", old_values."relation", old_values."source_id", old_values."supports" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='db9b010a44665f4ea15fedd8a9598b4da7bb3ea0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5a617', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_citation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('quote'), 600), name='citation_quote_is_short', violation_error_message='A quote has at most 600 characters. Keep what carries the claim, with […] for the rest.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('quote__regex', '[\\u0001-\\u001f\\u007f-\\u009f]|^ | $|  '), _negated=True), name='citation_quote_is_one_line', violation_error_message='A quote is one line, with one space between words and none at its ends.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('quote__regex', '</?[A-Za-z][A-Za-z0-9]*(\\s[^<>]*)?/?>'), _negated=True), name='citation_quote_is_plain_text', violation_error_message='A quote is plain text: leave out tags such as <b>.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quote', ''), ('quote_language', '')), models.Q(models.Q(('quote', ''), _negated=True), ('quote_language__regex', '^[a-z]{2}$')), _connector='OR'), name='citation_quote_language_comes_with_a_quote', violation_error_message='A quote comes with its language, an ISO 639-1 code of two small letters such as en or ko; without a quote there is none.'),
        ),
    ]
