"""What a program is told that asks for a file: the edition that it means, or in plain text why it is given none.

What is not given is said in a sentence, with the status that the page has: whoever asks for a file is a program or a
reader who saves it, and neither wants a page (CITABLE C05).
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.exports.addresses import absolute
from findings.pages import words
from findings.pages.frames import detail_url
from findings.queries.editions import Moved, PublishedEdition, edition_at
from findings.queries.questions import UnanswerableError
from findings.views.responses import PART_OF_ADDRESS, NothingHereError, View, open_to_scripts
from findings.vocabulary import SubjectKind

PLAIN_TEXT = "text/plain; charset=utf-8"


def told_plainly(view: View, public: Callable[[View], View] = public) -> View:
    """A public view whose answers pages of other sites may read, and whose refusals are sentences of plain text.

    `public` is public_edition where the address is an edition's own.
    """

    @public
    def told(request: PublicRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnanswerableError as error:
            return plainly(error.reasons, status=400)
        except NothingHereError as error:
            return plainly(nothing_here(error.kind, error.slug, error.closest), status=404)
        except Http404 as error:
            return plainly([str(error)], status=404)

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = told(request, *args, **kwargs)
        # Every answer: a page that fetches a file meets redirects and refusals too (Fetch, CORS).
        open_to_scripts(response)
        return response

    return answer


def plainly(sentences: list[str], status: int) -> HttpResponse:
    """Sentences, one a line."""
    return HttpResponse("".join(f"{each}\n" for each in sentences), status=status, content_type=PLAIN_TEXT)


def found(kind: SubjectKind, slug: str, number: int | None) -> PublishedEdition | Moved:
    """The edition in force, or the numbered one. Raises NothingHereError where there is none."""
    if not PART_OF_ADDRESS.match(slug):
        raise NothingHereError(kind, slug)
    answer = edition_at(kind, slug, number)
    if answer is None:
        raise NothingHereError(kind, slug)
    return answer


def not_given(edition: PublishedEdition) -> HttpResponse | None:
    """What stands in the place of a file of an edition that is withdrawn (410) or redacted (451)."""
    told = {"key": edition.key, "number": edition.number}
    if edition.redaction is not None:
        sentence = _("The text of %(key)s, edition %(number)s, has been taken away: %(reason)s")
        return plainly([sentence % {**told, "reason": edition.redaction}], status=451)
    if not edition.is_withdrawn:
        return None
    withdrawn = edition.document["withdrawn"]
    sentences = [
        _("%(key)s, “%(title)s”, was withdrawn on %(date)s: %(reason)s")
        % {
            **told,
            "title": edition.title,
            "date": words.date_in_words(edition.published_at).replace("\u00a0", " "),
            "reason": withdrawn["reason"],
        }
    ]
    if replacement := withdrawn["replaced_by"]:
        address = absolute(detail_url(edition.kind, replacement.lower()))
        sentences.append(_("It is replaced by %(key)s: %(address)s") % {"key": replacement, "address": address})
    return plainly(sentences, status=410)


def nothing_here(kind: SubjectKind, slug: str, closest: list[tuple[str, str]]) -> list[str]:
    """There is no such subject or edition; these begin alike."""
    said = _("There is no %(kind)s with the address “%(slug)s”, or it has no such edition.")
    near = [f"{title}: {absolute(detail_url(kind, each))}" for each, title in closest]
    return [said % {"kind": str(kind.label).lower(), "slug": slug}, *([_("Near it:"), *near] if near else [])]
