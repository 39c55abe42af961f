"""What a subject is found under, from its document."""

from __future__ import annotations

from findings.documents import named_subjects


def test_a_provision_is_named_by_its_paragraphs_as_findings_name_them() -> None:
    numbers = {"a": "5", "b": "9-10", "c": "26, 28", "d": "8(a)-(b)", "e": ""}
    provisions = [{"key": key, "paragraph": number, "obligation": "Caps oil."} for key, number in numbers.items()]
    resolution = {"kind": "resolution", "key": "2397", "symbol": "S/RES/2397", "number": "2397", "title": ""}
    assert [each.name for each in named_subjects({**resolution, "provisions": provisions})] == [
        "S/RES/2397",
        "S/RES/2397, para. 5",
        "S/RES/2397, paras. 9–10",
        "S/RES/2397, paras. 26, 28",
        "S/RES/2397, para. 8(a)–(b)",
        "S/RES/2397: Caps oil.",
    ]
