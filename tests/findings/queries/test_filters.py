"""Filters and their values."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from findings.queries.filters import FILTERS, as_text


@pytest.mark.parametrize("name", FILTERS)
def test_a_value_that_was_counted_is_written_as_it_was_asked_for(name: str) -> None:
    each = FILTERS[name]
    values = list(each.choices or [each.example])
    assert [each.value_of(each.text_of(value)) for value in values] == values


@pytest.mark.django_db
@pytest.mark.parametrize("stored", [True, False, 2024, "carrier:angara"])
def test_a_value_has_the_text_that_postgresql_casts_it_to(stored: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", [stored])
        assert cursor.fetchone() == (as_text(stored),)
