"""csvw judges the tables as CSV on the Web: datatypes, formats, keys and what refers to what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

csvw = pytest.importorskip("csvw")

from findings.documents.tables import TABLES  # noqa: E402 - behind the skip
from findings.exports.datasets.descriptions import CSVW, side_name  # noqa: E402

#: A warning is how it tells itself of a value that is wrong.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("always::UserWarning:csvw"),
]


def is_valid(path: Path) -> bool:
    try:
        return csvw.CSVW(str(path), validate=True).is_valid
    except ValueError:  # a key that is there twice, or that leads nowhere
        return False


def test_a_release_is_valid_as_a_whole(release: Path) -> None:
    assert is_valid(release / CSVW)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_description_beside_each_table_is_valid(release: Path, table) -> None:
    assert is_valid(release / side_name(table))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("findings.csv", b",strong,", b",string,"),
        ("findings.csv", b",false,", b",falls,"),
        ("involvements.csv", b"\r\nMSMT-2025-1-001,0,", b"\r\nMSMT-2099-9-001,0,"),
        ("editions.csv", b"\r\n2,", b"\r\n1,"),
    ],
)
def test_a_changed_byte_that_makes_a_value_wrong_is_found(
    tampered: Callable[[str, bytes, bytes], Path], name: str, old: bytes, new: bytes
) -> None:
    assert not is_valid(tampered(name, old, new) / CSVW)
