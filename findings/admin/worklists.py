"""Work lists: what waits at the desk, each with its number and the list it leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import connection
from django.db.models import DateTimeField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from findings import publishing
from findings.admin.publishing import PUBLISH
from findings.models import (
    Actor,
    Category,
    DatasetVersion,
    Edition,
    Finding,
    Merge,
    Proposal,
    Provision,
    Report,
    ReportEvent,
    Resolution,
    Review,
    Source,
    Submission,
)
from findings.models.desk import subject_of
from findings.models.trees import TREES, Branch, change_model, models_of
from findings.publishing import submissions
from findings.publishing.changes import SubjectName
from findings.vocabulary import SubjectKind

#: A finding that nobody has published or reviewed for so long is due for a look.
YEAR = dt.timedelta(days=365)
#: A change may have begun before a publication and ended after it.
_SLACK = dt.timedelta(hours=1)
_SUBJECTS: tuple[Any, ...] = (Finding, Report, Actor, Source, Resolution, Category)

PARAMETER = "work"


@dataclass(frozen=True, slots=True)
class WorkList:
    """One kind of work: the records it leads to."""

    name: str
    model: type[Model]
    title: Any
    told: Any
    rows: Callable[[], QuerySet[Any]]
    #: The right of those whose work it is, where that is not everybody who sees the records.
    right: str = ""

    @property
    def url(self) -> str:
        return f"{reverse(f'admin:findings_{self.model._meta.model_name}_changelist')}?{PARAMETER}={self.name}"

    def concerns(self, request: HttpRequest) -> bool:
        return not self.right or request.user.has_perm(self.right)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A work list with its number, for the page."""

    title: str
    told: str
    number: int
    url: str


def _overdue() -> QuerySet[Any]:
    return Finding.objects.not_looked_at_since(timezone.now() - YEAR)


def _open_proposals() -> QuerySet[Any]:
    return Proposal.objects.open()


def _with_earlier_names() -> QuerySet[Any]:
    """Findings whose edition carries a name or title that another edition has changed since."""

    def compared() -> list[str]:
        again = Edition.objects.in_force().order_by().filter(number__gt=1).exclude(subject_kind=SubjectKind.FINDING)
        renamed = [(SubjectKind(kind), key) for kind, key in again.values_list("subject_kind", "key")]
        return [key for _kind, key in publishing.carrying(renamed)]

    return Finding.objects.filter(reference__in=_remembered("earlier names", compared))


def sent_back() -> dict[int, list[SubjectName]]:
    """Number of each submission that was sent back and is not answered → those of its subjects that wait for that."""
    waiting = submissions.sent_back()

    def compared() -> list[str]:
        return [f"{pk} {kind}:{key}" for pk, names in submissions.unanswered(waiting).items() for kind, key in names]

    found: dict[int, list[SubjectName]] = {}
    for each in _remembered("sent back", compared, of=str(waiting)) if waiting else ():
        pk, _space, name = each.partition(" ")
        found.setdefault(int(pk), []).append(subject_of(name))
    return found


