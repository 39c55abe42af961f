"""Places."""

from __future__ import annotations

from django.contrib import admin

from findings.admin.records import RecordAdmin
from findings.models import Place


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    list_display = ["name", "country", "slug", "latitude", "longitude", "precision"]
    list_filter = ["precision", "country"]
    search_fields = ["name", "slug", "country"]
    like_fields = ("name",)
    fields = ["name", "country", "slug", ("latitude", "longitude"), "precision"]
