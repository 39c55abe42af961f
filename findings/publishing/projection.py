"""The projections of editions, written in bulk: entries and texts of findings, names of the other subjects."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, When

from findings.documents import Entry, NamedSubject, Text, entry_of, named_subjects, text_of, upgraded, words_of
from findings.documents.lines import LINE_FORMAT, line_of
from findings.models import Edition, FindingEntry, FindingText, SubjectEntry, Word
from findings.vocabulary import SubjectKind

#: Editions that are projected, and subjects that are compiled, at a time.
CHUNK = 1000

#: What every projection begins with.
_HEAD = ("position", "published_in", "superseded_in")


class Projected(NamedTuple):
    """What an edition's projection is made from; `document` is in today's schema."""

    position: int
    published_in: int
    superseded_in: int | None
    edition_kind: str
    document: dict[str, Any]
    slug: str
    number: int
    published_at: dt.datetime
    document_digest: str

    @property
    def head(self) -> tuple[int, int, int | None]:
        """The values of _HEAD."""
        return self.position, self.published_in, self.superseded_in


def project(editions: Sequence[Projected]) -> None:
    """Write the projections of readable editions: three COPYs and one INSERT at most, whatever their number."""
    findings = [each for each in editions if each.document["kind"] == SubjectKind.FINDING]
    others = [each for each in editions if each.document["kind"] != SubjectKind.FINDING]
    _copy(
        FindingEntry,
        (*_HEAD, *Entry._fields),
        ((*each.head, *entry_of(each.document, each.edition_kind)) for each in findings),
    )
    texts = [text_of(each.document) for each in findings]
    _copy(
        FindingText,
        ("position", *Text._fields, "line", "line_format"),
        ((each.position, *text, _line(each), LINE_FORMAT) for each, text in zip(findings, texts, strict=True)),
    )
    _count_words(Counter(word for text in texts for word in words_of(text)))
    _copy(
        SubjectEntry,
        (*_HEAD, *NamedSubject._fields),
        ((*each.head, *named) for each in others for named in named_subjects(each.document)),
    )


def supersede(positions: list[int], version: int) -> None:
    """Say in the projections that these editions are not in force from `version` on."""
    FindingEntry.objects.filter(edition__in=positions).update(superseded_in=version)
    SubjectEntry.objects.filter(edition__in=positions).update(superseded_in=version)


def forget(positions: list[int]) -> None:
    """Take the words of these editions out of the projections."""
    texts = FindingText.objects.filter(edition__in=positions).values_list(*Text._fields)
    words = Counter(word for text in texts for word in words_of(Text(*text)))
    for model in (FindingEntry, FindingText, SubjectEntry):
        model._default_manager.filter(edition__in=positions).delete()
    if not words:
        return
    Word.objects.filter(word__in=words).update(
        editions=Case(*(When(word=word, then=F("editions") - n) for word, n in words.items()))
    )
    Word.objects.filter(editions=0).delete()


def rebuild_entries() -> int:
    """Make the projections anew from the editions, in one transaction. Returns how many editions were projected."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE findings_datasetversion IN SHARE ROW EXCLUSIVE MODE")
        for model in (FindingEntry, FindingText, SubjectEntry, Word):
            model._default_manager.all().delete()
        projected = 0
        editions = Edition.objects.ledger().readable().iterator(chunk_size=CHUNK)
        for chunk in itertools.batched(editions, CHUNK):
            project(
                [
                    Projected(
                        position=each.position,
                        published_in=each.published_in_id,
                        superseded_in=each.superseded_in_id,
                        edition_kind=each.edition_kind,
                        document=upgraded(each.document),
                        slug=each.slug,
                        number=each.number,
                        published_at=each.published_at,
                        document_digest=each.document_digest,
                    )
                    for each in chunk
                ]
            )
            projected += len(chunk)
    return projected


def _line(edition: Projected) -> str:
    return line_of(
        edition.document,
        edition.slug,
        edition.number,
        edition.edition_kind,
        edition.published_at,
        edition.document_digest,
    )


def _count_words(words: Mapping[str, int]) -> None:
    """Add these words to those of the editions before, each with its number of editions. One statement."""
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {Word._meta.db_table} AS known (word, editions)
            SELECT * FROM unnest(%s::varchar[], %s::int[])
            ON CONFLICT (word) DO UPDATE SET editions = known.editions + excluded.editions
            """,  # noqa: S608 - a table of our own
            [list(words), list(words.values())],
        )


def _copy(model: type[Any], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    first = next(rows := iter(rows), None)
    if first is None:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in itertools.chain([first], rows):
            copy.write_row([_array(value) if isinstance(value, list) else value for value in row])


def _array(values: list[Any]) -> str:
    """A list as PostgreSQL reads an array. An entry has a dozen, and the driver takes longer for one than for a row."""
    if not values:
        return "{}"
    # Quoted all at once: what stands between them until then is in no text of PostgreSQL.
    text = "\0".join(map(str, values)).replace("\\", r"\\").replace('"', r"\"")
    return '{"' + text.replace("\0", '","') + '"}'
