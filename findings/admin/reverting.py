"""Bringing a record back to an earlier state: a change like any other, with a reason of its own."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from findings.admin.past import Past, RowName, State, Values
from findings.models import Subject
from findings.models.trees import Model


def bring_back(past: Past, wanted: State) -> None:
    """Write the rows of the record as `wanted` has them: gone ones under their old ids, others in place.

    Call it in a transaction that holds the lock on the record. Raises DatabaseError where the database refuses it: what
    a row refers to is not there any more, or what is published would be deleted.
    """
    now = past.state()
    with transaction.atomic():
        for name in reversed([name for name in now if name not in wanted]):
            _manager(name).filter(pk=name[1]).delete()
        for name, values in wanted.items():
            if name not in now:
                _manager(name).bulk_create([name[0](**values)])
            elif changed := _changed(name[0], now[name], values):
                _manager(name).filter(pk=name[1]).update(**changed)
        # Rules that are checked at the end of a transaction are checked here, where they become sentences.
        connection.check_constraints()


def _changed(model: Model, now: Values, wanted: Values) -> Values:
    """What to write: a key is permanent, and no state of a record has another one."""
    permanent = {"id", *((str(model.key_field),) if issubclass(model, Subject) else ()), "key"}
    return {column: value for column, value in wanted.items() if column not in permanent and now[column] != value}


def _manager(name: RowName) -> Any:
    return name[0]._default_manager
