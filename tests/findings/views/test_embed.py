"""Findings on other sites: the card in a frame, the image of a card, and how a site finds them."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote

import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client
from PIL import Image

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

SITE = "http://127.0.0.1:8000"
FINDING = "/findings/msmt-2025-1-001/"
EMBED = f"/embed/v1{FINDING}v/1/"
CARD = f"{FINDING}v/1/card.png"


def correct(finding: Finding) -> None:
    finding.title = "Over 28,000 containers"
    finding.save()
    publish_everything(EditionKind.CORRECTION, "The number was too low.")


def withdraw() -> None:
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="It said the same twice.")
    version_poll.forget()


def words(content: bytes) -> str:
    return " ".join(lxml.html.document_fromstring(content).text_content().split())


def test_a_card_may_stand_in_any_frame_and_does_nothing_else(portal: Finding, client: Client) -> None:
    """F054: its own frame policy, also when it comes from what the process keeps; no script, no cookie."""
    for _time in range(2):
        response = client.get(EMBED)
        assert response.status_code == 200
        assert "X-Frame-Options" not in response.headers
        assert response.headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
        )
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert b"<script" not in response.content
    # Every other page stays out of frames.
    page = client.get(FINDING)
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_a_card_says_who_asserts_what_where_and_at_which_hand(portal: Finding, client: Client) -> None:
    page = client.get(EMBED).content
    assert words(page).startswith("MSMT-2025-1-001 – DPRK Sanctions Findings MSMT-2025-1-001 Petroleum")
    for said in (
        "Over 20,000 containers",
        "Asserted by The MSMT participating states in MSMT/2025/1.",
        "Second hand. The editors have not read the document that makes the claim.",
        "Edition 1,",
        "What a report asserts, not a judgement.",
    ):
        assert said in words(page)
    assert f'<a href="{SITE}{FINDING}" target="_blank" rel="noopener">'.encode() in page
    assert b'class="notice"' not in page


def test_a_card_keeps_its_words_and_tells_what_became_of_them(portal: Finding, client: Client) -> None:
    """Superseded, then withdrawn: the same edition says so, each time first."""
    correct(portal)
    old = words(client.get(EMBED).content)
    assert "Superseded on" in old
    assert ": the newest edition is 2. Over 20,000 containers" in old
    assert "28,000" not in old
    assert "28,000" in words(client.get(f"/embed/v1{FINDING}v/2/").content)
    withdraw()
    gone = client.get(EMBED)
    assert gone.status_code == 200
    assert "It said the same twice. Over 20,000 containers" in words(gone.content)
    tombstone = client.get(f"/embed/v1{FINDING}v/3/")
    assert tombstone.status_code == 410
    assert "Withdrawn on" in words(tombstone.content)
    assert "containers" not in words(tombstone.content)


def test_a_redacted_edition_has_no_card_of_its_words(portal: Finding, client: Client) -> None:
    assert b"20,000" in client.get(EMBED).content
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another man was meant.")
    version_poll.forget()
    embedded = client.get(EMBED)
    assert embedded.status_code == 451
    assert "The text of this edition has been taken away. Another man was meant." in words(embedded.content)
    assert b"20,000" not in embedded.content
    image = client.get(CARD)
    assert (image.status_code, image.headers["Content-Type"]) == (451, "text/plain; charset=utf-8")
    assert client.get("/oembed", {"url": f"{SITE}{FINDING}"}).status_code == 451


def test_the_card_of_an_old_edition_says_that_the_text_of_the_newest_was_taken_away(
    portal: Finding, client: Client
) -> None:
    correct(portal)
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [2], editor="Kim", reason="Another man was meant.")
    version_poll.forget()
    shown = words(client.get(EMBED).content)
    assert "The text of edition 2 has been taken away: Another man was meant. Over 20,000 containers" in shown
    assert "Superseded on" not in shown


def test_a_frame_of_nothing_says_so_in_the_frame(portal: Finding, client: Client) -> None:
    for address in (
        f"/embed/v1{FINDING}v/2/",
        "/embed/v1/findings/msmt-2025-1-999/v/1/",
        "/embed/v1/findings/a b/v/1/",
    ):
        response = client.get(address)
        assert response.status_code == 404
        assert "There is no such record, or it has no such edition" in words(response.content)
        assert "X-Frame-Options" not in response.headers


def test_the_image_is_of_this_very_edition(portal: Finding, client: Client) -> None:
    """C35, F053: 1200 × 630, the same bytes each time, another image for another edition."""
    response = client.get(CARD)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(response.content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    correct(portal)
    again, second = client.get(CARD).content, client.get(f"{FINDING}v/2/card.png").content
    assert again == response.content
    assert second != again
    withdraw()
    assert client.get(f"{FINDING}v/3/card.png").status_code == 410
    assert client.get(f"{FINDING}v/4/card.png").status_code == 404


def discovered(client: Client, address: str) -> str:
    """The address of oEmbed that the page names, as a path."""
    (link,) = lxml.html.document_fromstring(client.get(address).content).xpath(
        "//link[@type='application/json+oembed']/@href"
    )
    return str(link).removeprefix(SITE)


def test_a_site_finds_the_card_of_a_page(portal: Finding, client: Client) -> None:
    """oEmbed 1.0: discovered from the page; the markup shows the edition in force, which it goes on showing."""
    response = client.get(discovered(client, FINDING))
    assert response.headers["Content-Type"] == "application/json"
    told = json.loads(response.content)
    markup = lxml.html.fragment_fromstring(told.pop("html"))
    assert told == {
        "version": "1.0",
        "type": "rich",
        "title": "Over 20,000 containers (MSMT-2025-1-001)",
        "author_name": "DPRK Sanctions Findings",
        "author_url": f"{SITE}/",
        "provider_name": "DPRK Sanctions Findings",
        "provider_url": f"{SITE}/",
        "cache_age": 86400,
        "thumbnail_url": f"{SITE}{CARD}",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "width": 600,
        "height": 300,
    }
    assert (markup.tag, markup.get("src"), markup.get("title")) == (
        "iframe",
        f"{SITE}{EMBED}",
        "MSMT-2025-1-001, DPRK Sanctions Findings",
    )
    assert client.get(str(markup.get("src")).removeprefix(SITE)).status_code == 200


def test_the_same_as_xml_and_in_less_room(portal: Finding, client: Client) -> None:
    asked = f"/oembed?format=xml&maxwidth=320&maxheight=300&url={quote(SITE + FINDING + 'v/1/')}"
    response = client.get(asked)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    told = {each.tag: each.text for each in ET.fromstring(response.content)}  # noqa: S314 - our own
    assert (told["width"], told["height"], told["type"]) == ("320", "300", "rich")
    assert 'width="320" height="300"' in str(told["html"])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/sources/an-account/",
        "http://127.0.0.1:8000/actors/angara/v/1/",
        "http://127.0.0.1:8000/actors/nobody/",
        "http://127.0.0.1:8000/findings/msmt-2025-1-999/",
        "http://127.0.0.1:8000/findings/?as_of=99",
        "https://example.org/findings/",
        "https://example.org/findings/msmt-2025-1-001/",
        "http://[/findings/msmt-2025-1-001/",
        "javascript:alert(1)",
        "findings",
    ],
)
def test_another_address_has_no_card(portal: Finding, client: Client, url: str) -> None:
    response = client.get("/oembed", {"url": url})
    assert (response.status_code, response.content.decode()) == (
        404,
        f"That is not the address of a finding, an actor, a report or a list here, as {SITE}/findings/REFERENCE/ is\n",
    )


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("format=json", 400, f"Name the address whose card is wanted: “url={SITE}/findings/REFERENCE/”.\n"),
        ("url=a&maxwidth=0", 400, "“0” is no number of pixels for “maxwidth”.\n"),
        ("url=a&maxwidth=1&maxwidth=2", 400, "The address names “maxwidth” 2 times. Once is right.\n"),
        (
            "url=a&wide=1",
            400,
            "This address has no parameter “wide”. It has: url, format, maxwidth, maxheight.\n",
        ),
        (f"url={SITE}/findings/%3Fcolour=red", 400, "There is no filter named “colour”"),
        (f"url={SITE}{FINDING}&format=yaml", 501, "There is no “yaml”. The formats are: json, xml.\n"),
    ],
)
def test_a_question_of_oembed_that_is_none_is_told_what_is_wrong(
    portal: Finding, client: Client, asked: str, status: int, said: str
) -> None:
    response = client.get(f"/oembed?{asked}")
    assert (response.status_code, response.content.decode()[: len(said)]) == (status, said)


@pytest.mark.parametrize("total", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),  # the version, and what the card asks besides
    [
        (EMBED, 2),
        (CARD, 2),
        (f"/oembed?url={SITE}{FINDING}", 2),
        (f"/embed/v1{FINDING}v/1/?superseded", 3),
        (f"/embed/v1{FINDING}", 2),
        ("/embed/v1/actors/angara/", 4),
        ("/embed/v1/reports/msmt-2025-1/", 4),
        ("/embed/v1/findings/?category=petroleum", 3),
        ("/embed/v1/findings/?as_of=1", 4),
        (f"/oembed?url={SITE}/actors/angara/", 2),
        (f"/oembed?url={SITE}/findings/%3Fcategory=petroleum", 2),
    ],
)
def test_a_card_takes_the_same_statements_for_any_number_of_findings(
    portal: Finding, client: Client, total: int, address: str, statements: int, django_assert_num_queries: Any
) -> None:
    for _number in range(total - 1):
        make.make_finding(report=portal.report, category=portal.category)
    publish_everything()
    if "superseded" in address:
        correct(portal)
    version_poll.forget()
    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200


def test_a_page_offers_a_line_to_share_and_the_markup_of_its_card(portal: Finding, client: Client) -> None:
    """F054: the line names the asserter before the claim, and ends with the permanent address."""
    page = lxml.html.document_fromstring(client.get(f"{FINDING}v/1/").content)
    (section,) = page.find_class("share")
    assert section.find_class("line")[0].text_content() == (
        f"The MSMT participating states: Over 20,000 containers (MSMT-2025-1-001) {SITE}{FINDING}"
    )
    fixed, in_force = section.xpath(".//textarea[@readonly]")
    assert fixed.text.startswith(f'<iframe src="{SITE}{EMBED}" width="600" height="300"')
    assert in_force.text.startswith(f'<iframe src="{SITE}/embed/v1{FINDING}" width="600" height="300"')
    assert b"share" not in client.get("/sources/an-account/").content


def test_the_page_of_a_set_offers_its_line_and_its_frame(portal: Finding, client: Client) -> None:
    """Of what is in force: a numbered edition of them has no findings, and no frame."""
    lines = {}
    for page in ("/actors/angara/", "/reports/msmt-2025-1/"):
        (section,) = lxml.html.document_fromstring(client.get(page).content).find_class("share")
        lines[page] = section.find_class("line")[0].text_content()
        (area,) = section.xpath(".//textarea[@readonly]")
        assert area.text.startswith(f'<iframe src="{SITE}/embed/v1{page}" width="600" height="660"')
        assert b"share" not in client.get(f"{page}v/1/").content
    assert lines == {
        "/actors/angara/": (f"Angara, named in findings. To be named is not to be designated. {SITE}/actors/angara/"),
        "/reports/msmt-2025-1/": (
            f"Report 1 (MSMT/2025/1): its findings, one record for each claim. {SITE}/reports/msmt-2025-1/"
        ),
    }


ABOUT = "Findings about petroleum naming Angara: one record for each claim."
LISTED = "1 finding about petroleum naming Angara as of dataset version 1"


@pytest.mark.parametrize(
    ("page", "line", "fixed", "in_force"),
    [
        (
            "/findings/?category=petroleum&actor=angara&page=1",
            f"{ABOUT} {SITE}/findings/?category=petroleum&actor=angara",
            ("?category=petroleum&amp;actor=angara&amp;as_of=1", LISTED),
            ("?category=petroleum&amp;actor=angara", "Findings about petroleum naming Angara"),
        ),
        (
            "/ko/findings/?category=petroleum&actor=angara&as_of=1",
            f"{ABOUT} {SITE}/findings/?category=petroleum&actor=angara&as_of=1",
            ("?category=petroleum&amp;actor=angara&amp;as_of=1", LISTED),
            None,
        ),
        (
            "/findings/",
            f"Findings: one record for each claim. {SITE}/findings/",
            ("?as_of=1", "1 finding as of dataset version 1"),
            ("", "Findings"),
        ),
    ],
)
def test_a_list_has_a_line_to_share_and_the_markup_of_its_card_as_it_is_and_as_it_goes_on(
    portal: Finding,
    client: Client,
    page: str,
    line: str,
    fixed: tuple[str, str],
    in_force: tuple[str, str] | None,
) -> None:
    share = client.get(page).context["head"].share
    told = [share.line, *(each for each in (share.embed, share.in_force) if each)]
    assert told == [line, *(_frame_of_list(*each) for each in (fixed, in_force) if each)]
    for markup in told[1:]:
        address = lxml.html.fromstring(markup).get("src").removeprefix(SITE)
        assert b"Over 20,000 containers" in client.get(address).content


@pytest.mark.parametrize("view", ["table", "timeline", "map"])
def test_another_look_at_a_list_offers_none(portal: Finding, client: Client, view: str) -> None:
    """A card has rows; a page that draws them otherwise is heavy enough."""
    page = client.get(f"/findings/?view={view}")
    assert page.context["head"].share is None
    assert b"<iframe" not in page.content


def _frame_of_list(query: str, title: str) -> str:
    return (
        f'<iframe src="{SITE}/embed/v1/findings/{query}" width="600" height="660" '
        f'title="{title}, DPRK Sanctions Findings" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def test_a_list_without_findings_has_nothing_to_share(portal: Finding, client: Client) -> None:
    make.make_category("unused", name="Unused")
    publish_everything()
    response = client.get("/findings/?category=unused")
    assert (response.status_code, response.context["head"].share) == (200, None)


#: Every kind of frame, and the address whose card oEmbed tells to be in it.
FRAMES = {
    f"/embed/v1{FINDING}v/1/": f"{FINDING}v/1/",
    f"/embed/v1{FINDING}": FINDING,
    "/embed/v1/actors/angara/": "/actors/angara/",
    "/embed/v1/reports/msmt-2025-1/": "/reports/msmt-2025-1/",
    "/embed/v1/findings/": "/findings/",
    "/embed/v1/findings/?category=petroleum&as_of=1": "/findings/?category=petroleum&as_of=1",
    "/embed/v1/findings/?category=petroleum": "/findings/?category=petroleum&view=map",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_has_the_licence_and_says_what_it_is_to_be_named(
    portal: Finding, client: Client, frame: str
) -> None:
    """F054, F086; DESIGN 7.5. Each has the headers of the first: its own frame policy; no script, no cookie."""
    response = client.get(frame)
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
    )
    assert (response.headers["X-Robots-Tag"], response.headers["Cross-Origin-Resource-Policy"]) == (
        "noindex",
        "cross-origin",
    )
    for active in (b"<script", b"style=", b"<img", b"<form"):
        assert active not in response.content
    assert len(response.content) < 12_000
    page = lxml.html.document_fromstring(response.content)
    assert [each.text for each in page.xpath("//a[contains(@rel, 'license')]")] == ["CC BY 4.0"]
    assert "To be named in a finding is not to be designated." in words(response.content)
    # No other page of the portal may stand in a frame: each link leads out of it.
    assert {each.get("target") for each in page.xpath("//a")} == {"_blank"}


@pytest.mark.parametrize(("frame", "address"), FRAMES.items())
def test_a_site_finds_every_frame_by_the_address_of_its_page(
    portal: Finding, client: Client, frame: str, address: str
) -> None:
    told = json.loads(client.get("/oembed", {"url": f"{SITE}{address}", "maxwidth": "320"}).content)
    markup = lxml.html.fragment_fromstring(told["html"])
    assert markup.get("src") == f"{SITE}{frame}"
    assert (told["width"], told["height"]) == (320, 420 if "/msmt-2025-1-001/" in frame else 1020)
    assert client.get(told["thumbnail_url"].removeprefix(SITE)).headers["Content-Type"] == "image/png"


def test_pages_of_sets_name_their_frames(portal: Finding, client: Client) -> None:
    asked = {
        page: discovered(client, page) for page in ("/actors/angara/", "/reports/msmt-2025-1/", "/findings/?q=ship")
    }
    assert [json.loads(client.get(each).content)["html"].split('"')[1] for each in asked.values()] == [
        f"{SITE}/embed/v1/actors/angara/",
        f"{SITE}/embed/v1/reports/msmt-2025-1/",
        f"{SITE}/embed/v1/findings/?q=ship",
    ]


def test_the_edition_in_force_follows_what_is_published(portal: Finding, client: Client) -> None:
    frame = f"/embed/v1{FINDING}"
    assert "Over 20,000 containers" in words(client.get(frame).content)
    correct(portal)
    corrected = words(client.get(frame).content)
    assert "Over 28,000 containers" in corrected
    assert "Superseded" not in corrected
    withdraw()
    gone = client.get(frame)
    assert gone.status_code == 410
    assert "It said the same twice." in words(gone.content)
    assert "28,000" not in words(gone.content)


def test_the_frame_of_a_set_says_what_its_number_is_and_who_asserts_each(portal: Finding, client: Client) -> None:
    actor = portal.involvement_set.get().actor
    for year in (2021, 2022, 2023, 2023, 2024, 2024):
        make.make_finding(
            report=portal.report,
            category=portal.category,
            involvements=[(actor, "carrier")],
            period_start=str(year),
            period_end=str(year),
        )
    publish_everything()
    version_poll.forget()
    page = client.get("/embed/v1/actors/angara/").content
    said = words(page)
    assert "Actor Edition 1, Dataset version 2 Angara Named in 7 findings; to be named is not to be designated" in said
    assert "All 7 findings" in said
    read = lxml.html.document_fromstring(page)
    assert len(read.xpath("//li")) == 5
    assert all("Asserted by The MSMT participating states." in row.text_content() for row in read.xpath("//li"))
    (drawing,) = read.xpath("//svg[@role='img']")
    assert drawing.get("aria-label").startswith("Findings by year. ")
    assert "2022: 1, 2023: " in drawing.get("aria-label")
    listed = words(client.get("/embed/v1/findings/?category=petroleum&as_of=1").content)
    assert "List Dataset version 1 1 finding about petroleum Each with who asserts it and its sources" in listed


def test_a_redacted_actor_has_no_frame_of_its_name(portal: Finding, client: Client) -> None:
    assert "Angara" in words(client.get("/embed/v1/actors/angara/").content)
    publishing.redact(SubjectKind.ACTOR, "angara", [1], editor="Kim", reason="Another ship was meant.")
    version_poll.forget()
    response = client.get("/embed/v1/actors/angara/")
    assert response.status_code == 451
    assert "Another ship was meant." in words(response.content)
    assert "Angara" not in words(response.content)
    assert "Over 20,000" not in words(response.content)


@pytest.mark.parametrize(
    ("frame", "status", "said"),
    [
        ("/embed/v1/actors/nobody/", 404, "There is no such record, or it has no such edition"),
        ("/embed/v1/reports/a b/", 404, "There is no such record, or it has no such edition"),
        ("/embed/v1/findings/?category=nothing", 400, "nothing"),
        ("/embed/v1/findings/?colour=red", 400, "colour"),
        ("/embed/v1/findings/?as_of=99", 400, "99"),
    ],
)
def test_what_cannot_be_shown_in_a_frame_is_said_in_it(
    portal: Finding, client: Client, frame: str, status: int, said: str
) -> None:
    response = client.get(frame)
    assert response.status_code == status
    assert said in words(response.content)
    assert "X-Frame-Options" not in response.headers
