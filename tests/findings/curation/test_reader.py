"""What the reader makes of whole files and directories: good ones, hostile ones, and ones that are not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.curation.errors import CuratedError, CuratedErrors
from findings.curation.loader import load
from findings.curation.marked import LARGEST
from findings.curation.reader import MOST_ERRORS, read
from tests.fuzzing import examples

from .small import SMALL, CuratedFiles

REPORT = "reports/msmt-2025-1.yaml"


def errors_of(directory: Path) -> list[str]:
    with pytest.raises(CuratedErrors) as caught:
        read(directory)
    return str(caught.value).splitlines()


def test_a_valid_directory_is_read_without_a_database(curated: CuratedFiles) -> None:
    shares: list[tuple[int, int]] = []

    report = load(curated.directory, check=True, progress=lambda done, total: shares.append((done, total)))

    assert report.files == {
        "category": 2,
        "source": 2,
        "place": 2,
        "actor": 3,
        "resolution": 1,
        "report": 1,
        "event": 2,
        "finding": 2,
    }
    assert (report.created, report.updated, report.unchanged, report.subjects()) == ([], [], 0, [])
    assert report.verbatim == [("finding", "MSMT-2025-1-001", "the third picture")]
    # One call for each file; reading is half of a load.
    assert shares == sorted(shares)
    assert [total for _done, total in shares] == [2 * shares[-1][0]] * 6


def test_a_whole_form(curated: CuratedFiles) -> None:
    entry = read(curated.directory).entries["event"]["msmt-2025-1/published"]

    assert (entry.kind, entry.file, entry.line) == ("event", "fixtures/reports/msmt-2025-1.yaml", 16)
    assert entry.form == {
        "report": "msmt-2025-1",
        "slug": "published",
        "position": "0",
        "type": "publication",
        "category": "labor",
        "title": "The report came out",
        "summary": "The team published its first report.",
        "period": {"start": "2025-05-29", "end": "2025-05-29", "carried_by": ["reuters"]},
        "asserted_by": "MSMT",
        "asserters": ["msmt"],
        "places": [{"place": "RU/russia"}],
        "citations": [{"source": "reuters", "relation": "relays", "locator": "p. 1", "supports": "the day"}],
        "support": "single",
    }


def test_an_error_is_its_parts_and_a_sentence(curated: CuratedFiles) -> None:
    curated.replace(REPORT, "low: 17413.96", "low: 90000")

    with pytest.raises(CuratedErrors) as caught:
        read(curated.directory)

    assert caught.value.errors == [
        CuratedError(
            file="fixtures/reports/msmt-2025-1.yaml",
            line=63,
            record="finding MSMT-2025-1-001",
            path="quantities[1].low",
            value="90000",
            problem="is above high 20000.5",
            remedy="give low ≤ high",
        )
    ]
    assert str(caught.value) == (
        "fixtures/reports/msmt-2025-1.yaml:63: finding MSMT-2025-1-001: quantities[1].low: "
        "90000 is above high 20000.5; give low ≤ high"
    )


def test_all_errors_of_all_files_are_told_at_once(curated: CuratedFiles) -> None:
    curated.replace("actors.yaml", "name: DPRK", "nmae: DPRK")
    curated.replace("sources.yaml", "language: en\n    consulted: false", "language: EN\n    consulted: no")
    curated.replace(REPORT, "actor: dprk, role: supplier", "actor: dprkk, role: supplier")
    curated.replace(REPORT, "reference: MSMT-2025-1-002", "reference: MSMT-2025-2-002")
    # What stands in a file that cannot be read is not told to be unknown elsewhere.
    curated.write("geography.yaml", "places: [")

    assert [message.partition(": ")[0] for message in errors_of(curated.directory)] == [
        "fixtures/actors.yaml:21",
        "fixtures/actors.yaml:23",
        "fixtures/geography.yaml:2",
        "fixtures/reports/msmt-2025-1.yaml:52",
        "fixtures/reports/msmt-2025-1.yaml:83",
        "fixtures/sources.yaml:10",
        "fixtures/sources.yaml:11",
    ]


HEAD = "fixtures/categories.yaml"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijklmnopqrst", "bcdefghijklmnopqrstu", strict=True)
)
HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "alias bomb": (BOMB, f"{HEAD}:1: the anchor “a” is not allowed; write each value out"),
    "alias": ("a: *b", f"{HEAD}:1: the alias “b” is not allowed; write each value out"),
    "python tag": (
        "categories: !!python/object/apply:os.system [id]",
        (
            f"{HEAD}:1: the tag “tag:yaml.org,2002:python/object/apply:os.system” is not allowed; "
            "the schema says what a value is"
        ),
    ),
    "tag": ("- !!int 1", f"{HEAD}:1: the tag “tag:yaml.org,2002:int” is not allowed; the schema says what a value is"),
    "depth": (
        "[" * 50,
        f"{HEAD}:1: there are more than 12 lists and mappings inside each other; a record is flatter",
    ),
    "great depth": (
        "{" * 100_000,
        (
            f"{HEAD}:1: is not YAML: exceeded maximum nesting depth; "
            "a file has at most 12 lists and mappings inside each other"
        ),
    ),
    "size": (b"#" * (LARGEST + 1), f"{HEAD}: is 4,194,305 bytes long; a curated file has at most 4,194,304; divide it"),
    "not utf-8": (b"categories:\n- slug: \xff\n", f"{HEAD}:2: byte 0xff is not UTF-8; save the file as UTF-8"),
    "utf-16": ("categories:".encode("utf-16"), f"{HEAD}:1: byte 0xff is not UTF-8; save the file as UTF-8"),
    "nul": ("a:\n\0", f"{HEAD}:2: the character U+0000 is not allowed in a text; take it out"),
    "escape": ("a: \x1b[2J", f"{HEAD}:1: the character U+001B is not allowed in a text; take it out"),
    "surrogate": (
        'a: "\\ud800"',
        f"{HEAD}:1: is not YAML: found invalid Unicode character escape code; mend this line, or the one before it",
    ),
    "two documents": (
        "categories:\n---\ncategories:\n",
        f"{HEAD}:2: a second document begins; a file holds one; take out the “---”",
    ),
    "complex key": (
        "? [a]\n: b",
        f"{HEAD}:1: a list or mapping stands where a field’s name belongs; name a field",
    ),
    "merge key": (
        "<<: {a: b}",
        f"{HEAD}:1: “<<” is an unknown section; the sections are categories",
    ),
    "a colon in a text": (
        "categories:\n- slug: a: b\n",
        (
            f"{HEAD}:2: is not YAML: mapping values are not allowed in this context; "
            "a text that holds “: ” stands in quotes, or under “>-”"
        ),
    ),
    "a tab": (
        "categories:\n\t- slug: a\n",
        (
            f"{HEAD}:2: is not YAML: found character that cannot start any token; "
            "indent with spaces, and put a text that begins with a special character in quotes"
        ),
    ),
    "indentation": (
        "categories:\n- slug: a\n   name: b\n",
        (
            f"{HEAD}:3: is not YAML: mapping values are not allowed in this context; "
            "a text that holds “: ” stands in quotes, or under “>-”"
        ),
    ),
    "a text": ("hello", f"{HEAD}:1: begins with “hello”; begin it with “categories:”"),
    "a list": ("- hello", f"{HEAD}:1: begins with a list; begin it with “categories:”"),
    "a number": ("categories: 12", f"{HEAD}:1: categories: is not a list; begin each record with a hyphen"),
}


@pytest.mark.parametrize(("content", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(curated: CuratedFiles, content: bytes | str, message: str) -> None:
    curated.write("categories.yaml", content)

    assert errors_of(curated.directory)[0] == message


def test_a_list_without_end_is_not_worked_through(curated: CuratedFiles) -> None:
    curated.replace("actors.yaml", "sources: [reuters]", f"sources: [{'1,' * 200_000}]")

    assert errors_of(curated.directory) == [
        "fixtures/actors.yaml:19: actor angara: sources: has 200,000 items; at most 1,000 are allowed"
    ]


def test_errors_without_end_are_not_all_told(curated: CuratedFiles) -> None:
    curated.write("categories.yaml", "categories:\n" + "- a\n" * (MOST_ERRORS + 1))

    messages = errors_of(curated.directory)

    assert len(messages) == MOST_ERRORS + 1
    assert messages[:2] == [
        "fixtures/categories.yaml: has more than 1,000 errors; mend these first",
        "fixtures/categories.yaml:2: category number 1: “a” is not a mapping; write its fields",
    ]


LOOP = "cannot be read (Too many levels of symbolic links); a curated file is a file of text"


def remove(path: Path) -> None:
    path.unlink()


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("sources.yaml", remove, "fixtures/sources.yaml: is missing; every kind of record has its file; put it back"),
        (
            "sources.yaml",
            loop,
            f"fixtures/sources.yaml: {LOOP}",
        ),
        ("sources.yaml", folder, "fixtures/sources.yaml: is not a file; a curated file is a file of text"),
        ("sources.yaml", pipe, "fixtures/sources.yaml: is not a file; a curated file is a file of text"),
        ("sources.yaml", device, "fixtures/sources.yaml: is not a file; a curated file is a file of text"),
        (
            REPORT,
            loop,
            f"fixtures/{REPORT}: {LOOP}",
        ),
    ],
)
def test_what_is_no_file_is_refused(
    curated: CuratedFiles, name: str, change: Callable[[Path], None], message: str
) -> None:
    change(curated.directory / name)

    assert errors_of(curated.directory) == [message]


def test_files_that_nobody_would_read_are_told(curated: CuratedFiles) -> None:
    curated.write("actor.yaml", "actors:\n")
    curated.write("zz.yml", "")
    curated.write("reports/another.yml", "")
    # Not taken for curated files: what an editor or a version control leaves behind, and texts.
    curated.write(".actors.yaml.swp", b"\xff")
    curated.write("reports/.another.yaml", b"\xff")
    curated.write("README.md", "")

    assert errors_of(curated.directory) == [
        "fixtures/actor.yaml: is no curated file; did you mean “actors.yaml”?",
        "fixtures/reports/another.yml: would not be read; let its name end in .yaml",
        "fixtures/zz.yml: is no curated file; reports stand in reports/",
    ]


def test_a_directory_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    remedy = "name the directory of the curated files"

    assert errors_of(tmp_path / "nowhere") == [f"{tmp_path}/nowhere: does not exist; {remedy}"]
    assert errors_of(tmp_path / "file") == [f"{tmp_path}/file: cannot be read (Not a directory); {remedy}"]
    assert errors_of(tmp_path / "empty") == [
        *(
            f"empty/{name}: is missing; every kind of record has its file; put it back"
            for name in ("actors.yaml", "categories.yaml", "geography.yaml")
        ),
        "empty/reports: is missing; it is the directory of the reports, one file each; put it back",
        *(
            f"empty/{name}: is missing; every kind of record has its file; put it back"
            for name in ("resolutions.yaml", "sources.yaml")
        ),
    ]


MUTATIONS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=4000),
        st.integers(min_value=0, max_value=12),
        st.one_of(
            st.sampled_from(
                ["", " ", "\n", "  - ", ": ", "~", "[", "]", "{", "}", "'", '"', "null", "&a", "*a", "!x", "#"]
            ),
            st.text(max_size=6),
        ),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.fuzz
@examples(150)
@given(name=st.sampled_from(sorted(SMALL)), mutations=MUTATIONS)
def test_any_change_is_read_or_told(curated: CuratedFiles, name: str, mutations: list[tuple[int, int, str]]) -> None:
    """Whatever is written into a file, the reader reads it or says what is wrong; nothing else comes out of it."""
    text = original = SMALL[name]
    for at, length, written in mutations:
        at %= len(text) + 1
        text = text[:at] + written + text[at + length :]
    curated.write(name, text.encode("utf-8", "surrogatepass"))
    try:
        read(curated.directory)
    except CuratedErrors as errors:
        # Each is one line, and says something.
        told = str(errors).splitlines()
        assert len(told) == len(errors.errors) > 0  # noqa: PT017 - it is what was raised that is looked at
    finally:
        curated.write(name, original)


def test_a_file_of_a_thousand_errors_and_one_more_kind_is_refused_too(curated: CuratedFiles) -> None:
    """The limit is kept where the last straw is broken YAML, or a rule that is checked after all files."""
    twice = "".join(f"a{n}: 1\na{n}: 2\n" for n in range(MOST_ERRORS))
    curated.write("categories.yaml", twice + "'")
    assert len(errors_of(curated.directory)) == MOST_ERRORS + 1

    category = "- slug: c-{0}\n  position: {0}\n  name: C\n  definition: D\n  leading_finding: MSMT-2025-1-{0:03}\n"
    curated.write("categories.yaml", "categories:\n" + "".join(category.format(n) for n in range(3, MOST_ERRORS + 10)))
    messages = [message for message in errors_of(curated.directory) if "leading_finding" in message]
    assert len(messages) == MOST_ERRORS + 7
