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
from findings.curation.files import SCHEMAS, UPLOADED, Section
from findings.curation.forms import Form, as_written, digest, form_of, name_of, pack
from findings.curation.marked import Lines, UnreadableYamlError, Where, decoded, line_of, parse
from findings.curation.nearest import did_you_mean
from findings.curation.reader import raw_name
from findings.curation.sentences import Wrong, path_text, sentences
from findings.curation.standing import Standing, standing
from findings.curation.tables import MOST_ROWS, Complaints, Row, read_csv, read_xlsx
from findings.curation.words import in_words
from findings.models import ImportRun, Proposal
from findings.models.imports import ImportKind, MatchedBy, ProposalAction, ProposalState
from findings.vocabulary import ActorKind, SourceKind

#: Kinds in the order in which they are proposed and accepted: an actor may rest on a source of the same file.
_KINDS = tuple(SCHEMAS)
#: Kind that a table may hold → what stands for its required fields where they are wrong, while the rest of the record
#: is looked at: no rule about names and numbers asks for them.
_STAND_INS: dict[str, Form] = {
    "actor": {"kind": ActorKind.OTHER, "name": "x"},
    "source": {"kind": SourceKind.UN_DOCUMENT, "title": "x", "publisher": "x", "language": "en", "consulted": "true"},
}


@dataclass
class UploadReport:
    """What became of an upload: its run (None where nothing differs), and the counts of its records."""

    run: ImportRun | None
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class _Upload:
    """A file that is being read: its records, what is wrong with it, and whether a part of it could not be read."""

    file_name: str
    rows: list[Row] = field(default_factory=list)
    is_read: bool = True

    def __post_init__(self) -> None:
        self.complaints = Complaints(self.file_name)


def propose_upload(content: bytes, *, file_name: str, kind: str, editor: str) -> UploadReport:
    """Read, validate and compare an upload; keep what differs as open proposals.

    The ending of the name says what it is: .yaml, .csv or .xlsx. `kind` is that of a table, actor or source; a YAML
    file says itself. Open proposals of earlier uploads for the same records are overtaken. Raises CuratedErrors, having
    kept nothing.
    """
    upload = _read(content, file_name, kind)
    with transaction.atomic():
        stands = standing(upload.rows)
        checked = list(_checked(upload, stands))
        upload.complaints.check()
        run = ImportRun(
            import_kind=ImportKind.CURATED,
            file_name=file_name,
            file_digest=hashlib.sha256(content).hexdigest(),
            entries=len(upload.rows),
            started_by=editor,
            started_at=timezone.now(),
        )
        report = UploadReport(run)
        proposals = [each for row, form in checked if (each := _proposal(row, form, stands, report)) is not None]
        # A curated file says all of a record: if that is what stands, what was proposed before is not wanted any more.
        said = {(each.record_kind, each.record_key) for each in proposals}
        said |= {(row.kind, name_of(row.kind, form)) for row, form in checked if row.is_whole}
        _overtake(said, editor)
        if not proposals:
            report.run = None
            return report
        run.save()
        for position, proposal in enumerate(proposals):
            proposal.run, proposal.position = run, position
            named = f"{run.pk} {proposal.record_kind} {proposal.record_key}"
            proposal.fingerprint = hashlib.sha256(named.encode()).hexdigest()
        Proposal.objects.bulk_create(proposals)
        return report


def _read(content: bytes, file_name: str, kind: str) -> _Upload:
    upload = _Upload(file_name)
    match PurePath(file_name.lower()).suffix:
        case ".csv":
            upload.rows = read_csv(kind, content, upload.complaints)
        case ".xlsx":
            upload.rows = read_xlsx(kind, content, upload.complaints)
        case ".yaml" | ".yml":
            _read_yaml(content, upload)
        case _:
            raise upload.complaints.stop(0, "is of an unknown kind", "its name ends in .yaml, .csv or .xlsx")
    return upload


def _read_yaml(content: bytes, upload: _Upload) -> None:
    """The records of a curated file: of sources, of actors, of a report with its events and findings."""
    complaints, begin = upload.complaints, "“sources:”, “actors:” or “report:”"
    try:
        data, lines = parse(
            decoded(content),
            lambda line, path, problem, remedy: complaints.add(line, "", path_text(path), "", problem, remedy),
        )
    except UnreadableYamlError as error:
        raise complaints.stop(error.line, error.problem, error.remedy) from None
    if not isinstance(data, dict):
        raise complaints.stop(1, "is no curated file", f"begin it with {begin}")
    for title in data:
        if title not in UPLOADED:
            upload.is_read = False
            remedy = did_you_mean(title, UPLOADED) or f"the sections are {', '.join(UPLOADED)}"
            complaints.add(line_of(lines, (title,)), "", "", shown(title), "cannot be imported here", remedy)
    for title, section in UPLOADED.items():
        _read_section(title, section, data.get(title), lines, upload)
    if len(upload.rows) > MOST_ROWS:
        raise complaints.stop(0, f"has more than {MOST_ROWS:,} records", "divide it, or use load_fixtures")
    if data.get("report") is None and (data.get("events") or data.get("findings")):
        complaints.add(1, "", "report", "", "is missing", "a file of a report begins with it")
    elif not upload.rows and not complaints.errors:
        complaints.add(0, "", "", "", "has no records", f"write them under {begin}")


