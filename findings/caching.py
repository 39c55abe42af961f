"""Validators, Cache-Control and the finished pages that a process keeps, in one place.

A public page is a function of the release of the code and the dataset version, so these two are its validator: a
request that brings it is answered 304 before any other work (CITABLE C10–C12; RFC 9110, 13.1). A process asks for the
dataset version at most once a second. Nothing is `immutable`, and the stale directives of RFC 5861 are bounded, so that
a redaction reaches every cache within a minute.

For the same reason a page that is finished is finished until the validator changes: the process keeps its bytes, as
they are sent, and answers from them whoever asks for the same address next. With a new dataset version all of them go.
So do the pieces that many pages have in common, which are kept as text.

Two kinds of pages need more. The validator of an edition's own address names its document too, so that whoever kept the
page can tell which text it was of; it is known once the page has been made. And a page that can be asked for with
Accept-Datetime (RFC 7089) is then neither answered from what is kept nor with 304.
"""

from __future__ import annotations

import functools
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from findings import codings
from findings.languages import current
from findings.queries.index_keeping import answering_from, promised_version
from findings.queries.versions import Version, current_version

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
#: Seconds that a process goes on believing the dataset version it last read.
POLLING_SECONDS = 1.0
#: Bytes of finished pages that a process keeps, unless the setting KEPT_PAGES_BYTES says otherwise; 0 keeps none.
KEPT_BYTES = 8 * 2**20
#: Finished pages that a process keeps, however small they are.
KEPT_PAGES = 2000
#: Bytes of pieces of pages that a process keeps, and how many. A row of a list takes one or two thousand bytes.
KEPT_BYTES_OF_PIECES = 4 * 2**20
KEPT_PIECES = 4000
#: Shorter pages than this many bytes are not worth compressing (as in Django's GZipMiddleware).
SHORTEST_COMPRESSED = 200


class Finished(Protocol):
    """What can be kept: it takes so many bytes."""

    @property
    def size(self) -> int: ...


class Kept[Item: Finished]:
    """What was finished in one state of code and content, that last asked for; at most so much, and so many bytes."""

    def __init__(self, *, most_bytes: int, most_items: int) -> None:
        self._most_bytes, self._most_items = most_bytes, most_items
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        self._items: OrderedDict[tuple[str, ...], Item] = OrderedDict()
        self._state = ""
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._items)

    def find(self, state: str, key: tuple[str, ...]) -> Item | None:
        """What stands under this key, if it was finished in this state. A new state empties the store."""
        with self._lock:
            if state != self._state:
                self.clear()
                self._state = state
            item = self._items.get(key)
            if item is not None:
                self._items.move_to_end(key)
            return item

    def find_all(self, state: str, keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Item]:
        """Those of these that `find` finds, under their keys."""
        with self._lock:
            if state != self._state:
                return {}
            found = {key: self._items[key] for key in keys if key in self._items}
            for key in found:
                self._items.move_to_end(key)
            return found

    def keep(self, state: str, key: tuple[str, ...], item: Item) -> None:
        """Keep an item; not if the state that it was made in has changed since, nor one that fills the store."""
        with self._lock:
            if state != self._state or item.size * 8 > self._most_bytes or key in self._items:
                return
            self._items[key] = item
            self.bytes += item.size
            while self.bytes > self._most_bytes or len(self._items) > self._most_items:
                _key, oldest = self._items.popitem(last=False)
                self.bytes -= oldest.size


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as its view finished it: the bytes that are sent, and its headers."""

    content: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.content)

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=dict(self.headers))


class KeptPages(Kept[KeptPage]):
    """The finished pages under one validator."""

    def __init__(self, *, most_bytes: int, most_pages: int = KEPT_PAGES) -> None:
        super().__init__(most_bytes=most_bytes, most_items=most_pages)


kept_pages = KeptPages(most_bytes=getattr(settings, "KEPT_PAGES_BYTES", KEPT_BYTES))


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece of pages in HTML, as its template finished it. Its size is that of the memory it takes."""

    html: str

    @property
    def size(self) -> int:
        return sys.getsizeof(self.html)


#: Pieces that are the same in many pages of one dataset version: the rows of lists.
kept_pieces: Kept[KeptPiece] = Kept(most_bytes=KEPT_BYTES_OF_PIECES, most_items=KEPT_PIECES)


