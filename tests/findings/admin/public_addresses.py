"""Every public address that a reader, a crawler or a program can find: links, files, forms, the whole API."""

from __future__ import annotations

import html
import itertools
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from findings.languages import ENGLISH, language_of, without_language

#: What an answer may hold of addresses: attributes of pages, and whole addresses or paths in quotes anywhere else.
LINKS = re.compile(
    r'(?:href|src|action|data-url)="([^"]+)"|"(/[^"\s]*)"|' + re.escape(settings.SITE_URL) + r"(/[^\s\"'<>\\)\]]*)"
)
#: A list has as many addresses as its filters have combinations. Links with more than so many parameters are not
#: followed: each of their values is met in one with fewer.
PARAMETERS = 1
LEFT_OUT = ("/static/", "/admin/", "/health/")


@dataclass
class Found:
    """What stands at the addresses: address → status, address → everything that the answer says, as text."""

    status: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    routes: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)

    def saying(self, words: str) -> list[str]:
        return sorted(address for address, said in self.said.items() if words.lower() in said.lower())


def crawl(client: Client, seeds: list[str], *, every_file: bool = True) -> Found:
    """Ask for the seeds and for whatever answers lead to.

    Every page leads to itself in the other languages: of each route one is followed, in one of them. Every list leads
    to itself in a dozen forms, each of them described beside it: without `every_file`, of each such file one is asked
    for each filter, and the others are passed over, and noted.
    """
    found, waiting = Found(), list(dict.fromkeys(seeds))
    in_languages: set[str] = set()
    asked_files: set[tuple[str, str]] = set()
    given = set(seeds)
    while waiting:
        address = waiting.pop()
        if address in found.status:
            continue
        path, _, query = address.partition("?")
        if not every_file and query and "." in path and address not in given:
            kind = (path, query.partition("=")[0])
            if kind in asked_files:
                found.passed_over.append(address)
                continue
            asked_files.add(kind)
        response: Any = client.get(address)
        found.status[address] = response.status_code
        with suppress(Resolver404):
            found.routes.add(resolve(address.partition("?")[0]).route)
        # All that is sent: the headers too, where a title could stand in a file's name.
        said = f"{dict(response.headers)}\n{text_of(response.getvalue())}"
        found.said[address] = said
        for match in LINKS.finditer(said):
            link = html.unescape(next(part for part in match.groups() if part)).partition("#")[0]
            link = link.removeprefix(settings.SITE_URL)
            if (
                link.startswith("/")
                and not link.startswith(("//", *LEFT_OUT))
                and not re.search(r"[{}<>]", link)
                and link.count("=") <= PARAMETERS
                and not _is_known(link, in_languages)
            ):
                waiting.append(link)
    return found


def _is_known(link: str, in_languages: set[str]) -> bool:
    """Whether the link is to a page in another language than English, of a route that was met so; notes it down."""
    path = link.partition("?")[0]
    if language_of(path) == ENGLISH:
        return False
    try:
        route = resolve(without_language(path)).route
    except Resolver404:
        return False
    known = route in in_languages
    in_languages.add(route)
    return known


def text_of(content: bytes) -> str:
    """The words of a file: those of a spreadsheet are in the files that it packs."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return html.unescape(content.decode("utf-8", errors="replace"))


def routes() -> set[str]:
    """All routes of the portal but those of the admin and of static files."""
    return {route for route in _walk(get_resolver(), "") if not route.startswith("admin/")}


def addresses_of(arguments: dict[str, dict[str, list[str]]]) -> list[str]:
    """Every route with every argument: `arguments` maps the first part of a route to its parameters' values.

    A parameter not named there has those under ""; a route with one that is in neither is left to the crawl.
    """
    addresses = []
    for route in sorted(routes()):
        parts = route.removeprefix("api/v1/").partition("/")[0].partition(".")[0]
        known = arguments[""] | arguments.get(parts, {})
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in itertools.product(*(known.get(name, []) for name in names)):
            address = route
            for value in values:
                address = re.sub(r"<(?:\w+:)?\w+>", value, address, count=1)
            addresses.append(f"/{address}")
    return addresses


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern, route)
