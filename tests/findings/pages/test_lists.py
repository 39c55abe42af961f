"""The list of findings and its parts, compared whole."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from findings.languages import speaking
from findings.pages.facets import FacetLink, FacetPart, facet_part
from findings.pages.frames import list_url
from findings.pages.lists import Clause, browse_page
from findings.pages.looks import Look
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.pages.search import Straight, straight_to, target_url
from findings.queries.facets import Counts, Facet, FacetValue
from findings.queries.filters import FILTERS
from findings.queries.questions import Question
from findings.queries.search import Hit, Target
from findings.queries.sentence import sentence
from findings.vocabulary import SubjectKind

COUNTS = Counts(
    1234,
    (
        Facet(
            "category",
            "Category",
            (FacetValue("petroleum", "Petroleum", 1200, True), FacetValue("labor", "Labor", 34, False)),
            2,
        ),
        Facet("actor", "Actor", (FacetValue("dprk", "DPRK", 9, False),), 12),
    ),
)


def test_a_facet_chooses_and_lets_go() -> None:
    question = Question.of(category=["petroleum"])
    everything = "/findings/?category=petroleum&view=values&of=actor"
    assert [facet_part(question, facet) for facet in COUNTS.facets] == [
        FacetPart(
            "category",
            "Category",
            (
                FacetLink("Petroleum", "/findings/", 1200, True, "category-petroleum"),
                FacetLink("Labor", "/findings/?category=petroleum&category=labor", 34, False, "category-labor"),
            ),
            0,
            None,
        ),
        FacetPart(
            "actor",
            "Actor",
            (FacetLink("DPRK", "/findings/?category=petroleum&actor=dprk", 9, False, "actor-dprk"),),
            11,
            Link("All 12", everything),
        ),
    ]


CARRIERS = (
    FacetValue("angara:carrier", "Angara as carrier", 3, False, "Angara"),
    FacetValue("lady-r:carrier", "Lady R as carrier", 2, False, "Lady R"),
)
ROLES_OF_ANGARA = (CARRIERS[0], FacetValue("angara:other", "Angara without a stated role", 1, False, "Angara"))


@pytest.mark.parametrize(
    ("question", "values", "label", "names"),
    [
        (Question.of(role="carrier"), CARRIERS, "Carrier", ["Angara", "Lady R"]),
        (Question.of(involvement="lady-r:carrier"), CARRIERS, "Carrier", ["Angara", "Lady R"]),
        (Question.of(actor="angara"), ROLES_OF_ANGARA, "Role", ["Carrier", "Named, no role stated"]),
        # A value that was chosen in another role is among them.
        (
            Question.of(role="carrier", involvement="angara:other"),
            (*CARRIERS, ROLES_OF_ANGARA[1]),
            "Actor in a role",
            ["Angara as carrier", "Lady R as carrier", "Angara without a stated role"],
        ),
        (
            Question.of(role=["carrier", "other"]),
            ROLES_OF_ANGARA,
            "Actor in a role",
            ["Angara as carrier", "Angara without a stated role"],
        ),
    ],
)
def test_actors_in_a_role_stand_below_it(
    question: Question, values: tuple[FacetValue, ...], label: str, names: list[str]
) -> None:
    part = facet_part(question, Facet("involvement", "Actor in a role", values, len(values)))
    assert (part.label, [link.name for link in part.links]) == (label, names)
    assert [link.id for link in part.links] == [f"involvement-{value.key.replace(':', '-')}" for value in values]
    # Of one actor, its role says all that the actor said.
    asked = question if label != "Role" else Question()
    assert part.links[0].url == list_url(asked.toggled("involvement", values[0].key))


def test_letting_go_of_the_role_of_an_actor_leaves_the_actor() -> None:
    question = Question.of(actor="angara", involvement="angara:carrier")
    values = (replace(ROLES_OF_ANGARA[0], chosen=True), ROLES_OF_ANGARA[1])
    part = facet_part(question, Facet("involvement", "Actor in a role", values, 2))
    assert [link.url for link in part.links] == [
        "/findings/?actor=angara",
        "/findings/?involvement=angara:carrier&involvement=angara:other",
    ]


def test_an_actor_in_a_role_is_named_with_it_in_the_sentence() -> None:
    question = Question.of(involvement=["angara:carrier", "angara:other"], year="2024")
    counts = Counts(3, (Facet("involvement", "Actor in a role", ROLES_OF_ANGARA, 2),))
    assert str(sentence(question, counts)) == (
        "3 findings naming Angara as carrier or Angara without a stated role in 2024"
    )
    with speaking("fr"):
        assert str(sentence(question, counts)) == (
            "3 constatations (acteur et rôle\u202f: Angara (transporteur) ou Angara (sans rôle indiqué)"
            "\u202f; année\u202f: 2024)"
        )
    clause = browse_page(question, counts, []).clauses[0]
    assert clause == Clause(
        "naming ",
        (
            Link("Angara as carrier", "/findings/?involvement=angara:other&year=2024"),
            Link("Angara without a stated role", "/findings/?involvement=angara:carrier&year=2024"),
        ),
    )


def test_a_facet_of_very_many_findings_leads_to_the_page_of_its_values() -> None:
    question = Question.of(role="carrier")
    page = browse_page(question, Counts(5, (Facet("involvement", "Actor in a role", (), None),)), [])
    assert page.usual == [
        FacetPart(
            "involvement",
            "Carrier",
            (),
            0,
            Link("All of them", "/findings/?role=carrier&view=values&of=involvement"),
        )
    ]


@pytest.mark.parametrize(
    ("question", "total", "title", "clear_url", "is_indexed"),
    [
        (Question(), 198, "198 findings", "", True),
        (Question(), 1, "1 finding", "", True),
        (Question.of(category=["petroleum", "labor"]), 0, "No findings about petroleum or labor", "/findings/", False),
        (Question(text="ship"), 2, "2 findings with the word “ship”", "/findings/", False),
        (Question(text="a -ship"), 2, "2 findings found by the search “a -ship”", "/findings/", False),
        (Question(text='-"a b"'), 2, '2 findings found by the search “-"a b"”', "/findings/", False),
        (Question(text='c-d "a -b" -'), 2, '2 findings with the words “c-d "a -b" -”', "/findings/", False),
        (Question(as_of=7), 2, "2 findings as of dataset version 7", "/findings/", False),
    ],
)
def test_the_list_begins_with_its_question_as_a_sentence(
    question: Question, total: int, title: str, clear_url: str, is_indexed: bool
) -> None:
    page = browse_page(question, Counts(total, COUNTS.facets), [])
    clauses = [f"{c.before}{page.either.join(v.words for v in c.values)}{c.after}" for c in page.clauses]
    said = "".join([page.opening, *clauses, page.closing])
    assert (page.title, said, page.clear_url, page.is_indexed) == (title, title, clear_url, is_indexed)


def test_no_term_of_a_vocabulary_stands_with_a_wrong_article() -> None:
    said = {
        (name, key): str(sentence(Question.of(**{name: key}), Counts(1, ()))).removeprefix("1 finding ")
        for name in ("kind", "role", "edition")
        for key in FILTERS[name].choices or {}
    }
    wrong = re.compile(r"\ba [aeiou]|\ban [^aeiou]|\ba other|\ba first")
    assert {key: words for key, words in said.items() if wrong.search(words)} == {}
    assert [
        said[key] for key in (("kind", "aircraft"), ("kind", "vessel"), ("role", "employer"), ("edition", "update"))
    ] == ["naming an aircraft", "naming a vessel", "with an employer", "whose edition is an update"]
    assert [said[key] for key in (("kind", "other"), ("role", "other"), ("edition", "first"))] == [
        "naming an actor of another kind",
        "with an actor without a stated role",
        "whose edition is the first",
    ]
    two = sentence(Question.of(role=["employer", "carrier"]), Counts(2, ()))
    assert str(two) == "2 findings with an employer or a carrier"


def test_other_languages_list_the_terms_as_they_are() -> None:
    with speaking("fr"):
        assert str(sentence(Question.of(role=["employer", "other"]), Counts(2, ()))) == (
            "2 constatations (rôle\u202f: employeur ou mention, sans rôle indiqué)"
        )


STAND = (
    Facet("support", "Support", (FacetValue("strong", "Two", 30, False), FacetValue("single", "One", 4, False)), 2),
    Facet("hand", "Hand", (FacetValue("second", "Second", 17, False), FacetValue("first", "First", 2, False)), 2),
)


@pytest.mark.parametrize(
    ("asked", "stand"),
    {
        "": [
            ("17 at second hand", "/findings/?hand=second"),
            ("4 in one account only", "/findings/?support=single"),
        ],
        "category=petroleum&page=2": [
            ("17 at second hand", "/findings/?category=petroleum&hand=second"),
            ("4 in one account only", "/findings/?category=petroleum&support=single"),
        ],
        # What is chosen is said without a link that would lead nowhere else …
        "hand=second": [
            ("17 at second hand", ""),
            ("4 in one account only", "/findings/?support=single&hand=second"),
        ],
        "hand=first&hand=second": [
            ("17 at second hand", "/findings/?hand=second"),
            ("4 in one account only", "/findings/?support=single&hand=first&hand=second"),
        ],
        # … and its facet counts what is not in the list beside it.
        "hand=first": [("4 in one account only", "/findings/?support=single&hand=first")],
        "hand=first&support=strong": [],
    }.items(),
)
def test_a_list_says_beside_its_count_how_its_findings_are_known(asked: str, stand: list[tuple[str, str]]) -> None:
    page = browse_page(Question.read(QueryDict(asked)), Counts(19, STAND), [])
    assert [(link.words, link.url) for link in page.stand] == stand


def test_a_list_says_nothing_of_what_none_of_its_findings_is() -> None:
    assert browse_page(Question(), Counts(19, COUNTS.facets), []).stand == ()


def test_the_view_is_kept_by_what_a_list_says_beside_its_count() -> None:
    page = browse_page(Question(), Counts(19, STAND), [], Look(view="timeline"))
    assert [link.url for link in page.stand] == [
        "/findings/?hand=second&view=timeline",
        "/findings/?support=single&view=timeline",
    ]


def test_what_states_no_period_is_listed_and_not_drawn_in_a_timeline() -> None:
    dating = Facet("dating", "How it is dated", (FacetValue("none", "No stated period", 3, False),), 1)
    pages = [browse_page(Question(), Counts(19, (dating,)), [], Look(view=view)) for view in ("timeline", "map")]
    assert [(link.words, link.url) for page in pages for link in page.stand] == [
        ("3 without a stated period", "/findings/?dating=none"),
        ("3 without a stated period", "/findings/?dating=none&view=map"),
    ]


@pytest.mark.parametrize(
    ("chosen", "is_open"), [([], False), (["first"], True), (["first", "second"], True)], ids=["none", "one", "two"]
)
def test_the_facets_behind_a_word_are_open_where_one_of_them_is_chosen(chosen: list[str], *, is_open: bool) -> None:
    values = tuple(FacetValue(hand, f"{hand} hand", 2, hand in chosen) for hand in ("first", "second"))
    question = Question.of(hand=chosen) if chosen else Question()
    page = browse_page(question, Counts(5, (*COUNTS.facets, Facet("hand", "Hand", values, 2))), [])
    assert ([each.name for each in page.more], page.is_more_chosen) == (["hand"], is_open)


@pytest.mark.parametrize(
    ("there", "chosen", "shown", "hidden"),
    [
        (2, "", "ab", 0),
        (3, "", "abc", 0),
        (4, "", "ab", 2),
        (4, "d", "abcd", 0),
        (5, "d", "abd", 2),
        (None, "c", "abc", 0),
    ],
)
def test_the_last_value_is_shown_where_a_line_would_say_that_there_is_one_more(
    there: int | None, chosen: str, shown: str, hidden: int
) -> None:
    keys = "abcde"[: there or 3]
    values = tuple(FacetValue(key, key, 1, key in chosen) for key in keys)
    part = facet_part(Question.of(actor=list(chosen)), Facet("actor", "Actor", values, there), size=2)
    assert ("".join(link.name for link in part.links), part.hidden) == (shown, hidden)
    assert (part.all is None) == (len(shown) == there)


@pytest.mark.parametrize(("distinct", "more"), [(1, "and one more"), (12, "and 12 more"), (None, "and more")])
def test_a_facet_says_how_many_values_are_not_here(distinct: int | None, more: str) -> None:
    part = facet_part(Question(), Facet("actor", "Actor", (), distinct))
    assert part.more == more


@pytest.mark.parametrize(
    ("asked", "undated"),
    {
        "": "",
        "category=petroleum&q=oil": "",
        "from=2024&category=petroleum": "/findings/?category=petroleum&dating=none",
        "year=2023&year=2024&q=oil&page=2&as_of=3": "/findings/?q=oil&dating=none&as_of=3",
        "to=2024-03&dating=stated": "/findings/?dating=none",
    }.items(),
)
def test_a_question_about_time_leads_to_what_it_leaves_out(asked: str, undated: str) -> None:
    assert browse_page(Question.read(QueryDict(asked)), COUNTS, []).form.undated_url == undated


def test_the_sentence_says_how_findings_are_dated() -> None:
    asked = Question.read(QueryDict("category=petroleum&dating=stated&dating=open&from=2024-03&to=2024-04"))
    assert str(sentence(asked, Counts(5, ()))) == (
        "5 findings about petroleum from March 2024 to April 2024 with a stated beginning or an end alone"
    )
    assert str(sentence(Question.of(dating="none"), Counts(1, ()))) == "1 finding with no stated period"


def test_each_value_of_the_sentence_takes_itself_away() -> None:
    question = Question.of(category=["petroleum", "labor"], actor=["dprk"])
    assert browse_page(question, COUNTS, []).clauses == (
        Clause(
            "about ",
            (
                Link("petroleum", "/findings/?category=labor&actor=dprk"),
                Link("labor", "/findings/?category=petroleum&actor=dprk"),
            ),
            is_recorded=True,
        ),
        Clause(" naming ", (Link("DPRK", "/findings/?category=petroleum&category=labor"),), is_recorded=True),
    )


@pytest.mark.parametrize(
    ("asked", "look", "printed"),
    [
        ({}, Look(), ""),
        ({"page": 8}, Look(), "?page=8"),
        ({"as_of": 4, "page": 8}, Look(), "?as_of=4&page=8"),
        ({}, Look(view="table", columns=("title", "period")), "?view=table&columns=title&columns=period"),
        ({}, Look(view="map", map="world"), "?view=map&map=world"),
    ],
)
def test_paper_has_the_address_of_what_was_printed_and_the_set_keeps_its_own(
    asked: dict[str, Any], look: Look, printed: str
) -> None:
    page = browse_page(replace(Question(), **asked), COUNTS, [], look)
    the_set = "?as_of=4" if "as_of" in asked else ""
    assert (page.printed, page.permalink) == (
        f"http://127.0.0.1:8000/findings/{printed}",
        f"http://127.0.0.1:8000/findings/{the_set}",
    )


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (1, 0, PageLinks(1, 1, 0, 0, 0, "", "", ((1, "p1", False),))),
        (1, 25, PageLinks(1, 1, 1, 25, 25, "", "", ((1, "p1", False),))),
        (2, 26, PageLinks(2, 2, 26, 26, 26, "p1", "", ((1, "p1", False), (2, "p2", False)))),
        (
            5,
            250,
            PageLinks(
                5,
                10,
                101,
                125,
                250,
                "p4",
                "p6",
                (
                    (1, "p1", False),
                    (3, "p3", True),
                    (4, "p4", False),
                    (5, "p5", False),
                    (6, "p6", False),
                    (7, "p7", False),
                    (10, "p10", True),
                ),
            ),
        ),
    ],
)
def test_page_links_show_near_pages_and_both_ends(number: int, total: int, expected: PageLinks) -> None:
    assert page_links(number, total, 25, lambda page: f"p{page}") == expected


def test_the_address_of_a_question() -> None:
    assert [
        list_url(Question()),
        list_url(Question.of(actor="dprk", category=["labor", "cyber"])),
        list_url(Question({}, page=3)),
    ] == ["/findings/", "/findings/?category=labor&category=cyber&actor=dprk", "/findings/?page=3"]


def test_what_the_words_of_a_search_name_is_called_by_its_name() -> None:
    ship = Hit(SubjectKind.ACTOR, "kum-un-san-3", "", "Kum Un San 3", "Kum Un San 3")
    by_number = Target(SubjectKind.ACTOR, "kum-un-san-3")
    finding = Target(SubjectKind.FINDING, "MSMT-2025-1-007")
    place = Target(SubjectKind.SOURCE, "s-2019-171", at="para. 21")
    elsewhere = Target(SubjectKind.SOURCE, "s-2019-171", not_cited="para. 17")
    assert [straight_to(target, [ship]) for target in (None, by_number, finding, place, elsewhere)] == [
        None,
        Straight(Link("Kum Un San 3", "/actors/kum-un-san-3/"), ""),
        Straight(Link("MSMT-2025-1-007", "/findings/msmt-2025-1-007/"), ""),
        Straight(Link("s-2019-171, para. 21", target_url(place)), ""),
        Straight(Link("s-2019-171", "/sources/s-2019-171/#places"), "para. 17"),
    ]
