"""The catalogues of the three languages: whole, true to their placeholders, of today's strings, and compiled."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from findings.languages import ENGLISH, LANGUAGES
from mmsmt_portal import environment
from tests.findings.catalogues.files import Entry, messages, po_path, read, read_mo

TRANSLATED = [code for code in LANGUAGES if code != ENGLISH]
#: A placeholder, a per cent sign that stands for itself, or a tag.
_KEPT = re.compile(r"%\(\w+\)[sd]|%%|</?[a-z][^>]*>")
_FORMS = {"ko": 1, "ja": 1, "fr": 2}


def strings(language: str) -> list[Entry]:
    return [entry for entry in read(po_path(language)) if entry.texts != ("",)]


def kept(text: str) -> Counter[str]:
    return Counter(_KEPT.findall(text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_is_translated_in_every_form(language: str) -> None:
    wanting = [
        entry.key
        for entry in strings(language)
        if not all(each.strip() for each in entry.translations)
        or len(entry.translations) != (_FORMS[language] if len(entry.texts) > 1 else 1)
    ]
    assert wanting == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [entry.key for entry in strings(language) if "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_and_tags_are_those_of_the_english_string(language: str) -> None:
    """Of a plural either of the two English forms: “One finding” has no placeholder, “%(total)s findings” has one."""
    lost = [
        (entry.texts, each)
        for entry in strings(language)
        for each in entry.translations
        if each and kept(each) not in [kept(text) for text in entry.texts]
    ]
    assert lost == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_cut_between_two_placeholders_can_be_cut(language: str) -> None:
    joining = [entry for entry in strings(language) if entry.texts[0].startswith("%(one)s")]
    assert len(joining) == 3
    assert [
        each
        for entry in joining
        for each in entry.translations
        if each and "%(next)s" in entry.texts[0] and not re.fullmatch(r"%\(one\)s.*%\(next\)s", each)
    ] == []


def test_all_languages_have_the_same_strings() -> None:
    first, *others = ({(entry.context, entry.texts) for entry in strings(language)} for language in TRANSLATED)
    assert [first ^ other for other in others] == [set(), set()]


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    source = po_path(language)
    assert read_mo(source.with_suffix(".mo")) == messages(read(source))


def test_the_catalogues_have_the_strings_of_today(tmp_path: Path) -> None:
    """What makemessages would find now. It needs GNU gettext, which CI has."""
    if shutil.which("xgettext") is None:
        assert not environment.is_continuous_integration(), "CI is set, and there is no xgettext on PATH"
        pytest.skip("there is no GNU gettext here (looked for xgettext on PATH)")
    for folder in ("findings", "mmsmt_portal", "templates", "static"):
        shutil.copytree(Path(settings.BASE_DIR) / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(Path(settings.BASE_DIR) / "manage.py", tmp_path)
    for language in TRANSLATED[1:]:
        shutil.rmtree(tmp_path / "findings" / "locale" / language)
    language = TRANSLATED[0]
    command = [sys.executable, "manage.py", "makemessages", "--locale", language]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = read(tmp_path / po_path(language).relative_to(settings.BASE_DIR))
    assert {(each.context, each.texts) for each in found} == {
        (each.context, each.texts) for each in read(po_path(language))
    }
