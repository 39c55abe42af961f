"""What an editor is shown of a proposal, and what of it can be put right before it is accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.missing import SENTENCES
from findings.admin.pasted import LineField
from findings.curation.files import SCHEMAS
from findings.curation.stored import ids_of
from findings.curation.words import in_words
from findings.models import Actor, Finding, Merge, Proposal, Report, ReportEvent, Source
from findings.models.imports import ImportedKind, ImportKind, ProposalAction, ProposalState
from findings.vocabulary import (
    COUNTRIES,
    ActorKind,
    Authority,
    EventType,
    IdentifierScheme,
    Measure,
    ReportKind,
    SourceKind,
    Support,
    Term,
)


class ProposalForm(forms.Form):
    """The fields of a proposal that an editor may put right: those of a new actor, or the spelling of an alias."""

    name = LineField(label=gettext_lazy("Name"), max_length=500, error_messages={"required": SENTENCES["name"]})
    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        max_length=100,
        help_text=gettext_lazy("The last part of its address, and its key for ever: kum-un-san-3."),
        error_messages={
            "required": SENTENCES["slug"],
            "invalid": gettext_lazy("A slug takes lower-case letters, digits and single hyphens: kum-un-san-3."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ActorKind.choices, error_messages={"required": SENTENCES["actor_kind"]}
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=[("", gettext_lazy("None recorded")), *sorted(COUNTRIES.items(), key=lambda item: item[1])],
    )

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, initial={name: proposal.payload.get(name, "") for name in self.base_fields})
        for name in set(self.base_fields) - set(_editable(proposal)):
            del self.fields[name]


def _editable(proposal: Proposal) -> tuple[str, ...]:
    if proposal.action == ProposalAction.ALIAS:
        return ("name",)
    if proposal.action == ProposalAction.CREATE and proposal.run.import_kind == ImportKind.UN_LIST:
        return ("name", "slug", "kind", "country")
    return ()


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A record as it stands, for comparison: its name, the way to its form, and its particulars in words."""

    name: str
    url: str
    facts: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """A proposal for its page: what it says in one line, what would be written, what changes, and the record today."""

    summary: str
    written: list[tuple[str, list[str]]]
    changes: list[dict[str, Any]]
    evidence: list[tuple[str, list[str]]]
    record: RecordPart | None


def proposal_part(proposal: Proposal, *, whole: bool = False) -> ProposalPart:
    """`whole` also reads the record that it is about, and those that the entry may be as well."""
    model = SCHEMAS[proposal.record_kind]
    written: list[tuple[str, list[str]]] = []
    if proposal.action in {ProposalAction.CREATE, ProposalAction.CHANGE}:
        fields = [*(["report"] if "report" in proposal.payload else []), *model.reading_order()]
        written = [(_label(name), told(name, proposal.payload.get(name))) for name in fields]
    changes = [{**each, "label": _label(each["field"])} for each in proposal.evidence.get("changes", [])]
    return ProposalPart(
        summary=_summary(proposal),
        written=[(label, words) for label, words in written if words],
        changes=changes,
        evidence=_evidence(proposal),
        record=_record(proposal) if whole else None,
    )


def _summary(proposal: Proposal) -> str:
    payload = proposal.payload
    match proposal.action:
        case ProposalAction.IDENTIFIER:
            return _identifier_in_words(payload)
        case ProposalAction.ALIAS:
            return payload["name"]
        case ProposalAction.DESIGNATION:
            return _designation_in_words(payload)
        case ProposalAction.CHANGE:
            return ", ".join(_label(each["field"]) for each in proposal.evidence["changes"])
    return str(payload.get("name") or payload.get("title"))


#: Field that holds one word of a choice list → the lists that it may be one of.
_TERMS: dict[str, tuple[type[Term], ...]] = {
    "kind": (ActorKind, SourceKind, ReportKind),
    "type": (EventType,),
    "support": (Support,),
}


def told(field: str, value: Any) -> list[str]:
    """The value of a field of a curated form in the words of the desk, in lines."""
    for term in _TERMS.get(field, ()):
        if value in term.values:
            return [str(term(value).label)]
    match field:
        case "country" if value in COUNTRIES:
            return [COUNTRIES[value]]
        case "identifiers":
            return [_identifier_in_words(each) for each in value or ()]
        case "designations":
            return [f"{_designation_in_words(each)} ({each['source']})" for each in value or ()]
    return in_words(field, value)


def _identifier_in_words(row: dict[str, str]) -> str:
    return f"{IdentifierScheme(row['scheme']).label} {row['value']}"


