"""What is close to a question that nothing answers, or little."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from findings import publishing
from findings.models import Report, Word
from findings.pages.parts import Link
from findings.partial_dates import PartialDate
from findings.queries.index_keeping import answering_from, finding_indexes
from findings.queries.lists import rows
from findings.queries.nearby import Answered, Lifted, Missing, Near, lifted, meant, missing, near_to, too_common
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground


@ground
def few() -> None:
    """Three findings, one of them without a period, and a report without any."""
    vessel = make.make_vessel("angara", name="Angara")
    report = make.make_report("msmt-2025-1", title="First report")
    make.make_report("empty", code="EMPTY/1", title="Read, and empty")
    make.make_finding(
        report=report,
        title="Munitions by rail",
        summary="Refined petroleum is mentioned.",
        period_start="2023-09",
        period_end=None,
    )
    make.make_finding(
        report=report, title="Refined petroleum by sea", summary="Tankers.", period_start="2024", period_end=None
    )
    make.make_finding(
        report=report,
        title="A vessel calls",
        summary="At a harbour.",
        period_start=None,
        period_end=None,
        involvements=[(vessel, "carrier")],
        citations=[(make.make_source("s", title="On petroleum"), "origin")],
    )
    publish_everything()


MEANT = {
    "refind petroleum": "refined petroleum",
    "Tankrs": "tankers",
    "angarra": "angara",
    "petroleum": None,  # it is there
    "submarine": None,  # nothing is near
    "oil": None,  # too short to be told apart
    "": None,
}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("text", "other"), MEANT.items())
def test_a_misspelt_word_leads_to_one_that_findings_have(text: str, other: str | None) -> None:
    found = meant(Question(text=text), 0)
    assert (found.question.text if found else None) == other


@pytest.mark.usefixtures("few")
def test_a_word_is_offered_only_with_findings_that_answer_all_the_rest_too() -> None:
    asked = Question(text="tankrs", since=PartialDate("2024"))
    assert meant(asked, 0) == Answered(Question(text="tankers", since=PartialDate("2024")), 1)
    assert meant(asked, 1) is None
    assert meant(Question(text="tankrs", until=PartialDate("2023")), 0) is None


def test_words_of_what_was_taken_away_are_gone_and_offered_to_nobody(db: None) -> None:
    taken = make.make_finding(title="Zanzibar shipping", summary="Shared words.")
    make.make_finding(title="Other", summary="Shared words.")
    publish_everything()
    assert meant(Question(text="zanzibr"), 0) is not None
    publishing.redact(SubjectKind.FINDING, taken.reference, [1], editor="Lee", reason="By order of a court.")
    assert meant(Question(text="zanzibr"), 0) is None
    assert Word.objects.filter(word__in=["zanzibar", "shipping"]).count() == 0
    assert Word.objects.get(word="shared").editions == 1


@pytest.mark.usefixtures("few")
def test_each_condition_is_lifted_alone() -> None:
    asked = Question.of(report="msmt-2025-1", actor="angara")
    asked = Question(asked.chosen, text="munitions", since=PartialDate("2030"))
    assert [(each.name, each.without.total) for each in lifted(asked)] == [
        ("q", 0),
        ("report", 0),
        ("actor", 0),
        ("from", 0),
    ]
    asked = Question.of(actor="angara", year="2024")
    assert lifted(asked) == [
        Lifted("actor", Answered(Question.of(year="2024"), 1)),
        Lifted("year", Answered(Question.of(actor="angara"), 1)),
    ]
    assert lifted(Question(text="submarine")) == []


@pytest.mark.usefixtures("few")
def test_what_is_not_there_is_computed_with_an_index_and_without() -> None:
    stated = missing(Question())
    finding_indexes.build()
    with answering_from(1):
        indexed = missing(Question(text="whatever"))
    assert indexed == stated == Missing((("empty", "EMPTY/1"),), 2023, 2024, 1)


@pytest.mark.usefixtures("few")
def test_nothing_is_asked_where_enough_is_found(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert near_to(Question(text="petroleum"), 4) is None
        assert near_to(Question(), 0) is None


@pytest.mark.usefixtures("few")
def test_an_empty_list_says_how_it_was_asked_what_is_close_and_what_is_not_there(client: Client) -> None:
    body = client.get("/findings/?q=tankrs+%22by+air%22+-coal&actor=angara&year=2024").content.decode()
    for said in [
        "The word “tankrs”, in any of its forms",
        "The words “by air”, next to each other",
        "Not the word “coal”, in any of its forms",
        "Actor: Angara",
        "Year: 2024",
        "Without actor: none",
        "The stated periods of all findings lie between 2023 and 2024.",
        '<a href="/findings/?dating=none">One finding states no period, and answers no question about time.</a>',
        '<a href="/reports/empty/">EMPTY/1</a>',
    ]:
        assert said in body.replace("&#39;", "'")


@pytest.mark.usefixtures("few")
def test_a_source_that_disputes_is_told_as_the_sentence_tells_it(client: Client) -> None:
    def read(query: str) -> tuple[str, ...]:
        return client.get(f"/findings/?{query}").context["page"].nothing.read

    assert read("disputed=yes&actor=angara") == ("Actor: Angara", "That a source disputes")
    assert read("disputed=yes&disputed=no&year=2020") == ("Year: 2020", "That a source disputes or does not dispute")


@pytest.mark.usefixtures("few")
def test_a_reference_that_was_never_given_is_told_with_the_findings_of_its_report(client: Client) -> None:
    make.make_report("msmt-2026-1", code="MSMT/2026/1", reference_prefix="MSMT-2026-1", title="Second report")
    taken = make.make_finding("MSMT-2026-1-001", report=Report.objects.get(key="msmt-2026-1"))
    publish_everything(note="More.")
    publishing.redact(SubjectKind.FINDING, taken.reference, [1], editor="Lee", reason="By order of a court.")

    def told(query: str) -> tuple[str, Link | None]:
        nothing = client.get(f"/findings/?{query}").context["page"].nothing
        return nothing.not_given, nothing.of_report

    of_report = Link("MSMT/2026/1", "/findings/?report=msmt-2026-1")
    assert told("q=MSMT-2026-1-999") == ("No finding has the reference MSMT-2026-1-999.", of_report)
    assert told("q=msmt-2026-1-0999") == ("No finding has the reference MSMT-2026-1-0999.", of_report)
    assert told("q=MSMT-2031-2-999") == (
        "No finding has the reference MSMT-2031-2-999, and no report has findings that begin like it.",
        None,
    )
    # Given once, though nothing of it can be read; and what is no reference.
    assert told("q=MSMT-2026-1-001") == told("q=submarine") == told("q=submarine-9") == ("", None)
    # The report came later.
    assert told("q=MSMT-2026-1-999&as_of=1")[1] is None
    body = client.get("/findings/?q=MSMT-2026-1-999").content.decode()
    words = " ".join(html.unescape(re.sub("<[^>]+>", "", body)).split())
    assert "No finding has the reference MSMT-2026-1-999. Findings of that report: MSMT/2026/1 " in words
    assert '<a href="/findings/?report=msmt-2026-1">MSMT/2026/1</a>' in body


@pytest.mark.usefixtures("few")
def test_an_empty_search_offers_what_was_meant(client: Client) -> None:
    body = client.get("/findings/?q=tankrs").content.decode()
    assert 'Did you mean <a href="/findings/?q=tankers">tankers (1 finding)</a>' in body


COMMON: dict[str, tuple[tuple[str, ...], bool]] = {
    "the": (("the",), True),
    "“Of the”, -and": (("of", "the", "and"), True),
    "The vessel": (("the",), False),
    "vessel or the tanker": (("the",), False),
    "or": (("or",), True),
    "don't": (("don't",), True),
    "petroleum": ((), False),
    "so-so": ((), False),
    "<b> !": ((), False),  # nothing that could be searched for either, but not for being common
    "!": ((), False),
    "": ((), False),
}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("text", "told"), COMMON.items())
def test_which_words_are_too_common_says_postgresql(text: str, told: tuple[tuple[str, ...], bool]) -> None:
    assert too_common(text) == told


@pytest.mark.usefixtures("few")
def test_a_search_for_words_that_all_texts_have_says_that_they_are_left_out_and_names_nobody(client: Client) -> None:
    make.make_actor("bureau", name="Bureau of the Fleet", aliases=["The"])
    make.make_actor("theo", name="Theo", aliases=[])
    make.make_actor("then", name="Then", aliases=[])
    publish_everything(note="Names.")

    def told(query: str) -> tuple[tuple[str, ...], list[str]]:
        page = client.get(f"/findings/?q={query}").context["page"]
        assert page.pages.total == 0
        return page.nothing.read, [each.link.words for group in page.groups for each in group.links]

    assert told("the") == (("A search leaves out words that are as common as “the”.",), ["Bureau of the Fleet"])
    assert told("of+the") == (("A search leaves out words that are as common as “of” or “the”.",), [])
    assert told("the+submarine+-and") == (
        (
            "The word “submarine”, in any of its forms",
            "A search leaves out words that are as common as “the” or “and”.",
        ),
        [],
    )
    assert told("theoo") == (
        ("The word “theoo”, in any of its forms",),
        ["Theo", "Bureau of the Fleet", "Then"],
    )


@pytest.mark.usefixtures("few")
def test_a_list_with_results_says_which_words_were_not_searched_for(client: Client) -> None:
    def told(query: str) -> tuple[list[str], int]:
        body = client.get(f"/findings/?{query}").content.decode()
        return re.findall(r"A search leaves out words[^<]*", body), body.count('<li class="row">')

    left_out = "A search leaves out words that are as common as “%s”."
    assert told("q=the+petroleum") == ([left_out % "the"], 3)
    assert told("q=the+petroleum+by+%22and+sea%22") == ([left_out % "the” or “by” or “and"], 1)
    assert told("q=tankers+or+munitions") == ([], 2)
    assert told("q=refined+petroleum") == ([], 2)
    assert told("q=petroleum") == ([], 3)
    assert told("") == ([], 3)


@pytest.mark.usefixtures("few")
def test_an_empty_search_for_several_names_leads_to_where_each_is_looked_up(client: Client) -> None:
    def offered(query: str) -> list[str]:
        body = client.get(f"/findings/?{query}").content.decode()
        return [html.unescape(each) for each in re.findall(r'<a href="([^"]*/match/[^"]*)">Look up', body)]

    assert offered("q=Sea+Phoenix%3B+Angara") == ["/match/?names=Sea+Phoenix%0AAngara"]
    assert offered("q=Sea+Phoenix%0D%0AAngara&as_of=1") == ["/match/?names=Sea+Phoenix%0AAngara&as_of=1"]
    assert '<a href="/actors/angara/"' in client.get(offered("q=Sea+Phoenix%3B+Angara")[0]).content.decode()
    assert offered("q=Sea+Phoenix") == offered("q=angara%2C+vessel") == offered("category=petroleum-0%2C") == []


@pytest.mark.usefixtures("few")
def test_words_left_out_are_asked_for_where_there_are_several(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert near_to(Question(text="the petroleum"), 4) == Near(common=("the",))
    with django_assert_num_queries(1):
        assert near_to(Question(text="refined petroleum"), 4) is None


@pytest.mark.usefixtures("few")
def test_no_other_word_is_offered_for_one_that_is_left_out() -> None:
    Word.objects.create(word="theyre", editions=3)
    assert meant(Question(text="they tankrs"), 0) == Answered(Question(text="they tankers"), 1)


@pytest.mark.usefixtures("few")
def test_a_hit_in_a_title_comes_before_one_in_a_summary_and_one_in_a_source() -> None:
    def titles(question: Question) -> list[str]:
        return [row.document["title"] for row in rows(question)]

    asked = Question(text="petroleum")
    assert titles(asked) == ["Refined petroleum by sea", "Munitions by rail", "A vessel calls"]
    assert titles(Question(text="petroleum", sort="reference")) == [
        "Munitions by rail",
        "Refined petroleum by sea",
        "A vessel calls",
    ]
