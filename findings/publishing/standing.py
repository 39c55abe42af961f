"""How subjects stand: the record as it would be published, the edition in force, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from findings.documents import Compiled, canonical, compile_subjects, upgraded
from findings.documents.canonical import sha256
from findings.models import DeskSettings, Edition, FindingEntry, Merge
from findings.publishing.changes import Change, SubjectName, differing
from findings.publishing.refusals import missing, unknown
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject. `compiled` is None where there is no such record, `current` None where nothing is published of it.

    `reasons` are the sentences that say why it cannot be published as it is.
    """

    kind: SubjectKind
    key: str
    compiled: Compiled | None
    current: Edition | None
    reasons: list[str]

    @property
    def is_withdrawn(self) -> bool:
        return self.current is not None and self.current.edition_kind == EditionKind.WITHDRAWAL

    @property
    def is_redacted(self) -> bool:
        return self.current is not None and self.current.redacted_in_id is not None

    @property
    def is_public(self) -> bool:
        """Whether readers find it now: published, and neither withdrawn nor redacted."""
        return self.current is not None and not self.is_withdrawn and not self.is_redacted

    @property
    def is_changed(self) -> bool:
        """Whether it waits for an edition. What was withdrawn or redacted waits for none: it comes back on purpose."""
        return self.compiled is not None and Change(self.compiled, self.current).is_due(again=False)

    @property
    def title(self) -> str:
        if self.compiled is not None:
            return self.compiled.title
        return self.current.title if self.current is not None else self.key

    @property
    def published(self) -> dict[str, Any]:
        """The document in force, in today's schema; {} where readers find none."""
        return upgraded(self.current.document) if self.current is not None and self.is_public else {}


def standings(subjects: Iterable[SubjectName]) -> list[Standing]:
    """How each of them stands, each once, in their order; read as of one moment. Some statements for each kind."""
    wanted = list(dict.fromkeys((SubjectKind(kind), key) for kind, key in subjects))
    by_kind: dict[SubjectKind, list[str]] = {}
    for kind, key in wanted:
        by_kind.setdefault(kind, []).append(key)
    found: dict[SubjectName, Standing] = {}
    with transaction.atomic():
        desk = DeskSettings.objects.current()
        for kind, keys in by_kind.items():
            compiled = {each.key: each for each in compile_subjects(kind, keys)}
            current = {each.key: each for each in Edition.objects.of(kind).in_force().filter(key__in=keys)}
            for key in keys:
                record = compiled.get(key)
                reasons = missing(record, desk) if record is not None else [unknown(kind, key)]
                found[kind, key] = Standing(kind, key, record, current.get(key), reasons)
    return [found[name] for name in wanted]


def contents_digest(found: Iterable[Standing]) -> str:
    """One digest for what these records say now and for the editions they would follow: what an editor has looked at.

    Another one, later, means that somebody has changed or published one of them since.
    """
    return sha256(
        canonical(
            [
                [
                    each.kind.value,
                    each.key,
                    each.compiled.digest if each.compiled else "",
                    each.current.digest if each.current else "",
                ]
                for each in found
            ]
        )
    )


#: Kind of subject → the column of a finding's entry that holds the keys of such subjects.
_NAMED_IN = {
    SubjectKind.CATEGORY: "category",
    SubjectKind.REPORT: "report",
    SubjectKind.ACTOR: "actors",
    SubjectKind.SOURCE: "sources",
    SubjectKind.RESOLUTION: "provisions",
}


def carrying(subjects: Iterable[SubjectName]) -> list[SubjectName]:
    """The findings in force that carry words of these subjects (a name, a title), and would be new editions now.

    Each keeps the words it was published with until it is published again. Those among `subjects` are left out.
    """
    named = set(subjects)
    matching = Q(pk__in=[])
    # What named a record that was merged into one of these names that one now.
    gone: dict[SubjectName, list[str]] = {}
    for merge in Merge.objects.filter(survivor__in={key for _kind, key in named}):
        gone.setdefault((SubjectKind(merge.subject_kind), merge.survivor), []).append(merge.merged_key)
    for kind, key in named:
        column = _NAMED_IN.get(kind)
        if column is None:
            continue
        if kind == SubjectKind.RESOLUTION:
            edition = Edition.objects.of(kind, key).in_force().first()
            keys = [each["key"] for each in (edition.document if edition else {}).get("provisions", [])]
            matching |= Q(**{f"{column}__overlap": keys}) if keys else Q(pk__in=[])
        elif kind in {SubjectKind.ACTOR, SubjectKind.SOURCE}:
            matching |= Q(**{f"{column}__overlap": [key, *gone.get((kind, key), ())]})
        else:
            matching |= Q(**{column: key})
    references = (
        FindingEntry.objects.in_force().filter(matching).order_by("reference").values_list("reference", flat=True)
    )
    others = [(SubjectKind.FINDING, reference) for reference in references]
    return [name for name in differing(others) if name not in named]


#: Member of a document → the kind of subject that it names, and the member that holds the key.
_NAMES = {
    "actor": (SubjectKind.ACTOR, "key"),
    "asserters": (SubjectKind.ACTOR, "key"),
    "category": (SubjectKind.CATEGORY, "key"),
    "report": (SubjectKind.REPORT, "key"),
    "resolution": (SubjectKind.RESOLUTION, "number"),
    "source": (SubjectKind.SOURCE, "key"),
    "sources": (SubjectKind.SOURCE, "key"),
}


def named_but_not_public(found: Iterable[Standing]) -> list[SubjectName]:
    """The subjects that these name, and of which nothing was ever published; without those that are among these.

    They are published with what names them, or the links to them lead nowhere: a withdrawn one has its notice.
    """
    named = named_in(found)
    by_kind: dict[SubjectKind, list[str]] = {}
    for kind, key in named:
        by_kind.setdefault(kind, []).append(key)
    known = {
        (kind, key)
        for kind, keys in by_kind.items()
        for key in Edition.objects.of(kind).in_force().filter(key__in=keys).values_list("key", flat=True)
    }
    return [name for name in named if name not in known]


def named_in(found: Iterable[Standing]) -> list[SubjectName]:
    """The subjects that these name, without those that are among these."""
    standing = list(found)
    named: dict[SubjectName, None] = {}
    for each in standing:
        if each.compiled is not None:
            named |= dict.fromkeys(_named_in(each.compiled.document))
    for each in standing:
        named.pop((each.kind, each.key), None)
    return list(named)


def _named_in(part: Any) -> Iterator[SubjectName]:
    if isinstance(part, list):
        for each in part:
            yield from _named_in(each)
    if isinstance(part, dict):
        for member, value in part.items():
            if member in _NAMES:
                kind, holds = _NAMES[member]
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, dict) and holds in each:
                        yield kind, each[holds]
            yield from _named_in(value)
