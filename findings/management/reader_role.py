"""A role of PostgreSQL for public processes: it may read what public pages read, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from django.db import DatabaseError, connection, transaction
from psycopg import sql

from findings.models import DatasetVersion, Edition, FindingEntry, FindingText, KeyAlias, Redaction, SubjectEntry, Word

#: The tables that a public process reads: what is published, and which migrations were applied (/health/ready).
TABLES = (
    *(
        model._meta.db_table
        for model in (DatasetVersion, Edition, FindingEntry, FindingText, KeyAlias, Redaction, SubjectEntry, Word)
    ),
    "django_migrations",
)

_INSUFFICIENT_PRIVILEGE = "42501"


class RoleError(Exception):
    """The role was not made or changed. `str()` says why, and what would help."""


def create_reader_role(name: str, password: str | None = None) -> bool:
    """Make the role, or give it back exactly the rights of a reader; its password stays where none is given.

    Returns whether it is new. All of it is done or, with a RoleError, nothing.
    """
    if not re.fullmatch(r"(?!pg_)[a-z_][a-z0-9_]{0,62}", name):
        raise RoleError(
            f"“{name}” cannot be the name of a role: use small letters, digits and “_”, at most 63, not beginning with "
            "a digit or with “pg_”."
        )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return _Role(cursor, name).create(password)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) != _INSUFFICIENT_PRIVILEGE:
            raise
        raise RoleError(
            f"The role of this connection may not do that ({str(error).splitlines()[0]}): use the DATABASE_URL of one "
            "that has CREATEROLE and owns the tables of the portal."
        ) from error


class _Role:
    """One role, and the statements about it."""

    def __init__(self, cursor: Any, name: str) -> None:
        self.cursor = cursor
        self.name = name

    def create(self, password: str | None) -> bool:
        schema, database = self._ask("SELECT current_schema(), current_database()")[0]
        self._check_tables()
        is_new = not self._ask("SELECT FROM pg_roles WHERE rolname = %s", self.name)
        if is_new:
            self._do("CREATE ROLE {role} LOGIN")
        else:
            self._check_that_it_is_a_reader()
            self._do("ALTER ROLE {role} LOGIN")
        self._do("ALTER ROLE {role} SET default_transaction_read_only = on")
        if password is not None:
            self._set_password(password)
        names = {"schema": sql.Identifier(schema), "database": sql.Identifier(database)}
        for what in (
            "ALL TABLES IN SCHEMA {schema}",
            "ALL SEQUENCES IN SCHEMA {schema}",
            "ALL ROUTINES IN SCHEMA {schema}",
        ):
            self._do(f"REVOKE ALL ON {what} FROM {{role}}", **names)
        self._do("REVOKE ALL ON SCHEMA {schema} FROM {role}", **names)
        self._do("REVOKE ALL ON DATABASE {database} FROM {role}", **names)
        self._do("GRANT CONNECT ON DATABASE {database} TO {role}", **names)
        self._do("GRANT USAGE ON SCHEMA {schema} TO {role}", **names)
        self._do("GRANT SELECT ON {tables} TO {role}", tables=sql.SQL(", ").join(map(sql.Identifier, TABLES)))
        self._check_rights(schema)
        return is_new

    def _check_tables(self) -> None:
        absent = [table for table in TABLES if self._ask("SELECT to_regclass(%s)", table) == [(None,)]]
        if absent:
            raise RoleError(f"The database has no table {absent[0]}: run manage.py migrate first.")

    def _check_that_it_is_a_reader(self) -> None:
        """Nobody's role is made a reader by a slip of the pen."""
        more = self._ask(
            """
            SELECT FROM pg_roles WHERE rolname = %s AND (
                rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolname = current_user
                OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
                OR EXISTS (SELECT FROM pg_shdepend WHERE refobjid = pg_roles.oid AND deptype = 'o')
            )
            """,
            self.name,
        )
        if more:
            raise RoleError(
                f"The role {self.name} exists and is more than a reader: it owns something, is a member of another "
                "role, or has rights over the server. Choose another name."
            )

    def _check_rights(self, schema: str) -> None:
        """What everybody may do (PUBLIC), this role may do too: that has to be nothing here."""
        allowed = self._ask(
            """
            SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND CASE relkind
                WHEN 'S' THEN has_sequence_privilege(%(role)s, pg_class.oid, 'USAGE, SELECT, UPDATE')
                ELSE relkind IN ('r', 'p', 'v', 'm', 'f') AND (
                    has_any_column_privilege(%(role)s, pg_class.oid, 'INSERT, UPDATE, REFERENCES')
                    OR has_table_privilege(%(role)s, pg_class.oid, 'DELETE, TRUNCATE, TRIGGER')
                    OR (has_any_column_privilege(%(role)s, pg_class.oid, 'SELECT') AND relname <> ALL(%(tables)s))
                ) END
            ORDER BY relname
            """,
            role=self.name,
            tables=list(TABLES),
        )
        if allowed:
            raise RoleError(
                f"Every role may do more than read what is published, by a grant to PUBLIC on {allowed[0][0]}: "
                f"REVOKE ALL ON {allowed[0][0]} FROM PUBLIC, then run this command again."
            )
        if self._ask("SELECT has_schema_privilege(%s, %s, 'CREATE')", self.name, schema) == [(True,)]:
            raise RoleError(
                f"Every role may create tables in the schema {schema}: "
                f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, then run this command again."
            )

    def _set_password(self, password: str) -> None:
        # As the server would keep it, so that the password itself never reaches its log.
        kept = connection.connection.pgconn.encrypt_password(password.encode(), self.name.encode())
        self._do("ALTER ROLE {role} PASSWORD {kept}", kept=sql.Literal(kept.decode()))

    def _do(self, statement: str, **parts: sql.Composable) -> None:
        self.cursor.execute(sql.SQL(statement).format(role=sql.Identifier(self.name), **parts))

    def _ask(self, question: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        self.cursor.execute(question, values or named or None)
        return self.cursor.fetchall()
