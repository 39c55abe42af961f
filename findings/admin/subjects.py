"""What the admin of the six kinds of subject has in common beside what all records have: editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from findings.admin.columns import EditionColumnMixin
from findings.admin.publishing import PublishedState, PublishedSubjectAdmin
from findings.admin.records import RecordAdmin
from findings.pages.differences import DifferencePart, difference_parts


class SubjectAdmin(EditionColumnMixin, RecordAdmin, PublishedSubjectAdmin):
    """The admin of records that have editions: the form says how the record stands to the one in force."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        state: PublishedState | None = context.get("published")
        if state is not None:
            context["edition_differences"] = _differences(state)
        return super().render_change_form(request, context, *args, **kwargs)


def _differences(state: PublishedState) -> list[DifferencePart]:
    """What the record would change in the edition in force; [] where there is none to compare with."""
    standing = state.standing
    if standing.compiled is None or not standing.published or not standing.is_changed:
        return []
    return difference_parts(standing.published, standing.compiled.document)
