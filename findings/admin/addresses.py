"""The page that leads another address to a subject."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from findings.admin.publishing import PUBLISH, former_url
from findings.admin.publishing_forms import AddressForm
from findings.admin.publishing_views import subject_row
from findings.caching import version_poll
from findings.models import DeskSettings
from findings.pages.frames import detail_url
from findings.publishing import ADDRESSED, PublicationError, lead_here, standings
from findings.publishing.changes import SubjectName
from findings.vocabulary import SubjectKind


def add_address(request: HttpRequest, site: AdminSite, kind: str, key: str) -> HttpResponse:
    """Lead another address to a subject: which, and why."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    if kind not in ADDRESSED:
        raise Http404
    subject = (SubjectKind(kind), key)
    (standing,) = standings([subject])
    if not standing.is_public:
        raise Http404(_("There is no public page that an address could lead to."))
    form = AddressForm(request.POST if request.method == "POST" else None)
    second_person = DeskSettings.objects.current().second_person
    is_sent = request.method == "POST" and not second_person and form.is_valid()
    if is_sent and (answer := _lead(request, subject, form)):
        return answer
    context = {
        **site.each_context(request),
        "title": _("Another address leads to %(key)s") % {"key": key},
        "row": subject_row(standing, parts=False),
        "form": form,
        "second_person": second_person,
        "led_url": former_url(*subject),
    }
    return render(request, "admin/findings/publishing/address.html", context)


def _lead(request: HttpRequest, subject: SubjectName, form: AddressForm) -> HttpResponse | None:
    """The way to the addresses that lead to it; None where this one was refused, and the form says why."""
    address, reason = form.cleaned_data["address"], form.cleaned_data["reason"]
    try:
        version = lead_here(*subject, address, editor=request.user.get_username(), reason=reason)
    except PublicationError as error:
        for each in error.reasons:
            form.add_error("address", each)
        return None
    version_poll.forget()
    messages.success(
        request,
        _("%(address)s leads here now, as of dataset version %(number)s.")
        % {"address": detail_url(subject[0], address), "number": version.number},
    )
    return HttpResponseRedirect(former_url(*subject))
