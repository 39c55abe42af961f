"""Templates are laid out for those who read them, and nothing of the layout reaches a page or a catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine
from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError

from findings.management.commands.makemessages import said_in
from mmsmt_portal.templates import PublicLoader, put_together

FOLDER = Path(settings.BASE_DIR) / "templates"
FILES = sorted(FOLDER.rglob("*.html"))
#: Those of public pages, which are Jinja's; the others are Django's, as its admin is.
PUBLIC = [path for path in FILES if "admin" not in path.relative_to(FOLDER).parts]
LOADERS = ["mmsmt_portal.templates.Loader", "django.template.loaders.app_directories.Loader"]
#: A line may be longer than this where it has no place to be broken at: one tag, one sentence, one attribute.
LONGEST = 120
_WHOLE = re.compile(
    r"\s*(?:\{%(?:(?!%\}).)*%\}|\{\{(?:(?!\}\}).)*\}\}|\{#.*?#\}|[\w-]+=\"[^\"]*\">?"
    r"|\{% trans(?! trimmed)(?:(?!%\}).)*%\}(?:(?!\{%).)*\{% endtrans %\})(?: \{# #\})?"
)
_PREFORMATTED = re.compile(r"<(pre|textarea|script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)

#: What a line is made of, and what a laid out template may have between two pieces of it.
PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "{% if a %}", "{% endif %}", "{{ a }}", "{# a #}", "word", "a: b;", "}"]
)
INDENTATIONS = st.sampled_from(["", "  ", "    ", "\t"])


def told(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def is_too_long(line: str) -> bool:
    return len(line) > LONGEST and not _WHOLE.fullmatch(line)


def lines_of_preformatted(template: str) -> list[str]:
    """Preformatted text of more than one line. A line break right after the tag is no part of it in HTML."""
    return [text for _, text in _PREFORMATTED.findall(template) if "\n" in text.lstrip("\n")]


@pytest.mark.parametrize(
    ("laid_out", "meant"),
    [
        ("<ul>\n  <li>{{ a }}</li>\n</ul>\n", "<ul><li>{{ a }}</li></ul>\n"),
        ("{% if a %}\n  {{ a }}\n{% endif %}", "{% if a %}{{ a }}{% endif %}"),
        ("{# A row. #}\n<tr>\n</tr>", "{# A row. #}<tr></tr>"),
        ("<p>\n  Two\n  words\n</p>", "<p> Two words </p>"),
        ("<p>Two\n  <b>words</b>\n  more</p>", "<p>Two <b>words</b> more</p>"),
        ('<a class="b"\n    href="{{ c }}"\n    rel="d">', '<a class="b" href="{{ c }}" rel="d">'),
        ("{{ a }},\n{{ b }}", "{{ a }}, {{ b }}"),
        ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>"),
        ("<b>a</b> {# #}\n  <i>b</i>", "<b>a</b> {# #}<i>b</i>"),
        ("<p>\n\n  <b>a</b>\n\n\n  b</p>", "<p>\n<b>a</b>\n\nb</p>"),
        ("<p>a\n  \n\t<b>b</b></p>", "<p>a\n<b>b</b></p>"),
        ("a }\n{ b", "a } { b"),
        ("<b>a</b>\u00a0\n<b>b</b>", "<b>a</b>\u00a0 <b>b</b>"),
        ("<p></p>\n\n", "<p></p>\n\n"),
        ("\n<p></p>", "\n<p></p>"),
        ("", ""),
    ],
)
def test_between_two_tags_a_line_break_is_nothing_elsewhere_a_space_and_an_empty_line_is_one(
    laid_out: str, meant: str
) -> None:
    assert put_together(laid_out) == meant


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "\n\n\n"]), INDENTATIONS, INDENTATIONS)))
def test_how_far_a_line_is_indented_says_nothing(pieces: list[tuple[str, str, str, str]]) -> None:
    """The last piece has nothing after it: what stands at the end of a file stays."""
    body, last = pieces[:-1], "".join(piece for piece, *_ in pieces[-1:])
    one, other = (
        "".join(piece + (sep + way[at] if "\n" in sep else sep) for piece, sep, *way in body) + last for at in (0, 1)
    )
    assert put_together(one) == put_together(other)


@given(st.text(alphabet="ab<>{}%#/ \n\t\u00a0"))
def test_only_white_space_is_taken_away_and_what_has_one_line_stays(text: str) -> None:
    taken = put_together(text)
    assert re.sub(r"[ \t\n]", "", taken) == re.sub(r"[ \t\n]", "", text)
    assert put_together(text.replace("\n", "")) == text.replace("\n", "")


def test_a_space_kept_by_an_empty_comment_is_one_space_of_the_page() -> None:
    kept = put_together("<b>{{ a }}</b> {# #}\n  <i>b</i>")
    assert Environment(autoescape=True).from_string(kept).render(a=1) == "<b>1</b> <i>b</i>"


def test_the_loaders_put_html_together_and_leave_other_files_as_they_are(tmp_path: Path) -> None:
    laid_out = "<p>\n  {{ a }}\n</p>\n"
    for name in ("page.html", "page.txt", "page.xml"):
        (tmp_path / name).write_text(laid_out, encoding="utf-8")
    of_admin = Engine(dirs=[str(tmp_path)], loaders=LOADERS)
    public = Environment(autoescape=True, loader=PublicLoader(tmp_path), keep_trailing_newline=True)
    assert {name: of_admin.get_template(name).source for name in ("page.html", "page.txt", "page.xml")} == {
        "page.html": "<p>{{ a }}</p>\n",
        "page.txt": laid_out,
        "page.xml": laid_out,
    }
    assert {name: public.get_template(name).render(a=1) for name in ("page.html", "page.txt", "page.xml")} == {
        "page.html": "<p>1</p>\n",
        "page.txt": "<p>\n  1\n</p>\n",
        "page.xml": "<p>\n  1\n</p>\n",
    }
    assert public.get_template("page.html").filename == str(tmp_path / "page.html")


@pytest.mark.parametrize(
    "name", ["admin/delete_confirmation.html", "admin/includes/fieldset.html", "registration/logged_out.html"]
)
def test_templates_of_other_apps_are_what_they_are(name: str) -> None:
    template = get_template(name).template  # type: ignore[attr-defined]
    assert FOLDER not in Path(template.origin.name).parents
    assert template.source == Path(template.origin.name).read_text(encoding="utf-8")
    assert put_together(template.source) != template.source


@pytest.mark.parametrize("path", FILES, ids=told)
def test_every_template_is_read_by_the_engine_of_its_room(path: Path) -> None:
    engine = "django" if path not in PUBLIC else "jinja2"
    assert get_template(told(path)).backend.name == engine  # type: ignore[attr-defined]


def test_settings_have_the_portals_templates_put_together() -> None:
    for name, read in {
        "findings/finding.html": lambda made: made.environment.loader.get_source(made.environment, made.name)[0],
        "admin/findings/history.html": lambda made: made.source,
    }.items():
        laid_out = (FOLDER / name).read_text(encoding="utf-8")
        assert read(get_template(name).template) == put_together(laid_out) != laid_out  # type: ignore[attr-defined]


def test_a_mistake_in_a_template_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {% if %}\n</p>\n", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError) as caught:
        Environment(autoescape=True, loader=PublicLoader(tmp_path)).get_template("page.html")
    assert (caught.value.filename, caught.value.message) == (
        str(tmp_path / "page.html"),
        "Expected an expression, got 'end of statement block'",
    )


def test_no_line_is_long_that_could_be_shorter() -> None:
    assert [
        f"{told(path)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_too_long(line)
    ] == []


@pytest.mark.parametrize(
    ("line", "is_long"),
    [
        ('  {{ _("' + "word " * 30 + '") }} {# #}', False),
        ("  {% trans a=b %}" + "word " * 30 + "{{ a }}{% endtrans %}", False),
        ("  {% trans trimmed a=b %}" + "word " * 30 + "{% endtrans %}", True),
        ('  href="{{ url("a") }}' + "a" * 120 + '">', True),
        ("  href=\"{{ url('a') }}" + "a" * 120 + '">', False),
        ('  {{ _("' + "word " * 30 + '") }}{% if a %}', True),
        ('<p>{{ _("' + "word " * 30 + '") }}', True),
        ("word " * 25, True),
        ("word " * 24, False),
    ],
)
def test_a_line_is_too_long_that_is_not_one_thing(line: str, is_long: bool) -> None:
    assert is_too_long(line) is is_long


def test_lines_are_indented_by_pairs_of_spaces_and_end_in_something() -> None:
    wrong = re.compile(r"^(?:  )* (?! )|^ *\t|[ \t]$", re.MULTILINE)
    assert [told(path) for path in FILES if wrong.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_preformatted_stands_on_lines_of_a_template() -> None:
    assert lines_of_preformatted("<pre>\n\n{{ a }}</pre><textarea rows='2'>a\n  b</textarea>") == ["a\n  b"]
    assert [told(path) for path in FILES if lines_of_preformatted(path.read_text(encoding="utf-8"))] == []


def test_translators_get_the_sentences_that_pages_ask_for() -> None:
    laid_out = {told(path): path.read_text(encoding="utf-8") for path in PUBLIC}
    found = {name: said_in(text) for name, text in laid_out.items()}
    assert found == {name: said_in(put_together(text)) for name, text in laid_out.items()}
    assert found["about/verify.html"][0] == "_('Verify')"


@pytest.mark.parametrize(
    ("laid_out", "as_in_the_file", "as_asked_for"),
    [
        ("{% trans %}a\n  b{% endtrans %}", [r"gettext('a\n  b')"], ["gettext('a b')"]),
        (
            "{% trans trimmed %}\n  {{ a }}\n  {{ b }}\n{% endtrans %}",
            ["gettext('%(a)s %(b)s')"],
            ["gettext('%(a)s%(b)s')"],
        ),
        (
            "{% trans trimmed n=n %}\n  One\n  a\n{% pluralize %}\n  {{ n }} as\n{% endtrans %}",
            ["ngettext('One a', '%(n)s as')"],
            ["ngettext('One a', '%(n)s as')"],
        ),
        ('{{ pgettext("b", "a") }}\n{% if _("c)") %}{% endif %}', ["pgettext('b', 'a')", "_('c)')"], None),
    ],
)
def test_a_sentence_that_the_layout_changes_is_seen(
    laid_out: str, as_in_the_file: list[str], as_asked_for: list[str] | None
) -> None:
    assert (said_in(laid_out), said_in(put_together(laid_out))) == (as_in_the_file, as_asked_for or as_in_the_file)
