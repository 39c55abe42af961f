"""Security Council resolutions and their provisions: the paragraphs that findings are mapped to."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.fields import choice_is_known, has_a_document_title, is_slug, is_web_address, is_written
from findings.models.subjects import Subject, SubjectQuerySet
from findings.vocabulary import SubjectKind, Topic


class ProvisionQuerySet(models.QuerySet):
    def unchecked(self) -> ProvisionQuerySet:
        """Those whose paragraph number is the one usually cited, and was not checked against the text."""
        return self.filter(paragraph_checked=False)


@remembered()
class Resolution(Subject):
    kind = SubjectKind.RESOLUTION
    key_field = "number"

    number = models.CharField(_("number"), help_text=_("1718. The number is its key and its address."))
    symbol = models.CharField(_("symbol"), help_text=_("S/RES/1718 (2006)."))
    adopted = models.DateField(_("adopted"))
    title = models.CharField(_("title"), blank=True, default="")
    vote = models.CharField(_("vote"), blank=True, default="", help_text=_("In favour, against, abstaining: 15-0-0."))
    url = models.URLField(_("address"), max_length=2000, blank=True, default="")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["number"]
        constraints = [
            UniqueConstraint(
                fields=["number"],
                name="resolution_number_is_unique",
                violation_error_message=_("This resolution is recorded already."),
            ),
            CheckConstraint(
                name="resolution_number_is_digits",
                condition=Q(number__regex=r"^[1-9][0-9]{0,4}$"),
                violation_error_message=_("The number of a resolution is written in digits: 1718."),
            ),
            CheckConstraint(
                name="resolution_vote_is_three_numbers",
                condition=Q(vote="") | Q(vote__regex=r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}$"),
                violation_error_message=_("A vote is written as in favour, against, abstaining: 15-0-0."),
            ),
            is_written("symbol"),
            has_a_document_title(),
            is_web_address("url"),
        ]

    def __str__(self) -> str:
        return self.symbol


@remembered("resolution")
class Provision(models.Model):
    """One numbered paragraph, or a group of them, and what it obliges states to, in the editors' words.

    `paragraph` is text ("8(a)-(b)", "26, 28"); "" where the number is not known. `paragraph_checked` says whether it
    has been checked against the text of the resolution; if not, it is the number usually cited, and pages say so.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="provisions")
    key = models.CharField(_("key"), help_text=_("Permanent, though the paragraph number may be corrected: 2397-5."))
    position = models.PositiveSmallIntegerField(_("position"))
    paragraph = models.CharField(_("paragraph"), blank=True, default="")
    paragraph_checked = models.BooleanField(_("paragraph checked"))
    paragraph_note = models.TextField(_("note on the paragraph number"), blank=True, default="")
    topic = models.CharField(_("topic"), choices=Topic.choices)
    obligation = models.TextField(_("obligation"), help_text=_("What it obliges states to, in one sentence."))
    source_url = models.URLField(_("text consulted"), max_length=2000, blank=True, default="")

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["resolution", "position"]
        constraints = [
            UniqueConstraint(
                fields=["key"],
                name="provision_key_is_unique",
                violation_error_message=_("This key is taken. A key is given once and never again."),
            ),
            is_slug("key"),
            UniqueConstraint(
                fields=["resolution", "position"],
                name="provision_position_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another provision of this resolution has that position."),
            ),
            CheckConstraint(
                name="provision_checked_paragraph_has_a_number",
                condition=Q(paragraph_checked=False) | ~Q(paragraph=""),
                violation_error_message=_("A paragraph number that has been checked must be given."),
            ),
            choice_is_known("topic", Topic),
            is_written("obligation"),
            is_web_address("source_url"),
        ]

    def __str__(self) -> str:
        """Key and obligation: who chooses one for a claim has to see what it asks."""
        return f"{self.key}: {self.obligation}"
