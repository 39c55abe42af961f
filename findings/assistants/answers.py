"""What an assistant may ask, and the plain data it gets: never a claim without who asserts it, and at which hand.

Each answer is made from one read-only snapshot. What cannot be answered raises UnanswerableError with sentences, which
the server passes on (findings.assistants.server).
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.exports.addresses import absolute, edition_address, finding_address, list_address
from findings.exports.citations.cited import cited
from findings.exports.citations.texts import NAMES, WRITERS
from findings.exports.described import describe, version_as_json
from findings.queries.editions import PublishedEdition, edition_followed
from findings.queries.facets import counts
from findings.queries.filters import FILTERS
from findings.queries.lists import PAGE_SIZE, Row, rows
from findings.queries.paging import check_page, last_page
from findings.queries.questions import Question, UnanswerableError
from findings.queries.search import lookup
from findings.queries.sentence import sentence
from findings.queries.snapshots import snapshot
from findings.queries.versions import current_version, why_not_as_of
from findings.vocabulary import EditionKind, SubjectKind, Support

#: Values of a facet that one answer names at most.
FACET_VALUES = 100
#: What an assistant must not lose: it stands in every answer.
CAVEAT = gettext_lazy(
    "A finding says what a report asserts, and who asserts it. It is not a judgement by this portal. To be named in a "
    "finding is not to be designated, and neither is a conviction. Figures of different findings are never added up."
)


def search(text: str, filters: dict[str, list[str]], page: int, as_of: int | None) -> dict[str, Any]:
    """A page of the findings that answer, with their number and the address that a person can open."""
    with snapshot():
        question = _question(text, filters, page, as_of)
        counted = counts(question, facets=())
        check_page(question.page, counted.total, PAGE_SIZE)
        return {
            "caveat": str(CAVEAT),
            "question": str(sentence(question, counted)),
            "total": counted.total,
            "page": question.page,
            "pages": last_page(counted.total, PAGE_SIZE),
            "address": list_address(question),
            "findings": [_row(row) for row in rows(question)],
        }


def facet(name: str, text: str, filters: dict[str, list[str]], as_of: int | None) -> dict[str, Any]:
    """The values of one filter among the findings that answer, most frequent first, its own choice lifted."""
    if name not in FILTERS:
        raise UnanswerableError(
            [_("There is no filter “%(name)s”. There are: %(all)s.") % {"name": name, "all": ", ".join(FILTERS)}]
        )
    with snapshot():
        question = _question(text, filters, 1, as_of)
        counted = counts(question, facets=[name], size=FACET_VALUES)
        found = next(each for each in counted.facets if each.name == name)
        return {
            "caveat": str(CAVEAT),
            "question": str(sentence(question, counted)),
            "filter": name,
            "distinct": found.distinct,
            "is_cut": found.is_cut,
            "values": [{"value": each.key, "name": each.name, "findings": each.count} for each in found.values],
        }


def finding(reference: str, edition: int | None) -> dict[str, Any]:
    """A finding's document, in force or of a numbered edition, with what must be said of it."""
    with snapshot():
        found = _edition(reference, edition)
        return {"caveat": str(CAVEAT), **_stand(found), "document": found.document}


def cite(reference: str, edition: int | None, style: str | None) -> dict[str, Any]:
    """Ready citations of an edition: in one style, or in all."""
    if style is not None and style not in NAMES:
        raise UnanswerableError(
            [_("There is no style “%(style)s”. There are: %(all)s.") % {"style": style, "all": ", ".join(NAMES)}]
        )
    with snapshot():
        found = _edition(reference, edition)
        wanted = [style] if style else list(NAMES)
        return {**_stand(found), "citations": {name: WRITERS[name](cited(found)) for name in wanted}}


def about() -> dict[str, Any]:
    """What the portal holds, and how it may be asked: filters with their examples, styles of citations, the version."""
    with snapshot():
        described = describe(Question(), current_version())
        return {
            "portal": described.as_json(),
            "dataset_version": version_as_json(described.version),
            "filters": {
                name: {
                    "label": str(values.label),
                    "example": values.example,
                    "choices": list(values.choices or {}) if name != "country" else [],
                    "help": str(values.extra.get("help_text", "")),
                }
                for name, values in FILTERS.items()
            },
            "citation_styles": NAMES,
        }


def _question(text: str, filters: dict[str, list[str]], page: int, as_of: int | None) -> Question:
    """Raises UnanswerableError with a sentence for each thing that is wrong, as an address would."""
    asked = QueryDict(mutable=True)
    for name, values in filters.items():
        asked.setlist(name, values)
    # Numbers are read as those of an address are: 0 is none, and is not taken for one that was left out.
    for name, value in [("q", text), ("page", page), ("as_of", as_of)]:
        if value is not None:
            asked[name] = str(value)
    question = Question.read(asked)
    if question.as_of is not None and (reason := why_not_as_of(question.as_of, current_version())):
        raise UnanswerableError([reason])
    return question


def _edition(reference: str, number: int | None) -> PublishedEdition:
    """The edition asked for, by a reference in any dress; of a finding that moved, that of its address of today."""
    # A zero byte is in no reference, and PostgreSQL takes no text that has one.
    reference = reference.replace("\0", "")
    target = lookup(reference)
    slug = target.key.lower() if target and target.kind is SubjectKind.FINDING else reference.strip().lower()
    found = edition_followed(SubjectKind.FINDING, slug, number)
    if found is None:
        raise UnanswerableError([_("There is no finding “%(reference)s”.") % {"reference": reference}])
    if found.redaction is not None:
        raise UnanswerableError([_("The text of this edition was redacted: %(reason)s") % {"reason": found.redaction}])
    if found.is_withdrawn:
        raise UnanswerableError([_("%(key)s was withdrawn: %(note)s") % {"key": found.key, "note": found.note}])
    return found


def _stand(found: PublishedEdition) -> dict[str, Any]:
    """What edition it is, how it stands to the newest one, and where a person can read it."""
    return {
        "reference": found.key,
        "edition": found.number,
        "kind": found.edition_kind.value,
        "is_in_force": found.is_in_force,
        "newest_edition": found.latest,
        "correction": found.note if found.edition_kind is EditionKind.CORRECTION else "",
        "dataset_version": found.published_in,
        "permalink": finding_address(found.slug),
        "edition_permalink": edition_address(found.slug, found.number),
        "document_digest": found.document_digest,
        "licence": "CC BY 4.0",
        "portal": absolute("/"),
    }


def _row(row: Row) -> dict[str, Any]:
    document = row.document
    return {
        "reference": document["reference"],
        "title": document["title"],
        "summary": document["summary"],
        "asserted_by": document["asserted_by"],
        "report": document["report"]["code"] or document["report"]["title"],
        "category": document["category"]["name"],
        "period": document["period"],
        "attested_by": str(Support(document["support"]).label),
        "at_second_hand": document["at_second_hand"],
        "edition": row.number,
        "edition_permalink": edition_address(row.slug, row.number),
    }
