"""What the machine has to have: a test that lacks something is skipped, and fails where CI is set."""

from __future__ import annotations

import shutil
from typing import NoReturn

import pytest

from mmsmt_portal import environment


def program(name: str) -> None:
    """A program of the distribution."""
    if shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") is None:
        missing(name)


def missing(name: str) -> NoReturn:
    if environment.is_continuous_integration():
        pytest.fail(f"CI is set, and there is no {name}", pytrace=False)
    pytest.skip(f"there is no {name} here")
