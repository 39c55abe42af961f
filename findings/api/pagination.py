"""Pages of a list, and the links among them (RFC 8288)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from findings.queries.paging import check_page, last_page

#: Bytes that the header may have: proxies take no more than a memory page of headers (CITABLE C14).
_LONGEST_LINKS = 3000


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `number` of the last one `last`, of a list of `total` results."""

    number: int
    last: int
    total: int

    def members(self) -> dict[str, Any]:
        """What the body of a list says of itself."""
        return {"count": self.total, "page": self.number, "pages": self.last}


def pages_of(number: int, total: int, size: int) -> Pages:
    """Raises UnanswerableError where a list of `total` results, `size` a page, has no such page."""
    check_page(number, total, size)
    return Pages(number, last_page(total, size), total)


def listed(request: Request, body: dict[str, Any], pages: Pages, query_of: Callable[[int], str]) -> Response:
    """The answer that holds a page of a list; `query_of` gives the query string of another page."""
    headers = {"Total-Count": str(pages.total)}
    if links := _links(request.path, pages, query_of):
        headers["Link"] = links
    return Response(body, headers=headers)


def _links(path: str, pages: Pages, query_of: Callable[[int], str]) -> str:
    """first, prev, next and last; where a question is so long that not all of them fit, what is next goes first."""
    wanted = [
        ("next", pages.number + 1 if pages.number < pages.last else None),
        ("prev", pages.number - 1 if pages.number > 1 else None),
        ("first", 1),
        ("last", pages.last),
    ]
    links: list[str] = []
    for relation, number in wanted:
        if number is not None:
            query = query_of(number)
            link = f'<{path}?{query}>; rel="{relation}"' if query else f'<{path}>; rel="{relation}"'
            if sum(map(len, links)) + len(link) <= _LONGEST_LINKS:
                links.append(link)
    return ", ".join(links)
