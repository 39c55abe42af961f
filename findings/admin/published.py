"""What was published, by whom and why: acts of publishing with what each brought, and those of one subject.

Who published is for the desk alone. No public query reads it; these pages ask for a right to see dataset versions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from findings.admin.past import Act
from findings.admin.publishing import SUBJECT, name_of
from findings.models import DatasetVersion, Edition, KeyAlias, Redaction
from findings.pages.frames import detail_url, edition_url
from findings.publishing.acts import RECORDS
from findings.publishing.changes import SubjectName
from findings.vocabulary import EditionKind, SubjectKind

#: So many subjects of an act are named in the list of acts; all of them are on its own page.
NAMED = 5
#: So many acts and publications are on one page of a record's history.
HISTORY = 50
#: What an act can be beside the kinds of its editions.
REDACTION, MERGE, GIVEN = "redaction", KeyAlias.Reason.MERGE.value, KeyAlias.Reason.GIVEN.value
KINDS: dict[str, Any] = {
    **{kind.value: kind.label for kind in EditionKind},
    REDACTION: _("Redaction"),
    MERGE: _("Merge"),
    GIVEN: _("Another address"),
}


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """A subject of an act, and the ways to it.

    `numbers` is that of its edition, those of the editions that were redacted, or the address that was led to it.
    """

    kind: str
    key: str
    title: str
    numbers: str
    public_url: str
    record_url: str
    what: str
    is_address: bool


@dataclass(slots=True)
class ToldAct:
    """What an act brought: kind → how many editions of it (0 of what has none), and some of its subjects."""

    kinds: dict[str, int] = field(default_factory=dict)
    first: int = 0
    editions: int = 0
    subjects: list[NamedSubject] = field(default_factory=list)

    @property
    def kinds_in_words(self) -> list[str]:
        return [f"{label}: {n}" if (n := self.kinds[kind]) > 1 else str(label) for kind, label in self._labels()]

    @property
    def more(self) -> int:
        """How many editions it brought beside those that are named."""
        return max(self.editions - len(self.subjects), 0)

    def _labels(self) -> list[tuple[str, Any]]:
        return [(kind, label) for kind, label in KINDS.items() if kind in self.kinds]


def acts_of_kind(kind: str) -> Q:
    """The dataset versions that brought an edition of this kind, or did something else."""
    if kind == REDACTION:
        return Q(redaction__isnull=False)
    if kind in {MERGE, GIVEN}:
        return Q(pk__in=KeyAlias.objects.filter(alias_kind=kind).values("published_in"))
    return Q(pk__in=Edition.objects.filter(edition_kind=kind).order_by().values("published_in"))


def acts_about(kind: SubjectKind, key: str = "") -> Q:
    """The dataset versions that say something about subjects of this kind, or about one of them."""
    one = {"subject_kind": kind} | ({"key": key} if key else {})
    return (
        Q(pk__in=Edition.objects.filter(**one).order_by().values("published_in"))
        | Q(pk__in=Redaction.objects.filter(**one).values("dataset_version"))
        | Q(pk__in=KeyAlias.objects.filter(**one).values("published_in"))
    )


def told_acts(versions: Collection[DatasetVersion]) -> dict[int, ToldAct]:
    """Number → what that act brought. So many statements, however many acts and editions: one for each table."""
    told = {version.number: ToldAct(editions=version.editions) for version in versions}
    counted = Edition.objects.filter(published_in__in=told).order_by().values_list("published_in", "edition_kind")
    for number, kind, count, first in counted.annotate(count=Count("*"), first=Min("position")):
        told[number].kinds[kind] = count
        told[number].first = min(told[number].first or first, first)
    merges = KeyAlias.objects.filter(published_in__in=told, alias_kind=MERGE).order_by()
    for number in merges.values_list("published_in", flat=True).distinct():
        told[number].kinds[MERGE] = 0
    # The editions of an act stand side by side in the ledger.
    heads = Q(pk__in=[])
    for act in told.values():
        if act.first:
            heads |= Q(position__range=(act.first, act.first + min(act.editions, NAMED) - 1))
    redactions = list(Redaction.objects.filter(dataset_version__in=told))
    for each in redactions:
        told[each.dataset_version_id].kinds[REDACTION] = 0
    given = list(KeyAlias.objects.filter(published_in__in=told, alias_kind=GIVEN))
    for alias in given:
        told[alias.published_in_id].kinds[GIVEN] = 0
    editions = Edition.objects.ledger().filter(heads).defer("document")
    for number, subject in named_subjects([*editions, *redactions, *given]):
        told[number].subjects.append(subject)
    return told


type Row = Edition | Redaction | KeyAlias


def named_subjects(rows: Iterable[Row]) -> list[tuple[int, NamedSubject]]:
    """Each with the number of the act that brought it. One statement for each kind of subject among them."""
    rows = list(rows)
    urls = record_urls((SubjectKind(each.subject_kind), each.key) for each in rows)
    return [(_version_of(each), _named(each, urls)) for each in rows]


def record_urls(subjects: Iterable[SubjectName]) -> dict[SubjectName, str]:
    """The forms of the records of these subjects, of those that there are. One statement for each kind."""
    keys: dict[SubjectKind, list[str]] = {}
    for kind, key in subjects:
        keys.setdefault(kind, []).append(key)
    return {
        (kind, key): reverse(f"admin:findings_{kind.value}_change", args=[pk])
        for kind, own in keys.items()
        for key, pk in RECORDS[kind].objects.keyed(own).values_list(RECORDS[kind].key_field, "pk")
    }


def acts_url(kind: SubjectKind, key: str) -> str:
    """The list of the acts that are about one subject."""
    return f"{reverse('admin:findings_datasetversion_changelist')}?{urlencode({SUBJECT: name_of(kind, key)}, safe=':')}"


def _version_of(row: Row) -> int:
    return row.dataset_version_id if isinstance(row, Redaction) else row.published_in_id


def _named(row: Row, urls: dict[SubjectName, str]) -> NamedSubject:
    kind = SubjectKind(row.subject_kind)
    if isinstance(row, Edition):
        title, numbers, what = row.title, str(row.number), EditionKind(row.edition_kind).label
        public_url = edition_url(kind, row.slug, row.number)
    elif isinstance(row, KeyAlias):
        title, numbers, what = "", row.old, KINDS[GIVEN]
        public_url = detail_url(kind, row.old)
    else:
        title, numbers, what = "", ", ".join(map(str, row.numbers)), KINDS[REDACTION]
        public_url = detail_url(kind, row.key.lower())
    return NamedSubject(
        kind=str(kind.label),
        key=row.key,
        title=title,
        numbers=numbers,
        public_url=public_url,
        record_url=urls.get((kind, row.key), ""),
        what=str(what),
        is_address=isinstance(row, KeyAlias),
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition of a record, a redaction of editions, or another address, as its history tells it among changes."""

    at: dt.datetime
    who: str
    why: str
    what: str
    numbers: str
    version: int
    public_url: str
    kind: str

    #: What tells it from a change, where both stand in one history.
    is_publication = True

    @classmethod
    def of_edition(cls, edition: Edition) -> Publication:
        return cls(
            at=edition.published_at,
            who=edition.published_by,
            why=edition.note,
            what=str(EditionKind(edition.edition_kind).label),
            numbers=str(edition.number),
            version=edition.published_in_id,
            public_url=edition_url(SubjectKind(edition.subject_kind), edition.slug, edition.number),
            kind=edition.edition_kind,
        )

    @classmethod
    def of_redaction(cls, redaction: Redaction) -> Publication:
        return cls(
            at=redaction.redacted_at,
            who=redaction.redacted_by,
            why=redaction.reason,
            what=str(KINDS[REDACTION]),
            numbers=", ".join(map(str, redaction.numbers)),
            version=redaction.dataset_version_id,
            public_url="",
            kind=REDACTION,
        )

    @classmethod
    def of_address(cls, alias: KeyAlias) -> Publication:
        return cls(
            at=alias.published_in.published_at,
            who=alias.published_in.published_by,
            why=alias.reason,
            what=str(KINDS[GIVEN]),
            numbers=alias.old,
            version=alias.published_in_id,
            public_url=detail_url(SubjectKind(alias.subject_kind), alias.old),
            kind=GIVEN,
        )


