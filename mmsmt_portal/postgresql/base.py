"""Django's backend for PostgreSQL, with another health check of connections (CONN_HEALTH_CHECKS).

Before the first statement of a request Django asks the server `SELECT 1`, so that a connection that was lost costs no
page. That is a third statement beside the two that a page takes. What is lost says so itself: a server that ends sends
its reason, or its system the end of the connection, and either waits to be read. So only a connection on which
something waits is asked.

A machine that vanished says nothing. Its connections are found lost by the probes of the system (KEEPALIVES_IDLE in
database.py); a page that is asked for before that waits for its own statement, as it would have for `SELECT 1`, and
then says 503.
"""

from __future__ import annotations

import select

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        if not self.health_check_done and self.connection is not None and is_quiet(self.connection):
            self.health_check_done = True
        super().close_if_health_check_failed()


def is_quiet(connection: psycopg.Connection) -> bool:
    """Whether a connection is open, between two statements, and nothing waits to be read from it."""
    if connection.closed or connection.info.transaction_status != TransactionStatus.IDLE:
        return False
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)
