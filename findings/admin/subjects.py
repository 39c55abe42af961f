"""What the admin of the six kinds of subject has in common beside what all records have: editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from findings.admin.columns import EditionColumnMixin
from findings.admin.publishing import PublishedState, PublishedSubjectAdmin, may_act, publish_url
from findings.admin.records import RecordAdmin
from findings.pages.differences import DifferencePart, difference_parts

#: The button that saves a record and leads on to its publication.
AND_PUBLISH = "_publish"


class SubjectAdmin(EditionColumnMixin, RecordAdmin, PublishedSubjectAdmin):
    """The admin of records that have editions: the form says how the record stands to the one in force."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._and_publish(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._and_publish(request, obj, super().response_change(request, obj))

    def _and_publish(self, request: HttpRequest, obj: Any, answer: HttpResponse) -> HttpResponse:
        """Saving publishes nothing: the way leads to the page that shows what differs, and asks for the note."""
        if AND_PUBLISH in request.POST and may_act(request):
            return HttpResponseRedirect(publish_url([obj.subject]))
        return answer

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["leads_to_publishing"] = may_act(request)
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
