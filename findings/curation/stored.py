"""The forms of the records that stand in the database.

A fixed number of statements, whatever stands there: each table is read once, from a cursor, in the order of the
records that its rows hang on, and the rows are joined here. So memory does not grow with the records either. Of a few
records the same statements read the rows of those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet

from findings import locators
from findings.curation.fields import number
from findings.curation.forms import Form, name_of
from findings.curation.marked import settled
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

#: Every table that a record stands in.
RECORDS: tuple[type[Model], ...] = (
    *(Category, Source, Place, Actor, ActorAlias, Identifier, Designation, ActorSource, Resolution, Provision),
    *(Report, ReportEvent, Finding, Asserter, Involvement, Quantity, PlaceMention, ProvisionMapping, Citation, Locator),
)
#: Rows that come over at a time.
CHUNK = 2000

#: The ids of the records that are read; None where all are.
type Only = Collection[int] | None


class Stored(NamedTuple):
    """A record in the database: its id there, its natural key, its form."""

    pk: int
    name: str
    form: Form


class _Rows:
    """The rows of one table by the record they hang on; asked for records in ascending order of id."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._owner: int | None = None
        self._group: Iterable[tuple[Any, ...]] = ()
        self._go_on()

    def of(self, owner: int) -> list[tuple[Any, ...]]:
        if self._owner != owner:
            return []
        rows = list(self._group)
        self._go_on()
        return rows

    def _go_on(self) -> None:
        self._owner, self._group = next(self._groups, (None, ()))


def stored(kind: str, only: Collection[int] | None = None) -> Iterator[Stored]:
    """All records of a kind, or those with these ids, in ascending order of id. Call it within a transaction."""
    for pk, form in _READERS[kind](only):
        yield Stored(pk, name_of(kind, form), form)


def ids_of(kind: str, names: Collection[str]) -> dict[str, int]:
    """Natural key → id, of those of the names that the database has. None are asked for in no statement."""
    model, fields = _NAMED_BY[kind]
    parts = [tuple(name.split("/")) for name in names if name.count("/") == len(fields) - 1]
    if not parts:
        return {}
    wanted = {
        f"{field}__in": sorted(set(values)) for field, values in zip(fields, zip(*parts, strict=True), strict=True)
    }
    asked = set(parts)
    rows = model._default_manager.filter(**wanted).values_list("pk", *fields)
    return {"/".join(name): pk for pk, *name in rows if tuple(name) in asked}


def current(kind: str, name: str) -> Stored | None:
    """The record of this kind and natural key, as it stands; None where there is none."""
    return next(stored(kind, list(ids_of(kind, [name]).values())), None)


