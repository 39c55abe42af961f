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
from findings.vocabulary import SubjectKind


def add_address(request: HttpRequest, site: AdminSite, kind: str, key: str) -> HttpResponse:
    """Lead another address to a subject: which, and why."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    if kind not in ADDRESSED:
        raise Http404
    subject_kind = SubjectKind(kind)
    (standing,) = standings([(subject_kind, key)])
    if not standing.is_public:
        raise Http404(_("There is no public page that an address could lead to."))
    form = AddressForm(request.POST if request.method == "POST" else None)
    second_person = DeskSettings.objects.current().second_person
    if request.method == "POST" and not second_person and form.is_valid():
        try:
            version = lead_here(
                subject_kind,
                key,
                form.cleaned_data["address"],
                editor=request.user.get_username(),
                reason=form.cleaned_data["reason"],
            )
        except PublicationError as error:
            for reason in error.reasons:
                form.add_error("address", reason)
        else:
            version_poll.forget()
            messages.success(
                request,
                _("%(address)s leads here now, as of dataset version %(number)s.")
                % {"address": detail_url(subject_kind, form.cleaned_data["address"]), "number": version.number},
            )
            return HttpResponseRedirect(former_url(subject_kind, key))
    context = {
        **site.each_context(request),
        "title": _("Another address leads to %(key)s") % {"key": key},
        "row": subject_row(standing, parts=False),
        "form": form,
        "second_person": second_person,
        "led_url": former_url(subject_kind, key),
    }
    return render(request, "admin/findings/publishing/address.html", context)
