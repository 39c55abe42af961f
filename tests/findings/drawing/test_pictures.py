"""Pictures from what is published to what is printed: words, addresses, the same numbers in drawing and table."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from decimal import Decimal
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from pyroaring import BitMap

from findings.caching import version_poll
from findings.drawing.maps import MOST_PLACES
from findings.pages import pictures
from findings.queries.facets import counts
from findings.queries.lists import rows
from findings.queries.pictures import Months, PlaceCount, by_month, by_place, references_at
from findings.queries.questions import Question
from findings.queries.subjects import ListedSubject, subject_list
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything


def printed(template: str, **context: Any) -> ElementTree.Element:
    """What a template prints, which is well-formed and carries no style and no script."""
    text = render_to_string(f"findings/{template}.html", context)
    assert " style=" not in text
    assert "<script" not in text
    marked_up = re.sub(r"<details open>", '<details open="">', text.replace("&nbsp;", "\u00a0"))
    return ElementTree.fromstring(f"<div>{marked_up}</div>")  # noqa: S314 - it is our own


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [" ".join("".join(each.itertext()).split()) for each in element.iterfind(path)]


def links(element: ElementTree.Element, path: str) -> list[str]:
    return [each.get("href", "") for each in element.iterfind(path)]


def size(template: str, **context: Any) -> int:
    """Compressed bytes."""
    return len(gzip.compress(render_to_string(f"findings/{template}.html", context).encode()))


CATEGORIES = [ListedSubject(f"c{n}", f"c{n}", f"Category {n}", {}, 0) for n in range(10)]


@pytest.mark.django_db
def test_a_timeline_says_the_same_in_its_table() -> None:
    arms, coal = make.make_category("arms", name="Arms"), make.make_category("coal", name="Coal")
    make.make_category("labor", name="Labor")
    make.make_report(code="S/2024/1", published="2024-03-07", report_kind="panel_of_experts_report")
    compiled = make.make_report(code="Context", report_kind="compilation", published="2024-01")
    for category, start, end in [(arms, "2024-01", "2024-03"), (coal, "2024-02", "2024-02"), (coal, None, None)]:
        make.make_finding(report=compiled, category=category, period_start=start, period_end=end)
    publish_everything()
    question = Question.of(report=compiled.key)
    categories = subject_list(SubjectKind.CATEGORY).subjects
    reports = subject_list(SubjectKind.REPORT).subjects
    drawing = pictures.timeline(question, by_month(question), categories, reports)
    assert drawing is not None
    page = printed("_timeline", timeline=drawing)
    assert texts(page, ".//thead/tr/th") == ["Months", "Arms", "Coal", "All"]
    assert [texts(row, "*") for row in page.iterfind(".//tbody/tr")] == [
        ["2024"],
        ["Jan 2024", "1", "", "1"],
        ["Feb 2024", "1", "2"],  # the number of arms is that of January and goes on
        ["Mar 2024", "", "1"],
    ]
    assert links(page, ".//tbody//a") == [
        "/findings/?report=report-2&year=2024",
        "/findings/?category=arms&report=report-2&from=2024-01&to=2024-03",
        "/findings/?report=report-2&from=2024-01&to=2024-01",
        "/findings/?category=coal&report=report-2&from=2024-02&to=2024-02",
        "/findings/?report=report-2&from=2024-02&to=2024-02",
        "/findings/?report=report-2&from=2024-03&to=2024-03",
    ]
    assert set(links(page, ".//figure/svg//a")) == {"/findings/?report=report-2&year=2024", "/reports/report-1/"}
    assert links(page, ".//figure/ul//a") == [f"/findings/?category={key}&report=report-2" for key in ("arms", "coal")]
    (caption,) = texts(page, ".//figcaption")
    assert "One finding without a date is not drawn." in caption
    assert links(page, ".//figcaption//a") == ["/findings/?report=report-2&dating=none"]

    strips = pictures.strips(question, by_month(question), categories)
    page = printed("_strips", strips=strips)
    assert texts(page, ".//li/p")[:2] == ["Arms at most 1 a month", "Coal at most 1 a month"]

    (facet,) = counts(question, facets=("year",)).facets[:1]
    page = printed("_small_timeline", timeline=pictures.small_timeline(question, facet))
    assert [each.get("aria-label") for each in page.iterfind(".//a")] == ["2024: 2 findings"]
    assert texts(page, ".//svg/a/text") == ["2024"]


def numbers_of(question: Question) -> list[tuple[str, str]]:
    """Of the table of a timeline: each number, and where it leads."""
    drawing = pictures.timeline(question, by_month(question), subject_list(SubjectKind.CATEGORY).subjects)
    assert drawing is not None
    cells = [cell for each in drawing.table for row in each.rows for cell in row.cells if cell.findings]
    return [(str(cell.findings), cell.url) for cell in cells]


@pytest.mark.django_db
@pytest.mark.parametrize(("months", "beside"), [(50, True), (51, False)])
def test_a_table_of_more_than_a_hundred_numbers_stands_on_a_page_of_its_own(
    client: Client, months: int, beside: bool
) -> None:
    """Two numbers a month here, that of the category and that of all."""
    arms = make.make_category("arms", name="Arms")
    for n in range(months):
        month = f"{2021 + n // 12}-{n % 12 + 1:02}"
        make.make_finding(category=arms, period_start=month, period_end=month)
    publish_everything()
    version_poll.forget()
    drawing = pictures.timeline(Question(), by_month(Question()), subject_list(SubjectKind.CATEGORY).subjects)
    assert drawing is not None
    page, alone = printed("_timeline", timeline=drawing), printed("_months", timeline=drawing)
    rows = [texts(row, "*") for row in alone.iterfind(".//tbody/tr")]
    assert (rows[0], rows[1], len(rows)) == (["2021"], ["Jan 2021", "1", "1"], months + 5)
    assert [texts(row, "*") for row in page.iterfind(".//tbody/tr")] == (rows if beside else [])
    address = "/findings/?view=months"
    assert [address in links(page, ".//figure/p/a"), bool(page.findall(".//details"))] == [not beside, beside]
    assert ("table below" in texts(page, ".//desc")[0]) is beside
    html = client.get(address).content.decode()
    assert '<b aria-current="true"><a href="/findings/?view=timeline">timeline</a></b>' in html
    shown = re.findall(r'<td><a href="([^"]+)">(\d+)</a></td>', html)
    assert [(number, unescape(url)) for url, number in shown] == numbers_of(Question())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "listed", "nowhere"),
    [
        ("", 27, 0),
        ("category=arms", 14, 0),
        ("year=2023", 11, 0),
        ("year=2024&year=2025", 20, 0),
        ("from=2023-11-15&to=2024-02", 11, 8),
        ("from=2024-06&sort=earliest", 11, 1),
        ("to=2023", 9, 7),
        ("dating=stated", 20, 0),
        ("dating=open", 6, 0),
        ("dating=open&dating=none&year=2024", 2, 0),
    ],
)
def test_a_number_of_months_leads_to_exactly_the_findings_that_it_counts(asked: str, listed: int, nowhere: int) -> None:
    arms, coal = make.make_category("arms"), make.make_category("coal")
    for category, start, end in [
        (arms, "2023-11", "2024-03"),
        (arms, "2024-03-26", "2024-03-26"),
        (arms, "2024-04", "2024-06"),
        (arms, "2023", "2023"),
        (arms, "2023-11-20", None),
        (arms, None, "2025-02-03"),
        (arms, None, None),
        (coal, "2023-10", "2023-12"),
        (coal, "2024", "2024"),
        (coal, None, "2024-02-10"),
        (coal, None, "2023"),
        (coal, "2014", "2014"),
        (coal, "2024-12-31", "2025-03"),
    ]:
        make.make_finding(category=category, period_start=start, period_end=end)
    publish_everything()
    numbers = numbers_of(Question.read(QueryDict(asked)))
    followed = [
        (number, str(counts(Question.read(QueryDict(url.partition("?")[2])), facets=()).total) if url else "")
        for number, url in numbers
    ]
    assert followed == [(number, number if url else "") for number, url in numbers]
    assert Counter(bool(url) for _number, url in numbers) == +Counter({True: listed, False: nowhere})


@pytest.mark.django_db
def test_a_number_leads_nowhere_where_one_with_an_end_alone_is_counted_and_another_ends_later_in_the_year() -> None:
    arms, coal = make.make_category("arms"), make.make_category("coal")
    for category, start, end in [
        (arms, "2023-05", "2023-05"),
        (arms, "2024-01", "2024-01"),
        (coal, "2024-01", "2024-01"),
        (coal, None, "2024-02"),
        (coal, None, "2024-03-05"),
    ]:
        make.make_finding(category=category, period_start=start, period_end=end)
    publish_everything()
    assert numbers_of(Question()) == [
        ("1", "/findings/?category=arms&from=2023-05&to=2023-05"),
        ("1", "/findings/?dating=stated&from=2023-05&to=2023-05"),
        ("1", "/findings/?category=arms&from=2024-01&to=2024-01"),
        ("1", "/findings/?category=coal&dating=stated&from=2024-01&to=2024-01"),
        ("2", "/findings/?dating=stated&from=2024-01&to=2024-01"),
        ("1", ""),
        ("1", ""),
        ("1", "/findings/?category=coal&from=2024-03&to=2024-03"),
        ("1", "/findings/?from=2024-03&to=2024-03"),
    ]
    drawing = pictures.timeline(Question(), by_month(Question()), subject_list(SubjectKind.CATEGORY).subjects)
    (caption,) = texts(printed("_timeline", timeline=drawing), ".//p[@id='months-told']")
    assert caption.endswith(
        "those with an end alone, which stand in its month, where others of the same year end later; and no list can "
        "be asked for two periods."
    )
    arms_alone = Question.of(category="arms")
    drawing = pictures.timeline(arms_alone, by_month(arms_alone), subject_list(SubjectKind.CATEGORY).subjects)
    (caption,) = texts(printed("_timeline", timeline=drawing), ".//p[@id='months-told']")
    assert caption.endswith("A number leads to its findings.")


@pytest.mark.django_db
def test_what_no_address_can_ask_for_leads_nowhere() -> None:
    arms, coal = make.make_category("arms"), make.make_category("coal")
    for category in (arms, coal):
        make.make_finding(category=category, period_start="2023-12", period_end="2024-01")
    publish_everything()
    question = Question.of(category="arms", year="2024")
    drawing = pictures.timeline(question, by_month(question), subject_list(SubjectKind.CATEGORY).subjects)
    assert drawing is not None
    assert [(year.label, year.url) for year in drawing.years] == [
        ("2023", ""),
        ("2024", "/findings/?category=arms&year=2024"),
    ]


@pytest.mark.django_db
def test_a_map_says_the_same_in_its_table() -> None:
    nampo = make.make_place("nampo", name="Nampo", latitude="38.73", longitude="125.41")
    rajin = make.make_place("rajin", name="Rajin", latitude="42.25", longitude="130.3")
    china = make.make_place("china", name="China", country="CN", latitude=None, longitude=None, precision="")
    report = make.make_report(reference_prefix="R")
    for places in ([nampo, rajin], [nampo], [china]):
        make.make_finding(report=report, places=places)
    publish_everything()
    drawing = pictures.map_of(Question(), by_place(Question()), "region", "?map={}".format, references_at, total=3)
    page = printed("_map", map=drawing)
    assert links(page, ".//nav//a") == ["?map=region", "?map=world"]
    marks = [each for each in page.iterfind(".//svg/a") if each.find("circle") is not None]
    assert [(each.get("aria-label"), each.get("href")) for each in marks] == [
        ("Nampo: 2 findings", "/findings/?place=kp/nampo"),
        ("Rajin: one finding", "/findings/?place=kp/rajin"),
    ]
    assert [texts(row, "*") for row in page.iterfind(".//details/table[1]/tbody/tr")] == [
        ["Nampo", "Democratic People's Republic of Korea", "2", "circle"],
        ["China", "", "1", "no coordinates recorded"],
        ["Rajin", "Democratic People's Republic of Korea", "1", "circle"],
    ]
    assert [texts(row, "*") for row in page.iterfind(".//details/table[2]/tbody/tr")] == [["Nampo – Rajin", "R-001"]]
    assert pictures.map_of(Question(), [], "region", "?map={}".format, references_at, total=3) is None


@pytest.mark.parametrize(
    ("placeless", "told"),
    [
        (0, []),
        (1, ["One finding names no place and is not drawn."]),
        (2, ["2 findings name no place and are not drawn."]),
    ],
)
def test_a_map_says_how_many_findings_it_cannot_draw(placeless: int, told: list[str]) -> None:
    """A finding with two places is one, and one that names a country is in the table."""
    nampo = PlaceCount("kp/nampo", "Nampo", "KP", Decimal("38.73"), Decimal("125.41"), BitMap([1, 2]), "exact")
    china = PlaceCount("cn/china", "China", "CN", None, None, BitMap([2, 3]))
    drawing = pictures.map_of(
        Question(), [nampo, china], "region", "?map={}".format, lambda _positions: {}, total=3 + placeless
    )
    [caption] = printed("_map", map=drawing).iterfind(".//figcaption")
    words = " ".join("".join(caption.itertext()).split())
    assert re.findall(r"[^.]*names? no place[^.]*\.", words) == [f" {sentence}" for sentence in told]


def finding_of(measure: str, **fields: Any) -> None:
    provision = fields.pop("provision")
    quantity = {
        "measure": measure,
        "low": fields.pop("low", None),
        "high": fields.pop("high", None),
        "qualifier": fields.pop("qualifier"),
        "unit": fields.pop("unit", "barrels"),
    }
    make.make_finding(quantities=[quantity], provisions=[provision], **fields)


@pytest.mark.django_db
def test_only_totals_of_a_period_stand_against_the_cap() -> None:
    cap = make.make_provision("2397-5", resolution=make.make_resolution("2397"))
    msmt = make.make_report(reference_prefix="MSMT-1")
    panel = make.make_report(reference_prefix="S-1", report_kind="panel_of_experts_report")
    imports = "refined petroleum imports"
    year = {"period_start": "2023", "period_end": "2023", "provision": cap, "asserted_by": "Panel"}
    finding_of(imports, low=1000000, qualifier="more_than", report=msmt, **year | {"asserted_by": "MSMT"})
    finding_of(imports, high=800000, qualifier="up_to", report=panel, **year | {"period_end": "2024-08-31"})
    finding_of("fuel in one tanker", low=5, high=5, qualifier="exact", report=panel, **year)
    finding_of("annual cap", low=5, high=5, qualifier="exact", unit="barrels_per_year", report=panel, **year)
    finding_of(imports, low=5, high=5, qualifier="exact", report=panel, **year | {"period_end": None})
    publish_everything()
    chart = pictures.cap_chart(rows(pictures.cap_question(), size=100))
    page = printed("_cap_chart", chart=chart)
    assert [texts(row, "*")[0:1] + texts(row, "*")[2:] for row in page.iterfind(".//tbody/tr")] == [
        ["2023 – 31 Aug 2024 Panel", "up to 800,000", "S-1-001"],
        ["2023 MSMT", "more than 1,000,000", "MSMT-1-001"],
    ]
    assert [each.get("class") for each in page.iterfind(".//tbody//td/svg")] == ["petroleum", "emphasised"]
    assert links(page, ".//figcaption/a") == ["/resolutions/2397/provisions/2397-5/", "/findings/?provision=2397-5"]


@pytest.mark.django_db
def test_a_tree_says_the_same_in_its_table() -> None:
    kum, koti, bank = (
        make.make_vessel("kum", name="Kum"),
        make.make_vessel("koti", name="Koti"),
        make.make_actor("bank"),
    )
    report = make.make_report(reference_prefix="R")
    make.make_finding(report=report, involvements=[(koti, "supplier"), (koti, "carrier"), (kum, "recipient")])
    make.make_finding(
        report=report, involvements=[(bank, "other"), (kum, "carrier")], period_start=None, period_end=None
    )
    publish_everything()
    tree = pictures.neighbourhood("Kum", "kum", rows(Question.of(actor="kum")))
    page = printed("_neighbourhood", tree=tree)
    wide, narrow = page.iterfind(".//figure/svg")
    said = ["Kum", "R-001", "Sep 2023–Mar 2024", "Koti", "vessel, supplier, carrier", "R-002", "undated", bank.name]
    assert texts(wide, ".//text") == texts(narrow, ".//text") == [*said, "company"]
    assert [texts(row, "*") for row in page.iterfind(".//tbody/tr")] == [
        [bank.name, "company", "1", "R-002"],
        ["Koti", "vessel", "1", "R-001 supplier, carrier"],
    ]
    assert set(links(wide, ".//a")) == {"/findings/r-001/", "/findings/r-002/", "/actors/koti/", "/actors/bank/"}
    assert pictures.neighbourhood("Bank", "nobody", []) is None


def test_pictures_stay_small() -> None:
    busy = {f"c{n}": tuple((n * 7 + month * month) % 9 for month in range(129)) for n in range(10)}
    every = frozenset((2016 + n // 12, n % 12 + 1) for n in range(129))
    months = Months((2016, 1), (2026, 9), busy, undated=1, earlier=1, changes=dict.fromkeys(busy, every), open={})
    timeline = pictures.timeline(Question(), months, CATEGORIES)
    assert size("_timeline", timeline=timeline) < 5_000
    assert size("_months", timeline=timeline) < 12_000
    assert size("_strips", strips=pictures.strips(Question(), months, CATEGORIES)) < 8_000
    places = [
        PlaceCount(f"kp/p{n}", f"Place {n}", "KP", 30 + n % 17, 115 + n % 29, BitMap([n, n // 2]))  # type: ignore[arg-type]
        for n in range(2 * MOST_PLACES)
    ]
    for sheet in ("region", "world"):
        drawing = pictures.map_of(
            Question(),
            places,
            sheet,
            "?map={}".format,
            lambda positions: {n: f"R-{n:03}" for n in positions},
            total=2 * MOST_PLACES,
        )
        assert size("_map", map=drawing) < 30_000
