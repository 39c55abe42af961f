"""frictionless judges the Data Package: types, patterns, choices, keys, foreign keys, sizes and sums (CITABLE C72)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

frictionless = pytest.importorskip("frictionless")

#: They warn about their own future, and not about ours.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def errors(folder: Path) -> list[tuple[str, str]]:
    """(type of the error, the resource it is in)."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [(error.type, task.name) for task in report.tasks for error in task.errors] + [
        (error.type, "") for error in report.errors
    ]


@pytest.mark.parametrize("version", [1, 4])
def test_a_release_is_valid(shelf: Path, version: int) -> None:
    assert errors(shelf / str(version)) == []


def test_one_changed_byte_is_found(tampered: Callable[[str, bytes, bytes], Path]) -> None:
    folder = tampered("findings.csv", b"containers", b"Containers")
    assert ("hash-count", "findings") in errors(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("findings.csv", b",strong,", b",string,", ("constraint-error", "findings")),
        ("involvements.csv", b"\r\nMSMT-2025-1-001,0,", b"\r\nMSMT-2099-9-001,0,", ("foreign-key", "involvements")),
        ("versions.csv", b"T", b"x", ("type-error", "versions")),
        ("editions.csv", b"\r\n2,", b"\r\n1,", ("primary-key", "editions")),
    ],
)
def test_a_value_that_cannot_be_is_found(
    tampered: Callable[[str, bytes, bytes], Path], name: str, old: bytes, new: bytes, error: tuple[str, str]
) -> None:
    assert error in errors(tampered(name, old, new))
