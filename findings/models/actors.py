"""Actors: who is named in the reports, under which names and numbers, and who has designated them.

*Designated* (a row of Designation: by whom, on what source) and *named in a finding* (a row of Involvement) are two
things. A list number alone is an identifier and makes nobody designated.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.fields import (
    CountryField,
    ImoNumberFits,
    PartialDateEarliest,
    PartialDateField,
    PartialDateLatest,
    choice_is_known,
    country_is_known,
    date_exists,
    is_written,
)
from findings.models.sources import Source
from findings.models.subjects import SluggedSubject, SubjectQuerySet
from findings.vocabulary import ActorKind, Authority, IdentifierScheme, Measure, SubjectKind

#: Kinds of actor that stand in no register of companies, ships or listings.
_UNREGISTERED = (ActorKind.STATE, ActorKind.PORT, ActorKind.MONITORING_BODY, ActorKind.RESEARCH_GROUP)


class ActorQuerySet(SubjectQuerySet):
    def without_identifiers(self) -> ActorQuerySet:
        """Those that no number tells from another of the same name, and that could have one."""
        return self.filter(identifiers__isnull=True).exclude(actor_kind__in=_UNREGISTERED)


@remembered()
class Actor(SluggedSubject):
    kind = SubjectKind.ACTOR

    name = models.CharField(_("name"))
    actor_kind = models.CharField(_("kind"), choices=ActorKind.choices)
    country = CountryField(_("country"), blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")
    sources = models.ManyToManyField(Source, through="ActorSource", related_name="actors", blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta(SluggedSubject.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["slug"]
        constraints = [
            *SluggedSubject.Meta.constraints,
            is_written("name"),
            choice_is_known("actor_kind", ActorKind),
            country_is_known(required=False),
        ]

    def __str__(self) -> str:
        return self.name


@remembered("actor")
class ActorAlias(models.Model):
    """Another name by which an actor goes. It is not a key: two actors may share one."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"))

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["position"]
        constraints = [
            is_written("name"),
            UniqueConstraint(
                fields=["actor", "name"],
                name="actoralias_is_said_once",
                violation_error_message=_("This actor has that alias already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@remembered("actor")
class Identifier(models.Model):
    """A number under which the actor stands in some register: scheme and value."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), choices=IdentifierScheme.choices)
    value = models.CharField(_("value"))

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["scheme", "value"]
        constraints = [
            is_written("value"),
            choice_is_known("scheme", IdentifierScheme),
            UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_names_one_actor",
                violation_error_message=_("Another actor has this number. One number names one actor."),
            ),
            CheckConstraint(
                name="identifier_imo_check_digit_fits",
                condition=~Q(scheme="imo") | Q(ImoNumberFits("value")),
                violation_error_message=_(
                    "This is not an IMO number: seven digits, of which the last is the check digit of the first six."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


@remembered("actor")
class Designation(models.Model):
    """That an authority has listed the actor: by whom, under which number, since when, on what source."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="designations")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    authority = models.CharField(_("authority"), choices=Authority.choices)
    list_reference = models.CharField(_("list reference"), blank=True, default="")
    designated = PartialDateField(_("designated"), help_text=_("As far as it is known: 2018, 2018-10 or 2018-10-16."))
    measure = models.CharField(_("measure"), choices=Measure.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="designations")
    delisted = PartialDateField(_("delisted"))

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ["position"]
        constraints = [
            choice_is_known("authority", Authority),
            choice_is_known("measure", Measure),
            date_exists("designated"),
            date_exists("delisted"),
            CheckConstraint(
                name="designation_ends_after_it_begins",
                condition=Q(designated__isnull=True)
                | Q(delisted__isnull=True)
                | Q(models.lookups.LessThanOrEqual(PartialDateEarliest("designated"), PartialDateLatest("delisted"))),
                violation_error_message=_("The delisting lies before the designation."),
            ),
            UniqueConstraint(
                fields=["actor", "authority", "list_reference", "designated", "measure"],
                name="designation_is_said_once",
                nulls_distinct=False,
                violation_error_message=_("This designation is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_authority_display()} {self.list_reference}".strip()


@remembered("actor")
class ActorSource(models.Model):
    """A document that the actor's own particulars (names, country, numbers) rest on."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("source of an actor")
        verbose_name_plural = _("sources of an actor")
        ordering = ["position"]
        constraints = [
            UniqueConstraint(
                fields=["actor", "source"],
                name="actorsource_is_said_once",
                violation_error_message=_("This source is given for the actor already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} ← {self.source_id}"
