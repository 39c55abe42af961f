"""A rule of the database that a record breaks → the field at which an editor is told, and the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.apps import apps
from django.db import DatabaseError, models
from django.db.models import BaseConstraint
from django.utils.translation import gettext as _

#: Rules whose name does not begin with the field at which an editor can mend it → that field.
_FIELDS = {
    "finding_period_ends_after_it_begins": "period_end",
    "reportevent_period_ends_after_it_begins": "period_end",
    "quantity_has_a_bound": "low",
    "quantity_is_not_negative": "low",
    "quantity_bounds_fit_their_qualifier": "qualifier",
    "asserter_is_said_once_by_finding": "actor",
    "asserter_is_said_once_by_event": "actor",
    "involvement_is_said_once_by_finding": "role",
    "involvement_is_said_once_by_event": "role",
    "placemention_is_said_once_by_finding": "place",
    "placemention_is_said_once_by_event": "place",
    "provisionmapping_is_said_once_by_finding": "provision",
    "provisionmapping_is_said_once_by_event": "provision",
    "citation_is_said_once_by_finding": "relation",
    "citation_is_said_once_by_event": "relation",
    "actoralias_is_said_once": "name",
    "actorsource_is_said_once": "source",
    "identifier_names_one_actor": "value",
    "identifier_imo_check_digit_fits": "value",
    "designation_ends_after_it_begins": "delisted",
    "designation_is_said_once": "list_reference",
    "place_coordinates_come_whole": "precision",
    "provision_checked_paragraph_has_a_number": "paragraph",
}

#: SQLSTATEs of what the database refuses: a published thing, a permanent key (migration 0003), a broken rule.
_GUARDS = ("MS001", "MS002")
_RULE_BROKEN = "23"
_NOT_THERE = "23503"


def field_of(constraint: BaseConstraint, model: type[models.Model]) -> str | None:
    """The field at which an editor is told that the rule is broken; None where it is about no field of a form."""
    name = constraint.name
    if name in _FIELDS:
        return _FIELDS[name]
    fields = sorted((field.name for field in model._meta.concrete_fields), key=len, reverse=True)
    return next((field for field in fields if name.startswith(f"{model._meta.model_name}_{field}_")), None)


def refusal(error: DatabaseError) -> str | None:
    """What the database refused, as sentences for the editor; None where it is no refusal but a failure."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    diagnostics = getattr(cause, "diag", None)
    if state in _GUARDS:
        said = f"{getattr(diagnostics, 'message_primary', '')} {getattr(diagnostics, 'message_hint', '') or ''}"
        return said.strip()
    if not state.startswith(_RULE_BROKEN):
        return None
    name = getattr(diagnostics, "constraint_name", None) or ""
    for constraint in _constraints_of(getattr(diagnostics, "table_name", None)):
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    if state == _NOT_THERE:
        detail = getattr(diagnostics, "message_detail", None) or ""
        found = re.search(r'table "findings_(\w+)"', detail)
        what = found[1] if found else _("another record")
        if "still referenced" in detail:
            return _("Something still refers to it (%(what)s).") % {"what": what}
        return _(
            "Something that this refers to (%(what)s) is not there any more. Restore it first, or choose another."
        ) % {"what": what}
    return _("The database refused it: %(said)s.") % {"said": getattr(diagnostics, "message_primary", name)}


def _constraints_of(table: str | None) -> Sequence[BaseConstraint]:
    for model in apps.get_app_config("findings").get_models():
        if model._meta.db_table == table:
            return model._meta.constraints
    return []
