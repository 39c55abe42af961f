"""The portal's settings for a benchmark: one address more, and static files as they lie."""

from mmsmt_portal.settings import *  # noqa: F403
from mmsmt_portal.settings import STORAGES

ROOT_URLCONF = "tests.performance.urls"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
