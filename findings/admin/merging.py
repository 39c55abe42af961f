"""Merge two records that are one: chosen by an editor, seen side by side, done with a reason."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.admin.columns import time_column
from findings.admin.import_proposals import told
from findings.admin.imports import WorkAdmin
from findings.admin.missing import SENT_WITHOUT_CONTENTS
from findings.curation.merging import MODELS, Mergeable, MergeError, cautions, merge
from findings.curation.proposals import current_form
from findings.curation.tables import MODELS as SCHEMAS
from findings.models import ActorSource, Asserter, Citation, Designation, Involvement, Merge, Report
from findings.vocabulary import SubjectKind

#: So many references of each kind are shown of a record; the rest is counted.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that names one of the two: what it is, how it names it, and the way to its form."""

    name: str
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name, the way to its form, what names it, and how many do so in all."""

    key: str
    name: str
    url: str
    references: list[Reference]
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """A field of both records, in words."""

    label: str
    survivor: list[str]
    merged: list[str]

    @property
    def differs(self) -> bool:
        return self.survivor != self.merged and self.label not in {"slug", "key"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What an editor sees of the two: what speaks against merging them, their fields, and what names each."""

    cautions: list[str]
    lines: list[Line]
    sides: list[Side]

    @classmethod
    def of(cls, survivor: Mergeable, merged: Mergeable) -> Seen:
        return cls(cautions(survivor, merged), lines(survivor, merged), [side(survivor), side(merged)])

    @property
    def digest(self) -> str:
        """Tells the fields and the names from any others, so that what is merged is what was seen."""
        said = [[line.label, line.survivor, line.merged] for line in self.lines]
        named = [[each.key, each.total, [[one.name, one.how] for one in each.references]] for each in self.sides]
        return hashlib.sha256(json.dumps([said, named]).encode()).hexdigest()


