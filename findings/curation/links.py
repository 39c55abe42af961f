"""Whether the addresses of sources still lead somewhere: asked politely, one after the other, and kept.

A look costs a server one request for the head of a page, and the page itself only where it answers no such question;
no more than a few kilobytes of it are read. Between two questions to one host some time passes. An address that leads
into a private network is not asked: sources stand on the public web.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db.models import F
from django.utils import timezone

from findings.models import LinkCheck, Source
from findings.models.links import LinkState

#: Seconds between two questions to one host, and seconds that an answer may take.
PAUSE, PATIENCE = 2.0, 20.0
#: Redirects that are followed.
HOPS = 5
#: Addresses of one run.
MOST = 500

#: What a server says to machines rather than of its page.
_REFUSED = frozenset({401, 402, 403, 405, 406, 407, 418, 420, 429, 451, 999})
_GONE = frozenset({404, 410})


class NoNetworkError(Exception):
    """Not one host could be found or reached: it is this machine that has no network, and nothing was kept."""


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at one address. `no_network` where it may be this side that cannot reach anything."""

    url: str
    state: LinkState
    status: int | None = None
    said: str = ""
    no_network: bool = False


def addresses(*, most: int = MOST) -> list[str]:
    """The addresses of sources and of their copies, never looked at first, then those longest ago."""
    told: dict[str, None] = {}
    for url, copy in Source.objects.order_by("key").values_list("url", "archived_url"):
        told |= {each: None for each in (url, copy) if each}
    looked = dict(LinkCheck.objects.values_list("url", "checked_at"))
    never = [url for url in told if url not in looked]
    return [*never, *sorted((url for url in told if url in looked), key=lambda url: looked[url])][:most]


def check(
    urls: Iterable[str],
    *,
    look: Callable[[str], Look],
    pause: float = PAUSE,
    sleep: Callable[[float], Any] = time.sleep,
) -> Iterator[Look]:
    """Look at each, keep what came of it, and yield it.

    Until something has answered, failures to reach anything are held back; if nothing ever does, raises NoNetworkError.
    """
    asked: dict[str, float] = {}
    held: list[Look] = []
    is_online = False
    for url in urls:
        host = urlsplit(url).netloc
        if (wait := asked.get(host, 0.0) + pause - time.monotonic()) > 0 and host in asked:
            sleep(wait)
        found = look(url)
        asked[host] = time.monotonic()
        if found.no_network and not is_online:
            held.append(found)
            if len(held) == 5:
                break
            continue
        is_online = True
        for each in (*held, found):
            keep(each)
            yield each
        held = []
    if held:
        raise NoNetworkError(held[0].said)


def keep(found: Look) -> None:
    """Remember a look. An address that has failed counts how often it did so in a row."""
    values = {"state": found.state, "status": found.status, "said": found.said, "checked_at": timezone.now()}
    failed = found.state == LinkState.FAILED
    LinkCheck.objects.update_or_create(
        url=found.url,
        defaults={**values, "failures": F("failures") + 1 if failed else 0},
        create_defaults={**values, "failures": 1 if failed else 0},
    )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def look_at(url: str, *, agent: str, may_ask: Callable[[str], bool] = is_public, patience: float = PATIENCE) -> Look:
    """Ask for an address, and for where it leads. `may_ask` says of an IP address whether it may be connected to."""
    at = url
    for _hop in range(HOPS + 1):
        try:
            status, location = _ask(at, agent, may_ask, patience)
        except _UnreachableError as error:
            return Look(url, LinkState.FAILED, said=str(error), no_network=error.no_network)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Look(url, LinkState.FAILED, said=_words(error))
        if status in {301, 302, 303, 307, 308} and location:
            at = urljoin(at, location)
            continue
        return Look(url, _state_of(status), status)
    return Look(url, LinkState.FAILED, said=f"more than {HOPS} redirects")


def _state_of(status: int) -> LinkState:
    if status in _GONE:
        return LinkState.GONE
    if status in _REFUSED:
        return LinkState.REFUSED
    return LinkState.FOUND if status < 400 else LinkState.FAILED


class _UnreachableError(Exception):
    def __init__(self, said: str, *, no_network: bool) -> None:
        super().__init__(said)
        self.no_network = no_network


def _ask(url: str, agent: str, may_ask: Callable[[str], bool], patience: float) -> tuple[int, str]:
    """(status, where it leads) of one request: for the head, and for the page where the server knows no heads."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{parts.scheme or 'nothing'} is no scheme of the web")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for method in ("HEAD", "GET"):
        connection = _connect(parts.scheme, parts.hostname, port, may_ask, patience)
        try:
            connection.request(
                method, _quoted(target), headers={"User-Agent": agent, "Accept": "*/*", "Host": parts.netloc}
            )
            answer = connection.getresponse()
            if method == "GET" or answer.status not in {400, 403, 404, 405, 500, 501, 503}:
                return answer.status, answer.getheader("Location") or ""
        finally:
            connection.close()
    raise AssertionError("GET has answered")


def _connect(
    scheme: str, host: str, port: int, may_ask: Callable[[str], bool], patience: float
) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, and to no other that the name may stand for a moment later."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise _UnreachableError(f"the name {host} was not found", no_network=True) from error
    ips = [str(each[4][0]) for each in found]
    if not all(may_ask(ip) for ip in ips):
        raise _UnreachableError(f"{host} is not on the public network", no_network=False)
    try:
        raw = socket.create_connection((ips[0], port), timeout=patience)
    except OSError as error:
        raise _UnreachableError(
            f"{host}: {_words(error)}", no_network=not isinstance(error, ConnectionRefusedError)
        ) from error
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=host) if scheme == "https" else raw
        )
    except BaseException:
        raw.close()
        raise
    return connection


def _quoted(target: str) -> str:
    """The target in ASCII, as a request line needs it; what is quoted already stays."""
    return "".join(
        each if "!" <= each <= "~" else "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "replace"))
        for each in target
    )


def _words(error: Exception) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:200]
