"""How to cite the edition that a page shows: the texts, their names, and the files of reference managers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.exports.citations import styles, texts
from findings.exports.citations.cited import Cited, cited
from findings.exports.citations.footnote import footnote
from findings.exports.every_form import RECORD_FORMS
from findings.exports.record_forms import PROVISION, edition_path, file_beside, provision_anchor
from findings.languages import in_english
from findings.pages.parts import Link
from findings.queries.editions import PublishedEdition

#: Form → what readers call it, of the files that a page offers beside the texts.
FILES = {
    "bib": "BibTeX",
    "ris": "RIS",
    "csl.json": "CSL-JSON",
    "txt": gettext_lazy("Plain text"),
}
#: The same of the forms that a program reads the record itself in, where its kind has them.
DATA = {"json": "JSON", "jsonld": "JSON-LD", "ftm.json": "FollowTheMoney"}


@dataclass(frozen=True, slots=True)
class CiteText:
    """A citation in a style. `html` is escaped, with <i> in it."""

    name: str
    label: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class CitePart:
    """What the section “Cite this edition” prints. `id` is what unAPI knows the edition by: its address here.

    `data` are the files of the edition as data, which stand beside the record.
    """

    footnote: CiteText
    styles: tuple[CiteText, ...]
    files: tuple[Link, ...]
    data: tuple[Link, ...]
    id: str


def cite_part(edition: PublishedEdition) -> CitePart | None:
    """None of an edition that cannot be cited: one that is withdrawn, or whose text was taken away (CITABLE C05)."""
    if edition.is_withdrawn or edition.redaction is not None:
        return None
    what, page = _cited(edition), edition_path(edition)
    key = edition.provision["key"] if edition.provision is not None else ""
    query, anchor = (f"?{PROVISION}={key}", f"#{provision_anchor(key)}") if key else ("", "")
    return CitePart(
        footnote=_text(texts.FOOTNOTE, _("Footnote"), styles.escaped(_footnote(what))),
        styles=in_styles(what),
        files=tuple(Link(str(label), file_beside(page, form) + query) for form, label in FILES.items()),
        data=tuple(
            Link(DATA[form.name], file_beside(page, form.name))
            for form in RECORD_FORMS
            if form.name in DATA and edition.kind in form.kinds
        ),
        id=page + anchor,
    )


# A citation is in English, whatever the language of the page that offers it.
_cited = in_english(cited)
_footnote = in_english(footnote)
_as_html = in_english(styles.as_html)


def in_styles(what: Cited) -> tuple[CiteText, ...]:
    """The citation in each style of bibliographies."""
    return tuple(_text(style, label, _as_html(what, style)) for style, (label, _file) in styles.STYLES.items())


def in_words(text: str) -> CiteText:
    """A citation in no style but the portal's own sentence."""
    return CiteText("text", _("In words"), conditional_escape(text))


def _text(name: str, label: str, html: str) -> CiteText:
    return CiteText(name, label, mark_safe(html))  # noqa: S308 - escaped where it is made
