"""Finding a thing by what one has at hand: words, a name, a reference, a symbol, a number."""

from __future__ import annotations

import itertools
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from findings import locators
from findings.api.description import Operation
from findings.api.lists import told
from findings.api.parameters import as_of, names, q, read_names, read_question, read_text
from findings.api.problems import nothing
from findings.api.routes import Route, address_of
from findings.api.serializers.searching import MatchSerializer, SearchSerializer, TargetSerializer
from findings.exports.addresses import absolute
from findings.pages.frames import detail_url, edition_url
from findings.pages.search import target_url
from findings.queries.facets import counts
from findings.queries.lists import HIT_BEGINS, HIT_ENDS, Row, rows
from findings.queries.matching import Matched, matched
from findings.queries.search import Hit, Target, lookup, named
from findings.vocabulary import SubjectKind

#: How many findings a search shows.
FINDINGS = 10

_SEARCH = SearchSerializer()
_TARGET = TargetSerializer()
_MATCH = MatchSerializer()


class Search(Route):
    operation = Operation(
        "search_everything",
        "search",
        _("Search in everything"),
        SearchSerializer,
        lambda: [q(str(_("Words, a name, nearly a name, or a number.")), required=True), as_of()],
        description=_("Subjects by their names and numbers, a few of each kind, and the first of the findings."),
    )

    def get(self, request: Request) -> Response:
        text, version = read_text(request.query_params, request.dataset_version, versioned=True)
        question = read_question(_as_question(text, version), request.dataset_version).question
        counted = counts(question, facets=())
        subjects = itertools.groupby(named(text, version), key=lambda hit: hit.kind)
        body = {
            "subjects": [{"kind": kind.value, "hits": [_hit(hit) for hit in hits]} for kind, hits in subjects],
            "findings": {
                "count": counted.total,
                "results": [_found(row) for row in rows(question, size=FINDINGS)],
                "question": told(question, counted, request.dataset_version),
            },
        }
        return Response(_SEARCH.to_representation(body))


class Match(Route):
    operation = Operation(
        "match_names",
        "search",
        _("Match a list"),
        MatchSerializer,
        lambda: [names(), as_of()],
        description=_(
            "For each line the actors that it may be, the best first, at most three; those whose name is only alike "
            "where nothing else fits. A name that is alike, or even the same, need not be that person, company or ship."
        ),
    )

    def get(self, request: Request) -> Response:
        lines, version = read_names(request.query_params, request.dataset_version)
        return Response(_MATCH.to_representation({"lines": [_line(each) for each in matched(lines, version)]}))


class Lookup(Route):
    operation = Operation(
        "look_up",
        "search",
        _("What a reference, symbol or number names"),
        TargetSerializer,
        lambda: [q(str(_("MSMT-2025-1-7, S/2019/171 para. 21, 2397/5, IMO 8705539 …")), required=True)],
        description=_("One thing, or nothing (404): what it names is never guessed."),
        refusals=(404,),
    )

    def get(self, request: Request) -> Response:
        text, _version = read_text(request.query_params, request.dataset_version)
        target = lookup(text)
        if target is None:
            raise nothing([], str(_("“%(text)s” names nothing in the portal.") % {"text": text}))
        return Response(_TARGET.to_representation(_target(target)))


def _as_question(text: str, version: int | None) -> QueryDict:
    parameters = QueryDict(mutable=True)
    parameters["q"] = text
    if version is not None:
        parameters["as_of"] = str(version)
    return parameters


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.key,
        "name": hit.name,
        "names": hit.names.split("\n"),
        "part_of": hit.part_of,
        "permalink": absolute(_page(hit.kind, hit.key, hit.part_of)),
    }


def _line(answer: Matched) -> dict[str, Any]:
    return {
        "line": answer.line,
        "candidates": [
            {
                "how": each.fit.value,
                "similarity": f"{each.similarity:.2f}",
                "fitted": each.fitted,
                "key": each.key,
                "name": each.name,
                "kind": each.actor_kind.value,
                "findings": each.findings,
                "permalink": absolute(detail_url(SubjectKind.ACTOR, each.slug)),
            }
            for each in answer.candidates
        ],
    }


def _target(target: Target) -> dict[str, Any]:
    address = (
        absolute(reverse("api:provision-detail", args=[target.part_of, target.key]))
        if target.part_of
        else address_of(target.kind, target.key.lower())
    )
    return {
        "kind": target.kind.value,
        "key": target.key,
        "part_of": target.part_of,
        "at": locators.canonical(locators.parse(target.at)),
        "permalink": absolute(target_url(target)),
        "address": address,
    }


def _page(kind: SubjectKind, key: str, part_of: str) -> str:
    """The page of a subject by its permanent key, which leads to its address of today."""
    return reverse("provision-detail", args=[part_of, key]) if part_of else detail_url(kind, key.lower())


def _found(row: Row) -> dict[str, Any]:
    document = row.document
    return {
        "reference": document["reference"],
        "title": document["title"],
        "category": document["category"],
        "report": document["report"],
        "edition_permalink": absolute(edition_url(SubjectKind.FINDING, row.slug, row.number)),
        "snippet": _pieces(row.snippet),
    }


def _pieces(snippet: str) -> list[dict[str, Any]]:
    """A snippet in pieces, those that were hit told apart; none where nothing in it was hit."""
    if HIT_BEGINS not in snippet:
        return []
    pieces = []
    for part in snippet.split(HIT_BEGINS):
        hit, ends, rest = part.partition(HIT_ENDS)
        pieces += [{"text": hit, "is_hit": bool(ends)}, {"text": rest, "is_hit": False}]
    return [piece for piece in pieces if piece["text"]]
