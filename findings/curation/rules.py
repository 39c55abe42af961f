"""What no record can know alone: that a name is taken once, that what it refers to is there, and was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from findings.curation import schema
from findings.curation.marked import Where
from findings.curation.nearest import did_you_mean
from findings.vocabulary import CitationRelation

#: Takes (path in the record, value, problem, remedy).
type Complain = Callable[[Where, object, str, str], None]

#: Kind → where to look for what it names, for the remedy.
_WHERE = {
    "category": "categories.yaml",
    "source": "sources.yaml",
    "place": "geography.yaml",
    "actor": "actors.yaml",
    "provision": "resolutions.yaml",
}


class Rules:
    """Fed with the records in the order of the files; complains of each that does not fit those before it."""

    def __init__(self) -> None:
        #: Kind → natural keys. Told before the records are validated: a record that is wrong is not an unknown one.
        self.known: defaultdict[str, set[str]] = defaultdict(set)
        #: Kinds of which a file could not be read: what is unknown may stand there.
        self.unread: set[str] = set()
        #: (kind, slug) → key, of records whose key is another word than their slug.
        self.keys: dict[tuple[str, str], str] = {}
        #: (kind, key) → key of the record that it was merged into.
        self.merged: dict[tuple[str, str], str] = {}
        #: Keys of sources that the editors have not read.
        self.not_consulted: set[str] = set()
        self._taken: dict[tuple[str, str], str] = {}
        #: The same wrong name may stand in hundreds of places.
        self._remedies: dict[tuple[str, str], str] = {}
        #: Reference of the leading finding of a category → (the category, how to complain): findings come later.
        self._leading: dict[str, tuple[str, Complain]] = {}

    @classmethod
    def of_records(
        cls,
        *,
        known: Mapping[str, Iterable[str]] | None = None,
        keys: Mapping[tuple[str, str], str] | None = None,
        merged: Mapping[tuple[str, str], str] | None = None,
        not_consulted: Iterable[str] = (),
        unread: Iterable[str] = (),
    ) -> Rules:
        """Rules that are told of records as they stand, and of the kinds of which they are not told all (`unread`)."""
        rules = cls()
        for kind, names in (known or {}).items():
            rules.known[kind] |= set(names)
        rules.keys |= keys or {}
        rules.merged |= merged or {}
        rules.not_consulted |= set(not_consulted)
        rules.unread |= set(unread)
        return rules

    def check(self, record: schema.Curated, where: str, report: schema.Report | None, complain: Complain) -> None:
        """`where` names record, file and line, for whoever wants the same name; `report` is that of the file."""
        self._check_names(record, where, report, complain)
        self._check_references(record, report, complain)
        self._check_leading(record, complain)
        if isinstance(record, schema.Source):
            self._note_whether_read(record)
        if isinstance(record, schema.Assertion):
            self._check_quotes(record, complain)
            self._check_carriers(record, complain)

    def _check_names(
        self, record: schema.Curated, where: str, report: schema.Report | None, complain: Complain
    ) -> None:
        """What may be taken once is not taken by another record."""
        told: set[Where] = set()
        for path, value, what in _names(record, report.slug if report else ""):
            taken = self._taken.setdefault((what, value), where)
            # A slug that is a key as well is taken once.
            if taken != where and path not in told:
                complain(path, value, f"is taken by {taken}", f"one {what} belongs to one record")
                told.add(path)
        if isinstance(record, schema.Slugged) and record.key not in ("", record.slug):
            self.keys[type(record).__name__.lower(), record.slug] = record.key

    def _check_references(self, record: schema.Curated, report: schema.Report | None, complain: Complain) -> None:
        """What it names is there, and a finding's reference is one of its report."""
        for path, kind, name in references(record):
            if name not in self.known[kind] and kind not in self.unread:
                complain(path, name, f"is an unknown {kind}", self._remedy(kind, name))
        if isinstance(record, schema.Finding) and report is not None:
            prefix = report.reference_prefix
            if record.reference.rpartition("-")[0] != prefix:
                complain(("reference",), record.reference, "is not of this report", f"begin it with {prefix}-")

    def _check_leading(self, record: schema.Curated, complain: Complain) -> None:
        """The finding that leads a category is one of it; categories come before findings."""
        if isinstance(record, schema.Category) and record.leading_finding:
            self._leading[record.leading_finding] = (record.key or record.slug, complain)
        if isinstance(record, schema.Finding) and record.reference in self._leading:
            category, complain_of_category = self._leading.pop(record.reference)
            if record.category != category:
                complain_of_category(
                    ("leading_finding",),
                    record.reference,
                    f"is a finding of {record.category}",
                    "name one of this category",
                )

    def _note_whether_read(self, source: schema.Source) -> None:
        if source.consulted:
            self.not_consulted.discard(source.key or source.slug)
        else:
            self.not_consulted.add(source.key or source.slug)

    def _check_quotes(self, record: schema.Assertion, complain: Complain) -> None:
        """Only what was read is quoted."""
        for number, citation in enumerate(record.citations):
            if citation.quote and citation.source in self.not_consulted:
                complain(
                    ("citations", number, "quote"),
                    citation.quote,
                    f"quotes {citation.source}, which was not consulted",
                    "quote only what was read, or say “consulted: true” of the source if it was",
                )

    def _check_carriers(self, record: schema.Assertion, complain: Complain) -> None:
        """What carries a detail of a claim is cited for it, by more than a dispute, and was read."""
        cited = {each.source for each in record.citations if each.relation != CitationRelation.DISPUTES}
        for path, key in _carriers(record):
            if key not in cited:
                remedy = did_you_mean(key, cited) or "name a source that the claim cites, and that does not dispute it"
                complain(path, key, "carries a detail and is not cited for the claim", remedy)
            elif key in self.not_consulted:
                complain(
                    path,
                    key,
                    "carries a detail and was not consulted",
                    "name the account that was read, or say “consulted: true” of the source if it was",
                )

    def finish(self) -> None:
        """Complain of what was to come and did not."""
        for reference, (_category, complain) in self._leading.items():
            if reference not in self.known["finding"] and "finding" not in self.unread:
                complain(("leading_finding",), reference, "is an unknown finding", "name a finding of this category")

    def _remedy(self, kind: str, name: str) -> str:
        if (kind, name) not in self._remedies:
            self._remedies[kind, name] = self._find_remedy(kind, name)
        return self._remedies[kind, name]

    def _find_remedy(self, kind: str, name: str) -> str:
        if key := self.keys.get((kind, name)):
            return f"that is a slug; write the key, {key}"
        if survivor := self.merged.get((kind, name)):
            return f"it was merged into another record; write the key of that, {survivor}"
        return did_you_mean(name, self.known[kind]) or f"add it to {_WHERE[kind]}, or mend the name"


