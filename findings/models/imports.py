"""Imports into the records: what a file would add or change, kept until an editor has decided on each.

Nothing here is public, and nothing here is a record: a proposal says what would be written, and writing it is an act of
an editor (`curation.proposals`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.fields import choice_is_known, is_written


class ImportKind(models.TextChoices):
    UN_LIST = "un_list", _("UN Security Council Consolidated List")
    CURATED = "curated", _("curated file or table")


class ProposalAction(models.TextChoices):
    CREATE = "create", _("new record")
    CHANGE = "change", _("changed record")
    IDENTIFIER = "identifier", _("identifier")
    ALIAS = "alias", _("alias")
    DESIGNATION = "designation", _("designation")


class ProposalState(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    OVERTAKEN = "overtaken", _("overtaken")


class ImportedKind(models.TextChoices):
    ACTOR = "actor", _("actor")
    SOURCE = "source", _("source")
    REPORT = "report", _("report")
    EVENT = "event", _("report event")
    FINDING = "finding", _("finding")


class MatchedBy(models.TextChoices):
    """By what an entry of a file was taken for a record."""

    REFERENCE = "reference", _("its number on the list")
    NAME = "name", _("the same name")
    ALIAS = "alias", _("an alias")
    SIMILAR = "similar", _("a similar name")
    KEY = "key", _("its key")
    NOTHING = "nothing", _("nothing: it would be new")


class ImportRun(models.Model):
    """One file that was read: which, by whom, when."""

    import_kind = models.CharField(_("kind"), choices=ImportKind.choices)
    file_name = models.CharField(_("file"))
    file_digest = models.CharField(_("SHA-256 of the file"))
    dated = models.CharField(_("dated"), blank=True, default="", help_text=_("What the file says of its own date."))
    entries = models.PositiveIntegerField(_("entries"), default=0, help_text=_("How many entries the file has."))
    started_by = models.CharField(_("started by"))
    started_at = models.DateTimeField(_("started at"))

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]
        constraints = [
            choice_is_known("import_kind", ImportKind),
            is_written("file_name"),
            is_written("started_by"),
            CheckConstraint(
                name="importrun_digest_is_a_sha_256",
                condition=Q(file_digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("The digest of a file is a SHA-256: 64 hexadecimal digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%Y-%m-%d %H:%M}"


class ProposalQuerySet(models.QuerySet):
    def open(self) -> ProposalQuerySet:
        """Those that nobody has decided on yet."""
        return self.filter(state=ProposalState.OPEN)

    def of_entry(self, kind: ImportKind, entry: str) -> ProposalQuerySet:
        """All that were ever made of one entry of a list."""
        return self.filter(run__import_kind=kind, entry=entry)


class Proposal(models.Model):
    """One thing that an entry of a file would add to the records, or change in them.

    `payload` is what would be written: of a new or changed record its curated form, of an identifier, an alias or a
    designation the row of the form. `evidence` is what the editor reads to decide. `before` is the digest of the
    record's form that the proposal was made against, "" where there was none or where it does not matter.
    """

    run = models.ForeignKey(ImportRun, verbose_name=_("import"), on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveIntegerField(_("position"), default=0)
    fingerprint = models.CharField(_("fingerprint"), help_text=_("What is proposed once is not proposed again."))
    action = models.CharField(_("what"), choices=ProposalAction.choices)
    record_kind = models.CharField(_("record"), choices=ImportedKind.choices, default=ImportedKind.ACTOR)
    record_key = models.CharField(_("key"), help_text=_("Of the record that it adds to, or would make."))
    entry = models.CharField(_("entry"), help_text=_("Its number on the list, or its line in the file."))
    label = models.CharField(_("name in the file"))
    matched_by = models.CharField(_("matched by"), choices=MatchedBy.choices)
    score = models.DecimalField(_("score"), max_digits=4, decimal_places=3, null=True, blank=True)
    payload = models.JSONField(_("would be written"))
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    before = models.CharField(_("made against"), blank=True, default="")
    state = models.CharField(_("state"), choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_by = models.CharField(_("decided by"), blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["run", "position"]
        constraints = [
            choice_is_known("action", ProposalAction),
            choice_is_known("record_kind", ImportedKind),
            choice_is_known("matched_by", MatchedBy),
            choice_is_known("state", ProposalState),
            is_written("record_key"),
            is_written("entry"),
            is_written("label"),
            UniqueConstraint(
                fields=["fingerprint"],
                name="proposal_is_made_once",
                violation_error_message=_("The same has been proposed before."),
            ),
            CheckConstraint(
                name="proposal_score_is_a_share",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                violation_error_message=_("A score lies between 0 and 1."),
            ),
            CheckConstraint(
                name="proposal_is_decided_by_somebody",
                condition=Q(state="open", decided_by="", decided_at__isnull=True)
                | (~Q(state="open") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                violation_error_message=_("A decision has a name and a time; an open proposal has neither."),
            ),
        ]
        indexes = [models.Index(fields=["state", "run"], name="proposal_state")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.label} ({self.entry})"
