"""Gather the strings of the interface for those who translate it (docs/languages.md).

Django's own command, told once for all which languages there are, and which strings no reader of a translated page
meets: the editors' room, the commands, what programs read and what is cited are in English alone.
"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages
from django.template import engines

from findings.languages import ENGLISH, LANGUAGES

#: Files whose strings are said in English alone.
ENGLISH_ALONE = (
    "findings/admin/*",
    "findings/api/*",
    "findings/assistants/*",
    "findings/curation/*",
    "findings/documents/*",
    "findings/exports/*",
    "findings/management/*",
    "findings/migrations/*",
    "findings/models/*",
    "findings/pages/cards.py",
    "findings/pages/embeds.py",
    "findings/publishing/*",
    "findings/queries/ledger.py",
    "findings/roles.py",
    "findings/views/cards.py",
    "findings/views/citations.py",
    "findings/views/discovery.py",
    "findings/views/embed.py",
    "findings/views/exports.py",
    "findings/views/feeds.py",
    "findings/views/plain_refusals.py",
    "findings/views/record_forms.py",
    "findings/views/unapi.py",
    "mmsmt_portal/*",
    "static/*",
    "staticfiles/*",
    "templates/admin/*",
    "templates/api/*",
    "templates/embed/*",
    "templates/findings/_preview_mark.html",
    "tests/*",
)


#: What says words in a template of a public page, `{% trans %}` included, which is one of these to Jinja.
SAYING = ("_", "gettext", "ngettext", "pgettext", "npgettext")


def said_in(template: str) -> list[str]:
    """The words of a template of a public page, each as the call of Python that would say it."""
    found = engines["jinja2"].env.extract_translations(template, SAYING)  # type: ignore[attr-defined]
    words = [(name, (told,) if isinstance(told, str) else told) for _line, name, told in found]
    return [f"{name}({', '.join(repr(each) for each in told if each is not None)})" for name, told in words]


class BuildFile(makemessages.BuildFile):
    """A file on its way to xgettext, which reads Python: a template becomes the words that it says."""

    def preprocess(self) -> None:
        if self.is_templatized:
            words = said_in(Path(self.path).read_text(encoding="utf-8"))
            Path(self.work_path).write_text("\n".join(words) + "\n", encoding="utf-8")


class Command(makemessages.Command):
    help = "Gathers the strings of the public pages into findings/locale. Needs GNU gettext."
    build_file_class = BuildFile
    # What is new is left empty, and never guessed from a string that reads alike.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[code for code in LANGUAGES if code != ENGLISH],
            ignore_patterns=list(ENGLISH_ALONE),
            # A file is enough to find a string by; its line would change the catalogue with every edit.
            add_location="file",
            no_obsolete=True,
        )
