"""Uploads of actors and sources: what a table or a curated file is taken for, and what is refused in which sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from findings.curation.errors import CuratedErrors
from findings.curation.proposals import ProposalError, accept, accept_all
from findings.curation.reader import MOST_ERRORS
from findings.curation.table_proposals import propose_upload
from findings.curation.tables import (
    COLUMNS,
    MOST_ROWS,
    Complaints,
    Row,
    described,
    read_csv,
    read_xlsx,
    template,
)
from findings.models import Actor, Proposal, Source
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_designation, make_merge, make_source
from tests.findings.models.ledger import make_edition
from tests.fuzzing import examples

HEAD = "slug,kind,name,aliases,country,identifiers\n"


def sheet(*rows: tuple[Any, ...], change: Callable[[Any], None] | None = None) -> bytes:
    workbook = Workbook()
    page = workbook.active
    for row in rows:
        page.append(row)
    if change is not None:
        change(page)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def table(kind: str, content: bytes, file: str) -> list[Row]:
    """The rows of a table in which nothing is wrong. Raises CuratedErrors."""
    complaints = Complaints(file)
    rows = (read_xlsx if file.endswith(".xlsx") else read_csv)(kind, content, complaints)
    complaints.check()
    return rows


def uploaded(text: str | bytes, file_name: str = "actors.csv", kind: str = "actor") -> tuple[int, int, int]:
    """(new, changed, unchanged) of an upload."""
    content = text.encode() if isinstance(text, str) else text
    report = propose_upload(content, file_name=file_name, kind=kind, editor="ed")
    return report.created, report.changed, report.unchanged


def refusals(text: str | bytes, file_name: str = "actors.csv", kind: str = "actor") -> list[str]:
    with pytest.raises(CuratedErrors) as refused:
        uploaded(text, file_name, kind)
    return str(refused.value).splitlines()


# What is read


def test_a_row_is_a_record_and_a_cell_may_hold_several_values() -> None:
    text = HEAD + "pine,company,Pine,Fir; Larch,PA,imo: 9179842; un_list: KPe.001\n\n  oak ,bank,Oak,,,\n"
    rows = table("actor", text.encode(), "actors.csv")
    assert [(row.line, row.raw) for row in rows] == [
        (
            2,
            {
                "slug": "pine",
                "kind": "company",
                "name": "Pine",
                "aliases": ["Fir", "Larch"],
                "country": "PA",
                "identifiers": [{"scheme": "imo", "value": "9179842"}, {"scheme": "un_list", "value": "KPe.001"}],
            },
        ),
        (
            4,
            {"slug": "oak", "kind": "bank", "name": "Oak", "aliases": None, "country": None, "identifiers": None},
        ),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_separated_as_its_headings_are(separator: str) -> None:
    text = f"slug{separator}name\r\npine{separator}Pine\r\n"
    assert [row.raw for row in table("actor", text.encode("utf-8-sig"), "a.csv")] == [{"slug": "pine", "name": "Pine"}]


def test_what_nobody_sees_of_a_pasted_cell_is_not_read() -> None:
    text = HEAD + "pine,company,Pi\u00adne\u00a0 Trading,Fir\u200b;\u3000Larch,,\n"
    (row,) = table("actor", text.encode(), "actors.csv")
    assert (row.raw["name"], row.raw["aliases"]) == ("Pine Trading", ["Fir", "Larch"])


def test_a_workbook_says_the_same_as_a_table() -> None:
    rows = [
        ("slug", "title", "published", "consulted"),
        ("s-2024", "S/2024/215", "2024-03", True),
        (None, None),
        ("b", 7),
    ]
    found = table("source", sheet(*rows), "sources.xlsx")
    assert [(row.line, row.raw) for row in found] == [
        (2, {"slug": "s-2024", "title": "S/2024/215", "published": "2024-03", "consulted": "true"}),
        (4, {"slug": "b", "title": "7", "published": None, "consulted": None}),
    ]


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_template_has_the_columns_that_are_described(kind: str) -> None:
    assert template(kind) == ",".join(name for name, _told in described(kind)) + "\r\n"
    assert [name for name, told in described(kind) if not told] == []


# What is refused


def formula(page: Any) -> None:
    page["B2"] = "=1+1"


def bomb() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"0" * (40 * 1024 * 1024))
    return saved.getvalue()


def with_a_document_type() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(("slug",), ("a",)))) as old, zipfile.ZipFile(saved, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "b">]>' + text
            new.writestr(part.filename, text)
    return saved.getvalue()


def empty_package() -> bytes:
    saved = io.BytesIO()
    zipfile.ZipFile(saved, "w").close()
    return saved.getvalue()


XLSX: dict[str, tuple[bytes, list[str]]] = {
    "a formula": (
        sheet(("slug", "name"), ("a", "b"), change=formula),
        ["a.xlsx:2: B2: holds a formula; write the value itself"],
    ),
    "no workbook": (b"slug,name", ["a.xlsx: is not an XLSX workbook; save it as one, or as CSV"]),
    "another package": (
        empty_package(),
        ["a.xlsx: cannot be read as XLSX (KeyError); save it anew as an Excel workbook, or as CSV"],
    ),
    "a bomb": (bomb(), ["a.xlsx: is far larger than it looks when unpacked; save a smaller table"]),
    "a document type": (
        with_a_document_type(),
        ["a.xlsx: holds a part that no table has (xl/worksheets/sheet1.xml); save it anew"],
    ),
    "an empty one": (
        sheet(),
        ["a.xlsx:1: has no headings; begin it with a line of these: " + ", ".join(COLUMNS["actor"])],
    ),
}


@pytest.mark.parametrize(("content", "sentences"), XLSX.values(), ids=XLSX)
def test_what_is_wrong_with_a_workbook_is_a_sentence(content: bytes, sentences: list[str]) -> None:
    with pytest.raises(CuratedErrors) as refused:
        table("actor", content, "a.xlsx")
    assert str(refused.value).splitlines() == sentences


CSV: dict[str, tuple[str | bytes, list[str]]] = {
    "nothing": ("", ["a.csv:1: has no headings; begin it with a line of these: " + ", ".join(COLUMNS["actor"])]),
    "no rows": ("slug,name\n\n", ["a.csv: has no rows; write one record a row, under the headings"]),
    "headings": (
        "nmae,slug,slug\nx,y,z\n",
        [
            "a.csv:1: “slug” is a column twice; give it once",
            "a.csv:1: “nmae” is an unknown column; did you mean “name”?",
        ],
    ),
    "no slug": ("name\nPine\n", ["a.csv:1: has no column slug; it says which record a row is"]),
    "no name of a record": (
        "slug,name\n,Pine\na,\n",
        ["a.csv:2: has neither slug nor key; say which record it is"],
    ),
    "too many cells": (
        "slug,name\na,b,c\n",
        ["a.csv:2: has more cells than the headings have columns; check the separators"],
    ),
    "quotes": ('slug,name\na,"b\n', ["a.csv:2: is not CSV: unexpected end of data; check the quotes of this line"]),
    "bytes": (b"slug,name\na,caf\xe9\n", ["a.csv:2: byte 0xe9 is not UTF-8; save the file as UTF-8"]),
    "a formula": (
        "slug,name\na,=HYPERLINK(1)\n",
        ["a.csv:2: name: “=HYPERLINK(1)” is a formula; write the value itself"],
    ),
    "too many rows": (
        "slug\n" + "a\n" * (MOST_ROWS + 1),
        [f"a.csv:{MOST_ROWS + 2}: has more than 1,000 rows; divide it"],
    ),
}


@pytest.mark.parametrize(("content", "sentences"), CSV.values(), ids=CSV)
def test_what_is_wrong_with_a_table_is_a_sentence(content: str | bytes, sentences: list[str]) -> None:
    with pytest.raises(CuratedErrors) as refused:
        table("actor", content.encode() if isinstance(content, str) else content, "a.csv")
    assert str(refused.value).splitlines() == sentences


@pytest.mark.fuzz
@examples(100)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("slug,name\n" + text).encode()))
def test_whatever_is_uploaded_is_read_or_refused(content: bytes) -> None:
    for file in ("a.csv", "a.xlsx"):
        told: list[str] = []
        try:
            table("actor", content, file)
        except CuratedErrors as refused:
            told = str(refused).splitlines()
        assert [line for line in told if not line.startswith(file)] == []


# What is proposed and written


@pytest.mark.django_db
def test_an_upload_proposes_what_is_new_and_what_differs_and_writes_nothing() -> None:
    source = make_source("report")
    pine = make_actor("pine", name="Pine", aliases=["Fir"], description="A firm.", identifiers=[("imo", "9179842")])
    make_designation(pine, source=source)
    make_actor("oak", name="Oak", country="")

    text = "slug,kind,name,aliases,country\npine,company,Pine Ltd,,PA\noak,company,Oak,,\nelm,bank,Elm,Ulme,DE\n"
    assert uploaded(text) == (1, 1, 1)

    assert list(Proposal.objects.values_list("action", "record_key", "entry", "payload", "evidence")) == [
        (
            "change",
            "pine",
            "line 2",
            {
                "slug": "pine",
                "kind": "company",
                "name": "Pine Ltd",
                "country": "PA",
                "identifiers": [{"scheme": "imo", "value": "9179842"}],
                "description": "A firm.",
                "designations": [
                    {
                        "authority": "un_1718",
                        "list_reference": pine.designations.get().list_reference,
                        "designated": str(pine.designations.get().designated),
                        "measure": "asset_freeze",
                        "source": "report",
                    }
                ],
            },
            {
                "changes": [
                    {"field": "name", "before": ["Pine"], "after": ["Pine Ltd"]},
                    {"field": "aliases", "before": ["Fir"], "after": []},
                    {"field": "country", "before": ["KP"], "after": ["PA"]},
                ]
            },
        ),
        (
            "create",
            "elm",
            "line 4",
            {"slug": "elm", "kind": "bank", "name": "Elm", "aliases": ["Ulme"], "country": "DE"},
            {},
        ),
    ]
    assert list(Actor.objects.values_list("key", "name")) == [("oak", "Oak"), ("pine", "Pine")]

    decided = accept_all(Proposal.objects.values_list("pk", flat=True), editor="ed")

    assert (decided.accepted, decided.refused) == (2, [])
    assert list(Actor.objects.values_list("key", "name", "country")) == [
        ("elm", "Elm", "DE"),
        ("oak", "Oak", ""),
        ("pine", "Pine Ltd", "PA"),
    ]
    assert Actor.objects.get(key="pine").designations.count() == 1
    assert uploaded(text) == (0, 0, 3)


@pytest.mark.django_db
def test_a_curated_file_brings_sources_and_the_actors_that_rest_on_them() -> None:
    text = """
