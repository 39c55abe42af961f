"""Finding a thing by what one has at hand: a name, a number, a symbol with its paragraph, a reference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from findings import locators, un_symbols
from findings.models import Edition, SubjectEntry
from findings.models.entries import WithoutAccents
from findings.queries.names import condition_in_force
from findings.queries.places_in_sources import cited_places, is_place
from findings.queries.search_text import without_left_out
from findings.vocabulary import SubjectKind

#: How alike a name and the words of a search must be to be called near (0 to 1, by word similarity of trigrams).
NEAR = 0.45
#: Words of fewer letters have no names that are alike: of three letters, two are in very many names.
FEWEST_LETTERS = 4
#: Names that are compared with each other at most, to show the best of them.
COMPARED = 1000
#: How many subjects of each kind a search shows beside the findings.
PER_KIND = 5

_REFERENCE = re.compile(r"([a-z0-9]+(?:[-/ ][a-z0-9]+)*?)[-/ ]([0-9]{1,4})\Z", re.IGNORECASE)
#: A reference in which separators may be missing: letters, then digits.
_RUN_TOGETHER = re.compile(r"[a-z]+[-/ ]?[0-9][-/ 0-9]*\Z", re.IGNORECASE)
_SEPARATORS = re.compile(r"[-/ ]")
_PROVISION = re.compile(
    r"(?:s/res/|unscr\s*|resolution\s*|res\.?\s*)?([0-9]{3,4})\s*(?:\([0-9]{4}\))?\s*(?:/|,?\s*(?:op|paras?\.?|paragraphs?)\s*|\s)\s*"
    r"([0-9]{1,2}[^\s,]*)\Z",
    re.IGNORECASE,
)
_PLACE_WORDS = r"(?:paragraphs?|paras?|pages?|pp?|tables?|figures?|figs?|annex(?:es)?|box(?:es)?|notes?)\.?"
_SYMBOL_AND_PLACE = re.compile(rf"(\S+?),?\s+({_PLACE_WORDS}\s*[0-9].*)\Z", re.IGNORECASE)
_PLACE_AND_SYMBOL = re.compile(
    rf"((?:{_PLACE_WORDS}|op)\s*[0-9].*?)\s+(?:of|in)\s+((?:(?:unscr|resolution|res\.?)\s+)?\S+(?:\s*\([0-9]{{4}}\))?)\Z",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(
    r"(?:s/res/|unscr|(?:(?:unsc|un|security council)\s+)?(?:resolution|res\.?))?\s*([0-9]{3,4})\s*(?:\([0-9]{4}\))?\Z",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:(?:imo|ofac|un|tail)[\s:#]*)?[a-z]{0,4}[-.]?[0-9]{3,9}\Z", re.IGNORECASE)
#: Signs that what is looked up is written with; nothing that can be looked up is longer.
_PLAIN = re.compile(r"[\w .,:#/()\[\]§¶\u2010-\u2014-]{3,80}\Z")
_PREFIXES = re.compile(r"(?:imo|ofac|un|tail)(?:\s+(?:number|no\.?|list|entry))?[\s:#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that a search found: its kind, permanent key, name, and the names it goes by.

    `part_of` is the number of the resolution where the hit is a provision, "" otherwise. `is_numbered` where the text
    is a number or symbol of it.
    """

    kind: SubjectKind
    key: str
    part_of: str
    name: str
    names: str
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a look-up leads: a subject, or the place `at` in a source.

    `not_cited` is the place that was asked for, where no finding cites it: the look-up leads to the source then, or to
    the report that names no source of its own.
    """

    kind: SubjectKind
    key: str
    part_of: str = ""
    at: str = ""
    not_cited: str = ""


def named(text: str, version: int | None = None) -> list[Hit]:
    """Subjects other than findings whose names or numbers fit the text: the best of each kind. Two statements.

    A number fits whole, with or without the words before it ("IMO 8705539"). A name fits by its words, or nearly: by
    the likeness of trigrams, so that “Kwangsong Bank” finds Korea Kwangson Banking Corporation. Where a kind has names
    with these very words, those that are only alike would be noise beside them. So would be all that lack the words
    which a search leaves out, where it asks for no others.
    """
    words = " ".join(text.split())
    wanted = without_left_out(words)
    if not wanted:
        return []
    asked = {"words": words, "wanted": wanted, "number": numbers(words), "kinds": [], "version": version}
    exact = _best(_WITH_THE_WORDS, asked)
    is_short = sum(map(str.isalnum, wanted)) < FEWEST_LETTERS
    near = _best(_EQUAL if is_short else _ALIKE, asked | {"kinds": [hit.kind.value for hit in exact]})
    return sorted([*exact, *near], key=lambda hit: hit.kind)


def called(text: str, hits: list[Hit]) -> list[Hit]:
    """Of what `named` found for a text, that which goes by this very name or number."""
    name = " ".join(text.split()).lower()
    return [hit for hit in hits if hit.is_numbered or name in hit.names.lower().splitlines()]


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Which entries fit what is asked, and how well, in SQL; `settings` are statements that are sent before it."""

    condition: str
    fit: str
    settings: str = ""


