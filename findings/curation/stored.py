"""The forms of the records that stand in the database.

A fixed number of statements, whatever stands there: each table is read once, from a cursor, in the order of the
records that its rows hang on, and the rows are joined here. So memory does not grow with the records either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

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


def stored(kind: str) -> Iterator[Stored]:
    """All records of a kind, in ascending order of id. Call it within a transaction."""
    for pk, form in _READERS[kind]():
        yield Stored(pk, name_of(kind, form), form)


def _slim(**fields: Any) -> Form:
    """Without what is empty: a text "", a list of nothing, NULL. False says something and stays."""
    return {name: value for name, value in fields.items() if value is False or value}


def _text(value: object) -> str:
    return "" if value is None else settled(str(value))


def _number(value: Decimal | None) -> str:
    return "" if value is None else number(str(value))


def _all(rows: QuerySet[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    return rows.values_list(*fields).iterator(chunk_size=CHUNK)


def _hanging(model: type[Model], owner: str, *fields: str) -> _Rows:
    """Rows of `model` with the id of their owner first, in the order that readers see."""
    order = (owner, "position", "pk") if any(f.name == "position" for f in model._meta.fields) else (owner, "pk")
    rows = model._default_manager.filter(**{f"{owner}__isnull": False}).order_by(*order)
    return _Rows(_all(rows, owner, *fields))


def _categories() -> Iterator[tuple[int, Form]]:
    rows = Category.objects.order_by("pk")
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


def _sources() -> Iterator[tuple[int, Form]]:
    fields = (
        *("pk", "key", "slug", "source_kind", "title", "publisher", "authors", "published"),
        *("language", "consulted", "url", "archived_url", "archived"),
    )
    for row in _all(Source.objects.order_by("pk"), *fields):
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


def _places() -> Iterator[tuple[int, Form]]:
    fields = ("pk", "country", "slug", "name", "latitude", "longitude", "precision")
    for pk, country, slug, name, latitude, longitude, precision in _all(Place.objects.order_by("pk"), *fields):
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


def _actors() -> Iterator[tuple[int, Form]]:
    aliases = _hanging(ActorAlias, "actor_id", "name")
    identifiers = _hanging(Identifier, "actor_id", "scheme", "value")
    designations = _hanging(
        Designation,
        "actor_id",
        *("authority", "list_reference", "designated", "measure", "source__key", "delisted"),
    )
    sources = _hanging(ActorSource, "actor_id", "source__key")
    fields = ("pk", "key", "slug", "actor_kind", "name", "country", "description")
    for pk, key, slug, kind, name, country, description in _all(Actor.objects.order_by("pk"), *fields):
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


def _resolutions() -> Iterator[tuple[int, Form]]:
    provisions = _hanging(
        Provision,
        "resolution_id",
        *("key", "paragraph", "paragraph_checked", "paragraph_note", "topic", "obligation", "source_url"),
    )
    fields = ("pk", "number", "symbol", "adopted", "title", "vote", "url")
    for pk, number_, symbol, adopted, title, vote, url in _all(Resolution.objects.order_by("pk"), *fields):
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


def _reports() -> Iterator[tuple[int, Form]]:
    fields = (
        *("pk", "key", "slug", "code", "reference_prefix", "report_kind", "title", "issuer", "published"),
        *("period_covered", "url", "source__key", "read_first_hand", "note"),
    )
    for row in _all(Report.objects.order_by("pk"), *fields):
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


def _assertion_reader(owner: str) -> Callable[[int, tuple[Any, ...]], Form]:
    """What a finding and an event have in common: (id, values of _ASSERTION) → that part of the form."""
    asserters = _hanging(Asserter, owner, "actor__key")
    involvements = _hanging(Involvement, owner, "actor__key", "role", "carried_by")
    quantities = _hanging(Quantity, owner, "measure", "qualifier", "low", "high", "unit", "carried_by")
    places = _hanging(PlaceMention, owner, "place__country", "place__slug", "carried_by")
    provisions = _hanging(ProvisionMapping, owner, "provision__key")
    citations = _hanging(Citation, owner, "pk", "source__key", "relation", "supports", "quote", "quote_language")
    steps = _Rows(
        _all(
            Locator.objects.filter(**{f"citation__{owner}__isnull": False}).order_by(
                f"citation__{owner}", "citation_id", "position"
            ),
            *(f"citation__{owner}", "citation_id", "locator_kind", "start", "end", "printed", "joined"),
        )
    )

    def read(pk: int, values: tuple[Any, ...]) -> Form:
        title, summary, start, end, period_carried_by, asserted_by, support, note, recheck = values
        located: dict[int, list[locators.LocatorStep]] = {}
        for _, citation, *step in steps.of(pk):
            located.setdefault(citation, []).append(locators.LocatorStep(*step))
        form = _slim(
            title=_text(title),
            summary=_text(summary),
            period=_slim(start=_text(start), end=_text(end), carried_by=period_carried_by),
            asserted_by=_text(asserted_by),
            asserters=[actor for _, actor in asserters.of(pk)],
            involvements=[
                _slim(actor=actor, role=role, carried_by=carried_by)
                for _, actor, role, carried_by in involvements.of(pk)
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
                for _, measure, qualifier, low, high, unit, carried_by in quantities.of(pk)
            ],
            places=[
                _slim(place=f"{country}/{slug}", carried_by=carried_by)
                for _, country, slug, carried_by in places.of(pk)
            ],
            provisions=[key for _, key in provisions.of(pk)],
            citations=[
                _slim(
                    source=source,
                    relation=relation,
                    locator=_text(locators.printed(located.get(citation, ()))),
                    supports=_text(supports),
                    quote=_text(quote),
                    quote_language=language,
                )
                for _, citation, source, relation, supports, quote, language in citations.of(pk)
            ],
            support=support,
            editors_note=_text(note),
        )
        return form | {"recheck": True} if recheck else form

    return read


def _events() -> Iterator[tuple[int, Form]]:
    read = _assertion_reader("event_id")
    fields = ("pk", "report__key", "slug", "position", "event_type", "category__key", *_ASSERTION)
    for pk, report, slug, position, kind, category, *values in _all(ReportEvent.objects.order_by("pk"), *fields):
        form = read(pk, tuple(values))
        yield pk, _slim(report=report, slug=slug, position=str(position), type=kind, category=category) | form


def _findings() -> Iterator[tuple[int, Form]]:
    read = _assertion_reader("finding_id")
    fields = ("pk", "report__key", "reference", "slug", "category__key", *_ASSERTION)
    for pk, report, reference, slug, category, *values in _all(Finding.objects.order_by("pk"), *fields):
        form = read(pk, tuple(values))
        yield pk, {"report": report, "reference": reference, "slug": slug, "category": category} | form


_READERS: dict[str, Callable[[], Iterator[tuple[int, Form]]]] = {
    "category": _categories,
    "source": _sources,
    "place": _places,
    "actor": _actors,
    "resolution": _resolutions,
    "report": _reports,
    "event": _events,
    "finding": _findings,
}
