"""How the portal connects to PostgreSQL, and what a connection that fails means, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.db import Error, NotSupportedError, OperationalError, ProgrammingError, connections
from psycopg.errors import InsufficientPrivilege

from mmsmt_portal.environment import SiteRole, with_hosts_as_options, without_password

#: The oldest server the portal is tested with (DESIGN: PostgreSQL 15+), as `server_version_num` counts.
OLDEST_SERVER = 150000

#: Where a connection goes that nobody gave an address: the driver's message then says what is wrong. A path, because
#: a directory that cannot exist is the one address that is never answered by some other server of the machine.
NO_ADDRESS = "/DATABASE_URL is not set and manage.py serve does not run here"

#: Seconds a connection may take to be made. Two is libpq's least; a page then says 503 in under three.
CONNECT_TIMEOUT = 2
#: Milliseconds that sent data may stay unacknowledged: a server whose machine vanished is noticed by this.
TCP_USER_TIMEOUT = 2500
#: Seconds a connection may lie idle before its other end is probed, and between two probes. One that does not answer
#: within TCP_USER_TIMEOUT is lost, and known to be (mmsmt_portal/postgresql/).
KEEPALIVES_IDLE, KEEPALIVES_INTERVAL = 10, 2
#: How often a connection is asked one of the statements that are made for it (findings/queries/planned.py) before it
#: is prepared. No others are: Django's own have their values written into them.
PREPARE_THRESHOLD = 2
#: Milliseconds one statement of a request may take, by role. Pages are made to need a hundredth of it; an editor may
#: publish much at once.
STATEMENT_TIMEOUT = {SiteRole.PUBLIC: 5_000, SiteRole.EDITORS: 30_000, SiteRole.ALL: 30_000}
#: Milliseconds a statement may wait for a lock. Readers wait for nothing but a migration, which holds a table for a
#: moment or gives up (management/commands/migrate.py); editors wait for each other's publications too.
LOCK_TIMEOUT = {SiteRole.PUBLIC: 2_000, SiteRole.EDITORS: 15_000, SiteRole.ALL: 15_000}
#: Milliseconds a transaction may lie idle: a worker that hangs must not hold back the cleaning of tables.
IDLE_IN_TRANSACTION_TIMEOUT = 60_000


def configuration(url: str | None, role: SiteRole) -> dict[str, Any]:
    """The entry of Django's DATABASES for an address, `postgresql://…`, or for none (see NO_ADDRESS).

    Connections are kept for a minute and looked at before each request that uses one, so that a server that was
    restarted costs no failed page (mmsmt_portal/postgresql/). (A pool would add a queue in front of an absent server;
    with a handful of threads a worker, one connection a thread is the same number of connections.)
    """
    if url is None:
        entry: dict[str, Any] = {"NAME": "portal", "HOST": NO_ADDRESS}
    else:
        entry = dict(dj_database_url.parse(with_hosts_as_options(url)))
    options = dict(entry.get("OPTIONS", {}))
    # The directory of a socket is given as ?host=, because a host's capitals would not survive; so are several hosts.
    entry["HOST"] = options.pop("host", entry["HOST"])
    entry["PORT"] = str(options.pop("port", entry.get("PORT", "")))
    options.setdefault("connect_timeout", CONNECT_TIMEOUT)
    options.setdefault("tcp_user_timeout", TCP_USER_TIMEOUT)
    options.setdefault("keepalives_idle", KEEPALIVES_IDLE)
    options.setdefault("keepalives_interval", KEEPALIVES_INTERVAL)
    options.setdefault("application_name", f"portal-{role}")
    options.setdefault("prepare_threshold", PREPARE_THRESHOLD)
    if role is SiteRole.PUBLIC:
        add_session_setting(options, "default_transaction_read_only", "on")
        # What is prepared is planned once, also where the server would expect a little more of a plan for each value.
        add_session_setting(options, "plan_cache_mode", "force_generic_plan")
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {**entry, "ENGINE": "mmsmt_portal.postgresql", "OPTIONS": options, **kept}


def limit_for_requests(entry: dict[str, Any], role: SiteRole) -> None:
    """Give an entry of DATABASES the time limits of a web process. Commands, which may load for long, have none."""
    add_session_setting(entry["OPTIONS"], "statement_timeout", str(STATEMENT_TIMEOUT[role]))
    add_session_setting(entry["OPTIONS"], "lock_timeout", str(LOCK_TIMEOUT[role]))
    add_session_setting(entry["OPTIONS"], "idle_in_transaction_session_timeout", str(IDLE_IN_TRANSACTION_TIMEOUT))


def add_session_setting(options: dict[str, Any], name: str, value: str) -> None:
    """Add `-c name=value` to libpq's `options`, which an address may have brought some of."""
    options["options"] = f"{options.get('options', '')} -c {name}={value}".strip()


