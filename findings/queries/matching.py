"""A list of names and numbers → for each line the actors that it may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from findings.queries.questions import UnanswerableError
from findings.queries.search import NEAR, alike_settings, entry_in_force, numbers, without_accents
from findings.queries.subjects import findings_of
from findings.vocabulary import ActorKind, SubjectKind

#: Lines of a list at most, and its characters with what stands between the lines: an address has to hold them.
MOST_LINES, MOST_CHARACTERS = 100, 6000
#: Words of a name at most, for a search text with several of them to be taken for a list: a sentence has more.
MOST_WORDS = 8
#: Candidates of a line at most.
PER_LINE = 3
#: How alike the whole of a line and the whole of a name must be (0 to 1, by similarity of trigrams; PostgreSQL's own
#: threshold). The index finds names that have words like these: any that has “Korea” in it, for a line that is “Korea”.
LEAST_ALIKE = 0.3

#: What stands between the fields of a line that was copied from a table, or around a number behind a name.
_BETWEEN_FIELDS = re.compile(r"[\t,;|()]+")


#: Signs that are no part of a name, of texts in NFKD: what is neither letter nor digit in Latin, marks that stand
#: above or below a letter, and the punctuation of all scripts and of East Asia.
_NO_LETTERS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u0300-\u036f\u2000-\u206f\u3000-\u3004\u3008-\u3020]"
)


class Fit(StrEnum):
    """How a candidate fits its line; the members in the order of their certainty."""

    NUMBER = "number"
    NAME = "name"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a line may be. `fitted` is the name, or the number, of it that fits.

    `similarity` is that of the line and the name, 0 to 1 by their trigrams: 1 where they are equal but for capitals,
    accents, punctuation and spaces, and where a number fits.
    """

    fit: Fit
    similarity: float
    fitted: str
    key: str
    slug: str
    name: str
    actor_kind: ActorKind
    findings: int


@dataclass(frozen=True, slots=True)
class Matched:
    """A line, its white space made single, and its candidates, the best first."""

    line: str
    candidates: tuple[Candidate, ...]


def lines_of(texts: Iterable[str]) -> list[str]:
    """The lines of texts, each once; empty ones are none. Raises UnanswerableError with every reason."""
    texts = list(texts)
    # Written apart, or one below the other: a list is as long either way.
    characters = sum(len(text) for text in texts) + max(len(texts) - 1, 0)
    lines = list(
        dict.fromkeys(words for text in texts for line in text.splitlines() if (words := " ".join(line.split())))
    )
    reasons = []
    if any("\x00" in line for line in lines):
        reasons.append(_("The search text has a character that no text can have (a zero byte)."))
    if len(lines) > MOST_LINES or characters > MOST_CHARACTERS:
        reasons.append(
            _(
                "The list has %(lines)s lines and %(characters)s characters. "
                "At most %(most_lines)s lines and %(most_characters)s characters are matched at once."
            )
            % {
                "lines": f"{len(lines):,}",
                "characters": f"{characters:,}",
                "most_lines": MOST_LINES,
                "most_characters": f"{MOST_CHARACTERS:,}",
            }
        )
    if reasons:
        raise UnanswerableError(reasons)
    return lines


def names_in(text: str) -> list[str]:
    """The names of a search text that looks like a list of them, one a line or with semicolons or commas between; []
    where it looks like anything else."""
    separator = next((each for each in "\n;," if each in text.strip()), "\n")
    names = [" ".join(part.strip(" \t\r\"'“”.;,").split()) for part in text.split(separator)]
    names = list(dict.fromkeys(name for name in names if name))
    looks_like_names = all(len(name.split()) <= MOST_WORDS and any(map(str.isalnum, name)) for name in names)
    return names if 1 < len(names) <= MOST_LINES and looks_like_names else []


