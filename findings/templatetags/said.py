"""Django's library `i18n`, with words that stand in a template looked up once a language and not on every page.

A page of a finding says ninety such strings. Each took a look into the catalogue, three copies and an escape, and one
with a value in it was put together and trimmed first: a seventh of the time that the whole page took. Settings put
this in the place of Django's library, so that templates load `i18n` as ever.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, render_value_in_context
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import gettext

from findings.languages import current

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


@register.tag("trans")
@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's `{% translate %}`. One of words and no variables is a function of the language, and is kept."""
    node = i18n.do_translate(parser, token)
    is_constant = node.asvar is None and _is_words(node.filter_expression) and _is_words(node.message_context)
    return _Words(node) if is_constant else node


def _is_words(told: FilterExpression | None) -> bool:
    return told is None or (not told.filters and getattr(told.var, "lookups", None) is None)


class _Words(Node):
    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node = node
        self.said: dict[tuple[str, bool], str] = {}

    def render(self, context: Context) -> str:
        key = current(), context.autoescape
        words = self.said.get(key)
        if words is None:
            words = self.said[key] = self.node.render(context)
        return words


@register.tag("blocktrans")
@register.tag("blocktranslate")
def block_translate(parser: Parser, token: Token) -> Node:
    """Django's `{% blocktranslate %}`. The sentence of one that counts nothing is kept; its values are filled in."""
    node = i18n.do_block_translate(parser, token)
    is_plain = node.asvar is None and not node.plural and node.message_context is None
    return _Sentence(node) if is_plain else node


class _Sentence(Node):
    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        self.node = node
        self.said: dict[str, tuple[str, list[str]]] = {}

    def render(self, context: Context) -> str:
        language = current()
        if (said := self.said.get(language)) is None:
            sentence, names = self.node.render_token_list(self.node.singular)
            said = self.said[language] = gettext(sentence), names
        sentence, names = said
        named = self.node.extra_context
        values = [named[name].resolve(context) if name in named else context.get(name, "") for name in names]
        told = {name: render_value_in_context(value, context) for name, value in zip(names, values, strict=True)}
        try:
            return sentence % told
        except (KeyError, ValueError):  # a translation that names another value: Django then says it in English
            return self.node.render(context)
