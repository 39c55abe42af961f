"""A page as it was at a time: `?as_of=`, and the negotiation of RFC 7089 with its headers and its TimeMap.

The page of a subject is its own TimeGate (RFC 7089, 4.1.2): asked with `Accept-Datetime` it leads to the edition that
was in force then, which is a Memento at its own address.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import http_date, parse_http_date
from django.utils.translation import gettext as _

from findings.caching import PublicRequest
from findings.exports.addresses import absolute, page_address, path_of
from findings.pages import words
from findings.pages.frames import detail_url, edition_url, history_url, list_url
from findings.queries.editions import Moved, PublishedEdition, edition_in_force
from findings.queries.history import History, first_edition, number_as_of, number_at
from findings.queries.paging import last_page
from findings.queries.questions import Question, UnanswerableError
from findings.queries.versions import Version
from findings.views.links import TypedLink, add_links
from findings.views.questions import version_asked_for
from findings.views.responses import NothingHereError, moved
from findings.vocabulary import SubjectKind

LINK_FORMAT = "application/link-format"
#: Characters of a list's own address at most that the header of its memento has room for (views.links.MOST_BYTES).
LONGEST_ORIGINAL = 800
#: Mementos in one TimeMap; of a subject with more editions there are several.
TIMEMAP_SIZE = 500

type View = Callable[..., HttpResponse]


def at_any_time(kind: SubjectKind) -> Callable[[View], View]:
    """A view of the edition in force that can be asked for the one of another time, and says where all of them are."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def answer(request: PublicRequest, slug: str) -> HttpResponse:
            if "as_of" in request.GET:
                return _as_of(request, kind, slug)
            if "HTTP_ACCEPT_DATETIME" in request.META:
                response = _negotiated(request, kind, slug)
            else:
                response = view(request, slug=slug)
            if response.status_code in {200, 302, 410}:
                add_links(response, [_original(kind, slug), _timemap(kind, slug), _history(kind, slug)])
            return response

        return answer

    return wrap


def as_memento(response: HttpResponse, edition: PublishedEdition) -> HttpResponse:
    """The answer at an edition's own address: when it was published, and the editions around it (RFC 5829)."""
    kind, slug, number = edition.kind, edition.slug, edition.number
    links = [_original(kind, slug), _timemap(kind, slug), _history(kind, slug)]
    links.append(TypedLink(absolute(detail_url(kind, slug)), "latest-version"))
    if number > 1:
        links.append(TypedLink(absolute(edition_url(kind, slug, number - 1)), "predecessor-version"))
    if number < edition.latest:
        links.append(TypedLink(absolute(edition_url(kind, slug, number + 1)), "successor-version"))
    add_links(response, links)
    if edition.redaction is None:
        response.headers["Memento-Datetime"] = http_date(edition.published_at.timestamp())
    return response


def part_as_memento(response: HttpResponse, edition: PublishedEdition, original: str) -> HttpResponse:
    """The answer at the address of a part of an edition, which is `original` as it was when that was published."""
    if edition.redaction is None:
        response.headers["Memento-Datetime"] = http_date(edition.published_at.timestamp())
        add_links(response, [TypedLink(absolute(original), "original")])
    return response


def list_as_memento(response: HttpResponse, question: Question, version: Version) -> HttpResponse:
    """The answer to a question that names a dataset version, which is the list as it was when that was published."""
    response.headers["Memento-Datetime"] = http_date(version.published_at.timestamp())
    original = absolute(list_url(replace(question, as_of=None)))
    if len(original) <= LONGEST_ORIGINAL:
        add_links(response, [TypedLink(original, "original")])
    return response


def _as_of(request: PublicRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """302 to the edition that was in force in the dataset version, or on the day, that was asked for."""
    version = version_asked_for(request)
    answer = _newest(request, kind, slug)
    if isinstance(answer, HttpResponse):
        return answer
    number = number_as_of(kind, answer.key, version)
    if number is None:
        first = first_edition(kind, answer.key)
        sentence = _(
            "There was no edition of it in dataset version %(asked)s: "
            "the first came with version %(first)s, on %(day)s."
        )
        told = {"asked": version, "first": first.published_in, "day": words.date_in_words(first.published_at)}
        raise UnanswerableError([sentence % told])
    return HttpResponseRedirect(edition_url(kind, answer.slug, number))


def _negotiated(request: PublicRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """302 to the edition that was in force at the moment of Accept-Datetime; of the first one before there was any."""
    asked = request.META["HTTP_ACCEPT_DATETIME"]
    try:
        moment = dt.datetime.fromtimestamp(parse_http_date(asked), tz=dt.UTC)
    except (ValueError, OverflowError):
        sentence = _("“%(asked)s” is not a date as Accept-Datetime has it. Write it like “%(right)s”.")
        right = "Thu, 26 Nov 2026 15:00:00 GMT"
        raise UnanswerableError([sentence % {"asked": asked, "right": right}]) from None
    answer = _newest(request, kind, slug)
    if isinstance(answer, HttpResponse):
        return answer
    return HttpResponseRedirect(edition_url(kind, answer.slug, number_at(kind, answer.key, moment)))


def _newest(request: PublicRequest, kind: SubjectKind, slug: str) -> PublishedEdition | HttpResponse:
    answer = edition_in_force(kind, slug)
    if answer is None:
        raise NothingHereError(kind, slug)
    return moved(request, answer) if isinstance(answer, Moved) else answer


def _original(kind: SubjectKind, slug: str) -> TypedLink:
    return TypedLink(absolute(detail_url(kind, slug)), "original timegate")


def _timemap(kind: SubjectKind, slug: str) -> TypedLink:
    return TypedLink(absolute(_timemap_url(kind, slug)), "timemap", LINK_FORMAT)


def _history(kind: SubjectKind, slug: str) -> TypedLink:
    return TypedLink(absolute(history_url(kind, slug)), "version-history", "text/html")


def _timemap_url(kind: SubjectKind, slug: str, page: int = 1) -> str:
    return page_address(path_of(f"{kind.value}-timemap", slug), page)


def mementos(history: History, page: int) -> list[TypedLink]:
    """The links of page `page` of a TimeMap: the page negotiated, other TimeMaps, and the editions with their dates."""
    kind, slug = history.newest.kind, history.newest.slug
    last = last_page(history.total, TIMEMAP_SIZE)
    links = [
        _original(kind, slug),
        TypedLink(absolute(_timemap_url(kind, slug, page)), "self", LINK_FORMAT),
        *(
            TypedLink(absolute(_timemap_url(kind, slug, other)), "timemap", LINK_FORMAT)
            for other in (page - 1, page + 1)
            if 1 <= other <= last
        ),
    ]
    for edition in reversed(history.editions):
        places = ["first"] if edition.number == 1 else []
        places += ["last"] if edition.number == history.total else []
        at = http_date(edition.published_at.timestamp())
        url = absolute(edition_url(kind, slug, edition.number))
        links.append(TypedLink(url, " ".join([*places, "memento"]), attributes=(("datetime", at),)))
    return links