def matched(lines: list[str], version: int | None = None) -> list[Matched]:
    """Each line with the actors, in force in a version (None: now), that it may be, the best first.

    Where a number or a name fits, names that are only alike would be noise beside it: there are none of them then.

    One statement for any number of lines, and one for the findings that name the candidates; of these an index knows.
    """
    found = _found(lines, version) if lines else []
    findings = findings_of(SubjectKind.ACTOR, sorted({each.key for each in found}), version) if found else {}
    candidates: dict[int, list[Candidate]] = {}
    for each in found:
        candidates.setdefault(each.place, []).append(
            Candidate(
                Fit(each.fit),
                round(each.similarity, 2),
                each.fitted,
                each.key,
                each.slug,
                each.name,
                ActorKind(each.actor_kind),
                findings.get(each.key, 0),
            )
        )
    return [Matched(line, tuple(candidates.get(place, ()))) for place, line in enumerate(lines)]


class _Found(NamedTuple):
    """A row of the statement; `place` is that of the line in the list, from 0."""

    place: int
    fit: str
    similarity: float
    fitted: str
    key: str
    slug: str
    name: str
    actor_kind: str


def _found(lines: list[str], version: int | None) -> list[_Found]:
    """The candidates of all lines, those of one behind each other, the best first."""
    told = [{"place": place, "words": line, "numbers": _numbers_in(line)} for place, line in enumerate(lines)]
    actors = f"subject_kind = '{SubjectKind.ACTOR.value}' AND {entry_in_force(version)}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            {alike_settings(NEAR)}
            WITH asked AS MATERIALIZED (
                SELECT place, {without_accents("words")} AS plain, numbers, {_folded("words")} AS folded
                FROM json_to_recordset(%(lines)s) AS each (place int, words text, numbers varchar[])
            ),
            named AS (
                SELECT position, each AS name, {_folded("each")} AS folded
                FROM findings_subjectentry, string_to_table(names, E'\\n') each WHERE {actors}
            ),
            certain AS (
                SELECT place, 1 AS rank, '{Fit.NUMBER}' AS fit, 1.0 AS similarity, position, (
                    SELECT min(number) FROM unnest(identifiers) number WHERE number = ANY(numbers)
                ) AS fitted
                FROM asked JOIN findings_subjectentry ON identifiers && numbers AND {actors}
                UNION ALL
                SELECT place, 2, '{Fit.NAME}', 1.0, position, name FROM asked JOIN named USING (folded)
                WHERE folded <> ''
            ),
            fitting AS (
                SELECT * FROM certain
                UNION ALL
                SELECT place, 3, '{Fit.ALIKE}', similarity, position, fitted
                FROM asked CROSS JOIN LATERAL (
                    SELECT position, fitted, similarity
                    FROM findings_subjectentry CROSS JOIN LATERAL (
                        SELECT each AS fitted, similarity({without_accents("each")}, plain) AS similarity
                        FROM string_to_table(names, E'\\n') each ORDER BY similarity DESC, each LIMIT 1
                    ) best
                    WHERE {actors} AND {without_accents("names")} %%> plain AND similarity >= {LEAST_ALIKE}
                    ORDER BY similarity DESC, name, key LIMIT {PER_LINE}
                ) alike
                WHERE place NOT IN (SELECT place FROM certain)
            ),
            once AS (
                SELECT DISTINCT ON (place, position) * FROM fitting
                ORDER BY place, position, rank, similarity DESC, fitted
            ),
            placed AS (
                SELECT place, rank, fit, similarity, fitted, key, slug, title, document ->> 'actor_kind' AS actor_kind,
                    row_number() OVER (PARTITION BY place ORDER BY rank, similarity DESC, title, key) AS nth
                FROM once JOIN findings_edition USING (position)
            )
            SELECT place, fit, similarity, fitted, key, slug, title, actor_kind FROM placed WHERE nth <= {PER_LINE}
            ORDER BY place, nth
            """,  # noqa: S608 - the pieces are written here; every value is a parameter
            {"lines": json.dumps(told), "version": version},
        )
        cursor.nextset()
        return [_Found(*row) for row in cursor]


def _numbers_in(line: str) -> list[str]:
    """What a line is kept as if it is a number, and what each of its fields is: “JIE SHUN, IMO 8518780”."""
    return sorted({number for part in (line, *_BETWEEN_FIELDS.split(line)) for number in numbers(part.strip())})


def _folded(text: str) -> str:
    """SQL for a text in capitals, without accents, punctuation and spaces; letters and digits of all scripts stay."""
    return f"regexp_replace(upper(normalize({text}, NFKD)), '{_NO_LETTERS}', '', 'g')"
