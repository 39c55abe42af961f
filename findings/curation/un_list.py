"""The UN Security Council Consolidated List, in its own XML → the entries of the DPRK regime.

The file comes from outside, so nothing of it is trusted: its size, depth and texts are bounded, a document type (and
with it every entity) is refused before it is read, and only UTF-8 is taken. What is not needed to tell who is listed,
since when and under which names is not even kept: no birth dates, no passports, no addresses beyond the country.

The format is described by https://www.un.org/sc/resources/sc-sanctions.xsd.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from findings.curation.errors import CuratedError, CuratedErrors, shown
from findings.curation.marked import settled
from findings.vocabulary import COUNTRIES

#: Bytes of a file. The whole list of all regimes has some two million.
LARGEST = 32 * 1024 * 1024
#: Elements inside each other. The list needs 5.
DEEPEST = 8
#: Characters of one text. The longest of the list has some thousands.
LONGEST_TEXT = 50_000
#: Entries. The whole list has about a thousand.
MOST_ENTRIES = 20_000
#: Errors that are told of one file.
MOST_ERRORS = 100

ROOT = "CONSOLIDATED_LIST"
#: The regime of resolution 1718 (2006).
REGIME = "DPRK"

_ENTRIES = {"INDIVIDUAL": "INDIVIDUALS", "ENTITY": "ENTITIES"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_REFERENCE = re.compile(r"[A-Z][A-Za-z]{1,3}\.[0-9]{3,4}")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True)
class ListedAlias:
    """Another name on the list, and what the list says of it: Good, Low, a.k.a., f.k.a."""

    name: str
    quality: str


@dataclass(frozen=True)
class Listed:
    """One entry: a person (`is_person`) or an entity. `line` is where it begins in the file."""

    reference: str
    is_person: bool
    name: str
    aliases: tuple[ListedAlias, ...]
    listed_on: str
    country: str
    updated_on: str
    line: int


@dataclass(frozen=True)
class UnList:
    """The list's own date, the entries of the regime in the order of the file, and how many there were of others."""

    dated: str
    entries: tuple[Listed, ...]
    others: int


@dataclass
class _Entry:
    """An entry that is being read: path inside it → texts."""

    tag: str
    line: int
    texts: dict[str, list[str]] = field(default_factory=dict)

    def first(self, path: str) -> str:
        return next((text for text in self.texts.get(path, ()) if text), "")


def read_un_list(content: bytes, file: str) -> UnList:
    """The list in `content`; `file` names it in messages. Raises CuratedErrors: sentences that say what and where."""
    reading = _Reading(content, file)
    reading.read()
    if reading.errors:
        raise CuratedErrors(reading.errors)
    return UnList(reading.dated, tuple(reading.entries), reading.others)


class _StopError(Exception):
    """What is wrong was said; nothing after it can be read."""


