"""Publishing the records of a test: all of them, in the order of a first publication."""

from __future__ import annotations

from typing import Any

from findings import publishing
from findings.caching import version_poll
from findings.models import Actor, Category, Finding, Report, Resolution, Source
from findings.publishing import Publication
from findings.vocabulary import EditionKind

KINDS: list[Any] = [Category, Source, Resolution, Actor, Report, Finding]


def publish_everything(
    kind: EditionKind = EditionKind.UPDATE, note: str = "Published.", *, editor: str = "Kim"
) -> Publication | None:
    """Publish what has changed of all records; pages see it at once."""
    subjects = [record.subject for model in KINDS for record in model.objects.order_by("pk")]
    publication = publishing.publish(subjects, editor=editor, note=note, kind=kind)
    version_poll.forget()
    return publication
