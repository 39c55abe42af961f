"""Uploaded curated files and tables → proposals: what would be new, and what would change, field by field.

Everything is validated as a curated file is, against the file itself and against the records; with one mistake in it
nothing is proposed. No record is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from findings.curation import schema
from findings.curation.errors import shown
from findings.curation.files import FILES
from findings.curation.forms import Form, as_written, digest, form_of, name_of, pack
from findings.curation.marked import Lines, UnreadableYamlError, Where, decoded, line_of, parse
from findings.curation.rules import Rules
from findings.curation.sentences import path_text, sentences
from findings.curation.stored import stored
from findings.curation.tables import MODELS, MOST_ROWS, Complaints, Row, read_csv, read_xlsx
from findings.models import ImportRun, Merge, Proposal
from findings.models.imports import ImportKind, MatchedBy, ProposalAction, ProposalState

#: Kinds in the order in which they are proposed and accepted: an actor may rest on a source of the same file.
_KINDS = ("source", "actor")
_SECTIONS = {title: section.kind for sections in FILES.values() for title, section in sections.items()}


@dataclass
class UploadReport:
    """What became of an upload: its run (None where nothing differs), and the counts of its records."""

    run: ImportRun | None
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class _Held:
    """The records of one kind as they stand: key → form; slug → key; (scheme, number) → key."""

    forms: dict[str, Form] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)


def propose_upload(content: bytes, *, file_name: str, kind: str, editor: str) -> UploadReport:
    """Read, validate and compare an upload; keep what differs as open proposals.

    The ending of the name says what it is: .yaml, .csv or .xlsx. `kind` is that of a table, actor or source; a YAML
    file says itself. Open proposals of earlier uploads for the same records are overtaken. Raises CuratedErrors, having
    kept nothing.
    """
    rows = _read(content, file_name, kind)
    with transaction.atomic():
        held = {each: _held(each) for each in _KINDS}
        complaints = Complaints(file_name)
        checked = list(_checked(rows, held, complaints))
        complaints.check()
        run = ImportRun(
            import_kind=ImportKind.CURATED,
            file_name=file_name,
            file_digest=hashlib.sha256(content).hexdigest(),
            entries=len(rows),
            started_by=editor,
            started_at=timezone.now(),
        )
        report = UploadReport(run)
        proposals = [
            each for row, form in checked if (each := _proposal(row, form, held[row.kind], report)) is not None
        ]
        if not proposals:
            report.run = None
            return report
        run.save()
        for position, proposal in enumerate(proposals):
            proposal.run, proposal.position = run, position
            said = f"{run.pk} {proposal.record_kind} {proposal.record_key}"
            proposal.fingerprint = hashlib.sha256(said.encode()).hexdigest()
        _overtake(proposals, editor)
        Proposal.objects.bulk_create(proposals)
        return report


def _read(content: bytes, file_name: str, kind: str) -> list[Row]:
    match PurePath(file_name.lower()).suffix:
        case ".csv":
            return read_csv(kind, content, file_name)
        case ".xlsx":
            return read_xlsx(kind, content, file_name)
        case ".yaml" | ".yml":
            return _read_yaml(content, file_name)
    raise Complaints(file_name).stop(0, "is of an unknown kind", "its name ends in .yaml, .csv or .xlsx")


def _read_yaml(content: bytes, file_name: str) -> list[Row]:
    """The records of a curated file of actors, or of sources, or of both."""
    complaints = Complaints(file_name)
    titles = [title for title, kind in _SECTIONS.items() if kind in _KINDS]
    try:
        data, lines = parse(
            decoded(content),
            lambda line, path, problem, remedy: complaints.add(line, "", path_text(path), "", problem, remedy),
        )
    except UnreadableYamlError as error:
        raise complaints.stop(error.line, error.problem, error.remedy) from None
    if not isinstance(data, dict):
        raise complaints.stop(1, "is no curated file", f"begin it with “{titles[0]}:” or “{titles[1]}:”")
    rows: list[Row] = []
    for title, records in data.items():
        if title not in titles:
            line = line_of(lines, (title,))
            complaints.add(
                line, "", "", shown(title), "cannot be imported here", f"the sections are {' and '.join(titles)}"
            )
        elif isinstance(records, list):
            rows += _yaml_rows(_SECTIONS[title], title, records, lines, complaints)
        elif records is not None:
            complaints.add(line_of(lines, (title,)), "", title, "", "is not a list", "begin each record with a hyphen")
    if len(rows) > MOST_ROWS:
        raise complaints.stop(0, f"has more than {MOST_ROWS:,} records", "divide it, or use load_fixtures")
    if not rows:
        complaints.add(0, "", "", "", "has no records", f"write them under “{titles[0]}:” or “{titles[1]}:”")
    complaints.check()
    return rows


def _yaml_rows(kind: str, title: str, records: list[Any], lines: Lines, complaints: Complaints) -> Iterator[Row]:
    for number, raw in enumerate(records):
        line = line_of(lines, (title, number))
        if isinstance(raw, dict):
            yield Row(kind, line, raw, is_whole=True)
        else:
            complaints.add(line, f"{kind} number {number + 1}", "", "", "is not a mapping", "write its fields")


def _held(kind: str) -> _Held:
    held = _Held()
    for _pk, key, form in stored(kind):
        held.forms[key] = form
        held.slugs[form["slug"]] = key
        for identifier in form.get("identifiers", ()):
            held.numbers[identifier["scheme"], identifier["value"]] = key
    return held


def _checked(rows: list[Row], held: dict[str, _Held], complaints: Complaints) -> Iterator[tuple[Row, Form]]:
    """The rows with the form that each record would have; complains of what is wrong."""
    rules = Rules()
    for kind in _KINDS:
        rules.known[kind] |= set(held[kind].forms)
    for row in rows:
        if name := _key_of(row, held[row.kind]):
            rules.known[row.kind].add(name)
    merged = set(Merge.objects.values_list("subject_kind", "merged_key"))
    for row in sorted(rows, key=lambda each: _KINDS.index(each.kind)):
        here = held[row.kind]
        key = _key_of(row, here)
        record = f"{row.kind} {shown(key).strip('“”')}" if key else row.kind

        def complain(
            path: Where, value: object, problem: str, remedy: str, line: int = row.line, record: str = record
        ) -> None:
            complaints.add(line, record, path_text(path), shown(value), problem, remedy)

        known = here.forms.get(key)
        given = row.raw if row.is_whole or known is None else {**in_texts(as_written(known)), **row.raw}
        given = {name: value for name, value in given.items() if value is not None}
        if known is not None:
            given.setdefault("slug", known["slug"])
            given["key"] = key
        try:
            valid = MODELS[row.kind].model_validate(given)
        except ValidationError as error:
            for wrong in sentences(error, MODELS[row.kind]):
                complaints.add(row.line, record, path_text(wrong.path), wrong.value, wrong.problem, wrong.remedy)
            continue
        rules.check(valid, f"{record} (line {row.line})", None, complain)
        form = form_of(valid)
        if (row.kind, form["key"]) in merged:
            complain(("key",), form["key"], "was merged into another record", "change the survivor")
        holder = here.slugs.get(form["slug"])
        if holder not in (None, form["key"]):
            complain(("slug",), form["slug"], f"is the slug of {holder}", "choose another one")
        for identifier in form.get("identifiers", ()):
            holder = here.numbers.get((identifier["scheme"], identifier["value"]))
            if holder not in (None, form["key"]):
                complain(
                    ("identifiers",), identifier["value"], f"is the number of {holder}", "one number names one actor"
                )
        yield row, form


def _key_of(row: Row, held: _Held) -> str:
    """The key of the record that a row is about: the one given, or that of the slug."""
    key, slug = row.raw.get("key"), row.raw.get("slug")
    if isinstance(key, str) and key:
        return key
    if isinstance(slug, str) and slug:
        return held.slugs.get(slug, slug)
    return ""


def _proposal(row: Row, form: Form, held: _Held, report: UploadReport) -> Proposal | None:
    key = name_of(row.kind, form)
    known = held.forms.get(key)
    if known is not None and pack(known) == pack(form):
        report.unchanged += 1
        return None
    if known is None:
        report.created += 1
    else:
        report.changed += 1
    return Proposal(
        action=ProposalAction.CREATE if known is None else ProposalAction.CHANGE,
        record_kind=row.kind,
        record_key=key,
        entry=f"line {row.line}",
        label=form.get("name") or form["title"],
        matched_by=MatchedBy.NOTHING if known is None else MatchedBy.KEY,
        payload=in_texts(as_written(form)),
        evidence={} if known is None else {"changes": differences(known, form, MODELS[row.kind])},
        before="" if known is None else digest(pack(known)),
    )


def _overtake(proposals: Iterable[Proposal], editor: str) -> None:
    for kind in _KINDS:
        keys = [each.record_key for each in proposals if each.record_kind == kind]
        earlier = Proposal.objects.open().filter(
            run__import_kind=ImportKind.CURATED, record_kind=kind, record_key__in=keys
        )
        earlier.update(state=ProposalState.OVERTAKEN, decided_by=editor, decided_at=timezone.now())


def in_texts(form: Form) -> Form:
    """A form as YAML would give it: truth values as words."""
    return {name: ("true" if value else "false") if isinstance(value, bool) else value for name, value in form.items()}


def differences(before: Form, after: Form, model: type[schema.Curated]) -> list[dict[str, Any]]:
    """Field by field, in reading order: what stood there, and what would."""
    return [
        {"field": name, "before": in_words(before.get(name)), "after": in_words(after.get(name))}
        for name in model.reading_order()
        if before.get(name) != after.get(name)
    ]


def in_words(value: Any) -> list[str]:
    """A value of a form in lines: one of a text, one an item of a list."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [
            " · ".join(str(part) for part in item.values()) if isinstance(item, dict) else str(item) for item in value
        ]
    return [("true" if value else "false") if isinstance(value, bool) else str(value)]
