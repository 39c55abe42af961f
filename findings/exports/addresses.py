"""Where a question is answered: its list, its files and feeds, and what a file is called on a reader's disk."""

from __future__ import annotations

import functools
import ipaddress
import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from findings.languages import current, within, without_language
from findings.queries.questions import CHANGED, Question

#: Signs of a file's name before its version at most; a longer one is cut behind a word.
LONGEST_NAME = 80


def absolute(path: str) -> str:
    """An address as it is cited: with the portal's own base, never with the host that a request named; of no language.

    A path that a page in another language leads to is that of the same page in English here.
    """
    return f"{settings.SITE_URL.rstrip('/')}{without_language(path)}"


def is_of_this_machine(address: str) -> bool:
    """Whether nobody but this machine gets anywhere by it: an address of its loopback, by name or number."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_language(address: str, language: str) -> str:
    """The absolute address, or that of a path, in a language: what search engines are told that a page is in."""
    site = settings.SITE_URL.rstrip("/")
    return f"{site}{within(address.removeprefix(site), language)}"


def address_of(name: str, *parts: object) -> str:
    """The absolute address of a page by the name of its view. A document names the same few pages again and again."""
    return absolute(path_of(name, *parts))


def path_of(name: str, *parts: object) -> str:
    """The path of a page by the name of its view, in the language of the page that asks: what `reverse` gives.

    `reverse` compares all patterns and quotes every part, 15 µs each time. Slugs and numbers need neither: they are put
    into a path that was made once for each view and language. Whatever else a part may be is left to `reverse`.
    """
    if all(_is_plain(part) for part in parts):
        return _pattern(name, tuple(map(type, parts)), current()) % parts
    return reverse(name, args=parts)


#: What stands in an address as it is, whatever the pattern; and a number that every pattern of a number takes.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 10**9


def _is_plain(part: object) -> bool:
    if type(part) is int:
        return 0 < part < _MOST
    return type(part) is str and _PLAIN.fullmatch(part) is not None


@functools.lru_cache(maxsize=1024)
def _pattern(name: str, kinds: tuple[type, ...], language: str) -> str:
    """The path with `%s` for each part. `language` is the one that is spoken, with which `reverse` begins it."""
    stand_ins = [f"xq{place}qx" if kind is str else 987_654_320 + place for place, kind in enumerate(kinds)]
    path = reverse(name, args=stand_ins).replace("%", "%%")
    for stand_in in stand_ins:
        path = path.replace(str(stand_in), "%s")
    return path


def page_address(first: str, number: int, query: str = "") -> str:
    """The address of a page of a list at the path `first`, narrowed by `query`; the first page goes without number."""
    asked = "&".join(part for part in (query, f"page={number}" if number > 1 else "") if part)
    return f"{first}?{asked}" if asked else first


def list_address(question: Question) -> str:
    """The absolute address of the first page of the list, in canonical form."""
    return _asking("finding-list", question)


def feed_page_address(question: Question) -> str:
    """The absolute address of the list whose first rows are those of the feed: in the order of feeds (CITABLE C66)."""
    return list_address(replace(question, sort=CHANGED))


def form_address(form: str, question: Question, *, page: int = 1) -> str:
    """The absolute address of the whole answer as a file (`csv`), of a page of its feed (`atom`)."""
    return _asking(f"finding-list-{form}", question, page)


def meta_address(form: str, question: Question) -> str:
    """The absolute address of the side file that describes the answer in a form."""
    return _asking(f"finding-list-{form}-meta", question)


def finding_address(slug: str) -> str:
    return address_of("finding-detail", slug)


def edition_address(slug: str, number: int) -> str:
    return address_of("finding-edition", slug, number)


def filename(form: str, question: Question, version: int) -> str:
    """What is asked, in ASCII, with the dataset version: findings-petroleum-2024-v3.csv."""
    words = [
        "findings",
        *(value for values in question.chosen.values() for value in values),
        question.text,
        f"from {question.since}" if question.since else "",
        f"to {question.until}" if question.until else "",
    ]
    name = slugify(" ".join(words).replace("/", "-"))
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0]
    return f"{name}-v{version}.{form}"


def _asking(name: str, question: Question, page: int = 1) -> str:
    query = replace(question, page=page).query()
    return absolute(f"{reverse(name)}?{query}" if query else reverse(name))
