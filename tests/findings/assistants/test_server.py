"""The server as an assistant starts it: a process that is spoken to over its standard input and output."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import pytest
from django.db import connection
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from findings.models import Edition
from mmsmt_portal import environment
from tests import factories as make
from tests.findings.publish import publish_everything


def url_of_the_test_database() -> str:
    given = connection.settings_dict
    host = str(given["HOST"]).replace("/", "%2F")
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


async def conversation() -> dict[str, Any]:
    """What a client sees: the tools, an answer, and a refusal."""
    process = StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "mcp"],
        env=environment.with_changes(DATABASE_URL=url_of_the_test_database(), SITE_ROLE="public"),
    )
    async with Client(stdio_client(process)) as client:
        tools = await client.list_tools()
        found = await client.call_tool("search_findings", {"text": "tanker"})
        refused = await client.call_tool("search_findings", {"filters": {"colour": ["red"]}})
        return {
            "tools": {
                tool.name: (tool.annotations is not None and tool.annotations.read_only_hint, bool(tool.description))
                for tool in tools.tools
            },
            "found": (found.is_error, (found.structured_content or {}).get("total")),
            "refused": (refused.is_error, "".join(getattr(each, "text", "") for each in refused.content)),
        }


def test_what_the_readme_installs_is_what_the_server_needs() -> None:
    pins = Path("requirements/mcp.txt").read_text()
    assert f"\nmcp=={version('mcp')} " in pins
    assert f"\ndjango=={version('django')} " in pins


@pytest.mark.serve
@pytest.mark.django_db(transaction=True)
def test_it_offers_five_tools_that_only_read_and_answers_over_its_standard_streams() -> None:
    make.make_finding("MSMT-2025-1-001", title="A tanker")
    publish_everything()
    before = Edition.objects.count()

    seen = anyio.run(conversation)

    names = ["about", "search_findings", "count_by", "get_finding", "cite"]
    assert seen["tools"] == dict.fromkeys(names, (True, True))
    assert seen["found"] == (False, 1)
    assert seen["refused"][0] is True
    assert "There is no filter named “colour”." in seen["refused"][1]
    assert Edition.objects.count() == before
