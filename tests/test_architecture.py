"""The house: which room stands on which floor, and that imports only go down.

The floors are those of docs/decisions.md, 1 and 13; the table also has the rooms that came later. A module of
`findings` that is not in it fails the test: new code has to know its room.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: room → floor. A room may import rooms of lower floors, and itself. Rooms of one floor do not import each other.
FLOORS = {
    "findings.vocabulary": 0,
    "findings.languages": 0,
    "findings.partial_dates": 0,
    "findings.locators": 0,
    "findings.un_symbols": 0,
    "findings.codings": 0,
    "findings.roles": 1,
    "findings.models": 1,
    "findings.migrations": 2,
    "findings.documents": 2,
    "findings.publishing": 3,
    "findings.queries": 3,
    "findings.curation": 4,
    "findings.exports": 4,
    "findings.drawing": 4,
    "findings.caching": 4,
    "findings.pages": 5,
    "findings.assistants": 5,
    "findings.views": 6,
    "findings.api": 6,
    "findings.admin": 6,
    "findings.management": 6,
    "findings.templatetags": 6,
    "findings.templating": 6,
    "findings.apps": 6,
    "findings.urls": 7,
}
#: Leaves that may be imported from the same floor: they hold one small thing each and import nothing of ours.
LEAVES = {"findings.vocabulary", "findings.languages"}


def modules(package: str) -> list[Path]:
    return sorted(p for p in (ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The room of a dotted name, or None for the package itself: `findings.models.places` → `findings.models`."""
    return ".".join(module.split(".")[:2]) if "." in module else None


def imports_of(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of everything the module imports, relative imports resolved."""
    here = dotted(path).split(".")
    package = here if path.name == "__init__.py" else here[:-1]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{name}.{a.name}" if name == "findings" else name) for a in node.names]
    return found


def test_every_module_has_a_room() -> None:
    homeless = [dotted(p) for p in modules("findings") if (r := room_of(dotted(p))) and r not in FLOORS]
    assert homeless == []


def test_imports_go_down() -> None:
    wrong = []
    for path in modules("findings"):
        room = room_of(dotted(path))
        if room is None:
            continue
        for line, name in imports_of(path):
            target = room_of(name) if name.split(".")[0] == "findings" else None
            if target is None or target == room or target in LEAVES:
                continue
            if FLOORS[target] >= FLOORS[room]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} {room} imports {target}")
    assert wrong == []


def test_findings_does_not_know_the_site() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules("findings")
        for line, name in imports_of(path)
        if name.split(".")[0] == "mmsmt_portal"
    ]
    assert wrong == []


def test_nothing_is_imported_inside_a_function() -> None:
    wrong = []
    for path in [*modules("findings"), *modules("mmsmt_portal")]:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [
                    f"{path.relative_to(ROOT)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom)
                ]
    assert wrong == []


def test_only_one_module_reads_the_environment() -> None:
    readers = [
        dotted(path)
        for path in [*modules("findings"), *modules("mmsmt_portal")]
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert readers == ["mmsmt_portal.environment"]


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "signals"])
def test_no_room_without_a_subject(name: str) -> None:
    assert [p for p in [*modules("findings"), *modules("mmsmt_portal")] if p.stem == name] == []


def test_only_publishing_writes_editions() -> None:
    """Outside `models` (which defines them) and `publishing`, no module calls a writing method of an edition."""
    writing = re.compile(r"\bEdition(\.objects\.(bulk_)?create)?\(|(INTO|COPY|UPDATE) findings_edition\b")
    allowed = {"findings.models", "findings.publishing", "findings.migrations"}
    wrong = [
        dotted(path)
        for path in modules("findings")
        if room_of(dotted(path)) not in allowed and writing.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
