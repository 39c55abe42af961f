"""The pages of the acts of publishing: publish or withdraw, and redact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings import publishing
from findings.admin.publishing import AT_ONCE, PUBLISH, REDACT, SELECTION, may_act, name_of, read_name
from findings.admin.publishing_forms import PublishForm, RedactForm
from findings.caching import version_poll
from findings.curation.plain import prose
from findings.models import DatasetVersion, DeskSettings, Edition, Submission
from findings.pages.differences import DifferencePart, difference_parts
from findings.pages.frames import detail_url, edition_url
from findings.publishing import (
    PublicationError,
    Standing,
    carrying,
    contents_digest,
    named_but_not_public,
    standings,
)
from findings.publishing.acts import RECORDS
from findings.publishing.changes import SubjectName
from findings.publishing.mentions import Mention, mentions
from findings.publishing.submissions import act, approve, refusals, submit
from findings.queries.versions import current_version
from findings.vocabulary import EditionKind, SubjectKind

_CHANGED = gettext_lazy("A record has changed since this page was made. Look at the differences again.")

#: So many findings that carry an old name are offered at once.
OFFERED = 100
#: So many are offered in place of one that is withdrawn; the key of another is typed.
OFFERED_INSTEAD = 1000


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject of an act: how it stands, what differs, and where its record is."""

    standing: Standing
    name: str
    record_url: str
    preview_url: str
    public_url: str
    parts: list[DifferencePart]

    @property
    def kind(self) -> str:
        return str(self.standing.kind.label)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the act is refused, and the record to mend it in ("" where it is about none, or about all)."""

    words: str
    record_url: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of publishing asks: about which contents, in which form, and why what was sent was refused."""

    found: list[Standing]
    form: PublishForm
    refused: list[Reason]


