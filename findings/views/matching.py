"""A list of names and numbers → the actors that each line may be: a page and a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.exports.matching import matched_csv
from findings.pages.matching import match_page
from findings.pages.view_heads import match_head
from findings.queries.matching import lines_of, matched
from findings.queries.questions import UnanswerableError
from findings.views.exports import open_to_all
from findings.views.questions import check_once, version_asked_for
from findings.views.responses import newest_version, show

_PARAMETERS = ("names", "as_of")


@public
def match(request: PublicRequest) -> HttpResponse:
    lines, as_of = _asked(request)
    page = match_page(matched(lines, as_of), as_of, newest_version(request))
    return show(request, "findings/match.html", page, head=match_head(page))


@open_to_all
def match_file(request: PublicRequest) -> HttpResponse:
    lines, as_of = _asked(request)
    name = f"dprk-findings-match-v{as_of or newest_version(request)}.csv"
    return HttpResponse(
        matched_csv(matched(lines, as_of)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: PublicRequest) -> tuple[list[str], int | None]:
    """The lines, and the dataset version (None: today's). Raises UnanswerableError."""
    sentence = _("There is no filter named “%(name)s”. There are: %(known)s.")
    unknown = [
        sentence % {"name": name, "known": ", ".join(_PARAMETERS)} for name in request.GET if name not in _PARAMETERS
    ]
    if unknown:
        raise UnanswerableError(unknown)
    check_once(request.GET, _PARAMETERS)
    lines = lines_of([request.GET.get("names", "")])
    return lines, version_asked_for(request) if request.GET.get("as_of", "").strip() else None