def locked(kind: str, name: str) -> Stored | None:
    """The same, and until the end of the transaction nobody else saves it at the desk, and no load writes."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in RECORDS)
    with connection.cursor() as cursor:
        # It conflicts with the lock of a load, and with nothing that editors do.
        cursor.execute(f"LOCK TABLE {tables} IN ROW EXCLUSIVE MODE")
    ids = list(ids_of(kind, [name]).values())
    model, _fields = _NAMED_BY[kind]
    list(model._default_manager.select_for_update().filter(pk__in=ids).values_list("pk"))
    return next(stored(kind, ids), None)


def _slim(**fields: Any) -> Form:
    """Without what is empty: a text "", a list of nothing, NULL. False says something and stays."""
    return {name: value for name, value in fields.items() if value is False or value}


def _text(value: object) -> str:
    return "" if value is None else settled(str(value))


def _number(value: Decimal | None) -> str:
    return "" if value is None else number(str(value))


def _all(rows: QuerySet[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    return rows.values_list(*fields).iterator(chunk_size=CHUNK)


def _records(model: type[Model], only: Only) -> QuerySet[Any]:
    rows = model._default_manager.order_by("pk")
    return rows if only is None else rows.filter(pk__in=only)


def _hanging(model: type[Model], owner: str, only: Only, *fields: str) -> _Rows:
    """Rows of `model` with the id of their owner first, in the order that readers see."""
    order = (owner, "position", "pk") if any(f.name == "position" for f in model._meta.fields) else (owner, "pk")
    rows = model._default_manager.filter(**_owned(owner, only)).order_by(*order)
    return _Rows(_all(rows, owner, *fields))


def _owned(owner: str, only: Only) -> dict[str, Any]:
    return {f"{owner}__isnull": False} if only is None else {f"{owner}__in": only}


def _categories(only: Only) -> Iterator[tuple[int, Form]]:
    rows = _records(Category, only)
    fields = ("pk", "key", "slug", "position", "name", "definition", "leading_finding")
    for pk, key, slug, position, name, definition, leading in _all(rows, *fields):
        yield (
            pk,
            _slim(
                key=key,
                slug=slug,
                position=str(position),
                name=_text(name),
                definition=_text(definition),
                leading_finding=leading,
            ),
        )


def _sources(only: Only) -> Iterator[tuple[int, Form]]:
    fields = (
        *("pk", "key", "slug", "source_kind", "title", "publisher", "authors", "published"),
        *("language", "consulted", "url", "archived_url", "archived"),
    )
    for row in _all(_records(Source, only), *fields):
        pk, key, slug, kind, title, publisher, authors, published, language, consulted, url, copy_url, copied = row
        yield (
            pk,
            _slim(
                key=key,
                slug=slug,
                kind=kind,
                title=_text(title),
                publisher=_text(publisher),
                authors=[_text(author) for author in authors],
                published=_text(published),
                language=language,
                consulted=consulted,
                url=_text(url),
                archived_url=_text(copy_url),
                archived=_text(copied),
            ),
        )


def _places(only: Only) -> Iterator[tuple[int, Form]]:
    fields = ("pk", "country", "slug", "name", "latitude", "longitude", "precision")
    for pk, country, slug, name, latitude, longitude, precision in _all(_records(Place, only), *fields):
        yield (
            pk,
            _slim(
                country=country,
                slug=slug,
                name=_text(name),
                latitude=_number(latitude),
                longitude=_number(longitude),
                precision=precision,
            ),
        )


def _actors(only: Only) -> Iterator[tuple[int, Form]]:
    aliases = _hanging(ActorAlias, "actor_id", only, "name")
    identifiers = _hanging(Identifier, "actor_id", only, "scheme", "value")
    designations = _hanging(
        Designation,
        "actor_id",
        only,
        *("authority", "list_reference", "designated", "measure", "source__key", "delisted"),
    )
    sources = _hanging(ActorSource, "actor_id", only, "source__key")
    fields = ("pk", "key", "slug", "actor_kind", "name", "country", "description")
    for pk, key, slug, kind, name, country, description in _all(_records(Actor, only), *fields):
        yield (
            pk,
            _slim(
                key=key,
                slug=slug,
                kind=kind,
                name=_text(name),
                aliases=[_text(alias) for _, alias in aliases.of(pk)],
                country=country,
                identifiers=sorted(
                    ({"scheme": scheme, "value": _text(value)} for _, scheme, value in identifiers.of(pk)),
                    key=itemgetter("scheme", "value"),
                ),
                description=_text(description),
                designations=[
                    _slim(
                        authority=authority,
                        list_reference=_text(reference),
                        designated=_text(designated),
                        measure=measure,
                        source=source,
                        delisted=_text(delisted),
                    )
                    for _, authority, reference, designated, measure, source, delisted in designations.of(pk)
                ],
                sources=[source for _, source in sources.of(pk)],
            ),
        )


def _resolutions(only: Only) -> Iterator[tuple[int, Form]]:
    provisions = _hanging(
        Provision,
        "resolution_id",
        only,
        *("key", "paragraph", "paragraph_checked", "paragraph_note", "topic", "obligation", "source_url"),
    )
    fields = ("pk", "number", "symbol", "adopted", "title", "vote", "url")
    for pk, number_, symbol, adopted, title, vote, url in _all(_records(Resolution, only), *fields):
        yield (
            pk,
            _slim(
                number=number_,
                symbol=_text(symbol),
                adopted=adopted.isoformat(),
                title=_text(title),
                vote=vote,
                url=_text(url),
                provisions=[
                    _slim(
                        key=key,
                        paragraph=_text(paragraph),
                        paragraph_checked=checked,
                        paragraph_note=_text(note),
                        topic=topic,
                        obligation=_text(obligation),
                        source_url=_text(source_url),
                    )
                    for _, key, paragraph, checked, note, topic, obligation, source_url in provisions.of(pk)
                ],
            ),
        )


def _reports(only: Only) -> Iterator[tuple[int, Form]]:
    fields = (
        *("pk", "key", "slug", "code", "reference_prefix", "report_kind", "title", "issuer", "published"),
        *("period_covered", "url", "source__key", "read_first_hand", "note"),
    )
    for row in _all(_records(Report, only), *fields):
        pk, key, slug, code, prefix, kind, title, issuer, published, covered, url, source, first_hand, note = row
        yield (
            pk,
            _slim(
                key=key,
                slug=slug,
                code=_text(code),
                reference_prefix=prefix,
                kind=kind,
                title=_text(title),
                issuer=_text(issuer),
                published=_text(published),
                period_covered=_text(covered),
                url=_text(url),
                source=source,
                read_first_hand=first_hand,
                note=_text(note),
            ),
        )


_ASSERTION = (
    *("title", "summary", "period_start", "period_end", "period_carried_by", "asserted_by", "support"),
    *("editors_note", "recheck"),
)


class _Assertions:
    """What findings (`owner` is `finding_id`) and events (`event_id`) have in common, with the rows that hang on it.

    Asked for records in ascending order of id.
    """

    def __init__(self, owner: str, only: Only) -> None:
        def hanging(model: type[Model], *fields: str) -> _Rows:
            return _hanging(model, owner, only, *fields)

        self._asserters = hanging(Asserter, "actor__key")
        self._involvements = hanging(Involvement, "actor__key", "role", "carried_by")
        self._quantities = hanging(Quantity, "measure", "qualifier", "low", "high", "unit", "carried_by")
        self._places = hanging(PlaceMention, "place__country", "place__slug", "carried_by")
        self._provisions = hanging(ProvisionMapping, "provision__key")
        self._citations = hanging(Citation, "pk", "source__key", "relation", "supports", "quote", "quote_language")
        steps = Locator.objects.filter(**_owned(f"citation__{owner}", only))
        steps = steps.order_by(f"citation__{owner}", "citation_id", "position")
        fields = (f"citation__{owner}", "citation_id", "locator_kind", "start", "end", "printed", "joined")
        self._steps = _Rows(_all(steps, *fields))

    def form(self, pk: int, values: tuple[Any, ...]) -> Form:
        """That part of the form of a record; `values` are those of _ASSERTION."""
        title, summary, start, end, period_carried_by, asserted_by, support, note, recheck = values
        form = _slim(
            title=_text(title),
            summary=_text(summary),
            period=_slim(start=_text(start), end=_text(end), carried_by=period_carried_by),
            asserted_by=_text(asserted_by),
            asserters=[actor for _, actor in self._asserters.of(pk)],
            involvements=[
                _slim(actor=actor, role=role, carried_by=carried_by)
                for _, actor, role, carried_by in self._involvements.of(pk)
            ],
            quantities=[
                _slim(
                    measure=_text(measure),
                    qualifier=qualifier,
                    low=_number(low),
                    high=_number(high),
                    unit=unit,
                    carried_by=carried_by,
                )
                for _, measure, qualifier, low, high, unit, carried_by in self._quantities.of(pk)
            ],
            places=[
                _slim(place=f"{country}/{slug}", carried_by=carried_by)
                for _, country, slug, carried_by in self._places.of(pk)
            ],
            provisions=[key for _, key in self._provisions.of(pk)],
            citations=self._citation_forms(pk),
            support=support,
            editors_note=_text(note),
        )
        return form | {"recheck": True} if recheck else form

    def _citation_forms(self, pk: int) -> list[Form]:
        located: dict[int, list[locators.LocatorStep]] = {}
        for _, citation, *step in self._steps.of(pk):
            located.setdefault(citation, []).append(locators.LocatorStep(*step))
        return [
            _slim(
                source=source,
                relation=relation,
                locator=_text(locators.printed(located.get(citation, ()))),
                supports=_text(supports),
                quote=_text(quote),
                quote_language=language,
            )
            for _, citation, source, relation, supports, quote, language in self._citations.of(pk)
        ]


def _events(only: Only) -> Iterator[tuple[int, Form]]:
    assertions = _Assertions("event_id", only)
    fields = ("pk", "report__key", "slug", "position", "event_type", "category__key", *_ASSERTION)
    for pk, report, slug, position, kind, category, *values in _all(_records(ReportEvent, only), *fields):
        form = assertions.form(pk, tuple(values))
        yield pk, _slim(report=report, slug=slug, position=str(position), type=kind, category=category) | form


def _findings(only: Only) -> Iterator[tuple[int, Form]]:
    assertions = _Assertions("finding_id", only)
    fields = ("pk", "report__key", "reference", "slug", "category__key", *_ASSERTION)
    for pk, report, reference, slug, category, *values in _all(_records(Finding, only), *fields):
        form = assertions.form(pk, tuple(values))
        yield pk, {"report": report, "reference": reference, "slug": slug, "category": category} | form


_READERS: dict[str, Callable[[Only], Iterator[tuple[int, Form]]]] = {
    "category": _categories,
    "source": _sources,
    "place": _places,
    "actor": _actors,
    "resolution": _resolutions,
    "report": _reports,
    "event": _events,
    "finding": _findings,
}

#: Kind → its model, and the fields whose values, with a slash between them, are its natural key.
_NAMED_BY: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "category": (Category, ("key",)),
    "source": (Source, ("key",)),
    "place": (Place, ("country", "slug")),
    "actor": (Actor, ("key",)),
    "resolution": (Resolution, ("number",)),
    "provision": (Provision, ("key",)),
    "report": (Report, ("key",)),
    "event": (ReportEvent, ("report__key", "slug")),
    "finding": (Finding, ("reference",)),
}
