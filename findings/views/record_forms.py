"""A record in another form: one view for all kinds of subjects, all forms, the edition in force and numbered ones.

What cannot be given in a form is said in plain text (CITABLE C50–C58; `plain_refusals`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public_edition
from findings.exports.addresses import address_of
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.every_form import RECORD_FORMS
from findings.exports.record_forms import PROVISION, RecordForm, Writer
from findings.exports.signposting import cite_as
from findings.queries.editions import Moved, PublishedEdition, provision_of
from findings.queries.questions import UnanswerableError
from findings.views.links import TypedLink, add_links
from findings.views.plain_refusals import found, not_given, told_plainly
from findings.views.questions import check_once
from findings.views.responses import View, moved, redirect_for_ever
from findings.vocabulary import SubjectKind


def forms_of(kind: SubjectKind) -> dict[str, RecordForm]:
    """Name → form, of those that a kind of subject has."""
    return {form.name: form for form in RECORD_FORMS if kind in form.kinds}


def form_addresses(kind: SubjectKind, plural: str) -> list[URLPattern]:
    """The addresses of a kind of subject in its forms; they stand behind every other address of the kind."""
    in_force, numbered = _views(kind)
    return [
        path(f"{plural}/<undotted:slug>.<form:form>", in_force, name=f"{kind.value}-form"),
        path(f"{plural}/<undotted:slug>/v/<edition:number>.<form:form>", numbered, name=f"{kind.value}-edition-form"),
    ]


def written(edition: PublishedEdition, form: RecordForm, writer: Writer, *, pinned: bool) -> HttpResponse:
    """The edition in a form, with the headers that say what the file is and what it is of (CITABLE, 3).

    `pinned` where the file is of the edition; the file beside the permanent address is of the page there, as the
    linkset of that page says too.
    """
    response = HttpResponse(writer(edition), content_type=form.media_type)
    name = f"{edition.provision['key'] if edition.provision else edition.slug}-v{edition.number}.{form.name}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    page = TypedLink(page_of(edition, pinned=pinned), form.relation, "text/html")
    add_links(response, [page, TypedLink(LICENCE_ADDRESS, "license")])
    return response


def page_of(edition: PublishedEdition, *, pinned: bool) -> str:
    """The page that a file of an edition belongs to. A provision has one of its own, but none for each edition."""
    if edition.provision is not None and not pinned:
        return address_of("provision-detail", edition.slug, edition.provision["key"])
    return cite_as(edition, pinned=pinned)


def with_provision(resolution: PublishedEdition, key: str) -> PublishedEdition:
    """An edition of a resolution of which one provision is meant. Raises UnanswerableError where it has none such."""
    provision = provision_of(resolution, key)
    if provision is None:
        raise _no_value(PROVISION, key, (each["key"] for each in resolution.document["provisions"]))
    return replace(resolution, provision=provision)


def _no_value(parameter: str, value: str, values: Iterable[str]) -> UnanswerableError:
    """`value` is none of the `values` that a parameter has."""
    told = {"parameter": parameter, "value": value, "values": ", ".join(values)}
    return UnanswerableError([_("“%(value)s” is no value of “%(parameter)s”. The values are: %(values)s.") % told])


def _views(kind: SubjectKind) -> tuple[View, View]:
    @told_plainly
    def in_force(request: PublicRequest, slug: str, form: str) -> HttpResponse:
        return _answer(request, kind, slug, form, None)

    def numbered(request: PublicRequest, slug: str, number: int, form: str) -> HttpResponse:
        return _answer(request, kind, slug, form, number)

    return in_force, told_plainly(numbered, public_edition)


def _answer(request: PublicRequest, kind: SubjectKind, slug: str, name: str, number: int | None) -> HttpResponse:
    if request.path != request.path.lower():
        return redirect_for_ever(request, request.path.lower())
    forms = forms_of(kind)
    form = forms.get(name)
    if form is None:
        sentence = _("No %(kind)s is to be had as “%(name)s”. The forms are: %(forms)s.")
        told = {"kind": str(kind.label).lower(), "name": name, "forms": ", ".join(sorted(forms))}
        raise Http404(sentence % told)
    plain = form.write_in_force if number is None and form.write_in_force else form.write
    writer = _writer(form, plain, request.GET, kind)
    provision = request.GET.get(PROVISION)
    answer = found(kind, slug, number)
    if isinstance(answer, Moved):
        return moved(request, answer)
    if number is not None:
        request.document_digest = answer.document_digest
    refused = not_given(answer)
    if refused is None and provision is not None:
        answer = with_provision(answer, provision)
    return refused or written(answer, form, writer, pinned=number is not None)


def _writer(form: RecordForm, plain: Writer, asked: QueryDict, kind: SubjectKind) -> Writer:
    """The writer that the parameters of an address ask for, `plain` where there are none.

    Raises UnanswerableError with what would be right.
    """
    variants = form.variants
    known = [variants.parameter] if variants else []
    if kind is SubjectKind.RESOLUTION and form.of_provisions:
        known.append(PROVISION)
    if unknown := sorted(set(asked) - set(known)):
        right = _("It has none.")
        if known:
            right = (_("It has two: %s.") if len(known) > 1 else _("It has one: %s.")) % ", ".join(known)
        sentence = _("This address has no parameter “%(name)s”.") % {"name": unknown[0]}
        raise UnanswerableError([f"{sentence} {right}"])
    check_once(asked, known)
    value = asked.get(variants.parameter) if variants else None
    if variants is None or value is None:
        return plain
    if value not in variants.writers:
        raise _no_value(variants.parameter, value, variants.writers)
    return variants.writers[value]