#: In the order in which they are shown, after what is unpublished.
WORK: tuple[WorkList, ...] = (
    WorkList(
        "decide",
        Submission,
        gettext_lazy("Submissions to decide"),
        gettext_lazy("What one editor wants published, and another has to look at."),
        lambda: Submission.objects.waiting(),
    ),
    WorkList(
        "back",
        Submission,
        gettext_lazy("Submissions sent back"),
        gettext_lazy("Declined, and neither submitted again nor set aside by who submitted them."),
        lambda: Submission.objects.filter(pk__in=sent_back()),
        right=PUBLISH,
    ),
    WorkList(
        "names",
        Finding,
        gettext_lazy("Findings with an earlier name"),
        gettext_lazy("Something they name was renamed since. They carry its new name once they are published again."),
        _with_earlier_names,
    ),
    WorkList(
        "recheck",
        Finding,
        gettext_lazy("Findings to recheck"),
        gettext_lazy("Which cited page carries each detail is still to be checked."),
        lambda: Finding.objects.to_recheck(),
    ),
    WorkList(
        "recheck",
        ReportEvent,
        gettext_lazy("Events to recheck"),
        gettext_lazy("The same, of what happened around a report."),
        lambda: ReportEvent.objects.filter(recheck=True),
    ),
    WorkList(
        "bare",
        Finding,
        gettext_lazy("Findings with a detail without a source"),
        gettext_lazy("A figure, an actor, a place or the period does not say which of the cited sources carry it."),
        lambda: Finding.objects.with_bare_details(),
    ),
    WorkList(
        "later",
        Finding,
        gettext_lazy("Findings that end after their report"),
        gettext_lazy(
            "The period goes on after the report appeared. A date is wrong, or a later report says part of it."
        ),
        lambda: Finding.objects.ending_after_their_report(),
    ),
    WorkList(
        "days",
        Finding,
        gettext_lazy("Findings that date whole months to the day"),
        gettext_lazy(
            "From the first day of a month to the last of one. If the source names months alone, write 2018-10."
        ),
        lambda: Finding.objects.with_whole_months_in_days(),
    ),
    WorkList(
        "consult",
        Source,
        gettext_lazy("Sources to consult"),
        gettext_lazy("Known only through others, so what they say is cited at second hand."),
        lambda: Source.objects.not_consulted(),
    ),
    WorkList(
        "paragraphs",
        Provision,
        gettext_lazy("Provisions with an unchecked number"),
        gettext_lazy("The paragraph’s number is the one usually cited, and was not checked against the text."),
        lambda: Provision.objects.unchecked(),
    ),
    WorkList(
        "numbers",
        Actor,
        gettext_lazy("Actors without a number"),
        gettext_lazy("No identifier tells them from another of the same name. States, ports and monitors need none."),
        lambda: Actor.objects.without_identifiers(),
    ),
    WorkList(
        "copies",
        Source,
        gettext_lazy("Sources without an archived copy"),
        gettext_lazy("If the address dies, the document is gone."),
        lambda: Source.objects.without_copy(),
    ),
    WorkList(
        "dead",
        Source,
        gettext_lazy("Dead links"),
        gettext_lazy("The address, or that of the copy, led nowhere when links were last checked."),
        lambda: Source.objects.with_dead_link(),
    ),
    WorkList(
        "overdue",
        Finding,
        gettext_lazy("Findings nobody has looked at for a year"),
        gettext_lazy("Neither published nor reviewed. Look again, then mark them as reviewed in the list."),
        _overdue,
    ),
    WorkList(
        "open",
        Proposal,
        gettext_lazy("Open proposals"),
        gettext_lazy("What imports found, and nobody has decided on."),
        _open_proposals,
    ),
)


def unpublished(model: Any) -> QuerySet[Any]:
    """The records of one kind of subject that wait for an edition.

    Compared are only those that could differ: never published, or changed (they, a row of theirs, or what was merged
    into them) since about when their edition came. A finding that carries an actor's earlier name waits in a list of
    its own.
    """
    in_force = Edition.objects.of(model.kind).in_force().order_by().filter(key=OuterRef(model.key_field))
    records = model._default_manager.annotate(
        in_force_since=ExpressionWrapper(Subquery(in_force.values("published_at")) - _SLACK, DateTimeField())
    )
    touched: Any = Exists(_changes(model, "pgh_obj_id"))
    for branch in TREES[model]:
        touched |= _touched(branch, OuterRef("pk"))
    if model in (Actor, Source):
        touched |= Exists(Merge.objects.filter(subject_kind=model.kind, survivor=OuterRef("key")))
    never = Q(in_force_since__isnull=True)
    candidates = records.filter(touched, ~never).order_by().values_list(model.key_field, flat=True)

    def compared() -> list[str]:
        return [key for _kind, key in publishing.pending((model.kind, key) for key in candidates)]

    return records.filter(never | Q(**{f"{model.key_field}__in": _remembered(model.kind.value, compared)}))


#: What was compared → up to which change and edition, and the keys that differed. One entry a list, in each process.
_REMEMBERED: dict[str, tuple[str, list[str]]] = {}


def _remembered(name: str, compare: Callable[[], list[str]], *, of: str = "") -> list[str]:
    """The keys that `compare` finds, for as long as no record is changed, nothing is published, and `of` is the same.

    Whatever was loaded shortly before its publication is compared for ever, since a change may have begun before the
    act and ended after it; so what does not change is not compared again for each look at the front page.
    """
    stamp = f"{_stamp()} {of}"
    if (known := _REMEMBERED.get(name)) is not None and known[0] == stamp:
        return known[1]
    found = compare()
    _REMEMBERED[name] = stamp, found
    return found


