"""A house of several machines, on one: `pytest -m operations`. Minutes, so what needs the whole portal is not part of
the ordinary test run; the configurations by themselves are. Its quick half is for every change of how
the portal is run: `pytest -m "operations and quick" --numprocesses=0 tests/operations`.

Everything is on 127.0.0.1, bounded, and ends by itself. What is measured is told at the end, as docs/operations.md has
it; figures differ between machines, what the tests hold does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.operations.machine import program
from tests.operations.postgres import READER, Server, lag, wait_until
from tests.operations.site import Nginx, Portal, Process, running
from tests.operations.stand_in import Upstream

MEASURED: list[tuple[str, str]] = []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "operations: several servers at once; minutes, and only with -m operations")
    config.addinivalue_line("markers", "quick: of the operations, those that take least")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    mine = [item for item in items if here in item.path.parents and "portal" in getattr(item, "fixturenames", ())]
    for item in mine:
        item.add_marker(pytest.mark.operations)
    if "operations" not in config.option.markexpr:
        config.hook.pytest_deselected(items=mine)
        items[:] = [item for item in items if item not in mine]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MEASURED:
        terminalreporter.section("measured")
        for what, figure in MEASURED:
            terminalreporter.write_line(f"{what}: {figure}")


@pytest.fixture
def measured() -> Callable[[str, str], None]:
    """Write a figure down: what was measured, and the figure with its unit."""
    return lambda what, figure: MEASURED.append((what, figure))


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return Portal.copied_to(tmp_path_factory.mktemp("house") / "portal")


@pytest.fixture(scope="session")
def primary(portal: Portal) -> Iterator[Server]:
    """A server with the curated findings published in it."""
    server = Server.primary(portal.folder.with_name("primary"))
    try:
        portal.fill(server)
        yield server
    finally:
        server.stop()


@dataclass
class House:
    """Public processes on a replica, with the primary as their second host; an editors' process; nginx in front."""

    portal: Portal
    primary: Server
    replica: Server
    public: list[Process]
    editors: Process
    nginx: Nginx


@pytest.fixture(scope="session")
def house(portal: Portal, primary: Server) -> Iterator[House]:
    program("nginx")
    replica = primary.replica(portal.folder.with_name("replica"))
    address = replica.url(READER, primary, options="?target_session_attrs=prefer-standby")
    public = [Process(portal, "public", address) for _ in range(2)]
    editors = Process(portal, "editors", primary.url(), workers=1)
    nginx = Nginx(portal.folder.with_name("nginx"), [each.port for each in public], editors.port)
    with running(replica, *public, editors, nginx):
        wait_until(lambda: lag(primary, replica) <= 0)
        yield House(portal, primary, replica, public, editors, nginx)
