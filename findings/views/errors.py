"""Errors that a person meets: each page says what was wrong and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.caching import CACHE_CONTROL, uncached
from findings.languages import current, within, without_language
from findings.pages.frames import detail_url
from findings.pages.looks import PARAMETERS, Look
from findings.pages.nearby import NoPageError
from findings.pages.parts import Link
from findings.pages.search import straight_to
from findings.queries.filters import FILTERS
from findings.queries.questions import OTHERS, OtherKeysError, Question, UnanswerableError
from findings.queries.search import can_be_looked_up, lookup, named
from findings.queries.search_text import OPERATOR, as_value
from findings.views.responses import NothingHereError, canonical_path, redirect_for_ever
from findings.vocabulary import SubjectKind

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
#: What mail programs, networks and advertisers add to addresses, to follow who clicks on them.
_ADDED_BY_OTHERS = re.compile(r"(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id)\Z")
#: What of an address is searched for: words and numbers, none of the signs that mean something to a search.
_SEARCHABLE = re.compile(r"[^\W_][\w .,/()§¶-]{0,79}\Z")
#: So many keys that nobody has are compared with the names there are.
_LOOKED_FOR = 2
#: How many reasons a page tells at once: a question can be wrong in a thousand ways.
REASONS = 10


def unanswerable(request: HttpRequest, error: UnanswerableError) -> HttpResponse:
    """400 with its sentences; 301 to the same address put right, where what is wrong with it leaves no doubt.

    That is a key of former days, a value in other letters (Petroleum, ru, MSMT/2025/1), or a parameter that others hang
    on every link they pass on, which asks nothing.
    """
    if isinstance(error, OtherKeysError) and set(error.lead_to) <= set(request.GET.getlist(error.name)):
        parameters = request.GET.copy()
        keys = [error.lead_to.get(key, key) for key in parameters.getlist(error.name)]
        parameters.setlist(error.name, list(dict.fromkeys(keys)))
        return redirect_for_ever(request, request.path, query=parameters.urlencode(safe="/:"))
    if (query := _put_right(request.GET)) != request.GET.urlencode(safe="/:"):
        return redirect_for_ever(request, request.path, query=query)
    match = request.resolver_match
    of_findings = match is not None and str(match.view_name).startswith("finding-list")
    if not of_findings:
        return bad_question(request, error.reasons)
    nearest = _nearest(request.path, request.GET, error.wrong)
    return bad_question(request, error.reasons, _answerable(request.GET, error.wrong), nearest)


def _nearest(path: str, parameters: QueryDict, wrong: Mapping[str, Collection[str]]) -> list[Link]:
    """The same question of a subject whose name is like a key that none has: of a few such keys."""
    mistakes = [(name, each) for name, values in wrong.items() if name in FILTERS for each in values]
    return [
        Link(hit.name, f"{path}?{_with(parameters, name, each, hit.key)}")
        for name, each in mistakes[:_LOOKED_FOR]
        if FILTERS[name].subject
        for hit in named(each.replace("-", " "))
        if hit.kind == FILTERS[name].subject and not hit.part_of
    ]


def _with(parameters: QueryDict, name: str, value: str, key: str) -> str:
    """The query string with a key in place of a value of a filter, wherever it stands: words of a search can be it."""
    other = parameters.copy()
    if text := parameters.get("q"):
        other["q"] = " ".join(
            OPERATOR.sub(
                lambda said: "" if said[2] == name and as_value(name, said[3].strip('"')) == value else said[0], text
            ).split()
        )
    kept = [each for each in parameters.getlist(name) if as_value(name, each) != value]
    other.setlist(name, list(dict.fromkeys([*kept, key])))
    other.pop("page", None)
    return QueryDict.urlencode(other, safe="/:")


def _answerable(parameters: QueryDict, wrong: Mapping[str, Collection[str]]) -> str:
    """The query string without what cannot be answered, each value looked at by itself; "" where that is nothing."""
    left = QueryDict(mutable=True)
    for name, values in parameters.lists():
        given = values if name in FILTERS or name == "columns" else values[-1:]
        if kept := [each for each in given if each and each not in wrong.get(name, ()) and _can_be(name, each)]:
            left.setlist(name, kept)
    return "" if left == parameters else left.urlencode(safe="/:")


def _can_be(name: str, value: str) -> bool:
    alone = QueryDict(mutable=True)
    alone[name] = value
    try:
        Question.read(alone, beside=PARAMETERS)
        Look.read(alone)
    except UnanswerableError:
        return False
    return True


def _put_right(parameters: QueryDict) -> str:
    """The query string without what others have added to it, and with values as their filters have them."""
    right = QueryDict(mutable=True)
    for given, values in parameters.lists():
        name = given.lower() if given.lower() in {*FILTERS, *OTHERS} and given.lower() not in parameters else given
        if not _ADDED_BY_OTHERS.match(name):
            right.setlist(name, [as_value(name, each) if name in FILTERS and each else each for each in values])
    return right.urlencode(safe="/:")


def bad_question(
    request: HttpRequest, reasons: list[str], answerable: str = "", nearest: Sequence[Link] = ()
) -> HttpResponse:
    """400: a filter that does not exist, a value that cannot be. `answerable` is what of the query can be answered,
    `nearest` lead to what may have been meant.

    A page; to who asks for a file and would not rather have a page, as browsers would, the sentences alone.
    """
    shown, more = [_shown(reason) for reason in reasons[:REASONS]], max(len(reasons) - REASONS, 0)
    if not request.path.endswith("/") and request.get_preferred_type(["text/plain", "text/html"]) != "text/html":
        if more:
            sentence = ngettext("And one more thing like these.", "And %(more)s more things like these.", more)
            shown.append(sentence % {"more": more})
        return uncached(HttpResponse("\n".join([*shown, ""]), status=400, content_type="text/plain; charset=utf-8"))
    told = {
        "reasons": shown,
        "more": more,
        "path": request.path,
        "answerable": answerable,
        "nearest": nearest,
    }
    return uncached(render(request, "400.html", told, status=400))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what Django itself refuses, such as too many parameters."""
    return bad_question(request, [_("The address, or what was sent with it, cannot be read.")])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with what the address names and addresses that read alike; 301 where capitals, the last slash or a language
    is all that is wrong.
    """
    plain = without_language(request.path)
    if plain != request.path and _is_public(plain):
        # A file, which has no language, asked for behind the address of a page that has one.
        return redirect_for_ever(request, plain)
    canonical = canonical_path(request.path)
    if canonical != request.path and not isinstance(exception, NothingHereError) and _is_public(canonical):
        return redirect_for_ever(request, canonical)
    # What a view says of it; the resolver's own exception has no sentence.
    reason = _shown(str(exception)) if type(exception) in {Http404, NoPageError} else ""
    typed = _typed(plain)
    told = {
        "path": _shown(request.path),
        "reason": reason,
        "typed": typed,
        "named": _named_by(typed),
        "closest": _closest(request, exception),
    }
    response = render(request, "404.html", told, status=404)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the same page in every case, made without the database."""
    return uncached(render(request, "500.html", status=500))


