"""Addresses that lead to another page than their own: where to, why, since when, and by whose act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.columns import NamedListMixin
from findings.admin.ledger import ReadOnlyAdmin, SubjectFilter
from findings.admin.published import record_urls
from findings.models import Edition, KeyAlias
from findings.pages.frames import detail_url
from findings.publishing.changes import SubjectName
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Goal:
    """What readers find at an address today."""

    key: str
    title: str
    public_url: str
    record_url: str
    is_withdrawn: bool


def goals(aliases: Collection[KeyAlias]) -> dict[SubjectName, Goal]:
    """(kind, old address) → what it leads to today; absent where nothing is there. Two statements, and the records'.

    An address that has come into use again is that of the subject there. One that was merged is withdrawn, and led on.
    """
    asked = {(SubjectKind(each.subject_kind), each.old) for each in aliases}
    olds = {old for _kind, old in asked}
    led = {
        (SubjectKind(kind), old): key
        for kind, old, key in KeyAlias.objects.in_force().filter(old__in=olds).values_list("subject_kind", "old", "key")
    }
    columns = ("subject_kind", "key", "slug", "title", "edition_kind")
    editions = (
        Edition.objects.in_force().filter(Q(slug__in=olds) | Q(key__in=set(led.values()))).order_by().only(*columns)
    )
    by_slug = {(SubjectKind(each.subject_kind), each.slug): each for each in editions}
    by_key = {(SubjectKind(each.subject_kind), each.key): each for each in editions}
    urls = record_urls(by_key)
    found = {}
    for kind, old in asked:
        edition = by_slug.get((kind, old))
        if (edition is None or edition.edition_kind == EditionKind.WITHDRAWAL) and (kind, old) in led:
            edition = by_key.get((kind, led[kind, old])) or edition
        if edition is not None:
            found[kind, old] = Goal(
                key=edition.key,
                title=edition.title,
                public_url=detail_url(kind, edition.slug),
                record_url=urls.get((kind, edition.key), ""),
                is_withdrawn=edition.edition_kind == EditionKind.WITHDRAWAL,
            )
    return found


class LedBySubjectFilter(SubjectFilter):
    def about(self, kind: SubjectKind, key: str = "") -> Q:
        return Q(subject_kind=kind, key=key) if key else Q(subject_kind=kind)


class WhyFilter(admin.SimpleListFilter):
    title = gettext_lazy("why it leads there")
    parameter_name = "why"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return KeyAlias.Reason.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is not None and value not in KeyAlias.Reason.values:
            raise IncorrectLookupParameters
        return queryset.filter(alias_kind=value) if value else queryset


class StandsFilter(admin.SimpleListFilter):
    title = gettext_lazy("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("leads", gettext_lazy("Leads there")), ("ended", gettext_lazy("Does not any more"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "leads":
            return queryset.filter(superseded_in__isnull=True)
        return queryset.filter(superseded_in__isnull=False) if self.value() == "ended" else queryset


class FormerAddresses(ChangeList):
    """The rows of one page, each with what readers find at its address today."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = goals(list(self.result_list))
        for each in self.result_list:
            each.goal = found.get((SubjectKind(each.subject_kind), each.old))


@admin.register(KeyAlias)
class FormerAddressAdmin(NamedListMixin, ReadOnlyAdmin):
    """Former addresses, and others that lead on: where to, why, since when, and by whose act."""

    list_display = ["address", "today", "why", "since", "until"]
    list_display_links = None
    list_filter = [StandsFilter, WhyFilter, LedBySubjectFilter]
    list_select_related = ["published_in", "superseded_in"]
    ordering = ["-published_in_id", "-pk"]
    search_fields = ["old", "key", "reason"]
    search_help_text = gettext_lazy("A part of the old address, of the key it leads to, or of the reason.")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return FormerAddresses

    @admin.display(description=gettext_lazy("address"))
    def address(self, alias: Any) -> SafeString:
        url = detail_url(SubjectKind(alias.subject_kind), alias.old.lower())
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description=gettext_lazy("leads today to"))
    def today(self, alias: Any) -> str:
        goal: Goal | None = alias.goal
        if goal is None:
            return _("nothing")
        title: str = goal.title or goal.key  # what is redacted has no title
        if goal.record_url:
            title = format_html('<a href="{}">{}</a>', goal.record_url, title)
        said = format_html('{}, <a href="{}">{}</a>', title, goal.public_url, goal.public_url)
        return format_html("{} ({})", said, _("withdrawn")) if goal.is_withdrawn else said

    @admin.display(description=gettext_lazy("why"))
    def why(self, alias: Any) -> SafeString:
        kind = KeyAlias.Reason(alias.alias_kind).label
        return format_html('{}<div class="told">{}</div>', kind, alias.reason)

    @admin.display(description=gettext_lazy("since"))
    def since(self, alias: Any) -> SafeString:
        return _act(alias.published_in)

    @admin.display(description=gettext_lazy("until"), empty_value="–")
    def until(self, alias: Any) -> SafeString | None:
        return _act(alias.superseded_in) if alias.superseded_in_id else None


def _act(version: Any) -> SafeString:
    """The act that did it: its day, who, and the way to it."""
    return format_html(
        '<a href="{}">{}</a> <div class="told">{} {}</div>',
        reverse("admin:findings_datasetversion_change", args=[version.number]),
        _("version %(number)s") % {"number": version.number},
        f"{version.published_at:%Y-%m-%d}",
        version.published_by,
    )
