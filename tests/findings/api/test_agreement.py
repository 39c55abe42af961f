"""The API and the pages answer the same: the same findings, in the same order, with the same counts and refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from findings.api.parameters import read_facets, read_question
from findings.api.problems import REASONS
from findings.documents import upgraded
from findings.models import Edition
from findings.pages.lists import browse_page
from findings.queries.facets import FACETS, counts
from findings.queries.filters import FILTERS
from findings.queries.lists import rows
from findings.queries.questions import ORDERS, UnanswerableError
from findings.queries.sentence import sentence
from findings.queries.versions import current_version
from tests.findings.api.amount import EXAMPLES, ORDINARY
from tests.findings.api.content import SUBJECTS, Published
from tests.findings.api.described import ApiClient, misfits

QUESTIONS = [
    "",
    "category=petroleum",
    "category=petroleum&category=shipping&disputed=no",
    "actor=kum-un-san-3&role=other",
    "kind=vessel&country=KP&place=kp/nampo",
    "provision=2397-5&year=2023",
    "source=news-1&hand=second",
    "at=s-2019-171/para-21",
    "q=tanker",
    "q=petroleum+actor:kum-un-san-3",
    "from=2023&to=March+2024",
    "support=strong",
    "edition=first&as_of=1",
    "dating=stated&dating=open",
]


def keys_of(page: str) -> list[str]:
    """The references that the page of a list shows, in their order."""
    question = read_question(QueryDict(page), current_version()).question
    return [row.document["reference"] for row in rows(question)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_list_has_the_findings_of_the_page_in_its_order(
    api: ApiClient, published: Published, question: str, order: str
) -> None:
    asked = f"{question}&sort={order}"
    answer = api.get(f"/api/v1/findings/?{asked}").json()
    assert [each["reference"] for each in answer["results"]] == keys_of(asked)
    page = api.get(f"/findings/?{asked}").content.decode()
    places = [page.index(f"/findings/{each['slug']}/") for each in answer["results"]]
    assert places == sorted(places)
    assert answer["count"] == len(answer["results"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_facets_and_sentence_are_those_of_the_page(api: ApiClient, published: Published, question: str) -> None:
    asked = read_question(QueryDict(question), current_version()).question
    counted = counts(asked)
    answer = api.get(f"/api/v1/facets/?{question}").json()
    assert answer["count"] == counted.total
    assert answer["question"]["words"] == str(sentence(asked, counted)) == browse_page(asked, counted, []).title
    told = {each["name"]: each for each in answer["facets"]}
    assert list(told) == list(FACETS)
    for facet in counted.facets:
        if facet.name in told:
            assert told[facet.name] == {
                "name": facet.name,
                "label": facet.label,
                "distinct": facet.distinct,
                "values": [
                    {"key": value.key, "name": value.name, "count": value.count, "chosen": value.chosen}
                    for value in facet.values
                ],
            }


def test_each_count_of_a_facet_is_what_choosing_it_brings(api: ApiClient, published: Published) -> None:
    for facet in api.get("/api/v1/facets/?" + "&".join(f"facet={name}" for name in FILTERS)).json()["facets"]:
        for value in facet["values"]:
            chosen = api.get("/api/v1/findings/", {facet["name"]: value["key"]}).json()
            assert chosen["count"] == value["count"], (facet["name"], value["key"])


def floats(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from floats(each)


@pytest.mark.parametrize(("plural", "slug"), SUBJECTS)
def test_every_member_of_a_document_is_answered(api: ApiClient, published: Published, plural: str, slug: str) -> None:
    answer = api.get(f"/api/v1/{plural}/{slug}/editions/1/").json()
    row = Edition.objects.get(subject_kind=answer["kind"], key=answer["key"], number=1)
    del answer["edition"]
    assert answer == upgraded(row.document)
    assert list(floats(answer)) == []


# What nobody thought of

SIGNS = st.text(st.characters(codec="utf-8"), max_size=12)
KNOWN_NAMES = [*FILTERS, "q", "from", "to", "sort", "page", "page_size", "as_of", "facet", "size", "containing"]
VALUES = st.one_of(
    SIGNS,
    st.sampled_from(
        [
            *(values.example for values in FILTERS.values()),
            *("kum-un-san-3", "petroleum", "shipping", "vessel", "KP", "2397-5", "news-1", "kp/nampo", "2023"),
            *("1", "2", "0", "-1", "99999999999999999999", "1e3", "١", "9999", "2024-13", "March 2024", "31 Feb 2024"),
            *(
                "\x00",
                "a\x00",
                "'",
                '"',
                "%",
                "%s",
                "\\",
                "is:disputed",
                "is:x",
                "actor:nampo",
                "year:2",
                "OR",
                "-",
                "<->",
            ),
            *ORDERS,
        ]
    ),
)
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(KNOWN_NAMES), SIGNS), VALUES), max_size=6)
FUZZ = hypothesis_settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=EXAMPLES == ORDINARY,
)


def query_of(pairs: list[tuple[str, str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


@pytest.mark.fuzz
@FUZZ
@given(pairs=PAIRS)
def test_any_query_is_answered_or_refused_as_it_is_read(
    api: ApiClient, published: Published, pairs: list[tuple[str, str]]
) -> None:
    query = query_of(pairs)
    for path, read in (("/api/v1/findings/", read_question), ("/api/v1/facets/", read_facets)):
        response = api.get(f"{path}?{query.urlencode()}")
        assert response.status_code in {200, 400}
        reasons = []
        try:
            read(QueryDict(query.urlencode()), current_version())
        except UnanswerableError as error:
            reasons = error.reasons
        assert not reasons or response.json()["reasons"] == reasons[:REASONS]
    for path in ("/api/v1/search/", "/api/v1/match/", "/api/v1/lookup/", "/api/v1/actors/", "/api/v1/dataset/"):
        assert api.get(f"{path}?{query.urlencode()}").status_code in {200, 400, 404}


@pytest.mark.fuzz
@FUZZ
@given(pairs=PAIRS)
def test_a_question_that_the_page_answers_is_answered_here_and_no_other(
    client: Client, api: ApiClient, published: Published, pairs: list[tuple[str, str]]
) -> None:
    known = [(name, value) for name, value in pairs if name in FILTERS or name in {"q", "from", "to", "sort", "page"}]
    query = query_of(known).urlencode()
    page, answer = client.get(f"/findings/?{query}"), api.get(f"/api/v1/findings/?{query}")
    once = all(sum(name == each for each, _value in known) == 1 for name, _value in known if name not in FILTERS)
    if once and page.status_code in {200, 400}:
        assert answer.status_code == page.status_code


@pytest.mark.fuzz
@FUZZ
@given(words=st.one_of(SIGNS, VALUES))
def test_any_words_can_be_searched_and_looked_up(api: ApiClient, published: Published, words: str) -> None:
    for path in ("/api/v1/search/", "/api/v1/lookup/"):
        assert api.get(path, {"q": words}).status_code in {200, 400, 404}
    assert api.get("/api/v1/match/", {"name": words}).status_code in {200, 400}


@pytest.mark.fuzz
@FUZZ
@given(parts=st.lists(st.one_of(SIGNS, st.sampled_from(["findings", "editions", "1", "2397", ".."])), max_size=4))
def test_any_address_is_told_what_it_is(api: ApiClient, published: Published, parts: list[str]) -> None:
    path = "/api/v1/" + "/".join(part.replace("?", "").replace("#", "") for part in parts)
    response = Client().get(path)
    assert response.status_code in {200, 301, 400, 404}
    if response.status_code == 404:
        assert misfits({"$ref": "#/components/schemas/NothingHere"}, json.loads(response.content)) == []
