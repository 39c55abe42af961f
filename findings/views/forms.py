"""A record in another form: one view for all kinds of subjects, all forms, the edition in force and numbered ones.

What cannot be given in a form is said in a sentence of plain text, with the status that the page has: whoever asks for
a file is a program or a reader who saves it, and neither wants a page (CITABLE C05, C50–C58).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public, public_edition
from findings.exports.addresses import absolute, address_of
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.every_form import RECORD_FORMS
from findings.exports.record_forms import PROVISION, RecordForm, Writer
from findings.exports.signposting import cite_as
from findings.pages import words
from findings.pages.frames import detail_url
from findings.queries.editions import Moved, PublishedEdition, edition_in_force, numbered_edition, provision_of
from findings.queries.questions import UnanswerableError
from findings.views.responses import PART_OF_ADDRESS, NothingHereError, View, moved, open_to_scripts, redirect_for_ever
from findings.vocabulary import SubjectKind

PLAIN_TEXT = "text/plain; charset=utf-8"


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
    answer = edition_in_force(kind, slug) if number is None else numbered_edition(kind, slug, number)
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


def written(edition: PublishedEdition, form: RecordForm, writer: Writer, *, pinned: bool) -> HttpResponse:
    """The edition in a form, with the headers that say what the file is and what it is of (CITABLE, 3).

    `pinned` where the file is of the edition; the file beside the permanent address is of the page there, as the
    linkset of that page says too.
    """
    response = HttpResponse(writer(edition), content_type=form.media_type)
    name = f"{edition.provision['key'] if edition.provision else edition.slug}-v{edition.number}.{form.name}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    page, licence = page_of(edition, pinned=pinned), f'<{LICENCE_ADDRESS}>; rel="license"'
    response.headers["Link"] = f'<{page}>; rel="{form.relation}"; type="text/html", {licence}'
    return response


def page_of(edition: PublishedEdition, *, pinned: bool) -> str:
    """The page that a file of an edition belongs to. A provision has one of its own, but none for each edition."""
    if edition.provision is not None and not pinned:
        return address_of("provision-detail", edition.slug, edition.provision["key"])
    return cite_as(edition, pinned=pinned)


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
    asked = {key: request.GET.getlist(key) for key in request.GET}
    writer = _writer(form, plain, asked, kind)
    provision = asked.get(PROVISION)
    answer = found(kind, slug, number)
    if isinstance(answer, Moved):
        return moved(request, answer)
    if number is not None:
        request.document_digest = answer.document_digest
    refused = not_given(answer)
    if refused is None and provision is not None:
        answer = with_provision(answer, provision)
    return refused or written(answer, form, writer, pinned=number is not None)


def with_provision(resolution: PublishedEdition, keys: list[str]) -> PublishedEdition:
    """An edition of a resolution of which one provision is meant. Raises UnanswerableError where it has none such."""
    if len(keys) > 1:
        sentence = _("The address names “%(parameter)s” more than once. Once is right.")
        raise UnanswerableError([sentence % {"parameter": PROVISION}])
    provision = provision_of(resolution, keys[0])
    if provision is None:
        told = {"value": keys[0], "parameter": PROVISION}
        told["values"] = ", ".join(each["key"] for each in resolution.document["provisions"])
        raise UnanswerableError([_("“%(value)s” is no value of “%(parameter)s”. The values are: %(values)s.") % told])
    return replace(resolution, provision=provision)


def _writer(form: RecordForm, plain: Writer, asked: Mapping[str, list[str]], kind: SubjectKind) -> Writer:
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
    if variants is None or variants.parameter not in asked:
        return plain
    values = asked[variants.parameter]
    told = {"parameter": variants.parameter, "value": values[0], "values": ", ".join(variants.writers)}
    if len(values) > 1:
        raise UnanswerableError([_("The address names “%(parameter)s” more than once. Once is right.") % told])
    if values[0] not in variants.writers:
        sentence = _("“%(value)s” is no value of “%(parameter)s”. The values are: %(values)s.")
        raise UnanswerableError([sentence % told])
    return variants.writers[values[0]]
