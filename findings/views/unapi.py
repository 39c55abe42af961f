"""unAPI 1.0: how Zotero and its like find the files of a page's records (CITABLE C42).

An identifier is the address of a record or of an edition of it here, with or without the portal's host in front, or the
place of a provision on the page of its resolution: what stands in the `unapi-id` marks of pages and lists.
"""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.caching import PublicRequest
from findings.exports.citations import bibtex, csl, ris
from findings.exports.record_forms import provision_anchor
from findings.exports.rows import in_xml
from findings.queries.editions import Moved, PublishedEdition
from findings.queries.questions import UnanswerableError
from findings.views.plain_refusals import found, not_given, plainly, told_plainly
from findings.views.questions import check_once
from findings.views.record_forms import forms_of, written
from findings.views.responses import PART_OF_ADDRESS, canonical_path
from findings.vocabulary import SubjectKind

#: unAPI's name → our form and its type, as importers prefer them.
FORMATS = {
    "ris": ("ris", ris.MEDIA_TYPE),
    "bibtex": ("bib", bibtex.MEDIA_TYPE),
    "csljson": ("csl.json", csl.MEDIA_TYPE),
}
PARAMETERS = ("id", "format")
_NO_RECORD = gettext_lazy("“%(id)s” is the address of no record here, and the reference of no finding.")


@told_plainly
def unapi(request: PublicRequest) -> HttpResponse:
    """The formats; those of a record; a record in one. 404 for an unknown record, 406 for an unknown format."""
    asked = _asked(request)
    identifier, name = asked.get("id"), asked.get("format")
    if identifier is None:
        if name is not None:
            raise UnanswerableError([_("A format is asked for, and no id: there is nothing to give in it.")])
        return _formats(None)
    if name is not None and name not in FORMATS:
        sentence = _("“%(name)s” is none of the formats: %(formats)s.")
        return plainly([sentence % {"name": name, "formats": ", ".join(FORMATS)}], status=406)
    edition, is_pinned = _record(identifier)
    if refused := not_given(edition):
        return refused
    if name is None:
        # 300 is allowed too, and is taken for a failure by clients that look for a 200.
        return _formats(identifier)
    form = forms_of(edition.kind)[FORMATS[name][0]]
    return written(edition, form, form.write, pinned=is_pinned)


def _asked(request: PublicRequest) -> dict[str, str]:
    if unknown := sorted(set(request.GET) - set(PARAMETERS)):
        sentence = _("This address has no parameter “%(name)s”. It has two: id and format.")
        raise UnanswerableError([sentence % {"name": unknown[0]}])
    check_once(request.GET, PARAMETERS)
    return {name: request.GET[name] for name in PARAMETERS if name in request.GET}


def _record(identifier: str) -> tuple[PublishedEdition, bool]:
    """The edition that an identifier means, and whether it names its number.

    Raises NothingHereError or Http404 where it means none.
    """
    address, _sign, fragment = identifier.partition("#")
    kind, slug, number = _meant(address)
    answer = found(kind, slug, number)
    if isinstance(answer, Moved):
        answer = found(kind, answer.slug, number)
    if isinstance(answer, Moved):
        raise Http404(_NO_RECORD % {"id": identifier})
    if not fragment or answer.redaction is not None or answer.is_withdrawn:
        return answer, number is not None
    provisions = answer.document["provisions"] if kind is SubjectKind.RESOLUTION else ()
    for provision in provisions:
        if provision_anchor(provision["key"]) == fragment:
            return replace(answer, provision=provision), number is not None
    raise Http404(_NO_RECORD % {"id": identifier})


def _meant(identifier: str) -> tuple[SubjectKind, str, int | None]:
    """Kind, slug and number of edition, of an address here or of the reference of a finding."""
    if PART_OF_ADDRESS.match(identifier.lower()):
        return SubjectKind.FINDING, identifier.lower(), None
    path = identifier.removeprefix(settings.SITE_URL.rstrip("/"))
    try:
        match = resolve(canonical_path(path))
    except Resolver404:
        match = None
    for kind in SubjectKind:
        if match and match.view_name in {f"{kind.value}-detail", f"{kind.value}-edition"}:
            return kind, match.kwargs["slug"], match.kwargs.get("number")
    raise Http404(_NO_RECORD % {"id": identifier})


def _formats(identifier: str | None) -> HttpResponse:
    """The list of formats, of all records or of one."""
    named = f" id={quoteattr(in_xml(identifier))}" if identifier is not None else ""
    formats = "".join(f'<format name="{name}" type="{media_type}"/>\n' for name, (_form, media_type) in FORMATS.items())
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{named}>\n{formats}</formats>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
