"""Record → document: the one place that says what a subject looks like outside.

A document is plain JSON without floats (a decimal is a string), in Unicode NFC, and carries everything that its page
needs. It names other subjects by their permanent key and by the name they had when it was compiled.
"""

from findings.documents.canonical import canonical, document_digest, edition_digest, moment
from findings.documents.compiled import Compiled, compile_subjects, title_of, tombstone
from findings.documents.entries import (
    Entry,
    NamedSubject,
    Text,
    designated_by,
    entry_of,
    named_subjects,
    text_of,
    words_of,
)
from findings.documents.upgrades import SCHEMA, upgraded

__all__ = [
    "SCHEMA",
    "Compiled",
    "Entry",
    "NamedSubject",
    "Text",
    "canonical",
    "compile_subjects",
    "designated_by",
    "document_digest",
    "edition_digest",
    "entry_of",
    "moment",
    "named_subjects",
    "text_of",
    "title_of",
    "tombstone",
    "upgraded",
    "words_of",
]