def publications(kind: SubjectKind, key: str) -> list[Publication]:
    """Those of one subject, the newest first. Three statements."""
    editions = Edition.objects.of(kind, key).order_by("-position").defer("document")
    redactions: QuerySet[Redaction] = Redaction.objects.filter(subject_kind=kind, key=key)
    given = KeyAlias.objects.filter(subject_kind=kind, key=key, alias_kind=GIVEN).select_related("published_in")
    found = [
        *map(Publication.of_edition, editions),
        *map(Publication.of_redaction, redactions.order_by("-dataset_version")),
        *map(Publication.of_address, given.order_by("-published_in")),
    ]
    return sorted(found, key=lambda each: each.version, reverse=True)


def among(acts: list[Act], published: list[Publication]) -> list[Act | Publication]:
    """Changes and publications in one row, the newest first. Editions are dated to the second, after what they hold."""
    both: list[Act | Publication] = [*published, *acts]
    return sorted(both, key=lambda each: each.at.replace(microsecond=0), reverse=True)


def page_of_history(every: list[Act | Publication], asked: Mapping[str, str]) -> Page[Act | Publication]:
    """The page that the address asks for: by its number (`p`), or as that which tells a change or a dataset version.

    Raises Http404 where the record has no such change, or nothing of it was published in that version.
    """
    pages = Paginator(every, HISTORY)
    for name, is_told in (("change", _is_change), ("version", _is_version)):
        if name in asked:
            wanted = asked[name]
            place = next((n for n, each in enumerate(every) if wanted.isdecimal() and is_told(each, int(wanted))), None)
            if place is None:
                raise Http404
            return pages.page(place // HISTORY + 1)
    return pages.get_page(asked.get("p"))


def _is_change(each: Act | Publication, number: int) -> bool:
    return isinstance(each, Act) and each.has(number)


def _is_version(each: Act | Publication, number: int) -> bool:
    return isinstance(each, Publication) and each.version == number
