"""What a desk of more than one person adds to publishing: somebody submits, somebody else decides, a time comes.

A submission holds the digest of what its author looked at. Nothing is published by it that says anything else: if a
record or an edition has changed meanwhile, the submission waits for another look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from findings.models import DatasetVersion, DeskSettings, Edition, Provision, ReportEvent, Submission
from findings.models.desk import subject_of
from findings.models.trees import changes_by_model
from findings.publishing.acts import RECORDS, can_replace, publish, withdraw
from findings.publishing.changes import SubjectName
from findings.publishing.refusals import PublicationError, changed_meanwhile, no_replacement, not_public, unsaid
from findings.publishing.standing import Standing, contents_digest, named_in, standings
from findings.vocabulary import EditionKind, SubjectKind


def refusals(found: Iterable[Standing], kind: EditionKind, *, again: bool = False, replaced_by: str = "") -> list[str]:
    """Why this act cannot be done with these subjects as they are now; [] where it can."""
    found = list(found)
    if kind == EditionKind.WITHDRAWAL:
        if len(found) != 1:
            return [_("A withdrawal names one subject: readers of each are told its own reason.")]
        (one,) = found
        if one.current is None or one.is_withdrawn:
            return [not_public(one.kind, one.key)]
        if replaced_by and not can_replace(one.kind, one.key, replaced_by):
            return [no_replacement(one.kind, one.key, replaced_by)]
        return []
    reasons = [reason for each in found for reason in each.reasons]
    if not reasons and not any(each.is_changed or (again and not each.is_public) for each in found):
        reasons.append(_("Nothing has changed: what is in force says the same."))
    return reasons


def submit(
    subjects: list[SubjectName],
    kind: EditionKind,
    note: str,
    author: User,
    *,
    contents: str,
    replaced_by: str = "",
    again: bool = False,
    due_at: dt.datetime | None = None,
) -> Submission:
    """Keep an act for somebody else's decision. `contents` is the digest of what the author has looked at.

    Raises PublicationError with everything that would be refused, and where the contents are others by now.
    """
    found = standings(subjects)
    reasons = unsaid(author.get_username(), note) + refusals(found, kind, again=again, replaced_by=replaced_by)
    if reasons:
        raise PublicationError(reasons)
    if contents_digest(found) != contents:
        raise PublicationError([changed_meanwhile()])
    return Submission.objects.create(
        subjects=[f"{subject_kind}:{key}" for subject_kind, key in subjects],
        edition_kind=kind,
        note=note,
        replaced_by=replaced_by,
        again=again,
        contents=contents,
        due_at=due_at,
        submitted_by=author,
    )


def approve(submission: Submission, by: User, *, contents: str) -> DatasetVersion | None:
    """Decide for it. `contents` is the digest of what the one who decides has looked at.

    Publishes at once, or leaves it for its time (None). Raises PublicationError; the submission then stays as it was.
    """
    found = standings(submission.names)
    if reason := why_not_approve(submission, by, found):
        raise PublicationError([reason])
    if contents_digest(found) != contents:
        raise PublicationError([changed_meanwhile()])
    taken = Submission.objects.waiting().filter(pk=submission.pk)
    if not taken.update(
        state=Submission.State.APPROVED, contents=contents, decided_by=by, decided_at=timezone.now(), outcome=""
    ):
        raise PublicationError([_("Somebody else has decided about this submission meanwhile.")])
    submission.refresh_from_db()
    if submission.due_at is not None and submission.due_at > timezone.now():
        return None
    try:
        return carry_out(submission)
    except PublicationError as error:
        put_back(submission, error.reasons)
        raise


def decline(submission: Submission, by: User, reason: str) -> None:
    """Decide against it, with a reason for its author. One's own may be taken back."""
    if not reason.strip():
        raise PublicationError([_("Say why: whoever submitted it has to know.")])
    open_ones = Submission.objects.filter(
        pk=submission.pk, state__in=[Submission.State.WAITING, Submission.State.APPROVED]
    )
    if not open_ones.update(
        state=Submission.State.DECLINED, decided_by=by, decided_at=timezone.now(), outcome=reason.strip()
    ):
        raise PublicationError([_("Somebody else has decided about this submission meanwhile.")])


def set_aside(submission: Submission, by: User) -> None:
    """Its author has read why it was declined, and nothing follows from it."""
    if not Submission.objects.sent_back().filter(pk=submission.pk, submitted_by=by).update(set_aside_at=timezone.now()):
        raise PublicationError([_("This submission was not sent back to you, or you have set it aside already.")])


def sent_back() -> dict[int, list[SubjectName]]:
    """What was sent back and may wait for an answer: number of the submission → those of its subjects that nobody has
    submitted again or published since. Three statements; how the records stand is not asked yet."""
    declined = list(Submission.objects.sent_back())
    named = {name for each in declined for name in each.subjects}
    naming = Submission.objects.filter(subjects__overlap=list(named)).order_by("pk")
    last = {name: pk for pk, names in naming.values_list("pk", "subjects") for name in names}
    in_force = Edition.objects.in_force().order_by().filter(key__in={key for _kind, key in map(subject_of, named)})
    published = {(kind, key): at for kind, key, at in in_force.values_list("subject_kind", "key", "published_at")}
    found = {
        each.pk: [
            subject_of(name)
            for name in each.subjects
            if last[name] == each.pk and not _is_later(published.get(subject_of(name)), each)
        ]
        for each in declined
    }
    return {pk: names for pk, names in found.items() if names}


