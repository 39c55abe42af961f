"""The portal's templates: laid out over indented lines for those who read them, and put together again when loaded.

Those under `templates/admin/` are Django's, as the admin's are, which they extend; those of public pages are Jinja's.

The rule, for every `.html` file under `templates/`:

    A line break between two tags is nothing, any other is one space, and an empty line is a line break.

A tag is one of HTML or of a template, `{{ a value }}` or `{# a comment #}`. Indentation goes with its line break, and
says nothing; two empty lines are two line breaks; how a file begins and ends stays. A space between two tags stands on
one line with both. Where the line ends behind it all the same, an empty comment keeps it, of which nothing is made:

    <b>{{ page.reference }}</b> {# #}
    <span class="category">{{ page.category }}</span>

Why: readers would get the indentation with every page, and see a space where two elements stand on two lines; those who
change a template should not have to read lines of a thousand characters for that.

The rule does not know HTML: what is preformatted (`<pre>`, `<textarea>`) comes out of a value, and not out of lines of
a template. It does not know sentences either, and makemessages reads the file, not what becomes of it: inside
`{% trans %}` no line is broken unless it is `trimmed`, and then only between words. Both are tested. Files of other
kinds are what they are, and so are the templates of other people's apps, which Django's own loader finds.

An error names the file; its number of a line counts the lines that are left.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import jinja2
from django.template import Origin
from django.template.loaders import filesystem

#: The folder of the templates of the editors' room.
_OF_EDITORS = "admin/"
#: A line break, or several, and the indentation with it, between two characters that are neither.
_BREAK = re.compile(r"(?<=[^ \t\n])[ \t]*\n[ \t\n]*(?=[^ \t\n])")
#: One line break, where a tag ends before it and one begins after it.
_BETWEEN_TAGS = re.compile(r"(?:(?<=>)|(?<=[%}#]\}))[ \t]*\n[ \t]*(?=<|\{[%{#])")


def put_together(laid_out: str) -> str:
    """The template that a file stands for."""
    return _BREAK.sub(_instead, laid_out)


def _instead(found: re.Match[str]) -> str:
    if empty_lines := found[0].count("\n") - 1:
        return "\n" * empty_lines
    return "" if _BETWEEN_TAGS.match(found.string, found.start()) else " "


class Loader(filesystem.Loader):
    """Django's loader of files in the folders that settings name; it puts HTML together."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return put_together(contents) if origin.name.endswith(".html") else contents


class PublicLoader(jinja2.FileSystemLoader):
    """Jinja's loader of a folder of files, but for what is the editors' in it; it puts HTML together."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(_OF_EDITORS):
            raise jinja2.TemplateNotFound(template)
        contents, path, is_uptodate = super().get_source(environment, template)
        return (put_together(contents) if template.endswith(".html") else contents), path, is_uptodate

    def list_templates(self) -> list[str]:
        return [name for name in super().list_templates() if not name.startswith(_OF_EDITORS)]
