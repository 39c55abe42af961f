"""Sources: the documents that findings, events and actors cite."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.fields import (
    LANGUAGE,
    PartialDateField,
    choice_is_known,
    date_exists,
    has_a_document_title,
    is_web_address,
    is_written,
)
from findings.models.links import LinkCheck
from findings.models.subjects import SluggedSubject, SubjectQuerySet
from findings.vocabulary import SourceKind, SubjectKind


class SourceQuerySet(SubjectQuerySet):
    def not_consulted(self) -> SourceQuerySet:
        """Known to the editors only through other documents."""
        return self.filter(consulted=False)

    def without_copy(self) -> SourceQuerySet:
        """Those that have an address and no archived copy: if the address dies, the document is gone."""
        return self.exclude(url="").filter(archived_url="")

    def with_dead_link(self) -> SourceQuerySet:
        """Those whose address, or that of their copy, led nowhere when it was last looked at."""
        dead = LinkCheck.objects.dead().values("url")
        return self.filter(models.Q(url__in=dead) | models.Q(archived_url__in=dead))


@remembered()
class Source(SluggedSubject):
    kind = SubjectKind.SOURCE

    title = models.CharField(_("title"))
    publisher = models.CharField(_("publisher"), help_text=_("Who published it, and through whom it was read."))
    authors = ArrayField(models.CharField(), verbose_name=_("authors"), default=list, blank=True)
    published = PartialDateField(_("published"), help_text=_("As far as it is known: 2024, 2024-03 or 2024-03-26."))
    url = models.URLField(_("address"), max_length=2000, blank=True, default="")
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True, default="")
    archived = PartialDateField(_("archived"), help_text=_("When the copy was made: 2024, 2024-03 or 2024-03-26."))
    source_kind = models.CharField(_("kind"), choices=SourceKind.choices)
    language = models.CharField(_("language"), max_length=2, help_text=_("ISO 639-1 code: en, ko, ja."))
    consulted = models.BooleanField(
        _("consulted"), help_text=_("Whether the editors have read it. If not, it is cited at second hand.")
    )

    objects = SourceQuerySet.as_manager()

    class Meta(SluggedSubject.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            *SluggedSubject.Meta.constraints,
            is_written("title"),
            has_a_document_title(),
            is_written("publisher"),
            date_exists("published"),
            is_web_address("url"),
            is_web_address("archived_url"),
            date_exists("archived"),
            models.CheckConstraint(
                name="source_archived_is_of_a_copy",
                condition=models.Q(archived__isnull=True) | ~models.Q(archived_url=""),
                violation_error_message=_("The date is that of an archived copy: give the address of the copy too."),
            ),
            choice_is_known("source_kind", SourceKind),
            models.CheckConstraint(
                name="source_language_is_iso_639_1",
                condition=models.Q(language__regex=LANGUAGE),
                violation_error_message=_("A language is an ISO 639-1 code of two small letters, such as en or ko."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"
