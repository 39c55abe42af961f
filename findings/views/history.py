"""The editions of a subject beside each other: its history, the history as a feed, and what differs between two."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.exports.addresses import absolute
from findings.exports.notices import MEDIA_TYPE, NoticeFeed, notices_as_atom, paged
from findings.pages.frames import diff_url, history_url
from findings.pages.history import HISTORY_SIZE, diff_page, history_page, notices_of
from findings.pages.view_heads import diff_head, history_head
from findings.queries.editions import Moved
from findings.queries.history import History, TwoEditions, two_editions
from findings.queries.history import history as editions_of
from findings.queries.paging import check_page, last_page
from findings.queries.questions import UnanswerableError, read_page
from findings.views.exports import open_to_all
from findings.views.memento import LINK_FORMAT, TIMEMAP_SIZE, mementos
from findings.views.questions import check_once
from findings.views.responses import NothingHereError, View, at_its_address, moved, redirect_for_ever, show
from findings.vocabulary import SubjectKind


def history(kind: SubjectKind) -> View:
    """All editions of a subject, the newest first."""

    @public
    @at_its_address(kind)
    def view(request: PublicRequest, slug: str) -> HttpResponse:
        number, answer = _editions(request, kind, slug)
        if isinstance(answer, Moved):
            return moved(request, answer)
        page = history_page(answer, number)
        return show(request, "findings/history.html", page, head=history_head(page))

    return view


def history_atom(kind: SubjectKind) -> View:
    """All editions of a subject as a feed (CITABLE C65)."""

    @open_to_all
    @at_its_address(kind, ends="")
    def view(request: PublicRequest, slug: str) -> HttpResponse:
        number, answer = _editions(request, kind, slug)
        if isinstance(answer, Moved):
            return moved(request, answer)
        newest = answer.newest
        address = absolute(reverse(f"{kind.value}-history-atom", args=[newest.slug]))
        feed = NoticeFeed(
            id=address,
            title=_("Editions of %s") % (newest.title or newest.key),
            page=absolute(history_url(kind, newest.slug)),
            updated=newest.published_at,
            pages=paged(address, number, last_page(answer.total, HISTORY_SIZE)),
            notices=notices_of(answer),
            version=request.dataset_version,
        )
        return HttpResponse(notices_as_atom(feed), content_type=MEDIA_TYPE)

    return view


def timemap(kind: SubjectKind) -> View:
    """Every edition with its date, the oldest first, for programs (RFC 7089, 5)."""

    @open_to_all
    @at_its_address(kind, ends="")
    def view(request: PublicRequest, slug: str) -> HttpResponse:
        number, answer = _editions(request, kind, slug, size=TIMEMAP_SIZE)
        if isinstance(answer, Moved):
            return moved(request, answer)
        links = mementos(answer, number)
        lines = [*(f"{each},\n" for each in links[:-1]), f"{links[-1]}\n"]
        return HttpResponse("".join(lines), content_type=LINK_FORMAT)

    return view


def diff(kind: SubjectKind) -> View:
    """What differs between two editions. The lower number stands first: the other order leads there (301)."""

    @public
    @at_its_address(kind)
    def view(request: PublicRequest, slug: str, pair: tuple[int, int]) -> HttpResponse:
        old, new = sorted(pair)
        if old == new:
            sentence = _("Edition %s cannot differ from itself. Name two editions, such as 1..2.")
            raise UnanswerableError([sentence % old])
        if (old, new) != pair:
            return redirect_for_ever(request, diff_url(kind, slug, old, new))
        answer = two_editions(kind, slug, old, new)
        if answer is None:
            raise NothingHereError(kind, slug)
        if isinstance(answer, Moved):
            return moved(request, answer)
        return _compared(request, answer)

    return view


def _compared(request: PublicRequest, answer: TwoEditions) -> HttpResponse:
    page = diff_page(answer)
    if page.is_redacted:
        return show(request, "findings/diff.html", page, status=451)
    return show(request, "findings/diff.html", page, head=diff_head(page))


def _editions(
    request: PublicRequest, kind: SubjectKind, slug: str, *, size: int = HISTORY_SIZE
) -> tuple[int, History | Moved]:
    check_once(request.GET, ["page"])
    number = read_page(request.GET)
    answer = editions_of(kind, slug, page=number, size=size)
    if answer is None:
        raise NothingHereError(kind, slug)
    if isinstance(answer, History):
        check_page(number, answer.total, size)
    return number, answer
