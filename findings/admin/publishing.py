"""From a record to the acts of publishing: what its pages say of the edition in force, and the way to publish it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from findings.models import Subject, Submission
from findings.pages.frames import detail_url
from findings.publishing import ADDRESSED, Standing, standings
from findings.publishing.submissions import is_unanswered
from findings.vocabulary import SubjectKind

#: So many subjects are published from one page: each is shown with its difference.
AT_ONCE = 200

#: Signs of an address that every server on its way takes (of a request's first line the portal's own takes 8,190 bytes,
#: others half of that); a longer selection is kept in the session.
LONGEST_ADDRESS = 3000
#: What a session keeps of a selection whose address would be longer.
SELECTION = "selection"

PUBLISH = "findings.publish_subjects"
REDACT = "findings.redact_editions"
SUBMIT = "findings.add_submission"
SEE_ADDRESSES = "findings.view_keyalias"
SEE_SUBMISSIONS = "findings.view_submission"

#: The parameter of a list that names a subject, or a kind of subjects.
SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What the form of a record says at its top. An address is "" where there is nothing to do for this user."""

    standing: Standing
    public_url: str
    preview_url: str
    publish_url: str
    redact_url: str
    #: The list of addresses that lead to it, and the page that adds one.
    former_url: str
    address_url: str
    #: The last submission that names it: one that waits, or was declined and is not answered yet.
    submission: Submission | None
    submission_url: str

    @property
    def is_new(self) -> bool:
        return self.standing.current is None


class PublishedSubjectAdmin(admin.ModelAdmin):
    """The admin of records that have editions: a form tells how its record stands, a list publishes many at once.

    The form's template gets `published`, a PublishedState, and shows it by
    `{% include "admin/findings/publishing/state.html" %}`; links of the toolbar come from
    `{% include "admin/findings/publishing/tools.html" %}` (templates/admin/findings/publishing/change_form.html does
    both, and can be extended).
    """

    change_form_template = "admin/findings/publishing/change_form.html"
    actions = ["publish_selected"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        shown = {"published": published_state(request, record)} if isinstance(record, Subject) else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    @admin.action(description=_("Publish …"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        if queryset.count() > AT_ONCE:
            self.message_user(
                request,
                _("%(limit)s are published from one page at most. Choose fewer, or use manage.py publish.")
                % {"limit": AT_ONCE},
                "error",
            )
            return None
        subjects = [record.subject for record in queryset]
        url = publish_url(subjects)
        if len(url) > LONGEST_ADDRESS:
            request.session[SELECTION] = [name_of(kind, key) for kind, key in subjects]
            url = f"{reverse('admin:publish')}?selection=kept"
        return HttpResponseRedirect(url)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the user may publish, or submit what others publish."""
        return may_act(request)


def may_act(request: HttpRequest) -> bool:
    return request.user.has_perm(PUBLISH) or request.user.has_perm(SUBMIT)


def published_state(request: HttpRequest, record: Subject) -> PublishedState:
    """How a record stands, with the ways that this user has from here."""
    (standing,) = standings([record.subject])
    kind, key = record.subject
    leads = kind in ADDRESSED and standing.is_public and request.user.has_perm(PUBLISH)
    submission = _told_of(standing) if request.user.has_perm(SEE_SUBMISSIONS) else None
    redacts = standing.current is not None and request.user.has_perm(REDACT)
    return PublishedState(
        standing=standing,
        public_url=detail_url(kind, standing.current.slug) if standing.current is not None else "",
        preview_url=reverse("admin:preview", args=[kind.value, key]),
        publish_url=publish_url([record.subject]) if may_act(request) else "",
        submission=submission,
        submission_url=reverse("admin:findings_submission_change", args=[submission.pk]) if submission else "",
        redact_url=reverse("admin:redact", args=[kind.value, key]) if redacts else "",
        former_url=former_url(kind, key) if standing.current and request.user.has_perm(SEE_ADDRESSES) else "",
        address_url=reverse("admin:address", args=[kind.value, key]) if leads else "",
    )


def _told_of(standing: Standing) -> Submission | None:
    """What an editor of the record has to know: that it waits at the desk already, or that it was declined, and why."""
    named = Submission.objects.filter(subjects__contains=[name_of(standing.kind, standing.key)])
    last = named.select_related("submitted_by", "decided_by").order_by("-pk").first()
    if last is None or last.state == Submission.State.PUBLISHED:
        return None
    return last if last.state != Submission.State.DECLINED or is_unanswered(last, standing) else None


def publish_url(subjects: list[tuple[SubjectKind, str]]) -> str:
    """The page that publishes these subjects together."""
    query = urlencode([("subject", name_of(kind, key)) for kind, key in subjects], safe=":")
    return f"{reverse('admin:publish')}?{query}"


def former_url(kind: SubjectKind, key: str) -> str:
    """The list of the addresses that lead to one subject."""
    query = urlencode({SUBJECT: name_of(kind, key)}, safe=":")
    return f"{reverse('admin:findings_keyalias_changelist')}?{query}"


def name_of(kind: SubjectKind, key: str) -> str:
    """A subject in an address: finding:MSMT-2025-1-001."""
    return f"{kind.value}:{key}"


def read_name(name: str) -> tuple[SubjectKind, str] | None:
    """The subject that an address names; None where it names none."""
    kind, colon, key = name.partition(":")
    return (SubjectKind(kind), key) if colon and key and kind in SubjectKind.values else None
