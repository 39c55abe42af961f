"""A published record may be deleted if it was merged into another, and then nobody takes its key again.

The function is that of migration 0003 with the one way out that its hint names. SQLSTATE MS002 as there.
"""

from django.db import migrations

GUARD_KEY = r"""
CREATE OR REPLACE FUNCTION findings_guard_key() RETURNS trigger LANGUAGE plpgsql AS $$
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
    {way_out}
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

WAY_OUT = """-- One that was merged: its key stays taken.
    IF EXISTS (SELECT FROM findings_merge WHERE subject_kind = kind AND merged_key = held) THEN
        RETURN OLD;
    END IF;
"""

MERGED_KEY = r"""
CREATE FUNCTION findings_guard_merged_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    led text;
BEGIN
    SELECT survivor INTO led FROM findings_merge WHERE subject_kind = TG_ARGV[0] AND merged_key = NEW.key;
    IF FOUND THEN
        RAISE EXCEPTION 'The key "%" is that of one merged into "%" and is not given again.', NEW.key, led
            USING ERRCODE = 'MS002', HINT = 'Choose another key, or add to the survivor.';
    END IF;
    RETURN NEW;
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER {kind}_key_is_not_of_one_merged BEFORE INSERT ON findings_{kind}
    FOR EACH ROW EXECUTE FUNCTION findings_guard_merged_key('{kind}');
ALTER TABLE findings_{kind} ENABLE ALWAYS TRIGGER {kind}_key_is_not_of_one_merged;
"""
    for kind in ("actor", "source")
)

FORWARD = GUARD_KEY.replace("{way_out}", WAY_OUT) + MERGED_KEY
BACKWARD = (
    "".join(f"DROP TRIGGER {kind}_key_is_not_of_one_merged ON findings_{kind};\n" for kind in ("actor", "source"))
    + "DROP FUNCTION findings_guard_merged_key();\n"
    + GUARD_KEY.replace("    {way_out}\n", "")
)


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Functions are replaced and two triggers added, for a moment each; no row is read or written."


class Migration(migrations.Migration):
    dependencies = [("findings", "0005_imports")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
