"""What was found at the addresses that sources give (the command `check_links`)."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.fields import choice_is_known, is_web_address, is_written


class LinkState(models.TextChoices):
    FOUND = "found", _("found")
    GONE = "gone", _("gone")
    REFUSED = "refused", _("refused to machines")
    FAILED = "failed", _("no answer")


#: So many failures in a row, and an address counts as dead: a server may be down for a day.
FAILURES = 3


class LinkCheckQuerySet(models.QuerySet):
    def dead(self) -> LinkCheckQuerySet:
        """Addresses that lead nowhere: gone, or without an answer several times in a row."""
        return self.filter(Q(state=LinkState.GONE) | Q(state=LinkState.FAILED, failures__gte=FAILURES))


class LinkCheck(models.Model):
    """The last look at one address. A server that refuses machines (401, 403, 429 …) says nothing about its page."""

    url = models.URLField(_("address"), max_length=2000)
    state = models.CharField(_("state"), choices=LinkState.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True, help_text=_("Of HTTP, if any came."))
    said = models.CharField(_("said"), blank=True, default="", help_text=_("In words: why there was no answer."))
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked at"))

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of an address")
        verbose_name_plural = _("checks of addresses")
        ordering = ["url"]
        constraints = [
            is_written("url"),
            is_web_address("url"),
            choice_is_known("state", LinkState),
            UniqueConstraint(
                fields=["url"], name="linkcheck_url_is_unique", violation_error_message=_("It was checked already.")
            ),
            CheckConstraint(
                name="linkcheck_status_is_of_http",
                condition=Q(status__isnull=True) | Q(status__gte=100, status__lte=599),
                violation_error_message=_("A status of HTTP lies between 100 and 599."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.get_state_display()}"