def state_of(version: int | None) -> str:
    """What a piece is kept under; "", so that nothing is kept, on pages without a dataset version, as an error is."""
    return "" if version is None or settings.DEBUG else str(version)


def key_of_row(position: int | str) -> tuple[str, ...]:
    """What the row of an edition is kept under, in the language that is spoken."""
    return "row", current(), str(position)


def finished_rows(positions: Iterable[int]) -> dict[int, str]:
    """Positions of editions → their rows in the language that is spoken, of those that are kept.

    For `queries.lists.rows`, which then does not bring their documents.
    """
    state = state_of(promised_version())
    keys = {key_of_row(position): position for position in positions} if state else {}
    return {keys[key]: piece.html for key, piece in kept_pieces.find_all(state, keys).items()} if keys else {}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a server said of the dataset version, and when (monotonic seconds); or that it did not answer."""

    at: float
    version: Version | None
    error: OperationalError | InterfaceError | None = None


class VersionPoll:
    """The current dataset version, asked of a database at most once in POLLING_SECONDS by this process.

    Where DATABASE_URL names several servers, the threads of a process may be connected to different ones, and a replica
    may lag behind. So each server is asked for itself: a page is promised the version of the server it is read from.

    That a server did not answer is believed for as long, too. Otherwise each thread in turn would wait for it until the
    connection's time limit, and a server that is away would stop a process that could have said so at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Ask anew at the next call, and make pages anew: for tests, and for the process that has just published."""
        self.ask_again()
        kept_pages.clear()
        kept_pieces.clear()

    def ask_again(self) -> None:
        """Ask anew at the next call, as a second later."""
        self._asked: dict[tuple[str, int] | None, _Asked] = {}

    def current(self) -> Version | None:
        """None while nothing has been published. Raises the database's own error if it cannot be asked."""
        with self._lock:
            asked = self._asked.get(connected_server())
            if asked is None or time.monotonic() - asked.at >= POLLING_SECONDS:
                asked = self._ask()
            if asked.error is not None:
                raise asked.error
            return asked.version

    def _ask(self) -> _Asked:
        server, began = connected_server(), time.monotonic()
        try:
            asked = _Asked(began, current_version())
        except (OperationalError, InterfaceError) as error:
            # The connection is lost as well, so the same thread comes back without one.
            asked = self._asked[server] = self._asked[None] = _Asked(time.monotonic(), None, error)
        else:
            self._asked[connected_server()] = asked
        return asked


def connected_server() -> tuple[str, int] | None:
    """Host and port that this thread is connected to; None where it is not connected yet."""
    made = connection.connection
    return None if made is None or made.closed else (made.info.host, made.info.port)


version_poll = VersionPoll()


class PublicRequest(HttpRequest):
    """A request to a public page: it knows the dataset version that it is answered from.

    A view of an edition's own address sets `document_digest`, which its validator names.
    """

    dataset_version: Version | None
    document_digest: str


type _View = Callable[..., HttpResponseBase]


def public(view: _View) -> _View:
    """A view of published content: gives it `request.dataset_version`, answers 304 for it, sets its headers."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _Answer(request, is_edition=False).of(view, *args, **kwargs)

    return answer


def public_edition(view: _View) -> _View:
    """As `public`, of an edition's own address: its validator names the document as well (DESIGN 2)."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _Answer(request, is_edition=True).of(view, *args, **kwargs)

    return answer