# A server that was given by its address


class UnusableDatabaseError(Exception):
    """The server cannot be used. `str()` is a sentence or two: which one, why, what would help."""


#: What libpq or the server says, in part, and what it means. The first that fits is told.
MEANINGS = (
    ("password authentication failed", "it does not accept this user and password. Correct them in DATABASE_URL."),
    ("no password supplied", "it asks for a password, and DATABASE_URL has none."),
    ("authentication failed", "it does not take this user from here without a password. Give one in DATABASE_URL."),
    ("no pg_hba.conf entry", "its pg_hba.conf does not let this user in from here."),
    ("permission denied for database", "this user may not connect to this database."),
    ("Connection refused", "no PostgreSQL server listens there. Start it, or correct the host and port."),
    ("No such file or directory", "no PostgreSQL server listens on that socket. Start it, or correct the address."),
    ("failed to resolve host", "there is no host of that name."),
    ("could not translate host name", "there is no host of that name."),
    ("Name or service not known", "there is no host of that name."),
    ("timeout", "it did not answer in time. Correct the host and port, or see what lies between."),
    ("invalid connection option", "its address has an option, after the question mark, that does not exist."),
)


def check_server(url: str) -> int:
    """Connect once, as the portal will. Returns the server's major version; raises UnusableDatabaseError."""
    connection = connections["default"]
    begin = f"The database {without_password(url)} of DATABASE_URL cannot be used:"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
            version, encoding = cursor.fetchone()
    except NotSupportedError as error:  # Django's own least version
        raise UnusableDatabaseError(f"{begin} {error}") from error
    except Error as error:
        raise UnusableDatabaseError(f"{begin} {explain(error)}") from error
    if version < OLDEST_SERVER:
        raise UnusableDatabaseError(
            f"{begin} it is PostgreSQL {version // 10000}, and the portal needs {OLDEST_SERVER // 10000} or later."
        )
    if encoding != "UTF8":
        raise UnusableDatabaseError(
            f"{begin} its encoding is {encoding}. Create it with: createdb --encoding=UTF8 --template=template0 NAME."
        )
    return version // 10000


@contextmanager
def refusals_as_sentences(url: str) -> Iterator[None]:
    """Tell what a server refuses its user, and that it went away, as UnusableDatabaseError; all else is our mistake."""
    begin = f"The database {without_password(url)} was left in the middle:"
    try:
        yield
    except OperationalError as error:
        raise UnusableDatabaseError(f"{begin} {explain(error)}") from error
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        raise UnusableDatabaseError(
            f"{begin} {explain(error)} The user needs to own the database, or to be given that right."
        ) from error


def explain(error: Exception) -> str:
    """What an error of the driver means, as the end of a sentence; its own first line where it is not known."""
    text = str(error).strip()
    for part, meaning in MEANINGS:
        if part in text:
            return meaning
    for line in text.splitlines():
        if "does not exist" in line and ('database "' in line or 'role "' in line):
            return f"it says {line.rpartition('FATAL:')[2].strip()}. Create it, or correct DATABASE_URL."
    return f"{text.splitlines()[0] if text else type(error).__name__}."


def use(url: str, role: SiteRole = SiteRole.ALL) -> None:
    """Let this process's commands work on the database at this address; to write there, they need a role that may.

    What Django keeps of DATABASES is read once. A process that starts a server learns its address later.
    """
    connections["default"].close()
    entry = configuration(url, role)
    connections.settings["default"] = connections.configure_settings({"default": entry})["default"]
    connections["default"] = connections.create_connection("default")
