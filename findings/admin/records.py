"""What the admin of every record has in common: a reason for each change, a guard against overwriting, a history."""

from __future__ import annotations

from typing import Any, cast

import pghistory
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.admin.columns import NamedListMixin
from findings.admin.conflicts import Conflict, conflict_since
from findings.admin.forms import RecordForm
from findings.admin.inlines import AutocompleteMixin
from findings.admin.mistakes import contradictions, mistakes, thousands, yet_to_come
from findings.admin.past import Act, Names, Past, differences, gone, is_there, record_name
from findings.admin.pasted import odd_texts
from findings.admin.published import Publication, acts_url, among, page_of_history, publications
from findings.admin.reverting import bring_back
from findings.admin.rules import refusal
from findings.admin.searching import LikenessSearchMixin
from findings.models.trees import lock, version_of

#: The name under which a form sends back the version of the record that it shows.
VERSION = "record_version"
#: How many deleted records the list of them shows.
DELETED_AT_MOST = 200


class WhyForm(forms.Form):
    """The reason for what is done without the form of a record: a deletion, a return to an earlier state."""

    why = forms.CharField(
        label=RecordForm.declared_fields["why"].label,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80, "class": "vLargeTextField why"}),
        error_messages=RecordForm.declared_fields["why"].error_messages,
    )


