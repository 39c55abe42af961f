"""What was sent back to the one who looks: on the front page of the desk, until it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.admin.publishing import SEE_SUBMISSIONS
from findings.admin.worklists import sent_back
from findings.models import Submission
from findings.publishing.acts import RECORDS
from findings.publishing.changes import SubjectName

#: So many are told on the front page; the list of submissions has the others.
AT_ONCE = 20
#: So many records of one submission are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class RecordLink:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """One submission: the records that wait for an answer, and the page that says why."""

    submission: Submission
    records: list[RecordLink]
    more: str
    url: str


def sent_back_to(request: HttpRequest) -> dict[str, Any]:
    """For the front page: what somebody else declined of what this user submitted, the last one first."""
    waiting = sent_back() if request.user.has_perm(SEE_SUBMISSIONS) else {}
    own = Submission.objects.sent_back().filter(pk__in=waiting, submitted_by=request.user.pk)
    shown = list(own.select_related("decided_by")[:AT_ONCE]) if waiting else []
    links = _links([name for each in shown for name in waiting[each.pk][:NAMED]])
    return {
        "sent_back": [_row(each, waiting[each.pk], links) for each in shown],
        "sent_back_more": _more(own.count() - AT_ONCE) if len(shown) == AT_ONCE else "",
    }


def _row(submission: Submission, names: list[SubjectName], links: dict[SubjectName, RecordLink]) -> SentBack:
    return SentBack(
        submission=submission,
        records=[links[name] for name in names[:NAMED]],
        more=_more(len(names) - NAMED),
        url=reverse("admin:findings_submission_change", args=[submission.pk]),
    )


def _more(number: int) -> str:
    return _("and %(more)s more") % {"more": number} if number > 0 else ""


def _links(names: list[SubjectName]) -> dict[SubjectName, RecordLink]:
    """The forms of these records; of one that is gone its key alone is left."""
    found = {(kind, key): RecordLink(key, "") for kind, key in names}
    for kind in dict.fromkeys(kind for kind, _key in names):
        model = RECORDS[kind]
        for record in model._default_manager.keyed([key for each, key in names if each == kind]):
            url = reverse(f"admin:findings_{model._meta.model_name}_change", args=[record.pk])
            found[record.subject] = RecordLink(str(record), url)
    return found
