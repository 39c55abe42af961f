"""Finding a thing by what one has at hand: a name, a number, a symbol with its paragraph, a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Max, Q, QuerySet, Value, When, Window
from django.db.models.functions import Greatest, RowNumber, Upper

from findings.models import Edition, SubjectEntry
from findings.vocabulary import SubjectKind

#: How alike a name and the words of a search must be to be called near (0 to 1, by word similarity of trigrams).
NEAR = 0.45
#: What a name that has the very words of a search is worth, at least; likeness is at most 1.
EXACT = 1.0
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
    """Subjects other than findings whose names or numbers fit the text: the best of each kind. One statement.

    A number fits whole, with or without the words before it ("IMO 8705539"). A name fits by its words, or nearly: by
    the likeness of trigrams, so that “Kwangsong Bank” finds Korea Kwangson Banking Corporation.
    """
    words = " ".join(text.split())
    if not words:
        return []
    query = SearchQuery(words, search_type="websearch", config="simple")
    number = _PREFIXES.sub("", words, count=1).upper()
    likeness = TrigramWordSimilarity(words.upper(), Upper("names"))
    found = (
        SubjectEntry.objects.in_force(version)
        .annotate(likeness=likeness)
        .filter(Q(search=query) | Q(identifiers__overlap=[number, words.upper()]) | Q(likeness__gte=NEAR))
        .annotate(
            fit=Greatest(
                Case(When(identifiers__overlap=[number, words.upper()], then=Value(3.0)), default=Value(0.0)),
                Case(When(search=query, then=Value(EXACT)), default=Value(0.0)) + SearchRank(F("search"), query),
                F("likeness") * Value(0.99),
                output_field=FloatField(),
            )
        )
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("subject_kind"), Case(When(part_of="", then=Value(0)), default=Value(1))],
                order_by=[F("fit").desc(), F("name")],
            )
        )
        .annotate(best=Window(Max("fit"), partition_by=[F("subject_kind")]))
        # Where a kind has names with these very words, those that are only alike would be noise beside them.
        .filter(Q(best__lt=EXACT) | Q(fit__gte=EXACT), place__lte=per_kind)
        .order_by("subject_kind", "-fit", "name")
    )
    return [
        Hit(SubjectKind(kind), key, part_of, name, names)
        for kind, key, part_of, name, names in found.values_list("subject_kind", "key", "part_of", "name", "names")
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
    found = list(_in_force().filter(identifiers__overlap=[words.upper(), number])[:2])
    if len(found) != 1:
        return None
    return Target(SubjectKind(found[0].subject_kind), found[0].key, found[0].part_of)


def _in_force() -> QuerySet[SubjectEntry]:
    return SubjectEntry.objects.in_force()