def _is_later(published_at: dt.datetime | None, declined: Submission) -> bool:
    return published_at is not None and declined.decided_at is not None and published_at > declined.decided_at


def unanswered(waiting: dict[int, list[SubjectName]]) -> dict[int, list[SubjectName]]:
    """Those of `sent_back` that still wait, with the subjects that do."""
    declined = Submission.objects.in_bulk(waiting)
    by_name = {(each.kind, each.key): each for each in standings(name for names in waiting.values() for name in names)}
    found = {
        pk: [name for name in names if is_unanswered(declined[pk], by_name[name])] for pk, names in waiting.items()
    }
    return {pk: names for pk, names in found.items() if names}


def is_unanswered(declined: Submission, standing: Standing) -> bool:
    """Whether what was asked for is still to be done, and no edition has come since it was declined."""
    if _is_later(standing.current.published_at if standing.current else None, declined):
        return False
    if declined.edition_kind == EditionKind.WITHDRAWAL:
        return standing.is_public
    comes_back = declined.again and standing.compiled is not None and not standing.is_public
    return standing.is_changed or comes_back


def why_not_approve(submission: Submission, by: User, found: list[Standing]) -> str | None:
    """Why this person cannot approve it, in a sentence; None where they can. `found` is how its subjects stand now."""
    if submission.state != Submission.State.WAITING:
        return _("This submission is not waiting any more: it is %(state)s.") % {
            "state": submission.get_state_display()
        }
    if not DeskSettings.objects.current().second_person:
        return None
    if submission.submitted_by_id == by.pk:
        return _("You submitted this yourself. The rules of the desk ask for a second person.")
    if own := _own_words(submission, by, found):
        return _(
            "You have changed %(records)s since this was submitted, so you would publish your own words. Somebody else "
            "approves it; or decline it, and it is submitted anew."
        ) % {"records": ", ".join(own)}
    return None


def _own_words(submission: Submission, by: User, found: list[Standing]) -> list[str]:
    """The keys of the records that this person has changed since they were submitted.

    A withdrawal takes no words from a record. A finding also carries the names of what it names.
    """
    if submission.edition_kind == EditionKind.WITHDRAWAL or contents_digest(found) == submission.contents:
        return []
    return [
        key
        for kind, key in [*submission.names, *named_in(found)]
        if _has_changed(by, SubjectKind(kind), key, since=submission.submitted_at)
    ]


def _has_changed(by: User, kind: SubjectKind, key: str, *, since: dt.datetime) -> bool:
    """Whether this person has changed the record since then, or anything that it is published with."""
    record = RECORDS[kind]._default_manager.keyed([key]).first()
    if record is None:
        return False
    # What a report or a resolution is published with has forms, and histories, of its own.
    parts: list[models.Model] = [
        *(ReportEvent.objects.filter(report=record) if kind == SubjectKind.REPORT else ()),
        *(Provision.objects.filter(resolution=record) if kind == SubjectKind.RESOLUTION else ()),
    ]
    return any(
        changes.filter(pgh_created_at__gt=since, pgh_context__metadata__by=by.get_username()).exists()
        for each in [record, *parts]
        for changes in changes_by_model(type(each), each.pk).values()
    )


def carry_out(submission: Submission) -> DatasetVersion | None:
    """Do what was approved, under the name of the one who approved it. Call it outside of transactions.

    Raises PublicationError if the records or the editions in force have changed since they were approved.
    """
    if contents_digest(standings(submission.names)) != submission.contents:
        raise PublicationError([changed_meanwhile()])
    editor = submission.decided_by.get_username() if submission.decided_by else ""
    version = act(
        submission.names,
        EditionKind(submission.edition_kind),
        editor=editor,
        note=submission.note,
        replaced_by=submission.replaced_by,
        again=submission.again,
        seen=submission.contents,
    )
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.PUBLISHED, published_in=version)
    return version


def act(
    subjects: list[SubjectName],
    kind: EditionKind,
    *,
    editor: str,
    note: str,
    replaced_by: str = "",
    again: bool = False,
    seen: str | None = None,
) -> DatasetVersion | None:
    """Publish or withdraw. None where nothing has changed.

    `seen` is the digest of what was looked at; a withdrawal takes nothing from the record, so it needs none.
    """
    if kind == EditionKind.WITHDRAWAL:
        ((subject_kind, key),) = subjects
        return withdraw(subject_kind, key, editor=editor, note=note, replaced_by=replaced_by or None).version
    publication = publish(subjects, editor=editor, note=note, kind=kind, again=again, seen=seen)
    return publication.version if publication else None


def publish_due() -> list[tuple[Submission, list[str]]]:
    """Carry out everything approved whose time has come: (submission, why it could not be; [] where it was).

    What could not be goes back to waiting, with the reasons, so that somebody looks at it again.
    """
    told: list[tuple[Submission, list[str]]] = []
    for submission in Submission.objects.due():
        try:
            carry_out(submission)
        except PublicationError as error:
            put_back(submission, error.reasons)
            told.append((submission, error.reasons))
        else:
            submission.refresh_from_db()
            told.append((submission, []))
    return told


def put_back(submission: Submission, reasons: list[str]) -> None:
    Submission.objects.filter(pk=submission.pk).update(
        state=Submission.State.WAITING, decided_by=None, decided_at=None, outcome="\n".join(reasons)
    )