def without_accents(text: str) -> str:
    """SQL for a text as the index of trigrams has names: in capitals, and without accents."""
    return WithoutAccents.template % {"expressions": text}


def alike_settings(least: float) -> str:
    """What a search for names that are alike, by so much at least, sets for itself."""
    # The index of trigrams answers an operator, whose threshold is a setting; a comparison of likeness with a number
    # would compare each name there is. PostgreSQL takes that to be as cheap as any comparison, and would choose it for
    # a few hundred names, where it takes thirty times as long as the index. Statements that are sent together are one
    # transaction, which the settings end with.
    return (
        f"SELECT set_config('pg_trgm.word_similarity_threshold', '{least}', true), "
        "set_config('random_page_cost', '1', true);"
    )


#: Those that have these words or this number.
_WITH_THE_WORDS = _Fitting(
    "(search @@ websearch_to_tsquery('simple', %(words)s) OR identifiers && %(number)s::varchar[])",
    "CASE WHEN identifiers && %(number)s::varchar[] THEN 3.0 ELSE 0.0 END"
    " + ts_rank(search, websearch_to_tsquery('simple', %(words)s))",
)
#: Those with a name that is alike; not of the kinds given.
_ALIKE = _Fitting(
    f"({without_accents('names')} %%> {without_accents('%(wanted)s::text')}"
    " AND subject_kind <> ALL(%(kinds)s::varchar[]))",
    f"word_similarity({without_accents('%(wanted)s::text')}, {without_accents('names')})",
    alike_settings(NEAR),
)
#: Those with a name that has these very letters, accents apart.
_EQUAL = replace(_ALIKE, settings=alike_settings(1))


def _best(fitting: _Fitting, asked: dict[str, Any]) -> list[Hit]:
    """The best of each kind, provisions apart from resolutions. Of thousands of names, COMPARED are looked at.

    Written as it is run: Django takes longer to put these words together than PostgreSQL to find the names.
    """
    with connection.cursor() as cursor:
        # What fits is found first: with a LIMIT, the planner may walk through every entry for a word of none.
        cursor.execute(
            f"""
            {fitting.settings}
            WITH fitting AS MATERIALIZED (
                SELECT id, identifiers && %(number)s::varchar[] AS is_numbered
                FROM findings_subjectentry WHERE {entry_in_force(asked["version"])} AND {fitting.condition}
            ),
            compared AS (
                SELECT subject_kind, key, part_of, name, names, is_numbered, {fitting.fit} AS fit
                FROM findings_subjectentry
                JOIN (SELECT * FROM fitting ORDER BY is_numbered DESC, id LIMIT %(compared)s) first USING (id)
            ),
            placed AS (
                SELECT *, row_number() OVER (
                    PARTITION BY subject_kind, part_of = '' ORDER BY fit DESC, name, key
                ) AS place
                FROM compared
            )
            SELECT subject_kind, key, part_of, name, names, is_numbered FROM placed WHERE place <= %(per_kind)s
            ORDER BY subject_kind, fit DESC, name, key
            """,  # noqa: S608 - the pieces are written above; every value is a parameter
            asked | {"compared": COMPARED, "per_kind": PER_KIND},
        )
        if fitting.settings:
            cursor.nextset()
        return [Hit(SubjectKind(kind), *rest) for kind, *rest in cursor]


def entry_in_force(version: int | None) -> str:
    """SQL that an entry is in force in the version that is the parameter `version` (None: now)."""
    return condition_in_force(version, "", "%(version)s")


def lookup(text: str, hits: list[Hit] | None = None) -> Target | None:
    """What a journalist has at hand → what it names; None where it names nothing certainly (CITABLE C08).

    A reference in any dress ("MSMT-2025-1-7", "msmt 2025/1 001", "msmt20251001"), a symbol ("S/2019/171"), a symbol
    with its place ("S/2019/171 para. 21"), a paragraph of a resolution ("2397/5", "S/RES/2397 (2017), para. 5"), an
    IMO or list number. `hits` are what `named` found of today, where it has been asked for the same text.
    """
    words = _PLACE_AND_SYMBOL.sub(r"\2 \1", _unadorned(text))
    return (
        _finding(words)
        or _provision(words)
        or _place_in_source(words)
        or _by_number(words, hits)
        or _finding_run_together(words)
    )


def can_be_looked_up(text: str) -> bool:
    """Whether the text has the shape of a reference, a symbol, a paragraph or a number: of what `lookup` could find."""
    if not _PLAIN.match(text):
        return False
    words = _PLACE_AND_SYMBOL.sub(r"\2 \1", _unadorned(text))
    shapes = (_REFERENCE, _PROVISION, _RESOLUTION, _SYMBOL_AND_PLACE, _NUMBER)
    return un_symbols.is_symbol(words.upper()) or any(shape.match(words) for shape in shapes)


#: Signs as documents set them → those that references are written with.
_SIGNS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-") | dict.fromkeys("¶§", "para. "))


