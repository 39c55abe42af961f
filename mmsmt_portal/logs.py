"""What the processes of the portal write about themselves, and in which form.

At a terminal: a line for a person. Anywhere else: one JSON object a line, for a machine that collects them. Nothing
that a reader typed is logged: an access line has the path without its query, no address of the reader, no cookie.
What it has beside is told by the answer's own headers: the request's identifier, which the proxy may have given
(mmsmt_portal/headers.py), the dataset version it was answered from, and whether the page was made for it.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

#: gunicorn's names for what an access line has (its `access_log_format`), and ours. U is the path without the query;
#: what stands in braces is a header of the answer.
ACCESS_FIELDS = {
    "m": "method",
    "U": "path",
    "s": "status",
    "B": "bytes",
    "D": "microseconds",
    "{x-request-id}o": "request_id",
    "{dataset-version}o": "dataset_version",
}
#: The header that tells how a page came about, and the word of it that an access line has.
TIMING, _CACHE = "{server-timing}o", re.compile(r"cache;desc=(\w+)")


class JsonLine(JsonFormatter):
    """A record as one JSON object: time (UTC), level, logger, message, and the traceback if there is one."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
            timestamp="time",
            # The request and its server are objects of Django's, whose text may hold a query.
            reserved_attrs=[*logging.makeLogRecord({}).__dict__, "request", "server_time", "color_message"],
        )


class AccessLine(JsonLine):
    """An access record of gunicorn's, whose arguments are its atoms, as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        atoms = record.args if isinstance(record.args, dict) else {}
        fields = {name: atoms.get(atom) for atom, name in ACCESS_FIELDS.items()}
        fields["cache"] = cache_state(str(atoms.get(TIMING, "")))
        return super().format(
            logging.makeLogRecord(
                {
                    "name": record.name,
                    "levelname": record.levelname,
                    "levelno": record.levelno,
                    "created": record.created,
                    "msg": "request",
                    **fields,
                }
            )
        )


def cache_state(timing: str) -> str | None:
    """How a public page came about, as its header Server-Timing tells it: made, kept or unchanged."""
    found = _CACHE.search(timing)
    return found[1] if found else None


class Readers(logging.Filter):
    """Lets pass what readers asked for; a probe every few seconds would hide it."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (isinstance(record.args, dict) and str(record.args.get("U", "")).startswith("/health/"))


def configuration(*, terminal: bool) -> dict[str, Any]:
    """The `dictConfig` of every process. `terminal`: whether a person reads along."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "person": {"format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s", "datefmt": "%H:%M:%S"},
            "machine": {"()": "mmsmt_portal.logs.JsonLine"},
            "access": {"()": "mmsmt_portal.logs.AccessLine"},
        },
        "filters": {"readers": {"()": "mmsmt_portal.logs.Readers"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "person" if terminal else "machine",
            },
            "access": {"class": "logging.StreamHandler", "formatter": "access", "filters": ["readers"]},
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's default handlers would write each line a second time, or mail it.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # Each log-in is kept in its tables; the lines would say so a second time, with the user's name.
            "axes": {"level": "WARNING", "propagate": True},
            # Its level is that of gunicorn's --log-level, which is INFO unless given.
            "gunicorn.error": {"handlers": [], "propagate": True},
            # A person who tries the portal out at a terminal is not told every request.
            "gunicorn.access": {
                "handlers": [] if terminal else ["access"],
                "level": "INFO",
                "propagate": False,
            },
        },
    }
