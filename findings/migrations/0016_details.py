"""Which of its sources carry a detail of a claim: a figure, an actor in a role, a place, the period."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Pages read editions and none of these tables: editors alone wait, for no longer than one reading of each takes."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0015_quotes'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='desksettings',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='desksettings',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='desksettings',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='involvement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='involvement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='involvement',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placemention',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placemention',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placemention',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quantity',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quantity',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quantity',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportevent',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportevent',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportevent',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='desksettings',
            name='sourced_details',
            field=models.BooleanField(db_default=False, default=False, help_text='No finding or report is published while a figure, an actor, a place or a period in it names no source that carries it.', verbose_name='every detail names its sources'),
        ),
        migrations.AddField(
            model_name='desksettingschange',
            name='sourced_details',
            field=models.BooleanField(db_default=False, default=False, help_text='No finding or report is published while a figure, an actor, a place or a period in it names no source that carries it.', verbose_name='every detail names its sources'),
        ),
        migrations.AddField(
            model_name='finding',
            name='period_carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='period carried by'),
        ),
        migrations.AddField(
            model_name='findingchange',
            name='period_carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='period carried by'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='placemention',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='quantitychange',
            name='carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='carried by'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='period_carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='period carried by'),
        ),
        migrations.AddField(
            model_name='reporteventchange',
            name='period_carried_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, db_default=[], default=list, help_text='The cited sources that give this detail, of those that were read. Choose none where it is not known which do.', verbose_name='period carried by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person", "sourced_details") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheduling", new_values."second_person", new_values."sourced_details" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7447c1d87d7b09d3ae88f7f06d60f11671ff5729', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7ed39', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_desksettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person", "sourced_details") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheduling", new_values."second_person", new_values."sourced_details" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c8f729f082def2335a1119550b305df263975093', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b64c5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_desksettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desksettings',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_desksettingschange" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheduling", "second_person", "sourced_details") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheduling", old_values."second_person", old_values."sourced_details" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f188f74f69920c773f70b245dde8b311d2157b8f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_921c2', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_desksettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."id", new_values."period_carried_by", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recheck", new_values."reference", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cb1a34dc7898824ddbd5c43f89bb8a2a555fcdc8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9fe30', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."id", new_values."period_carried_by", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recheck", new_values."reference", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f7a64e73dcc03db59622f4798f85e58d78b83a73', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_aaaf9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT old_values."asserted_by", old_values."category_id", old_values."editors_note", old_values."id", old_values."period_carried_by", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recheck", old_values."reference", old_values."report_id", old_values."slug", old_values."summary", old_values."support", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='baea24c5c2a702de2f5b9a3dc523d5b42c06f26d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bc1a0', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT new_values."actor_id", new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."role" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c858251fe07dc2e31e826b6bf500aa2861c6a2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d4f29', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT new_values."actor_id", new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."role" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='85abc5356c52c367ac70c5c9426ae91928555226', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_786a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT old_values."actor_id", old_values."carried_by", old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ebacdbb0dfe999471321a56ea0568845b200b2ca', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a335a', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='63f53f8b13b06ec013131a26defc30d33e4e4a48', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_20fdd', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31eea95ed4d48672e1929017acce83c3aa2a44de', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0f733', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("carried_by", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT old_values."carried_by", old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f2ff89bb9d1faa60a428f0cc60cfd21e6bb8a424', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e7a10', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("carried_by", "event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."high", new_values."id", new_values."low", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."qualifier", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='42a753446f99a672de18d88100d4b16c49433d2d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e5d15', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("carried_by", "event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT new_values."carried_by", new_values."event_id", new_values."finding_id", new_values."high", new_values."id", new_values."low", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."qualifier", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2325fb81da783d5c7e6eedcdc2ec5d8ffedf6e13', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5c9d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("carried_by", "event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT old_values."carried_by", old_values."event_id", old_values."finding_id", old_values."high", old_values."id", old_values."low", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."qualifier", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f9b8242831a0e799788c22d899c07457cb07cc78', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6c7fa', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."event_type", new_values."id", new_values."period_carried_by", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."recheck", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='226e6c930ddb1422cc4dcd54ee04ade69e6d7cfa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1e8db', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_reportevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."event_type", new_values."id", new_values."period_carried_by", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."recheck", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56dcf1cc34ba75a8c63f40bd742eaf479038ca4a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_67fa1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_reportevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_carried_by", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT old_values."asserted_by", old_values."category_id", old_values."editors_note", old_values."event_type", old_values."id", old_values."period_carried_by", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."recheck", old_values."report_id", old_values."slug", old_values."summary", old_values."support", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9b04c627118bc796a79eeaeaa2b3c9e5a5ae8e95', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_154f6', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_reportevent', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('period_carried_by__contains', ['']), _negated=True), name='finding_period_carried_by_has_no_empty_key', violation_error_message='A source that carries a detail is named by its key.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('period_carried_by', []), ('period_start__isnull', False), ('period_end__isnull', False), _connector='OR'), name='finding_period_carried_by_comes_with_a_period', violation_error_message='No source carries a period that is not given.'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(('carried_by__contains', ['']), _negated=True), name='involvement_carried_by_has_no_empty_key', violation_error_message='A source that carries a detail is named by its key.'),
        ),
        migrations.AddConstraint(
            model_name='placemention',
            constraint=models.CheckConstraint(condition=models.Q(('carried_by__contains', ['']), _negated=True), name='placemention_carried_by_has_no_empty_key', violation_error_message='A source that carries a detail is named by its key.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('carried_by__contains', ['']), _negated=True), name='quantity_carried_by_has_no_empty_key', violation_error_message='A source that carries a detail is named by its key.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('period_carried_by__contains', ['']), _negated=True), name='reportevent_period_carried_by_has_no_empty_key', violation_error_message='A source that carries a detail is named by its key.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('period_carried_by', []), ('period_start__isnull', False), ('period_end__isnull', False), _connector='OR'), name='reportevent_period_carried_by_comes_with_a_period', violation_error_message='No source carries a period that is not given.'),
        ),
    ]
