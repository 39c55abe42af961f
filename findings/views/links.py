"""The Link header of an answer: typed links of every kind (RFC 8288), joined in one place.

Whoever has something to say in it adds to the same header: `add_links(response, links)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponseBase

#: A proxy's buffer is a page of memory, 4 KiB: a longer header makes it answer 502 (CITABLE C14).
MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class TypedLink:
    """One link. `url` is absolute and percent-encoded; `rel` is one relation or several with a space between them.

    `type` is a media type; `attributes` are further ones (`datetime`, `profile`, `hreflang`), in their order.
    """

    url: str
    rel: str
    type: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """As a header and application/link-format write it: <https://…>; rel="timemap"; type="…"."""
        written = f'<{self.url}>; rel="{_quoted(self.rel)}"'
        if self.type:
            written += f'; type="{_quoted(self.type)}"'
        for name, value in self.attributes:
            written += f'; {name}="{_quoted(value)}"'
        return written


def link_header(links: Iterable[TypedLink], before: str = "") -> str:
    """The value of a Link header: `before`, which is one already, and then the links, each once.

    Raises ValueError where it would be longer than a proxy takes: that is a mistake in a page, and a list of links
    without a bound belongs into a document of its own.
    """
    value = ", ".join([*([before] if before else []), *dict.fromkeys(map(str, links))])
    if (size := len(value.encode())) > MOST_BYTES:
        raise ValueError(f"A Link header of {size} bytes: {MOST_BYTES} are the most that a proxy takes.")
    return value


def add_links(response: HttpResponseBase, links: Iterable[TypedLink]) -> None:
    """Add links to those that the answer has already."""
    if value := link_header(links, response.headers.get("Link", "")):
        response.headers["Link"] = value


def _quoted(value: str) -> str:
    """The inside of a quoted string (RFC 9110, 5.6.4)."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
