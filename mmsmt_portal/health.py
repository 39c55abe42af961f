"""Is it alive, can it serve, what is it: three addresses for machines.

    /health/live     200 while the process answers; asks nothing of the database
    /health/ready    200 when pages can be served: the database answers and every migration is applied; else 503
    /health/version  the release of the code, and the dataset version: together the validator of every public page

A middleware, and the first one: a load balancer asks by address and in plain HTTP, so these answers come before the
host name is checked and before anyone is sent on to https. They are never cached and set no cookie.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from findings.caching import version_poll

type GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        response = answer() if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        response["Cache-Control"] = "no-store"
        return response


def live() -> HttpResponse:
    return JsonResponse({"status": "alive"})


def ready() -> HttpResponse:
    problem = why_not_ready()
    if problem is None:
        return JsonResponse({"status": "ready"})
    return JsonResponse({"status": "not ready", "reason": problem}, status=503, headers={"Retry-After": "5"})


def version() -> HttpResponse:
    try:
        current = version_poll.current()
    except DatabaseError:
        current = None  # the release is told all the same
    return JsonResponse({"release": settings.RELEASE, "dataset_version": current.number if current else None})


def why_not_ready() -> str | None:
    """What keeps this process from serving pages, in words that tell a stranger nothing of the machine."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    if pending:
        return "the database has not been migrated to this release"
    return None


ANSWERS: dict[str, Callable[[], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/health/version": version,
}
