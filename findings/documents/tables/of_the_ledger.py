"""The tables of what was published, and when: editions, versions, former addresses, redactions, changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from findings.documents.fields import DIGEST
from findings.documents.tables.columns import Reference, Table, list_of, moment, number, text
from findings.vocabulary import EditionKind, SubjectKind

EDITIONS = Table(
    "editions",
    _("Every edition of every subject, in the order of the ledger; the lines of JSON carry the documents."),
    (
        number("position", _("The place in the ledger: 1, 2, 3 … without a gap.")),
        text("subject_kind", _("What kind of subject it is of."), vocabulary=SubjectKind),
        text("key", _("The permanent key of the subject.")),
        number("number", _("The number of the edition among those of its subject.")),
        text("edition_kind", _("What kind of edition it is."), vocabulary=EditionKind),
        text("note", _("Why it was published.")),
        text("slug", _("The last part of the address that it was published under.")),
        text("title", _("What it is called in lists; empty once it is redacted.")),
        number("published_in", _("The dataset version that brought it.")),
        number("superseded_in", _("The dataset version from which it is not in force any more; empty while it is.")),
        number("redacted_in", _("The dataset version in which its text was taken away; empty where it stands.")),
        moment("published_at", _("When it was published, UTC.")),
        number("schema", _("The schema of its document.")),
        text(
            "document_digest",
            _("The SHA-256 of the document in canonical form."),
            rule="RFC 8785, FIPS 180-4",
            pattern=DIGEST,
        ),
        text(
            "digest",
            _("The SHA-256 that covers the edition and the digest of the one before it."),
            rule="RFC 8785, FIPS 180-4",
            pattern=DIGEST,
        ),
    ),
    ("position",),
    frozenset(
        {"position", "subject_kind", "key", "number", "edition_kind", "note", "slug", "published_in", "published_at"}
        | {"schema", "document_digest", "digest"}
    ),
    (Reference("published_in", "versions", "number"),),
    json_only="document",
)
VERSIONS = Table(
    "versions",
    _("Every act of publishing up to this release."),
    (
        number("number", _("The number of the dataset version: 1, 2, 3 …")),
        moment("published_at", _("When it was published, UTC.")),
        text("note", _("Why it was published.")),
        number("editions", _("How many editions it brought.")),
        text("head", _("The digest of the last edition of the ledger in it."), pattern=DIGEST),
    ),
    ("number",),
    frozenset({"number", "published_at", "note", "editions", "head"}),
)
ALIASES = Table(
    "aliases",
    _("Former addresses of subjects, and keys of those merged into others."),
    (
        text("subject_kind", _("What kind of subject it leads to."), vocabulary=SubjectKind),
        text(
            "alias_kind",
            _("Whether an address was mended (slug), two records were one (merge), or an editor led it there (given)."),
            pattern="slug|merge|given",
        ),
        text("old", _("The former or other address, or the key that was merged.")),
        text("key", _("The permanent key that it leads to.")),
        number("published_in", _("The dataset version that brought it.")),
        number("superseded_in", _("The dataset version from which it leads nowhere any more; empty while it does.")),
        text("reason", _("Why it was made.")),
    ),
    ("subject_kind", "old", "published_in"),
    frozenset({"subject_kind", "alias_kind", "old", "key", "published_in", "reason"}),
    (Reference("published_in", "versions", "number"),),
)
REDACTIONS = Table(
    "redactions",
    _("Editions of this release whose text was taken away, and why."),
    (
        number("dataset_version", _("The dataset version that took the text away.")),
        text("subject_kind", _("What kind of subject it is of."), vocabulary=SubjectKind),
        text("key", _("The permanent key of the subject.")),
        list_of("numbers", _("The numbers of the editions."), pattern="[1-9][0-9]*"),
        text("reason", _("Why it was taken away.")),
        moment("redacted_at", _("When it was taken away, UTC.")),
    ),
    ("dataset_version",),
    frozenset({"dataset_version", "subject_kind", "key", "numbers", "reason", "redacted_at"}),
)
CHANGES = Table(
    "changes",
    _("What is other than in the release before: subjects added, changed, withdrawn or redacted."),
    (
        text("subject_kind", _("What kind of subject it is."), vocabulary=SubjectKind),
        text("key", _("The permanent key of the subject.")),
        text("change", _("What became of it since that release."), pattern="added|changed|withdrawn|redacted"),
        number("edition_before", _("The number of the edition in force then; empty where there was none.")),
        number("edition", _("The number of the edition in force now.")),
        text("edition_kind", _("What kind of edition that is."), vocabulary=EditionKind),
        number(
            "dataset_version",
            _("The dataset version that brought that edition. That of a redaction stands in the table “redactions”."),
        ),
        moment("published_at", _("When that edition was published, UTC.")),
        text("note", _("Why that edition was published.")),
        text("edition_permalink", _("The permanent address of the edition."), rule="RFC 3986"),
    ),
    ("subject_kind", "key"),
    frozenset({"subject_kind", "key", "change", "edition", "edition_kind", "dataset_version", "published_at", "note"}),
)
