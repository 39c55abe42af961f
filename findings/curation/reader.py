"""The directory of curated files → validated records, or everything that is wrong with them.

Files are read one after the other and let go: what is kept of a record is its form, packed, and where it stands.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from findings import locators
from findings.curation import schema
from findings.curation.errors import CuratedError, CuratedErrors, shown
from findings.curation.files import FILES, REPORT_FILE, REPORTS, Section
from findings.curation.forms import KINDS, Entry, form_of, name_of, pack
from findings.curation.marked import LARGEST, Data, Lines, UnreadableYamlError, Where, decoded, line_of, parse
from findings.curation.nearest import did_you_mean
from findings.curation.rules import Rules
from findings.curation.sentences import path_text, sentences
from findings.vocabulary import LocatorKind

#: Errors that are told of one file. More of them have one cause, and nobody reads on.
MOST_ERRORS = 1000


@dataclass
class CuratedSet:
    """All records of the curated files: kind → natural key → entry, each in the order of the files.

    `verbatim` lists the places in sources that are given in words and not by number: (kind, natural key, text).
    """

    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    verbatim: list[tuple[str, str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))


def read(directory: Path, progress: Callable[[int, int], None] | None = None) -> CuratedSet:
    """All curated files of `directory`. Raises CuratedErrors with everything that is wrong; touches no database.

    `progress` is called with (bytes read, bytes in all).
    """
    reader = _Reader(directory)
    found = reader.read(progress or (lambda _done, _total: None))
    if reader.errors:
        raise CuratedErrors(reader.errors)
    return found


def unread(name: str) -> set[str]:
    """The kinds of record that cannot be known where the file of this name cannot be read."""
    kinds = {section.kind for section in FILES.get(name, REPORT_FILE).values()}
    return kinds | {"provision"} if "resolution" in kinds else kinds


class _TooManyErrorsError(Exception):
    """The file has had its share."""


class _Reader:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.errors: list[CuratedError] = []
        self.found = CuratedSet()
        self.rules = Rules()

    def read(self, progress: Callable[[int, int], None]) -> CuratedSet:
        names = self._names()
        sizes = {name: self._size(name) for name in names}
        done, total = 0, max(1, sum(sizes.values()))
        for name in names:
            _File(self, name).read()
            done += sizes[name]
            progress(done, total)
        self.rules.finish()
        return self.found

    def shown(self, name: str) -> str:
        return f"{self.directory.name or self.directory}/{name}"

    def complain(self, name: str, problem: str, remedy: str) -> None:
        self.errors.append(
            CuratedError(self.shown(name) if name else str(self.directory), 0, "", "", "", problem, remedy)
        )

    def _names(self) -> list[str]:
        """The files to read, in order. Complains of those that are missing, and of those that nobody would read."""
        try:
            top = sorted(entry.name for entry in os.scandir(self.directory))
        except FileNotFoundError:
            self.complain("", "does not exist", "name the directory of the curated files")
            return []
        except OSError as error:
            self.complain("", f"cannot be read ({error.strerror})", "name the directory of the curated files")
            return []
        for name in FILES:
            if name not in top:
                self.complain(name, "is missing", "every kind of record has its file; put it back")
                self.rules.unread |= unread(name)
        for name in top:
            if name.endswith((".yaml", ".yml")) and name not in FILES:
                self.complain(name, "is no curated file", did_you_mean(name, FILES) or f"reports stand in {REPORTS}/")
        reports = self.directory / REPORTS
        try:
            inside = sorted(entry.name for entry in os.scandir(reports))
        except FileNotFoundError:
            self.complain(REPORTS, "is missing", "it is the directory of the reports, one file each; put it back")
            self.rules.unread |= unread(REPORTS)
            inside = []
        except OSError as error:
            self.complain(REPORTS, f"cannot be read ({error.strerror})", "it is the directory of the reports")
            self.rules.unread |= unread(REPORTS)
            inside = []
        for name in inside:
            if name.endswith(".yml"):
                self.complain(f"{REPORTS}/{name}", "would not be read", "let its name end in .yaml")
        return [
            *(name for name in FILES if name in top),
            *(f"{REPORTS}/{name}" for name in inside if name.endswith(".yaml") and not name.startswith(".")),
        ]

    def _size(self, name: str) -> int:
        try:
            return (self.directory / name).stat().st_size
        except OSError:
            return 0


class _File:
    """One file being read."""

    def __init__(self, reader: _Reader, name: str) -> None:
        self.reader = reader
        self.name = name
        self.shown = reader.shown(name)
        self.sections = FILES.get(name, REPORT_FILE)
        self.wrong = 0
        #: Nothing more of it is to be read; what is still said of it is said.
        self.is_read = False
        self.lines: Lines = (0, None)
        self.report: schema.Report | None = None

    def read(self) -> None:
        try:
            data, self.lines = parse(decoded(self._content()), self._complain_of_line)
            self._sections(data)
        except UnreadableYamlError as error:
            self.is_read = True
            self._unread()
            self._add(error.line, "", "", "", error.problem, error.remedy)
        except OSError as error:
            self.is_read = True
            self._unread()
            self._add(0, "", "", "", f"cannot be read ({error.strerror})", "a curated file is a file of text")
        except _TooManyErrorsError:
            self.is_read = True
            self._unread()
            self._add(0, "", "", "", f"has more than {MOST_ERRORS:,} errors", "mend these first")
        self.is_read = True

    def _content(self) -> bytes:
        # Without O_NONBLOCK a pipe in place of the file would wait for a writer for ever.
        handle = os.open(self.reader.directory / self.name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise UnreadableYamlError(0, "is not a file", "a curated file is a file of text")
        with open(handle, "rb") as file:
            return file.read(LARGEST + 1)

    def _unread(self) -> None:
        self.reader.rules.unread |= unread(self.name)

    def _add(self, line: int, record: str, path: str, value: str, problem: str, remedy: str) -> None:
        if self.wrong == MOST_ERRORS and not self.is_read:
            raise _TooManyErrorsError
        self.wrong += 1
        self.reader.errors.append(CuratedError(self.shown, line, record, path, value, problem, remedy))

    def _complain_of_line(self, line: int, path: Where, problem: str, remedy: str) -> None:
        self._add(line, "", path_text(path), "", problem, remedy)

    def _sections(self, data: Data) -> None:
        if data is None:
            data = {}
        if not isinstance(data, dict):
            self._unread()
            self._add(1, "", "", "", f"begins with {shown(data)}", f"begin it with “{next(iter(self.sections))}:”")
            return
        for name in data:
            if name not in self.sections:
                self._unread()
                remedy = did_you_mean(name, self.sections) or f"the sections are {', '.join(self.sections)}"
                self._add(line_of(self.lines, (name,)), "", "", shown(name), "is an unknown section", remedy)
        for name, section in self.sections.items():
            self._section(name, section, data.get(name))

    def _section(self, name: str, section: Section, data: Data) -> None:
        if section.single:
            if data is None:
                self._add(1, "", name, "", "is missing", "a file of a report begins with it")
            else:
                self._record(section, data, (name,), 0)
        elif isinstance(data, list):
            for raw in data:
                self._tell(section.kind, raw)
            for number, raw in enumerate(data):
                self._record(section, raw, (name, number), number)
        elif data is not None:
            self._unread()
            self._add(line_of(self.lines, (name,)), "", name, "", "is not a list", "begin each record with a hyphen")

    def _tell(self, kind: str, raw: Data) -> None:
        """That there is a record of this name, whatever is wrong with it."""
        if isinstance(raw, dict) and (name := raw_name(kind, raw)):
            self.reader.rules.known[kind].add(name)
            provisions = raw.get("provisions")
            if kind == "resolution" and isinstance(provisions, list):
                keys = (provision.get("key") for provision in provisions if isinstance(provision, dict))
                self.reader.rules.known["provision"] |= {key for key in keys if isinstance(key, str)}

    def _record(self, section: Section, raw: Data, at: Where, number: int) -> None:
        name = raw_name(section.kind, raw) if isinstance(raw, dict) else ""
        record = f"{section.kind} {shown(name).strip('“”')}" if name else f"{section.kind} number {number + 1}"

        def complain(path: Where, value: object, problem: str, remedy: str) -> None:
            self._add(line_of(self.lines, (*at, *path)), record, path_text(path), shown(value), problem, remedy)

        line = line_of(self.lines, at)
        if not isinstance(raw, dict):
            self._add(line, record, "", "" if raw is None else shown(raw), "is not a mapping", "write its fields")
            return
        try:
            valid = section.model.model_validate(raw)
        except ValidationError as error:
            for wrong in sentences(error, section.model):
                self._add(
                    line_of(self.lines, (*at, *(wrong.begins or wrong.path))),
                    record,
                    path_text(wrong.path),
                    wrong.value,
                    wrong.problem,
                    wrong.remedy,
                )
            return
        if isinstance(valid, schema.Report):
            self.report = valid
            if self.name != f"{REPORTS}/{valid.slug}.yaml":
                complain(("slug",), valid.slug, "is not the name of the file", f"call the file {valid.slug}.yaml")
        self.reader.rules.check(valid, f"{record} ({self.shown}:{line})", self.report, complain)
        self._keep(section.kind, valid, number, line)

    def _keep(self, kind: str, valid: schema.Curated, number: int, line: int) -> None:
        report = self.report.key or self.report.slug if self.report else ""
        form = form_of(valid, report=report, place_in_list=number)
        name = name_of(kind, form)
        if isinstance(valid, schema.Assertion):
            self.reader.found.verbatim += [
                (kind, name, step.printed)
                for citation in valid.citations
                for step in locators.parse(citation.locator)
                if step.kind == LocatorKind.VERBATIM
            ]
        self.reader.found.entries[kind].setdefault(name, Entry(kind, name, pack(form), self.shown, line))


def raw_name(kind: str, raw: dict[str, Any]) -> str:
    """What a record calls itself, before it is known to be well formed; "" where it does not."""
    match kind:
        case "finding":
            name = raw.get("reference")
        case "resolution":
            name = raw.get("number")
        case "place":
            name = f"{raw.get('country')}/{raw.get('slug')}"
        case _:
            name = raw.get("key") or raw.get("slug")
    return name if isinstance(name, str) else ""
