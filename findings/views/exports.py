"""The list of findings as files: any question, the whole answer, and beside each file what is to be known of it."""

from __future__ import annotations

import functools
import json

from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.exports import kept, tabular
from findings.exports.addresses import feed_page_address, filename, form_address, list_address, meta_address
from findings.exports.described import LICENCE_ADDRESS, side_file
from findings.exports.forms import MEDIA_TYPES, STREAMED, XLSX, XLSX_MEDIA_TYPE, Form, file_facts, spreadsheet
from findings.queries.facets import counts
from findings.queries.questions import DEFAULT_ORDER, Question, UnanswerableError
from findings.queries.snapshots import pinned, snapshot
from findings.views.errors import unanswerable
from findings.views.links import MOST_BYTES, TypedLink, add_links
from findings.views.questions import question_of
from findings.views.responses import View, newest_version, open_to_scripts

#: Up to so many findings, the file of all of them is written before it is sent, so that the first reader too gets its
#: length and digest. Above, that reader would wait: the file is written while it is sent.
WRITTEN_FIRST = 5_000


def open_to_all(view: View) -> View:
    """A public view that pages of other sites may read too, its refusals included (Fetch, CORS)."""
    public_view = public(view)

    @functools.wraps(view)
    def answer(request: PublicRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            response = public_view(request, *args, **kwargs)
        except UnanswerableError as error:
            response = unanswerable(request, error)
        open_to_scripts(response, "Content-Digest")
        if response.has_header("Content-Encoding") and response.has_header("ETag"):
            # Compressed bytes are another representation: the validator says that they are equivalent, not that they
            # are the same (RFC 9110, 8.8.1).
            response.headers["ETag"] = f"W/{response.headers['ETag'].removeprefix('W/')}"
        return response

    return answer


@open_to_all
def finding_file(request: PublicRequest, form: str) -> HttpResponseBase:
    """The whole answer in a form that is streamed, whatever page of the list the address names."""
    question = question_of(request)
    if isinstance(question, HttpResponseRedirect):
        return question
    return whole(request, question, STREAMED[form])


def whole(request: PublicRequest, question: Question, streamed: Form) -> HttpResponseBase:
    """The whole answer to a question in a form: kept ready, or streamed."""
    form, version = streamed.name, request.dataset_version
    keeps = streamed.is_kept and not question.is_filtered and question.as_of is None and question.order == DEFAULT_ORDER
    if keeps and (ready := _kept(request, streamed)):
        return _described(ready, form, question, request)
    total = counts(question, facets=()).total  # it refuses keys of subjects that there are not
    if request.method == "HEAD":
        response = StreamingHttpResponse((), content_type=streamed.media_type)
        return _described(response, form, question, request)
    chunks = streamed.chunks(question, version)
    if keeps:
        chunks = kept.keep(form, version, chunks)
        if total <= WRITTEN_FIRST:
            for _chunk in chunks:
                pass
            if ready := _kept(request, streamed):
                return _described(ready, form, question, request)
            chunks = streamed.chunks(question, version)  # it could not be kept
    return _described(StreamingHttpResponse(chunks, content_type=streamed.media_type), form, question, request)


@open_to_all
def finding_spreadsheet(request: PublicRequest) -> HttpResponseBase:
    """The whole answer as a spreadsheet; 422 where it has more rows than a sheet."""
    question = question_of(request)
    if isinstance(question, HttpResponseRedirect):
        return question
    total = counts(question, facets=()).total
    if total > tabular.SHEET_ROWS:
        return _too_many(question, total)
    if request.method == "HEAD":
        response: HttpResponseBase = StreamingHttpResponse((), content_type=XLSX_MEDIA_TYPE)
    else:
        response = FileResponse(spreadsheet(question, request.dataset_version), content_type=XLSX_MEDIA_TYPE)
    return _described(response, XLSX, question, request)


@open_to_all
def finding_meta(request: PublicRequest, form: str) -> HttpResponseBase:
    """What is to be known of the answer in a form: words, count, digest of its references, licence, caveats, fields."""
    question = question_of(request)
    if isinstance(question, HttpResponseRedirect):
        return question
    version = request.dataset_version
    with snapshot():
        asked = pinned(question, version)
        facts = file_facts(form, asked, version)
        described = side_file(form, MEDIA_TYPES[form], asked, version, facts)
    response = HttpResponse(json.dumps(described, ensure_ascii=False, indent=1) + "\n", content_type="application/json")
    return _with_links(response, [TypedLink(form_address(form, question), "describes")])


def _kept(request: PublicRequest, form: Form) -> HttpResponseBase | None:
    """The file of all findings, compressed where the reader takes that, if it is ready.

    Compressed here and not on its way out, so that its length and digest are those of the bytes that are sent. Until
    its compressed form is ready the file is compressed on its way, and has neither.
    """
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    compressed = kept.find(form.name, request.dataset_version, compressed=True) if takes_gzip else None
    ready = compressed or kept.find(form.name, request.dataset_version, compressed=False)
    if ready is None:
        return None
    response: HttpResponseBase
    try:
        if request.method == "HEAD":
            response = StreamingHttpResponse((), content_type=form.media_type)
            if compressed or not takes_gzip:
                response.headers["Content-Length"] = str(ready.path.stat().st_size)
        else:
            response = FileResponse(ready.path.open("rb"), content_type=form.media_type)
    except FileNotFoundError:  # a newer state has just replaced it
        return None
    if compressed or not takes_gzip:
        response.headers["Content-Digest"] = ready.content_digest
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _described(response: HttpResponseBase, form: str, question: Question, request: PublicRequest) -> HttpResponseBase:
    """With the headers that say what the file is: its name, and links to its side file, its list, its licence."""
    number = question.as_of or newest_version(request)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename(form, question, number)}"'
    return linked(response, form, question, "collection")


def linked(response: HttpResponseBase, form: str, question: Question, relation: str) -> HttpResponseBase:
    """With links to the side file, the licence, and the list, which is the answer's `relation`.

    The alternate of a feed is the list in the order of feeds.
    """
    listed = feed_page_address(question) if relation == "alternate" else list_address(question)
    links = [
        TypedLink(meta_address(form, question), "describedby", "application/json"),
        TypedLink(listed, relation, "text/html"),
    ]
    return _with_links(response, links)


def _with_links(response: HttpResponseBase, links: list[TypedLink]) -> HttpResponseBase:
    """With those links that the header holds, and that to the licence; a question can be longer than it may get."""
    links = [*links, TypedLink(LICENCE_ADDRESS, "license")]
    while len(", ".join(map(str, links)).encode()) > MOST_BYTES:
        links = links[1:]
    add_links(response, links)
    return response


def _too_many(question: Question, total: int) -> HttpResponse:
    sentence = _(
        "%(total)s findings answer, and a sheet holds %(most)s rows below its header. "
        "The same findings as CSV, whole: %(address)s"
    ) % {
        "total": f"{total:,}",
        "most": f"{tabular.SHEET_ROWS:,}",
        "address": form_address("csv", question),
    }
    return HttpResponse(f"{sentence}\n", status=422, content_type="text/plain; charset=utf-8")
