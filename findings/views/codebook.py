"""The code book of the data: what it holds, a page for each table, the choices, what changed; and the whole as JSON."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, public
from findings.documents.tables import FINDINGS, TABLE_BY_NAME
from findings.exports.codebook import DescribedField, codebook, codebook_changes, described_fields
from findings.exports.datasets import shelf
from findings.pages.codebook import (
    codebook_choices_page,
    codebook_diff_page,
    codebook_page,
    codebook_table_page,
    no_table,
)
from findings.pages.view_heads import codebook_choices_head, codebook_diff_head, codebook_table_head, words_head
from findings.queries.whole import examples
from findings.views.exports import open_to_all
from findings.views.responses import show


@public
def codebook_detail(request: PublicRequest) -> HttpResponse:
    return show(request, "about/codebook.html", codebook_page(), head=words_head("codebook"))


@public
def codebook_table(request: PublicRequest, name: str) -> HttpResponse:
    """A table of a release. Only that of the findings has examples, and reads findings for them."""
    table = TABLE_BY_NAME.get(name)
    if table is None:
        raise no_table(name)
    is_of_findings = table is FINDINGS
    fields = described_fields(examples()) if is_of_findings else [DescribedField(each, None) for each in table.fields]
    page = codebook_table_page(table, fields)
    return show(request, "about/codebook_table.html", page, head=codebook_table_head(page))


@public
def codebook_choices(request: PublicRequest) -> HttpResponse:
    page = codebook_choices_page()
    return show(request, "about/codebook_choices.html", page, head=codebook_choices_head(page))


@public
def codebook_diff(request: PublicRequest, before: int, after: int) -> HttpResponse:
    """What changed in the code book from one release to another."""
    books = []
    for version in (before, after):
        found = shelf.at(version)
        book = shelf.codebook_of(found) if found is not None else None
        if book is None:
            raise Http404(_("There is no release of dataset version %s that holds a code book.") % version)
        books.append(book)
    page = codebook_diff_page(before, after, codebook_changes(*books))
    return show(request, "about/codebook_diff.html", page, head=codebook_diff_head(page))


@open_to_all
def codebook_json(request: PublicRequest) -> HttpResponseBase:
    version = request.dataset_version.number if request.dataset_version else None
    data = codebook(described_fields(examples()), version)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