def publish(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Publish the subjects that the address names: what differs, kind, note, confirm."""
    if not may_act(request):
        raise PermissionDenied
    subjects = _subjects(request)
    if not subjects:
        messages.error(request, _("Choose in a list what is to be published, and then “Publish …” among its actions."))
        return HttpResponseRedirect(reverse("admin:index"))
    desk = DeskSettings.objects.current()
    asked = _publish(request, subjects, desk)
    if isinstance(asked, HttpResponse):
        return asked
    return _shown(request, site, "publish", {**_of_publishing(subjects, asked), "submits": _submits(request, desk)})


def _publish(request: HttpRequest, subjects: list[SubjectName], desk: DeskSettings) -> HttpResponse | Asked:
    """The way on from a form that was sent; what to ask where none was, or where it was refused."""
    found = standings(subjects)
    contents = contents_digest(found)
    if request.method != "POST" or "look" in request.POST:
        return Asked(found, PublishForm(found, desk, initial={"contents": contents}), [])
    form = PublishForm(found, desk, request.POST)
    try:
        if request.POST.get("contents") not in {"", None, contents}:
            raise PublicationError([str(_CHANGED)])
        return _done(request, subjects, form) if form.is_valid() else Asked(found, form, [])
    except PublicationError as error:
        return _refused(request, subjects, desk, error)


def _refused(
    request: HttpRequest, subjects: list[SubjectName], desk: DeskSettings, error: PublicationError
) -> HttpResponse | Asked:
    """What to ask again, about the contents as they are now; the way on where the act was done before."""
    found = standings(subjects)
    if (version := _done_before(request, found)) is not None:
        _tell(request, subjects, version)
        return HttpResponseRedirect(_after(subjects))
    return Asked(found, _to_look_again(found, desk, request), [_reason(each, found) for each in error.reasons])


def _of_publishing(subjects: list[SubjectName], asked: Asked) -> dict[str, Any]:
    """What the page of publishing shows."""
    found, form, carried = asked.found, asked.form, carrying(subjects)
    return {
        "title": _("Publish"),
        "rows": [subject_row(each) for each in found],
        "form": form,
        "reasons": asked.refused or [_reason(each, found) for row in found for each in row.reasons],
        "is_refused": bool(asked.refused),
        "can_publish": any(each.is_changed or not each.is_public for each in found),
        "absent": [subject_row(each, parts=False) for each in standings(named_but_not_public(found))],
        "carried": [subject_row(each, parts=False) for each in standings(carried[:OFFERED])],
        "carried_more": max(len(carried) - OFFERED, 0),
        "replacements": _replacements(subjects) if "replaced_by" in form.fields else [],
        "next_version": _next_version(),
    }


def redact(request: HttpRequest, site: AdminSite, kind: str, key: str) -> HttpResponse:
    """Take away the words of editions: which, why, and the reference typed once more."""
    if not request.user.has_perm(REDACT):
        raise PermissionDenied
    if kind not in SubjectKind.values:
        raise Http404
    subject = (SubjectKind(kind), key)
    editions = list(Edition.objects.of(*subject).filter(redacted_in__isnull=True))
    if not editions:
        return _nothing_to_redact(request, subject)
    form = RedactForm(key, editions, request.POST or None)
    refused: list[Reason] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _redact(request, subject, form.cleaned_data)
        except PublicationError as error:
            refused = [Reason(each) for each in error.reasons]
    return _shown(request, site, "redact", {**_of_redacting(subject), "form": form, "reasons": refused})


def _nothing_to_redact(request: HttpRequest, subject: SubjectName) -> HttpResponse:
    """The way on from a form that is sent once more, for what is redacted by now. Raises Http404 for any other."""
    kind, key = subject
    if request.method != "POST" or not Edition.objects.of(kind, key).exists():
        raise Http404(_("There is no edition of it that could be redacted."))
    messages.info(request, _("Every edition of %(key)s is redacted already.") % {"key": key})
    return HttpResponseRedirect(_record_url(kind, key) or reverse("admin:index"))


def _redact(request: HttpRequest, subject: SubjectName, data: dict[str, Any]) -> HttpResponse:
    """Do what the form says. Raises PublicationError."""
    kind, key = subject
    version = publishing.redact(kind, key, data["numbers"], editor=_editor(request), reason=data["reason"])
    version_poll.forget()
    messages.success(
        request, _("Redacted: %(key)s, in dataset version %(version)s.") % {"key": key, "version": version.number}
    )
    return HttpResponseRedirect(_record_url(kind, key) or reverse("admin:index"))


def _of_redacting(subject: SubjectName) -> dict[str, Any]:
    """What the page of redacting shows."""
    kind, key = subject
    (standing,) = standings([subject])
    return {
        "title": _("Redact %(key)s") % {"key": key},
        "row": subject_row(standing, parts=False),
        "mentions": [_mention(each) for each in mentions(kind, key)],
        "next_version": _next_version(),
    }


def subject_row(standing: Standing, *, parts: bool = True) -> SubjectRow:
    kind, key = standing.kind, standing.key
    differs = parts and standing.compiled is not None and standing.published
    return SubjectRow(
        standing=standing,
        name=name_of(kind, key),
        record_url=_record_url(kind, key) if standing.compiled is not None else "",
        preview_url=reverse("admin:preview", args=[kind.value, key]) if standing.compiled is not None else "",
        public_url=detail_url(kind, standing.current.slug) if standing.current is not None else "",
        parts=difference_parts(standing.published, standing.compiled.document)
        if differs and standing.compiled is not None
        else [],
    )


def _done(request: HttpRequest, subjects: list[SubjectName], form: PublishForm) -> HttpResponse:
    """Do what the form says, or keep it for somebody else, or for its time. Raises PublicationError."""
    data, kind, desk = form.cleaned_data, form.act, DeskSettings.objects.current()
    more = {"replaced_by": data.get("replaced_by", ""), "again": data.get("again", False)}
    found = standings(subjects)
    if contents_digest(found) != data["contents"]:
        raise PublicationError([str(_CHANGED)])
    if reasons := refusals(found, kind, **more):
        raise PublicationError(reasons)
    if _submits(request, desk) or data.get("due_at") is not None:
        return _kept(request, subjects, kind, data, more, desk)
    version = act(subjects, kind, editor=_editor(request), note=data["note"], seen=data["contents"], **more)
    version_poll.forget()
    _tell(request, subjects, version)
    return HttpResponseRedirect(_after(subjects))


def _kept(
    request: HttpRequest,
    subjects: list[SubjectName],
    kind: EditionKind,
    data: dict[str, Any],
    more: dict[str, Any],
    desk: DeskSettings,
) -> HttpResponse:
    """Keep the act for somebody else to decide about, or, approved, for its time."""
    user: Any = request.user
    submission = _submitted_before(request, subjects, kind, data) or submit(
        subjects, kind, data["note"], user, contents=data["contents"], due_at=data.get("due_at"), **more
    )
    if _submits(request, desk):
        messages.success(request, _("Submitted. A publisher decides about it; nothing is public yet."))
    else:
        if submission.state == Submission.State.WAITING:
            approve(submission, user, contents=data["contents"])
        messages.success(request, _("Approved. It is published at its time, by manage.py publish_due."))
    return HttpResponseRedirect(reverse("admin:findings_submission_changelist"))


def _done_before(request: HttpRequest, found: list[Standing]) -> DatasetVersion | None:
    """The act that this form has done already: a button that is pressed twice sends it twice.

    It has, where the last editions of these subjects are this editor's, with this note, and nothing is left to publish.
    """
    withdraws = request.POST.get("edition_kind") == EditionKind.WITHDRAWAL
    note = prose(request.POST.get("note", ""))
    if not all(each.is_withdrawn if withdraws else not each.is_changed for each in found):
        return None
    current = [each.current for each in found if each.current is not None]
    last = max((each.published_in_id for each in current), default=None)
    if last is None or not all(
        (each.note, each.published_by) == (note, _editor(request)) for each in current if each.published_in_id == last
    ):
        return None
    return DatasetVersion.objects.get(pk=last)


def _submitted_before(
    request: HttpRequest, subjects: list[SubjectName], kind: EditionKind, data: dict[str, Any]
) -> Submission | None:
    """What this form has submitted already, and nobody has declined or published."""
    mine = Submission.objects.filter(submitted_by=request.user.pk, subjects=[name_of(*each) for each in subjects])
    undecided = mine.filter(state__in=[Submission.State.WAITING, Submission.State.APPROVED])
    return undecided.filter(
        edition_kind=kind, note=data["note"], contents=data["contents"], due_at=data.get("due_at")
    ).first()


def _after(subjects: list[SubjectName]) -> str:
    """Where an editor goes on: at the record, or at the front page where there were several."""
    return _record_url(*subjects[0]) if len(subjects) == 1 else reverse("admin:index")


def _replacements(subjects: list[SubjectName]) -> list[tuple[str, str]]:
    """Key and title of what readers could use instead of a subject: the public ones of its kind, while it is typed."""
    (kind, key), *_others = subjects
    public = Edition.objects.in_force().readable().filter(subject_kind=kind).exclude(key=key).order_by("key")
    return list(public.values_list("key", "title")[:OFFERED_INSTEAD])


def _to_look_again(found: list[Standing], desk: DeskSettings, request: HttpRequest) -> PublishForm:
    """The form as it was sent, for contents as they are now: whoever sends it again has seen these."""
    sent = request.POST.copy()
    sent["contents"] = contents_digest(found)
    return PublishForm(found, desk, sent)


def _submits(request: HttpRequest, desk: DeskSettings) -> bool:
    """Whether this user submits what somebody else publishes."""
    return desk.second_person or not request.user.has_perm(PUBLISH)


def _tell(request: HttpRequest, subjects: list[SubjectName], version: DatasetVersion | None) -> None:
    if version is None:
        messages.info(request, _("Nothing has changed, so nothing was published."))
        return
    edition = Edition.objects.filter(published_in=version).order_by("position").first()
    if len(subjects) > 1 or edition is None:
        words = _("Published: %(editions)s editions, as dataset version %(version)s.")
        messages.success(request, words % {"editions": version.editions, "version": version.number})
        return
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("Published: edition %(number)s, in dataset version %(version)s.")
            % {"number": edition.number, "version": version.number},
            # Its own address: at the permanent one the editor's browser may have kept what stood there, for a minute.
            edition_url(SubjectKind(edition.subject_kind), edition.slug, edition.number),
            _("The public page"),
        ),
    )


def _subjects(request: HttpRequest) -> list[SubjectName]:
    """The subjects that the form, the address or the selection that was kept names; [] where none is one."""
    names = request.POST.getlist("subject") or request.GET.getlist("subject")
    if not names and "selection" in request.GET:
        names = request.session.get(SELECTION, [])
    subjects = [subject for name in dict.fromkeys(names) if (subject := read_name(name))]
    return subjects[:AT_ONCE]


def _reason(words: str, found: list[Standing]) -> Reason:
    """A refusal with the record that it names."""
    named = next((each for each in found if each.key in words), None)
    return Reason(words, _record_url(named.kind, named.key) if named is not None and named.compiled else "")


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "kind": mention.kind.label,
        "key": mention.key,
        "numbers": ", ".join(map(str, mention.numbers)),
        "redact_url": reverse("admin:redact", args=[mention.kind.value, mention.key]),
    }


def _record_url(kind: SubjectKind, key: str) -> str:
    """The form of a record; "" where there is no such record or no form."""
    model = RECORDS[kind]
    pk = model.objects.keyed([key]).values_list("pk", flat=True).first()
    try:
        return reverse(f"admin:findings_{model._meta.model_name}_change", args=[pk]) if pk is not None else ""
    except NoReverseMatch:
        return ""


def _next_version() -> int:
    version = current_version()
    return version.number + 1 if version else 1


def _editor(request: HttpRequest) -> str:
    return request.user.get_username()


def _shown(request: HttpRequest, site: AdminSite, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"admin/findings/publishing/{name}.html", {**site.each_context(request), **context})
