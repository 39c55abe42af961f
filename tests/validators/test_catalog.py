"""rdflib reads the catalogue, and pyshacl holds it against the shapes of catalog.ttl."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

rdflib = pytest.importorskip("rdflib")
pyshacl = pytest.importorskip("pyshacl")

from findings.caching import version_poll  # noqa: E402 - behind the skip

SHAPES = Path(__file__).with_name("catalog.ttl")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph.*"),
]


@pytest.fixture
def catalog(shelf: Path, db: None, client: Client, settings: Settings) -> str:
    settings.RELEASES_DIR = shelf
    version_poll.forget()
    response = client.get("/data/catalog.jsonld")
    version_poll.forget()
    assert response.status_code == 200
    return response.content.decode()


def conforms(text: str) -> tuple[bool, str]:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    is_valid, _results, said = pyshacl.validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
    return is_valid, said


def test_the_catalogue_of_two_releases_conforms(catalog: str) -> None:
    assert conforms(catalog) == (True, conforms(catalog)[1])
    graph = rdflib.Graph().parse(data=catalog, format="json-ld")
    dataset = rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")
    releases = sorted(str(each) for each in graph.subjects(rdflib.RDF.type, dataset))
    assert [address.rpartition("/data/")[2] for address in releases] == ["releases/1/", "releases/4/"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"dcterms:issued"', '"dcterms:issues"'),
        ('"xsd:nonNegativeInteger"', '"xsd:nonNegativeIntegers"'),
        ('"schema:sha256": "', '"schema:sha256": "x'),
        ('"dcat:Dataset",', '"dcat:Dataset2",'),
    ],
)
def test_one_changed_byte_is_found(catalog: str, old: str, new: str) -> None:
    assert old in catalog
    assert not conforms(catalog.replace(old, new, 1))[0]


def test_the_page_of_a_release_is_a_dataset_that_can_be_read(shelf: Path, catalog: str, client: Client) -> None:
    body = client.get("/data/releases/4/").content.decode()
    block = body.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    # Its context is that of schema.org, which is not fetched here: names stand for themselves.
    graph = rdflib.Graph().parse(
        data=block.replace('"https://schema.org"', '{"@vocab":"https://schema.org/"}'), format="json-ld"
    )
    kinds = {str(each).rpartition("/")[2] for each in graph.objects(None, rdflib.RDF.type)}
    assert {"Dataset", "DataDownload", "DataCatalog", "Organization"} <= kinds
