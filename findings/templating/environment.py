"""The environment of the templates of public pages: what they can call, and how they are read."""

from __future__ import annotations

import functools
from collections.abc import MutableMapping
from typing import Any

from django.template import engines
from django.template.defaultfilters import capfirst, date, urlencode
from django.templatetags.static import static
from jinja2 import BaseLoader, Environment, StrictUndefined

from findings import languages
from findings.exports.addresses import path_of
from findings.templating import addresses, printing, rows, words
from findings.templating import languages as in_languages

#: `{{ name(…) }}`: what a template can call.
CALLED = {
    "url": path_of,
    "static": functools.cache(static),  # a file has one address as long as a process lives
    "_": words.gettext,
    "gettext": words.gettext,
    "pgettext": words.pgettext,
    "ngettext": words.ngettext,
    "npgettext": words.npgettext,
    "finding_rows": rows.finding_rows,
}
#: `{{ value|name }}`: what can be made of a value.
MADE_OF_VALUES = {
    "as_claim": in_languages.as_claim,
    "as_label": in_languages.as_label,
    "as_recorded": languages.recorded,
    "capfirst": capfirst,
    "date": date,
    "day": in_languages.day,
    "in_pieces": addresses.in_pieces,
    "in_this_language": in_languages.in_this_language,
    "inside": languages.inside,
    "joined": languages.joined,
    "unparted": addresses.unparted,
    "urlencode": urlencode,
    "without_language": languages.without_language,
}

#: What every template may ask for, and what it is where a view does not tell it.
UNTOLD = {"page": None, "head": None, "version": None, "preview": None, "section": ""} | {
    "language": languages.ENGLISH,
    "in_languages": (),
    "recorded": "",
}


class PublicEnvironment(Environment):
    """Jinja's, all of whose templates have the same names to ask for.

    Jinja chains the names of each template before those of all. Every part of a page goes through that chain, name by
    name, and no template here has any of its own.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def environment(*, loader: BaseLoader, auto_reload: bool, **_others: Any) -> Environment:
    """What Django makes once of the options that settings give (its `BACKEND` for Jinja, option `environment`).

    Django's `undefined` is none of them: a name that nothing stands behind is a mistake in a template, and not an
    empty place on a page.
    """
    made = PublicEnvironment(
        loader=loader,
        auto_reload=auto_reload,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    made.code_generator_class = printing.Compiler
    made.printed = printing.printed  # type: ignore[attr-defined]
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals.update(CALLED)
    made.globals.update(UNTOLD)
    made.filters.update(MADE_OF_VALUES)
    return made


def compile_templates() -> None:
    """Make the code of every public template that this process, or one that is forked from it, may be asked for."""
    made = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in made.list_templates():
        made.get_template(name)