class RecordAdmin(NamedListMixin, AutocompleteMixin, LikenessSearchMixin, admin.ModelAdmin):
    """The admin of one kind of record."""

    form = RecordForm
    change_form_template = "admin/findings/change_form.html"
    delete_confirmation_template = "admin/findings/delete_confirmation.html"
    object_history_template = "admin/findings/history.html"
    change_list_template = "admin/findings/change_list.html"
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    view_on_site = False
    #: Fields that are given once: entered on a new record, shown on one that is there.
    permanent: tuple[str, ...] = ()

    class Media:
        css = {"all": ["css/admin.css"]}
        js = ["js/records.js"]

    # The form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(self.permanent if obj is not None else ())]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new record has no key to show yet: it is made of its slug."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return fieldsets
        return [
            (name, {**options, "fields": [each for each in options["fields"] if each != "key"]})
            for name, options in fieldsets
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"request": request})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Django's, between a lock and the database's last word; what is refused comes back with what was entered."""
        extra = dict(extra_context or {})
        pk = self._pk(object_id)
        if request.method != "POST" or "_saveasnew" in request.POST:
            if pk is not None:
                extra[VERSION] = version_of(self.model, pk)
            return super().changeform_view(request, object_id, form_url, extra)
        with transaction.atomic():
            if pk is not None and lock(self.model, pk):
                self._guard(request, pk, extra)
            try:
                with transaction.atomic():
                    return super().changeform_view(request, object_id, form_url, extra)
            except DatabaseError as error:
                sentence = refusal(error)
                if sentence is None:
                    raise
            _refuse(request, sentence)
            return super().changeform_view(request, object_id, form_url, extra)

    def _guard(self, request: HttpRequest, pk: int, extra: dict[str, Any]) -> None:
        """Refuse a form of a record that somebody has changed since it was opened, and tell what."""
        opened, now = request.POST.get(VERSION, ""), version_of(self.model, pk)
        extra[VERSION] = now
        if opened == now:
            return
        number, _dot, _count = opened.partition(".")
        extra["conflict"] = conflict_since(self.model, pk, int(number) if number.isdecimal() else 0)
        _refuse(
            request,
            _(
                "Somebody has changed this record since you opened it, so nothing was saved. What you entered is kept "
                "below. Compare, bring it together, and save again."
            ),
        )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        minutes = settings.SESSION_COOKIE_AGE // 60
        context["session_ends"] = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
        form, formsets = context["adminform"].form, [each.formset for each in context["inline_admin_formsets"]]
        conflict: Conflict | None = context.get("conflict")
        if conflict is not None:
            context["conflict_lines"] = conflict.lines(form, formsets)
        context["mistakes"] = mistakes(form, formsets) if context.get("errors") else []
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        pghistory.context(reason=form.cleaned_data["why"].strip())
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Rules that are checked at the end of a transaction are checked here, where they become sentences.
        connection.check_constraints()
        sent = [form, *(row for rows in formsets for row in rows.forms)]
        odd = [label for each in sent for label in odd_texts(each)]
        if odd:
            told = _("Odd spaces and invisible marks, as copied text has them, were made plain in: %(fields)s.")
            self.message_user(request, told % {"fields": ", ".join(dict.fromkeys(odd))})
        for sentence in [*yet_to_come(sent), *thousands(sent), *contradictions(form, formsets)]:
            self.message_user(request, sentence, messages.WARNING)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        deleted = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted")
        return super().changelist_view(request, {"deleted_url": deleted, **(extra_context or {})})

    # Deleting

    def get_actions(self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST) -> Any:
        """A record is deleted by itself, with a reason."""
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        form = WhyForm(request.POST if request.method == "POST" else None)
        sentence: str | None
        if request.method == "POST" and not form.is_valid():
            sentence = " ".join(map(str, form.errors["why"]))
        else:
            if request.method == "POST":
                pghistory.context(reason=form.cleaned_data["why"].strip())
            try:
                with transaction.atomic():
                    return super().delete_view(request, object_id, {**(extra_context or {}), "why_form": form})
            except DatabaseError as error:
                sentence = refusal(error)
                if sentence is None:
                    raise
        self.message_user(request, _("Nothing was deleted. %(why)s") % {"why": sentence}, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    # The history

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path("<int:pk>/history/<int:number>/", wrap(self.revert_view), name=f"{name}_revert"),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Every act that changed the record, also of one that is gone: who, when, why, and what, field by field.

        The newest first, a page at a time. `change=12` or `version=3` in the address asks for the page that tells it:
        the number of a page is another one with each act to come.
        """
        past = self._past(request, self._pk(object_id))
        acts, published = past.outline(), self.published(request, past)
        page = page_of_history(among(acts, published), request.GET)
        told = list(page.object_list)
        past.tell([each for each in told if isinstance(each, Act)])
        return TemplateResponse(
            request,
            self.object_history_template,
            {
                **self._about(request, past),
                "title": _("History"),
                "acts": acts,
                "past": told,
                "page": page,
                "acts_url": acts_url(*past.subject) if published and past.subject else "",
                "can_revert": self._may_revert(request, past),
                **(extra_context or {}),
            },
        )

    def published(self, request: HttpRequest, past: Past) -> list[Publication]:
        """What was published of the record, for who may see it; [] of a kind that has no editions of its own."""
        if past.subject is None or not request.user.has_perm("findings.view_datasetversion"):
            return []
        return publications(*past.subject)

    def revert_view(self, request: HttpRequest, pk: int, number: int) -> Any:
        """What a return to the state after this change would change; with a reason, it is done."""
        with transaction.atomic():
            if request.method == "POST":
                lock(self.model, pk)
            past = self._past(request, pk)
            if not any(change.pgh_id == number for _model, change in past.changes):
                raise Http404
            if not self._may_revert(request, past):
                raise PermissionDenied
            form, version = WhyForm(request.POST if request.method == "POST" else None), version_of(self.model, pk)
            is_sent = request.method == "POST" and form.is_valid() and self._is_current(request, form, version)
            if is_sent and (answer := self._bring_back(request, past, number, form)):
                return answer
            context = {**self._about(request, past), **self._of_reverting(past, number), "form": form, VERSION: version}
            return TemplateResponse(request, "admin/findings/revert.html", context).render()

    def _bring_back(self, request: HttpRequest, past: Past, number: int, form: WhyForm) -> HttpResponse | None:
        """The way to the record as it was then; None where the database refuses it, and the form says why."""
        pghistory.context(reason=form.cleaned_data["why"].strip(), brought_back_to=number)
        try:
            bring_back(past, past.state(number))
        except DatabaseError as error:
            sentence = refusal(error)
            if sentence is None:
                raise
            form.add_error(None, sentence)
            return None
        self.message_user(request, _("The record is as it was then. Its history tells that too."))
        name = "change" if is_there(self.model, past.pk) else "history"
        return HttpResponseRedirect(self._address(name, past.pk))

    def _of_reverting(self, past: Past, number: int) -> dict[str, Any]:
        """What a return to the state after this change would change."""
        wanted, now, names = past.state(number), past.state(), Names()
        names.ask(wanted)
        names.ask(now)
        names.read()
        return {
            "title": _("Bring back an earlier state"),
            "differences": differences(now, wanted, names, self.model),
            "act": _told(past, number),
        }

    def deleted_view(self, request: HttpRequest) -> Any:
        """Records that were deleted, the latest first, each with the way to its history, where it can be restored."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = [
            {"name": each.name, "act": each.act, "url": self._address("history", each.pk)}
            for each in gone(self.model, DELETED_AT_MOST)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "opts": self.opts,
            "deleted": found,
            "most": DELETED_AT_MOST if len(found) == DELETED_AT_MOST else 0,
        }
        return TemplateResponse(request, "admin/findings/deleted.html", context)

    def _past(self, request: HttpRequest, pk: int | None) -> Past:
        if not self.has_view_permission(request):
            raise PermissionDenied
        past = Past(self.model, pk) if pk is not None else None
        if not past:
            raise Http404
        return past

    def _about(self, request: HttpRequest, past: Past) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "name": record_name(self.model, past),
            "is_there": is_there(self.model, past.pk),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "record_pk": past.pk,
            "history_url": self._address("history", past.pk),
            "change_url": self._address("change", past.pk),
        }

    def _may_revert(self, request: HttpRequest, past: Past) -> bool:
        if is_there(self.model, past.pk):
            return self.has_change_permission(request)
        return self.has_add_permission(request)

    def _is_current(self, request: HttpRequest, form: WhyForm, version: str) -> bool:
        if request.POST.get(VERSION) == version:
            return True
        form.add_error(
            None, _("Somebody has changed this record since you opened this page, so nothing was done. Look again.")
        )
        return False

    def _address(self, name: str, pk: int) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[pk])

    @staticmethod
    def _pk(object_id: str | None) -> int | None:
        text = unquote(object_id) if object_id is not None else ""
        return int(text) if text.isdecimal() and len(text) < 19 else None


def _refuse(request: HttpRequest, sentence: str) -> None:
    """The form of this request says the sentence, and is not valid."""
    said = cast("list[str]", getattr(request, "record_refusals", []))
    request.record_refusals = [*said, sentence]  # type: ignore[attr-defined]


def _told(past: Past, number: int) -> Act:
    """The act of the change of this number, told."""
    act = next(act for act in past.outline() if act.has(number))
    past.tell([act])
    return act
