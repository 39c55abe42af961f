"""The portal: the one corporate author of its records, its site, its dataset, and how a block stands in a page."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils.translation import gettext as _

from findings.documents import moment
from findings.exports.addresses import absolute, address_of, form_address, list_address
from findings.exports.described import LICENCE_ADDRESS, PORTAL
from findings.exports.forms import MEDIA_TYPES
from findings.languages import current
from findings.partial_dates import PartialDate
from findings.queries.questions import Question
from findings.queries.versions import Version

type Node = dict[str, Any]

CONTEXT = "https://schema.org"
#: What would end the block, or begin a comment or another tag in it (HTML, 13.2.5.4: script data state), escaped.
_ESCAPES = (
    ("<", "\\u003C"),
    (">", "\\u003E"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def block(data: Node) -> str:
    """The inside of a `<script type="application/ld+json">`: no text in it can end it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES:
        written = written.replace(sign, escape)
    return written


def file(data: Node) -> bytes:
    """The same as a file of its own."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def stated(node: Node) -> Node:
    """The node without what is not stated: empty text, None, empty lists."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def publisher() -> Node:
    return {"@type": "Organization", "@id": absolute("/#publisher"), "name": str(PORTAL), "url": absolute("/")}


def dataset_brief() -> Node:
    """The dataset, where something is said to be part of it."""
    return {"@type": "Dataset", "@id": absolute("/#dataset"), "name": str(PORTAL), "url": absolute("/")}


def catalogue_brief() -> Node:
    """The catalogue of the dataset and of its releases, where something is said to be in it: the page of the data."""
    address = address_of("data")
    return {"@type": "DataCatalog", "@id": address, "name": str(PORTAL), "url": address}


def _cited(version: Version) -> str:
    """The dataset as it is cited: in the version that is described, at the address that gives the same for ever."""
    day = PartialDate(version.published_at.astimezone(dt.UTC).date().isoformat()).in_words().replace("\u00a0", " ")
    return f"{PORTAL}. Dataset version {version.number}, {day}. {list_address(Question(as_of=version.number))}"


def site(version: Version | None, coverage: str = "") -> Node:
    """The main page: the site, who publishes it and by what rules (C47), and the dataset behind it (C46).

    `coverage` is the time that the findings speak of, as an interval of ISO 8601.
    """
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@type": "WebSite",
                "@id": absolute("/#site"),
                "name": str(PORTAL),
                "url": absolute("/"),
                "inLanguage": "en",
                "publisher": {"@id": absolute("/#publisher")},
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": f"{address_of('finding-list')}?q={{search_term_string}}",
                    },
                    "query-input": "required name=search_term_string",
                },
            },
            publisher()
            | {
                "logo": address_of("favicon"),
                "publishingPrinciples": absolute("/about/method/"),
                "ethicsPolicy": absolute("/about/method/"),
                "correctionsPolicy": absolute("/about/corrections/"),
            },
            dataset(version, coverage),
        ],
    }


def dataset(version: Version | None, coverage: str = "") -> Node:
    """All findings in force, as files that can be taken whole."""
    whole = Question()
    published = moment(version.published_at) if version else ""
    return stated(
        dataset_brief()
        | {
            "description": _(
                "What the Multilateral Sanctions Monitoring Team (MSMT) and its predecessor, the Panel of Experts of "
                "the Security Council’s 1718 Committee, reported on violations of the UN sanctions on the DPRK: one "
                "record for each claim, with who asserts it, its sources and the places in them, the actors named and "
                "their roles, quantities, and how well it is attested. A record says what a report asserts. It is not "
                "a judgement, and to be named is not to be designated."
            ),
            "identifier": absolute("/"),
            "license": LICENCE_ADDRESS,
            "creator": {"@id": absolute("/#publisher")},
            "publisher": {"@id": absolute("/#publisher")},
            "version": str(version.number) if version else "",
            "datePublished": published,
            "dateModified": published,
            "citation": _cited(version) if version else "",
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "temporalCoverage": coverage,
            "spatialCoverage": "Democratic People's Republic of Korea",
            "includedInDataCatalog": catalogue_brief(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": form_address(form, whole),
                    "encodingFormat": MEDIA_TYPES[form].partition(";")[0],
                }
                for form in ("csv", "json", "jsonl", "xlsx", "geojson")
            ],
        }
    )


def collection(question: Question, name: str, total: int, items: list[tuple[str, str]]) -> Node:
    """A list of findings (C45). `items` are (address, title) of those on its first page."""
    return listed(list_address(question), name, total, items)


def listed(address: str, name: str, total: int, items: list[tuple[str, str]], first: int = 1) -> Node:
    """A page of any list; `first` is the position of its first item."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "url": address,
        "name": name,
        "inLanguage": current(),
        "license": LICENCE_ADDRESS,
        "isPartOf": dataset_brief(),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": total,
            "itemListElement": [
                {"@type": "ListItem", "position": position, "url": url, "name": title}
                for position, (url, title) in enumerate(items, first)
            ],
        },
    }
