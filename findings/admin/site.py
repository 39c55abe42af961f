"""The admin's site: who may enter, and the addresses that belong to no one kind of record."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from findings.admin.access import LogInForm, has_second_factor
from findings.admin.addresses import add_address
from findings.admin.enrolment import enrol
from findings.admin.kept import KEPT, Fields, fields_of, packed, send_again, unpacked
from findings.admin.preview import preview
from findings.admin.publishing_views import publish, redact
from findings.admin.sent_back import sent_back_to
from findings.admin.worklists import waiting
from findings.models import DatasetVersion, DeskSettings

#: Entries of the menu that are called otherwise than their records: there is one set of rules of the desk.
_CALLED: dict[Any, Any] = {
    DeskSettings: DeskSettings._meta.verbose_name,
    DatasetVersion: _("acts of publishing"),
}


def _called(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of the menu under the name that the desk uses."""
    name = _CALLED.get(entry["model"])
    return entry if name is None else {**entry, "name": capfirst(name)}


#: The parts of the menu: a name for the page, a heading, and the kinds of records.
MENU: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("claims", _("Claims"), ("finding", "report", "reportevent")),
    ("named", _("What they name"), ("actor", "place", "source", "resolution", "provision", "category")),
    ("incoming", _("Imports and merges"), ("importrun", "proposal", "merge")),
    ("ledger", _("What was published"), ("datasetversion", "keyalias")),
    ("desk", _("The desk"), ("submission", "desksettings", "user", "accessattempt", "accesslog")),
)


class PortalAdminSite(AdminSite):
    """Django's admin behind a second factor (mmsmt_portal/apps.py makes it the one that `admin.site` is)."""

    site_header = _("The editors’ room")
    site_title = _("Editors’ room")
    index_title = _("Records and work")
    login_form = LogInForm
    logout_template = "admin/logged_out.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take pages of this room alone: those that packages bring would show secrets, and rights in other ways."""
        if admin_class is not None and admin_class.__module__.startswith("findings."):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff, who have shown a second factor where one is required."""
        user: Any = request.user
        return super().has_permission(request) and (user.is_verified() or not settings.ADMIN_TOTP_REQUIRED)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The log-in; for who has given the password and has enrolled nothing yet, the enrolment."""
        user: Any = request.user
        waits = user.is_authenticated and user.is_staff and not self.has_permission(request)
        if request.method == "GET" and waits and not has_second_factor(user):
            following = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
            return HttpResponseRedirect(f"{reverse('admin:enrol')}?{following}")
        sent = request.POST.get(KEPT, "") if request.method == "POST" else ""
        response = super().login(request, {KEPT: sent, **(extra_context or {})})
        fields = unpacked(sent) if isinstance(response, HttpResponseRedirect) else []
        if fields and (has_second_factor(request.user) or not settings.ADMIN_TOTP_REQUIRED):
            return send_again(request, response.url, fields)  # type: ignore[attr-defined]
        return response

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's; but what is sent when the session has ended waits for the log-in, and is not lost."""
        guarded = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated and (fields := fields_of(request)):
                return self._log_in_first(request, fields)
            return guarded(request, *args, **kwargs)

        return update_wrapper(answer, guarded)

    def _log_in_first(self, request: HttpRequest, fields: Fields) -> HttpResponse:
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "app_path": reverse("admin:login"),
            "next": request.get_full_path(),
            "form": LogInForm(request),
            KEPT: packed(fields),
        }
        return render(request, "admin/login.html", context, status=403)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The front page, with what waits at the desk, and what was sent back to who looks."""
        shown = {"work_lists": waiting(request), **sent_back_to(request)}
        return super().index(request, {**shown, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu, in the order of the work: what is claimed before what it names, and the desk after the records."""
        found: dict[str, Any] = {
            str(each["model"]._meta.model_name): (app, _called(each))
            for app in super().get_app_list(request, app_label)
            for each in app["models"]
        }
        menu = []
        for name, title, models in MENU:
            own = [found.pop(each) for each in models if each in found]
            if own:
                menu.append({**own[0][0], "name": title, "app_label": name, "models": [each for _app, each in own]})
        for app, each in found.values():
            menu.append({**app, "models": [each]})
        return menu

    def get_urls(self) -> list[Any]:
        return [*self.own_urls(), *super().get_urls()]

    def own_urls(self) -> list[URLPattern]:
        return [
            path("second-factor/", self._before_the_second_factor(enrol), name="enrol"),
            path("publish/", self._page(publish), name="publish"),
            path("preview/<str:kind>/<str:key>/", self.admin_view(preview), name="preview"),
            path("address/<str:kind>/<str:key>/", self._page(add_address), name="address"),
            path("redact/<str:kind>/<str:key>/", self._page(redact), name="redact"),
        ]

    def _page(self, view: Any) -> Any:
        """A page of its own in the admin's frame."""

        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            request.current_app = self.name
            return view(request, self, **parts)

        return self.admin_view(answer)

    def _before_the_second_factor(self, view: Any) -> Any:
        """A page for who is not through the door yet: it looks itself at whom it serves."""

        @never_cache
        @csrf_protect
        def answer(request: HttpRequest) -> HttpResponse:
            request.current_app = self.name
            return view(request, self)

        return answer