def public_at_any_time(view: _View) -> _View:
    """As `public`, of a page that Accept-Datetime chooses an edition for: every answer says that it varies by it."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = _Answer(request, is_edition=False, is_negotiated="HTTP_ACCEPT_DATETIME" in request.META)
        response = asked.of(view, *args, **kwargs)
        patch_vary_headers(response, ("Accept-Datetime", "Accept-Encoding"))
        return response

    return answer


class _Answer:
    """One request to a public page on its way to an answer."""

    def __init__(self, request: Any, *, is_edition: bool, is_negotiated: bool = False) -> None:
        self.request = request
        self.is_edition = is_edition
        #: Whether a page may be kept, and a reader told that it has the page, without the view being asked.
        self.may_be_known = not settings.DEBUG and not is_negotiated
        self.version = version_poll.current()
        self.etag = validator(self.version)
        self.modified = int(self.version.published_at.timestamp()) if self.version else None
        request.dataset_version = self.version
        request.document_digest = ""

    def of(self, view: _View, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer. Its header Server-Timing (W3C) tells whether it was made for it, kept, or unchanged (304)."""
        response, state = self._found(view, *args, **kwargs)
        response.headers["Server-Timing"] = f"cache;desc={'unchanged' if response.status_code == 304 else state}"
        return response

    def _found(self, view: _View, *args: Any, **kwargs: Any) -> tuple[HttpResponseBase, str]:
        if not self.is_edition and (unchanged := self._unchanged(self._etag_as_sent())):
            return unchanged, "unchanged"
        key = _key(self.request)
        if self.may_be_known and (kept := kept_pages.find(self.etag, key)):
            response = kept.response()
            return self._unchanged(response.headers["ETag"]) or response, "kept"
        with answering_from(self.version.number if self.version else None):
            made = view(self.request, *args, **kwargs)
        etag = validator(self.version, self.request.document_digest)
        made = self._with_headers(made, etag)
        if _is_finished(made):
            made = _compressed(self.request, made)
            if self.request.method == "GET" and self.may_be_known:
                kept_pages.keep(self.etag, key, KeptPage(made.content, tuple(made.headers.items())))
        if self.is_edition and made.status_code == 200:
            return self._unchanged(made.headers["ETag"]) or made, "made"
        return made, "made"

    def _etag_as_sent(self) -> str:
        """The tag of a page that nobody has made yet: weak for whoever takes it compressed."""
        return self.etag if _taken(self.request) == codings.NEITHER else _weak(self.etag)

    def _unchanged(self, etag: str) -> HttpResponseBase | None:
        """The 304 that answers a conditional request, if its condition says that the reader has the page.

        It has the tag and the Vary that the page has, by which a cache knows its copy (RFC 9110, 15.4.5).
        """
        asked = self.request.META
        if not self.may_be_known or ("HTTP_IF_NONE_MATCH" not in asked and "HTTP_IF_MODIFIED_SINCE" not in asked):
            return None
        strong = etag.removeprefix("W/")
        response = get_conditional_response(self.request, etag=strong, last_modified=self.modified, response=None)
        if response is None or response.status_code != 304:
            return None
        patch_vary_headers(response, ("Accept-Encoding",))
        return self._with_headers(response, etag)

    def _with_headers(self, response: HttpResponseBase, etag: str) -> HttpResponseBase:
        if response.status_code in {200, 301, 302, 304, 404, 410, 451}:
            response.headers["Cache-Control"] = CACHE_CONTROL
        else:
            response.headers["Cache-Control"] = "no-store"
        if response.status_code in {200, 304}:
            response.headers["ETag"] = etag
            if self.modified is not None:
                response.headers["Last-Modified"] = http_date(self.modified)
        if self.version is not None:
            response.headers["Dataset-Version"] = str(self.version.number)
        return response


def _key(request: HttpRequest) -> tuple[str, ...]:
    """What a finished page is kept under: all of the request that it depends on."""
    host = f"{request.scheme}://{request.get_host()}"
    return host, request.path, request.META.get("QUERY_STRING", ""), _taken(request)


def _is_finished(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether these are the bytes of a page, for everyone, until the next dataset version."""
    return (
        type(response) is HttpResponse
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    )


def _taken(request: HttpRequest) -> str:
    """The codings that the reader takes."""
    return codings.taken(request.META.get("HTTP_ACCEPT_ENCODING", ""))


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page as it is sent, compressed here so that it is compressed once: GZipMiddleware leaves it as it is."""
    if len(response.content) < SHORTEST_COMPRESSED:
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    content, coding = codings.packed(response.content, _taken(request))
    if len(content) < len(response.content):
        response.content = content
        response.headers["Content-Encoding"] = coding
        response.headers["ETag"] = _weak(response.headers["ETag"])
    return response


def _weak(etag: str) -> str:
    """The tag of a page whose bytes are not those of the uncompressed one (RFC 9110, 8.8.1)."""
    return f"W/{etag}"


def validator(version: Version | None, document_digest: str = "") -> str:
    """The strong entity tag of every page in this state of code and content; of an edition's, with its document."""
    parts = [settings.RELEASE, str(version.number if version else 0), *([document_digest] if document_digest else [])]
    return f'"{"-".join(parts)}"'


def uncached(response: HttpResponse) -> HttpResponse:
    """Mark an answer that no cache may keep: an error that will pass, an editor's preview."""
    response.headers["Cache-Control"] = "no-store"
    return response
