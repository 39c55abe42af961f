"""What the processes count about themselves, in the form that Prometheus reads: /metrics.

    portal_requests_total{kind,status}  answers, by the name of their address and their status
    portal_request_seconds{kind}        seconds until an answer began, as a histogram
    portal_cache_total{state}           public pages that were made, kept in the process, or unchanged (304)
    portal_database_errors_total        answers that the database owed and did not give in time (503)
    portal_dataset_version              the newest dataset version that a worker answered from
    portal_index_version                the oldest index of findings among the workers; behind it, lists cost more

Only a process with the admin answers there, so only the editors' network can ask; on a public process the address does
not exist. What public processes count is told all the same, where they share a folder with an editors' process of their
machine (METRICS_DIR). A label is never anything that a reader typed: an address that does not exist is "none".

The workers of a gunicorn share their numbers through files (prometheus_client's multiprocess mode, which
gunicorn turns on before this is imported, by gunicorn_config.py); any other process counts for itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from findings.queries.index_keeping import finding_indexes
from mmsmt_portal import logs

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADDRESS = "/metrics"
#: Bounds of the histogram, seconds: a page is made in a few hundredths; a statement may take five seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

if settings.METRICS_FOLDER:
    Path(settings.METRICS_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)

requests_total = Counter("portal_requests_total", "Answers.", ["kind", "status"])
request_seconds = Histogram("portal_request_seconds", "Seconds until an answer began.", ["kind"], buckets=BOUNDS)
cache_total = Counter("portal_cache_total", "Public pages, by how they came about.", ["state"])
database_errors_total = Counter("portal_database_errors_total", "Answers 503: the database was slow or away.")
dataset_version = Gauge("portal_dataset_version", "Newest dataset version answered from.", multiprocess_mode="livemax")
index_version = Gauge("portal_index_version", "Oldest index of findings in use.", multiprocess_mode="livemin")


class MetricsMiddleware:
    """Counts every answer on its way out, and answers at ADDRESS where there is an admin.

    As the addresses of health, it is asked by a machine, in plain HTTP and by number: before hosts are checked.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.HAS_ADMIN and request.path_info == ADDRESS:
            return told() if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        began = time.perf_counter()
        response = self.get_response(request)
        count(kind_of(request), response, time.perf_counter() - began)
        return response


def kind_of(request: HttpRequest) -> str:
    """The name of the address, of which there are some eighty; all of the admin's are one."""
    if request.path_info.startswith("/health/"):
        return "health"
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    match = request.resolver_match
    if match is None:
        return "none"
    return "admin" if match.namespace == "admin" else match.view_name


def count(kind: str, response: HttpResponseBase, seconds: float) -> None:
    requests_total.labels(kind, str(response.status_code)).inc()
    request_seconds.labels(kind).observe(seconds)
    if state := logs.cache_state(response.headers.get("Server-Timing", "")):
        cache_total.labels(state).inc()
    # Nothing but a database that is slow or away is answered so; a probe that says it is told for itself.
    if response.status_code == 503 and kind != "health":
        database_errors_total.inc()
    if version := response.headers.get("Dataset-Version"):
        dataset_version.set(int(version))
    index_version.set(finding_indexes.version)


def told() -> HttpResponse:
    """The numbers of all processes that share a folder with this one; of this one where none is shared."""
    registry = REGISTRY
    if settings.METRICS_FOLDER:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return HttpResponse(
        generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )
