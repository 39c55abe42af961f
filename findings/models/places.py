"""Places: a name in a country, and coordinates as good as they are said to be."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.fields import CountryField, country_is_known, is_slug, is_written
from findings.vocabulary import PlacePrecision


@remembered()
class Place(models.Model):
    """A place named in findings. It has an address (country, slug) but no editions: its page is a view of findings.

    Coordinates are decimal degrees (WGS 84). A place that is a whole country has none.
    """

    slug = models.CharField(_("slug"))
    name = models.CharField(_("name"))
    country = CountryField(_("country"))
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    precision = models.CharField(_("precision"), choices=PlacePrecision.choices, blank=True, default="")

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["country", "slug"]
        constraints = [
            is_slug(),
            is_written("name"),
            country_is_known(required=True),
            UniqueConstraint(
                fields=["country", "slug"],
                name="place_slug_is_unique_in_its_country",
                violation_error_message=_("This country has a place with that slug already."),
            ),
            CheckConstraint(
                name="place_latitude_in_range",
                condition=Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                violation_error_message=_("A latitude lies between -90 and 90 degrees."),
            ),
            CheckConstraint(
                name="place_longitude_in_range",
                condition=Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                violation_error_message=_("A longitude lies between -180 and 180 degrees."),
            ),
            CheckConstraint(
                name="place_coordinates_come_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True, precision="")
                | Q(latitude__isnull=False, longitude__isnull=False, precision__in=sorted(PlacePrecision.values)),
                violation_error_message=_("Latitude, longitude and their precision are given together or not at all."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"
