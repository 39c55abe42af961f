"""What is counted, who may ask for it, and that no label is what a reader typed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from prometheus_client import REGISTRY
from pytest_django.fixtures import Settings

from findings.caching import version_poll
from mmsmt_portal import environment, gunicorn_config, metrics
from mmsmt_portal.metrics import MetricsMiddleware
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.mmsmt_portal.test_environment import PRODUCTION

SERVING = ("--config=python:mmsmt_portal.gunicorn_config", "--workers=2")
ROOT = Path(__file__).resolve().parent.parent.parent


def number(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def requests(kind: str, status: str) -> float:
    return number("portal_requests_total", kind=kind, status=status)


@pytest.mark.django_db
def test_answers_are_counted_by_the_name_of_their_address_and_their_status() -> None:
    make.make_finding("MSMT-2025-1-001")
    publish_everything()
    version_poll.forget()
    client = Client()
    kinds = [
        ("finding-detail", "200"),
        ("finding-detail", "404"),
        ("finding-list", "400"),
        ("api:finding-list", "200"),
        ("none", "404"),
        ("health", "200"),
        ("admin", "302"),
    ]
    states = ["made", "kept", "unchanged"]
    before = [requests(*kind) for kind in kinds]
    cached = [number("portal_cache_total", state=state) for state in states]
    etag = client.get("/findings/msmt-2025-1-001/").headers["ETag"]
    client.get("/findings/msmt-2025-1-001/")
    client.get("/findings/msmt-2025-1-001/", headers={"If-None-Match": etag})
    client.get("/findings/msmt-2025-1-999/")
    client.get("/findings/?colour=red")
    client.get("/api/v1/findings/")
    client.get("/typed-by-a-reader/")
    client.get("/health/live")
    client.get("/admin/")
    assert [requests(*kind) - was for kind, was in zip(kinds, before, strict=True)] == [2, 1, 1, 1, 1, 1, 1]
    # One that leads to an answer 404 or 400 was raised from the view, and is not of the cache.
    counted = [number("portal_cache_total", state=state) - was for state, was in zip(states, cached, strict=True)]
    assert counted == [2, 1, 1]
    assert (number("portal_dataset_version"), number("portal_index_version")) == (1, 0)
    said = client.get("/metrics").content.decode()
    assert ('kind="none",status="404"' in said, "typed-by-a-reader" in said) == (True, False)


def answered(status: int) -> HttpResponse:
    response = MetricsMiddleware(lambda _request: HttpResponse(status=status))(HttpRequest())
    assert isinstance(response, HttpResponse)
    return response


def test_only_what_the_database_owed_is_its_error() -> None:
    before = number("portal_database_errors_total")
    answered(500)
    answered(200)
    assert number("portal_database_errors_total") - before == 0
    answered(503)
    assert number("portal_database_errors_total") - before == 1


def test_it_answers_a_machine_and_is_never_kept(client: Client) -> None:
    response = client.get("/metrics", headers={"Host": "10.0.0.7"})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert client.post("/metrics").status_code == 405


@pytest.mark.django_db
def test_a_public_process_has_no_such_address(settings: Settings) -> None:
    settings.MIDDLEWARE = list(settings.PUBLIC_MIDDLEWARE)
    settings.HAS_ADMIN = False
    response = Client().get("/metrics")
    assert (response.status_code, b"portal_requests" in response.content) == (404, False)


def test_every_number_is_described_where_it_is_counted() -> None:
    described = set(re.findall(r"^    (portal_\w+)", metrics.__doc__ or "", flags=re.MULTILINE))
    made = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name
        for metric in REGISTRY.collect()
        if metric.name.startswith("portal_")
    }
    assert described == made


def test_forked_processes_add_up(tmp_path: Path) -> None:
    """As gunicorn's workers do; each test process counts for itself, so this one is another."""
    statements = """
import os
import django
django.setup()
from mmsmt_portal import metrics
for _worker in range(3):
    if (pid := os.fork()) == 0:
        metrics.requests_total.labels("home", "200").inc()
        os._exit(0)
    os.waitpid(pid, 0)
print(metrics.told().content.decode())
"""
    done = subprocess.run(
        [sys.executable, "-c", statements],
        cwd=ROOT,
        env=environment.with_changes(
            DJANGO_SETTINGS_MODULE="mmsmt_portal.settings", PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "new")
        ),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert 'portal_requests_total{kind="home",status="200"} 3.0' in done.stdout.splitlines()


@pytest.mark.serve
def test_the_workers_of_gunicorn_add_up_and_leave_nothing_behind(tmp_path: Path) -> None:
    """Its database is away, which is no matter for these addresses; a folder of numbers is made, and removed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = PRODUCTION | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/portal", "SITE_ROLE": "editors"}
    killed = Path(gunicorn_config.worker_tmp_dir or tempfile.gettempdir()) / f"portal-metrics-{2**22 + 1}-0"
    killed.mkdir()  # of a process whose number no process can have
    before = set(folders())
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *SERVING, f"--bind=127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment.with_changes(**variables),
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            wait_for(port)
            for _request in range(20):
                asked(port, "/health/live")
            said = asked(port, "/metrics")
            made = set(folders()) - before
        finally:
            server.send_signal(signal.SIGTERM)
            _, logged = server.communicate(timeout=120)
    assert 'portal_requests_total{kind="health",status="200"} 20.0' in said.splitlines()
    assert (len(made), set(folders()) & {*made, killed}, "Traceback" in logged) == (1, set(), False)


def folders() -> list[Path]:
    return list(Path(gunicorn_config.worker_tmp_dir or tempfile.gettempdir()).glob("portal-metrics-*"))


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def asked(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as response:
        return response.read().decode()


@pytest.mark.parametrize(
    ("role", "given", "told"),
    [
        ("public", "", r""),
        ("public", "/run/portal", r"/run/portal"),
        ("editors", "/run/portal", r"/run/portal"),
        ("editors", "", r"/memory/portal-metrics-PID-[0-9a-f]{16}"),
        ("", "", r"/memory/portal-metrics-PID-[0-9a-f]{16}"),
    ],
)
def test_numbers_are_shared_where_somebody_could_read_them(
    monkeypatch: pytest.MonkeyPatch, role: str, given: str, told: str
) -> None:
    monkeypatch.setenv("SITE_ROLE", role)
    monkeypatch.setenv("METRICS_DIR", given)
    folder, ends_with_us = environment.metrics_folder_of("/memory")
    assert re.fullmatch(told.replace("PID", str(os.getpid())), folder)
    assert ends_with_us is ("portal-metrics" in told)


def test_this_process_shares_nothing() -> None:
    assert settings.METRICS_FOLDER == ""
