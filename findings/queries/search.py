"""Finding a thing by what one has at hand: a name, a number, a symbol with its paragraph, a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection
from django.db.models import Case, Expression, ExpressionWrapper, F, FloatField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, Upper

from findings import un_symbols
from findings.models import Edition, SubjectEntry
from findings.vocabulary import SubjectKind

#: How alike a name and the words of a search must be to be called near (0 to 1, by word similarity of trigrams).
NEAR = 0.45
#: Names that are compared with each other at most, to show the best of them.
COMPARED = 1000
#: How many subjects of each kind a search shows beside the findings.
PER_KIND = 5

_REFERENCE = re.compile(r"([a-z0-9]+(?:[-/ ][a-z0-9]+)*?)[-/ ]([0-9]{1,4})\Z", re.IGNORECASE)
_PROVISION = re.compile(
    r"(?:s/res/|unscr\s*|resolution\s*|res\.?\s*)?([0-9]{3,4})\s*(?:\([0-9]{4}\))?\s*(?:/|,?\s*(?:op|paras?\.?|paragraphs?)\s*|\s)\s*"
    r"([0-9]{1,2}[^\s,]*)\Z",
    re.IGNORECASE,
)
_SYMBOL_AND_PLACE = re.compile(r"(\S+?),?\s+((?:paras?|pp?|tables?|figures?|annex|box)\.?\s*[0-9].*)\Z", re.IGNORECASE)
_PREFIXES = re.compile(r"(?:imo|ofac|un|tail)(?:\s+(?:number|no\.?|list|entry))?[\s:#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that a search found: its kind, permanent key, name, and the names it goes by.

    `part_of` is the number of the resolution where the hit is a provision, "" otherwise.
    """

    kind: SubjectKind
    key: str
    part_of: str
    name: str
    names: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a look-up leads: a subject, or the place `at` in a source."""

    kind: SubjectKind
    key: str
    part_of: str = ""
    at: str = ""


def named(text: str, version: int | None = None, *, per_kind: int = PER_KIND) -> list[Hit]:
    """Subjects other than findings whose names or numbers fit the text: the best of each kind. Three statements.

    A number fits whole, with or without the words before it ("IMO 8705539"). A name fits by its words, or nearly: by
    the likeness of trigrams, so that “Kwangsong Bank” finds Korea Kwangson Banking Corporation. Where a kind has names
    with these very words, those that are only alike would be noise beside them.
    """
    words = " ".join(text.split())
    if not words:
        return []
    entries = SubjectEntry.objects.in_force(version)
    exact = _best(*_with_the_words(entries, words), per_kind)
    near = _best(*_alike(entries.exclude(subject_kind__in={hit.kind for hit in exact}), words), per_kind)
    return sorted([*exact, *near], key=lambda hit: hit.kind)


def _with_the_words(entries: QuerySet[SubjectEntry], words: str) -> tuple[QuerySet[SubjectEntry], Expression]:
    """The entries that have these words or this number, and how well they fit."""
    query = SearchQuery(words, search_type="websearch", config="simple")
    has_number = Q(identifiers__overlap=[_PREFIXES.sub("", words, count=1).upper(), words.upper()])
    fit = Case(When(has_number, then=Value(3.0)), default=Value(0.0)) + SearchRank(F("search"), query)
    return entries.filter(Q(search=query) | has_number), fit


def _alike(entries: QuerySet[SubjectEntry], words: str) -> tuple[QuerySet[SubjectEntry], Expression]:
    """The entries with a name that is alike, and how much. One statement before the one that reads them.

    The index of trigrams answers an operator, whose threshold is a setting of the session; a comparison of likeness
    with a number would compare each name there is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(NEAR)])
    alike = entries.annotate(capitals=Upper("names")).filter(capitals__trigram_word_similar=words.upper())
    return alike, TrigramWordSimilarity(words.upper(), Upper("names"))


def _best(entries: QuerySet[SubjectEntry], fit: Expression, per_kind: int) -> list[Hit]:
    """The best of each kind, provisions apart from resolutions. Of thousands of names, COMPARED are looked at."""
    compared = SubjectEntry.objects.filter(pk__in=entries.order_by("pk").values("pk")[:COMPARED])
    ranked = (
        compared.annotate(fit=ExpressionWrapper(fit, output_field=FloatField()))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("subject_kind"), Case(When(part_of="", then=Value(0)), default=Value(1))],
                order_by=[F("fit").desc(), F("name"), F("key")],
            )
        )
        .filter(place__lte=per_kind)
        .order_by("subject_kind", "-fit", "name", "key")
    )
    return [
        Hit(SubjectKind(kind), key, part_of, name, names)
        for kind, key, part_of, name, names in ranked.values_list("subject_kind", "key", "part_of", "name", "names")
    ]


def lookup(text: str) -> Target | None:
    """What a journalist has at hand → what it names; None where it names nothing certainly (CITABLE C08).

    A reference in any dress ("MSMT-2025-1-7", "msmt 2025/1 001"), a symbol ("S/2019/171"), a symbol with its place
    ("S/2019/171 para. 21"), a paragraph of a resolution ("2397/5", "S/RES/2397 (2017), para. 5"), an IMO
    or list number.
    """
    words = " ".join(text.split())
    return _finding(words) or _provision(words) or _place_in_source(words) or _by_number(words)


def _finding(words: str) -> Target | None:
    match = _REFERENCE.match(words)
    if match is None:
        return None
    prefix = re.sub(r"[/ ]", "-", match[1]).upper()
    wanted = {f"{prefix}-{match[2]}", f"{prefix}-{int(match[2]):03}"}
    key = (
        Edition.objects.of(SubjectKind.FINDING).in_force().filter(key__in=wanted).values_list("key", flat=True).first()
    )
    return Target(SubjectKind.FINDING, key) if key else None


def _provision(words: str) -> Target | None:
    match = _PROVISION.match(words)
    if match is None:
        return None
    number, paragraph = match.groups()
    found = _in_force().filter(
        subject_kind=SubjectKind.RESOLUTION, part_of=number, identifiers__overlap=[f"{number}/{paragraph}".upper()]
    )
    entry = found.first()
    return Target(SubjectKind.RESOLUTION, entry.key, entry.part_of) if entry else None


def _place_in_source(words: str) -> Target | None:
    match = _SYMBOL_AND_PLACE.match(words)
    if match is None:
        return None
    report = _in_force().filter(subject_kind=SubjectKind.REPORT, identifiers__contains=[match[1].upper()]).first()
    return Target(SubjectKind.SOURCE, report.key, at=match[2]) if report else None


def _by_number(words: str) -> Target | None:
    """A number or symbol that names exactly one subject."""
    number = _PREFIXES.sub("", words, count=1).upper()
    # A resolution's symbol is written with or without a space before the year.
    wanted = {words.upper(), number, un_symbols.normal(words.upper())} - {""}
    found = list(_in_force().filter(identifiers__overlap=sorted(wanted))[:2])
    if len(found) != 1:
        return None
    return Target(SubjectKind(found[0].subject_kind), found[0].key, found[0].part_of)


def _in_force() -> QuerySet[SubjectEntry]:
    return SubjectEntry.objects.in_force()
