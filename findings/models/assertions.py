"""What a finding and a report event have in common, and what hangs on either.

Both say that somebody asserts something, on documents. They share no table (a finding has a reference and editions, an
event stands on its report's page), but the rows that hang on them are of one kind each: involvements, quantities,
places, provisions, citations. Such a row belongs to exactly one finding or one event, by two real foreign keys and a
constraint (docs/decisions.md, 4).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.actors import Actor
from findings.models.changes import remembered
from findings.models.fields import (
    LANGUAGE,
    LONGEST_QUOTE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MARKUP,
    UNEVEN_SPACE,
    PartialDateEarliest,
    PartialDateField,
    PartialDateLatest,
    choice_is_known,
    date_exists,
    is_short,
    is_written,
)
from findings.models.places import Place
from findings.models.resolutions import Provision
from findings.models.sources import Source
from findings.vocabulary import CitationRelation, LocatorKind, Qualifier, Role, Support, Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CARRIED_BY = _(
    "The cited sources that give this detail, of those that were read. Choose none where it is not known which do."
)


def carriers(name: _StrPromise) -> ArrayField:
    """The keys of the cited sources that carry a detail of a claim: FEATURES F037, “source shown for each fact”.

    A source's key is given once and never changes. That each is cited by the same claim, and was read, stands in other
    tables: publishing refuses what breaks it (`publishing.refusals`), as it does of quotes.
    """
    return ArrayField(
        models.CharField(), verbose_name=name, default=list, db_default=[], blank=True, help_text=CARRIED_BY
    )


def names_no_empty_key(field: str) -> CheckConstraint:
    return CheckConstraint(
        name=f"%(class)s_{field}_has_no_empty_key",
        condition=~Q(**{f"{field}__contains": [""]}),
        violation_error_message=_("A source that carries a detail is named by its key."),
    )


class Assertion(models.Model):
    """Somebody asserts something of a period, attested so well."""

    title = models.CharField(_("title"), help_text=_("The claim in one line, without a full stop."))
    summary = models.TextField(_("summary"), help_text=_("What is claimed, in the editors' own words."))
    period_start = PartialDateField(_("period begins"), help_text=_("2023, 2023-09 or 2023-09-01."))
    period_end = PartialDateField(_("period ends"))
    period_carried_by = carriers(_("period carried by"))
    asserted_by = models.CharField(_("asserted by"), help_text=_("Who makes the claim, in words."))
    support = models.CharField(_("support"), choices=Support.choices)
    editors_note = models.TextField(_("editors' note"), blank=True, default="")
    recheck = models.BooleanField(
        _("recheck"), default=False, help_text=_("Which cited page carries each detail is still to be checked.")
    )

    class Meta:
        abstract = True
        constraints = [
            is_written("title"),
            is_short(
                "title",
                LONGEST_TITLE,
                _("A title has at most {most} characters. The summary has room for the rest."),
            ),
            is_written("summary"),
            is_short(
                "summary",
                LONGEST_SUMMARY,
                _("A summary has at most {most} characters. Figures, actors and sources have fields of their own."),
            ),
            is_written("asserted_by"),
            choice_is_known("support", Support),
            date_exists("period_start"),
            date_exists("period_end"),
            CheckConstraint(
                name="%(class)s_period_ends_after_it_begins",
                # Bounds are compared, not texts: 2024-03-26 to 2024-03 is a period.
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(
                    models.lookups.LessThanOrEqual(PartialDateEarliest("period_start"), PartialDateLatest("period_end"))
                ),
                violation_error_message=_("The period ends before it begins."),
            ),
            names_no_empty_key("period_carried_by"),
            CheckConstraint(
                name="%(class)s_period_carried_by_comes_with_a_period",
                condition=Q(period_carried_by=[]) | Q(period_start__isnull=False) | Q(period_end__isnull=False),
                violation_error_message=_("No source carries a period that is not given."),
            ),
        ]


class Part(models.Model):
    """A row that hangs on one finding or one event, in an order that readers see."""

    finding = models.ForeignKey("findings.Finding", on_delete=models.CASCADE, null=True, blank=True)
    event = models.ForeignKey("findings.ReportEvent", on_delete=models.CASCADE, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            CheckConstraint(
                name="%(class)s_belongs_to_one",
                condition=Q(finding__isnull=False, event__isnull=True) | Q(finding__isnull=True, event__isnull=False),
                violation_error_message=_("It belongs to one finding or to one event."),
            )
        ]


class Detail(Part):
    """A part of the claim that some of its sources carry, and others perhaps do not."""

    carried_by = carriers(_("carried by"))

    class Meta(Part.Meta):
        abstract = True
        constraints = [*Part.Meta.constraints, names_no_empty_key("carried_by")]


def said_once(*fields: str) -> list[UniqueConstraint]:
    """The same thing hangs on one finding, or on one event, once."""
    return [
        UniqueConstraint(
            fields=[owner, *fields],
            name=f"%(class)s_is_said_once_by_{owner}",
            violation_error_message=_("This is recorded here already."),
        )
        for owner in ("finding", "event")
    ]


@remembered("finding", "event")
class Asserter(Part):
    """An actor who makes the claim."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="assertions")

    class Meta(Part.Meta):
        verbose_name = _("asserter")
        verbose_name_plural = _("asserters")
        constraints = [*Part.Meta.constraints, *said_once("actor")]

    def __str__(self) -> str:
        return str(self.actor)


