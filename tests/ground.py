"""What many tests find in the database: written once, and left there for as long as the next test begins with it too.

    @ground
    def small_portal() -> None:
        make.make_finding()
        publish_everything()

makes a fixture. What it writes stands in a transaction that is never committed; a test that asks for it, straight or
through another fixture, works in a savepoint behind it, as with Django's setUpTestData. A test that does not ask for it
does not find it: before such a test gets the database the transaction is rolled back, and after the last test of a
file. So what a test finds depends on what it asks for, and on no order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import isgeneratorfunction
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

#: Name of a fixture → what writes it. A name stands for one content in the whole of the tests.
_CONTENTS: dict[str, Callable[[], Any]] = {}


def ground(write: Callable[[], Any]) -> object:
    """A fixture for what this function writes.

    It gives what the function returns, or yields and tidies up afterwards; tests must not change that.
    """
    name = write.__name__
    assert name not in _CONTENTS, f"There are two grounds of the name {name}."
    _CONTENTS[name] = write

    @pytest.fixture(name=name)
    def fixture(db: None) -> object:
        assert _laid.name == name, f"{name} is not in the database, but {_laid.name or 'nothing'}."
        assert connection.savepoint_ids, f"A test with transactions of its own cannot stand on {name}."
        return _laid.value

    return fixture


class _Laid:
    """The content that stands in the database now, if any."""

    def __init__(self) -> None:
        self.name, self._undoing = "", ExitStack()
        self.value: object = None

    def lay(self, name: str, blocker: DjangoDbBlocker) -> None:
        """Let this one stand there, and no other; "" for none."""
        if name == self.name and not self.is_lost():
            return
        self.take_away(blocker)
        if name:
            with blocker.unblock(), ExitStack() as undoing:
                assert not connection.in_atomic_block, f"{name} would stand in a transaction that is not its own."
                undoing.enter_context(transaction.atomic())
                undoing.callback(transaction.set_rollback, True)
                write = _CONTENTS[name]
                self.value = undoing.enter_context(contextmanager(write)()) if isgeneratorfunction(write) else write()
                # What a test writes is checked when its savepoint ends, not what it stands on.
                connection.check_constraints()
                self.name, self._undoing = name, undoing.pop_all()

    def is_lost(self) -> bool:
        """Whether a test has ended the connection, and what stood there with it."""
        return bool(self.name) and (connection.connection is None or connection.connection.closed)

    def take_away(self, blocker: DjangoDbBlocker) -> None:
        if self.name:
            with blocker.unblock():
                self._undoing.close()
        self.name, self.value = "", None


_laid = _Laid()


@pytest.fixture(scope="module")
def ground_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    _laid.take_away(django_db_blocker)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """Before pytest-django begins the transaction of a test, let there be what the test asks for, and no more."""
    is_other = fixturedef.argname in _CONTENTS and fixturedef.func.__module__ != __name__
    assert not is_other, f"{fixturedef.argname} is the name of a ground, and {fixturedef.baseid} has a fixture of it."
    if fixturedef.argname != "_django_db_helper":
        return
    asked = [name for name in request.fixturenames if name in _CONTENTS]
    assert len(asked) <= 1, f"A test begins with one content, and not with {' and '.join(asked)}."
    if asked:
        request.getfixturevalue("ground_of_the_module")
    _laid.lay(asked[0] if asked else "", request.getfixturevalue("django_db_blocker"))
