"""The production entry: `gunicorn --config python:mmsmt_portal.gunicorn_config mmsmt_portal.wsgi`.

It refuses to start, with one message that lists all that is missing, rather than run on a guess. `manage.py serve`
comes in by the same door, with the values of a first run.
"""

import gc

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from mmsmt_portal import database, environment

environment.choose_settings()

missing = settings.ENVIRONMENT.missing_in_production()
if missing:
    raise SystemExit(
        "The portal does not start, because the environment lacks:\n"
        + "\n".join(f"  {line}" for line in missing)
        + "\nTo try the portal out on this machine, `manage.py serve` needs none of them."
    )

database.limit_for_requests(settings.DATABASES["default"], settings.SITE_ROLE)
application = get_wsgi_application()
# Before the workers are forked: what is loaded by now they share. The addresses bring in every view, which the first
# request to each worker would else do; and what stays for ever the collector need not go through, page by page.
get_resolver().url_patterns  # noqa: B018 - asked for to have it read
gc.collect()
gc.freeze()
