"""From an address to a question, for every view that answers one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from findings.caching import PublicRequest
from findings.partial_dates import PartialDateError
from findings.queries.dates import read_date
from findings.queries.questions import OTHERS, Question, UnanswerableError
from findings.queries.versions import check_as_of, number_on

#: Parameters beside the filters that may be named several times.
SEVERAL = ("columns",)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def question_of(request: PublicRequest, beside: Iterable[str] = ()) -> Question | HttpResponseRedirect:
    """The question that the address asks; `beside` are parameters that are not the question's.

    A date as `as_of` leads to the number of the dataset version that was in force when that day ended, UTC (302): what
    is cited carries the number. Raises UnanswerableError with a sentence for each thing that is wrong; whether there is
    such a page is for the caller to say.
    """
    check_once(request.GET, [*OTHERS, *beside])
    if day := _day(request.GET.get("as_of", "")):
        return _at_the_number(request, day, beside)
    question = Question.read(request.GET, beside=beside)
    if question.as_of is not None:
        check_as_of(question.as_of, request.dataset_version)
    return question


def check_once(parameters: QueryDict, names: Iterable[str]) -> None:
    """Raises UnanswerableError where a parameter of one value is named twice: there is no telling which is meant."""
    if reasons := named_twice(parameters, names):
        raise UnanswerableError(reasons)


def named_twice(parameters: QueryDict, names: Iterable[str]) -> list[str]:
    """A sentence for each parameter of one value that an address names more than once."""
    return [
        _("The address names “%(name)s” %(times)s times. Once is right.") % {"name": name, "times": times}
        for name in names
        if name not in SEVERAL and (times := len(parameters.getlist(name))) > 1
    ]


def _at_the_number(request: PublicRequest, day: dt.date, beside: Iterable[str]) -> HttpResponseRedirect:
    parameters = request.GET.copy()
    del parameters["as_of"]
    Question.read(parameters, beside=beside)  # what else is wrong is said here, and not behind the redirect
    parameters["as_of"] = str(number_on(day, request.dataset_version))
    return HttpResponseRedirect(f"{request.path}?{parameters.urlencode(safe='/:')}")


def version_asked_for(request: PublicRequest) -> int:
    """The dataset version that `as_of` of an address names, by its number or by a date; as for a list of findings."""
    asked = request.GET.getlist("as_of")
    if len(asked) == 1 and (day := _day(asked[0])):
        return number_on(day, request.dataset_version)
    parameters = QueryDict(mutable=True)
    parameters.setlist("as_of", asked)
    number = Question.read(parameters).as_of if len(asked) == 1 else None
    if number is None:
        sentence = _("The address names as_of %(times)s times, or names nothing by it. Write as_of=12, or a date.")
        raise UnanswerableError([sentence % {"times": len(asked)}])
    check_as_of(number, request.dataset_version)
    return number


def _day(text: str) -> dt.date | None:
    """The day that `as_of` names, 2026-03-26 or 26 March 2026; None where it is no day. Raises UnanswerableError."""
    written = text.strip()
    try:
        date = read_date(written)
    except PartialDateError:
        if _DAY.match(written):
            raise UnanswerableError([_("“%(text)s” is a date that does not exist.") % {"text": written}]) from None
        return None
    return date.earliest if date.precision == "day" else None
