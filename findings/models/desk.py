"""How the desk publishes: its settings, and what waits to be published by somebody else, or at a time."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.editions import DatasetVersion
from findings.models.fields import is_written
from findings.vocabulary import EditionKind, SubjectKind


class DeskSettingsManager(models.Manager["DeskSettings"]):
    def current(self) -> DeskSettings:
        """The settings in force; those of a new desk where nobody has set any."""
        return self.first() or DeskSettings()


@remembered()
class DeskSettings(models.Model):
    """The rules of the desk: one row, which administrators change.

    A row and not the environment: they are rules of editors and not of machines, they change without a new start, and
    who changed them is kept as of any record.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    second_person = models.BooleanField(
        _("a second person publishes"),
        default=False,
        help_text=_("What one editor submits is published by another one. Nobody publishes their own."),
    )
    scheduling = models.BooleanField(
        _("publication at a time"),
        default=False,
        help_text=_("What is approved may wait for a time. manage.py publish_due has to run every few minutes for it."),
    )
    sourced_details = models.BooleanField(
        _("every detail names its sources"),
        default=False,
        db_default=False,
        help_text=_(
            "No finding or report is published while a figure, an actor, a place or a period in it names no source "
            "that carries it."
        ),
    )

    objects = DeskSettingsManager()

    class Meta:
        verbose_name = _("rules of the desk")
        verbose_name_plural = _("rules of desks")
        default_permissions = ("view", "change")
        constraints = [
            CheckConstraint(
                name="desksettings_are_one_row",
                condition=Q(id=1),
                violation_error_message=_("There is one desk, and one row of its settings."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def waiting(self) -> Self:
        """Those that nobody has decided about yet."""
        return self.filter(state=Submission.State.WAITING)

    def sent_back(self) -> Self:
        """Those that somebody else declined, and that their authors have not set aside; the last one first.

        Whether they were answered since is asked of the records (publishing.submissions.unanswered).
        """
        declined = self.filter(state=Submission.State.DECLINED, set_aside_at__isnull=True)
        return declined.exclude(decided_by=F("submitted_by")).order_by("-decided_at", "-pk")

    def due(self) -> Self:
        """Those that were approved and whose time has come, the earliest first."""
        due = Q(due_at__isnull=True) | Q(due_at__lte=timezone.now())
        return self.filter(due, state=Submission.State.APPROVED).order_by("due_at", "pk")


class Submission(models.Model):
    """An act of publishing that somebody else decides about, or that waits for its time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a decision")
        APPROVED = "approved", _("approved, waiting for its time")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")

    subjects = ArrayField(models.CharField(), verbose_name=_("subjects"), help_text=_("As finding:MSMT-2025-1-001."))
    edition_kind = models.CharField(
        _("kind"),
        choices=[
            (kind.value, kind.label) for kind in (EditionKind.UPDATE, EditionKind.CORRECTION, EditionKind.WITHDRAWAL)
        ],
    )
    note = models.TextField(_("public note"))
    replaced_by = models.CharField(_("replaced by"), blank=True, default="", help_text=_("Of a withdrawal: a key."))
    again = models.BooleanField(
        _("also what was withdrawn or redacted"), default=False, help_text=_("It comes back on purpose alone.")
    )
    contents = models.CharField(
        _("digest of the contents"),
        editable=False,
        validators=[MinLengthValidator(64)],
        help_text=_("Of the records and the editions in force, as they were looked at."),
    )
    due_at = models.DateTimeField(_("not before"), null=True, blank=True, help_text=_("UTC."))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), default=timezone.now)
    state = models.CharField(_("state"), choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    outcome = models.TextField(
        _("what came of it"), blank=True, default="", help_text=_("Why it was declined, or could not be published.")
    )
    set_aside_at = models.DateTimeField(
        _("set aside at"),
        null=True,
        blank=True,
        help_text=_("When its author, to whom it was sent back, said that nothing follows from it."),
    )
    published_in = models.ForeignKey(
        DatasetVersion,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("dataset version"),
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-submitted_at", "-pk"]
        default_permissions = ("view", "add")
        permissions = [
            ("publish_subjects", _("Can publish, withdraw and decide about submissions")),
            ("redact_editions", _("Can redact editions")),
        ]
        constraints = [
            is_written("note"),
            CheckConstraint(
                name="submission_state_is_in_vocabulary",
                condition=Q(state__in=["approved", "declined", "published", "waiting"]),
                violation_error_message=_("A submission waits, or is approved, published or declined."),
            ),
            CheckConstraint(
                name="submission_edition_kind_is_in_vocabulary",
                condition=Q(edition_kind__in=["correction", "update", "withdrawal"]),
                violation_error_message=_("A submission is an update, a correction or a withdrawal."),
            ),
            CheckConstraint(
                name="submission_names_subjects",
                condition=Q(subjects__len__gte=1),
                violation_error_message=_("A submission names at least one subject."),
            ),
            CheckConstraint(
                name="submission_withdraws_one",
                condition=(~Q(edition_kind="withdrawal") & Q(replaced_by="")) | Q(subjects__len=1, again=False),
                violation_error_message=_("A withdrawal names one subject; only a withdrawal names a replacement."),
            ),
            CheckConstraint(
                name="submission_waits_or_was_decided",
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message=_("A decision has somebody who made it, and a time."),
            ),
            CheckConstraint(
                name="submission_set_aside_was_declined",
                condition=Q(set_aside_at__isnull=True) | Q(state="declined"),
                violation_error_message=_("Only what was declined is set aside."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_edition_kind_display()}: {', '.join(self.subjects[:3])}"

    @property
    def names(self) -> list[tuple[SubjectKind, str]]:
        """The subjects as (kind, key)."""
        return [subject_of(name) for name in self.subjects]


def subject_of(name: str) -> tuple[SubjectKind, str]:
    """finding:MSMT-2025-1-001, as a submission holds it, as (kind, key)."""
    kind, _colon, key = name.partition(":")
    return SubjectKind(kind), key
