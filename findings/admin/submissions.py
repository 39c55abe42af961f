"""Submissions, as the desk lists them and decides about them; and the rules of the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.columns import NamedListMixin, time_column
from findings.admin.publishing import PUBLISH
from findings.admin.publishing_views import Reason, subject_row
from findings.admin.worklists import WorkFilter, sent_back
from findings.caching import version_poll
from findings.models import DeskSettings, Submission
from findings.publishing import PublicationError, contents_digest, named_but_not_public, standings
from findings.publishing.submissions import approve, decline, set_aside, why_not_approve
from findings.vocabulary import EditionKind


@admin.register(Submission)
class SubmissionAdmin(NamedListMixin, admin.ModelAdmin):
    """A list to look through, and one page each to decide on."""

    list_display = [
        *("submission", "state", "submitted_by"),
        time_column("submitted_at", gettext_lazy("submitted at (UTC)")),
        time_column("due_at", gettext_lazy("not before (UTC)")),
        "decided_by",
    ]
    list_filter = [WorkFilter, "state", "edition_kind"]
    search_fields = ["subjects", "note"]
    date_hierarchy = "submitted_at"
    list_select_related = ["submitted_by", "decided_by"]

    @admin.display(description=gettext_lazy("submission"))
    def submission(self, submission: Submission) -> str:
        named, more = submission.subjects[:3], len(submission.subjects) - 3
        words = f"{submission.get_edition_kind_display()}: {', '.join(named)}"
        return f"{words} {_('and %(more)s more') % {'more': more}}" if more > 0 else words

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # one is made on the page of publishing

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The submission with the differences as they stand now, and the decision."""
        submission = self.get_object(request, object_id)
        if submission is None:
            raise Http404
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        reasons: list[Reason] = []
        if request.method == "POST":
            try:
                return self._decide(request, submission)
            except PublicationError as error:
                reasons = [Reason(each) for each in error.reasons]
                submission.refresh_from_db()
        context = {**self.admin_site.each_context(request), **_of_deciding(request, submission), "reasons": reasons}
        return render(request, "admin/findings/publishing/decide.html", {**context, "is_refused": bool(reasons)})

    def _decide(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        """Do what was decided. Raises PublicationError."""
        user: Any = request.user
        if request.POST.get("decision") == "approve":
            if not user.has_perm(PUBLISH):
                raise PermissionDenied
            version = approve(submission, user, contents=request.POST.get("contents", ""))
            version_poll.forget()
            told = (
                _("Approved and published, as dataset version %(number)s.") % {"number": version.number}
                if version
                else _("Approved. It is published at its time, by manage.py publish_due.")
            )
        elif request.POST.get("decision") == "set aside":
            if not _is_own(request, submission):
                raise PermissionDenied
            set_aside(submission, user)
            messages.success(request, _("Set aside: your front page does not name it any more."))
            return HttpResponseRedirect(reverse("admin:index"))
        else:
            if not (user.has_perm(PUBLISH) or _is_own(request, submission)):
                raise PermissionDenied
            decline(submission, user, request.POST.get("reason", ""))
            told = _("Declined. The records stay as they are.")
        messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:findings_submission_changelist"))


def _of_deciding(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """What the page of a submission shows: the contents as they stand now, and what this user may decide."""
    user: Any = request.user
    found, is_open, is_own = standings(submission.names), _is_open(submission), _is_own(request, submission)
    why_not = why_not_approve(submission, user, found)
    contents, may_publish = contents_digest(found), user.has_perm(PUBLISH)
    is_to_be_named = is_open and submission.edition_kind != EditionKind.WITHDRAWAL
    absent = standings(named_but_not_public(found)) if is_to_be_named else []
    return {
        "title": str(submission),
        "submission": submission,
        "rows": [subject_row(each) for each in found],
        "absent": [subject_row(each, parts=False) for each in absent],
        "contents": contents,
        "has_changed": submission.state != Submission.State.PUBLISHED and contents != submission.contents,
        "takes_back": is_own,
        "is_open": is_open and (is_own or may_publish),
        "may_set_aside": is_own and submission.pk in sent_back(),
        "may_approve": why_not is None and may_publish,
        "why_not": why_not if may_publish else "",
    }


def _is_open(submission: Submission) -> bool:
    return submission.state in {Submission.State.WAITING, Submission.State.APPROVED}


def _is_own(request: HttpRequest, submission: Submission) -> bool:
    return submission.submitted_by_id == request.user.pk


@admin.register(DeskSettings)
class DeskSettingsAdmin(admin.ModelAdmin):
    """One row, so that its list is its form."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        settings, _made = DeskSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:findings_desksettings_change", args=[settings.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
