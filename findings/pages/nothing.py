"""What a list says where nothing answers, or little: how the question was read, what is close, what is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.exports.addresses import path_of
from findings.languages import inside, labelled, recorded, written
from findings.pages.frames import detail_url, list_url
from findings.pages.parts import Link
from findings.queries.filters import FILTERS, is_recorded
from findings.queries.nearby import Answered, Lifted, Missing, Near, NotGiven, is_about_time
from findings.queries.questions import Question
from findings.queries.sentence import Clause, Sentence, between_alternatives, findings_in_words
from findings.vocabulary import Dating, SubjectKind

#: The pieces of a search text as PostgreSQL reads them: a phrase in quotes, “or”, a word; a minus before takes out.
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class NothingPart:
    """`not_given` says that no finding has the reference that was asked for, and `of_report` leads to those of its
    report, where that exists.

    `read` says how each part of the question was understood; `lifted` are links to the question without one part;
    `names` leads to where each name of a list is looked up.

    `missing` are plain sentences about what the portal does not hold, or what leads to it; `reports` are those without
    findings. `left_out` says beside results which words were not searched for.
    """

    not_given: str
    of_report: Link | None
    meant: Link | None
    names: Link | None
    read: tuple[str, ...]
    lifted: tuple[Link, ...]
    missing: tuple[Link, ...]
    reports: tuple[Link, ...]
    left_out: tuple[str, ...]


def nothing_part(question: Question, said: Sentence, near: Near) -> NothingPart:
    """What to say of a question that little or nothing answers, or that has words which were not searched for."""
    is_empty = said.total == 0
    return NothingPart(
        not_given=_not_given(near.not_given),
        of_report=_of_report(question, near.not_given),
        meant=_meant(near.meant),
        names=_names(question, near.names) if near.names else None,
        read=_as_read(question, said, near.common) if is_empty else (),
        lifted=tuple(_without(each) for each in near.lifted),
        missing=_missing(question, near.missing) if near.missing else (),
        reports=tuple(
            Link(title, detail_url(SubjectKind.REPORT, slug))
            for slug, title in (near.missing.reports if near.missing else ())
        ),
        left_out=() if is_empty else tuple(_left_out(near.common)),
    )


def _meant(other: Answered | None) -> Link | None:
    if other is None:
        return None
    words = _("%(text)s (%(findings)s)") % {"text": other.question.text, "findings": _findings(other.total)}
    return Link(words, list_url(other.question))


def _not_given(reference: NotGiven | None) -> str:
    if reference is None:
        return ""
    if not reference.report:
        return _("No finding has the reference %(reference)s, and no report has findings that begin like it.") % {
            "reference": reference.reference
        }
    return _("No finding has the reference %(reference)s.") % {"reference": reference.reference}


def _of_report(question: Question, reference: NotGiven | None) -> Link | None:
    if reference is None or not reference.report:
        return None
    of_report = Question(chosen={"report": (reference.report,)}, as_of=question.as_of)
    return Link(reference.title, list_url(of_report))


def _names(question: Question, names: tuple[str, ...]) -> Link:
    """Where each name of a list is looked up by itself."""
    asked = {"names": "\n".join(names), **({"as_of": question.as_of} if question.as_of else {})}
    return Link(
        _("Look up each of these %(n)s names by itself") % {"n": len(names)}, f"{path_of('match')}?{urlencode(asked)}"
    )


def _as_read(question: Question, said: Sentence, common: tuple[str, ...]) -> tuple[str, ...]:
    """Each word, and each filter with its values, as the search understood it."""
    filters = [_filter_as_read(clause) for clause in said.clauses if clause.name in FILTERS]
    bounds = []
    if question.since:
        bounds.append(_("Period: it touches %s or a later time") % question.since.in_words())
    if question.until:
        bounds.append(_("Period: it touches %s or an earlier time") % question.until.in_words())
    return (*_words_as_read(question.text, common), *_left_out(common), *filters, *bounds)


def _filter_as_read(clause: Clause) -> str:
    """“Category: petroleum or shipping”; of what a source does, the words of the sentence."""
    if clause.name == "disputed":
        return _begun(str(clause))
    return _labelled(clause.name, between_alternatives().join(value.words for value in clause.values))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _labelled(name: str, values: str) -> str:
    """“Category: petroleum or shipping”."""
    label = FILTERS[name].label
    return labelled(label, recorded(values) if is_recorded(name) else values)


def _left_out(common: tuple[str, ...]) -> list[str]:
    words = between_alternatives().join(_("“%(words)s”") % {"words": word} for word in common)
    return [_("A search leaves out words that are as common as %(words)s.") % {"words": words}] if common else []


def _words_as_read(text: str, common: tuple[str, ...]) -> list[str]:
    """What is searched for; the words that are too `common` are not."""
    read: list[str] = []
    is_other = False
    for minus, phrase, word in _PIECE.findall(text):
        if all(each.strip(".,;:!?()") in common for each in (phrase or word).lower().split()):
            continue
        if word.lower() == "or" and not minus:
            is_other = bool(read)
            continue
        if phrase:
            said = _("the words “%s”, next to each other") % phrase
        else:
            said = _("the word “%s”, in any of its forms") % word
        if minus:
            said = _("not %s") % said
        if is_other:
            read[-1] = _("%(one)s, or %(other)s") % {"one": read[-1], "other": said}
        else:
            read.append(said)
        is_other = False
    return [_begun(each) for each in read]


def _without(lifted: Lifted) -> Link:
    names = {"q": _("the words"), "from": _("“from”"), "to": _("“to”")}
    name = names.get(lifted.name) or inside(FILTERS[lifted.name].label)
    words = _("Without %(name)s: %(findings)s") % {"name": name, "findings": _findings(lifted.without.total)}
    return Link(words, list_url(lifted.without.question))


def _missing(question: Question, missing: Missing) -> tuple[Link, ...]:
    said = []
    if is_about_time(question) and missing.first_year is not None:
        between = _("The stated periods of all findings lie between %(first)s and %(last)s.") % {
            "first": missing.first_year,
            "last": missing.last_year,
        }
        said.append(Link(between, ""))
    if is_about_time(question) and missing.undated:
        undated = ngettext(
            "One finding states no period, and answers no question about time.",
            "%(n)s findings state no period, and answer no question about time.",
            missing.undated,
        ) % {"n": written(missing.undated)}
        said.append(Link(undated, list_url(Question({"dating": (Dating.NONE,)}, as_of=question.as_of))))
    records = _(
        "The portal holds findings of reports, and not the reports themselves: what no finding records is not found."
    )
    return (*said, Link(records, ""))


def _findings(total: int) -> str:
    return findings_in_words(total) if total else _("none")
