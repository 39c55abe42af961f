"""The OpenAPI document: complete, valid, made without a guess, and the same as what the code knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import OpenAPIV31SpecValidator

from findings import vocabulary
from findings.api.description import openapi
from findings.api.routes import Route
from findings.api.urls import urlpatterns
from findings.queries.facets import FACETS
from findings.queries.filters import FILTERS, FindingFilter
from findings.queries.questions import ORDERS, OTHERS
from findings.vocabulary import SubjectKind, Term
from tests.findings.api.content import Published
from tests.findings.api.described import ApiClient


def parameters(path: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in openapi()["paths"][path]["get"]["parameters"]}


def test_it_is_valid_openapi() -> None:
    assert openapi()["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(openapi()).validate()


def test_it_is_made_without_a_warning() -> None:
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)
    assert [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache] == []


def test_every_address_is_described_and_no_other() -> None:
    views = [pattern for pattern in urlpatterns if hasattr(pattern.callback, "cls")]
    assert all(issubclass(getattr(pattern.callback, "cls"), Route) for pattern in views)  # noqa: B009 - set by DRF
    addresses = {re.sub(r"<[a-z]+:([a-z]+)>", r"{\1}", f"/api/v1/{pattern.pattern}") for pattern in views}
    assert set(openapi()["paths"]) == addresses
    others = {pattern.name for pattern in urlpatterns} - {pattern.name for pattern in views}
    assert others == {"docs", "docs-part", "nowhere"}


def test_nothing_but_get_is_described() -> None:
    assert {method for path in openapi()["paths"].values() for method in path} == {"get"}


def test_operations_have_a_name_of_their_own_and_a_tag_that_exists() -> None:
    operations = [path["get"] for path in openapi()["paths"].values()]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names)
    tags = [tag["name"] for tag in openapi()["tags"]]
    assert {each["tags"][0] for each in operations} == set(tags)


def test_every_filter_is_a_parameter_of_findings_and_of_facets() -> None:
    assert list(FindingFilter.base_filters) == list(FILTERS)
    for path in ("/api/v1/findings/", "/api/v1/facets/"):
        described = parameters(path)
        for name, values in FILTERS.items():
            parameter = described[name]
            assert parameter["in"] == "query"
            assert (parameter["style"], parameter["explode"], parameter["schema"]["type"]) == ("form", True, "array")
            assert str(values.label) in parameter["description"]
            shape = parameter["schema"]["items"]
            if values.choices is None:
                assert re.search(shape["pattern"], values.example)
                assert "enum" not in shape
            else:
                assert shape["enum"] == list(values.choices)
                assert values.example in shape["enum"]


def test_the_other_parameters_are_those_of_a_question() -> None:
    described = parameters("/api/v1/findings/")
    assert set(described) == {*FILTERS, *OTHERS, "page_size"}
    assert described["sort"]["schema"]["enum"] == list(ORDERS)
    assert described["page_size"]["schema"]["maximum"] == 100
    facets = parameters("/api/v1/facets/")
    assert set(facets) == {*FILTERS, *OTHERS, "facet", "containing", "size"} - {"sort", "page"}
    assert facets["facet"]["schema"]["items"]["enum"] == list(FILTERS)
    assert set(FACETS) <= set(FILTERS)


#: What no answer has: a list of codes, and what is only asked for.
NOT_ANSWERED = {"COUNTRIES", "Dating"}


@pytest.mark.parametrize("name", sorted({*vocabulary.__all__} - NOT_ANSWERED))
def test_every_vocabulary_is_described_with_its_meanings(name: str) -> None:
    terms: type[Term] = getattr(vocabulary, name)
    shape = openapi()["components"]["schemas"][name]
    blank = [""] if name == "PlacePrecision" else []
    assert shape["enum"] == [*terms.values, *blank]
    for member in terms:
        assert str(member.meaning).rstrip(".") in shape["x-enum-descriptions"][member.value]
        assert f"`{member.value}`" in shape["description"]


#: Members that an answer has only where there is something to say.
OPTIONAL = {
    "Citation": ["quote", "quote_language"],
    **{name: ["carried_by"] for name in ("Involvement", "Period", "Place", "Quantity")},
}


def test_every_member_has_a_meaning_and_is_always_there() -> None:
    for name, shape in openapi()["components"]["schemas"].items():
        assert shape["description"], name
        for member, described in shape.get("properties", {}).items():
            assert described.get("description"), f"{name}.{member}"
        absent = shape.get("properties", {}).keys() - set(shape.get("required", []))
        assert sorted(absent) == OPTIONAL.get(name, []), name


def shapes(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON Schema within a part of the description."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from shapes(each)
    elif isinstance(value, list):
        for each in value:
            yield from shapes(each)


def test_no_figure_is_a_float() -> None:
    kinds = [shape["type"] for shape in shapes(openapi()) if isinstance(shape.get("type"), str | list)]
    assert all("number" not in ([kind] if isinstance(kind, str) else kind) for kind in kinds)


def test_the_two_forms_say_the_same(api: ApiClient, published: Published) -> None:
    as_json, as_yaml = api.get("/api/v1/schema/"), api.get("/api/v1/schema.yaml")
    assert as_json.json() == openapi()
    assert yaml.safe_load(as_yaml.content) == openapi()
    assert as_yaml.headers["Content-Type"] == "application/yaml"


def test_the_schema_serves_nothing_of_the_admin() -> None:
    assert all(path.startswith("/api/v1/") for path in openapi()["paths"])
    assert "securitySchemes" not in openapi()["components"]


def test_the_dataset_counts_every_kind_of_subject() -> None:
    counted = openapi()["components"]["schemas"]["SubjectCounts"]["properties"]
    assert {kind.value for kind in SubjectKind} == set(counted)