actors:
  - slug: pine
    kind: company
    name: Pine
    sources: [notice]
sources:
  - slug: notice
    kind: designation
    title: A notice
    publisher: A ministry
    language: en
    consulted: true
    archived_url: https://example.org/copy
    archived: 2024-03
"""
    assert uploaded(text, "mine.yaml") == (2, 0, 0)
    assert accept_all(Proposal.objects.values_list("pk", flat=True), editor="ed").refused == []
    assert Actor.objects.get().sources.get() == Source.objects.get(key="notice")
    assert str(Source.objects.get().archived) == "2024-03"
    assert uploaded(text, "mine.yaml") == (0, 0, 2)


@pytest.mark.django_db
def test_every_mistake_of_an_upload_is_told_at_once_and_nothing_is_kept() -> None:
    make_actor("pine", name="Pine", identifiers=[("imo", "9179842")])
    make_actor("oak", key="oak-key")
    make_merge(merged_key="larch", survivor="pine")
    text = (
        "slug,key,kind,name,country,identifiers,sources\n"
        "elm,,tree,Elm,DE,,\n"
        "fir,,company,,Germany,,\n"
        "yew,,company,Yew,DE,imo: 9179842,nowhere\n"
        "oak,yew-2,company,Oak 2,,,\n"
        "larch,,company,Larch,,,\n"
        "yew,,company,Yew again,,imo: 12,\n"
    )
    assert refusals(text) == [
        (
            "actors.csv:2: actor elm: kind: “tree” is not a word of this field; write one of: state, government_body, "
            "company, bank, vessel, aircraft, person, military_unit, network, threat_group, port, exchange, "
            "monitoring_body, research_group, other"
        ),
        (
            "actors.csv:3: actor fir: country: “Germany” is not an ISO 3166-1 country code; write two capitals, such "
            "as KP or RU"
        ),
        "actors.csv:3: actor fir: name: is missing; give it (The name that pages use.)",
        "actors.csv:4: actor yew: identifiers: 9179842 is the number of pine; one number names one actor",
        "actors.csv:4: actor yew: sources[0]: “nowhere” is an unknown source; add it to sources.yaml, or mend the name",
        "actors.csv:5: actor yew-2: slug: “oak” is the slug of oak-key; choose another one",
        "actors.csv:6: actor larch: key: “larch” was merged into another record; change the survivor",
        (
            "actors.csv:7: actor yew: identifiers[0].value: 12 is not an IMO number; write seven digits, of which the "
            "last is the check digit of the first six"
        ),
        "actors.csv:7: actor yew: slug: “yew” is taken by actor yew (line 4); one actor slug belongs to one record",
    ]
    assert Proposal.objects.count() == 0


GERMANY = "country: “Germany” is not an ISO 3166-1 country code; write two capitals, such as KP or RU"


@pytest.mark.django_db
def test_mistakes_of_headings_rows_cells_and_records_are_told_together() -> None:
    make_actor("pine", name="Pine", identifiers=[("imo", "9179842")])
    text = (
        "slug,nmae,kind,country,identifiers,sources\n"
        "elm,Elm,company,Germany,,\n"
        "fir,Fir,company,DE,imo: 9179842,nowhere\n"
        "oak,Oak,=A1,Germany,,\n"
        "yew,Yew,company,DE,,,one more\n"
        ",Ash,company,Germany,,\n"
    )
    assert refusals(text) == [
        "actors.csv:1: “nmae” is an unknown column; did you mean “name”?",
        f"actors.csv:2: actor elm: {GERMANY}",
        "actors.csv:3: actor fir: identifiers: 9179842 is the number of pine; one number names one actor",
        "actors.csv:3: actor fir: sources[0]: “nowhere” is an unknown source; add it to sources.yaml, or mend the name",
        "actors.csv:4: kind: “=A1” is a formula; write the value itself",
        f"actors.csv:4: actor oak: {GERMANY}",
        "actors.csv:5: has more cells than the headings have columns; check the separators",
        f"actors.csv:6: actor: {GERMANY}",
    ]
    assert Proposal.objects.count() == 0


#: What may be a consequence of another mistake → a table, and all that is told of it.
NOT_TOLD: dict[str, tuple[str, str, list[str]]] = {
    "a name that stands under a heading that is not understood": (
        "actor",
        "slug,kind,nmae\nelm,company,Elm\n",
        ["a.csv:1: “nmae” is an unknown column; did you mean “name”?"],
    ),
    "that a row does not say which record it is, where the heading may be “key”": (
        "actor",
        "slug,kye,country\n,elm,Germany\n",
        [
            "a.csv:1: “kye” is an unknown column; did you mean “key”?",
            f"a.csv:2: actor: {GERMANY}",
        ],
    ),
    "a name that stands in one of two columns": (
        "actor",
        "slug,kind,name,name\nelm,company,Elm,\n",
        ["a.csv:1: “name” is a column twice; give it once"],
    ),
    "a name that is a formula": (
        "actor",
        "slug,kind,name\nelm,company,=B2\n",
        ["a.csv:2: name: “=B2” is a formula; write the value itself"],
    ),
    "whether a record is new of which nothing says which it is": (
        "actor",
        "country\nDE\n",
        ["a.csv:1: has no column slug; it says which record a row is"],
    ),
    "which record it is where the cell that says so is a formula": (
        "actor",
        "slug,kind\n=A1,company\n",
        ["a.csv:2: slug: “=A1” is a formula; write the value itself"],
    ),
    "the rows where no heading is understood": (
        "actor",
        "Name of it;Where\nElm;Germany;x\n",
        [
            "a.csv:1: has no column slug; it says which record a row is",
            "a.csv:1: “name of it” is an unknown column; the columns are " + ", ".join(COLUMNS["actor"]),
            "a.csv:1: “where” is an unknown column; the columns are " + ", ".join(COLUMNS["actor"]),
        ],
    ),
    "that a copy has no address, where the address is a formula": (
        "source",
        "slug,kind,title,publisher,language,consulted,archived,archived_url\nn,un_document,N,UN,en,true,2024,=A1\n",
        ["a.csv:2: archived_url: “=A1” is a formula; write the value itself"],
    ),
    "the row that cannot be read, and those after it": (
        "actor",
        'slug,kind,country,name\nelm,company,Germany,Elm\nfir,"company,Germany,Fir\n',
        [
            f"a.csv:2: actor elm: {GERMANY}",
            "a.csv:3: is not CSV: unexpected end of data; check the quotes of this line",
        ],
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "text", "told"), NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_would_follow_from_another_mistake_alone_is_not_told(kind: str, text: str, told: list[str]) -> None:
    assert refusals(text, "a.csv", kind) == told


@pytest.mark.django_db
def test_a_formula_of_a_workbook_empties_no_field_and_the_rest_is_judged() -> None:
    content = sheet(("slug", "name", "kind", "country"), ("a", "b", "company", "Germany"), change=formula)
    assert refusals(content, "a.xlsx") == [
        "a.xlsx:2: B2: holds a formula; write the value itself",
        f"a.xlsx:2: actor a: {GERMANY}",
    ]


@pytest.mark.django_db
def test_a_record_that_was_changed_since_is_not_written_over() -> None:
    make_actor("pine", name="Pine")
    uploaded("slug,name\npine,Pine Ltd\n")
    Actor.objects.update(name="Pine Inc")
    with pytest.raises(ProposalError, match=r"“pine” has been changed since\. Import the file again\."):
        accept(Proposal.objects.get().pk, editor="ed")
    assert Actor.objects.get().name == "Pine Inc"


@pytest.mark.django_db
def test_a_later_upload_overtakes_an_earlier_one_of_the_same_record() -> None:
    make_actor("pine", name="Pine")
    uploaded("slug,name\npine,Pine Ltd\n")
    uploaded("slug,name\npine,Pine Inc\n")
    assert list(Proposal.objects.order_by("pk").values_list("payload__name", "state")) == [
        ("Pine Ltd", "overtaken"),
        ("Pine Inc", "open"),
    ]


@pytest.mark.django_db
def test_every_mistake_of_a_curated_file_is_told_at_its_line() -> None:
    pine = "  - slug: pine\n    kind: company\n    name:\n    sources: [notice]\n"
    text = f"sources: none\nactors:\n{pine}  - fir\nactor: {{}}\n"
    assert refusals(text, "f.yaml") == [
        "f.yaml:1: sources: is not a list; begin each record with a hyphen",
        "f.yaml:5: actor pine: name: is empty; write it, or leave the field out where it may be left out",
        "f.yaml:7: actor number 2: “fir” is not a mapping; write its fields",
        "f.yaml:8: “actor” cannot be imported here; did you mean “actors”?",
    ]


@pytest.mark.django_db
def test_so_many_mistakes_are_told_of_a_file() -> None:
    told = refusals("actors:\n" + "  - x\n" * (MOST_ERRORS + 1), "f.yaml")
    assert (len(told), told[0]) == (MOST_ERRORS + 1, "f.yaml: has more than 1,000 errors; mend these first")


@pytest.mark.django_db
def test_a_key_that_readers_know_is_not_given_again() -> None:
    make_edition(subject_kind=SubjectKind.ACTOR, key="pine")
    assert refusals("slug,kind,name\npine,company,Pine\n") == [
        (
            "actors.csv:2: actor pine: slug: “pine” was given to another record before; no slug is given again: choose "
            "another"
        )
    ]


@pytest.mark.django_db
def test_an_upload_of_another_kind_or_section_is_refused() -> None:
    assert refusals("x", "actors.doc") == ["actors.doc: is of an unknown kind; its name ends in .yaml, .csv or .xlsx"]
    assert refusals("places:\n  - slug: x\n", "f.yaml") == [
        "f.yaml:1: “places” cannot be imported here; the sections are sources, actors, report, events, findings",
    ]
    begin = "“sources:”, “actors:” or “report:”"
    assert refusals("actors: []\n", "f.yaml") == [f"f.yaml: has no records; write them under {begin}"]
    assert refusals("- a\n", "f.yaml") == [f"f.yaml:1: is no curated file; begin it with {begin}"]
    assert refusals("a: &x [*x]\n", "f.yaml") == ["f.yaml:1: the anchor “x” is not allowed; write each value out"]
