"""What the database refuses whatever asks it: to change, delete or truncate editions, and to change a key.

Hand-written trigger functions, ENABLE ALWAYS, so that no session setting turns them off (a trigger of the ordinary kind
does not fire under `session_replication_role = replica`). SQLSTATE MS001: a published thing is immutable. SQLSTATE
MS002: a key is permanent. (Classes that begin with M are nobody's in the SQL standard.)
"""

from django.db import migrations

EDITIONS = r"""
CREATE FUNCTION findings_guard_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb;
    after jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Edition % of % "%" is published and cannot be deleted.', OLD.number, OLD.subject_kind, OLD.key
            USING ERRCODE = 'MS001', HINT = 'Withdraw the subject: a withdrawal is an edition of its own.';
    END IF;
    before := to_jsonb(OLD);
    after := to_jsonb(NEW);
    -- Texts are compared, not jsonb: to jsonb, 1 and 1.0 are equal; to the digest of a document they are not.
    -- One: superseded, once, and nothing else with it.
    IF OLD.superseded_in IS NULL AND NEW.superseded_in IS NOT NULL
       AND (before - 'superseded_in')::text = (after - 'superseded_in')::text THEN
        RETURN NEW;
    END IF;
    -- Two: redacted, once. The text goes, with the title and the address that may repeat it; the digests stay.
    IF OLD.redacted_in IS NULL AND NEW.redacted_in IS NOT NULL AND NEW.document = '{}'::jsonb
       AND before - '{redacted_in,document,title,slug}'::text[] = after - '{redacted_in,document,title,slug}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Edition % of % "%" is published and cannot be changed.', OLD.number, OLD.subject_kind, OLD.key
        USING ERRCODE = 'MS001', HINT = 'Publish a new edition of the subject.';
END
$$;
CREATE TRIGGER edition_is_never_changed BEFORE UPDATE OR DELETE ON findings_edition
    FOR EACH ROW EXECUTE FUNCTION findings_guard_edition();
ALTER TABLE findings_edition ENABLE ALWAYS TRIGGER edition_is_never_changed;

CREATE FUNCTION findings_guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'findings_keyalias' THEN
        IF OLD.superseded_in IS NULL AND NEW.superseded_in IS NOT NULL
           AND to_jsonb(OLD) - 'superseded_in' = to_jsonb(NEW) - 'superseded_in' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A row of % is published and cannot be %.', TG_TABLE_NAME,
        CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END
        USING ERRCODE = 'MS001', HINT = 'The ledger only grows.';
END
$$;
CREATE TRIGGER datasetversion_is_never_changed BEFORE UPDATE OR DELETE ON findings_datasetversion
    FOR EACH ROW EXECUTE FUNCTION findings_guard_append_only();
ALTER TABLE findings_datasetversion ENABLE ALWAYS TRIGGER datasetversion_is_never_changed;
CREATE TRIGGER keyalias_is_never_changed BEFORE UPDATE OR DELETE ON findings_keyalias
    FOR EACH ROW EXECUTE FUNCTION findings_guard_append_only();
ALTER TABLE findings_keyalias ENABLE ALWAYS TRIGGER keyalias_is_never_changed;
CREATE TRIGGER redaction_is_never_changed BEFORE UPDATE OR DELETE ON findings_redaction
    FOR EACH ROW EXECUTE FUNCTION findings_guard_append_only();
ALTER TABLE findings_redaction ENABLE ALWAYS TRIGGER redaction_is_never_changed;

CREATE FUNCTION findings_guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Table % holds what is published and cannot be emptied.', TG_TABLE_NAME
        USING ERRCODE = 'MS001', HINT = 'The ledger only grows.';
END
$$;
CREATE TRIGGER edition_is_never_truncated BEFORE TRUNCATE ON findings_edition
    FOR EACH STATEMENT EXECUTE FUNCTION findings_guard_truncate();
ALTER TABLE findings_edition ENABLE ALWAYS TRIGGER edition_is_never_truncated;
CREATE TRIGGER datasetversion_is_never_truncated BEFORE TRUNCATE ON findings_datasetversion
    FOR EACH STATEMENT EXECUTE FUNCTION findings_guard_truncate();
ALTER TABLE findings_datasetversion ENABLE ALWAYS TRIGGER datasetversion_is_never_truncated;
CREATE TRIGGER keyalias_is_never_truncated BEFORE TRUNCATE ON findings_keyalias
    FOR EACH STATEMENT EXECUTE FUNCTION findings_guard_truncate();
ALTER TABLE findings_keyalias ENABLE ALWAYS TRIGGER keyalias_is_never_truncated;
CREATE TRIGGER redaction_is_never_truncated BEFORE TRUNCATE ON findings_redaction
    FOR EACH STATEMENT EXECUTE FUNCTION findings_guard_truncate();
ALTER TABLE findings_redaction ENABLE ALWAYS TRIGGER redaction_is_never_truncated;
"""

KEYS = r"""
CREATE FUNCTION findings_guard_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text := TG_ARGV[0];
    field text := TG_ARGV[1];
    held text := to_jsonb(OLD) ->> field;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF held IS DISTINCT FROM (to_jsonb(NEW) ->> field) THEN
            RAISE EXCEPTION 'The key of % "%" is permanent and cannot be changed.', kind, held
                USING ERRCODE = 'MS002', HINT = 'Change the slug, or record another one.';
        END IF;
        RETURN NEW;
    END IF;
    -- A provision has no editions of its own: it was published with its resolution.
    IF EXISTS (SELECT FROM findings_edition WHERE subject_kind = kind AND key = held) OR kind = 'provision' AND EXISTS (
        SELECT FROM findings_edition WHERE subject_kind = 'resolution' AND document @> jsonb_build_object(
            'provisions', jsonb_build_array(jsonb_build_object('key', held)))
    ) THEN
        RAISE EXCEPTION 'The % "%" has been published and cannot be deleted: its key would be free again.', kind, held
            USING ERRCODE = 'MS002', HINT = 'Withdraw it, or merge it into another.';
    END IF;
    RETURN OLD;
END
$$;
"""

TABLES = [
    ("finding", "finding", "reference"),
    ("report", "report", "key"),
    ("actor", "actor", "key"),
    ("source", "source", "key"),
    ("resolution", "resolution", "number"),
    ("category", "category", "key"),
    ("provision", "provision", "key"),
]

KEY_TRIGGERS = "".join(
    f"""
CREATE TRIGGER {table}_key_is_permanent BEFORE UPDATE OF {field} OR DELETE ON findings_{table}
    FOR EACH ROW EXECUTE FUNCTION findings_guard_key('{kind}', '{field}');
ALTER TABLE findings_{table} ENABLE ALWAYS TRIGGER {table}_key_is_permanent;
"""
    for table, kind, field in TABLES
)

BACKWARD = "".join(
    f"DROP TRIGGER {table}_key_is_permanent ON findings_{table};\n" for table, _kind, _field in TABLES
) + "".join(
    f"DROP TRIGGER {table}_is_never_changed ON findings_{table};\n"
    f"DROP TRIGGER {table}_is_never_truncated ON findings_{table};\n"
    for table in ["edition", "datasetversion", "keyalias", "redaction"]
) + """
DROP FUNCTION findings_guard_key();
DROP FUNCTION findings_guard_truncate();
DROP FUNCTION findings_guard_append_only();
DROP FUNCTION findings_guard_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0002_records")]
    operations = [migrations.RunSQL(EDITIONS + KEYS + KEY_TRIGGERS, BACKWARD)]
