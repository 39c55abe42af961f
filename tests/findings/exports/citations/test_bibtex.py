from __future__ import annotations

import pytest

from findings.exports.citations import bibtex
from tests.findings.exports.citations.examples import ACTOR, EVERY_KIND, finding


def test_a_finding_is_a_report_whose_type_and_author_stay_whole() -> None:
    assert bibtex.entry(finding("Coal & oil, 50% of it")) == (
        "@techreport{S-2019-171-001-v2,\n"
        "  author = {{DPRK Sanctions Findings}},\n"
        "  title = {{Coal \\& oil, 50\\% of it}},\n"
        "  institution = {{DPRK Sanctions Findings}},\n"
        "  type = {Finding},\n"
        "  number = {S-2019-171-001},\n"
        "  year = {2026},\n"
        "  month = apr,\n"
        "  url = {http://127.0.0.1:8000/findings/s-2019-171-001/v/2/},\n"
        "  note = {Version 2. Source: S/2019/171, para. 17},\n"
        "}\n"
    )


def test_what_records_no_source_has_its_version_alone_in_the_note() -> None:
    assert "  note = {Version 1},\n" in bibtex.entry(ACTOR)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("& % $ # _", r"\& \% \$ \# \_"),
        ("{paired {braces}}", r"\{paired \{braces\}\}"),
        # BibTeX counts braces whether they are escaped or not: one alone would swallow the rest of the file.
        ("an open { brace", r"an open \textbraceleft{} brace"),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ('"é" – 한국어 العربية', '"é" – 한국어 العربية'),
    ],
)
def test_what_tex_takes_for_a_command_is_escaped_and_unicode_stays(text: str, escaped: str) -> None:
    assert bibtex.escaped(text) == escaped


def test_a_file_has_an_entry_for_each_and_a_line_between() -> None:
    assert "".join(bibtex.pieces([])) == ""
    assert "".join(bibtex.pieces(EVERY_KIND)) == "\n".join(bibtex.entry(each) for each in EVERY_KIND)
