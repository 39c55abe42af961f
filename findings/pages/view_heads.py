"""The heads of pages that have no editions: places, provisions, places in sources, the data, words about the portal.

They say the same as those of records (CITABLE C30–C37): title, description, Dublin Core, Open Graph, linked data.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.exports.addresses import absolute, address_of
from findings.exports.datasets.descriptions import DATA_PACKAGE
from findings.exports.datasets.shelf import Shelved
from findings.exports.linked_data import named, portal, views
from findings.exports.record_forms import PROVISION
from findings.exports.signposting import Signpost
from findings.pages.cards import Properties, country_image, place_image, provision_image
from findings.pages.codebook import ChoicesPage, CodebookDiffPage, CodebookTablePage
from findings.pages.corrections import CorrectionsPage
from findings.pages.data import DataPage, ReleasePage
from findings.pages.edition_heads import citation_files, title_of
from findings.pages.events import EventPage
from findings.pages.heads import Head, identity, plain_head
from findings.pages.history import DiffPage, HistoryPage
from findings.pages.list_heads import listed_head, without_page
from findings.pages.matching import MatchPage
from findings.pages.places import CountryPage, PlaceIndexPage, PlacePage
from findings.pages.places_in_sources import PlaceInSourcePage
from findings.pages.subjects import FindingsPart, ProvisionPage
from findings.queries.editions import PublishedEdition
from findings.queries.pictures import PlaceCount

#: Page of words, by the name of its view → its title, as its template has it, and what it says in short.
WORDS = {
    "about": (
        gettext_lazy("About"),
        gettext_lazy(
            "What this portal of findings on breaches of the UN sanctions on the DPRK is: whose claims it holds, what "
            "it is not, and what readers can rely on."
        ),
    ),
    "about-method": (
        gettext_lazy("Method"),
        gettext_lazy(
            "What a finding is, whose words are whose, at which hand a claim was read, how well attested it is, and "
            "what is not in here."
        ),
    ),
    "about-citing": (
        gettext_lazy("How to cite"),
        gettext_lazy(
            "How to cite a finding, one edition of it, a list as it was on a day, and a place in a source, so that the "
            "words stay the same."
        ),
    ),
    "about-corrections": (
        gettext_lazy("How mistakes are mended"),
        gettext_lazy(
            "What happens to a record that was wrong: corrections, withdrawals and redactions, each with its date and "
            "its reason."
        ),
    ),
    "about-verify": (
        gettext_lazy("Verify"),
        gettext_lazy(
            "How a stranger checks that nothing which was published here has been changed since: the chain of digests, "
            "and a program."
        ),
    ),
    "about-conformance": (
        gettext_lazy("Checks"),
        gettext_lazy(
            "What this release of the portal was checked for, by which tools, and what came out; written by the build."
        ),
    ),
    "quality": (
        gettext_lazy("How good the data is"),
        gettext_lazy(
            "What is missing, unchecked, or known at second hand alone, counted from the findings that are in force."
        ),
    ),
    "codebook": (
        gettext_lazy("Code book"),
        gettext_lazy(
            "Every field of a finding in the files that can be taken away, every table of a release, and every choice "
            "there is."
        ),
    ),
}


def words_head(view: str) -> Head:
    """The head of a page of words, by the name of its view."""
    title, described = map(str, WORDS[view])
    address = address_of(view)
    return plain_head(address, title, described, data=portal.block(views.page_of_words(address, title, described)))


def match_head(page: MatchPage) -> Head:
    """The head of the page that matches a list; with an answer it is not to be indexed (C68)."""
    described = _(
        "Names and numbers of companies, ships and persons, one a line, and for each the actors in the portal that it "
        "may be."
    )
    head = plain_head(page.permalink, _("Match a list"), described)
    return replace(head, robots="noindex, follow" if page.lines else "")


def place_index_head(page: PlaceIndexPage) -> Head:
    described = _(
        "Every country that findings involve, by an actor of it or a place in it, and the places named in each."
    )
    countries = [(each.link.url, each.link.words) for each in page.countries]
    return listed_head(page.permalink, _("Places"), described, len(countries), countries)


def place_head(page: PlacePage, place: PlaceCount) -> Head:
    """`place` has the coordinates that the page has in words."""
    where = page.name if page.name == page.country.words else f"{page.name}, {page.country.words}"
    described = _("%(place)s: findings on breaches of the UN sanctions that name it, each with who asserts it.")
    document = {
        "name": place.name,
        "country": place.country,
        "latitude": None if place.latitude is None else str(place.latitude),
        "longitude": None if place.longitude is None else str(place.longitude),
        "precision": place.precision,
    }
    return _about(
        page.permalink,
        where,
        described % {"place": where},
        named.place(document) | {"@id": page.permalink, "subjectOf": _claims(page.findings)},
        *identity(page.permalink, "Place"),
        Signpost("collection", absolute(page.country.url), "text/html"),
        image=place_image(place.key, place.name),
    )


def country_head(page: CountryPage) -> Head:
    described = _(
        "Findings that involve %(country)s: an actor of this country is named, or a place in it. That a country is "
        "named does not say that its government took part."
    )
    country = {
        "@type": "Country",
        "@id": page.permalink,
        "name": page.name,
        "identifier": page.code,
        "containsPlace": [
            {"@type": "Place", "@id": absolute(each.link.url), "name": each.link.words} for each in page.places
        ],
        "subjectOf": _claims(page.findings),
    }
    title = _("%s (country)") % page.name
    return _about(
        page.permalink,
        title,
        described % {"country": page.name},
        country,
        *identity(page.permalink, "Country"),
        Signpost("collection", address_of("place-list"), "text/html"),
        image=country_image(page.code),
    )


def place_in_source_head(page: PlaceInSourcePage, source: PublishedEdition) -> Head:
    """A place in a source is cited as a record is: its address is its identity (C07)."""
    described = ngettext(
        "%(cited)s: one finding rests on it. What it is cited for, and who asserts it.",
        "%(cited)s: %(total)s findings rest on it. What each cites it for, and who asserts it.",
        page.total,
    )
    # Spaces that keep a line together are for readers.
    title, cited, place = (each.replace("\u00a0", " ") for each in (page.title, page.cited, page.place))
    findings = [(absolute(row.url), row.title) for row in page.findings]
    claims = views.claims(findings, absolute(page.all_url))
    return _about(
        page.permalink,
        title,
        described % {"cited": cited, "total": page.total},
        views.part_of_source(page.permalink, cited, place, source, claims),
        *identity(page.permalink, "CreativeWork"),
        Signpost("collection", absolute(page.source.url), "text/html"),
    )


def event_head(edition: PublishedEdition, page: EventPage) -> Head:
    """What happened around a report. What the editors say of it is recorded in English."""
    report = title_of(edition)
    title = f"{page.event.title} ({page.report.words})"
    event = {
        "@type": "Claim",
        "@id": page.permalink,
        "name": page.event.title,
        "description": page.event.summary,
        "isPartOf": {"@type": "Report", "@id": address_of("report-detail", edition.slug), "name": report},
    }
    address = address_of("event-detail", edition.slug, page.event.anchor.removeprefix("event-"))
    return replace(
        _about(
            page.permalink,
            title,
            f"{page.event.summary} {report}.",
            event,
            *identity(page.permalink, "Claim"),
            Signpost("collection", absolute(page.report.url.partition("#")[0]), "text/html"),
        ),
        canonical=address,
    )


def provision_head(edition: PublishedEdition, page: ProvisionPage) -> Head:
    """What the editors map to it is their own reading, which the description says."""
    title = f"{edition.title}, {page.part.paragraph or page.topic}"
    described = _("%(provision)s: %(obligation)s The findings that the editors map to it.")
    provision = {
        "@type": "Legislation",
        "@id": page.permalink,
        "name": title,
        "legislationIdentifier": f"{edition.title}, {page.part.paragraph}" if page.part.paragraph else edition.title,
        "description": page.part.obligation,
        "isPartOf": {
            "@type": "Legislation",
            "@id": absolute(page.resolution.url),
            "name": page.resolution.words,
        },
        "subjectOf": _claims(page.findings),
    }
    told = {"provision": title, "obligation": page.part.obligation}
    image = provision_image(edition.slug, page.key, title)
    return _about(
        page.permalink,
        title,
        described % told,
        provision,
        *identity(page.permalink, "Legislation"),
        *(
            Signpost("describedby", f"{url}?{PROVISION}={page.key}", media_type)
            for url, media_type in citation_files(edition)
        ),
        Signpost("collection", absolute(page.resolution.url), "text/html"),
        image=image,
    )


def codebook_table_head(page: CodebookTablePage) -> Head:
    described = _("The table “%s” of a release, column by column: type, meaning, rule and choices.") % page.name
    return _page_of_codebook(page.permalink, page.name, described)


def codebook_choices_head(page: ChoicesPage) -> Head:
    described = _("Every list of choices in the data: the value that files have, the words on pages, and the meaning.")
    return _page_of_codebook(page.permalink, _("Choices"), described)


def _page_of_codebook(address: str, name: str, described: str) -> Head:
    title = _("%(name)s (code book)") % {"name": name}
    collection = Signpost("collection", address_of("codebook"), "text/html")
    head = plain_head(address, title, described, data=portal.block(views.page_of_words(address, title, described)))
    return replace(head, links=(*head.links, collection))


def codebook_diff_head(page: CodebookDiffPage) -> Head:
    told = {"before": page.before, "after": page.after}
    title = _("Code book, versions %(before)s to %(after)s") % told
    described = _("The fields, tables and choices that changed from release %(before)s to release %(after)s.")
    return plain_head(page.permalink, title, described % told)


def corrections_head(page: CorrectionsPage) -> Head:
    described = _("Every record here that was published and was wrong: corrected, withdrawn or redacted, when and why.")
    rows = [(row.url, row.title or row.key) for row in page.rows]
    return listed_head(page.permalink, _("Corrections"), described, page.pages.total, rows, page.pages.first_row or 1)


def history_head(page: HistoryPage) -> Head:
    title = _("History of %(name)s") % {"name": page.subject.key}
    described = _("Every edition of %(name)s: what was published, when and why, each at an address that stays.")
    return without_page(plain_head(page.permalink, title, described % {"name": page.subject.key}))


def diff_head(page: DiffPage) -> Head:
    told = {"name": page.subject.key, "old": page.old.number, "new": page.new.number}
    described = _("What changed from edition %(old)s to edition %(new)s of %(name)s, field by field, with the reason.")
    return plain_head(page.permalink, _("%(name)s: edition %(old)s and edition %(new)s") % told, described % told)


def data_head(page: DataPage) -> Head:
    title = _("Data")
    described = _(
        "All findings to be taken away whole, with code book, sums and history, under CC BY 4.0: releases that keep "
        "their bytes, and files of what is in force."
    )
    releases = [(absolute(each.link.url), each.link.words) for each in page.releases]
    data = views.catalogue(page.permalink, title, described, releases)
    return plain_head(page.permalink, title, described, data=portal.block(data))


def release_head(page: ReleasePage, shelved: Shelved) -> Head:
    """A release is cited by its address; its description and its tables are typed links, unless they are withheld."""
    title = _("Release: %(name)s") % {"name": page.row.link.words}
    head = plain_head(page.permalink, title, page.description)
    files = {} if shelved.withheld else {file.name: file for file in shelved.files}
    told = [("describedby", DATA_PACKAGE), ("item", "findings.csv"), ("item", "findings.jsonl")]
    return replace(
        head,
        names=(
            *head.names,
            ("DCTERMS.issued", page.row.published_iso),
            ("DCTERMS.bibliographicCitation", page.row.citation),
        ),
        links=(
            *identity(page.permalink, "Dataset"),
            *(
                Signpost(
                    rel,
                    address_of("release-file", shelved.release.version, name),
                    files[name].media_type.partition(";")[0],
                )
                for rel, name in told
                if name in files
            ),
            Signpost("collection", address_of("data"), "text/html"),
        ),
    )


def _about(
    address: str, title: str, described: str, thing: portal.Node, *links: Signpost, image: Properties = ()
) -> Head:
    data = portal.block(views.page_about(address, title, thing))
    return replace(plain_head(address, title, described, data=data, image=image), links=links)


def _claims(part: FindingsPart) -> list[portal.Node]:
    return views.claims([(absolute(row.url), row.title) for row in part.rows], absolute(part.all_url))
