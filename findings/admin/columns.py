"""Columns and filters that several lists share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.models import Edition
from findings.vocabulary import EditionKind


class NamedListMixin:
    """A list that is headed by what it lists."""

    def changelist_view(self: Any, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})  # type: ignore[misc]


class EditionColumnMixin:
    """A column with the number of the edition in force."""

    def get_queryset(self: Any, request: HttpRequest) -> QuerySet[Any]:
        in_force = Edition.objects.of(self.model.kind).in_force().order_by().filter(key=OuterRef(self.model.key_field))
        return (
            super()  # type: ignore[misc]
            .get_queryset(request)
            .annotate(
                edition_in_force=Subquery(in_force.values("number"), output_field=IntegerField()),
                edition_kind=Subquery(in_force.values("edition_kind")),
            )
        )

    @admin.display(description=gettext_lazy("edition"), ordering="edition_in_force", empty_value="–")
    def edition(self, record: Any) -> str | None:
        if record.edition_in_force is None:
            return None
        if record.edition_kind == EditionKind.WITHDRAWAL:
            return _("%(number)s, withdrawn") % {"number": record.edition_in_force}
        return str(record.edition_in_force)


class EditionFilter(admin.SimpleListFilter):
    title = gettext_lazy("edition")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("none", gettext_lazy("Never published")),
            ("public", gettext_lazy("Public")),
            ("withdrawn", gettext_lazy("Withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(edition_in_force__isnull=True)
        if self.value() == "public":
            return queryset.filter(edition_in_force__isnull=False).exclude(edition_kind=EditionKind.WITHDRAWAL)
        if self.value() == "withdrawn":
            return queryset.filter(edition_kind=EditionKind.WITHDRAWAL)
        return queryset


def time_column(field: str, words: Any) -> Callable[[Any], str]:
    """A column with day and time as pages of the desk write them, in UTC: `words` say so."""

    @admin.display(description=words, ordering=field)
    def column(record: Any) -> str:
        at = getattr(record, field)
        return f"{at:%Y-%m-%d %H:%M}" if at is not None else "–"

    column.__name__ = field
    return column


def year_filter(field: str, words: Any) -> type[admin.SimpleListFilter]:
    """A filter by the year of a partial date, which has no hierarchy of days: it may be known to the year alone."""

    class YearFilter(admin.SimpleListFilter):
        title = words
        parameter_name = f"{field}_year"

        def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
            years = (
                model_admin.model._default_manager.exclude(**{f"{field}__isnull": True})
                .order_by()
                .annotate(year=Left(field, 4))
                .values_list("year", flat=True)
                .distinct()
            )
            return [*((str(year), str(year)) for year in sorted(map(str, years), reverse=True)), ("none", _("No date"))]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            if self.value() == "none":
                return queryset.filter(**{f"{field}__isnull": True})
            return queryset.filter(**{f"{field}__startswith": self.value()}) if self.value() else queryset

    return YearFilter


class SourceCountFilter(admin.SimpleListFilter):
    """Claims that cite nothing, which cannot be published."""

    title = gettext_lazy("sources")
    parameter_name = "sources"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("none", gettext_lazy("Cites none")), ("some", gettext_lazy("Cites some"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(citation__isnull=True)
        if self.value() == "some":
            return queryset.filter(pk__in=queryset.model._default_manager.filter(citation__isnull=False).values("pk"))
        return queryset
