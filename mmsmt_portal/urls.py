"""The addresses: pages in each language, files in none, and the admin's where the role of the process has one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from findings.urls import files, pages

urlpatterns: list[URLPattern | URLResolver] = [
    # English pages have no prefix, for ever; what no reader reads, or other sites keep, has no language.
    *i18n_patterns(*pages, prefix_default_language=False),
    *files,
]
if settings.HAS_ADMIN:
    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "findings.views.errors.bad_request"
handler404 = "findings.views.errors.not_found"
handler500 = "findings.views.errors.server_error"
