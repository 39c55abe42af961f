"""A matched list as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from findings.documents.lines import harmless
from findings.exports.addresses import address_of
from findings.queries.matching import Matched

COLUMNS = ("line", "how", "similarity", "fitted", "key", "name", "kind", "findings", "address")


def matched_csv(answers: Iterable[Matched]) -> str:
    """One row a candidate, with its line; one row for a line without any: RFC 4180, CRLF, header first.

    A text that a spreadsheet would run is only shown (CITABLE C74): lines are what anybody wrote into an address.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for each in answers for row in _rows(each))
    return file.getvalue()


def _rows(answer: Matched) -> Iterator[list[str]]:
    if not answer.candidates:
        yield [harmless(answer.line), *[""] * (len(COLUMNS) - 1)]
    for each in answer.candidates:
        yield [
            harmless(answer.line),
            each.fit,
            f"{each.similarity:.2f}",
            harmless(each.fitted),
            each.key,
            harmless(each.name),
            each.actor_kind,
            str(each.findings),
            address_of("actor-detail", each.slug),
        ]
