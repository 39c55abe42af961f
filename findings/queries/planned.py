"""Statements that PostgreSQL plans once a connection, and not each time that they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import Cursor


@contextmanager
def cursor_of_planned() -> Iterator[Any]:
    """A cursor of Django's whose values go to the server beside the statement, which it can prepare so.

    For a statement that takes longer to plan than to answer and is the same text each time. psycopg prepares it when
    it has been asked often enough on this connection (`prepare_threshold`, mmsmt_portal/database.py). Other cursors
    write the values into the statement, because the types of an expression of Django's may depend on them.
    """
    with connection.cursor() as cursor:
        cursor.cursor = Cursor(connection.connection)
        yield cursor
