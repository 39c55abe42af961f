"""Categories."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest

from findings.admin.columns import EditionFilter
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import WorkFilter
from findings.models import Category


@admin.register(Category)
class CategoryAdmin(SubjectAdmin):
    list_display = ["name", "position", "leading_finding", "edition"]
    search_fields = ["name", "slug", "definition"]
    like_fields = ("name",)
    list_filter = [WorkFilter, EditionFilter]
    ordering = ["position"]
    permanent = ("key",)
    fields = ["name", "slug", "key", "definition", "position", "leading_finding"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        last = Category.objects.aggregate(last=Max("position"))["last"]
        return {"position": 1 if last is None else last + 1, **super().get_changeform_initial_data(request)}
