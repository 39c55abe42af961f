"""Pieces that many pages have in common: each is finished once in a dataset version, and kept (findings.caching)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.template import Context, Template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from findings.caching import KeptPiece, kept_pieces, key_of_row, state_of
from findings.languages import current
from findings.pages.rows import RowToCome
from findings.pages.search import Piece

register = template.Library()
ROW = "findings/_finding_row.html"
#: What stands in a row where its snippet is written, or what it shares, and where the role of an actor is: no text of a
#: database has a zero byte.
SNIPPET_HERE, ROLE_HERE = "\0snippet\0", "\0role\0"


@register.simple_tag(takes_context=True)
def finding_rows(context: Any, rows: Iterable[RowToCome]) -> SafeString:
    """The rows of a list of findings in HTML. One that is kept is neither read from its document nor rendered."""
    state, of_row = _state(context), context.template.engine.get_template(ROW)
    # A row is a function of its document and of the language: it is told nothing else of the page.
    recorded = context.get("recorded", "")
    alone = context.new({"recorded": recorded, "snippet_here": SNIPPET_HERE, "role_here": ROLE_HERE})
    made = [
        _row(row, state, of_row, alone)
        .replace(ROLE_HERE, _role(row.role), 1)
        .replace(SNIPPET_HERE, _shared(row.shared, recorded) or _snippet(row.snippet, recorded), 1)
        for row in rows
    ]
    return mark_safe("".join(made))  # noqa: S308 - finished by a template; every word of a role or snippet is escaped


def _role(role: str) -> str:
    return f"<span>{conditional_escape(role)}</span> " if role else ""


def _snippet(pieces: Iterable[Piece], recorded: str) -> str:
    """Where a search hit a finding: all that differs in its row from one search to another; "" in other lists."""
    words = [f"<mark>{escape(each.words)}</mark>" if each.is_hit else escape(each.words) for each in pieces]
    return f'<p class="snippet"{recorded}>… {"".join(words)} …</p>' if words else ""


def _shared(shared: str, recorded: str) -> str:
    words = _("Shared:")
    return f'<p class="small soft">{words} <span{recorded}>{escape(shared)}</span></p>' if shared else ""


def _row(row: RowToCome, state: str, of_row: Template, context: Context) -> str:
    if row.finished:
        return row.finished
    key = key_of_row(row.key) if state else ()
    # Where a list did not know its rows before it asked for them, one of them may be kept all the same.
    if key and (kept := kept_pieces.find(state, key)):
        return kept.html
    context["row"] = row.read()
    html = of_row.render(context)
    if key:
        kept_pieces.keep(state, key, KeptPiece(html))
    return html


@register.tag
def kept(parser: Parser, token: Token) -> template.Node:
    """`{% kept "nav" section %}…{% endkept %}`: what stands between is a function of the language and of these values.

    The first of them is its name.
    """
    values = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    piece = _Piece(values, parser.parse(("endkept",)))
    parser.delete_first_token()
    return piece


class _Piece(template.Node):
    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist

    def render(self, context: Context) -> SafeString:
        state = _state(context)
        if not state:
            return self.nodelist.render(context)
        key = ("piece", current(), *(str(each.resolve(context, ignore_failures=True) or "") for each in self.values))
        if kept := kept_pieces.find(state, key):
            return kept.html
        html = self.nodelist.render(context)
        kept_pieces.keep(state, key, KeptPiece(html))
        return html


def _state(context: Context) -> str:
    version = context.get("version")
    return state_of(version and version.number)
