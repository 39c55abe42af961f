"""Documents in force → records: what editors go on with when a portal has been filled from a release.

A record is made of its subject's document. Of a subject that has none in force but that a finding still names (it was
withdrawn or redacted since), there is what the finding says of it: enough for the record to stand. Who was merged into
whom follows from the former keys of the survivor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

import pghistory
from django.db import connection

from findings.curation.forms import Form, name_of
from findings.curation.writing import BATCH, Ids, write
from findings.documents.entries import printed
from findings.documents.fields import Document
from findings.models import DatasetVersion, Merge
from findings.queries import dataset
from findings.vocabulary import SubjectKind

REASON = "Loaded from a release of the dataset."
#: Who merged records, and why, as far as a release says.
RESTORED_BY = "load_dataset"


def restore_records(version: int) -> dict[str, int]:
    """Write the records of all that is in force in a dataset version. Returns how many of each kind there are.

    Call it in a transaction, in a database without records. Raises DatabaseError where a constraint refuses one.
    """
    with pghistory.context(command="load_dataset", reason=REASON):
        restored = _Restored(version)
        restored.run()
    connection.check_constraints()
    return restored.written


class _Restored:
    def __init__(self, version: int) -> None:
        self.version = version
        self.ids = Ids()
        self.written: dict[str, int] = {}
        #: Kind of record → key → what others say of it.
        self.named: dict[str, dict[str, Document]] = {
            kind: {} for kind in ("category", "source", "place", "actor", "report")
        }
        #: Kind → key that was merged → key of the survivor.
        self.led: dict[str, dict[str, str]] = {"actor": {}, "source": {}}

    def run(self) -> None:
        self._look_through()
        self._write("category", self._forms("category", _category))
        self._write("source", self._forms("source", _source))
        self._write("place", (_place(each) for _key, each in sorted(self.named["place"].items())))
        self._write("actor", self._forms("actor", self._actor))
        self._write("resolution", (_resolution(each) for each in self._documents("resolution")))
        self._write("report", self._forms("report", self._report))
        self._write("event", (form for each in self._documents("report") for form in self._events(each)))
        self._write("finding", map(self._finding, self._documents("finding")))
        self._merges()

    def _write(self, kind: str, forms: Iterable[Form]) -> None:
        self.written[kind] = 0
        for batch in batched(forms, BATCH):
            write(kind, [(name_of(kind, form), form, None) for form in batch], self.ids)
            self.written[kind] += len(batch)

    def _documents(self, kind: str) -> Iterator[Document]:
        return (found.document for found in dataset.in_force(SubjectKind(kind), self.version))

    def _forms(self, kind: str, form_of: Any) -> Iterator[Form]:
        """The forms of a kind: of documents in force, then of what is only named."""
        known = set()
        for document in self._documents(kind):
            known.add(document["key"])
            yield form_of(document)
        last = len(known)
        for key, named in sorted(self.named[kind].items()):
            if key not in known:
                last += 1
                # Its slug is its key; a category without a document stands behind all others.
                yield form_of({"slug": key, "position": 10_000 + last, **named})

    # What is named

    def _look_through(self) -> None:
        for kind in ("actor", "source"):
            for document in self._documents(kind):
                self.led[kind] |= dict.fromkeys(document["former_keys"], document["key"])
                for each in document.get("designations", []):
                    self._name("source", each["source"])
                for each in document.get("sources", []):
                    self._name("source", each)
        for document in self._documents("report"):
            if document["source"]:
                self._name("source", document["source"])
            for event in document["events"]:
                self._name_of_claim(event)
        for document in self._documents("finding"):
            prefix = document["reference"].rpartition("-")[0]
            self._name("report", {**document["report"], "reference_prefix": prefix})
            self._name_of_claim(document)

    def _name_of_claim(self, claim: Document) -> None:
        if claim["category"]:
            self._name("category", claim["category"])
        for each in claim["asserters"]:
            self._name("actor", each)
        for each in claim["involvements"]:
            self._name("actor", each["actor"])
        for each in claim["citations"]:
            self._name("source", each["source"])
        for each in claim["places"]:
            self._name("place", each)

    def _name(self, kind: str, document: Document) -> None:
        """What the last one said counts; who was merged is named by the survivor."""
        if document["key"] not in self.led.get(kind, {}):
            self.named[kind][document["key"]] = document

    def _led(self, kind: str, key: str) -> str:
        return self.led[kind].get(key, key)

    def _carried(self, detail: Document) -> Form:
        """Which sources carry a detail, by the keys that they have now; {} where none is named."""
        keys = dict.fromkeys(self._led("source", key) for key in detail.get("carried_by", []))
        return {"carried_by": list(keys)} if keys else {}

    # Forms that name other records

    def _actor(self, document: Document) -> Form:
        return {
            "key": document["key"],
            "slug": document["slug"],
            "kind": document["actor_kind"],
            "name": document["name"],
            "country": document["country"],
            "description": document.get("description", ""),
            "aliases": document.get("aliases", []),
            "identifiers": document.get("identifiers", []),
            "designations": [
                each | {"source": self._led("source", each["source"]["key"])}
                for each in document.get("designations", [])
            ],
            "sources": [self._led("source", each["key"]) for each in document.get("sources", [])],
        }

    def _report(self, document: Document) -> Form:
        named = ("key", "slug", "code", "reference_prefix", "title", "issuer", "published")
        form = {name: document[name] for name in named} | {
            "kind": document["report_kind"],
            "period_covered": document.get("period_covered", ""),
            "url": document.get("url", ""),
            "read_first_hand": document.get("read_first_hand", False),
            "note": document.get("note", ""),
        }
        if document.get("source"):
            form["source"] = self._led("source", document["source"]["key"])
        return form

    def _events(self, report: Document) -> Iterator[Form]:
        for position, event in enumerate(report["events"]):
            form = {"report": report["key"], "slug": event["slug"], "position": str(position)}
            form |= {"type": event["event_type"], **self._claim(event)}
            if event["category"]:
                form["category"] = event["category"]["key"]
            yield form

    def _finding(self, document: Document) -> Form:
        return {
            "report": document["report"]["key"],
            "reference": document["reference"],
            # The editors' own short name is not public; the reference is one that is free.
            "slug": document["reference"].lower(),
            "category": document["category"]["key"],
            **self._claim(document),
        }

    def _claim(self, claim: Document) -> Form:
        own = ("title", "summary", "asserted_by", "support", "editors_note", "recheck")
        return {name: claim[name] for name in own} | {
            "period": claim["period"] | self._carried(claim["period"]),
            "quantities": [each | self._carried(each) for each in claim["quantities"]],
            "asserters": self._actors(each["key"] for each in claim["asserters"]),
            "involvements": [
                {"actor": self._led("actor", each["actor"]["key"]), "role": each["role"]} | self._carried(each)
                for each in claim["involvements"]
            ],
            "places": [{"place": _place_name(each)} | self._carried(each) for each in claim["places"]],
            # A resolution that is not in force has no record, nor have its provisions: then the finding waits for an
            # edition, and the editors see which.
            "provisions": [each["key"] for each in claim["provisions"] if each["key"] in self.ids["provision"]],
            "citations": [
                {
                    "source": self._led("source", each["source"]["key"]),
                    "relation": each["relation"],
                    "supports": each["supports"],
                    "quote": each.get("quote", ""),
                    "quote_language": each.get("quote_language", ""),
                    "locator": printed(each),
                }
                for each in claim["citations"]
            ],
        }

    def _actors(self, keys: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self._led("actor", key) for key in keys))

    def _merges(self) -> None:
        at = DatasetVersion.objects.get(number=self.version).published_at
        Merge.objects.bulk_create(
            Merge(
                subject_kind=kind,
                merged_key=merged,
                merged_name=merged,
                survivor=survivor,
                reason=REASON,
                merged_by=RESTORED_BY,
                merged_at=at,
            )
            for kind, led in self.led.items()
            for merged, survivor in led.items()
        )


def _category(document: Document) -> Form:
    return {
        "key": document["key"],
        "slug": document["slug"],
        "position": str(document["position"]),
        "name": document["name"],
        "definition": document.get("definition", ""),
        "leading_finding": document.get("leading_finding", ""),
    }


def _source(document: Document) -> Form:
    own = ("key", "slug", "title", "publisher", "authors", "published", "language", "consulted", "url")
    return {name: document[name] for name in own} | {
        "kind": document["source_kind"],
        "archived_url": document.get("archived_url", ""),
        "archived": document.get("archived"),
    }


def _place(place: Document) -> Form:
    own = ("country", "name", "latitude", "longitude", "precision")
    return {name: place[name] for name in own} | {"slug": place["key"].partition("/")[2]}


def _place_name(place: Document) -> str:
    return f"{place['country']}/{place['key'].partition('/')[2]}"


def _resolution(document: Document) -> Form:
    own = ("number", "symbol", "adopted", "title", "vote", "url", "provisions")
    return {name: document[name] for name in own}
