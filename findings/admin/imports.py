"""Imports: a file is read and compared, and what differs waits as proposals until an editor decides on each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.admin.columns import NamedListMixin, time_column
from findings.admin.import_proposals import ProposalForm, ProposalPart, proposal_part, written_to
from findings.admin.worklists import WorkFilter
from findings.curation import table_proposals, un_list_proposals
from findings.curation.errors import CuratedErrors
from findings.curation.proposals import ProposalError, accept, accept_all, reject, reopen
from findings.curation.tables import COLUMNS, described, template
from findings.curation.un_list import LARGEST, read_un_list
from findings.models import ImportRun, Proposal
from findings.models.imports import MatchedBy, ProposalState


class UploadForm(forms.Form):
    """Which file, and of what."""

    what = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=[
            ("un_list", gettext_lazy("The UN Security Council Consolidated List (XML)")),
            ("actor", gettext_lazy("Actors (CSV or XLSX)")),
            ("source", gettext_lazy("Sources (CSV or XLSX)")),
            ("curated", gettext_lazy("A curated file (YAML): sources, actors, a report with its events and findings")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what the file holds: it is read accordingly.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={
            "required": gettext_lazy("Choose the file. A page that comes back has forgotten which one it was."),
            "empty": gettext_lazy("This file is empty: choose the one that holds the records."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is too large: at most %(most)d MB are read.") % {"most": LARGEST >> 20}
            )
        return file


class WorkAdmin(NamedListMixin, admin.ModelAdmin):
    """What came of work at the desk: nobody adds a row by hand, and nobody takes one away."""

    change_list_template = "admin/findings/import_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(WorkAdmin):
    list_display = [
        *("file_name", "import_kind", "dated", "entries", "waiting", "decided", "started_by"),
        time_column("started_at", gettext_lazy("started at (UTC)")),
    ]
    list_filter = ["import_kind"]
    search_fields = ["file_name", "started_by"]
    date_hierarchy = "started_at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        is_open = Q(proposals__state=ProposalState.OPEN)
        return (
            super()
            .get_queryset(request)
            .annotate(open_ones=Count("proposals", is_open), decided_ones=Count("proposals", ~is_open))
        )

    @admin.display(description=gettext_lazy("open proposals"))
    def waiting(self, run: Any) -> str:
        url = f"{reverse('admin:findings_proposal_changelist')}?run__id__exact={run.pk}&state__exact=open"
        return format_html('<a href="{}">{}</a>', url, run.open_ones) if run.open_ones else "0"

    @admin.display(description=gettext_lazy("decided"))
    def decided(self, run: Any) -> int:
        return run.decided_ones

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An import is added by reading a file."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.template_view)
        return [path("template/<str:kind>.csv", view, name="findings_importrun_template"), *super().get_urls()]

    def template_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """An empty table to fill in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if kind not in COLUMNS:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{kind}s.csv"'}
        return HttpResponse(template(kind), content_type="text/csv; charset=utf-8", headers=headers)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """The form for a file, and what was wrong with the one that was sent."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        errors: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                return self._import(request, form.cleaned_data["what"], form.cleaned_data["file"])
            except CuratedErrors as refused:
                errors = str(refused).splitlines()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a file"),
            "opts": self.opts,
            "form": form,
            "errors": errors,
            "tables": [
                (kind, described(kind), reverse("admin:findings_importrun_template", args=[kind])) for kind in COLUMNS
            ],
        }
        return TemplateResponse(request, "admin/findings/import_upload.html", context)

    def _import(self, request: HttpRequest, what: str, file: Any) -> HttpResponse:
        content, editor = file.read(), request.user.get_username()
        run: ImportRun | None
        if what == "un_list":
            proposed = un_list_proposals.propose(
                read_un_list(content, file.name), content, file_name=file.name, editor=editor
            )
            run = proposed.run if proposed.proposals else None
        else:
            run = table_proposals.propose_upload(content, file_name=file.name, kind=what, editor=editor).run
        if run is None:
            self.message_user(request, _("Nothing is new in %(file)s: no proposal was made.") % {"file": file.name})
            return HttpResponseRedirect(reverse("admin:findings_importrun_changelist"))
        number = run.proposals.count()
        said = ngettext("%(number)d proposal waits for you.", "%(number)d proposals wait for you.", number)
        self.message_user(request, f"{said % {'number': number}} {_('No record has been changed.')}")
        return HttpResponseRedirect(f"{reverse('admin:findings_proposal_changelist')}?run__id__exact={run.pk}")


class ProposalList(ChangeList):
    """Its rows know the way to the record that each was written into, asked for all of a page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        written = written_to(self.result_list)
        for proposal in self.result_list:
            proposal.written_to = written.get(proposal.pk, "")


