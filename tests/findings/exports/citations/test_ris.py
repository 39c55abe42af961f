from __future__ import annotations

from findings.exports.citations import ris
from tests.findings.exports.citations.examples import ACTOR, EVERY_KIND, finding


def test_a_finding_is_a_report_with_its_version_in_a_note_and_no_edition() -> None:
    assert ris.record(finding("Coal & petroleum")) == (
        "TY  - RPRT\r\n"
        "TI  - Coal & petroleum\r\n"
        "AU  - DPRK Sanctions Findings\r\n"
        "M3  - Finding\r\n"
        "PB  - DPRK Sanctions Findings\r\n"
        "SN  - S-2019-171-001\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/04/01\r\n"
        "UR  - http://127.0.0.1:8000/findings/s-2019-171-001/v/2/\r\n"
        "LA  - en\r\n"
        "N1  - Version 2\r\n"
        "N1  - Source: S/2019/171, para. 17\r\n"
        "ER  - \r\n"
    )


def test_what_records_no_source_has_one_note() -> None:
    assert ris.record(ACTOR).count("\r\nN1  - ") == 1


def test_a_file_has_a_record_for_each_and_a_line_between() -> None:
    assert "".join(ris.pieces([])) == ""
    assert "".join(ris.pieces(EVERY_KIND)) == "\r\n".join(ris.record(each) for each in EVERY_KIND)
