"""The forms of citations: those of a record, each at its own address. Those of lists are in exports/forms.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from findings.exports.citations import bibtex, csl, ris, texts
from findings.exports.citations.cited import Cited, cited
from findings.exports.record_forms import RecordForm, Variants, Writer


def _of_one(pieces: Callable[[Iterable[Cited]], Iterator[str]]) -> Writer:
    return lambda edition: "".join(pieces([cited(edition)])).encode()


CITATION_FORMS: tuple[RecordForm, ...] = (
    RecordForm("csl.json", csl.MEDIA_TYPE, _of_one(csl.pieces), of_provisions=True),
    RecordForm("bib", bibtex.MEDIA_TYPE, _of_one(bibtex.pieces), of_provisions=True),
    RecordForm("ris", ris.MEDIA_TYPE, _of_one(ris.pieces), of_provisions=True),
    RecordForm(
        "txt",
        texts.MEDIA_TYPE,
        lambda edition: texts.in_every_style(cited(edition)).encode(),
        variants=Variants(
            texts.PARAMETER, {style: _of_one(partial(texts.pieces, style=style)) for style in texts.WRITERS}
        ),
        of_provisions=True,
    ),
)
