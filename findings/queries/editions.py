"""One subject's editions: the one in force, a numbered one, and where an old address leads."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery, Window

from findings.documents import upgraded
from findings.models import Edition, FindingEntry, KeyAlias
from findings.queries.planned import cursor_of_planned
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Correction:
    """That an edition corrected what its subject said before: which one, when, and why."""

    number: int
    published_at: dt.datetime
    note: str


@dataclass(frozen=True, slots=True)
class Former:
    """An address that the subject had, or the key of a subject that was merged into it; it leads to the subject."""

    slug: str
    reason: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """Where a copy of a source is kept, and when it was made (a partial date), as the source in force says."""

    url: str
    made: str | None


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition as pages read it. `document` is in today's schema; {} where `redaction` (the public reason) is set.

    `latest` is the number of the subject's newest edition; `superseded_at` is None while this one is in force.
    `first_published_at` is the date of edition 1; `corrections` are those up to this edition, in their order; `stored`
    is the document as it was published and digested; `former` are addresses that lead to the subject today.
    `withdrawn_at` is the date of the newest edition where that is a withdrawal, None otherwise; `ends_redacted` says
    that its text was taken away.
    `provision` is that one of a resolution which is meant, where not all of it is. `copies` are the archived copies
    known today, under the key of the source, of the sources that the document rests on.
    """

    kind: SubjectKind
    key: str
    slug: str
    title: str
    number: int
    latest: int
    edition_kind: EditionKind
    note: str
    published_at: dt.datetime
    published_in: int
    superseded_at: dt.datetime | None
    superseded_in: int | None
    redaction: str | None
    document: dict[str, Any]
    document_digest: str
    digest: str
    first_published_at: dt.datetime
    corrections: tuple[Correction, ...]
    stored: dict[str, Any]
    former: tuple[Former, ...] = ()
    withdrawn_at: dt.datetime | None = None
    ends_redacted: bool = False
    copies: Mapping[str, ArchivedCopy] = field(default_factory=dict)
    provision: dict[str, Any] | None = None

    @property
    def ends_withdrawn(self) -> bool:
        """Whether the subject has been withdrawn, with this edition or since."""
        return self.withdrawn_at is not None

    @property
    def is_in_force(self) -> bool:
        return self.superseded_in is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether this edition is a tombstone: `document` holds `withdrawn` and little else."""
        return self.edition_kind == EditionKind.WITHDRAWAL

    @property
    def ends_readable(self) -> bool:
        """Whether the newest edition says something of the subject, and so can be cited in place of an older one."""
        return not (self.ends_withdrawn or self.ends_redacted)


def event_of(edition: PublishedEdition, slug: str) -> dict[str, Any] | None:
    """The event of this slug in a report's document; None where the report has none, or says nothing any more."""
    return next((each for each in edition.document.get("events", ()) if each["slug"] == slug), None)


def last_with_event(report: str, slug: str) -> int | None:
    """The number of the last edition of a report that can be read and has the event of this slug. One statement."""
    editions = Edition.objects.of(SubjectKind.REPORT, report).readable()
    had = editions.filter(document__events__contains=[{"slug": slug}]).order_by("-number")
    return had.values_list("number", flat=True).first()


