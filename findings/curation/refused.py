"""What the database refuses → a sentence, in the words of the constraint that refused it."""

from __future__ import annotations

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError

from findings.curation.errors import CuratedError

#: How the SQLSTATEs of our own triggers begin (migration 0003), and those of what is too long for an index.
_REFUSALS = ("MS", "54")


def is_refusal(error: DatabaseError) -> bool:
    """Whether the database works and says no, rather than not working."""
    return isinstance(error, IntegrityError | DataError) or _said(error, "sqlstate").startswith(_REFUSALS)


def sentence_of(error: DatabaseError) -> CuratedError:
    """A refusal as a curated error. It is about what stands in the database: the schema foresees the rest."""
    constraint = _said(error, "constraint_name")
    sentence = _message_of(constraint) or _said(error, "message_primary") or str(error)
    # The detail of a check constraint is the whole row, which says too much to be read.
    detail = _said(error, "message_detail")
    sentence = sentence.rstrip(".")
    if detail.startswith("Key "):
        sentence = f"{sentence} ({detail.rstrip('.')})"
    return CuratedError(
        file="the database",
        line=0,
        record=_said(error, "table_name").removeprefix("findings_"),
        path="",
        value="",
        problem=sentence,
        remedy="mend the curated record, or the one that stands in its way in the database",
    )


def _message_of(constraint: str) -> str:
    for model in apps.get_app_config("findings").get_models():
        for known in model._meta.constraints:
            if known.name == constraint:
                return str(known.get_violation_error_message())
    return ""


def _said(error: DatabaseError, what: str) -> str:
    """A part of the server's message; psycopg's error is the cause of Django's."""
    cause = error.__cause__
    if what == "sqlstate":
        return getattr(cause, "sqlstate", None) or ""
    return getattr(getattr(cause, "diag", None), what, None) or ""


def unusable(error: DatabaseError) -> str:
    """The sentence for a database that does not work, rather than refuse."""
    said = " ".join(str(error).split("\n")[0].split())
    return f"The database cannot be used: {said}. Is DATABASE_URL right, and has `manage.py migrate` run?"
