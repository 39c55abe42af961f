"""What belongs to a record: the rows that its form edits with it, and that its history tells with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

from findings.models import (
    Actor,
    ActorAlias,
    ActorSource,
    Asserter,
    Category,
    Citation,
    Designation,
    Finding,
    Identifier,
    Involvement,
    Locator,
    Place,
    PlaceMention,
    Provision,
    ProvisionMapping,
    Quantity,
    Report,
    ReportEvent,
    Resolution,
    Source,
)

type Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Branch:
    """Rows of one model that hang on a record by one foreign key, and what hangs on each of them."""

    model: Model
    owner: str
    branches: tuple[Branch, ...] = ()


def _of_a_claim(owner: str) -> tuple[Branch, ...]:
    """In the order in which a reader meets them."""
    return (
        *(Branch(model, owner) for model in (Asserter, Quantity, Involvement, PlaceMention, ProvisionMapping)),
        Branch(Citation, owner, (Branch(Locator, "citation"),)),
    )


#: Every kind of record that has a form of its own → what its form edits with it.
TREES: dict[Model, tuple[Branch, ...]] = {
    Finding: _of_a_claim("finding"),
    Report: (),
    ReportEvent: _of_a_claim("event"),
    Actor: tuple(Branch(model, "actor") for model in (ActorAlias, Identifier, Designation, ActorSource)),
    Source: (),
    Resolution: (Branch(Provision, "resolution"),),
    Provision: (),
    Place: (),
    Category: (),
}


def change_model(model: Model) -> Any:
    """The table of changes of a model of a record."""
    return model.pgh_event_model  # type: ignore[attr-defined]


def models_of(model: Model) -> list[Model]:
    """The model and those of everything that belongs to one of its records, owners before what they own."""

    def below(branches: tuple[Branch, ...]) -> Iterator[Model]:
        for branch in branches:
            yield branch.model
            yield from below(branch.branches)

    return [model, *below(TREES[model])]


def changes_by_model(model: Model, pk: int) -> dict[Model, QuerySet[Any]]:
    """The changes of a record and of every row that belongs to it or ever did, as one query for each model."""
    found: dict[Model, QuerySet[Any]] = {model: change_model(model).objects.filter(pgh_obj_id=pk)}

    def add(branches: tuple[Branch, ...], owners: Any) -> None:
        for branch in branches:
            changes = change_model(branch.model).objects
            rows = changes.filter(**{f"{branch.owner}_id__in": owners}).values("pgh_obj_id")
            found[branch.model] = changes.filter(pgh_obj_id__in=rows)
            add(branch.branches, rows)

    add(TREES[model], [pk])
    return found


def version_of(model: Model, pk: int) -> str:
    """What is the same as long as nobody changes the record or what belongs to it: the number and count of its changes.

    The number says up to where an editor has seen the changes; the count also tells one that was made before it and
    committed after it. One statement.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for changes in changes_by_model(model, pk).values():
        sql, values = changes.order_by().values_list("pgh_id").query.sql_with_params()
        parts.append(sql)
        parameters += values
    with connection.cursor() as cursor:
        # The parts are the ORM's own statements.
        cursor.execute(
            f"SELECT coalesce(max(n), 0), count(n) FROM ({' UNION ALL '.join(parts)}) changes (n)",  # noqa: S608
            parameters,
        )
        number, count = cursor.fetchone()
    return f"{number}.{count}"


def lock(model: Model, pk: int) -> bool:
    """Until the end of the transaction nobody else saves this record in the admin, and no load writes. Whether it is.

    The mode of the locks on the tables conflicts with that of the loader and with nothing that editors do.
    """
    tables = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in models_of(model))
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN ROW EXCLUSIVE MODE")
    for branch in TREES[model]:
        if branch.model in TREES:  # it has a form of its own too
            list(branch.model._default_manager.select_for_update().filter(**{branch.owner: pk}).values_list("pk"))
    return model._default_manager.select_for_update().filter(pk=pk).exists()