class _Reading:
    def __init__(self, content: bytes, file: str) -> None:
        self.content = content
        self.file = file
        self.errors: list[CuratedError] = []
        self.entries: list[Listed] = []
        self.others = 0
        self.dated = ""
        self.path: list[str] = []
        self.text: list[str] = []
        self.length = 0
        self.entry: _Entry | None = None
        self.seen: dict[str, int] = {}
        self.sections: set[str] = set()
        self.parser = expat.ParserCreate(encoding="utf-8")

    def read(self) -> None:
        try:
            self._check_bytes()
            self._parse()
            if not self.sections:
                self._stop(1, "", "holds neither INDIVIDUALS nor ENTITIES", f"a list has both inside {ROOT}")
        except _StopError:
            pass

    # The bytes

    def _check_bytes(self) -> None:
        content = self.content
        if not content.strip():
            self._stop(0, "", "is empty", "give the list as the United Nations publish it in XML")
        if len(content) > LARGEST:
            self._stop(0, "", f"is {len(content):,} bytes long", f"at most {LARGEST:,} are read; is it the list?")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._stop(1, "", "is UTF-16", "save it as UTF-8, as it is published")
        try:
            content.decode()
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._stop(line, "", f"byte {content[error.start]:#04x} is not UTF-8", "get the file anew; it is UTF-8")

    # The XML

    def _parse(self) -> None:
        parser = self.parser
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(self.content, True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code) or "not understood"
            remedy = "get the file anew; it is not whole" if self.path else "is it the list in XML?"
            self._stop(error.lineno, "/".join(self.path), f"is not XML: {said}", remedy)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._stop(1, "", f"declares the encoding {shown(encoding)}", "the list is UTF-8; save it so")

    def _doctype(self, *_parts: object) -> None:
        self._stop(self.parser.CurrentLineNumber, "", "has a document type", "the list has none; entities are not read")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.path) == DEEPEST:
            self._stop(
                line, "/".join(self.path), f"has more than {DEEPEST} elements inside each other", "is it the list?"
            )
        if not self.path:
            if tag != ROOT:
                self._stop(line, "", f"begins with the element {shown(tag)}", f"the list begins with {ROOT}")
            self.dated = self._date(attributes.get("dateGenerated", ""))
        elif len(self.path) == 1:
            self.sections |= {tag} & set(_ENTRIES.values())
        elif len(self.path) == 2 and _ENTRIES.get(tag) == self.path[1]:
            self.entry = _Entry(tag, line)
        self.path.append(tag)
        self.text, self.length = [], 0

    def _characters(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST_TEXT:
            where, line = "/".join(self.path), self.parser.CurrentLineNumber
            self._stop(line, where, f"holds more than {LONGEST_TEXT:,} characters", "no text of the list is so long")
        self.text.append(text)

    def _end(self, tag: str) -> None:
        if self.entry is not None and len(self.path) > 3:
            text = settled(" ".join("".join(self.text).split()))
            self.entry.texts.setdefault("/".join(self.path[3:]), []).append(text)
        self.path.pop()
        self.text, self.length = [], 0
        if self.entry is not None and len(self.path) == 2:
            self._keep(self.entry)
            self.entry = None

    # The entries

    def _keep(self, entry: _Entry) -> None:
        if len(self.seen) == MOST_ENTRIES:
            self._stop(entry.line, "", f"has more than {MOST_ENTRIES:,} entries", "is it the list?")
        reference, listed_on = entry.first("REFERENCE_NUMBER"), self._date(entry.first("LISTED_ON"))
        name = " ".join(filter(None, (entry.first(part) for part in _NAMES)))
        record = f"entry {reference}" if reference else f"entry number {len(self.seen) + 1}"

        def wrong(path: str, problem: str, remedy: str) -> None:
            given = entry.first(path)
            self._wrong(entry.line, record, path, shown(given) if given else "", problem, remedy)

        if _REFERENCE.fullmatch(reference) is None:
            wrong("REFERENCE_NUMBER", "is not a number of the list", "write one such as KPe.001")
        if reference in self.seen:
            other = self.seen[reference]
            wrong("REFERENCE_NUMBER", f"is that of the entry on line {other} too", "a number names one entry")
        if not name:
            wrong("FIRST_NAME", "is missing", "every entry has a name")
        if not listed_on:
            wrong("LISTED_ON", "is not a day", "write one such as 2017-08-05")
        self.seen[reference or f"line {entry.line}"] = entry.line
        if entry.first("UN_LIST_TYPE") != REGIME:
            self.others += 1
            return
        self.entries.append(
            Listed(
                reference=reference,
                is_person=entry.tag == "INDIVIDUAL",
                name=name,
                aliases=_aliases(entry),
                listed_on=listed_on,
                country=_country(entry),
                updated_on=max(
                    (self._date(text) for text in entry.texts.get("LAST_DAY_UPDATED/VALUE", ())), default=""
                ),
                line=entry.line,
            )
        )

    @staticmethod
    def _date(text: str) -> str:
        """The day of a date of the list; "" where it is none."""
        found = _DATE.fullmatch(text)
        if found is None:
            return ""
        try:
            return dt.date.fromisoformat(found[1]).isoformat()
        except ValueError:
            return ""

    # What is wrong

    def _wrong(self, line: int, record: str, path: str, value: str, problem: str, remedy: str) -> None:
        self.errors.append(CuratedError(self.file, line, record, path, value, problem, remedy))
        if len(self.errors) == MOST_ERRORS:
            self._stop(line, "", f"has {MOST_ERRORS} errors or more", "mend these first, or get the file anew")

    def _stop(self, line: int, where: str, problem: str, remedy: str) -> None:
        self.errors.append(CuratedError(self.file, line, "", where, "", problem, remedy))
        raise _StopError


def _aliases(entry: _Entry) -> tuple[ListedAlias, ...]:
    names = entry.texts.get(f"{entry.tag}_ALIAS/ALIAS_NAME", [])
    qualities = entry.texts.get(f"{entry.tag}_ALIAS/QUALITY", [])
    qualities += [""] * (len(names) - len(qualities))
    found = {
        part: ListedAlias(part, quality)
        for name, quality in zip(names, qualities, strict=False)
        for part in (each.strip(" \"“”'") for each in name.split(";"))
        if part
    }
    return tuple(found.values())


_SPELLINGS = {re.sub(r"[^a-z]", "", name.lower()): code for code, name in COUNTRIES.items()}


def _country(entry: _Entry) -> str:
    """The country of nationality, or of the one address; "" where it is none or several."""
    names = entry.texts.get("NATIONALITY/VALUE") or entry.texts.get("ENTITY_ADDRESS/COUNTRY") or []
    codes = {_SPELLINGS.get(re.sub(r"[^a-z]", "", name.lower()), "") for name in names if name}
    return codes.pop() if len(codes) == 1 else ""
