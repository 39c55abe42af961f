import django.db.models.deletion
import django.db.models.lookups
import findings.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Sources are records of the editors, of which no public page reads any, and few enough to be read at once."


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0004_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "import_kind",
                    models.CharField(
                        choices=[
                            ("un_list", "UN Security Council Consolidated List"),
                            ("curated", "curated file or table"),
                        ],
                        verbose_name="kind",
                    ),
                ),
                ("file_name", models.CharField(verbose_name="file")),
                ("file_digest", models.CharField(verbose_name="SHA-256 of the file")),
                (
                    "dated",
                    models.CharField(
                        blank=True, default="", help_text="What the file says of its own date.", verbose_name="dated"
                    ),
                ),
                (
                    "entries",
                    models.PositiveIntegerField(
                        default=0, help_text="How many entries the file has.", verbose_name="entries"
                    ),
                ),
                ("started_by", models.CharField(verbose_name="started by")),
                ("started_at", models.DateTimeField(verbose_name="started at")),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("import_kind__in", ["curated", "un_list"])),
                        name="importrun_import_kind_is_in_vocabulary",
                        violation_error_message="“import_kind” takes one of these: curated, un_list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_name", ""), _negated=True),
                        name="importrun_file_name_is_written",
                        violation_error_message="“file_name” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("started_by", ""), _negated=True),
                        name="importrun_started_by_is_written",
                        violation_error_message="“started_by” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_digest__regex", "^[0-9a-f]{64}$")),
                        name="importrun_digest_is_a_sha_256",
                        violation_error_message="The digest of a file is a SHA-256: 64 hexadecimal digits.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "found"),
                            ("gone", "gone"),
                            ("refused", "refused to machines"),
                            ("failed", "no answer"),
                        ],
                        verbose_name="state",
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Of HTTP, if any came.", null=True, verbose_name="status"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True, default="", help_text="In words: why there was no answer.", verbose_name="said"
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="failures in a row")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
            ],
            options={
                "verbose_name": "check of an address",
                "verbose_name_plural": "checks of addresses",
                "ordering": ["url"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        name="linkcheck_url_is_written",
                        violation_error_message="“url” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("url__regex", "^https?://[^\\s]+$"), _connector="OR"),
                        name="linkcheck_url_is_a_web_address",
                        violation_error_message="An address begins with http:// or https:// and holds no space.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["failed", "found", "gone", "refused"])),
                        name="linkcheck_state_is_in_vocabulary",
                        violation_error_message="“state” takes one of these: failed, found, gone, refused.",
                    ),
                    models.UniqueConstraint(
                        fields=("url",),
                        name="linkcheck_url_is_unique",
                        violation_error_message="It was checked already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__isnull", True),
                            models.Q(("status__gte", 100), ("status__lte", 599)),
                            _connector="OR",
                        ),
                        name="linkcheck_status_is_of_http",
                        violation_error_message="A status of HTTP lies between 100 and 599.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("finding", "Finding"),
                            ("report", "Report"),
                            ("actor", "Actor"),
                            ("source", "Source"),
                            ("resolution", "Resolution"),
                            ("category", "Category"),
                        ],
                        verbose_name="subject",
                    ),
                ),
                ("merged_key", models.CharField(verbose_name="merged key")),
                ("merged_name", models.CharField(verbose_name="merged name")),
                ("survivor", models.CharField(verbose_name="key of the survivor")),
                ("reason", models.TextField(help_text="For the editors: why the two are one.", verbose_name="reason")),
                ("merged_by", models.CharField(verbose_name="merged by")),
                ("merged_at", models.DateTimeField(verbose_name="merged at")),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["-merged_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject_kind__in", ["actor", "category", "finding", "report", "resolution", "source"])
                        ),
                        name="merge_subject_kind_is_in_vocabulary",
                        violation_error_message="“subject_kind” takes one of these: actor, category, finding, report, resolution, source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_key", ""), _negated=True),
                        name="merge_merged_key_is_written",
                        violation_error_message="“merged_key” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_name", ""), _negated=True),
                        name="merge_merged_name_is_written",
                        violation_error_message="“merged_name” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("survivor", ""), _negated=True),
                        name="merge_survivor_is_written",
                        violation_error_message="“survivor” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="merge_reason_is_written",
                        violation_error_message="“reason” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_by", ""), _negated=True),
                        name="merge_merged_by_is_written",
                        violation_error_message="“merged_by” must not be empty.",
                    ),
                    models.UniqueConstraint(
                        fields=("subject_kind", "merged_key"),
                        name="merge_is_made_once",
                        violation_error_message="This record was merged already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_key", models.F("survivor")), _negated=True),
                        name="merge_leads_to_another",
                        violation_error_message="A record cannot be merged into itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="What is proposed once is not proposed again.", verbose_name="fingerprint"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("create", "new record"),
                            ("change", "changed record"),
                            ("identifier", "identifier"),
                            ("alias", "alias"),
                            ("designation", "designation"),
                        ],
                        verbose_name="what",
                    ),
                ),
                (
                    "record_kind",
                    models.CharField(
                        choices=[("actor", "actor"), ("source", "source")], default="actor", verbose_name="record"
                    ),
                ),
                (
                    "record_key",
                    models.CharField(help_text="Of the record that it adds to, or would make.", verbose_name="key"),
                ),
                (
                    "entry",
                    models.CharField(
                        help_text="Its number on the list, or its line in the file.", verbose_name="entry"
                    ),
                ),
                ("label", models.CharField(verbose_name="name in the file")),
                (
                    "matched_by",
                    models.CharField(
                        choices=[
                            ("reference", "its number on the list"),
                            ("name", "the same name"),
                            ("alias", "an alias"),
                            ("similar", "a similar name"),
                            ("key", "its key"),
                            ("nothing", "nothing: it would be new"),
                        ],
                        verbose_name="matched by",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name="score"),
                ),
                ("payload", models.JSONField(verbose_name="would be written")),
                ("evidence", models.JSONField(blank=True, default=dict, verbose_name="evidence")),
                ("before", models.CharField(blank=True, default="", verbose_name="made against")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("overtaken", "overtaken"),
                        ],
                        default="open",
                        verbose_name="state",
                    ),
                ),
                ("decided_by", models.CharField(blank=True, default="", verbose_name="decided by")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="findings.importrun",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["run", "position"],
                "indexes": [models.Index(fields=["state", "run"], name="proposal_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["alias", "change", "create", "designation", "identifier"])),
                        name="proposal_action_is_in_vocabulary",
                        violation_error_message="“action” takes one of these: alias, change, create, designation, identifier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record_kind__in", ["actor", "source"])),
                        name="proposal_record_kind_is_in_vocabulary",
                        violation_error_message="“record_kind” takes one of these: actor, source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("matched_by__in", ["alias", "key", "name", "nothing", "reference", "similar"])
                        ),
                        name="proposal_matched_by_is_in_vocabulary",
                        violation_error_message="“matched_by” takes one of these: alias, key, name, nothing, reference, similar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["accepted", "open", "overtaken", "rejected"])),
                        name="proposal_state_is_in_vocabulary",
                        violation_error_message="“state” takes one of these: accepted, open, overtaken, rejected.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record_key", ""), _negated=True),
                        name="proposal_record_key_is_written",
                        violation_error_message="“record_key” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", ""), _negated=True),
                        name="proposal_entry_is_written",
                        violation_error_message="“entry” must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True),
                        name="proposal_label_is_written",
                        violation_error_message="“label” must not be empty.",
                    ),
                    models.UniqueConstraint(
                        fields=("fingerprint",),
                        name="proposal_is_made_once",
                        violation_error_message="The same has been proposed before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True), models.Q(("score__gte", 0), ("score__lte", 1)), _connector="OR"
                        ),
                        name="proposal_score_is_a_share",
                        violation_error_message="A score lies between 0 and 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by", ""), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_is_decided_by_somebody",
                        violation_error_message="A decision has a name and a time; an open proposal has neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reviewed_by", models.CharField(verbose_name="reviewed by")),
                ("reviewed_at", models.DateTimeField(verbose_name="reviewed at")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="findings.finding",
                        verbose_name="finding",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["-reviewed_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reviewed_by", ""), _negated=True),
                        name="review_reviewed_by_is_written",
                        violation_error_message="“reviewed_by” must not be empty.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="source",
            name="archived",
            field=findings.models.fields.PartialDateField(
                help_text="When the copy was made: 2024, 2024-03 or 2024-03-26.", verbose_name="archived"
            ),
        ),
        migrations.AddField(
            model_name="sourcechange",
            name="archived",
            field=findings.models.fields.PartialDateField(
                help_text="When the copy was made: 2024, 2024-03 or 2024-03-26.", verbose_name="archived"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived", "archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT new_values."archived", new_values."archived_url", new_values."authors", new_values."consulted", new_values."id", new_values."key", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."source_kind", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="377efc7a4ba94f6683477c4d4561f5d272869b22",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3de04",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="findings_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived", "archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT new_values."archived", new_values."archived_url", new_values."authors", new_values."consulted", new_values."id", new_values."key", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."source_kind", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5dacfb640aea51894d9c8b6622c6fe229f542a71",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_48696",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="findings_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived", "archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT old_values."archived", old_values."archived_url", old_values."authors", old_values."consulted", old_values."id", old_values."key", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published", old_values."publisher", old_values."slug", old_values."source_kind", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="030e507997016b089b1687d938d398ee86767f78",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_be8bc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="findings_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archived__isnull", True),
                    django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest("archived"), False),
                    _connector="OR",
                ),
                name="source_archived_exists",
                violation_error_message="This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archived__isnull", True), models.Q(("archived_url", ""), _negated=True), _connector="OR"
                ),
                name="source_archived_is_of_a_copy",
                violation_error_message="The date is that of an archived copy: give the address of the copy too.",
            ),
        ),
    ]
