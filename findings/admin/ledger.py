"""The ledger as the desk looks back on it: each act of publishing, with who did it and why. Nothing is changed here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.published import GIVEN, KINDS, NamedSubject, acts_about, acts_of_kind, named_subjects, told_acts
from findings.admin.publishing import SUBJECT, name_of, read_name
from findings.models import DatasetVersion, Edition, KeyAlias, Merge, Redaction, Submission
from findings.vocabulary import SubjectKind

#: So many editions are on one page of an act.
EDITIONS = 100
#: So many merges of an act are told, with who merged and why.
MERGES = 100


class ReadOnlyAdmin(admin.ModelAdmin):
    """What publishing writes: nobody adds, changes or deletes a row by hand."""

    change_list_template = "admin/findings/ledger.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    sortable_by = ()
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KindOfActFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of act")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return KINDS.items()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is not None and value not in KINDS:
            raise IncorrectLookupParameters
        return queryset.filter(acts_of_kind(value)) if value else queryset


class SubjectFilter(admin.SimpleListFilter):
    """By kind of subject; an address that names one subject (`subject=actor:angara`) is a choice more."""

    title = gettext_lazy("subject")
    parameter_name = SUBJECT

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        named = read_name(self.value() or "")
        one = [(name_of(*named), f"{named[0].label} {named[1]}")] if named else []
        return [*one, *((kind.value, kind.label) for kind in SubjectKind)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value in SubjectKind.values:
            return queryset.filter(self.about(SubjectKind(value)))
        named = read_name(value)
        if named is None:
            raise IncorrectLookupParameters
        return queryset.filter(self.about(*named))

    def about(self, kind: SubjectKind, key: str = "") -> Q:
        return acts_about(kind, key)


class ActsList(ChangeList):
    """The rows of one page, each with what its act brought."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        told = told_acts(list(self.result_list))
        for each in self.result_list:
            each.told = told[each.number]


@admin.register(DatasetVersion)
class ActAdmin(ReadOnlyAdmin):
    """Every act of publishing, the newest first: an act is a dataset version."""

    list_display = ["version", "at", "published_by", "kinds", "subjects", "note"]
    list_filter = [KindOfActFilter, SubjectFilter, "published_by"]
    date_hierarchy = "published_at"
    ordering = ["-number"]
    search_fields = ["note", "published_by"]
    search_help_text = gettext_lazy("A word of the note, an editor, a number, a key or a word of a title.")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ActsList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": _("Acts of publishing"), **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.strip()
        if not words:
            return queryset, False
        titled = Edition.objects.order_by().filter(Q(key__iexact=words) | Q(title__icontains=words))
        redacted = Redaction.objects.filter(key__iexact=words)
        asked = Q(note__icontains=words) | Q(published_by__icontains=words)
        asked |= Q(pk__in=titled.values("published_in")) | Q(pk__in=redacted.values("dataset_version"))
        if words.isdecimal() and len(words) < 10:
            asked |= Q(number=int(words))
        return queryset.filter(asked), False

    @admin.display(description=gettext_lazy("dataset version"))
    def version(self, version: Any) -> int:
        return version.number

    @admin.display(description=gettext_lazy("when (UTC)"))
    def at(self, version: Any) -> str:
        return f"{version.published_at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description=gettext_lazy("kind of act"))
    def kinds(self, version: Any) -> SafeString:
        return format_html_join("", "<div>{}</div>", ((words,) for words in version.told.kinds_in_words))

    @admin.display(description=gettext_lazy("subjects and editions"))
    def subjects(self, version: Any) -> SafeString:
        named = format_html_join("", "<div>{}</div>", ((_in_a_row(each),) for each in version.told.subjects))
        if not version.told.more:
            return named
        url = reverse("admin:findings_datasetversion_change", args=[version.number])
        more = _("and %(more)s more") % {"more": version.told.more}
        return format_html('{}<div><a href="{}">{}</a></div>', named, url, more)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One act whole: its editions, a page at a time, what was redacted or merged, and who submitted it."""
        version = self.get_object(request, object_id)
        if version is None:
            raise Http404
        if not self.has_view_permission(request, version):
            raise PermissionDenied
        submissions = Submission.objects.filter(published_in=version).select_related("submitted_by", "decided_by")
        page = _page_of_editions(version, request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Act of publishing: dataset version %(number)s") % {"number": version.number},
            "opts": self.opts,
            "version": version,
            "told": told_acts([version])[version.number],
            "page": page,
            "subjects": _subjects(version, page),
            "merges": _merges(version),
            "submission": submissions.first(),
        }
        return TemplateResponse(request, "admin/findings/act_of_publishing.html", context)


def _page_of_editions(version: DatasetVersion, number: str | None) -> Page[Edition]:
    pages = Paginator(Edition.objects.ledger().filter(published_in=version).defer("document"), EDITIONS)
    # The act says itself how many it brought.
    pages.count = version.editions
    return pages.get_page(number)


def _subjects(version: DatasetVersion, page: Page[Edition]) -> list[NamedSubject]:
    """The subjects of the editions on the page, and of all that was redacted or led to another address."""
    rows: list[Edition | Redaction | KeyAlias] = [
        *page.object_list,
        *Redaction.objects.filter(dataset_version=version),
        *KeyAlias.objects.filter(published_in=version, alias_kind=GIVEN),
    ]
    return [subject for _number, subject in named_subjects(rows)]


def _in_a_row(subject: NamedSubject) -> SafeString:
    """“Finding MSMT-2025-1-001, edition 2: title”, with the ways to the record and to the edition."""
    key = format_html('<a href="{}">{}</a>', subject.record_url, subject.key) if subject.record_url else subject.key
    numbers = {"number": subject.numbers}
    edition = subject.numbers if subject.is_address else _("edition %(number)s") % numbers
    row = format_html('{} {}, <a href="{}">{}</a>', subject.kind, key, subject.public_url, edition)
    return format_html('{}: <span class="told">{}</span>', row, subject.title) if subject.title else row


def _merges(version: DatasetVersion) -> list[Merge]:
    """The merges of the desk that readers learned of by this act."""
    led = KeyAlias.objects.filter(published_in=version, alias_kind=KeyAlias.Reason.MERGE)
    merged = led.filter(subject_kind=OuterRef("subject_kind"), old=OuterRef("merged_key"))
    return list(Merge.objects.filter(Exists(merged)).order_by("merged_key")[:MERGES])
