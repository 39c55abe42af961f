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
from mcp.server.mcpserver.exceptions import ToolError

from findings.assistants.server import server
from findings.models import Edition
from mmsmt_portal import environment
from tests import factories as make
from tests.findings.publish import publish_everything

TOOLS = ["about", "search_findings", "count_by", "get_finding", "cite"]


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
        mistyped = await client.call_tool("search_findings", {"text": "tanker", "zzz": "red"})
        return {
            "tools": {
                tool.name: (tool.annotations is not None and tool.annotations.read_only_hint, bool(tool.description))
                for tool in tools.tools
            },
            "found": (found.is_error, (found.structured_content or {}).get("total")),
            "refused": (refused.is_error, "".join(getattr(each, "text", "") for each in refused.content)),
            "mistyped": (mistyped.is_error, [getattr(each, "text", "") for each in mistyped.content]),
        }


def test_what_the_readme_installs_is_what_the_server_needs() -> None:
    pins = Path("requirements/mcp.txt").read_text()
    assert f"\nmcp=={version('mcp')} " in pins
    assert f"\ndjango=={version('django')} " in pins


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search_findings", {"text": "tanker", "zzz": 1}, "{tool} has no argument “zzz”. It has: {has}."),
        (
            "search_findings",
            {"category": "petroleum"},
            (
                "{tool} has no argument “category”. It has: {has}. “category” is a filter, and filters stand in one "
                'argument: filters: {{"category": […]}}.'
            ),
        ),
        ("count_by", {"name": "year", "page": 2}, "{tool} has no argument “page”. It has: {has}."),
        ("cite", {"reference": "MSMT-2025-1-001", "as_of": 1}, "{tool} has no argument “as_of”. It has: {has}."),
        ("about", {"colour": "red"}, "{tool} has no argument “colour”. It has none at all."),
    ],
)
def test_an_argument_that_a_tool_does_not_have_is_refused_with_those_that_it_has(
    tool: str, arguments: dict[str, Any], said: str
) -> None:
    has = {
        "search_findings": "text, filters, page, as_of",
        "count_by": "name, text, filters, as_of",
        "cite": "reference, edition, style",
        "about": "",
    }
    # No database is asked: nothing is answered.
    with pytest.raises(ToolError) as refused:
        anyio.run(server().call_tool, tool, arguments)
    assert str(refused.value) == said.format(tool=tool, has=has[tool])


def test_the_description_of_each_tool_says_that_it_takes_no_other_arguments() -> None:
    tools = anyio.run(server().list_tools)
    assert {tool.name: tool.input_schema["additionalProperties"] for tool in tools} == dict.fromkeys(TOOLS, False)


@pytest.mark.serve
@pytest.mark.django_db(transaction=True)
def test_it_offers_five_tools_that_only_read_and_answers_over_its_standard_streams() -> None:
    make.make_finding("MSMT-2025-1-001", title="A tanker")
    publish_everything()
    before = Edition.objects.count()

    seen = anyio.run(conversation)

    assert seen["tools"] == dict.fromkeys(TOOLS, (True, True))
    assert seen["found"] == (False, 1)
    assert seen["refused"][0] is True
    assert "There is no filter named “colour”." in seen["refused"][1]
    assert seen["mistyped"] == (
        True,
        ["search_findings has no argument “zzz”. It has: text, filters, page, as_of."],
    )
    assert Edition.objects.count() == before
