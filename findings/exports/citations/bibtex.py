"""Citations as BibTeX: a @techreport each, readable by BibTeX and by Biber (C51).

Double braces keep the one corporate author whole and the capitals of a title as they are. `type` stands in the place of
the words “Technical report”. What is Unicode stays so; what TeX would take for a command is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from findings.exports.citations.cited import Cited, author
from findings.exports.citations.footnote import source_of

MEDIA_TYPE = "application/x-bibtex"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
#: BibTeX counts braces, escaped or not. Those that pair are escaped as usual; one that does not is given by its name.
_PAIRED = {"{": r"\{", "}": r"\}"}
_ALONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
#: A sign that TeX would draw together with the next one: two apostrophes as a quotation mark, two hyphens as a dash.
_DRAWN_TOGETHER = re.compile(r"(['`,<>-])(?=\1)|[?!](?=`)")


def entry(cited: Cited) -> str:
    """The edition as an entry, its last line ended."""
    source = source_of(cited)
    note = ". ".join(filter(None, [f"Version {cited.number}", cited.warning, f"Source: {source}" if source else ""]))
    fields = {
        "author": f"{{{escaped(author())}}}",
        "title": f"{{{escaped(cited.title)}}}",
        "institution": f"{{{escaped(author())}}}",
        "type": escaped(cited.genre),
        "number": escaped(cited.key),
        "year": str(cited.published.year),
        "month": _MONTHS[cited.published.month - 1],
        "url": cited.address,
        "note": escaped(note),
    }
    # A month is one of BibTeX's own words and stands without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items()]
    return f"@techreport{{{cited.id},\n{''.join(lines)}}}\n"


def escaped(text: str) -> str:
    """The text as TeX has to be given it to print it."""
    braces = _PAIRED if _is_paired(text) else _ALONE
    told = "".join(_ESCAPED.get(sign) or braces.get(sign, sign) for sign in text)
    return _DRAWN_TOGETHER.sub(r"\g<0>{}", told)


def pieces(many: Iterable[Cited]) -> Iterator[str]:
    between = ""
    for each in many:
        yield between + entry(each)
        between = "\n"


def _is_paired(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