def provision_of(edition: PublishedEdition, key: str) -> dict[str, Any] | None:
    """The provision of this key in a resolution's document; None where the resolution has none."""
    return next((each for each in edition.document["provisions"] if each["key"] == key), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """The address is a former one: the subject is at `slug` now, for the reason given."""

    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceWithFindings:
    """A source's edition in force, the documents of findings that cite it, and how many there are in all."""

    edition: PublishedEdition
    findings: tuple[dict[str, Any], ...]
    total: int


#: Of a mistyped address, so many of its parts are looked for among those that exist.
LOOKED_FOR = 6
#: Former addresses that an edition is told with, the oldest first.
MOST_FORMER = 100
#: Kind of subject → where in its document (SQL/JSON paths) the keys of the sources stand that it rests on.
_RESTING_ON = {
    SubjectKind.FINDING: ("$.citations[*].source.key",),
    SubjectKind.REPORT: ("$.source.key", "$.events[*].citations[*].source.key"),
    SubjectKind.ACTOR: ("$.sources[*].key",),
}


def _copies(kind: SubjectKind, document: str = "edition.document") -> str:
    """SQL: the archived copies of the sources that the document rests on, as a JSON array; NULL for none.

    The keys stand in an array, so that each is looked up through the index of editions in force, however many sources
    there are. What was withdrawn or redacted has no address in its document, and so no copy.
    """
    keys = " UNION ALL ".join(
        f"SELECT jsonb_path_query({document}, '{path}') #>> '{{}}'" for path in _RESTING_ON.get(kind, ())
    )
    if not keys:
        return "NULL"
    return f"""
           (SELECT jsonb_agg(jsonb_build_array(
                       source.key, source.document ->> 'archived_url', source.document ->> 'archived'))::text
              FROM findings_edition AS source
             WHERE source.subject_kind = 'source' AND source.superseded_in IS NULL
               AND source.key = ANY(ARRAY({keys})) AND source.document ->> 'archived_url' <> '')"""  # noqa: S608


# One statement, written once: making it from expressions took longer than PostgreSQL takes to answer it.
_FRAMED = """
    SELECT edition.subject_kind, edition.key, edition.slug, edition.title, edition.number, edition.edition_kind,
           edition.note, edition.published_at, edition.published_in, edition.superseded_in, edition.document::text,
           edition.document_digest, edition.digest, ended.published_at, redaction.reason, one.published_at,
           newest.number, newest.edition_kind, newest.published_at, newest.redacted_in,
           (SELECT jsonb_agg(jsonb_build_object(
                       'number', number, 'published_at', published_at, 'note', note) ORDER BY number)::text
              FROM findings_edition
             WHERE subject_kind = edition.subject_kind AND key = edition.key
               AND number <= edition.number AND edition_kind = 'correction'),
           (SELECT jsonb_agg(jsonb_build_object(
                       'slug', old, 'reason', reason, 'is_merged', alias_kind = 'merge') ORDER BY id)::text
              FROM (SELECT * FROM findings_keyalias
                     WHERE subject_kind = edition.subject_kind AND key = edition.key
                       AND superseded_in IS NULL AND old <> edition.slug
                     ORDER BY id LIMIT %(most_former)s) AS former),
           {copies}
      FROM findings_edition AS edition
      LEFT JOIN findings_edition AS one
        ON one.subject_kind = edition.subject_kind AND one.key = edition.key AND one.number = 1
      JOIN findings_edition AS newest
        ON newest.subject_kind = edition.subject_kind AND newest.key = edition.key AND newest.superseded_in IS NULL
      LEFT JOIN findings_datasetversion AS ended ON ended.number = edition.superseded_in
      LEFT JOIN findings_redaction AS redaction ON redaction.dataset_version_id = edition.redacted_in
     WHERE edition.subject_kind = %(kind)s
"""
_FRAMED_OF = {kind: _FRAMED.format(copies=_copies(kind)) for kind in SubjectKind}
_IN_FORCE = "AND edition.slug = %(slug)s AND edition.superseded_in IS NULL"
_NUMBERED = """AND edition.number = %(number)s
       AND edition.key = (SELECT key FROM findings_edition
                           WHERE subject_kind = %(kind)s AND slug = %(slug)s AND superseded_in IS NULL)"""


def edition_in_force(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """The current edition of the subject at this address. One statement; two where the address is not current.

    One that was merged into another is withdrawn, and its address leads to the survivor for ever (CITABLE C06).
    """
    edition = _framed(_IN_FORCE, kind, slug)
    if edition is None:
        return _moved(kind, slug)
    return (edition.is_withdrawn and _moved(kind, slug)) or edition


def newest_edition(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """As `edition_in_force`; of a subject that was merged into another its own last edition, the withdrawal."""
    return _framed(_IN_FORCE, kind, slug) or _moved(kind, slug)


def source_in_force(slug: str, *, at_most: int = 50) -> SourceWithFindings | Moved | None:
    """The current edition of a source, and the findings that rest on it, latest period first. Two statements.

    What a reader wants of a source is the places in it, and these are few: so they come with it.
    """
    edition = edition_in_force(SubjectKind.SOURCE, slug)
    if not isinstance(edition, PublishedEdition):
        return edition
    resting = (
        FindingEntry.objects.in_force()
        .filter(sources__contains=[edition.key])
        .order_by(F("last_day").desc(nulls_last=True), "reference")
        .annotate(total=Window(Count("*")))
        .values_list("edition__document", "total")
    )
    found = list(resting[:at_most])
    documents = tuple(upgraded(document) for document, _total in found)
    return SourceWithFindings(edition, documents, found[0][1] if found else 0)


def numbered_edition(kind: SubjectKind, slug: str, number: int) -> PublishedEdition | Moved | None:
    """Edition `number` of the subject that is at this address today. One statement; two where it is not current."""
    return _framed(_NUMBERED, kind, slug, number) or _moved(kind, slug)


def edition_at(kind: SubjectKind, slug: str, number: int | None) -> PublishedEdition | Moved | None:
    """Edition `number` of the subject at this address; without a number, the one in force."""
    return edition_in_force(kind, slug) if number is None else numbered_edition(kind, slug, number)


def edition_followed(kind: SubjectKind, slug: str, number: int | None) -> PublishedEdition | None:
    """As `edition_at`, and where the address is a former one, what is at the one of today."""
    answer = edition_at(kind, slug, number)
    if isinstance(answer, Moved):
        answer = edition_at(kind, answer.slug, number)
    return answer if isinstance(answer, PublishedEdition) else None


def closest_addresses(kind: SubjectKind, slug: str, *, at_most: int = 5) -> list[tuple[str, str]]:
    """(slug, title) of readable subjects whose address begins alike; for the page that says there is none here.

    `slug` is what was typed, whatever it holds. A statement for each of its parts, LOOKED_FOR at most.
    """
    stem = "-".join(re.findall("[a-z0-9]+", slug.lower())[:LOOKED_FOR])
    while stem:
        near = Edition.objects.of(kind).in_force().readable().filter(slug__startswith=stem)
        found = list(near.order_by("slug").values_list("slug", "title")[:at_most])
        if found:
            return found
        stem = stem.rpartition("-")[0]
    return []


def archived_copies(kind: SubjectKind, document: dict[str, Any]) -> dict[str, ArchivedCopy]:
    """The `copies` of an edition, of a document that is not one yet. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_copies(kind, '%(document)s::jsonb')}", {"document": json.dumps(document)})
        return _as_copies(cursor.fetchone()[0])


def _as_copies(told: str | None) -> dict[str, ArchivedCopy]:
    return {key: ArchivedCopy(url, made) for key, url, made in json.loads(told or "[]")}


def _framed(which: str, kind: SubjectKind, slug: str, number: int = 0) -> PublishedEdition | None:
    """The edition of the kind that the condition is true of, with what its page says of it."""
    asked: dict[str, str | int] = {"kind": kind.value, "slug": slug, "number": number, "most_former": MOST_FORMER}
    with cursor_of_planned() as cursor:
        cursor.execute(f"{_FRAMED_OF[kind]} {which}", asked)
        row = cursor.fetchone()
    if row is None:
        return None
    *facts, corrections, former, copies = row
    (_kind, key, slug, title, number, edition_kind, note, published_at, published_in, superseded_in) = facts[:10]
    (document, document_digest, digest, superseded_at, redaction, first) = facts[10:16]
    (latest, latest_kind, latest_at, redacted_in) = facts[16:]
    stored = json.loads(document)
    return PublishedEdition(
        kind=kind,
        key=key,
        slug=slug,
        title=title,
        number=number,
        latest=latest,
        edition_kind=EditionKind(edition_kind),
        note=note,
        published_at=published_at,
        published_in=published_in,
        superseded_at=superseded_at,
        superseded_in=superseded_in,
        redaction=redaction,
        document=upgraded(stored),
        document_digest=document_digest,
        digest=digest,
        first_published_at=first,
        corrections=tuple(
            Correction(each["number"], dt.datetime.fromisoformat(each["published_at"]), each["note"])
            for each in json.loads(corrections or "[]")
        ),
        stored=stored,
        former=tuple(Former(**each) for each in json.loads(former or "[]")),
        withdrawn_at=latest_at if latest_kind == EditionKind.WITHDRAWAL else None,
        ends_redacted=redacted_in is not None,
        copies=_as_copies(copies),
    )


def _moved(kind: SubjectKind, slug: str) -> Moved | None:
    """Where a former slug, or a permanent key that is not the slug any more, leads today."""
    home = Edition.objects.of(kind).in_force().filter(key=OuterRef("key"))
    alias = (
        KeyAlias.objects.in_force()
        .filter(subject_kind=kind, old=slug)
        .annotate(slug=Subquery(home.values("slug")[:1]))
        .values_list("slug", "reason")
        .first()
    )
    return Moved(*alias) if alias and alias[0] and alias[0] != slug else None
