"""A server that was given by its address: what can be wrong with it, each as a person reads it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connections
from pytest_django import DjangoDbBlocker

from mmsmt_portal import database
from mmsmt_portal.database import UnusableDatabaseError
from mmsmt_portal.embedded_postgres import PrivateServer
from mmsmt_portal.environment import SiteRole


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The socket's folder of a server with a user who needs a password, and one who may not come in."""
    private = PrivateServer(tmp_path_factory.mktemp("server") / "postgres", durable=False)
    with private as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN PASSWORD 'right'")
        connection.execute("CREATE ROLE stranger LOGIN")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
        (private.data_dir / "pg_hba.conf").write_text("local all reader scram-sha-256\nlocal all portal trust\n")
        connection.execute("SELECT pg_reload_conf()")
        yield connection.info.host


@pytest.fixture
def elsewhere(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a test point Django at another server, and point it back."""
    connection, entry = connections["default"], connections.settings["default"]
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
    connections.settings["default"] = entry
    connections["default"] = connection


def told(url: str) -> str:
    database.use(url)
    with pytest.raises(UnusableDatabaseError) as caught:
        database.check_server(url)
    return str(caught.value)


@pytest.mark.usefixtures("elsewhere")
def test_a_server_that_can_be_used_is_told_by_its_version(server: str) -> None:
    for url in (f"postgresql://portal@/portal?host={server}", f"postgresql://reader:right@/portal?host={server}"):
        database.use(url)
        assert database.check_server(url) >= 15


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("address", "meaning"),
    [
        (
            "reader:wrong@/portal?host={server}",
            "it does not accept this user and password. Correct them in DATABASE_URL.",
        ),
        (
            "reader@/portal?host={server}",
            "it asks for a password, and DATABASE_URL has none.",
        ),
        (
            "stranger@/portal?host={server}",
            "its pg_hba.conf does not let this user in from here.",
        ),
        (
            "portal@/missing?host={server}",
            'it says database "missing" does not exist. Create it, or correct DATABASE_URL.',
        ),
        (
            "portal@/portal?host={server}/nowhere",
            "no PostgreSQL server listens on that socket. Start it, or correct the address.",
        ),
        (
            "portal@/portal?host={server}&colour=red",
            "its address has an option, after the question mark, that does not exist.",
        ),
        (
            "portal@/latin?host={server}",
            "its encoding is LATIN1. Create it with: createdb --encoding=UTF8 --template=template0 NAME.",
        ),
        ("portal@portal.invalid/portal", "there is no host of that name."),
    ],
)
def test_what_is_wrong_is_a_sentence(server: str, address: str, meaning: str) -> None:
    url = "postgresql://" + address.format(server=server)
    shown = url.replace(":wrong@", "@")
    assert told(url) == f"The database {shown} of DATABASE_URL cannot be used: {meaning}"


@pytest.mark.usefixtures("elsewhere")
def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening: a port that refuses
        port = taken.getsockname()[1]
        assert told(f"postgresql://portal@127.0.0.1:{port}/portal") == (
            f"The database postgresql://portal@127.0.0.1:{port}/portal of DATABASE_URL cannot be used: no PostgreSQL "
            "server listens there. Start it, or correct the host and port."
        )


@pytest.mark.usefixtures("elsewhere")
def test_a_server_that_never_answers_is_given_up_in_seconds() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        assert told(f"postgresql://portal@127.0.0.1:{port}/portal").endswith(
            "it did not answer in time. Correct the host and port, or see what lies between."
        )


@pytest.mark.usefixtures("elsewhere")
def test_a_server_that_is_too_old(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SERVER", 990000)
    url = f"postgresql://portal@/portal?host={server}"
    assert told(url) == (
        f"The database {url} of DATABASE_URL cannot be used: it is PostgreSQL 18, and the portal needs 99 or later."
    )


@pytest.mark.usefixtures("elsewhere")
def test_a_user_who_may_not_make_tables_is_told_so(server: str) -> None:
    url = f"postgresql://reader:right@/portal?host={server}"
    database.use(url)
    with (
        pytest.raises(UnusableDatabaseError) as caught,
        database.refusals_as_sentences(url),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE mine ()")
    assert str(caught.value) == (
        f"The database postgresql://reader@/portal?host={server} was left in the middle: permission denied for schema "
        "public. The user needs to own the database, or to be given that right."
    )


@pytest.mark.usefixtures("elsewhere")
def test_a_public_process_cannot_write(server: str) -> None:
    database.use(f"postgresql://portal@/portal?host={server}", SiteRole.PUBLIC)
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError, match="read-only transaction"):
        cursor.execute("CREATE TABLE written ()")


def test_an_address_may_name_several_servers_and_which_of_them_is_wanted() -> None:
    url = "postgresql://u:p@one:5433,two/d?target_session_attrs=prefer-standby"
    entry = database.configuration(url, SiteRole.PUBLIC)
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("one,two", "5433,5432", "d")
    assert entry["OPTIONS"]["target_session_attrs"] == "prefer-standby"


def test_an_address_keeps_the_capitals_of_its_folder_and_the_options_it_brought() -> None:
    entry = database.configuration("postgresql://u@/d?host=/tmp/My-Folder&options=-c%20jit%3Doff", SiteRole.PUBLIC)
    assert (entry["HOST"], entry["OPTIONS"]["options"]) == (
        str(Path("/tmp/My-Folder")),  # noqa: S108 - a name only
        "-c jit=off -c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan",
    )