def _read_section(title: str, section: Section, data: Any, lines: Lines, upload: _Upload) -> None:
    if section.single:
        found: list[tuple[Where, Any]] = [] if data is None else [((title,), data)]
    elif isinstance(data, list):
        found = [((title, number), raw) for number, raw in enumerate(data)]
    else:
        found = []
        if data is not None:
            upload.is_read = False
            line = line_of(lines, (title,))
            upload.complaints.add(line, "", title, "", "is not a list", "begin each record with a hyphen")
    for number, (at, raw) in enumerate(found):
        line = line_of(lines, at)
        if isinstance(raw, dict):
            upload.rows.append(Row(section.kind, line, raw, is_whole=True, lines=lines, at=at, number=number))
        else:
            value = "" if raw is None else shown(raw)
            record = f"{section.kind} number {number + 1}"
            upload.complaints.add(line, record, "", value, "is not a mapping", "write its fields")


def _checked(upload: _Upload, stands: Standing) -> Iterator[tuple[Row, Form]]:
    """The rows with the form that each record would have; complains of what is wrong."""
    rules = stands.rules()
    for row in upload.rows:
        if name := stands.name_of(row):
            rules.known[row.kind].add(name)
    if not upload.is_read:
        rules.unread |= set(_KINDS)
    report: schema.Report | None = None
    for row in sorted(upload.rows, key=lambda each: _KINDS.index(each.kind)):
        model = SCHEMAS[row.kind]
        record = _called(row, stands)

        def complain(
            path: Where, value: object, problem: str, remedy: str, row: Row = row, record: str = record
        ) -> None:
            upload.complaints.add(row.line_of(path), record, path_text(path), shown(value), problem, remedy)

        given = _given(row, stands)
        try:
            valid = model.model_validate(given)
        except ValidationError as error:
            for wrong in _told(error, model, row):
                line = row.line_of(wrong.begins or wrong.path)
                upload.complaints.add(line, record, path_text(wrong.path), wrong.value, wrong.problem, wrong.remedy)
            if (rest := _rest(error, model, row, given)) is None:
                continue
            valid = rest
        if isinstance(valid, schema.Report):
            report = valid
        rules.check(valid, f"{record} (line {row.line})", report, complain)
        key = report.key or report.slug if report and isinstance(valid, schema.Assertion) else ""
        form = form_of(valid, report=key, place_in_list=stands.place_in_list(key, row))
        if key or not isinstance(valid, schema.Assertion):  # of which report it is, the file has to say first
            stands.check(row.kind, form, complain)
        yield row, form


def _told(error: ValidationError, model: type[schema.Curated], row: Row) -> Iterator[Wrong]:
    """What is wrong with the record, as far as it was read."""
    for detail, wrong in zip(error.errors(include_url=False), sentences(error, model), strict=True):
        # A rule of the whole record may rest on what could not be read.
        if not row.unread or (detail["loc"] and detail["loc"][0] not in row.unread):
            yield wrong


def _rest(error: ValidationError, model: type[schema.Curated], row: Row, given: Form) -> schema.Curated | None:
    """The record without its wrong fields: whether its names are free, and what it names is there, is told as well.

    None where that cannot be told.
    """
    wrong = {(each.begins or each.path)[0] for each in sentences(error, model) if each.begins or each.path}
    if row.kind not in _STAND_INS or "slug" in wrong or "key" in wrong:
        return None
    left = {name: value for name, value in given.items() if name not in wrong}
    try:
        return model.model_validate({**_STAND_INS[row.kind], **left})
    except ValidationError:
        return None


def _given(row: Row, stands: Standing) -> Form:
    """What is to be validated: of a row of a table, what it gives over what is there."""
    if row.kind not in stands.slugs:
        return row.raw
    key = stands.name_of(row)
    known = stands.forms[row.kind].get(key)
    if row.is_whole:
        return row.raw if known is None else {"slug": known["slug"], "key": key, **row.raw}
    given = row.raw if known is None else {**in_texts(as_written(known)), **row.raw}
    given = {name: value for name, value in given.items() if value is not None}
    return given if known is None else {"slug": known["slug"], **given, "key": key}


def _called(row: Row, stands: Standing) -> str:
    """What a complaint calls the record."""
    name = stands.name_of(row) if row.kind in stands.slugs else raw_name(row.kind, row.raw)
    if name:
        return f"{row.kind} {shown(name).strip('“”')}"
    return f"{row.kind} number {row.number + 1}" if row.is_whole else row.kind


def _proposal(row: Row, form: Form, stands: Standing, report: UploadReport) -> Proposal | None:
    key = name_of(row.kind, form)
    known = stands.forms[row.kind].get(key)
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
        payload=as_payload(form),
        evidence={} if known is None else {"changes": differences(known, form, SCHEMAS[row.kind])},
        before="" if known is None else digest(pack(known)),
    )


def _overtake(records: Iterable[tuple[str, str]], editor: str) -> None:
    for kind in _KINDS:
        keys = [key for of_kind, key in records if of_kind == kind]
        if not keys:
            continue
        earlier = Proposal.objects.open().filter(
            run__import_kind=ImportKind.CURATED, record_kind=kind, record_key__in=keys
        )
        earlier.update(state=ProposalState.OVERTAKEN, decided_by=editor, decided_at=timezone.now())


def in_texts(form: Form) -> Form:
    """A form as YAML would give it: truth values as words."""
    return {name: ("true" if value else "false") if isinstance(value, bool) else value for name, value in form.items()}


def as_payload(form: Form) -> Form:
    """A form as a proposal keeps it: as a file would give the record, and of a claim the key of its report."""
    report = {"report": form["report"]} if "report" in form else {}
    return in_texts(as_written(form)) | report


def differences(before: Form, after: Form, model: type[schema.Curated]) -> list[dict[str, Any]]:
    """Field by field, in reading order: what stood there, and what would."""
    return [
        {"field": name, "before": in_words(name, before.get(name)), "after": in_words(name, after.get(name))}
        for name in model.reading_order()
        if before.get(name) != after.get(name)
    ]