class ChooseForm(forms.Form):
    """Which two, if the page was not opened from a list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, kind.label) for kind in MODELS],
        error_messages={"required": gettext_lazy("Choose what kind of records the two are.")},
    )
    survivor = forms.CharField(
        label=gettext_lazy("Slug or key of the one that stays"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the slug or key of the record that stays: kum-un-san-3.")},
    )
    merged = forms.CharField(
        label=gettext_lazy("Slug or key of the one that goes into it"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the slug or key of the record that goes into it.")},
    )

    def pair(self) -> tuple[Mergeable, Mergeable] | None:
        """The two records; None where one is not there, and the form says so."""
        model = MODELS[SubjectKind(self.cleaned_data["kind"])]
        found = []
        for field in ("survivor", "merged"):
            name = self.cleaned_data[field].strip()
            record = model._default_manager.filter(key=name).first() or model._default_manager.filter(slug=name).first()
            if record is None:
                self.add_error(field, _("There is no such record: “%(name)s”.") % {"name": name})
            elif record in found:
                self.add_error(field, _("This is the same record. Name another one."))
            else:
                found.append(record)
        return (found[0], found[1]) if len(found) == 2 else None


class MergeForm(forms.Form):
    """The reason, and, where something speaks against it, that it is so all the same."""

    reason = forms.CharField(
        label=gettext_lazy("Why the two are one"),
        help_text=gettext_lazy("For the editors: it stays in the history of both."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why the two are one: it stays in the history of both.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("They are one all the same"),
        error_messages={
            "required": gettext_lazy(
                "Something speaks against it, at the top of this page. Tick this only if they are one all the same."
            )
        },
    )
    contents = forms.CharField(widget=forms.HiddenInput, error_messages={"required": SENT_WITHOUT_CONTENTS})

    def __init__(self, *args: Any, has_cautions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_cautions:
            del self.fields["sure"]


class MergeSelectedMixin:
    """An action of a list: take the two chosen records to the page that merges them."""

    @admin.action(description=gettext_lazy("Merge the two selected records …"), permissions=["change"])
    def merge_selected(self: Any, request: HttpRequest, records: QuerySet[Any]) -> HttpResponse | None:
        keys = list(records.order_by("pk").values_list("key", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Select two records to merge, no more and no fewer."), messages.ERROR)
            return None
        asked = {"kind": self.model.kind.value, "survivor": keys[0], "merged": keys[1]}
        return HttpResponseRedirect(f"{reverse('admin:findings_merge_add')}?{urlencode(asked)}")


@admin.register(Merge)
class MergeAdmin(WorkAdmin):
    list_display = [
        *("merged_name", "merged_key", "survivor", "subject_kind", "merged_by"),
        time_column("merged_at", gettext_lazy("merged at (UTC)")),
    ]
    list_filter = ["subject_kind"]
    search_fields = ["merged_key", "merged_name", "survivor"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The two side by side, in the order that the address gives; until it does, the form that asks which."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        choose = ChooseForm(request.GET if "survivor" in request.GET else None)
        pair = choose.pair() if choose.is_bound and choose.is_valid() else None
        if pair is None:
            return self._shown(request, "choose", {"choose": choose})
        self._check_rights(request, pair[0])
        seen = Seen.of(*pair)
        sent, contents = request.POST if request.method == "POST" else None, seen.digest
        form = MergeForm(sent, has_cautions=bool(seen.cautions), initial={"contents": contents})
        if sent is not None:
            if form.is_valid() and (answer := self._merge(request, form, pair, contents)):
                return answer
            form.data = {**sent.dict(), "contents": contents}
        return self._shown(request, "sides", {"choose": choose, "form": form, **_of_sides(*pair, seen)})

    def _shown(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        every = {**self.admin_site.each_context(request), "title": _("Merge two records"), "opts": self.opts}
        return TemplateResponse(request, f"admin/findings/merge_{name}.html", every | context)

    def _check_rights(self, request: HttpRequest, record: Mergeable) -> None:
        name = record._meta.model_name
        if not all(request.user.has_perm(f"findings.{act}_{name}") for act in ("change", "delete")):
            raise PermissionDenied

    def _merge(
        self, request: HttpRequest, form: MergeForm, pair: tuple[Mergeable, Mergeable], contents: str
    ) -> HttpResponse | None:
        """The way to the survivor; None where it was refused, and the form says why."""
        survivor, merged = pair
        if form.cleaned_data["contents"] != contents:
            form.add_error(
                None, _("One of the two has changed since you opened this page. Look again, and merge then.")
            )
            return None
        try:
            done = merge(
                survivor.kind,
                survivor.key,
                merged.key,
                editor=request.user.get_username(),
                reason=form.cleaned_data["reason"],
            )
        except MergeError as error:
            form.add_error(None, str(error))
            return None
        self.message_user(
            request, _("“%(merged)s” was merged into “%(survivor)s”.") % {"merged": merged, "survivor": survivor}
        )
        if done.was_published:
            self._tell_what_is_public(request, survivor, done.findings)
        return HttpResponseRedirect(_form_of(survivor))

    def _tell_what_is_public(self, request: HttpRequest, survivor: Mergeable, findings: list[str]) -> None:
        names = [f"{survivor.kind.value}:{survivor.key}", *(f"finding:{reference}" for reference in findings[:SHOWN])]
        url = f"{reverse('admin:publish')}?{urlencode([('subject', name) for name in names])}"
        said = ngettext(
            "Readers find both until the survivor is published. %(number)d finding named the other one.",
            "Readers find both until the survivor is published. %(number)d findings named the other one.",
            len(findings),
        ) % {"number": len(findings)}
        link = format_html('{} <a href="{}">{}</a>', said, url, _("Publish them together …"))
        self.message_user(request, link, messages.WARNING)


def _of_sides(survivor: Mergeable, merged: Mergeable, seen: Seen) -> dict[str, Any]:
    """What the page of two records shows beside its form."""
    other_way = urlencode({"kind": survivor.kind.value, "survivor": merged.key, "merged": survivor.key})
    return {
        "survivor": seen.sides[0],
        "merged": seen.sides[1],
        "sides": seen.sides,
        "lines": seen.lines,
        "cautions": seen.cautions,
        "other_way": f"?{other_way}",
    }


def lines(survivor: Mergeable, merged: Mergeable) -> list[Line]:
    """Both records field by field, in reading order, where one of them says something."""
    kind = survivor.kind.value
    one, other = (current_form(kind, record.key) or {} for record in (survivor, merged))
    found = [
        Line(name.replace("_", " "), told(name, one.get(name)), told(name, other.get(name)))
        for name in SCHEMAS[kind].reading_order()
    ]
    return [line for line in found if line.survivor or line.merged]


def side(record: Mergeable) -> Side:
    """The record with what names it. Two statements for each kind of reference."""
    references: list[Reference] = []
    total = 0
    for rows, how in _naming(record):
        total += rows.count()
        references += [_reference(row, how) for row in rows.order_by("pk")[:SHOWN]]
    return Side(record.key, str(record), _form_of(record), references, total)


def _naming(record: Any) -> list[tuple[QuerySet[Any], str]]:
    """(rows, in which words they name the record): rows of findings, events, actors and reports."""
    claim = ("finding", "event", "event__report")
    if record.kind == SubjectKind.ACTOR:
        return [
            (Involvement.objects.filter(actor=record).select_related(*claim), ""),
            (Asserter.objects.filter(actor=record).select_related(*claim), _("asserter")),
        ]
    return [
        (Citation.objects.filter(source=record).select_related(*claim), ""),
        (Designation.objects.filter(source=record).select_related("actor"), _("designation")),
        (ActorSource.objects.filter(source=record).select_related("actor"), _("particulars")),
        (Report.objects.filter(source=record), _("its document")),
    ]


def _reference(row: Any, how: str) -> Reference:
    of: Any = row if isinstance(row, Report) else row.actor if isinstance(row, Designation | ActorSource) else None
    of = of or row.finding or row.event
    if not how:
        how = row.get_role_display() if isinstance(row, Involvement) else row.get_relation_display()
    return Reference(f"{of.report}: {of}" if of._meta.model_name == "reportevent" else str(of), str(how), _form_of(of))


def _form_of(record: Any) -> str:
    """The address of a record's form; an event is edited on a form of its own."""
    return reverse(f"admin:findings_{record._meta.model_name}_change", args=[record.pk])
