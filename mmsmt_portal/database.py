"""How the portal connects to PostgreSQL, and what a connection that fails means, in a sentence."""

from __future__ import annotations

from typing import Any

import dj_database_url

from mmsmt_portal.environment import SiteRole

#: The oldest server the portal is tested with (DESIGN: PostgreSQL 15+), as `server_version_num` counts.
OLDEST_SERVER = 150000

#: Where a connection goes that nobody gave an address: the driver's message then says what is wrong. A path, because
#: a directory that cannot exist is the one address that is never answered by some other server of the machine.
NO_ADDRESS = "/DATABASE_URL is not set and manage.py serve does not run here"

#: Seconds a connection may take to be made. Two is libpq's least; a page then says 503 in under three.
CONNECT_TIMEOUT = 2
#: Milliseconds that sent data may stay unacknowledged: a server whose machine vanished is noticed by this.
TCP_USER_TIMEOUT = 2500
#: Milliseconds one statement of a request may take, by role. Pages are made to need a hundredth of it; an editor may
#: publish much at once.
STATEMENT_TIMEOUT = {SiteRole.PUBLIC: 5_000, SiteRole.EDITORS: 30_000, SiteRole.ALL: 30_000}
#: Milliseconds a transaction may lie idle: a worker that hangs must not hold back the cleaning of tables.
IDLE_IN_TRANSACTION_TIMEOUT = 60_000


def configuration(url: str | None, role: SiteRole) -> dict[str, Any]:
    """The entry of Django's DATABASES for an address, `postgresql://…`, or for none (see NO_ADDRESS).

    Connections are kept for a minute and checked before each request that uses one, so that a server that was
    restarted costs no failed page. (A pool would add a queue in front of an absent server; with a handful of threads
    a worker, one connection a thread is the same number of connections.)
    """
    if url is None:
        entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "NAME": "portal", "HOST": NO_ADDRESS}
    else:
        entry = dict(dj_database_url.parse(url))
    options = dict(entry.get("OPTIONS", {}))
    # The directory of a socket is given as ?host=, because a host's capitals would not survive.
    entry["HOST"] = options.pop("host", entry["HOST"])
    options.setdefault("connect_timeout", CONNECT_TIMEOUT)
    options.setdefault("tcp_user_timeout", TCP_USER_TIMEOUT)
    options.setdefault("application_name", f"portal-{role}")
    if role is SiteRole.PUBLIC:
        add_session_setting(options, "default_transaction_read_only", "on")
    return {**entry, "OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def limit_for_requests(entry: dict[str, Any], role: SiteRole) -> None:
    """Give an entry of DATABASES the time limits of a web process. Commands, which may load for long, have none."""
    add_session_setting(entry["OPTIONS"], "statement_timeout", str(STATEMENT_TIMEOUT[role]))
    add_session_setting(entry["OPTIONS"], "idle_in_transaction_session_timeout", str(IDLE_IN_TRANSACTION_TIMEOUT))


def add_session_setting(options: dict[str, Any], name: str, value: str) -> None:
    """Add `-c name=value` to libpq's `options`, which an address may have brought some of."""
    options["options"] = f"{options.get('options', '')} -c {name}={value}".strip()
