"""The records of the database → curated files, byte for byte the same for the same records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from findings.curation.emitting import item, mapping
from findings.curation.files import FILES, REPORT_FILE, REPORTS, Section, head
from findings.curation.forms import Form, as_written
from findings.curation.stored import stored
from findings.queries.snapshots import snapshot


class OccupiedDirectoryError(Exception):
    """The directory holds curated files already."""


@dataclass
class DumpReport:
    """Paths relative to the directory: what was written, and report files there that no report of the database has."""

    written: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)


def dump(directory: Path, *, force: bool = False) -> DumpReport:
    """Write all records into `directory`, which is made if need be.

    Raises OccupiedDirectoryError if curated files stand there, unless `force`; then they are written over, and none is
    deleted. Raises OSError where the directory cannot be written.
    """
    present = sorted(
        path.relative_to(directory).as_posix()
        for pattern in ("*.yaml", f"{REPORTS}/*.yaml")
        for path in directory.glob(pattern)
    )
    if present and not force:
        raise OccupiedDirectoryError(f"{directory} holds curated files already, {present[0]} among them")
    report = DumpReport()
    (directory / REPORTS).mkdir(parents=True, exist_ok=True)
    with snapshot():  # so that no edit between two statements tears a record
        for name, text in texts():
            _write(directory / name, text)
            report.written.append(name)
    report.stray = [name for name in present if name not in report.written]
    return report


def texts() -> Iterator[tuple[str, str]]:
    """(path in the directory, text) of every curated file, from the database. Call it within a transaction."""
    for name, sections in FILES.items():
        text = head(name)
        for title, section in sections.items():
            text += _section(title, section, _records(section.kind))
        yield name, text
    by_report: dict[str, dict[str, list[Form]]] = {kind: defaultdict(list) for kind in ("event", "finding")}
    for kind, of_report in by_report.items():
        for form in _records(kind):
            of_report[form["report"]].append(form)
    for report in _records("report"):
        text = head(REPORTS)
        for title, section in REPORT_FILE.items():
            forms = [report] if section.single else by_report[section.kind][report["key"]]
            text += _section(title, section, forms)
        yield f"{REPORTS}/{report['slug']}.yaml", text


#: In which order a file holds the records of a kind.
_ORDER: dict[str, Callable[[Form], Any]] = {
    "category": lambda form: (int(form["position"]), form["key"]),
    "source": lambda form: form["key"],
    "place": lambda form: (form["country"], form["slug"]),
    "actor": lambda form: form["key"],
    "resolution": lambda form: int(form["number"]),
    "report": lambda form: form["key"],
    "event": lambda form: (form["report"], int(form["position"]), form["slug"]),
    "finding": lambda form: _by_number(form["reference"]),
}


def _by_number(reference: str) -> tuple[str, int, str]:
    """999 before 1000."""
    prefix, _, number = reference.rpartition("-")
    return prefix, len(number), number


def _records(kind: str) -> list[Form]:
    return sorted((record.form for record in stored(kind)), key=_ORDER[kind])


def _section(title: str, section: Section, forms: list[Form]) -> str:
    if not forms:
        return ""
    if section.single:
        (form,) = forms
        return "\n".join(["", f"{title}:", *mapping(section.model, as_written(form), 2), ""])
    text = f"\n{title}:\n"
    for number, form in enumerate(forms):
        lines = item(section.model, as_written(form, place_in_list=number), 2)
        text += "\n".join([*([""] if number else []), *lines, ""])
    return text


def _write(path: Path, text: str) -> None:
    """A file is there whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
