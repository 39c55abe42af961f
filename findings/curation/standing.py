"""What stands in the records, as far as an uploaded file has to fit it: asked once, in so many statements.

A directory of curated files holds every record; an uploaded file holds some, and names others that stand in the
database alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from findings.curation.forms import Form, name_of
from findings.curation.marked import Where
from findings.curation.reader import raw_name
from findings.curation.rules import Complain, Rules, complain_of_leading
from findings.curation.stored import ids_of, stored
from findings.curation.tables import Row
from findings.models import Actor, Category, Finding, Identifier, Merge, Place, Provision, Report, ReportEvent, Source
from findings.models.editions import keys_given
from findings.vocabulary import SubjectKind

#: Kinds of record that may be sent in and are known by a key that was their first slug.
_SLUGGED: dict[str, type[Model]] = {"source": Source, "actor": Actor, "report": Report}


@dataclass
class Standing:
    """What an uploaded file has to fit. `forms` are those of the records that it holds, as they stand."""

    #: Kind → slug → key, of every record.
    slugs: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Kind → natural key → form.
    forms: dict[str, dict[str, Form]] = field(default_factory=lambda: defaultdict(dict))
    #: (register, value) → natural key of the record that has it.
    holders: dict[tuple[str, str], str] = field(default_factory=dict)
    #: (kind, key) of a record that was merged into another → key of that.
    merged: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Kind → keys of the file that no record has, and that readers know or knew one by.
    given: dict[str, set[str]] = field(default_factory=dict)
    #: Kind → natural keys that a record may name.
    known: dict[str, set[str]] = field(default_factory=dict)
    not_consulted: set[str] = field(default_factory=set)
    #: Reference → category, of the findings that lead one.
    leading: dict[str, str] = field(default_factory=dict)
    #: Key of a report of the file → the reference of one of its findings.
    referred: dict[str, str] = field(default_factory=dict)

    #: Natural key → position, of all events of a report of which the file leaves some out.
    positions: dict[str, int] = field(default_factory=dict)

    def name_of(self, row: Row) -> str:
        """The natural key of the record that a row is about, before it is known to be well formed; "" without one."""
        if row.kind not in self.slugs:
            return raw_name(row.kind, row.raw)
        key, slug = row.raw.get("key"), row.raw.get("slug")
        if isinstance(key, str) and key:
            return key
        if isinstance(slug, str) and slug:
            return self.slugs[row.kind].get(slug, slug)
        return ""

    def place_in_list(self, report: str, row: Row) -> int:
        """The place of an event that says none: in the list; where the list leaves some out, its own, or after them."""
        if row.kind != "event" or not self.positions:
            return row.number
        known = self.positions.get(f"{report}/{self.name_of(row)}")
        return max(self.positions.values()) + 1 + row.number if known is None else known

    def rules(self) -> Rules:
        """The rules of the curated files, told of every record that stands."""
        pairs = ((kind, slug, key) for kind, slugs in self.slugs.items() for slug, key in slugs.items())
        return Rules.of_records(
            known=self.known,
            keys={(kind, slug): key for kind, slug, key in pairs if slug != key},
            merged=self.merged,
            not_consulted=self.not_consulted,
        )

    def check(self, kind: str, form: Form, complain: Complain) -> None:
        """Complain of what another record has, or had."""
        name = name_of(kind, form)
        known = self.forms[kind].get(name)
        if (kind, name) in self.merged:
            complain(("key",), name, "was merged into another record", "change the survivor")
        elif name in self.given.get(kind, ()):
            named_by = "reference" if kind == "finding" else "slug"
            complain(
                (named_by,), name, "was given to another record before", f"no {named_by} is given again: choose another"
            )
        elif kind == "finding" and known is not None and known["report"] != form["report"]:
            complain(("reference",), name, f"is a finding of {known['report']}", "a finding stays with its report")
        elif kind == "report" and known is not None and name in self.referred:
            # References are for ever, so the prefix that they begin with is too.
            stood, given = known["reference_prefix"], form["reference_prefix"]
            if given != stood:
                remedy = f"leave it {stood}"
                complain(("reference_prefix",), given, f"is not the one that {self.referred[name]} begins with", remedy)
        led = self.leading.get(name) if kind == "finding" else None
        if led is not None and led != form["category"]:
            complain_of_leading(form["category"], led, complain)
        for path, register, value, what, remedy in _held_once(kind, form):
            holder = self.holders.get((register, value))
            if holder not in (None, name):
                complain(path, value, f"is the {what} of {holder}", remedy)


def standing(rows: Iterable[Row]) -> Standing:
    """What stands, for a file with these rows. Call it within a transaction."""
    stands = Standing()
    for kind, model in _SLUGGED.items():
        stands.slugs[kind] = _pairs(model, "slug", "key")
        stands.known[kind] = set(stands.slugs[kind].values())
        stands.holders |= {(f"{kind} slug", slug): key for slug, key in stands.slugs[kind].items()}
    categories = _pairs(Category, "key", "leading_finding")
    stands.known["category"] = set(categories)
    stands.leading = {reference: key for key, reference in categories.items() if reference}
    stands.known["provision"] = set(Provision.objects.values_list("key", flat=True))
    stands.known["place"] = {"/".join(name) for name in Place.objects.values_list("country", "slug")}
    stands.not_consulted = set(Source.objects.filter(consulted=False).values_list("key", flat=True))
    for kind, key, survivor in Merge.objects.values_list("subject_kind", "merged_key", "survivor"):
        stands.merged[kind, key] = survivor
    for key, code, prefix in Report.objects.values_list("key", "code", "reference_prefix"):
        stands.holders |= {("report code", code): key, ("reference prefix", prefix): key}
    for scheme, value, key in Identifier.objects.values_list("scheme", "value", "actor__key"):
        stands.holders[scheme, value] = key
    names = _names(rows, stands)
    for report in names["report"]:
        for slug, reference in _short_names(report):
            stands.holders[f"short name in {report}", slug] = reference
            stands.referred.setdefault(report, reference)
        events = ReportEvent.objects.filter(report__key=report).values_list("slug", "position")
        positions = {f"{report}/{slug}": position for slug, position in events}
        if positions.keys() - names["event"]:
            stands.positions |= positions
    for kind, of_kind in names.items():
        ids = ids_of(kind, of_kind)
        stands.forms[kind] = {name: form for _pk, name, form in stored(kind, list(ids.values()))}
        if kind in SubjectKind.values:
            stands.given[kind] = keys_given(SubjectKind(kind), of_kind - set(ids))
    return stands


def _pairs(model: type[Model], key: str, value: str) -> dict[str, str]:
    # Not of the QuerySet itself, which `dict` takes for a mapping: those of subjects have a method `keys`.
    return dict(iter(model._default_manager.values_list(key, value)))


def _short_names(report: str) -> list[tuple[str, str]]:
    """(short name, reference) of the findings of a report, in the order of the references."""
    found = Finding.objects.filter(report__key=report).order_by("reference")
    return list(found.values_list("slug", "reference"))


def _names(rows: Iterable[Row], stands: Standing) -> dict[str, set[str]]:
    """Kind → natural keys of the records of a file, so far as they can be any."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    report = ""
    for row in rows:
        name = stands.name_of(row)
        if not (name.isascii() and name.isprintable()):
            continue
        if row.kind == "report":
            report = name
        names[row.kind].add(f"{report}/{name}" if row.kind == "event" else name)
    return names


def _held_once(kind: str, form: Form) -> Iterator[tuple[Where, str, str, str, str]]:
    """(path, register, value, what it is, remedy) of everything that one record alone may have."""
    if kind in _SLUGGED:
        yield ("slug",), f"{kind} slug", form["slug"], "slug", "choose another one"
    match kind:
        case "actor":
            for each in form.get("identifiers", ()):
                yield ("identifiers",), each["scheme"], each["value"], "number", "one number names one actor"
        case "report":
            prefix, code = form["reference_prefix"], form.get("code", "")
            yield ("reference_prefix",), "reference prefix", prefix, "prefix", "choose another one"
            if code:
                yield ("code",), "report code", code, "code", "one code is that of one report"
        case "finding":
            yield ("slug",), f"short name in {form['report']}", form["slug"], "short name", "choose another one"
