"""Forms → rows of the records, by sets: so many statements for a batch, whatever is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Model

from findings import locators
from findings.curation.forms import Form
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

#: Records written at a time: with their rows, some tens of thousands of rows in memory.
BATCH = 2000


class UnknownIdError(Exception):
    """(kind, natural key) of what a record refers to and the database has not."""


class KnownIds(dict[str, int]):
    """Natural key → id, of one kind."""

    kind = ""

    def __missing__(self, name: str) -> int:
        raise UnknownIdError(self.kind, name)


class Ids(dict[str, KnownIds]):
    """Kind → natural key → id in the database, of all that records refer to."""

    def __missing__(self, kind: str) -> KnownIds:
        self[kind] = KnownIds()
        self[kind].kind = kind
        return self[kind]


#: A record to write: its natural key, its form, its id in the database (None: it is new).
type Wanted = tuple[str, Form, int | None]


def write(kind: str, batch: Sequence[Wanted], ids: Ids) -> None:
    """Write new and changed records of one kind with all their rows; their ids are added to `ids`.

    Raises UnknownIdError where a form names what the database has not.
    """
    model, values_of, write_rows = _WRITERS[kind]
    records = [model(pk=pk, **values_of(form, ids)) for _name, form, pk in batch]
    new = [record for record in records if record.pk is None]
    changed = [record for record in records if record.pk is not None]
    _create(model, new)
    if changed:
        model._default_manager.bulk_update(changed, _changeable(model))
    owners = []
    for (name, form, _pk), record in zip(batch, records, strict=True):
        ids[kind][name] = record.pk
        owners.append((record.pk, form))
    if write_rows is not None:
        write_rows(owners, {record.pk for record in changed}, ids)


def _changeable(model: type[Model]) -> list[str]:
    """All fields but the keys, which the database keeps for ever, and what it derives itself."""
    permanent = {"id", "key", getattr(model, "key_field", "key")}
    fields = (field for field in model._meta.concrete_fields if not field.generated)
    return [field.name for field in fields if field.name not in permanent]


def _create(model: type[Model], rows: Iterable[Model]) -> list[Model]:
    new = list(rows)
    return model._default_manager.bulk_create(new) if new else []


# What a form says of the record's own fields


def _category(form: Form, _ids: Ids) -> dict[str, Any]:
    return {
        "key": form["key"],
        "slug": form["slug"],
        "position": int(form["position"]),
        "name": form["name"],
        "definition": form["definition"],
        "leading_finding": form.get("leading_finding", ""),
    }


def _source(form: Form, _ids: Ids) -> dict[str, Any]:
    return {
        "key": form["key"],
        "slug": form["slug"],
        "source_kind": form["kind"],
        "title": form["title"],
        "publisher": form["publisher"],
        "authors": form.get("authors", []),
        "published": form.get("published"),
        "language": form["language"],
        "consulted": form["consulted"],
        "url": form.get("url", ""),
        "archived_url": form.get("archived_url", ""),
        "archived": form.get("archived"),
    }


def _place(form: Form, _ids: Ids) -> dict[str, Any]:
    return {
        "country": form["country"],
        "slug": form["slug"],
        "name": form["name"],
        "latitude": form.get("latitude"),
        "longitude": form.get("longitude"),
        "precision": form.get("precision", ""),
    }


def _actor(form: Form, _ids: Ids) -> dict[str, Any]:
    return {
        "key": form["key"],
        "slug": form["slug"],
        "actor_kind": form["kind"],
        "name": form["name"],
        "country": form.get("country", ""),
        "description": form.get("description", ""),
    }


def _resolution(form: Form, _ids: Ids) -> dict[str, Any]:
    return {
        "number": form["number"],
        "symbol": form["symbol"],
        "adopted": dt.date.fromisoformat(form["adopted"]),
        "title": form.get("title", ""),
        "vote": form.get("vote", ""),
        "url": form.get("url", ""),
    }


def _report(form: Form, ids: Ids) -> dict[str, Any]:
    return {
        "key": form["key"],
        "slug": form["slug"],
        "code": form.get("code", ""),
        "reference_prefix": form["reference_prefix"],
        "report_kind": form["kind"],
        "title": form["title"],
        "issuer": form["issuer"],
        "published": form.get("published"),
        "period_covered": form.get("period_covered", ""),
        "url": form.get("url", ""),
        "source_id": ids["source"][form["source"]] if "source" in form else None,
        "read_first_hand": form["read_first_hand"],
        "note": form.get("note", ""),
    }


def _assertion(form: Form, ids: Ids) -> dict[str, Any]:
    period = form.get("period", {})
    return {
        "slug": form["slug"],
        "report_id": ids["report"][form["report"]],
        "category_id": ids["category"][form["category"]] if "category" in form else None,
        "title": form["title"],
        "summary": form["summary"],
        "period_start": period.get("start"),
        "period_end": period.get("end"),
        "period_carried_by": period.get("carried_by", []),
        "asserted_by": form["asserted_by"],
        "support": form["support"],
        "editors_note": form.get("editors_note", ""),
        "recheck": form.get("recheck", False),
    }


def _event(form: Form, ids: Ids) -> dict[str, Any]:
    return {"position": int(form["position"]), "event_type": form["type"], **_assertion(form, ids)}


def _finding(form: Form, ids: Ids) -> dict[str, Any]:
    return {"reference": form["reference"], **_assertion(form, ids)}


# What it says of the rows that hang on the record

#: Records that were written: their ids, and their forms.
type Records = Sequence[tuple[int, Form]]


def _replace(model: type[Model], owner: str, owners: set[int], rows: Iterable[Model]) -> list[Model]:
    """Rows have no life of their own: those of changed records go, and all are written anew."""
    if owners:
        model._default_manager.filter(**{f"{owner}__in": owners}).delete()
    return _create(model, rows)


def _rows(
    model: type[Model],
    owner: str,
    field: str,
    records: Records,
    changed: set[int],
    values_of: Callable[[Any], dict[str, Any]],
) -> list[Model]:
    """Write what the records have in a field of their forms, in its order: a row for each, with its own values."""
    return _replace(
        model,
        owner,
        changed,
        (
            model(**{owner: pk}, position=position, **values_of(value))
            for pk, form in records
            for position, value in enumerate(form.get(field, []))
        ),
    )


def _actor_rows(actors: Records, changed: set[int], ids: Ids) -> None:
    def rows(model: type[Model], field: str, values_of: Callable[[Any], dict[str, Any]]) -> None:
        _rows(model, "actor_id", field, actors, changed, values_of)

    rows(ActorAlias, "aliases", lambda name: {"name": name})
    _replace(
        Identifier,
        "actor_id",
        changed,
        (Identifier(actor_id=pk, **identifier) for pk, form in actors for identifier in form.get("identifiers", [])),
    )
    rows(
        Designation,
        "designations",
        lambda designation: {
            **{name: value for name, value in designation.items() if name != "source"},
            "source_id": ids["source"][designation["source"]],
        },
    )
    rows(ActorSource, "sources", lambda source: {"source_id": ids["source"][source]})


def _provisions(resolutions: Records, _changed: set[int], ids: Ids) -> None:
    """Provisions have keys, and findings are mapped to them: they are changed in place, never written anew."""
    provisions = [
        Provision(
            pk=ids["provision"].get(provision["key"]),
            resolution_id=pk,
            position=position,
            **provision,
        )
        for pk, form in resolutions
        for position, provision in enumerate(form.get("provisions", []))
    ]
    new = [provision for provision in provisions if provision.pk is None]
    old = [provision for provision in provisions if provision.pk is not None]
    _create(Provision, new)
    if old:
        Provision.objects.bulk_update(old, _changeable(Provision))
    ids["provision"] |= {provision.key: provision.pk for provision in new}


def _assertion_rows(owner: str, records: Records, changed: set[int], ids: Ids) -> None:
    """The rows of findings (`owner` is `finding_id`) or of events (`event_id`)."""

    def rows(model: type[Model], field: str, values_of: Callable[[Any], dict[str, Any]]) -> list[Model]:
        return _rows(model, owner, field, records, changed, values_of)

    rows(Asserter, "asserters", lambda actor: {"actor_id": ids["actor"][actor]})
    rows(
        Involvement,
        "involvements",
        lambda named: {
            "actor_id": ids["actor"][named["actor"]],
            "role": named["role"],
            "carried_by": named.get("carried_by", []),
        },
    )
    rows(Quantity, "quantities", lambda quantity: quantity)
    rows(
        PlaceMention,
        "places",
        lambda named: {"place_id": ids["place"][named["place"]], "carried_by": named.get("carried_by", [])},
    )
    rows(ProvisionMapping, "provisions", lambda provision: {"provision_id": ids["provision"][provision]})
    if changed:
        Locator.objects.filter(**{f"citation__{owner}__in": changed}).delete()
    citations = rows(
        Citation,
        "citations",
        lambda citation: {
            "source_id": ids["source"][citation["source"]],
            "relation": citation["relation"],
            "supports": citation["supports"],
            "quote": citation.get("quote", ""),
            "quote_language": citation.get("quote_language", ""),
        },
    )
    _create(Locator, _locators(citations, [each for _pk, form in records for each in form.get("citations", [])]))


def _locators(rows: Sequence[Model], citations: Sequence[Form]) -> Iterator[Locator]:
    """The steps of each citation's place in its source; `rows` are the citations as written, in the same order."""
    for row, citation in zip(rows, citations, strict=True):
        for position, step in enumerate(locators.parse(citation.get("locator", ""))):
            yield Locator(
                citation_id=row.pk,
                position=position,
                locator_kind=step.kind,
                start=step.start,
                end=step.end,
                printed=step.printed,
                joined=step.joined,
            )


#: kind → its model, the values of its own fields, the writer of its rows.
_WRITERS: dict[str, tuple[type[Model], Callable[[Form, Ids], dict[str, Any]], Callable[..., None] | None]] = {
    "category": (Category, _category, None),
    "source": (Source, _source, None),
    "place": (Place, _place, None),
    "actor": (Actor, _actor, _actor_rows),
    "resolution": (Resolution, _resolution, _provisions),
    "report": (Report, _report, None),
    "event": (ReportEvent, _event, partial(_assertion_rows, "event_id")),
    "finding": (Finding, _finding, partial(_assertion_rows, "finding_id")),
}
