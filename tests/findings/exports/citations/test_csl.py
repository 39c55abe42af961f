from __future__ import annotations

import json

from findings.exports.citations import csl
from tests.findings.exports.citations.examples import ACTOR, EVERY_KIND, SITE, finding


def test_a_finding_is_a_report_of_the_portal_with_its_source_in_the_note() -> None:
    assert csl.item(finding("Coal & petroleum")) == {
        "id": "S-2019-171-001-v2",
        "type": "report",
        "genre": "Finding",
        "title": "Coal & petroleum",
        "author": [{"literal": "DPRK Sanctions Findings"}],
        "publisher": "DPRK Sanctions Findings",
        "number": "S-2019-171-001",
        "version": "2",
        "issued": {"date-parts": [[2026, 4, 1]]},
        "URL": f"{SITE}/findings/s-2019-171-001/v/2/",
        "language": "en",
        "note": "Source: S/2019/171, para. 17",
    }


def test_a_record_of_a_report_is_not_the_report() -> None:
    items = [csl.item(each) for each in EVERY_KIND]
    assert [(each["genre"], each["number"], each["title"]) for each in items] == [
        ("Finding", "S-2019-171-001", "Ship-to-ship transfer of refined petroleum to the vessel “An San 1”"),
        ("Record of a report", "msmt-2025-1", "MSMT/2025/1: Unlawful Military Cooperation"),
        ("Record of an actor", "angara", "Angara"),
        (
            "Record of a source",
            "s-2019-171",
            "Report of the Panel of Experts established pursuant to resolution 1874 (2009) (S/2019/171)",
        ),
        ("Record of a resolution", "1718", "S/RES/1718 (2006): Non-proliferation/DPRK"),
        ("Record of a provision", "2397-5", "S/RES/2397 (2017), para. 5: Refined petroleum"),
        ("Category", "petroleum", "Petroleum"),
    ]
    assert {each["author"][0]["literal"] for each in items} == {"DPRK Sanctions Findings"}


def test_what_records_no_source_has_no_note() -> None:
    assert "note" not in csl.item(ACTOR)


def test_a_file_is_an_array_of_items() -> None:
    assert json.loads("".join(csl.pieces([]))) == []
    assert json.loads("".join(csl.pieces([ACTOR]))) == [csl.item(ACTOR)]
    assert json.loads("".join(csl.pieces(EVERY_KIND))) == [csl.item(each) for each in EVERY_KIND]