@remembered("finding", "event")
class Involvement(Detail):
    """An actor and the role it is said to have played."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(_("role"), choices=Role.choices)

    class Meta(Detail.Meta):
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [*Detail.Meta.constraints, choice_is_known("role", Role), *said_once("actor", "role")]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


@remembered("finding", "event")
class Quantity(Detail):
    """A figure of the claim: of what, between which bounds, in which unit. Never added up across findings.

    `low` and `high` are the bounds as given, in `unit`; an absent bound is not known, which is not zero.
    """

    measure = models.CharField(_("measure"), help_text=_("Of what: containers of munitions and related materiel."))
    low = models.DecimalField(_("low"), max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("high"), max_digits=24, decimal_places=6, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), choices=Qualifier.choices)
    unit = models.CharField(_("unit"), choices=Unit.choices)

    class Meta(Detail.Meta):
        verbose_name = _("quantity")
        verbose_name_plural = _("quantities")
        constraints = [
            *Detail.Meta.constraints,
            is_written("measure"),
            choice_is_known("qualifier", Qualifier),
            choice_is_known("unit", Unit),
            CheckConstraint(
                name="quantity_has_a_bound",
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                violation_error_message=_("A quantity has a low bound, a high one, or both."),
            ),
            CheckConstraint(
                name="quantity_low_is_not_above_high",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=models.F("high")),
                violation_error_message=_("The low bound is above the high one."),
            ),
            CheckConstraint(
                name="quantity_is_not_negative",
                condition=(Q(low__isnull=True) | Q(low__gte=0)) & (Q(high__isnull=True) | Q(high__gte=0)),
                violation_error_message=_("A quantity is not below zero."),
            ),
            CheckConstraint(
                name="quantity_bounds_fit_their_qualifier",
                condition=(~Q(qualifier="exact") | Q(low__isnull=False, high__isnull=False, low=models.F("high")))
                & (~Q(qualifier__in=["at_least", "more_than"]) | Q(low__isnull=False))
                & (~Q(qualifier__in=["up_to", "fewer_than"]) | Q(low__isnull=True, high__isnull=False)),
                violation_error_message=_(
                    "The bounds do not fit the qualifier: “exact” takes low equal to high, “at least” and “more than” "
                    "a low bound, “up to” and “fewer than” a high bound alone."
                ),
            ),
        ]

    def __str__(self) -> str:
        bounds = [f"{Decimal(bound).normalize():f}" for bound in (self.low, self.high) if bound is not None]
        return f"{self.get_qualifier_display()} {'–'.join(dict.fromkeys(bounds))} {self.unit}: {self.measure}"


@remembered("finding", "event")
class PlaceMention(Detail):
    """A place that the claim names."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="mentions")

    class Meta(Detail.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [*Detail.Meta.constraints, *said_once("place")]

    def __str__(self) -> str:
        return str(self.place)


@remembered("finding", "event")
class ProvisionMapping(Part):
    """A provision that the editors hold the claim to fall under. Their mapping, not the report's citation."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="mappings")

    class Meta(Part.Meta):
        verbose_name = _("provision (editorial mapping)")
        verbose_name_plural = _("provisions (editorial mapping)")
        constraints = [*Part.Meta.constraints, *said_once("provision")]

    def __str__(self) -> str:
        return str(self.provision)


@remembered("finding", "event")
class Citation(Part):
    """A source, how it stands to the claim, and which part of the claim it carries; its own words, where one is quoted.

    Only a source that was consulted can be quoted. Whether it was stands in another table, so publishing refuses what
    breaks this rule (`publishing.refusals`); the form and the curated files say so before.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    relation = models.CharField(_("relation"), choices=CitationRelation.choices)
    supports = models.TextField(_("supports"), help_text=_("Which part of the claim it carries: figure, start month."))
    quote = models.TextField(
        _("quote"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The passage word for word, short, in the original language, without quotation marks around it. Write […] "
            "for what is left out."
        ),
    )
    quote_language = models.CharField(
        _("language of the quote"),
        max_length=2,
        blank=True,
        default="",
        db_default="",
        help_text=_("That of the words quoted, with a quote alone: en, ko, ru."),
    )

    class Meta(Part.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            *Part.Meta.constraints,
            choice_is_known("relation", CitationRelation),
            is_written("supports"),
            is_short(
                "quote",
                LONGEST_QUOTE,
                _("A quote has at most {most} characters. Keep what carries the claim, with […] for the rest."),
            ),
            CheckConstraint(
                name="citation_quote_is_one_line",
                condition=~Q(quote__regex=UNEVEN_SPACE),
                violation_error_message=_("A quote is one line, with one space between words and none at its ends."),
            ),
            CheckConstraint(
                name="citation_quote_is_plain_text",
                condition=~Q(quote__regex=MARKUP),
                violation_error_message=_("A quote is plain text: leave out tags such as <b>."),
            ),
            CheckConstraint(
                name="citation_quote_language_comes_with_a_quote",
                condition=Q(quote="", quote_language="") | (~Q(quote="") & Q(quote_language__regex=LANGUAGE)),
                violation_error_message=_(
                    "A quote comes with its language, an ISO 639-1 code of two small letters such as en or ko; without "
                    "a quote there is none."
                ),
            ),
            *said_once("source", "relation"),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.source}"


@remembered("citation")
class Locator(models.Model):
    """One step of the place in the source, in the grammar of `findings.locators`."""

    class Joined(models.TextChoices):
        THEN = "then", _("another place")
        INSIDE = "inside", _("inside the one before")
        AND = "and", _("and, of the same kind")

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="locators")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    locator_kind = models.CharField(_("kind"), choices=LocatorKind.choices)
    start = models.CharField(_("from"), blank=True, default="")
    end = models.CharField(_("to"), blank=True, default="")
    printed = models.CharField(_("as printed"))
    joined = models.CharField(_("joined"), choices=Joined.choices, default=Joined.THEN)

    class Meta:
        verbose_name = _("locator")
        verbose_name_plural = _("locators")
        ordering = ["position"]
        constraints = [
            choice_is_known("locator_kind", LocatorKind),
            CheckConstraint(
                name="locator_joined_is_in_vocabulary",
                condition=Q(joined__in=["then", "inside", "and"]),
                violation_error_message=_("A locator follows the one before it as “then”, “inside” or “and”."),
            ),
            CheckConstraint(
                name="locator_kind_comes_with_its_value",
                condition=Q(locator_kind="verbatim", start="", end="") | (~Q(locator_kind="verbatim") & ~Q(start="")),
                violation_error_message=_("A page, paragraph, table … takes its number; a place in words takes none."),
            ),
            is_written("printed"),
            UniqueConstraint(
                fields=["citation", "position"],
                name="locator_position_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another locator of this citation has that position."),
            ),
        ]

    def __str__(self) -> str:
        return self.printed
