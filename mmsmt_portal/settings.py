"""Settings: a first, minimal form."""

from pathlib import Path

import dj_database_url

from mmsmt_portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "first-form"  # noqa: S105
USE_TZ = True
TIME_ZONE = "UTC"
INSTALLED_APPS = ["django.contrib.postgres", "findings"]
ROOT_URLCONF = "mmsmt_portal.urls"
DATABASES = {"default": dj_database_url.parse(environment.database_url())}
