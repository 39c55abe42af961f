"""What stands in the head of a page for machines: metadata, typed links, and the description as linked data.

One head says the same in every vocabulary (CITABLE C30–C37): Highwire for Zotero, Dublin Core, Open Graph for cards,
schema.org in a data block, and the typed links that the HTTP header has too. The organisation is never a
`citation_author`: importers would split its name as a person's.

Here are its parts, the head of a page that is no record, and that of the main page; beside it those of editions
(`edition_heads`), of lists (`list_heads`), and of places, provisions and words (`view_heads`).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.exports.addresses import absolute, address_of, form_address
from findings.exports.described import LICENCE_ADDRESS, PORTAL
from findings.exports.linked_data import portal
from findings.exports.signposting import Signpost
from findings.languages import current, in_english
from findings.pages.cards import Properties, portal_image
from findings.queries.pictures import Months
from findings.queries.questions import Question
from findings.queries.versions import Version

#: Characters that a description has at most (C32).
LONGEST = 300
#: What oEmbed calls its answers, for a program that looks for one.
OEMBED = "application/json+oembed"
#: How a site of short messages is to show the image of a page.
LARGE_IMAGE = ("twitter:card", "summary_large_image")
#: Feed → its media type, in the order of a list's feeds.
FEED_TYPES = {"atom": "application/atom+xml", "feed.json": "application/feed+json"}
#: Language → what Open Graph calls it: with a territory.
_LOCALES = {"en": "en_GB", "ko": "ko_KR", "ja": "ja_JP", "fr": "fr_FR"}
#: Pixels of an embedded card, unless the site that shows it gives it less width; of a set, it is higher.
EMBED_WIDTH, EMBED_HEIGHT = 600, 300
SET_HEIGHT = 660


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another form, for a program that looks for one."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is handed on of a subject or a list: a line of text, and the markup that shows it on another site.

    `embed` shows this edition of a finding, or a list as it is in one dataset version, for ever; `in_force` what is in
    force, whichever that will be. Either is "" where there is none.
    """

    line: str
    embed: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Head:
    """`names` and `properties` are pairs of a `<meta>`; `links` go into the HTTP header as well; `data` is JSON-LD."""

    canonical: str
    description: str = ""
    robots: str = ""
    names: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    links: tuple[Signpost, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    data: str = ""
    share: Share | None = None


def plain_head(address: str, title: str, described: str, *, data: str = "", image: Properties = ()) -> Head:
    """The head of a page that is no record: a list, a place, a provision, about the portal. `data` is its JSON-LD.

    Without an `image` of its own it has that of the portal.
    """
    return Head(
        canonical=address,
        description=cut(described, ""),
        names=(
            ("DCTERMS.title", title),
            ("DCTERMS.identifier", address),
            ("DCTERMS.publisher", str(PORTAL)),
            ("DCTERMS.language", current()),
            ("DCTERMS.rights", LICENCE_ADDRESS),
            ("DCTERMS.type", "Text"),
            LARGE_IMAGE,
        ),
        properties=_site_card(address, title, cut(described, ""), image),
        links=(Signpost("license", LICENCE_ADDRESS),),
        data=data,
    )


def home_head(address: str, version: Version | None, months: Months | None = None) -> Head:
    """The head of the main page: the site, its publisher and its dataset."""
    title = _("What the monitoring reports say about breaches of the UN sanctions on the DPRK")
    described = _(
        "Every claim of the MSMT and of the 1718 Committee’s Panel of Experts as one record: who asserts it, in which "
        "source, how well attested, and at an address that stays."
    )
    return Head(
        canonical=address,
        description=cut(described, ""),
        names=(
            ("DCTERMS.title", str(PORTAL)),
            ("DCTERMS.identifier", address),
            *([("DCTERMS.modified", moment(version.published_at))] if version else []),
            ("DCTERMS.publisher", str(PORTAL)),
            ("DCTERMS.language", current()),
            ("DCTERMS.rights", LICENCE_ADDRESS),
            ("DCTERMS.type", "Collection"),
            LARGE_IMAGE,
        ),
        properties=_site_card(address, title, described),
        links=(
            Signpost("cite-as", address),
            Signpost("license", LICENCE_ADDRESS),
            Signpost("describedby", address_of("api-catalog"), "application/linkset+json"),
        ),
        alternates=tuple(
            Alternate(media_type, _("Findings, the last changed first"), form_address(name, Question()))
            for name, media_type in FEED_TYPES.items()
        ),
        data=portal.block(in_english(portal.site)(version, _coverage(months))),
    )


def identity(address: str, kind: str) -> tuple[Signpost, ...]:
    """What Signposting says of a thing that has no editions; `kind` is a type of schema.org."""
    return (
        Signpost("cite-as", address),
        Signpost("type", "https://schema.org/AboutPage"),
        Signpost("type", f"https://schema.org/{kind}"),
        Signpost("author", absolute("/about/")),
        Signpost("license", LICENCE_ADDRESS),
    )


def oembed(address: str, title: str) -> Alternate:
    """Where a program learns of the card that a frame shows of an address."""
    return Alternate(OEMBED, title, f"{address_of('oembed')}?url={quote(address, safe=':/')}&format=json")


def frame_markup(address: str, name: str, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT) -> str:
    """The `<iframe>` that shows a card; `name` is of what."""
    return (
        f'<iframe src="{escape(address)}" width="{width}" height="{height}" '
        f'title="{escape(name)}, {PORTAL}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def cut(words: str, end: str) -> str:
    """The words, cut behind one of them where they and the end have more than LONGEST characters together."""
    room = LONGEST - len(end)
    return (words if len(words) <= room else f"{words[: room - 1].rsplit(' ', 1)[0]}…") + end


def _coverage(months: Months | None) -> str:
    """The months that findings touch; open to the past where some end before the first of them."""
    if months is None:
        return ""
    first, last = (f"{year:04}-{month:02}" for year, month in (months.first, months.last))
    return f"{'..' if months.earlier else first}/{last}"


def _site_card(address: str, title: str, described: str, image: Properties = ()) -> Properties:
    pairs = (
        ("og:type", "website"),
        ("og:title", title),
        ("og:url", address),
        ("og:site_name", str(PORTAL)),
        ("og:description", described),
        ("og:locale", _LOCALES[current()]),
        *(image or portal_image()),
    )
    return tuple((name, value) for name, value in pairs if value)
