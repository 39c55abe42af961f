"""The records, one file per subject, QuerySets beside their model, rules as named constraints of the database."""

from findings.models.actors import Actor, ActorAlias, ActorSource, Designation, Identifier
from findings.models.assertions import (
    Asserter,
    Citation,
    Involvement,
    Locator,
    PlaceMention,
    ProvisionMapping,
    Quantity,
)
from findings.models.categories import Category
from findings.models.curated import CuratedForm
from findings.models.desk import DeskSettings, Submission
from findings.models.editions import DatasetVersion, Edition, KeyAlias, Redaction
from findings.models.entries import FindingEntry, FindingText, SubjectEntry, Word
from findings.models.findings import Finding
from findings.models.imports import ImportRun, Proposal
from findings.models.links import LinkCheck
from findings.models.merges import Merge
from findings.models.places import Place
from findings.models.reports import Report, ReportEvent
from findings.models.resolutions import Provision, Resolution
from findings.models.reviews import Review
from findings.models.sources import Source
from findings.models.subjects import Subject

__all__ = [
    "Actor",
    "ActorAlias",
    "ActorSource",
    "Asserter",
    "Category",
    "Citation",
    "CuratedForm",
    "DatasetVersion",
    "Designation",
    "DeskSettings",
    "Edition",
    "Finding",
    "FindingEntry",
    "FindingText",
    "Identifier",
    "ImportRun",
    "Involvement",
    "KeyAlias",
    "LinkCheck",
    "Locator",
    "Merge",
    "Place",
    "PlaceMention",
    "Proposal",
    "Provision",
    "ProvisionMapping",
    "Quantity",
    "Redaction",
    "Report",
    "ReportEvent",
    "Resolution",
    "Review",
    "Source",
    "Subject",
    "SubjectEntry",
    "Submission",
    "Word",
]