def _unadorned(text: str) -> str:
    """What was copied out of a sentence: without the brackets around it and the full stop behind it.

    Of an address of the United Nations the symbol in it; of letters as wide as Chinese ones, as a Japanese or Korean
    keyboard may write them, the plain ones.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())
    words = (un_symbols.of_address(words) or words).rstrip(".,;:")
    return words[1:-1].strip() if (words[:1], words[-1:]) in {("(", ")"), ("[", "]")} else words


def _finding(words: str) -> Target | None:
    match = _REFERENCE.match(words)
    if match is None:
        return None
    return _one_finding(_references(match[1], match[2]))


def _finding_run_together(words: str) -> Target | None:
    """A reference that lost some of its hyphens: what a report's references begin with says where they stood."""
    if not _RUN_TOGETHER.match(words):
        return None
    letters, joints = _SEPARATORS.sub("", words).upper(), _joints(words)
    wanted: set[str] = set()
    beginnings = _entries().filter(subject_kind=SubjectKind.REPORT).values_list("identifiers", flat=True)
    for beginning in {each for identifiers in beginnings for each in identifiers}:
        number = letters.removeprefix(_SEPARATORS.sub("", beginning))
        # The hyphens that were written must be some of its own: S-20191-717 is another reference than S-2019-171-7.
        if number != letters and re.fullmatch("[0-9]{1,4}", number) and joints <= _joints(f"{beginning}-{number}"):
            wanted |= _references(beginning, number)
    return _one_finding(wanted) if wanted else None


def _references(beginning: str, number: str) -> set[str]:
    prefix = _SEPARATORS.sub("-", beginning).upper()
    return {f"{prefix}-{number}", f"{prefix}-{int(number):03}"}


def _one_finding(references: set[str]) -> Target | None:
    found = Edition.objects.of(SubjectKind.FINDING).in_force().filter(key__in=references).values_list("key", flat=True)
    keys = list(found[:2])
    return Target(SubjectKind.FINDING, keys[0]) if len(keys) == 1 else None


def _joints(text: str) -> set[int]:
    """How many letters and digits stand before each separator of a reference."""
    return {len(_SEPARATORS.sub("", text[: each.start()])) for each in _SEPARATORS.finditer(text)}


def _provision(words: str) -> Target | None:
    match = _PROVISION.match(words)
    if match is None:
        return None
    number, paragraph = match.groups()
    found = _entries().filter(
        subject_kind=SubjectKind.RESOLUTION, part_of=number, identifiers__overlap=[f"{number}/{paragraph}".upper()]
    )
    entry = found.first()
    return Target(SubjectKind.RESOLUTION, entry.key, entry.part_of) if entry else None


def _place_in_source(words: str) -> Target | None:
    match = _SYMBOL_AND_PLACE.match(words)
    if match is None:
        return None
    symbol, asked = match.groups()
    report = _entries().filter(subject_kind=SubjectKind.REPORT, identifiers__contains=[symbol.upper()]).first()
    source = _source_of(symbol, report.key if report else "")
    if source:
        places = locators.canonical(locators.parse(asked))
        is_cited = bool(places) and is_place(places[0], cited_places(source))
        return Target(SubjectKind.SOURCE, source, **{"at" if is_cited else "not_cited": asked})
    return Target(SubjectKind.REPORT, report.key, not_cited=asked) if report else None


def _source_of(symbol: str, report: str) -> str:
    """The key of the source in force that is the text of a report, or has the symbol in its address; "" for none."""
    documents = Edition.objects.of(SubjectKind.REPORT).in_force().filter(key=report)
    source = documents.values_list("document__source__key", flat=True).first()
    key = source or _SEPARATORS.sub("-", symbol).lower()
    return key if _entries().filter(subject_kind=SubjectKind.SOURCE, key=key).exists() else ""


def _by_number(words: str, hits: list[Hit] | None) -> Target | None:
    """A number or symbol that names exactly one subject."""
    if hits is None:
        named = _entries().filter(identifiers__overlap=numbers(words))
        found = list(named.values_list("subject_kind", "key", "part_of")[:2])
    else:
        found = [(hit.kind, hit.key, hit.part_of) for hit in hits if hit.is_numbered]
    if len(found) != 1:
        return None
    [(kind, key, part_of)] = found
    return Target(SubjectKind(kind), key, part_of)


def numbers(words: str) -> list[str]:
    """What a number or symbol that is written like this is kept as."""
    capitals = words.upper()
    # A resolution's symbol is written with or without a space before the year, a report's with one before its year.
    kept = {capitals, _PREFIXES.sub("", words, count=1).upper(), un_symbols.normal(capitals)}
    kept.add(re.sub(r"\A([A-Z]+) (?=[0-9]{4}/)", r"\1/", capitals))
    if resolution := _RESOLUTION.match(words):
        kept.add(resolution[1])
    return sorted(kept - {""})


def _entries() -> QuerySet[SubjectEntry]:
    return SubjectEntry.objects.in_force()