@admin.register(Proposal)
class ProposalAdmin(WorkAdmin):
    list_display = ["in_the_file", "action", "written", "record", "match", "state"]
    list_filter = [WorkFilter, "state", "action", "matched_by", "record_kind", "run__import_kind", "run"]
    search_fields = ["label", "entry", "record_key"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-run", "position"]
    actions = ["accept_selected", "reject_selected"]

    @admin.display(description=gettext_lazy("in the file"), ordering="label")
    def in_the_file(self, proposal: Any) -> str:
        return f"{proposal.label} ({proposal.entry})"

    @admin.display(description=gettext_lazy("matched by"), ordering="-score")
    def match(self, proposal: Any) -> str:
        if proposal.matched_by == MatchedBy.SIMILAR:
            return f"{proposal.get_matched_by_display()} ({proposal.score})"
        return proposal.get_matched_by_display()

    @admin.display(description=gettext_lazy("would be written"))
    def written(self, proposal: Any) -> str:
        return proposal_part(proposal).summary

    @admin.display(description=gettext_lazy("record"), ordering="record_key")
    def record(self, proposal: Any) -> str:
        url = getattr(proposal, "written_to", "")
        return format_html('<a href="{}">{}</a>', url, proposal.record_key) if url else proposal.record_key

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ProposalList]:
        return ProposalList

    @admin.action(description=gettext_lazy("Accept and write the selected proposals"), permissions=["change"])
    def accept_selected(self, request: HttpRequest, proposals: QuerySet[Any]) -> None:
        decided = accept_all(proposals.values_list("pk", flat=True), editor=request.user.get_username())
        said = ngettext(
            "%(n)d proposal was accepted and written.", "%(n)d proposals were accepted and written.", decided.accepted
        )
        self.message_user(request, said % {"n": decided.accepted})
        for sentence in decided.refused[:20]:
            self.message_user(request, sentence, messages.ERROR)
        if len(decided.refused) > 20:
            more = len(decided.refused) - 20
            self.message_user(request, _("%(n)d more were refused.") % {"n": more}, messages.ERROR)

    @admin.action(description=gettext_lazy("Reject the selected proposals"), permissions=["change"])
    def reject_selected(self, request: HttpRequest, proposals: QuerySet[Any]) -> None:
        number = reject(proposals.values_list("pk", flat=True), editor=request.user.get_username())
        self.message_user(
            request, ngettext("%(n)d proposal was rejected.", "%(n)d proposals were rejected.", number) % {"n": number}
        )

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """One proposal: what speaks for it, what the record says today, and the decision."""
        proposal = self.get_object(request, object_id)
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        form = ProposalForm(request.POST if request.method == "POST" else None, proposal=proposal)
        if request.method == "POST":
            if not self.has_change_permission(request, proposal):
                raise PermissionDenied
            if answer := self._decide(request, proposal, form):
                return answer
        part: ProposalPart = proposal_part(proposal, whole=True)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decide on a proposal"),
            "subtitle": None,
            "opts": self.opts,
            "proposal": proposal,
            "part": part,
            "form": form,
            "may_reopen": proposal.state == ProposalState.REJECTED and self.has_change_permission(request, proposal),
            "may_decide": proposal.state == ProposalState.OPEN and self.has_change_permission(request, proposal),
        }
        return TemplateResponse(request, "admin/findings/import_proposal.html", context)

    def _decide(self, request: HttpRequest, proposal: Proposal, form: ProposalForm) -> HttpResponse | None:
        """The way to the next open proposal of the import; None where it was refused, and the form says why."""
        editor = request.user.get_username()
        if "reopen" in request.POST:
            form.is_valid()
            try:
                reopen(proposal.pk)
            except ProposalError as error:
                form.add_error(None, str(error))
                return None
            self.message_user(request, _("Open again: %(proposal)s.") % {"proposal": proposal})
            return HttpResponseRedirect(reverse("admin:findings_proposal_change", args=[proposal.pk]))
        if "reject" in request.POST:
            if not reject([proposal.pk], editor=editor):
                proposal.refresh_from_db()
                form.is_valid()
                form.add_error(None, _("It has been decided already."))
                return None
            self.message_user(request, _("Rejected: %(proposal)s.") % {"proposal": proposal})
        else:
            if not form.is_valid():
                return None
            try:
                accept(proposal.pk, editor=editor, changes=form.cleaned_data)
            except ProposalError as error:
                form.add_error(None, str(error))
                return None
            self.message_user(request, _("Accepted and written: %(proposal)s.") % {"proposal": proposal})
        following = Proposal.objects.open().filter(run=proposal.run, position__gt=proposal.position)
        if (after := following.order_by("position").first()) is not None:
            return HttpResponseRedirect(reverse("admin:findings_proposal_change", args=[after.pk]))
        return HttpResponseRedirect(
            f"{reverse('admin:findings_proposal_changelist')}?run__id__exact={proposal.run_id}&state__exact=open"
        )
