"""The search of the admin's lists: by parts of words, and by likeness, so that a slip of spelling finds its record."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.http import HttpRequest

#: How alike a name and the words of a search must be (0 to 1, by word similarity of trigrams).
NEAR = 0.5
#: What stands in a PDF or a letter where a reference has its hyphens.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


class LikenessSearchMixin:
    """`search_fields` as Django's; `like_fields` are names or titles that are also found when they are nearly so.

    `row_fields` are words of what a record's rows name: (model of the rows, their key to the record, fields). A row
    fits where each word that is searched for is in one of its fields.

    One query, and each record once, however many of its aliases fit. Those come first whose name begins with the words,
    then those that have them in it.
    """

    like_fields: tuple[str, ...] = ()
    row_fields: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = ()

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
        if (copied := search_term.translate(_HYPHENS)) != search_term:
            also, _may_repeat = super().get_search_results(  # type: ignore[misc]
                request, self.model._default_manager.order_by(), copied
            )
            matching |= Q(pk__in=also.values("pk"))
        for number, field in enumerate(self.like_fields):
            name = f"likeness_{number}"
            near = self.model._default_manager.order_by().alias(**{name: TrigramWordSimilarity(search_term, field)})
            matching |= Q(pk__in=near.filter(**{f"{name}__gte": NEAR}).values("pk"))
        for model, owner, fields in self.row_fields:
            fitting = Q(**{f"{owner}__isnull": False})
            for word in words:
                fitting &= reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
            matching |= Q(pk__in=model._default_manager.order_by().filter(fitting).values(owner))
        fitting_ones = queryset.filter(matching)
        if self.like_fields and "o" not in request.GET:  # unless a column was chosen to sort by
            name = self.like_fields[0]
            whole = " ".join(words)
            first = Case(
                When(**{f"{name}__istartswith": whole}, then=Value(0)),
                When(**{f"{name}__icontains": whole}, then=Value(1)),
                default=Value(2),
            )
            fitting_ones = fitting_ones.order_by(first, *fitting_ones.query.order_by)
        return fitting_ones, False
