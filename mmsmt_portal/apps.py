from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as django_admin


class PortalConfig(AppConfig):
    """The running of the site, as an app only so that `manage.py serve` is found. It has no models."""

    name = "mmsmt_portal"
    verbose_name = "Portal"


class PortalAdminConfig(django_admin.AdminConfig):
    """Django's admin with the portal's own site as `admin.site`: behind a second factor, with acts of publishing."""

    default = False
    default_site = "findings.admin.site.PortalAdminSite"

    def ready(self) -> None:
        if not settings.HAS_ADMIN:
            return  # no address leads there: what is not loaded takes no memory, and has no mistakes
        # The room registers its pages as it is imported, with a site that is a part of it: so the room comes first.
        # Were the site asked for before, it would be made twice, and the pages be those of the one that is dropped.
        import_module("findings.admin")
        super().ready()
