"""The page of the desk that publishes: how it is looked at, and how its form is sent."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

REFERENCE = "MSMT-2025-1-001"
PUBLIC = "/findings/msmt-2025-1-001/"
PUBLISH = "/admin/publish/"


def name(record: Any) -> str:
    kind, key = record.subject
    return f"{kind.value}:{key}"


def look(client: Client, *records: Any) -> str:
    """The page that publishes these records."""
    response = client.get(PUBLISH, {"subject": [name(each) for each in records]})
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def contents_in(page: str) -> str:
    found = re.search(r'name="contents" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def send(client: Client, *records: Any, kind: str = "update", note: str = "Something was added.", **more: Any) -> Any:
    """Look at the page, and send its form."""
    form = {
        "subject": [name(each) for each in records],
        "edition_kind": kind,
        "note": note,
        "contents": contents_in(look(client, *records)),
    }
    return client.post(PUBLISH, form | more)


def texts(response: Any) -> str:
    return html.unescape(response.content.decode())
