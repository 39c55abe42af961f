"""Rows of lists of findings: each is finished once in a dataset version and language, and kept (findings.caching)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Template, pass_context
from jinja2.runtime import Context

from findings.caching import KeptPiece, kept_pieces, key_of_row, state_of
from findings.pages.rows import RowToCome

#: The row, and the macros that write into it.
ROW, IN_A_LIST = "findings/_finding_row.html", "findings/_finding_row_in_a_list.html"
#: What stands in a row where its snippet is written, or what it shares, and where the role of an actor is: no text of a
#: database has a zero byte.
SNIPPET_HERE, ROLE_HERE = "\0snippet\0", "\0role\0"


@pass_context
def finding_rows(context: Context, rows: Iterable[RowToCome]) -> SafeString:
    """The rows of a list of findings in HTML. One that is kept is neither read from its document nor rendered."""
    version, recorded = context.get("version"), context.get("recorded", "")
    state, of_row = state_of(version and version.number), context.environment.get_template(ROW)
    # The macros of a template, which are attributes that no type knows.
    later: Any = context.environment.get_template(IN_A_LIST).module
    made = [
        _row(row, state, of_row, recorded)
        .replace(ROLE_HERE, str(later.role(row.role)) if row.role else "", 1)
        .replace(SNIPPET_HERE, _shared_or_snippet(row, later, recorded), 1)
        for row in rows
    ]
    return mark_safe("".join(made))  # noqa: S308 - finished by templates


def _shared_or_snippet(row: RowToCome, later: Any, recorded: str) -> str:
    """What it shares, or where a search hit it, whichever the list says; "" in most lists."""
    if row.shared:
        return str(later.shared(row.shared, recorded))
    snippet = row.snippet
    return str(later.snippet(snippet, recorded)) if snippet else ""


def _row(row: RowToCome, state: str, of_row: Template, recorded: str) -> str:
    if row.finished:
        return row.finished
    key = key_of_row(row.key) if state else ()
    # Where a list did not know its rows before it asked for them, one of them may be kept all the same.
    if key and (kept := kept_pieces.find(state, key)):
        return kept.html
    # A row is a function of its document and of the language: it is told nothing else of the page.
    html = of_row.render(row=row.read(), recorded=recorded, snippet_here=SNIPPET_HERE, role_here=ROLE_HERE)
    if key:
        kept_pieces.keep(state, key, KeptPiece(html))
    return html
