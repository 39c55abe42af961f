"""Every correction, withdrawal and redaction: as a page, and as a feed (CITABLE C65)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.exports.addresses import absolute
from findings.exports.atom import updated_at
from findings.exports.notices import MEDIA_TYPE, NoticeFeed, notices_as_atom, paged
from findings.pages.corrections import CORRECTIONS_SIZE, correction_notices, corrections_page
from findings.pages.view_heads import corrections_head
from findings.queries.corrections import Amendments, amendments
from findings.queries.paging import check_page, last_page
from findings.queries.questions import read_page
from findings.views.exports import open_to_all
from findings.views.questions import check_once
from findings.views.responses import show


@public
def corrections(request: PublicRequest) -> HttpResponse:
    number, answer = _amendments(request)
    page = corrections_page(answer, number)
    return show(request, "findings/corrections.html", page, head=corrections_head(page))


@open_to_all
def corrections_atom(request: PublicRequest) -> HttpResponse:
    number, answer = _amendments(request)
    address, version = absolute(reverse("corrections-atom")), request.dataset_version
    newest = answer.amendments[0].published_at if answer.amendments else None
    feed = NoticeFeed(
        id=address,
        title=_("Corrections, withdrawals and redactions"),
        page=absolute(reverse("corrections")),
        updated=updated_at(newest, version),
        pages=paged(address, number, last_page(answer.total, CORRECTIONS_SIZE)),
        notices=correction_notices(answer),
        version=version,
    )
    return HttpResponse(notices_as_atom(feed), content_type=MEDIA_TYPE)


def _amendments(request: PublicRequest) -> tuple[int, Amendments]:
    check_once(request.GET, ["page"])
    number = read_page(request.GET)
    answer = amendments(page=number, size=CORRECTIONS_SIZE)
    check_page(number, answer.total, CORRECTIONS_SIZE)
    return number, answer
