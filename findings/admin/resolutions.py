"""Resolutions, with their provisions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from findings.admin.columns import EditionFilter
from findings.admin.forms import PartForm, RecordForm
from findings.admin.inlines import PartFormSet
from findings.admin.pasted import PLAIN_TEXTS
from findings.admin.records import RecordAdmin
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import WorkFilter
from findings.models import Edition, Provision, Resolution
from findings.vocabulary import SubjectKind


class ProvisionForm(PartForm):
    """A key is given once: entered with a new provision, shown with one that is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["key"].disabled = True

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not self.instance.pk and has_been_published(key):
            self.add_error(
                "key", _("“%(key)s” was published once: a key is given once and never again.") % {"key": key}
            )
        return key


def has_been_published(key: str) -> bool:
    """Whether an edition of a resolution ever carried a provision of this key."""
    return Edition.objects.of(SubjectKind.RESOLUTION).filter(document__contains={"provisions": [{"key": key}]}).exists()


class ProvisionInline(admin.StackedInline):
    model = Provision
    form = ProvisionForm
    formset = PartFormSet
    formfield_overrides = PLAIN_TEXTS
    extra = 0
    fields = [
        ("position", "key"),
        ("paragraph", "paragraph_checked"),
        "topic",
        "obligation",
        "paragraph_note",
        "source_url",
    ]


@admin.register(Resolution)
class ResolutionAdmin(SubjectAdmin):
    list_display = ["symbol", "adopted", "title", "provision_count", "edition"]
    list_filter = [WorkFilter, EditionFilter]
    date_hierarchy = "adopted"
    search_fields = ["number", "symbol", "title", "provisions__key", "provisions__obligation"]
    like_fields = ("title",)
    ordering = ["adopted"]
    permanent = ("number",)
    inlines = [ProvisionInline]
    fields = ["number", "symbol", "adopted", "title", "vote", "url"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(provided=Count("provisions"))

    @admin.display(description="provisions", ordering="provided")
    def provision_count(self, resolution: Any) -> int:
        return resolution.provided


@admin.register(Provision)
class ProvisionAdmin(RecordAdmin):
    """Provisions across resolutions: to find the ones whose number is unchecked, and to choose one for a claim.

    They are edited here one by one, and with their resolution; added and deleted there.
    """

    form: type[RecordForm] = RecordForm
    list_display = ["key", "resolution", "paragraph", "paragraph_checked", "topic", "obligation"]
    list_filter = [WorkFilter, "paragraph_checked", "topic", "resolution"]
    list_select_related = ["resolution"]
    search_fields = ["key", "paragraph", "obligation", "resolution__symbol"]
    like_fields = ("obligation",)
    ordering = ["resolution__adopted", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["resolution", "key"]

    fields = [
        *("resolution", "key", "position", "paragraph", "paragraph_checked"),
        *("topic", "obligation", "paragraph_note", "source_url"),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
