"""What is to be known of an answer beside its rows: the question in words, count, version, licence, caveats.

It stands in the JSON forms, in the spreadsheet, and in the side file of every form (CITABLE C74, C75).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.documents import moment
from findings.documents.field_list import FIELDS, LIST_SEPARATOR
from findings.documents.fields import Field, FieldType
from findings.exports.addresses import absolute, form_address, list_address
from findings.queries.facets import counts
from findings.queries.lists import references_digest, withheld
from findings.queries.questions import Question
from findings.queries.sentence import sentence
from findings.queries.versions import Version, version_of
from findings.queries.whole import Attestation, attestation

#: The portal as the one corporate author of its lists.
PORTAL = gettext_lazy("DPRK Sanctions Findings")
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Description:
    """An answer described. `version` is the dataset version that it is of; `words` is a title with the count.

    `subject` is the same without the count, for what is subscribed to. `address` pins the version: asked again in ten
    years it gives the same rows.
    """

    question: Question
    words: str
    subject: str
    address: str
    count: int
    version: Version | None
    withheld: int
    caveats: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "address": self.address,
            "count": self.count,
            "withheld": self.withheld,
            "dataset_version": version_as_json(self.version),
            "publisher": {"name": str(PORTAL), "address": absolute("/")},
            "licence": {"name": LICENCE, "address": LICENCE_ADDRESS},
            "caveats": list(self.caveats),
        }


def describe(question: Question, version: Version | None) -> Description:
    """The answer to a question described; `version` is the current one. At most four statements.

    Raises UnanswerableError where a chosen key is that of no subject.
    """
    counted = counts(question, facets=())
    answered = version_of(question.as_of) if question.as_of is not None else version
    number = answered.number if answered else 0
    pinned = question.pinned_to(number)
    # Of the pinned question too: an answer of today has the bytes that its address gives in ten years.
    said = sentence(pinned, counted)
    missing = withheld(pinned)
    return Description(
        question=question,
        words=str(said),
        subject=said.subject,
        address=list_address(pinned),
        count=counted.total,
        version=answered,
        withheld=missing,
        caveats=_caveats(question, missing),
    )


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The bytes of a file: how many, and their SHA-256; or in a sentence why they are not known."""

    length: int | None = None
    sha256: str = ""
    unknown: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"note": self.unknown} if self.length is None else {"length": self.length, "sha256": self.sha256}


def side_file(
    form: str, media_type: str, question: Question, version: Version | None, file: FileFacts
) -> dict[str, Any]:
    """The side file of an answer in a form: its description, the digest of its references, the file, and the fields."""
    described = describe(question, version)
    _count, digest = references_digest(question)
    number = described.version.number if described.version else None
    pinned = replace(question, as_of=number)
    return {
        **described.as_json(),
        "references_sha256": digest,
        "references_sha256_is_of": _(
            "The references in the order of the file, each followed by a line feed, in UTF-8."
        ),
        "file": {
            "media_type": media_type,
            "address": form_address(form, pinned),
            **file.as_json(),
        },
        **(_where_editions_are(pinned) if form == _OF_DOCUMENTS_ALONE else {}),
        "fields": [field_as_json(each) for each in FIELDS],
    }


#: The form that is documents and nothing else. They are the same whatever edition has them: none says its number.
_OF_DOCUMENTS_ALONE = "jsonl"


def _where_editions_are(pinned: Question) -> dict[str, Any]:
    return {
        "editions": {
            "note": _(
                "A document does not name its edition. The rows of this CSV, which are the same findings in the same "
                "order, do: “edition” is its number, “edition_permalink” the address to cite it by."
            ),
            "address": form_address("csv", pinned),
        }
    }


def field_as_json(field: Field) -> dict[str, Any]:
    """A field of the list as plain JSON; what does not apply is left out."""
    plain = {
        "name": field.name,
        "type": field.type.value,
        "meaning": str(field.meaning),
        "path": field.path,
        "rule": str(field.rule),
        "unit": str(field.unit),
        "pattern": field.pattern,
        "separator": LIST_SEPARATOR if field.type is FieldType.LIST else "",
        "is_editorial": field.is_editorial,
        "choices": [
            {"value": choice.value, "label": str(choice.label), "meaning": str(choice.meaning)}
            for choice in field.choices
        ],
    }
    return {name: value for name, value in plain.items() if value not in ("", [])}


def version_as_json(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {"number": version.number, "published_at": moment(version.published_at), "head": version.head}


def head_in_words(version: Version | None) -> str:
    """What vouches for everything published until then, to be kept and compared; "" before anything is published."""
    if version is None:
        return ""
    told = {"number": version.number, "head": version.head}
    return _("Dataset version %(number)s. Head of the ledger: %(head)s") % told


def _caveats(question: Question, missing: int) -> tuple[str, ...]:
    """What this answer leaves out or does not say, in plain sentences; none about something that no finding has."""
    return (
        _("A finding says what a report asserts, and who asserts it. It is not a judgement by this portal."),
        *_of_some(attestation(question)),
        _(
            "A date stands at the precision that is known: a year, a month or a day. "
            "A filter by date takes every finding whose stated period touches what is asked for."
        ),
        _(
            "Figures are those of the sources, each with its qualifier and unit. They measure different things, "
            "may count the same thing twice, and are never to be added up."
        ),
        _("Provisions are mapped by the editors, and are not citations by the reports."),
        *([_of_withheld(missing)] if missing else []),
    )


def _of_some(counted: Attestation) -> Iterator[str]:
    """What holds of some of the findings, with how many they are."""
    words_of = (
        ngettext(
            "%(n)s of %(total)s findings is at second hand: "
            "the editors have not read the document that makes the claim.",
            "%(n)s of %(total)s findings are at second hand: "
            "the editors have not read the document that makes the claim.",
            counted.at_second_hand,
        ),
        ngettext(
            "%(n)s of %(total)s findings rests on one published account. "
            "How well a claim is attested is no measure of whether it is true.",
            "%(n)s of %(total)s findings rest on one published account. "
            "How well a claim is attested is no measure of whether it is true.",
            counted.one_account,
        ),
        ngettext(
            "%(n)s of %(total)s findings states no period: a filter by year or by date leaves such findings out, "
            "and they stand last in an order by period.",
            "%(n)s of %(total)s findings state no period: a filter by year or by date leaves such findings out, "
            "and they stand last in an order by period.",
            counted.undated,
        ),
    )
    counts = (counted.at_second_hand, counted.one_account, counted.undated)
    for words, number in zip(words_of, counts, strict=True):
        if number:
            yield words % {"n": f"{number:,}", "total": f"{counted.total:,}"}


def _of_withheld(missing: int) -> str:
    words = ngettext(
        "One finding of this dataset version is withheld, because its text has been redacted since. It is counted "
        "whatever the question, for it can no longer be told whether it would answer it.",
        "%(n)s findings of this dataset version are withheld, because their text has been redacted since. They are "
        "counted whatever the question, for it can no longer be told which of them would answer it.",
        missing,
    )
    return words % {"n": f"{missing:,}"}
