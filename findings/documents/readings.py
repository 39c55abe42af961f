"""How the fields of a finding's flat row are read from its document. A reading never fails on today's schema."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from findings.documents.entries import canonical_places, is_disputed
from findings.documents.fields import Document, EditionFacts, Read, Value


def at(path: str) -> Read:
    """Reads what a path in a document names: `category.name` one member, `places[].name` that of each in a list."""
    listed, _, member = path.rpartition("[].")
    if listed:
        return lambda document, edition: [each[member] for each in document[listed]]
    first, *rest = path.split(".")

    def read(document: Document, edition: EditionFacts) -> Value:
        value = document[first]
        for name in rest:
            value = value[name]
        return value

    return read


def figure(name: str) -> Read:
    """Reads a text of the first quantity, which leads the finding's page; "" where there is none."""

    def read(document: Document, edition: EditionFacts) -> Value:
        quantities = document["quantities"]
        return quantities[0][name] if quantities else ""

    return read


def bound(name: str) -> Read:
    """Reads a bound of the first quantity; None where it is open, or there is no quantity."""

    def read(document: Document, edition: EditionFacts) -> Value:
        quantities = document["quantities"]
        figure = quantities[0][name] if quantities else None
        return None if figure is None else Decimal(figure)

    return read


def years(document: Document, edition: EditionFacts) -> Value:
    """The years that the period touches; with one end stated, those that this end can mean."""
    start, end = document["period"]["start"], document["period"]["end"]
    first, last = start or end, end or start
    return [str(year) for year in range(int(first[:4]), int(last[:4]) + 1)] if first else []


def actors(member: str) -> Read:
    """Reads a member of each actor, every actor once, however many roles it has."""

    def read(document: Document, edition: EditionFacts) -> Value:
        by_key = {each["actor"]["key"]: each["actor"][member] for each in document["involvements"]}
        return list(by_key.values())

    return read


def roles(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['actor']['key']}:{each['role']}" for each in document["involvements"]]


def quantities(document: Document, edition: EditionFacts) -> Value:
    return [_in_signs(each) for each in document["quantities"]]


def _in_signs(quantity: Document) -> str:
    """A quantity in one line, in the signs of the vocabulary: "more_than 20000 containers (containers of munitions)".

    A range is written 4200000..5800000; an open end is left out.
    """
    bounds = dict.fromkeys(bound for bound in (quantity["low"], quantity["high"]) if bound is not None)
    return f"{quantity['qualifier']} {'..'.join(bounds)} {quantity['unit']} ({quantity['measure']})"


def coordinates(document: Document, edition: EditionFacts) -> Value:
    return [
        "" if place["latitude"] is None else f"{place['latitude']},{place['longitude']},{place['precision']}"
        for place in document["places"]
    ]


def provisions(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['resolution']['symbol']}, {_paragraph(each)}" for each in document["provisions"]]


def _paragraph(provision: Document) -> str:
    if not provision["paragraph"]:
        return "paragraph not known"
    return f"para. {provision['paragraph']}{'' if provision['paragraph_checked'] else ' (not checked)'}"


def sources(member: str) -> Read:
    """Reads a member of each source, every source once, however often it is cited."""

    def read(document: Document, edition: EditionFacts) -> Value:
        by_key = {each["source"]["key"]: each["source"][member] for each in document["citations"]}
        return list(by_key.values())

    return read


def relations(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['source']['key']}:{each['relation']}" for each in document["citations"]]


def source_places(document: Document, edition: EditionFacts) -> Value:
    return _once(
        f"{each['source']['key']}/{place}" for each in document["citations"] for place in canonical_places(each)
    )


def disputed(document: Document, edition: EditionFacts) -> Value:
    return is_disputed(document)


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def countries(document: Document, edition: EditionFacts) -> Value:
    return _once(
        [
            *(each["actor"]["country"] for each in document["involvements"]),
            *(place["country"] for place in document["places"]),
        ]
    )