def _stamp() -> str:
    """Other after every change of a record, merge and act of publishing. One statement.

    The count tells a change that was made earlier and committed later than one that was seen.
    """
    quote = connection.ops.quote_name
    every = {each: None for model in TREES for each in models_of(model)}
    tables = [(change_model(each)._meta.db_table, "pgh_id") for each in every]
    tables += [(Merge._meta.db_table, "id"), (DatasetVersion._meta.db_table, "number")]
    # The names are those of our own tables.
    parts = [
        f"(SELECT count(*) || '.' || coalesce(max({column}), 0) FROM {quote(name)})"  # noqa: S608
        for name, column in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat_ws(' ', {', '.join(parts)})")
        (stamp,) = cursor.fetchone()
    return str(stamp)


def _changes(model: Any, owner: str, outer: Any = None) -> QuerySet[Any]:
    """Changes of rows that hang on the outer record, later than its edition."""
    return change_model(model).objects.filter(
        **{owner: outer or OuterRef("pk"), "pgh_created_at__gte": OuterRef("in_force_since")}
    )


def _touched(branch: Branch, outer: Any) -> Any:
    touched: Any = Exists(_changes(branch.model, f"{branch.owner}_id", outer))
    for below in branch.branches:
        # Rows of rows (the places of a citation): by whatever hung on the record, also what is gone.
        owners = change_model(branch.model).objects.filter(**{f"{branch.owner}_id": OuterRef(OuterRef("pk"))})
        rows = change_model(below.model).objects.filter(
            **{f"{below.owner}_id__in": owners.values("pgh_obj_id"), "pgh_created_at__gte": OuterRef("in_force_since")}
        )
        touched |= Exists(rows)
    return touched


def waiting(request: HttpRequest) -> list[Waiting]:
    """The work lists of what the user may see, each with its number; so many statements, whatever there is."""

    def may_see(model: type[Model]) -> bool:
        return request.user.has_perm(f"findings.view_{model._meta.model_name}")

    found = []
    for model in _SUBJECTS:
        if may_see(model) and (number := unpublished(model).count()):
            url = f"{reverse(f'admin:findings_{model._meta.model_name}_changelist')}?{PARAMETER}=unpublished"
            told = ngettext(
                "A record that readers do not see as it stands.",
                "Records that readers do not see as they stand.",
                number,
            )
            title = gettext_lazy("Unpublished changes: %(kind)s") % {"kind": model._meta.verbose_name_plural}
            found.append(Waiting(str(title), told, number, url))
    found += [
        Waiting(str(each.title), str(each.told), each.rows().count(), each.url)
        for each in WORK
        if may_see(each.model) and each.concerns(request)
    ]
    return found


class WorkFilter(admin.SimpleListFilter):
    """A list's part of the work lists."""

    title = gettext_lazy("work")
    parameter_name = PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        own = [(each.name, each.title) for each in WORK if each.model is model_admin.model and each.concerns(request)]
        first = [("unpublished", gettext_lazy("Unpublished changes"))] if model_admin.model in _SUBJECTS else []
        return [*first, *own]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "unpublished":
            return queryset.filter(pk__in=unpublished(queryset.model).order_by().values("pk"))
        for each in WORK:
            if each.model is queryset.model and each.name == self.value() and each.concerns(request):
                return queryset.filter(pk__in=each.rows().order_by().values("pk"))
        return queryset


class ReviewSelectedMixin:
    """An action of the list of findings: say that they were looked at and are right as they are."""

    @admin.action(description=gettext_lazy("Mark the selected findings as reviewed today"), permissions=["change"])
    def review_selected(self: Any, request: HttpRequest, findings: QuerySet[Any]) -> None:
        now, name = timezone.now(), request.user.get_username()
        made = Review.objects.bulk_create(
            Review(finding_id=pk, reviewed_by=name, reviewed_at=now) for pk in findings.values_list("pk", flat=True)
        )
        said = ngettext("%(n)d finding is marked as reviewed.", "%(n)d findings are marked as reviewed.", len(made))
        self.message_user(request, said % {"n": len(made)})
