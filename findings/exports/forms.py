"""The forms that the whole answer to a question can be taken in, and how their bytes go out: in chunks, unbuffered."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from findings.exports.citations import bibtex, csl, ris, texts
from findings.exports.citations.cited import every_cited
from findings.exports.described import FileFacts, describe
from findings.exports.feeds import Feed, atom, feed_of, json_feed
from findings.exports.jsons import geojson_pieces, json_pieces, jsonl_pieces
from findings.exports.tabular import csv_pieces, write_xlsx
from findings.queries.lists import total
from findings.queries.questions import Question
from findings.queries.snapshots import pinned, snapshot
from findings.queries.versions import Version

#: Bytes that a chunk of a stream has at least, but for the last one.
CHUNK = 32 * 1024
#: Findings of a file whose length and digest are told beside it, at most.
MEASURED = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a file. `pieces` writes it; `is_kept` says that the file of all findings is kept ready."""

    name: str
    media_type: str
    pieces: Callable[[Question, Version | None], Iterator[str] | Iterator[str | bytes]]
    is_kept: bool = False

    def chunks(self, question: Question, version: Version | None) -> Iterator[bytes]:
        """The bytes of the answer, read from the database as they are taken: memory does not grow with their number.

        `version` is the dataset version that the reader was promised. All of it comes from one snapshot. Whoever stops
        taking closes the iterator, which ends the transaction. A stream that breaks is noticed: over HTTP/1.1 it is
        sent chunked, and the chunk that ends it (RFC 9112, 7.1) does not come.
        """
        with snapshot():
            yield from in_chunks(self.pieces(pinned(question, version), version))


def in_chunks(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    """Pieces of text, or of its UTF-8 → the bytes, CHUNK or more at a time."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece.encode() if isinstance(piece, str) else piece)
        size += len(held[-1])
        if size >= CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def spreadsheet(question: Question, version: Version | None) -> IO[bytes]:
    """The answer as a spreadsheet, in a temporary file that is gone once closed; at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        with snapshot():
            asked = pinned(question, version)
            write_xlsx(asked, describe(asked, version), file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def file_facts(form: str, question: Question, version: Version | None) -> FileFacts:
    """Length and digest of the file that answers in this form, as of the dataset version that it names.

    They are computed by making the file, so only of MEASURED findings at most.
    """
    if total(question) > MEASURED:
        return FileFacts(
            unknown=_(
                "Neither length nor digest: a file of more than %(most)s findings is made while it is sent. That of "
                "all findings has both in its headers."
            )
            % {"most": f"{MEASURED:,}"}
        )
    asked = question.pinned_to(version.number if version else 0)
    digest, length = hashlib.sha256(), 0
    for chunk in _bytes_of(form, asked, version):
        digest.update(chunk)
        length += len(chunk)
    return FileFacts(length, digest.hexdigest())


def _bytes_of(form: str, question: Question, version: Version | None) -> Iterable[bytes]:
    """The bytes of the file at the address of a question in any form: of a feed its first page."""
    if form == XLSX:
        with spreadsheet(question, version) as file:
            return [file.read()]
    if form in FEEDS:
        return [FEEDS[form](feed_of(question, version))]
    streamed = text(texts.FOOTNOTE) if form == TEXT else STREAMED[form]
    return streamed.chunks(question, version)


XLSX = "xlsx"
XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Name → form, of those that are streamed.
STREAMED = {
    form.name: form
    for form in [
        # RFC 4180 and RFC 7111: whether there is a header is a parameter of the type.
        Form("csv", "text/csv; charset=utf-8; header=present", csv_pieces, True),
        Form(
            "json",
            "application/json",
            lambda question, version: json_pieces(question, describe(question, version)),
            True,
        ),
        Form("jsonl", "application/jsonl; charset=utf-8", lambda question, version: jsonl_pieces(question), True),
        Form(
            "geojson",
            "application/geo+json",
            lambda question, version: geojson_pieces(question, describe(question, version)),
        ),
        Form("csl.json", csl.MEDIA_TYPE, lambda question, version: csl.pieces(every_cited(question))),
        Form("bib", bibtex.MEDIA_TYPE, lambda question, version: bibtex.pieces(every_cited(question))),
        Form("ris", ris.MEDIA_TYPE, lambda question, version: ris.pieces(every_cited(question))),
    ]
}

TEXT = "txt"
#: Name → what writes a page of a feed in that form.
FEEDS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "feed.json": json_feed}


def text(style: str) -> Form:
    """The citations of the answer as lines of text, in a style of `texts.WRITERS`."""
    return Form(TEXT, texts.MEDIA_TYPE, lambda question, version: texts.pieces(every_cited(question), style))


#: Name → media type, of every form that has an address of its own.
MEDIA_TYPES = {
    **{form.name: form.media_type for form in STREAMED.values()},
    XLSX: XLSX_MEDIA_TYPE,
    TEXT: texts.MEDIA_TYPE,
    "atom": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
}
