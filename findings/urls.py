"""The addresses of the portal: nouns, lower case, permanent."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter

from findings.views import findings, home, subjects


class EditionNumberConverter(IntConverter):
    """1, 2, 3 …, without leading zeros and within the range of the column."""

    regex = "[1-9][0-9]{0,8}"


register_converter(EditionNumberConverter, "edition")


def subject(kind: str, plural: str, views: object) -> list[URLPattern]:
    """The addresses that every kind of subject has."""
    return [
        path(f"{plural}/", getattr(views, f"{kind}_list"), name=f"{kind}-list"),
        path(f"{plural}/<str:slug>/", getattr(views, f"{kind}_detail"), name=f"{kind}-detail"),
        path(f"{plural}/<str:slug>/v/<edition:number>/", getattr(views, f"{kind}_edition"), name=f"{kind}-edition"),
    ]


urlpatterns = [
    path("", home.home, name="home"),
    *subject("finding", "findings", findings),
    *subject("category", "categories", subjects),
    *subject("report", "reports", subjects),
    *subject("actor", "actors", subjects),
    *subject("source", "sources", subjects),
    *subject("resolution", "resolutions", subjects),
    path("resolutions/<str:slug>/provisions/<str:key>/", subjects.provision_detail, name="provision-detail"),
]
