"""A citation read back from BibTeX and from RIS says what the CSL-JSON says, whatever the title holds (CITABLE, 8)."""

from __future__ import annotations

import re
from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st

from findings.exports.citations import bibtex, csl, ris
from findings.exports.citations.cited import Cited, in_one_line
from tests.findings.exports.citations.examples import EVERY_KIND, finding

type Fields = dict[str, Any]


def said_by_csl(cited: Cited) -> Fields:
    item = csl.item(cited)
    return {
        "title": item["title"],
        "author": item["author"][0]["literal"],
        "number": item["number"],
        "URL": item["URL"],
        "year": item["issued"]["date-parts"][0][0],
    }


def said_by_bibtex(text: str) -> list[Fields]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [_from_bibtex({field.key: field.value for field in entry.fields}) for entry in library.entries]


def _from_bibtex(fields: dict[str, str]) -> Fields:
    # The decoder gives the two names that TeX has for signs as signs of their own; the month stays TeX's own word.
    title = fields["title"].replace("ˆ", "^")
    return {
        "title": title,
        "author": fields["author"],
        "number": fields["number"],
        "URL": fields["url"],
        "year": int(fields["year"]),
    }


def said_by_ris(text: str) -> list[Fields]:
    return [
        {
            "title": record["title"],
            "author": "; ".join(record["authors"]),
            # rispy calls SN a number of a serial; of a report it is the report's number.
            "number": record["issn"],
            "URL": record["urls"][0],
            "year": int(record["year"]),
        }
        for record in rispy.loads(text)
    ]


def test_every_kind_of_record_survives_in_one_file() -> None:
    expected = [said_by_csl(each) for each in EVERY_KIND]
    assert said_by_bibtex("".join(bibtex.pieces(EVERY_KIND))) == expected
    assert said_by_ris("".join(ris.pieces(EVERY_KIND))) == expected


#: Titles of one line: what a Cited holds. Braces that do not pair are told below, since the decoder does not know them.
signs = st.sampled_from("abcXYZ  &%_#$~^\\\"'`-{}.,:;–“”é한국어العربية<>@=()[]0123456789")
titles = st.text(signs, min_size=1, max_size=300).map(in_one_line).filter(bool)


@given(title=titles.filter(bibtex._is_paired))
@example(title='Coal & "oil", 50% of {it} _now_ – é 한국어 العربية')
@example(title="{DPRK} $5 #1 ~x ^y \\z")
@example(title="ER  - and TY  - RPRT")
@example(title="@article{x, title = {y}}")
@example(title="''''a---b, ``c ?`")
@example(title="x" * 300)
def test_titles_survive(title: str) -> None:
    cited = finding(title)
    assert said_by_bibtex(bibtex.entry(cited)) == [said_by_csl(cited)]
    assert said_by_ris(ris.record(cited)) == [said_by_csl(cited)]


@given(title=titles)
@example(title="}")
@example(title="{{{")
def test_no_title_breaks_the_file_that_it_stands_in(title: str) -> None:
    around = [finding("Before", key="CTX-001"), finding(title), finding("Behind", key="CTX-002")]
    read = said_by_bibtex("".join(bibtex.pieces(around)))
    assert [each["title"] for each in (read[0], read[2])] == ["Before", "Behind"]
    assert len(read) == 3
    text = "".join(ris.pieces(around))
    assert [each["title"] for each in said_by_ris(text)] == ["Before", title, "Behind"]
    assert re.findall(r"(?m)^(?:TY|ER)  - ?\w*", text) == ["TY  - RPRT", "ER  - "] * 3
