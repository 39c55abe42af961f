"""Real findings to show by: the code book's examples are taken from what is published, never made up."""

from __future__ import annotations

from findings.documents import upgraded
from findings.queries.questions import Question
from findings.queries.whole import WholeFinding

#: So many findings are read for examples: enough that nearly every field has a value in one of them.
READ = 60


def examples(*, at_most: int = READ) -> list[WholeFinding]:
    """Findings in force, as a list of all of them begins. One statement."""
    found = (
        Question()
        .ordered()
        .values_list(
            "edition__slug",
            "edition__number",
            "edition__edition_kind",
            "edition__published_at",
            "edition__document_digest",
            "edition__document",
        )
    )
    return [
        WholeFinding(slug, number, kind, published_at, digest, upgraded(document))
        for slug, number, kind, published_at, digest, document in found[:at_most]
    ]
