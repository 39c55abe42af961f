"""The benchmarks, run whole with few findings, to see that they go on working: `pytest -m benchmark`, a minute or two.

No part of the ordinary run, in which nobody reads their figures.
"""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "benchmark: a whole benchmark with few findings; only with -m benchmark")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    mine = [item for item in items if item.get_closest_marker("benchmark")]
    if mine and "benchmark" not in config.option.markexpr:
        config.hook.pytest_deselected(items=mine)
        items[:] = [item for item in items if item not in mine]
