"""Citations of a whole list as text, in the style that the address names."""

from __future__ import annotations

from django.http import HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from findings.caching import PublicRequest
from findings.exports.citations import texts
from findings.exports.forms import text
from findings.queries.questions import UnanswerableError
from findings.views.exports import open_to_all, whole
from findings.views.questions import check_once, question_of


@open_to_all
def finding_text(request: PublicRequest) -> HttpResponseBase:
    """Each finding that answers, cited in one line, in the order of the list."""
    style = _style(request.GET)
    question = question_of(request, beside=[texts.PARAMETER])
    if isinstance(question, HttpResponseRedirect):
        return question
    return whole(request, question, text(style))


def _style(parameters: QueryDict) -> str:
    """The style asked for, or footnotes. Raises UnanswerableError with the styles that there are."""
    check_once(parameters, [texts.PARAMETER])
    style = parameters.get(texts.PARAMETER, texts.FOOTNOTE)
    if style not in texts.WRITERS:
        sentence = _("“%(value)s” is no style of citations. The styles are: %(styles)s.")
        raise UnanswerableError([sentence % {"value": style, "styles": ", ".join(texts.WRITERS)}])
    return style
