"""The server: five tools, each with a description that an assistant can choose by. Nothing can be written.

It speaks over standard input and output (`manage.py mcp`), so nothing of it is reachable from a network.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import Tool, ToolAnnotations
from pydantic import Field

from findings.assistants import answers
from findings.queries.filters import FILTERS
from findings.queries.questions import UnanswerableError

INSTRUCTIONS = (
    "Findings on violations of the UN sanctions on the DPRK, as reports assert them. Always say who asserts a claim, "
    "and that it is at second hand where it is. To be named in a finding is not to be designated. Do not add figures "
    "of different findings up. Cite the edition (`cite`), and give its address. `about` lists the filters."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

type Filters = dict[str, list[str]]

_FILTERS = Field(
    description=(
        "Filter → values; several values of one are “or”, filters among each other are “and”. Names and examples are "
        "in `about`: category, report, actor, country (RU), provision, source, year (2024), support, hand, disputed …"
    )
)
_TEXT = Field(
    description="Words that findings must have; quotes, OR and - work. Operators too: actor:angara year:2024."
)
_AS_OF = Field(description="A dataset version: answer from the state of then. Leave out for the current one.")
_REFERENCE = Field(description="A reference, in any dress: MSMT-2025-1-007, msmt 2025/1 7.")
_EDITION = Field(description="The number of an edition; leave out for the one in force.")


class Portal(MCPServer):
    """The library's server, which drops an argument that a tool does not have: an assistant that mistyped a filter
    would pass a wider answer on for the one it asked for. Here it is refused, as an address with such a parameter is.
    """

    async def list_tools(self) -> list[Tool]:
        tools = await super().list_tools()
        for tool in tools:
            tool.input_schema["additionalProperties"] = False
        return tools

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Context | None = None) -> Any:
        # A tool that there is not is refused by the library.
        known = {tool.name: list(tool.input_schema["properties"]) for tool in await self.list_tools()}
        if name in known and (reasons := _unknown(name, arguments, known[name])):
            raise ToolError(" ".join(reasons))
        return await super().call_tool(name, arguments, context)


def _unknown(tool: str, arguments: dict[str, Any], known: list[str]) -> list[str]:
    """A sentence for each argument that the tool does not have, with those that it has."""
    has = f"It has: {', '.join(known)}." if known else "It has none at all."
    unknown = [name for name in arguments if name not in known]
    return [f"{tool} has no argument “{name}”. {has}" for name in unknown] + [
        f'“{name}” is a filter, and filters stand in one argument: filters: {{"{name}": […]}}.'
        for name in unknown
        if name in FILTERS and "filters" in known
    ]


def server() -> MCPServer:
    """The server with its tools; it does nothing before it is run."""
    portal = Portal(
        name="dprk-sanctions-findings",
        title="DPRK Sanctions Findings",
        instructions=INSTRUCTIONS,
        website_url=settings.SITE_URL,
        version=settings.RELEASE,
    )

    @portal.tool(annotations=READ_ONLY)
    async def about() -> dict[str, Any]:
        """What the portal holds: how many findings, the caveats, every filter with an example, the citation styles."""
        return await _answer(answers.about)

    @portal.tool(annotations=READ_ONLY)
    async def search_findings(
        text: Annotated[str, _TEXT] = "",
        filters: Annotated[Filters | None, _FILTERS] = None,
        page: Annotated[int, Field(ge=1, description="Twenty-five findings a page.")] = 1,
        as_of: Annotated[int | None, _AS_OF] = None,
    ) -> dict[str, Any]:
        """Find findings, and count them: the question in words, the true total, a page of results, an address."""
        return await _answer(answers.search, text, filters or {}, page, as_of)

    @portal.tool(annotations=READ_ONLY)
    async def count_by(
        name: Annotated[
            str,
            Field(
                description="The filter to count by: category, year, actor, involvement (an actor in a role), country …"
            ),
        ],
        text: Annotated[str, _TEXT] = "",
        filters: Annotated[Filters | None, _FILTERS] = None,
        as_of: Annotated[int | None, _AS_OF] = None,
    ) -> dict[str, Any]:
        """Count the findings that answer by the values of one filter, the most frequent first."""
        return await _answer(answers.facet, name, text, filters or {}, as_of)

    @portal.tool(annotations=READ_ONLY)
    async def get_finding(
        reference: Annotated[str, _REFERENCE], edition: Annotated[int | None, _EDITION] = None
    ) -> dict[str, Any]:
        """One finding whole: the claim, who asserts it, actors with roles, figures, provisions, sources with places."""
        return await _answer(answers.finding, reference, edition)

    @portal.tool(annotations=READ_ONLY)
    async def cite(
        reference: Annotated[str, _REFERENCE],
        edition: Annotated[int | None, _EDITION] = None,
        style: Annotated[str | None, Field(description="footnote, apa, chicago, mla …; leave out for all.")] = None,
    ) -> dict[str, Any]:
        """Ready citations of a finding's edition. Use them word for word."""
        return await _answer(answers.cite, reference, edition, style)

    return portal


async def _answer(question: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """The answer, read in a thread of the database's own; what cannot be answered is told in its sentences."""
    try:
        return await sync_to_async(question)(*arguments)
    except UnanswerableError as error:
        raise ToolError(" ".join(error.reasons)) from None
