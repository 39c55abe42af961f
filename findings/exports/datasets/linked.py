"""Releases in the words of machines: schema.org and DCAT 3 in one JSON-LD, and a feed of them (CITABLE C46, C65, C73).

The context stands in the file itself: nothing has to be fetched to read it.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.exports.addresses import absolute
from findings.exports.datasets.shelf import ReleasedFile, Shelved
from findings.exports.described import LICENCE_ADDRESS, PORTAL
from findings.exports.linked_data import portal
from findings.exports.linked_data.portal import Node
from findings.exports.notices import Notice

#: What a release is about, as schema.org and DCAT have it in words.
PLACE = "Democratic People's Republic of Korea"


def release_dataset(shelved: Shelved) -> Node:
    """A release as schema.org's Dataset (C46), for its page."""
    release = shelved.release
    return portal.stated(
        {
            "@context": portal.CONTEXT,
            "@type": "Dataset",
            "@id": release.address,
            "url": release.address,
            "name": release.title,
            "description": release.description,
            "identifier": release.doi or release.address,
            "sameAs": release.doi_address,
            "version": str(release.version),
            "datePublished": moment(release.published_at),
            "license": LICENCE_ADDRESS,
            "creator": portal.publisher(),
            "publisher": {"@id": absolute("/#publisher")},
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "temporalCoverage": "/".join(release.years) if release.years else "",
            "spatialCoverage": PLACE,
            "citation": release.citation,
            "isPartOf": portal.dataset_brief(),
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": _catalog_id(), "name": str(PORTAL)},
            "distribution": [] if shelved.withheld else [_download(shelved, file) for file in shelved.files],
        }
    )


def file_address(shelved: Shelved, file: ReleasedFile) -> str:
    return absolute(reverse("release-file", args=[shelved.release.version, file.name]))


def _download(shelved: Shelved, file: ReleasedFile) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": file_address(shelved, file),
        "encodingFormat": file.media_type.partition(";")[0],
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _catalog_id() -> str:
    return absolute(f"{reverse('data')}#catalog")


_CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
}


def catalog(releases: list[Shelved]) -> Node:
    """The portal as a catalogue: DCAT 3 and schema.org's DataCatalog; each release is a version of one dataset."""
    series = absolute("/#dataset")
    newest = releases[0] if releases else None
    return {
        "@context": _CONTEXT,
        "id": _catalog_id(),
        "type": ["dcat:Catalog", "schema:DataCatalog"],
        **_called(str(PORTAL)),
        "dcterms:description": _text(
            _("Findings on violations of the UN sanctions on the DPRK, as reports assert them, in releases.")
        ),
        "foaf:homepage": {"id": absolute("/")},
        "dcterms:license": {"id": LICENCE_ADDRESS},
        "schema:license": {"id": LICENCE_ADDRESS},
        "dcterms:publisher": _publisher(),
        "schema:publisher": {"id": absolute("/#publisher")},
        **({"dcterms:modified": _moment(moment(newest.release.published_at))} if newest else {}),
        "dcat:dataset": [_dataset(each, series, releases) for each in releases],
        "schema:dataset": [{"id": each.release.address} for each in releases],
    }


def _dataset(shelved: Shelved, series: str, releases: list[Shelved]) -> Node:
    release = shelved.release
    before = [each.release.address for each in releases if each.release.version < release.version]
    node: Node = {
        "id": release.address,
        "type": ["dcat:Dataset", "schema:Dataset"],
        **_called(release.title),
        "dcterms:description": _text(release.description),
        "schema:description": _text(release.description),
        "dcterms:identifier": release.doi or release.address,
        "schema:identifier": release.doi or release.address,
        "dcat:version": str(release.version),
        "schema:version": str(release.version),
        "dcterms:issued": _moment(moment(release.published_at)),
        "schema:datePublished": _moment(moment(release.published_at)),
        "dcterms:license": {"id": LICENCE_ADDRESS},
        "schema:license": {"id": LICENCE_ADDRESS},
        "dcterms:publisher": {"id": absolute("/#publisher")},
        "dcterms:creator": {"id": absolute("/#publisher")},
        "dcterms:bibliographicCitation": release.citation,
        "dcterms:accessRights": {"id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dcterms:language": {"id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "dcterms:spatial": {"id": "http://publications.europa.eu/resource/authority/country/PRK"},
        "dcat:landingPage": {"id": release.address},
        "dcat:isVersionOf": {"id": series},
        "dcat:distribution": [] if shelved.withheld else [_distribution(shelved, file) for file in shelved.files],
    }
    if before:
        node["dcat:previousVersion"] = {"id": before[0]}
    if release.years:
        first, last = release.years
        node["dcterms:temporal"] = {
            "type": "dcterms:PeriodOfTime",
            "dcat:startDate": {"@value": first, "type": "xsd:gYear"},
            "dcat:endDate": {"@value": last, "type": "xsd:gYear"},
        }
    return node


def _distribution(shelved: Shelved, file: ReleasedFile) -> Node:
    address = file_address(shelved, file)
    media_type = file.media_type.partition(";")[0]
    return {
        "id": address,
        "type": ["dcat:Distribution", "schema:DataDownload"],
        "dcterms:title": _text(file.name),
        "schema:name": _text(file.name),
        "dcat:downloadURL": {"id": address},
        "dcat:accessURL": {"id": shelved.release.address},
        "schema:contentUrl": {"id": address},
        "dcat:mediaType": {"id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "schema:encodingFormat": media_type,
        "dcat:byteSize": {"@value": str(file.size), "type": "xsd:nonNegativeInteger"},
        "schema:sha256": file.sha256,
        "dcterms:license": {"id": LICENCE_ADDRESS},
        "spdx:checksum": {
            "type": "spdx:Checksum",
            "spdx:algorithm": {"id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "type": "xsd:hexBinary"},
        },
    }


def _called(name: str) -> Node:
    return {"dcterms:title": _text(name), "schema:name": _text(name)}


def _text(text: str) -> Node:
    return {"@value": text, "@language": "en"}


def _moment(text: str) -> Node:
    return {"@value": text, "type": "xsd:dateTime"}


def _publisher() -> Node:
    return {
        "id": absolute("/#publisher"),
        "type": ["foaf:Agent", "schema:Organization"],
        "foaf:name": str(PORTAL),
        "schema:name": str(PORTAL),
        "schema:url": {"id": absolute("/")},
    }


def notices(releases: list[Shelved]) -> tuple[Notice, ...]:
    """The releases as entries of a feed, the newest first."""
    return tuple(
        Notice(
            id=each.release.address,
            title=each.release.title,
            url=each.release.address,
            published_at=each.release.published_at,
            text=" ".join(
                [
                    each.release.note,
                    _("%(findings)s findings; changed since the release before: %(changes)s.")
                    % {"findings": f"{each.release.findings:,}", "changes": f"{each.release.counts['changes']:,}"},
                    *(_("Withheld: %s") % reason for reason in each.withheld),
                ]
            ),
            term="release",
            label=_("Release"),
        )
        for each in releases
    )
