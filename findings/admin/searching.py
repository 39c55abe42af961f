"""The search of the admin's lists: by parts of words, and by likeness, so that a slip of spelling finds its record."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.http import HttpRequest

#: How alike a name and the words of a search must be (0 to 1, by word similarity of trigrams).
NEAR = 0.5


class LikenessSearchMixin:
    """`search_fields` as Django's; `like_fields` are names or titles that are also found when they are nearly so.

    One query, and each record once, however many of its aliases fit.
    """

    like_fields: tuple[str, ...] = ()

    def get_search_results(
        self: Any, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.split()
        if not words or "\0" in search_term:
            return (queryset if not words else queryset.none()), False
        found, _may_repeat = super().get_search_results(  # type: ignore[misc]
            request, self.model._default_manager.order_by(), search_term
        )
        matching = Q(pk__in=found.values("pk"))
        for number, field in enumerate(self.like_fields):
            name = f"likeness_{number}"
            near = self.model._default_manager.order_by().alias(**{name: TrigramWordSimilarity(search_term, field)})
            matching |= Q(pk__in=near.filter(**{f"{name}__gte": NEAR}).values("pk"))
        return queryset.filter(matching), False
