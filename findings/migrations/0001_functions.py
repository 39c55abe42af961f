"""Database functions that constraints call.

IMMUTABLE, and with nothing in them from outside pg_catalog: a dump restores under any search path.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FORWARD = r"""
CREATE FUNCTION partial_date_earliest(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN value !~ '^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'
            THEN NULL
        WHEN length(value) = 4 THEN make_date(value::int, 1, 1)
        WHEN length(value) = 7 THEN make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1)
        -- A day past the end of its month would roll over into the next one: then there is no such date.
        WHEN extract(month FROM make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + (right(value, 2)::int - 1))
             <> substr(value, 6, 2)::int
            THEN NULL
        ELSE make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + (right(value, 2)::int - 1)
    END
$$;
COMMENT ON FUNCTION partial_date_earliest(text) IS
    'The first day that a partial date (2024, 2024-03, 2024-03-26) can mean; NULL where there is no such date.';

CREATE FUNCTION partial_date_latest(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN value !~ '^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'
            THEN NULL
        WHEN length(value) = 4 THEN make_date(value::int, 12, 31)
        WHEN length(value) = 7
            THEN (make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month' - interval '1 day')::date
        WHEN extract(month FROM make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + (right(value, 2)::int - 1))
             <> substr(value, 6, 2)::int
            THEN NULL
        ELSE make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + (right(value, 2)::int - 1)
    END
$$;
COMMENT ON FUNCTION partial_date_latest(text) IS
    'The last day that a partial date (2024, 2024-03, 2024-03-26) can mean; NULL where there is no such date.';

CREATE FUNCTION imo_number_fits(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value ~ '^[0-9]{7}$' THEN
        (7 * substr(value, 1, 1)::int + 6 * substr(value, 2, 1)::int + 5 * substr(value, 3, 1)::int
         + 4 * substr(value, 4, 1)::int + 3 * substr(value, 5, 1)::int + 2 * substr(value, 6, 1)::int) % 10
        = substr(value, 7, 1)::int
    ELSE false END
$$;
COMMENT ON FUNCTION imo_number_fits(text) IS
    'Whether a text is an IMO ship identification number: seven digits, the last the check digit of the first six.';
"""

BACKWARD = """
DROP FUNCTION imo_number_fits(text);
DROP FUNCTION partial_date_latest(text);
DROP FUNCTION partial_date_earliest(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        # Near names are found by their trigrams. A trusted extension: the owner of the database may create it.
        TrigramExtension(),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
