"""Columns that hold arrays of keys, read one key at a time."""

from __future__ import annotations

from django.db.models import CharField, Func


class Unnest(Func):
    """Each key of an array on a row of its own."""

    function = "unnest"
    output_field = CharField()
