"""What a record is about, as a type of schema.org: one rule for linked data and typed links (CITABLE C16, C40–C44)."""

from __future__ import annotations

from typing import Any

from findings.vocabulary import ActorKind, SourceKind, SubjectKind

#: Kind of actor → type. A ship and an aircraft are vehicles; what has no type of its own is an Organization.
ACTORS = {
    ActorKind.STATE: "Country",
    ActorKind.GOVERNMENT_BODY: "GovernmentOrganization",
    ActorKind.VESSEL: "Vehicle",
    ActorKind.AIRCRAFT: "Vehicle",
    ActorKind.PERSON: "Person",
    ActorKind.PORT: "Place",
    ActorKind.RESEARCH_GROUP: "ResearchOrganization",
    ActorKind.OTHER: "Thing",
}
#: Kind of source → type. What has no type of its own is a CreativeWork.
SOURCES = {
    SourceKind.MSMT_REPORT: "Report",
    SourceKind.UN_DOCUMENT: "Report",
    SourceKind.THINK_TANK: "Report",
    SourceKind.NEWS: "NewsArticle",
    SourceKind.DATASET: "Dataset",
}
#: Kind of subject → the type of all its subjects.
_OF_A_KIND = {
    SubjectKind.FINDING: "Report",
    SubjectKind.REPORT: "Report",
    SubjectKind.RESOLUTION: "Legislation",
    SubjectKind.CATEGORY: "DefinedTerm",
}


def type_of(kind: SubjectKind, document: dict[str, Any]) -> str:
    """The type of what a readable document, or its brief in another one, is of."""
    match kind:
        case SubjectKind.ACTOR:
            return ACTORS.get(ActorKind(document["actor_kind"]), "Organization")
        case SubjectKind.SOURCE:
            return SOURCES.get(SourceKind(document["source_kind"]), "CreativeWork")
    return _OF_A_KIND[kind]
