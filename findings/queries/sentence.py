"""A question in words: the title of its page, of its feed and of its files. Each part knows what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from findings.languages import begun_small, is_english, written
from findings.queries.facets import Counts
from findings.queries.filters import FILTERS
from findings.queries.involvements import INVOLVEMENT, actor_and_role, in_words
from findings.queries.questions import Question
from findings.queries.search_text import without_left_out


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One value in the sentence, and the question without it."""

    words: str
    without: Question


@dataclass(frozen=True, slots=True)
class Clause:
    """“about petroleum or shipping”: what leads to the values, the values, which are “or”, and what follows them.

    `name` is that of the parameter: of a filter, q, from, to or as_of.
    """

    before: str
    values: tuple[SaidValue, ...]
    name: str
    after: str = ""

    @classmethod
    def of(cls, condition: str, values: Iterable[SaidValue], name: str) -> Self:
        """`condition` is the words with %(values)s where the values stand."""
        before, _values, after = condition.partition("%(values)s")
        return cls(before, tuple(values), name, after)

    def __str__(self) -> str:
        return f"{self.before}{between_alternatives().join(value.words for value in self.values)}{self.after}"


def between_alternatives() -> str:
    """What stands between two values of one filter: “ or ”."""
    return _between(_("%(one)s or %(next)s"))


def between_conditions() -> str:
    """What stands between two conditions of a sentence: in English, a space."""
    return _between(pgettext("two conditions of a list", "%(one)s %(next)s"))


def _between(pattern: str) -> str:
    return pattern.partition("%(one)s")[2].partition("%(next)s")[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """“12 findings about petroleum naming Russian Federation in 2024”; the clauses are “and”."""

    total: int
    clauses: tuple[Clause, ...]
    as_of: int | None

    @property
    def count(self) -> str:
        """“198 findings”, “1 finding”, “No findings”."""
        return findings_in_words(self.total) if self.total else _("No findings")

    @property
    def around_conditions(self) -> tuple[str, str]:
        """What stands before and behind the conditions, where there are any: “198 findings ” and nothing."""
        return _around(self.count)

    def __str__(self) -> str:
        return self._with_conditions(self.count, as_of=True)

    @property
    def subject(self) -> str:
        """The sentence without its count: the title of a feed, whose count changes."""
        return self._with_conditions(_("Findings"), as_of=False)

    def _with_conditions(self, words: str, *, as_of: bool) -> str:
        conditions = [str(clause) for clause in self.clauses]
        if as_of and self.as_of is not None:
            conditions.append(_("as of dataset version %s") % self.as_of)
        if not conditions:
            return words
        before, after = _around(words)
        return f"{before}{between_conditions().join(conditions)}{after}"


def _around(words: str) -> tuple[str, str]:
    pattern = pgettext("findings, and by what they are filtered", "%(findings)s %(conditions)s")
    before, _conditions, after = pattern.partition("%(conditions)s")
    return before.replace("%(findings)s", words), after.replace("%(findings)s", words)


def findings_in_words(total: int) -> str:
    """“198 findings”, “1 finding”."""
    return ngettext("%(total)s finding", "%(total)s findings", total) % {"total": written(total)}


def sentence(question: Question, counts: Counts) -> Sentence:
    """The question in words; `counts` knows the names of the chosen values."""
    names = {(facet.name, value.key): value.actor or value.name for facet in counts.facets for value in facet.values}
    clauses = []
    if question.text:
        words = SaidValue(_("“%(words)s”") % {"words": question.text}, replace(question, text="", page=1))
        condition = (
            # What is left out are no words that these findings have.
            pgettext("findings", "found by the search %(values)s")
            if without_left_out(question.text) != question.text
            else pgettext("findings", "with the word %(values)s")
            if " " not in question.text
            else pgettext("findings", "with the words %(values)s")
        )
        clauses.append(Clause.of(condition, [words], "q"))
    by_filter = [_clause(question, name, names) for name in FILTERS if name in question.chosen]
    clauses += [each for each in by_filter if each.name != "dating"]
    if question.since:
        since = SaidValue(question.since.in_words(), replace(question, since=None, page=1))
        clauses.append(Clause.of(pgettext("findings, by period", "from %(values)s"), [since], "from"))
    if question.until:
        until = SaidValue(question.until.in_words(), replace(question, until=None, page=1))
        clauses.append(Clause.of(pgettext("findings, by period", "to %(values)s"), [until], "to"))
    # Before the bounds, “with a stated beginning” would be read as a beginning within them.
    clauses += [each for each in by_filter if each.name == "dating"]
    return Sentence(counts.total, tuple(clauses), question.as_of)


def _clause(question: Question, name: str, names: Mapping[tuple[str, str], str]) -> Clause:
    """What is chosen of a filter; `names` are those of its values, by filter and value."""
    values = [
        SaidValue(_inside(name, key, _term(name, key) or names.get((name, key), key)), question.toggled(name, key))
        for key in question.chosen[name]
    ]
    return Clause.of(str(FILTERS[name].condition), values, name)


def _term(name: str, key: str) -> str:
    """The name of a value that is a word of a vocabulary, in the language of the page; "" for any other."""
    return str((FILTERS[name].choices or {}).get(key, ""))


#: Filters whose values an English sentence counts: “naming a vessel or an aircraft”. Other languages list them.
_COUNTED = ("kind", "role", "edition")
#: Of those the values that are not called by their name there.
_OTHERWISE = {
    ("kind", "other"): "an actor of another kind",
    ("role", "other"): "an actor without a stated role",
    ("edition", "first"): "the first",
}


def _inside(name: str, key: str, words: str) -> str:
    """A term of a vocabulary, or a category, is a common noun inside a sentence; the others are names.

    Of an actor in a role, `words` are the name of the actor.
    """
    if name in _COUNTED and is_english():
        article = "an" if words[:1].lower() in "aeiou" else "a"
        return _OTHERWISE.get((name, key)) or f"{article} {begun_small(words)}"
    if name == INVOLVEMENT:
        actor, role = actor_and_role(key)
        return in_words(actor if words == key else words, role)
    is_term = FILTERS[name].choices is not None and name != "country"
    return begun_small(words) if is_term or name == "category" else words
