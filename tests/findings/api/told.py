"""What a program is told of the content, object by object."""

from __future__ import annotations

from typing import Any

BASE = "http://127.0.0.1:8000"
SOURCE = {
    "key": "s-2019-171",
    "title": "Report of the Panel of Experts",
    "publisher": "United Nations",
    "authors": ["Panel of Experts"],
    "published": "2024-03",
    "url": "https://example.org/s-2019-171",
    "source_kind": "un_document",
    "language": "en",
    "consulted": True,
}
NEWS: dict[str, Any] = {
    "key": "news-1",
    "title": "Source 2",
    "publisher": "United Nations",
    "authors": [],
    "published": None,
    "url": "",
    "source_kind": "news",
    "language": "en",
    "consulted": False,
}
ASSERTER = {"key": "msmt", "name": "MSMT", "actor_kind": "monitoring_body", "country": ""}
REPORT = {
    "key": "msmt-2025-1",
    "code": "MSMT/2025/1",
    "title": "Report 1",
    "issuer": "Multilateral Sanctions Monitoring Team",
    "report_kind": "msmt_report",
    "published": "2025-05-29",
}
PROVISION = {
    "key": "2397-5",
    "paragraph": "5",
    "paragraph_checked": True,
    "paragraph_note": "",
    "topic": "refined_petroleum",
    "obligation": "States do what paragraph 1 says.",
    "source_url": "",
    "resolution": {"number": "2397", "symbol": "S/RES/2397 (2017)"},
}
FINDING = {
    "schema": 2,
    "kind": "finding",
    "key": "MSMT-2025-1-001",
    "slug": "msmt-2025-1-001",
    "reference": "MSMT-2025-1-001",
    "category": {"key": "petroleum", "name": "Petroleum"},
    "report": REPORT,
    "title": "A tanker took refined petroleum at sea",
    "summary": "A tanker took refined petroleum from another ship, beyond the cap.",
    "period": {"start": "2023-09", "end": "2024-03"},
    "asserted_by": "The MSMT participating states",
    "asserters": [ASSERTER],
    "support": "single",
    "at_second_hand": False,
    "quantities": [
        {"measure": "refined petroleum", "low": "1500.5", "high": None, "qualifier": "at_least", "unit": "barrels"}
    ],
    "involvements": [
        {
            "actor": {
                "key": "kum-un-san-3",
                "name": "Kum Un San 3",
                "actor_kind": "vessel",
                "country": "KP",
                "aliases": ["Chon Ma San"],
                "identifiers": [{"scheme": "imo", "value": "8705539"}],
            },
            "role": "carrier",
        },
        {
            "actor": {
                "key": "nampo",
                "name": "Nampo",
                "actor_kind": "port",
                "country": "KP",
                "aliases": [],
                "identifiers": [],
            },
            "role": "location",
        },
    ],
    "places": [
        {
            "key": "kp/nampo",
            "name": "Nampo",
            "country": "KP",
            "latitude": "42.25",
            "longitude": "130.3",
            "precision": "locality",
        }
    ],
    "provisions": [PROVISION],
    "citations": [
        {
            "source": SOURCE,
            "relation": "origin",
            "supports": "The whole claim.",
            "locators": [
                {"locator_kind": "paragraph", "start": "21", "end": "", "printed": "para. 21", "joined": "then"},
                {"locator_kind": "page", "start": "11", "end": "", "printed": "p. 11", "joined": "then"},
                {"locator_kind": "note", "start": "6", "end": "", "printed": "note 6", "joined": "inside"},
            ],
        },
        {"source": NEWS, "relation": "disputes", "supports": "The whole claim.", "locators": []},
    ],
    "editors_note": "Read it.",
    "recheck": False,
}
