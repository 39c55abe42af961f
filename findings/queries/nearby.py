"""What is close to a question that nothing answers, or little: words that are nearly its own, and one condition less.

It is asked only then, so it may take a few statements more than a list. Which words of it were not searched for is told
of every search of several words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from findings.documents.fields import REFERENCE
from findings.models import Edition, FindingEntry, SubjectEntry
from findings.queries.index_keeping import index_for
from findings.queries.lists import total
from findings.queries.matching import names_in
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind

#: Up to so many findings, others with nearly the same words may be what was meant.
LITTLE = 3
#: Of so many words of a search, those that no finding has are looked up; of longer searches the first ones.
MOST_WORDS = 8
#: So many conditions are lifted, one at a time.
MOST_LIFTED = 8
#: Reports without findings that are named.
MOST_REPORTS = 6

#: The reference of a finding: the beginning that is its report's, and a number.
_REFERENCE = re.compile(rf"{REFERENCE}\Z")
_WORD = re.compile(r"[^\W\d_]{4,40}")
#: A word of a search text as it stands there, without quotes, a minus or a stop around it.
_ANY_WORD = re.compile(r"[^\W_](?:[^\s\"]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class Answered:
    """Another question, and how many findings answer it."""

    question: Question
    total: int


@dataclass(frozen=True, slots=True)
class Lifted:
    """A question without one of its conditions: `name` is that of a filter, or q, from or to."""

    name: str
    without: Answered


@dataclass(frozen=True, slots=True)
class Missing:
    """What the portal does not hold: findings of these reports (slug, title), or before and after these years.

    `undated` is how many findings state no period.
    """

    reports: tuple[tuple[str, str], ...]
    first_year: int | None
    last_year: int | None
    undated: int


@dataclass(frozen=True, slots=True)
class NotGiven:
    """A reference that no finding has or had, and the key and title of the report whose findings begin like it, if
    there is one."""

    reference: str
    report: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """What is close to a question: in other words, with one condition less; and what there is not.

    `common` are words of it that are too common to be searched for; `is_unsearched` where it has no others.
    `names` are those that it lists, if it looks like a list of names. `not_given` is the reference that it is.
    """

    meant: Answered | None = None
    lifted: tuple[Lifted, ...] = ()
    missing: Missing | None = None
    common: tuple[str, ...] = ()
    is_unsearched: bool = False
    names: tuple[str, ...] = ()
    not_given: NotGiven | None = None


def near_to(question: Question, found: int, text: str = "") -> Near | None:
    """What is close to a question that `found` findings answer; None where they are more than a few, and all its words
    were searched for. `text` is what was written in the box, with its lines."""
    if not question.is_filtered:
        return None
    # What one word alone has found was searched for.
    is_asked = not found or len(question.text.split()) > 1
    common, is_unsearched = too_common(question.text) if is_asked else ((), False)
    if found > LITTLE:
        return Near(common=common) if common else None
    if found:
        return Near(meant(question, found), common=common)
    return Near(
        meant(question, found),
        tuple(lifted(question)),
        missing(question),
        common,
        is_unsearched,
        tuple(names_in(text)),
        not_given(question),
    )


def not_given(question: Question) -> NotGiven | None:
    """The reference that the words of a question are, where no finding was ever given it.

    None where they are none. Two statements, and none for other words.
    """
    reference = question.text.upper()
    if not _REFERENCE.match(reference) or Edition.objects.of(SubjectKind.FINDING, reference).exists():
        return None
    beginning = reference.rpartition("-")[0]
    reports = SubjectEntry.objects.in_force(question.as_of).filter(
        subject_kind=SubjectKind.REPORT, identifiers__contains=[beginning]
    )
    report, title = reports.values_list("key", "name").first() or ("", "")
    return NotGiven(reference, report, title)


def too_common(text: str) -> tuple[tuple[str, ...], bool]:
    """The words of a search text that PostgreSQL leaves out, and whether it has no others. At most one statement."""
    words = list(dict.fromkeys(_ANY_WORD.findall(text.lower())))
    if not words:
        return (), False
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place)
            WHERE to_tsvector('english', word) = '' ORDER BY place
            """,
            [words],
        )
        common = tuple(word for (word,) in cursor)
    is_unsearched = len(common) == len(words)
    # Beside other words “or” is no word: it says that one of two is enough.
    return (common if is_unsearched else tuple(word for word in common if word != "or")), is_unsearched


def meant(question: Question, found: int) -> Answered | None:
    """The question with words that findings have, in place of those that none has, if more than `found` answer it.

    Two statements: the words, the findings. A word is offered for what findings in force say with it, whatever the
    table of words remembers.
    """
    words = list(dict.fromkeys(_WORD.findall(question.text.lower())))[:MOST_WORDS]
    if not words:
        return None
    near = _near(words)
    text = _WORD.sub(lambda match: near.get(match[0].lower(), match[0]), question.text)
    if text == question.text:
        return None
    other = replace(question, text=text, page=1)
    answers = total(other)
    return Answered(other, answers) if answers > found else None


def lifted(question: Question) -> list[Lifted]:
    """The question with one condition less, for each that it has. A statement each, or none with an index."""
    whole = question.from_the_start()
    without: dict[str, Question] = {}
    if question.text:
        without["q"] = replace(whole, text="")
    for name in question.chosen:
        chosen = {each: values for each, values in question.chosen.items() if each != name}
        without[name] = replace(whole, chosen=chosen)
    if question.since:
        without["from"] = replace(whole, since=None)
    if question.until:
        without["to"] = replace(whole, until=None)
    if len(without) < 2:
        return []  # without its one condition it is the list of all findings
    return [Lifted(name, Answered(each, total(each))) for name, each in list(without.items())[:MOST_LIFTED]]


def missing(question: Question) -> Missing:
    """Two statements, or one with an index."""
    reports = Edition.objects.of(SubjectKind.REPORT).in_force(question.as_of).readable().order_by("title", "key")
    index = index_for(Question(as_of=question.as_of))
    if index:
        listed = reports.values_list("key", "slug", "title")
        empty = [(slug, title) for key, slug, title in listed if index.sets["report"].get(key) is None]
        first, last, undated = index.bounds()
    else:
        entries = FindingEntry.objects.in_force(question.as_of)
        unsaid = reports.exclude(Exists(entries.filter(report=OuterRef("key"))))
        empty = list(unsaid.values_list("slug", "title")[:MOST_REPORTS])
        days = entries.aggregate(
            first=Min("first_day"),
            last=Max("last_day"),
            undated=Count("pk", filter=Q(first_day__isnull=True, last_day__isnull=True)),
        )
        first, last, undated = days["first"], days["last"], days["undated"]
    return Missing(tuple(empty[:MOST_REPORTS]), first.year if first else None, last.year if last else None, undated)


def is_about_time(question: Question) -> bool:
    return bool(question.since or question.until or "year" in question.chosen)


def _near(words: list[str]) -> dict[str, str]:
    """Word that no finding has → the one nearest to it that some have; words without one are absent. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.word, near.word
            FROM unnest(%s::varchar[]) AS asked (word), LATERAL (
                SELECT known.word FROM findings_word known WHERE known.word %% asked.word
                ORDER BY similarity(known.word, asked.word) DESC, known.editions DESC, known.word LIMIT 1
            ) near
            WHERE near.word <> asked.word AND to_tsvector('english', asked.word) <> ''
            """,
            [words],
        )
        return dict(cursor.fetchall())
