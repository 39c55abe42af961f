"""The card images of pages that are no findings: each page names its own, and each says what the page says."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from findings import publishing
from findings.caching import version_poll
from findings.exports.view_cards import ViewCard, view_card
from findings.models import Actor, Finding
from findings.views import cards as views
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_heads import Page

SITE = "http://127.0.0.1:8000"
#: Page → its card.
CARDS = {
    "/categories/petroleum/": "/categories/petroleum/v/1/card.png",
    "/categories/petroleum/v/1/": "/categories/petroleum/v/1/card.png",
    "/reports/msmt-2025-1/": "/reports/msmt-2025-1/v/1/card.png",
    "/actors/angara/": "/actors/angara/v/1/card.png",
    "/actors/angara/v/1/": "/actors/angara/v/1/card.png",
    "/sources/an-account/": "/sources/an-account/v/1/card.png",
    "/resolutions/2397/": "/resolutions/2397/v/1/card.png",
    "/resolutions/2397/provisions/2397-5/": "/resolutions/2397/provisions/2397-5/card.png",
    "/places/kp/": "/places/kp/card.png",
    "/places/kp/nampo/": "/places/kp/nampo/card.png",
    "/findings/": "/findings.card.png?as_of=1",
    "/findings/?category=petroleum&view=map": "/findings.card.png?category=petroleum&as_of=1",
    "/findings/?category=petroleum&sort=earliest&as_of=1": "/findings.card.png?category=petroleum&as_of=1",
    **dict.fromkeys(("/", "/actors/", "/places/", "/about/", "/data/", "/corrections/", "/match/"), "/card.png"),
}
#: Card → its alternative in words, and statements: the version, and what the card asks besides.
TOLD = {
    "/categories/petroleum/v/1/card.png": ("Petroleum. The findings of this field, by year.", 3),
    "/reports/msmt-2025-1/v/1/card.png": (
        "Report 1 (MSMT/2025/1). Issued by Multilateral Sanctions Monitoring Team.",
        3,
    ),
    "/actors/angara/v/1/card.png": ("Angara (vessel), named in findings. To be named is not to be designated.", 3),
    "/sources/an-account/v/1/card.png": ("An account. The findings that cite it, by year.", 3),
    "/resolutions/2397/v/1/card.png": (
        "S/RES/2397 (2006). The findings that the editors map to its provisions, by year.",
        3,
    ),
    "/resolutions/2397/provisions/2397-5/card.png": (
        "S/RES/2397 (2006), para. 5. The findings that the editors map to it, by year.",
        3,
    ),
    "/places/kp/card.png": (
        "Democratic People's Republic of Korea. That a country is named does not say that its government took part.",
        2,
    ),
    "/places/kp/nampo/card.png": ("Nampo. The findings that name it, by year.", 4),
    "/findings.card.png?as_of=1": ("1 finding", 3),
    "/findings.card.png?category=petroleum&as_of=1": ("1 finding about petroleum", 3),
    "/card.png": ("DPRK Sanctions Findings, how many findings it holds, and that each says who asserts it.", 2),
}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[ViewCard]:
    """What the cards that are asked for were told, the last one last."""
    told: list[ViewCard] = []

    def kept(card: ViewCard) -> bytes:
        told.append(card)
        return view_card(card)

    monkeypatch.setattr(views, "view_card", kept)
    return told


@pytest.mark.parametrize(("page", "card"), CARDS.items())
def test_a_page_names_its_card_and_says_it_in_words(portal: Finding, client: Client, page: str, card: str) -> None:
    """C35, F053."""
    read = Page(client, page)
    images = read.metas("property", "og:image")
    alt = TOLD[card][0]
    if page.endswith("as_of=1"):
        alt = "1 finding about petroleum as of dataset version 1"
    assert images == {
        "og:image": f"{SITE}{card}",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
    }
    assert read.metas("name", "twitter:") == {"twitter:card": "summary_large_image"}


@pytest.mark.parametrize("total", [1, 3])
@pytest.mark.parametrize(("card", "statements"), [(card, told[1]) for card, told in TOLD.items()])
def test_a_card_is_an_image_and_takes_the_same_statements_for_any_number_of_findings(
    portal: Finding, client: Client, total: int, card: str, statements: int, django_assert_num_queries: Any
) -> None:
    for _number in range(total - 1):
        make.make_finding(report=portal.report, category=portal.category)
    publish_everything()
    version_poll.forget()
    with django_assert_num_queries(statements):
        response = client.get(card)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(response.content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    again = client.get(card, headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert not response.cookies


def test_a_card_says_what_its_numbers_are_and_of_which_version(
    portal: Finding, client: Client, drawn: list[ViewCard]
) -> None:
    """Never sharper than the page: each line says what it is to be named, mapped, cited."""
    for card in TOLD:
        assert client.get(card).status_code == 200
    version = "Dataset version 1"
    told = [(card.kind, card.marks, card.title, card.says, card.note) for card in drawn]
    assert told == [
        (
            "Category",
            ("Edition 1", version),
            "Petroleum",
            "1 finding, each with who asserts it and its sources",
            portal.category.definition,
        ),
        (
            "Report",
            ("Edition 1", version),
            "Report 1 (MSMT/2025/1)",
            "Issued by Multilateral Sanctions Monitoring Team",
            "1 finding, one record for each claim; read at first hand",
        ),
        (
            "Actor",
            ("Edition 1", version),
            "Angara",
            "Named in 1 finding; to be named is not to be designated",
            "Vessel, Democratic People's Republic of Korea",
        ),
        ("Source", ("Edition 1", version), "An account", "Cited by 1 finding", "UN document, Reuters, via CNA"),
        (
            "Resolution",
            ("Edition 1", version),
            "S/RES/2397 (2006): Resolution 2397",
            "The editors map 1 finding to its provisions",
            "Their own reading; the reports may cite others.",
        ),
        (
            "Provision",
            (version,),
            f"S/RES/2397 (2006), para. 5: {portal.provisionmapping_set.get().provision.obligation}",
            "The editors map 1 finding to it",
            "Their own reading; the reports may cite others.",
        ),
        (
            "Country",
            (version,),
            "Democratic People's Republic of Korea",
            "1 finding names an actor of this country, or a place in it",
            "That a country is named does not say that its government took part.",
        ),
        ("Place", (version,), "Nampo", "Named in 1 finding", "Democratic People's Republic of Korea"),
        ("List", (version,), "1 finding", "Each with who asserts it and its sources", ""),
        ("List", (version,), "1 finding about petroleum", "Each with who asserts it and its sources", ""),
        (
            "Portal",
            (version,),
            "DPRK Sanctions Findings",
            "1 finding, each with who asserts it and its sources",
            "What the monitoring reports say about breaches of the UN sanctions on the DPRK",
        ),
    ]


def test_the_card_of_a_provision_says_that_its_number_is_unchecked_or_unknown(
    records: Finding, client: Client, drawn: list[ViewCard]
) -> None:
    provision = records.provisionmapping_set.get().provision
    for paragraph in ("5", ""):
        provision.paragraph, provision.paragraph_checked = paragraph, False
        provision.save()
        publish_everything()
        version_poll.forget()
        assert client.get("/resolutions/2397/provisions/2397-5/card.png").status_code == 200
    checked, unknown = drawn
    assert checked.note == "Paragraph number not yet checked: the one usually cited."
    assert unknown.title.endswith(f"(paragraph number not known): {provision.obligation}")
    assert unknown.note == "Their own reading; the reports may cite others."


def test_the_card_of_an_edition_counts_what_there_was_while_it_was_in_force(
    portal: Finding, client: Client, drawn: list[ViewCard]
) -> None:
    actor = Actor.objects.get(slug="angara")
    actor.name = "Angara II"
    actor.save()
    publish_everything()
    make.make_finding(report=portal.report, category=portal.category, involvements=[(actor, "carrier")])
    publish_everything()
    version_poll.forget()
    for number in (1, 2):
        client.get(f"/actors/angara/v/{number}/card.png")
    assert [(card.title, card.marks, card.says) for card in drawn] == [
        ("Angara", ("Edition 1", "Dataset version 1"), "Named in 1 finding; to be named is not to be designated"),
        ("Angara II", ("Edition 2", "Dataset version 3"), "Named in 2 findings; to be named is not to be designated"),
    ]


def test_the_card_of_a_list_stays_as_it_was_and_says_what_was_taken_away(
    portal: Finding, client: Client, drawn: list[ViewCard]
) -> None:
    make.make_finding(report=portal.report, category=portal.category)
    publish_everything()
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    for query in ("as_of=1", "as_of=2", ""):
        assert client.get(f"/findings.card.png?{query}").status_code == 200
    away = "The text of 1 more finding of that version has been taken away since."
    assert [(card.title, card.marks, card.says, card.note) for card in drawn] == [
        ("No findings", ("Dataset version 1",), "", away),
        ("1 finding", ("Dataset version 2",), "Each with who asserts it and its sources", away),
        ("1 finding", ("Dataset version 3",), "Each with who asserts it and its sources", ""),
    ]


@pytest.mark.parametrize("query", ["actor=angara", "involvement=angara:carrier"])
def test_the_card_of_a_list_that_names_an_actor_says_what_that_is(
    portal: Finding, client: Client, drawn: list[ViewCard], query: str
) -> None:
    assert client.get(f"/findings.card.png?{query}").status_code == 200
    assert [card.says for card in drawn] == [
        "Each with who asserts it and its sources; to be named is not to be designated"
    ]


def test_what_was_withdrawn_or_redacted_has_no_card_of_its_words(portal: Finding, client: Client) -> None:
    publishing.redact(SubjectKind.ACTOR, "angara", [1], editor="Kim", reason="Another ship was meant.")
    publishing.withdraw(SubjectKind.SOURCE, "an-account", editor="Kim", note="It was read wrongly.")
    version_poll.forget()
    redacted, withdrawn = client.get("/actors/angara/v/1/card.png"), client.get("/sources/an-account/v/2/card.png")
    assert (redacted.status_code, withdrawn.status_code) == (451, 410)
    assert "Another ship was meant." in redacted.content.decode()
    assert b"Angara" not in redacted.content
    assert "It was read wrongly." in withdrawn.content.decode()
    for page in ("/actors/angara/v/1/", "/actors/angara/", "/sources/an-account/"):
        assert Page(client, page).metas("property", "og:") == {}


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/card.png?a=1", 400, "This address has no parameter “a”. It has none.\n"),
        ("/actors/angara/v/1/card.png?as_of=1", 400, "This address has no parameter “as_of”. It has none.\n"),
        ("/findings/msmt-2025-1-001/v/1/card.png?x", 400, "This address has no parameter “x”. It has none.\n"),
        ("/findings/msmt-2025-1-001/v/1/card.png?x=1", 400, "This address has no parameter “x”. It has none.\n"),
        ("/places/kp/card.png?q=1", 400, "This address has no parameter “q”. It has none.\n"),
        ("/places/zz/card.png", 404, "There is no country “zz”.\n"),
        ("/places/fr/card.png", 404, "No finding involves “FR”.\n"),
        ("/places/kp/pyongyang/card.png", 404, "No finding names a place “kp/pyongyang”.\n"),
        ("/findings.card.png?as_of=7", 400, "There is no dataset version 7"),
        ("/findings.card.png?colour=red", 400, "colour"),
        ("/findings.card.png?category=nothing", 400, "nothing"),
        ("/actors/angara/v/9/card.png", 404, "There is no actor with the address “angara”"),
        ("/resolutions/2397/provisions/1/card.png", 404, "There is no resolution"),
    ],
)
def test_an_address_that_has_no_card_says_why(
    portal: Finding, client: Client, address: str, status: int, said: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert said in response.content.decode()
