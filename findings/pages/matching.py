"""A list of names and numbers, and the actors that each of its lines may be."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.exports.addresses import absolute
from findings.pages import words
from findings.pages.frames import detail_url
from findings.pages.parts import Link
from findings.queries.matching import MOST_CHARACTERS, MOST_LINES, Candidate, Fit, Matched
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class CandidatePart:
    """An actor that a line may be: `how` it fits, by which name or number of it (`fitted`), and how alike they are.

    `similarity` is "" where nothing is only alike.
    """

    link: Link
    kind: str
    how: str
    fitted: str
    similarity: str
    findings: int


@dataclass(frozen=True, slots=True)
class MatchedLine:
    words: str
    candidates: tuple[CandidatePart, ...]


@dataclass(frozen=True, slots=True)
class MatchPage:
    """`text` is what stands in the form. `as_of` is the dataset version that was asked for, "" for that of today.

    `version` is the one that answers, 0 where nothing has been published. `file_url` is "" where nothing was asked.
    `printed` is the address that paper shows: that of the answer, unless it is too long to be typed.
    """

    text: str
    as_of: str
    version: int
    lines: tuple[MatchedLine, ...]
    most_lines: int
    most_characters: int
    most_in_words: str
    file_url: str
    permalink: str
    printed: str


#: Characters of an address that paper shows, at most: four lines of a sheet. What was asked stands in the table too.
LONGEST_PRINTED = 400


def match_page(answers: list[Matched], as_of: int | None, current: int) -> MatchPage:
    """`current` is the newest dataset version."""
    text = "\n".join(each.line for each in answers)
    version = as_of or current
    asked = {"names": text, **({"as_of": version} if version else {})}
    permalink = absolute(reverse("match"))
    address = f"{permalink}?{urlencode({'names': text, **({'as_of': as_of} if as_of else {})})}"
    return MatchPage(
        text=text,
        as_of=str(as_of or ""),
        version=version,
        lines=tuple(MatchedLine(each.line, tuple(map(_candidate, each.candidates))) for each in answers),
        most_lines=MOST_LINES,
        most_characters=MOST_CHARACTERS,
        most_in_words=words.number(str(MOST_CHARACTERS)),
        file_url=f"{reverse('match-csv')}?{urlencode(asked)}" if answers else "",
        permalink=permalink,
        printed=address if answers and len(address) <= LONGEST_PRINTED else permalink,
    )


def _candidate(candidate: Candidate) -> CandidatePart:
    is_alike = candidate.fit == Fit.ALIKE
    is_told = candidate.fit == Fit.NUMBER or candidate.fitted != candidate.name
    return CandidatePart(
        link=Link(candidate.name, detail_url(SubjectKind.ACTOR, candidate.slug)),
        kind=str(candidate.actor_kind.label),
        how=_HOW[candidate.fit](),
        fitted=candidate.fitted if is_told else "",
        similarity=f"{candidate.similarity:.2f}" if is_alike else "",
        findings=candidate.findings,
    )


_HOW = {
    Fit.NUMBER: lambda: _("by a number of it"),
    Fit.NAME: lambda: _("by a name of it"),
    Fit.ALIKE: lambda: _("by a name that is alike"),
}
