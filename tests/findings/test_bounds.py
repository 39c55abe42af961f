"""Texts that were there before they had bounds: the migration that brings these says which ones are longer."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection

from tests.factories import make_event, make_finding, make_report, make_source

refuse_what_is_longer = import_module("findings.migrations.0019_desk_and_bounds").refuse_what_is_longer


@pytest.mark.django_db
def test_what_is_longer_is_named_before_the_bounds_are_set() -> None:
    with connection.cursor() as cursor:  # as it was before; the test's transaction brings them back
        cursor.execute("ALTER TABLE findings_finding DROP CONSTRAINT finding_title_is_short")
        cursor.execute("ALTER TABLE findings_reportevent DROP CONSTRAINT reportevent_summary_is_short")
    report = make_report(slug="msmt-2025-1")
    make_finding("MSMT-2025-1-001", report=report, title="t" * 200)
    make_finding("MSMT-2025-1-002", report=report, title="t" * 201)
    make_event(report=report, slug="published", summary="s" * 2001)
    make_source(title="t" * 400)

    with pytest.raises(CommandError) as refused:
        refuse_what_is_longer(apps, None)

    assert str(refused.value).splitlines() == [
        "Shorten these texts in the admin of the release before, then migrate again:",
        "  finding MSMT-2025-1-002: its title has 201 characters, at most 200 are allowed",
        "  reportevent msmt-2025-1/published: its summary has 2001 characters, at most 2000 are allowed",
    ]


@pytest.mark.django_db
def test_where_nothing_is_longer_nothing_is_refused() -> None:
    make_finding(title="t" * 200)
    assert refuse_what_is_longer(apps, None) is None
