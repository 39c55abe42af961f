"""How gunicorn runs the portal, on a first run as in production.

    gunicorn --config python:mmsmt_portal.gunicorn_config

What differs between machines (address, number of workers) is given on the command line.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from mmsmt_portal import environment, logs
from mmsmt_portal.processes import PROC

wsgi_app = "mmsmt_portal.wsgi"
# The application is loaded once, before the workers are forked: they share its memory, and what is wrong with the
# environment is said once. Nothing connects to the database while it loads.
preload_app = True
# A browser opens connections that it may never use; each would hold a sync worker until its timeout.
worker_class = "gthread"
threads = 4
timeout = 30  # seconds that a worker may be silent before it is replaced
graceful_timeout = 10  # seconds that running requests get when the server ends
keepalive = 5  # seconds a connection may idle; longer waits are for the proxy in front
# gunicorn's own runtime control writes a socket into the user's home; nothing here uses it.
control_socket_disable = True
# Workers say that they live by touching a file; in memory, where a container's disk may be slow or read-only.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes a fresh file there
# Workers add up what they count in files of such a folder (mmsmt_portal/metrics.py).
metrics_folder, metrics_end_with_us = environment.metrics_folder_of(worker_tmp_dir or tempfile.gettempdir())
raw_env = [f"{environment.METRICS_VARIABLE}={metrics_folder}"] if metrics_folder else []
logconfig_dict = logs.configuration(terminal=sys.stderr.isatty())
accesslog = "-"
# The atoms that logs.AccessLine picks from; no query, no address of the reader.
access_log_format = " ".join(f"%({atom})s" for atom in (*logs.ACCESS_FIELDS, logs.TIMING))
# What a request may bring before it is read any further; more is answered 400. A question to the findings fits (its
# words and filters are limited, findings/queries/), and the proxy in front is given the same limits.
limit_request_line = 8190  # bytes; gunicorn's greatest
limit_request_fields = 64  # headers; a browser sends about 20, proxies and networks add as many
limit_request_field_size = 8190  # bytes of one header


def on_starting(server: object) -> None:
    """Remove the numbers of a start that was killed, and so could not remove them itself."""
    for left in Path(metrics_folder).parent.glob("portal-metrics-*-*") if metrics_end_with_us and PROC.is_dir() else ():
        if not (PROC / left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)


def when_ready(server: object) -> None:
    """Before the fork, so that workers share it: the code that the templates of public pages become."""
    import_string("findings.templating.environment.compile_templates")()


def post_worker_init(worker: object) -> None:
    """After the fork, which threads and connections do not survive: each worker keeps an index of the findings.

    By its dotted name, as `wsgi_app`, because gunicorn reads this before there are settings.
    """
    import_string("findings.queries.index_keeping.finding_indexes").start()


def child_exit(server: object, worker: Any) -> None:
    """What a worker counted stays; what it was at last, such as its index, ends with it."""
    if metrics_folder:
        import_string("prometheus_client.multiprocess.mark_process_dead")(worker.pid)


def on_exit(server: object) -> None:
    if metrics_end_with_us:
        shutil.rmtree(metrics_folder, ignore_errors=True)
