"""Actors, with the names, numbers, designations and sources that make up their page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from findings.admin.bulk import NAMED_ACTORS, change_selected
from findings.admin.columns import EditionFilter
from findings.admin.inlines import PartInline
from findings.admin.merging import MergeSelectedMixin
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import WorkFilter
from findings.models import Actor, ActorAlias, ActorSource, Designation, Identifier, Involvement


class AliasInline(PartInline):
    model = ActorAlias
    fields = ["position", "name"]


class IdentifierInline(PartInline):
    model = Identifier
    fields = ["scheme", "value"]


class DesignationInline(PartInline):
    model = Designation
    autocomplete_fields = ["source"]
    fields = ["position", "authority", "list_reference", "designated", "measure", "source", "delisted"]
    related = ("source",)


class ActorSourceInline(PartInline):
    model = ActorSource
    autocomplete_fields = ["source"]
    fields = ["position", "source"]
    related = ("source",)


class DesignatedFilter(admin.SimpleListFilter):
    title = _("designated")
    parameter_name = "designated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("By an authority")), ("no", _("Not recorded as designated"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        designated = Designation.objects.order_by().values("actor_id")
        if self.value() == "yes":
            return queryset.filter(pk__in=designated)
        return queryset.exclude(pk__in=designated) if self.value() == "no" else queryset


@admin.register(Actor)
class ActorAdmin(MergeSelectedMixin, SubjectAdmin):
    actions = [
        *SubjectAdmin.actions,
        change_selected(_("Change kind or country …"), "actor_kind", "country", caution=NAMED_ACTORS),
        "merge_selected",
    ]
    list_display = ["name", "actor_kind", "country", "involvement_count", "edition"]
    list_filter = [WorkFilter, "actor_kind", DesignatedFilter, "identifiers__scheme", EditionFilter, "country"]
    search_fields = ["name", "slug", "aliases__name", "identifiers__value"]
    like_fields = ("name", "aliases__name")
    permanent = ("key",)
    inlines = [AliasInline, IdentifierInline, DesignationInline, ActorSourceInline]
    fieldsets = [
        (None, {"fields": ["name", "actor_kind", "country", "description"]}),
        (_("Its address here"), {"fields": ["slug", "key"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        named = Involvement.objects.order_by().filter(actor=OuterRef("pk")).values("actor")
        counted = Subquery(named.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).annotate(involved=Coalesce(counted, 0))

    @admin.display(description=_("named in"), ordering="involved")
    def involvement_count(self, actor: Any) -> int:
        return actor.involved
