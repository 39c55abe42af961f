from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The running of the site, as an app only so that `manage.py serve` is found. It has no models."""

    name = "mmsmt_portal"
    verbose_name = "Portal"