def _shown(text: str) -> str:
    """What a reader sent, fit to be shown: control characters have no place in HTML."""
    return _CONTROL.sub("\ufffd", text)


def _typed(path: str) -> str:
    """What of an address a person may have had at hand: /S/2019/171 and /sources/S/2019/171 have the same. "" for none.

    It is something to look up or search for: names, numbers, and what stands between them.
    """
    words = path.strip("/")
    first, _slash, rest = words.partition("/")
    if rest and first.lower() in _lists():
        words = rest
    return words if _SEARCHABLE.match(words) else ""


def _named_by(typed: str) -> Link | None:
    """The page that the text of an address names, as the look-up has it; a text of another shape costs no statement."""
    try:
        named = straight_to(lookup(typed)) if can_be_looked_up(typed) else None
    except (OperationalError, InterfaceError):
        return None  # the page says what it can say without the database
    return named.link if named else None


def _lists() -> dict[str, SubjectKind]:
    """The first part of the addresses of each kind of subject → the kind."""
    return {without_language(reverse(f"{kind.value}-list")).strip("/"): kind for kind in SubjectKind}


def _closest(request: HttpRequest, exception: Exception) -> list[Link]:
    """Subjects whose address begins alike; else the same address under the list whose name is nearest."""
    if isinstance(exception, NothingHereError):
        return [Link(title, detail_url(exception.kind, slug)) for slug, title in exception.closest]
    if isinstance(exception, NoPageError):
        return list(exception.closest)
    path = without_language(canonical_path(request.path))
    typed, _slash, rest = path.lstrip("/").partition("/")
    addresses = [within(f"/{name}/{rest}", current()) for name in difflib.get_close_matches(typed[:40], _lists(), n=1)]
    return [Link("", address) for address in addresses if _is_public(address)]


def _is_public(path: str) -> bool:
    """Whether the path is an address of the portal's pages, whatever stands there."""
    try:
        return resolve(path).func.__module__.startswith("findings.views")
    except Resolver404:
        return False