def _designation_in_words(row: dict[str, str]) -> str:
    listed = f"{Authority(row['authority']).label} {row.get('list_reference', '')}".strip()
    told = f"{listed}, {row.get('designated') or _('undated')}, {Measure(row['measure']).label}"
    return f"{told}, {_('delisted')} {row['delisted']}" if row.get("delisted") else told


#: What an evidence is called on the page, in the order in which an editor reads it.
_EVIDENCE = {
    "listed_on": gettext_lazy("Listed on"),
    "updated_on": gettext_lazy("Entry last changed on"),
    "country": gettext_lazy("Country on the list"),
    "aliases": gettext_lazy("Other names on the list"),
    "like": gettext_lazy("It may be"),
    "others": gettext_lazy("As likely, or nearly so"),
    "line": gettext_lazy("Line of the file"),
}


def _evidence(proposal: Proposal) -> list[tuple[str, list[str]]]:
    return [
        (str(label), told(name, value)) for name, label in _EVIDENCE.items() if (value := proposal.evidence.get(name))
    ]


def _label(field: str) -> str:
    return field.replace("_", " ")


#: Kind of record that has a title → its model.
_TITLED: dict[str, type[Source | Report | ReportEvent | Finding]] = {
    ImportedKind.SOURCE: Source,
    ImportedKind.REPORT: Report,
    ImportedKind.EVENT: ReportEvent,
    ImportedKind.FINDING: Finding,
}
_MODELS: dict[str, type[Model]] = {ImportedKind.ACTOR: Actor, **_TITLED}


def written_to(proposals: Iterable[Proposal]) -> dict[int, str]:
    """Number of each proposal that was accepted → the form of the record that it made or changed, or of the one that
    this was merged into. A record that is not there any more has none. Two statements for each kind of record."""
    by_kind: dict[str, dict[int, str]] = {}
    for each in proposals:
        if each.state == ProposalState.ACCEPTED:
            by_kind.setdefault(each.record_kind, {})[each.pk] = each.record_key
    found: dict[int, str] = {}
    for kind, keys in by_kind.items():
        ids, url = _ids(kind, set(keys.values())), f"admin:findings_{_MODELS[kind]._meta.model_name}_change"
        found |= {pk: reverse(url, args=[ids[key]]) for pk, key in keys.items() if key in ids}
    return found


def _ids(kind: str, keys: Collection[str]) -> dict[str, int]:
    """Key → id of the record, or of its survivor."""
    ids = ids_of(kind, keys)
    gone = Merge.objects.filter(subject_kind=kind, merged_key__in=set(keys) - ids.keys())
    survivors = dict(gone.values_list("merged_key", "survivor")) if len(ids) < len(keys) else {}
    there = ids_of(kind, set(survivors.values()))
    return ids | {key: there[survivor] for key, survivor in survivors.items() if survivor in there}


def _titled(proposal: Proposal) -> RecordPart | None:
    """The record as it stands: its page has the rest, and the changes are shown beside."""
    model = _TITLED[proposal.record_kind]
    pks = _ids(proposal.record_kind, [proposal.record_key]).values()
    record = model._default_manager.filter(pk__in=pks).first()
    if record is None:
        return None
    name = str(record) if isinstance(record, Finding) else record.title  # with its reference
    return RecordPart(name, reverse(f"admin:findings_{model._meta.model_name}_change", args=[record.pk]), [])


def _record(proposal: Proposal) -> RecordPart | None:
    """The record that it made, adds to or changes; of a new one that may be known already, the one it may be."""
    if proposal.record_kind != ImportedKind.ACTOR:
        return _titled(proposal)
    is_asked = proposal.action == ProposalAction.CREATE and proposal.state != ProposalState.ACCEPTED
    key = proposal.evidence.get("like", "") if is_asked else proposal.record_key
    actor = Actor.objects.filter(pk__in=_ids(ImportedKind.ACTOR, [key]).values()).first()
    if actor is None:
        return None
    facts = [
        (_("Kind"), [actor.get_actor_kind_display()]),
        (_("Country"), [COUNTRIES.get(actor.country, "")]),
        (_("Other names"), [each.name for each in actor.aliases.all()]),
        (_("Numbers"), [str(each) for each in actor.identifiers.all()]),
        (
            _("Designations"),
            [
                f"{each}, {each.designated or _('undated')}, {each.get_measure_display()}"
                for each in actor.designations.all()
            ],
        ),
        (_("Description"), [actor.description]),
    ]
    url = reverse("admin:findings_actor_change", args=[actor.pk])
    return RecordPart(actor.name, url, [(label, [each for each in words if each]) for label, words in facts])
