"""Every model of the app, and the function that builds a valid row of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models

from findings.models import (
    Actor,
    ActorAlias,
    ActorSource,
    Asserter,
    Category,
    Citation,
    CuratedForm,
    DatasetVersion,
    Designation,
    DeskSettings,
    Edition,
    Finding,
    FindingEntry,
    FindingText,
    Identifier,
    ImportRun,
    Involvement,
    KeyAlias,
    LinkCheck,
    Locator,
    Merge,
    Place,
    PlaceMention,
    Proposal,
    Provision,
    ProvisionMapping,
    Quantity,
    Redaction,
    Report,
    ReportEvent,
    Resolution,
    Review,
    Source,
    SubjectEntry,
    Submission,
    Word,
)
from findings.models.changes import Change
from tests import factories
from tests.findings.models import ledger

type Model = type[models.Model]

#: What editors and the loader write.
RECORDS: dict[Model, Callable[..., Any]] = {
    Actor: factories.make_actor,
    ActorAlias: factories.make_alias,
    ActorSource: factories.make_actor_source,
    Asserter: factories.make_asserter,
    Category: factories.make_category,
    Citation: factories.make_citation,
    CuratedForm: factories.make_curated_form,
    DeskSettings: factories.make_desk_settings,
    Designation: factories.make_designation,
    Finding: factories.make_finding,
    Identifier: factories.make_identifier,
    ImportRun: factories.make_import_run,
    Involvement: factories.make_involvement,
    LinkCheck: factories.make_link_check,
    Locator: factories.make_locator,
    Merge: factories.make_merge,
    Place: factories.make_place,
    PlaceMention: factories.make_place_mention,
    Proposal: factories.make_proposal,
    Provision: factories.make_provision,
    ProvisionMapping: factories.make_provision_mapping,
    Quantity: factories.make_quantity,
    Report: factories.make_report,
    ReportEvent: factories.make_event,
    Resolution: factories.make_resolution,
    Review: factories.make_review,
    Source: factories.make_source,
    Submission: factories.make_submission,
}
#: What `publishing` writes.
LEDGER: dict[Model, Callable[..., Any]] = {
    DatasetVersion: ledger.make_dataset_version,
    Edition: ledger.make_edition,
    FindingEntry: ledger.make_entry,
    FindingText: ledger.make_text,
    KeyAlias: ledger.make_key_alias,
    Redaction: ledger.make_redaction,
    SubjectEntry: ledger.make_subject_entry,
    Word: ledger.make_word,
}
BUILDERS = RECORDS | LEDGER
#: What the database itself writes: the tables of changes (findings/models/changes.py).
CHANGES: list[Model] = [model for model in apps.get_app_config("findings").get_models() if issubclass(model, Change)]
MODELS: list[Model] = sorted(
    set(apps.get_app_config("findings").get_models()) - set(CHANGES), key=lambda model: model.__name__
)


def name(model: Model) -> str:
    return model.__name__