def complain_of_leading(category: str, led: str, complain: Complain) -> None:
    """Of the category of a finding that leads another."""
    remedy = f"leave it in {led}, or let another finding lead that first"
    complain(("category",), category, f"is not {led}, which this finding leads", remedy)


def _carriers(record: schema.Assertion) -> Iterator[tuple[Where, str]]:
    """(path, key of a source) of everything that is said to carry a detail of the claim."""
    details: list[tuple[Where, schema.Quantity | schema.Involvement | schema.PlaceMention | schema.Period]] = [
        *((("quantities", number), each) for number, each in enumerate(record.quantities)),
        *((("involvements", number), each) for number, each in enumerate(record.involvements)),
        *((("places", number), each) for number, each in enumerate(record.places)),
    ]
    if record.period:
        details.append((("period",), record.period))
    for path, detail in details:
        for number, key in enumerate(detail.carried_by):
            yield (*path, "carried_by", number), key


def _names(record: schema.Curated, report: str) -> Iterator[tuple[Where, str, str]]:
    """(path, value, what it is) of everything that may be taken once."""
    match record:
        case schema.Place():
            yield ("slug",), record.slug, f"slug of a place in {record.country}"
        case schema.Resolution():
            yield ("number",), record.number, "resolution number"
            for number, provision in enumerate(record.provisions):
                yield ("provisions", number, "key"), provision.key, "provision key"
        case schema.Event() if report:
            yield ("slug",), record.slug, f"event slug in {report}"
        case schema.Finding():
            yield ("reference",), record.reference, "reference"
            if report:
                yield ("slug",), record.slug, f"finding slug in {report}"
        case schema.Slugged():
            kind = type(record).__name__.lower()
            yield ("slug",), record.slug, f"{kind} slug"
            yield ("key" if record.key else "slug",), record.key or record.slug, f"{kind} key"
    match record:
        case schema.Category():
            yield ("position",), record.position, "position"
        case schema.Actor():
            for number, identifier in enumerate(record.identifiers):
                yield ("identifiers", number, "value"), identifier.value, f"{identifier.scheme} number"
        case schema.Report():
            yield ("reference_prefix",), record.reference_prefix, "reference prefix"
            if record.code:
                yield ("code",), record.code, "report code"


def references(record: schema.Curated) -> Iterator[tuple[Where, str, str]]:
    """(path, kind, natural key) of everything that the record refers to."""
    match record:
        case schema.Actor():
            for number, designation in enumerate(record.designations):
                yield ("designations", number, "source"), "source", designation.source
            for number, source in enumerate(record.sources):
                yield ("sources", number), "source", source
        case schema.Report() if record.source:
            yield ("source",), "source", record.source
        case schema.Assertion():
            if isinstance(record, schema.Finding | schema.Event) and record.category:
                yield ("category",), "category", record.category
            for number, actor in enumerate(record.asserters):
                yield ("asserters", number), "actor", actor
            for number, involvement in enumerate(record.involvements):
                yield ("involvements", number, "actor"), "actor", involvement.actor
            for number, mention in enumerate(record.places):
                yield ("places", number, "place"), "place", mention.place
            for number, provision in enumerate(record.provisions):
                yield ("provisions", number), "provision", provision
            for number, citation in enumerate(record.citations):
                yield ("citations", number, "source"), "source", citation.source
