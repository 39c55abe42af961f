"""A record as data: its document, its description in schema.org's words, and its typed links.

The document of an edition is the same for ever, to the byte: nothing in it depends on what was published later, on the
schema of today, or on the host of the portal. What has become of the record since is told at its permanent address
(CITABLE C23, C06).
"""

from __future__ import annotations

import json
from typing import Any

from findings.documents import moment
from findings.exports import signposting
from findings.exports.addresses import finding_address
from findings.exports.datasets import followthemoney
from findings.exports.linked_data import portal, subjects
from findings.exports.record_forms import RecordForm
from findings.queries.editions import PublishedEdition
from findings.queries.subjects import findings_in_report
from findings.vocabulary import SubjectKind


def data_forms(citations: tuple[RecordForm, ...]) -> tuple[RecordForm, ...]:
    """The forms of this room. A description and a linkset name the files of citations too."""

    def named(edition: PublishedEdition) -> list[RecordForm]:
        return [form for form in (*citations, jsonld, document, entities) if edition.kind in form.kinds]

    def described(edition: PublishedEdition, *, pinned: bool) -> bytes:
        parts: list[tuple[str, str]] = []
        if edition.kind is SubjectKind.REPORT and not pinned:
            parts = findings_in_report(edition.key, at_most=signposting.MOST_ITEMS)
        at = subjects.standing(
            edition,
            pinned=pinned,
            forms=named(edition),
            findings=[(finding_address(slug), title) for slug, title in parts],
        )
        return portal.file(subjects.about(edition, at))

    jsonld = RecordForm(
        "jsonld",
        "application/ld+json",
        lambda edition: described(edition, pinned=True),
        write_in_force=lambda edition: described(edition, pinned=False),
    )
    document = RecordForm("json", "application/json", edition_json, "collection", write_in_force=record_json)
    entities = RecordForm(
        "ftm.json",
        followthemoney.MEDIA_TYPE,
        followthemoney.finding_file,
        "collection",
        kinds=frozenset({SubjectKind.FINDING}),
    )
    linkset = RecordForm(
        signposting.LINKSET,
        signposting.LINKSET_MEDIA_TYPE,
        lambda edition: signposting.linkset(edition, named(edition), pinned=True),
        write_in_force=lambda edition: signposting.linkset(edition, named(edition), pinned=False),
    )
    return jsonld, document, entities, linkset


def edition_json(edition: PublishedEdition) -> bytes:
    """An edition: its frame, and its document as it was published. The same bytes for ever."""
    return _written(_frame(edition))


def record_json(edition: PublishedEdition) -> bytes:
    """The edition in force, and where the record stands today."""
    detail = signposting.cite_as(edition, pinned=False)
    return _written(
        _frame(edition)
        | {
            "permalink": detail,
            "edition_permalink": signposting.cite_as(edition, pinned=True),
            "latest_edition": edition.latest,
            "first_published_at": moment(edition.first_published_at),
            "corrections": [
                {"number": each.number, "published_at": moment(each.published_at), "note": each.note}
                for each in edition.corrections
            ],
            "former_ids": [each.slug for each in edition.former],
        }
    )


def _frame(edition: PublishedEdition) -> dict[str, Any]:
    return {
        "kind": edition.kind.value,
        "key": edition.key,
        "edition": edition.number,
        "edition_kind": edition.edition_kind.value,
        "note": edition.note,
        "published_at": moment(edition.published_at),
        "dataset_version": edition.published_in,
        "document_digest": edition.document_digest,
        "digest": edition.digest,
        "license": "CC-BY-4.0",
        "document": edition.stored,
    }


def _written(value: dict[str, Any]) -> bytes:
    """Members in the order of their names, so that no database can give them another one."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
