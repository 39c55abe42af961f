"""What the database keeps of every change of a record: the row as it became, or as it was when it was deleted.

Each model of a record has a table of changes beside it (`FindingChange` for `Finding`), filled by triggers of
django-pghistory, so that no door (admin, command, SQL by hand) leads past it. A change points at its context, which
says who made it, why, and by which address or command; one act of an editor has one context for all its rows.

All tables draw their numbers from one sequence: of two changes of a record and of what hangs on it, the one with the
greater number is the later one, and the state after change N is, of each row, the last change up to N.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Func, Index, Value
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

SEQUENCE = "findings_change_number"


class Change(Event):
    """A row of a record after an insert or update, or before a delete (`pgh_label`)."""

    pgh_id = models.BigIntegerField(
        _("number"), primary_key=True, db_default=Func(Value(SEQUENCE), function="nextval"), editable=False
    )

    class Meta:
        abstract = True


def remembered[M: models.Model](*owners: str) -> Callable[[type[M]], type[M]]:
    """Keep every change of the model. `owners` are its foreign keys under which an editor looks for its changes."""

    def keep(model: type[M]) -> type[M]:
        tracked: Any = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}Change",
            base_model=Change,
            # Other indexes would be paid for on every write, and nobody would ask them.
            obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
            context_field=pghistory.ContextForeignKey(db_index=False),
            append_only=True,
            # By statements: a load of thousands of rows then pays some hundredths of it, not a call for each row.
            level=pgtrigger.Statement,
            meta={
                "verbose_name": _("change"),
                "verbose_name_plural": _("changes"),
                "default_permissions": (),
                "indexes": [Index(fields=[owner], name=f"{model.__name__.lower()}change_{owner}") for owner in owners],
            },
        )
        return tracked(model)

    return keep
