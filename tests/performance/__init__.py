"""Benchmarks: each is run as a module (`python -m tests.performance.publishing`) and says in its head what it shows.

They measure, and no test waits for a figure: a shared machine would make it fail for nothing. What the tests run is
each benchmark with few records, so that it goes on working. (A module that is run on its own has nobody who sets Django
up before its imports; this package does.)
"""

import django
from django.apps import apps

from mmsmt_portal import environment

if not apps.ready:
    environment.choose_settings()
    django.setup()
