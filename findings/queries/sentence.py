"""A question in words: the title of its page, of its feed and of its files. Each part knows what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.queries.filters import FILTERS
from findings.queries.lists import Counts
from findings.queries.questions import Question


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One value in the sentence, and the question without it."""

    words: str
    without: Question


@dataclass(frozen=True, slots=True)
class Clause:
    """“about petroleum or shipping”: the words that lead to the values, and the values, which are “or”.

    `name` is that of the parameter: of a filter, q, from or to.
    """

    preposition: str
    values: tuple[SaidValue, ...]
    name: str

    def __str__(self) -> str:
        return f"{self.preposition} {_(' or ').join(value.words for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """“12 findings about petroleum naming Russian Federation in 2024”; the clauses are “and”."""

    total: int
    clauses: tuple[Clause, ...]
    as_of: int | None

    @property
    def opening(self) -> str:
        """“198 findings”, “1 finding”, “No findings”."""
        if not self.total:
            return _("No findings")
        return f"{self.total:,} {ngettext('finding', 'findings', self.total)}"

    def __str__(self) -> str:
        words = [self.opening, *map(str, self.clauses)]
        if self.as_of is not None:
            words.append(_("as of dataset version %s") % self.as_of)
        return " ".join(words)

    @property
    def subject(self) -> str:
        """The sentence without its count: the title of a feed, whose count changes."""
        words = [_("Findings"), *map(str, self.clauses)]
        return " ".join(words)


def sentence(question: Question, counts: Counts) -> Sentence:
    """The question in words; `counts` knows the names of the chosen values."""
    names = {(facet.name, value.key): value.name for facet in counts.facets for value in facet.values}
    clauses = []
    if question.text:
        clauses.append(
            Clause(_("with the words"), (SaidValue(f"“{question.text}”", replace(question, text="", page=1)),), "q")
        )
    for name in FILTERS:
        if name in question.chosen:
            clauses.append(
                Clause(
                    str(FILTERS[name].preposition),
                    tuple(
                        SaidValue(_inside(name, names.get((name, key), key)), question.toggled(name, key))
                        for key in question.chosen[name]
                    ),
                    name,
                )
            )
    if question.since:
        clauses.append(
            Clause(_("from"), (SaidValue(question.since.in_words(), replace(question, since=None, page=1)),), "from")
        )
    if question.until:
        clauses.append(
            Clause(_("to"), (SaidValue(question.until.in_words(), replace(question, until=None, page=1)),), "to")
        )
    return Sentence(counts.total, tuple(clauses), question.as_of)


def _inside(name: str, words: str) -> str:
    """A term of a vocabulary, or a category, is a common noun inside a sentence; the others are names."""
    is_term = FILTERS[name].choices is not None and name != "country"
    return words[:1].lower() + words[1:] if is_term or name == "category" else words
