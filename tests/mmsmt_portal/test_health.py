"""The addresses for machines: each answers before any rule about hosts, https or the admin."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from findings.caching import version_poll


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    # Without the django_db mark any use of the database fails the test.
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
def test_version_is_the_release_and_the_dataset_version(client: Client) -> None:
    version_poll.forget()
    response = client.get("/health/version")
    assert (response.status_code, response.json()) == (200, {"release": settings.RELEASE, "dataset_version": None})


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_not_ready_when_a_migration_is_missing(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    response = client.get("/health/ready")
    assert (response.status_code, response.headers["Retry-After"], response.json()) == (
        503,
        "5",
        {"status": "not ready", "reason": "the database has not been migrated to this release"},
    )


def test_not_ready_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("connection to server at 10.0.0.7 failed for user portal")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(version_poll, "current", refuse)
    assert client.get("/health/version").json() == {"release": settings.RELEASE, "dataset_version": None}
    response = client.get("/health/ready")
    # Strangers may ask, so it does not say what the driver said.
    assert (response.status_code, response.json()) == (
        503,
        {"status": "not ready", "reason": "the database does not answer"},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/health/version"])
def test_never_cached_and_no_cookie_whatever_the_host(client: Client, path: str) -> None:
    response = client.get(path, headers={"host": "10.0.0.1"})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies == {}


def test_a_probe_reads_and_does_nothing_else(client: Client) -> None:
    assert client.head("/health/live").status_code == 200
    response = client.post("/health/live")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_other_addresses_below_health_are_not_found(client: Client) -> None:
    assert client.get("/health/other").status_code == 404
