"""Findings as the answer to a question: the list, and the counts of its facets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation
from findings.api.editions import stamps_of
from findings.api.pagination import listed, pages_of
from findings.api.parameters import PAGE_SIZE, Asked, facet_parameters, question_parameters, read_facets, read_question
from findings.api.routes import Route
from findings.api.serializers.lists import FacetsSerializer, FindingListSerializer
from findings.exports.addresses import absolute
from findings.pages.frames import list_url
from findings.queries.facets import Counts, Facet, counts
from findings.queries.lists import rows, withheld
from findings.queries.questions import Question
from findings.queries.sentence import sentence
from findings.queries.versions import Version
from findings.vocabulary import SubjectKind

_FINDINGS = FindingListSerializer()
_FACETS = FacetsSerializer()


class FindingList(Route):
    operation = Operation(
        "list_findings",
        "findings",
        _("The findings that answer a question"),
        FindingListSerializer,
        question_parameters,
        description=_(
            "Several values of one filter are “or”, filters among each other are “and”. A finding is its document, as "
            "it was published, and its edition. Without parameters: all of them, the latest period first."
        ),
        is_list=True,
    )

    def get(self, request: Request) -> Response:
        asked = read_question(request.query_params, request.dataset_version)
        counted = counts(asked.question, facets=())
        pages = pages_of(asked.question.page, counted.total, asked.size)
        found = rows(asked.question, size=asked.size)
        stamps = stamps_of(SubjectKind.FINDING, {row.document["key"]: row.number for row in found})
        body = {
            **pages.members(),
            "results": [{**row.document, "edition": stamps[row.document["key"]]} for row in found],
            "question": told(asked.question, counted, request.dataset_version),
        }
        return listed(request, _FINDINGS.to_representation(body), pages, lambda number: _query(asked, number))


class Facets(Route):
    operation = Operation(
        "count_facets",
        "findings",
        _("What the findings that answer a question have, counted"),
        FacetsSerializer,
        facet_parameters,
        description=_(
            "Each facet is counted with its own filter lifted, so that its counts say what choosing a value would "
            "bring. Values that are chosen are always among those listed."
        ),
    )

    def get(self, request: Request) -> Response:
        asked = read_facets(request.query_params, request.dataset_version)
        counted = counts(asked.question, facets=asked.names, size=asked.size, containing=asked.containing)
        facets = {facet.name: _facet(facet, asked.containing) for facet in counted.facets}
        body = {
            "count": counted.total,
            "facets": [facets[name] for name in asked.names],
            "question": told(asked.question, counted, request.dataset_version),
        }
        return Response(_FACETS.to_representation(body))


def told(question: Question, counted: Counts, newest: Version | None) -> dict[str, Any]:
    """The question in words, and the page that asks it. One statement.

    What is withheld is told of today's state as of any other, for today's answer is the one that its version gives.
    """
    answered = question.as_of or (newest.number if newest else None)
    return {
        "words": str(sentence(question, counted)),
        "address": absolute(list_url(question.from_the_start())),
        "as_of": question.as_of,
        "withheld": withheld(replace(question, as_of=answered)),
    }


def _facet(facet: Facet, containing: str) -> dict[str, Any]:
    # A chosen value is counted even where its name lacks the words; it was not asked for then.
    return {
        "name": facet.name,
        "label": facet.label,
        "distinct": facet.distinct,
        "values": [
            {"key": value.key, "name": value.name, "count": value.count, "chosen": value.chosen}
            for value in facet.values
            if containing.lower() in value.name.lower()
        ],
    }


def _query(asked: Asked, number: int) -> str:
    """The query string of another page of the same answer."""
    query = replace(asked.question, page=number).query()
    size = urlencode({"page_size": asked.size}) if asked.size != PAGE_SIZE else ""
    return "&".join(part for part in (query, size) if part)
