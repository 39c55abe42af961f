"""The addresses: those of the findings, and the admin's where the role of the process has one."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("findings.urls"))]
if settings.HAS_ADMIN:
    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "findings.views.errors.bad_request"
handler404 = "findings.views.errors.not_found"
handler500 = "findings.views.errors.server_error"
